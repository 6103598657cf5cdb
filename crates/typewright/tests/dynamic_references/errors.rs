//! What is refused, and where.

use typewright::diagnostic::{Diagnostic, DiagnosticKind};

use super::{compiled, lowered};

/// Kind, document, pointer and the text that is pointed at.
fn told(findings: &[Diagnostic]) -> Vec<(DiagnosticKind, &str, &str, &str)> {
    findings
        .iter()
        .map(|finding| {
            let location = &finding.location;
            (
                finding.kind,
                &*location.path,
                location.pointer.as_str(),
                &location.text[location.span.clone()],
            )
        })
        .collect()
}

#[test]
fn a_circle_through_a_dynamic_reference_is_reported() {
    let (_, findings) = lowered(&[("a.json", r##"{"$dynamicRef": "#"}"##)]);
    let kind = DiagnosticKind::ReferenceLoop;
    assert_eq!(told(&findings), [(kind, "a.json", "/$dynamicRef", "\"#\"")]);
}

#[test]
fn a_circle_is_one_only_where_the_target_closes_it() {
    let part =
        r##"{"allOf": [{"$dynamicRef": "#rule"}], "$defs": {"rule": {"$dynamicAnchor": "rule"}}}"##;
    let harmless = r##"{"$ref": "part.json",
        "$defs": {"rule": {"$dynamicAnchor": "rule", "type": "string"}}}"##;
    let (_, findings) = lowered(&[("harmless.schema.json", harmless), ("part.json", part)]);
    assert_eq!(told(&findings), []);

    let closing = r##"{"$dynamicAnchor": "rule", "$ref": "part.json"}"##;
    let (_, findings) = lowered(&[
        ("closing.schema.json", closing),
        ("harmless.schema.json", harmless),
        ("part.json", part),
    ]);
    let place = (
        DiagnosticKind::ReferenceLoop,
        "part.json",
        "/allOf/0/$dynamicRef",
        "\"#rule\"",
    );
    assert_eq!(told(&findings), [place]);
    let message = &findings[0].message;
    assert!(
        message.ends_with("`closing.schema.json#` → `#` → `closing.schema.json#`"),
        "{message}"
    );
}

#[test]
fn a_recursive_reference_closes_circles_too() {
    let text = r##"{"$schema": "https://json-schema.org/draft/2019-09/schema",
        "$recursiveAnchor": true, "anyOf": [{"$recursiveRef": "#"}]}"##;
    let (_, findings) = lowered(&[("a.json", text)]);
    let kind = DiagnosticKind::ReferenceLoop;
    assert_eq!(
        told(&findings),
        [(kind, "a.json", "/anyOf/0/$recursiveRef", "\"#\"")]
    );
}

#[test]
fn keywords_of_dynamic_references_take_what_they_take() {
    let (_, findings) = lowered(&[
        (
            "a.json",
            r##"{"allOf": [
                {"$dynamicRef": 1}, {"$dynamicAnchor": "a b"}, {"$dynamicAnchor": true},
                {"$dynamicRef": "#missing"}, {"$dynamicRef": "#/type"}, {"$dynamicRef": "../x#y"}
            ], "type": "string"}"##,
        ),
        (
            "b.json",
            r##"{"$schema": "https://json-schema.org/draft/2019-09/schema", "allOf": [
                {"$recursiveRef": "#/allOf/1"}, {"$recursiveRef": null}, {"$recursiveAnchor": 1},
                {"$recursiveAnchor": true}, {"$recursiveAnchor": false}
            ]}"##,
        ),
    ]);
    let wrong = DiagnosticKind::InvalidKeywordValue;
    let expected = [
        (wrong, "a.json", "/allOf/0/$dynamicRef", "1"),
        (wrong, "a.json", "/allOf/1/$dynamicAnchor", "\"a b\""),
        (wrong, "a.json", "/allOf/2/$dynamicAnchor", "true"),
        (
            DiagnosticKind::UnresolvedReference,
            "a.json",
            "/allOf/3/$dynamicRef",
            "\"#missing\"",
        ),
        (
            DiagnosticKind::NotASchema,
            "a.json",
            "/allOf/4/$dynamicRef",
            "\"#/type\"",
        ),
        (
            DiagnosticKind::ReferenceOutsideRoot,
            "a.json",
            "/allOf/5/$dynamicRef",
            "\"../x#y\"",
        ),
        (wrong, "b.json", "/allOf/0/$recursiveRef", "\"#/allOf/1\""),
        (wrong, "b.json", "/allOf/1/$recursiveRef", "null"),
        (wrong, "b.json", "/allOf/2/$recursiveAnchor", "1"),
        (
            wrong,
            "b.json",
            "/allOf/3/$recursiveAnchor",
            "\"$recursiveAnchor\"",
        ),
    ];
    assert_eq!(told(&findings), expected);
    let outside = &findings[5].message;
    assert!(outside.starts_with("the `$dynamicRef`"), "{outside}");
}

/// Resources in a row, each with two ways to the next, of which one binds a name: every choice doubles the meanings of the last.
fn doubling(names: usize) -> String {
    let mut resources = Vec::new();
    for index in 0..names {
        resources.push(format!(
            r##""s{index}": {{"anyOf": [{{"$ref": "r{index}"}}, {{"$ref": "#/$defs/s{next}"}}]}},
            "r{index}": {{"$id": "r{index}", "$ref": "a#/$defs/s{next}",
                "$defs": {{"x": {{"$dynamicAnchor": "n{index}", "type": "null"}}}}}}"##,
            next = index + 1
        ));
    }
    let asked: Vec<String> = (0..names)
        .map(|index| format!(r##""m{index}": {{"$dynamicRef": "#n{index}"}}"##))
        .collect();
    let usual: Vec<String> = (0..names)
        .map(|index| format!(r##""d{index}": {{"$dynamicAnchor": "n{index}"}}"##))
        .collect();
    format!(
        r##"{{"$id": "https://x.test/a", "$ref": "#/$defs/s0", "$defs": {{{},
            "s{names}": {{"$id": "last", "properties": {{{}}}, "$defs": {{{}}}}}}}}}"##,
        resources.join(", "),
        asked.join(", "),
        usual.join(", ")
    )
}

#[test]
fn meanings_without_number_are_refused() {
    let (output, findings) = compiled(&[("a.json", &doubling(40))]);
    assert!(output.is_none());
    let [finding] = findings.as_slice() else {
        panic!("{findings:#?}");
    };
    assert_eq!(finding.kind, DiagnosticKind::TooManySpecialisations);
    assert!(finding.location.pointer.starts_with("/$defs/"), "{finding}");
    // The same with few names is compiled.
    let (program, findings) = lowered(&[("a.json", &doubling(4))]);
    assert_eq!(findings, []);
    let lasts = program
        .iter()
        .filter(|(_, schema)| schema.location == "https://x.test/last#");
    assert_eq!(lasts.count(), 16);
}

#[test]
fn names_without_number_are_refused() {
    let anchors = |of: &str| {
        let anchors: Vec<String> = (100..357)
            .map(|index| format!(r#""{of}{index}": {{"$dynamicAnchor": "n{index}"}}"#))
            .collect();
        anchors.join(", ")
    };
    let seekers: Vec<String> = (100..357)
        .map(|index| format!(r##"{{"$dynamicRef": "#n{index}"}}"##))
        .collect();
    let text = format!(
        r##"{{"$ref": "b.json", "$defs": {{{}}}, "items": {{"$id": "b.json", "$defs": {{{}}}, "items": {{"allOf": [{}]}}}}}}"##,
        anchors("x"),
        anchors("y"),
        seekers.join(", ")
    );
    let (_, findings) = lowered(&[("a.json", &text)]);
    assert_eq!(
        told(&findings),
        [(
            DiagnosticKind::TooManySpecialisations,
            "a.json",
            "/items/items/allOf/256",
            r##"{"$dynamicRef": "#n356"}"##
        )]
    );
}
