//! Schemas that are longer, deeper or more tangled than people write them.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use typewright::Output;
use typewright::diagnostic::{DiagnosticKind, Severity};

use crate::{compiled, is_total};

/// Definitions `d0`, `d1`, … of which each leads to the next by `link`, in which `NEXT` is its reference.
fn chain(length: usize, link: &str, last: &str) -> String {
    let mut text = String::from("{\"$ref\": \"#/$defs/d0\", \"$defs\": {");
    for index in 0..length {
        let next = format!("{{\"$ref\": \"#/$defs/d{}\"}}", index + 1);
        let _ = write!(text, "\"d{index}\": {}, ", link.replace("NEXT", &next));
    }
    let _ = write!(text, "\"d{length}\": {last}}}}}");
    text
}

/// Within a time that is long for the work and short for a person; tests run unoptimised and beside others.
fn in_time(what: &str, text: &str) -> bool {
    let start = Instant::now();
    let has_output = is_total(text);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(60), "{what} took {took:?}");
    has_output
}

/// What a definition can lead to the next by, and whether checks of one value lie within each other there: those end at some depth.
const LINKS: &[(&str, bool)] = &[
    (r#"{"allOf": [NEXT], "minLength": 1}"#, true),
    ("NEXT", false),
    (r#"{"allOf": [NEXT, {"maxLength": 9}]}"#, true),
    (r#"{"anyOf": [NEXT, {"minLength": 1}]}"#, true),
    (r#"{"oneOf": [NEXT, {"type": "null"}]}"#, true),
    (r#"{"not": NEXT}"#, true),
    (r#"{"if": NEXT, "then": NEXT}"#, true),
    (r#"{"type": "object", "properties": {"a": NEXT}}"#, false),
    (
        r#"{"type": "object", "required": ["a"], "properties": {"a": NEXT}}"#,
        false,
    ),
    (r#"{"type": "object", "additionalProperties": NEXT}"#, false),
    (r#"{"type": "array", "items": NEXT}"#, false),
    (
        r#"{"type": ["object", "null"], "properties": {"a": NEXT}}"#,
        false,
    ),
    (
        r#"{"type": ["object", "array", "null"], "items": NEXT}"#,
        false,
    ),
];

#[test]
fn long_chains_end() {
    for (link, is_nested) in LINKS {
        // Types end long before, and what is compiled in full takes its time to print.
        let length = if *is_nested || *link == "NEXT" {
            10_000
        } else {
            1_000
        };
        let has_output = in_time(link, &chain(length, link, r#"{"type": "string"}"#));
        assert_eq!(has_output, !is_nested, "{link}");
    }
    // What is compiled in full takes its time to print: one link stands for all.
    let link = r#"{"allOf": [NEXT], "minLength": 1}"#;
    let longest = chain(1_499, link, r#"{"type": "string"}"#);
    assert!(in_time(link, &longest));
}

#[test]
fn the_depth_at_which_checks_end_is_named() {
    let link = r#"{"allOf": [NEXT], "minLength": 1}"#;
    let (output, findings) = compiled(&chain(1_500, link, r#"{"type": "string"}"#));
    assert!(output.is_none());
    let [finding] = findings.as_slice() else {
        panic!("{findings:?}");
    };
    assert_eq!(finding.kind, DiagnosticKind::TooDeep);
    assert_eq!(finding.location.pointer, "/$defs/d0");
    assert!(finding.message.contains("1501 levels"), "{finding}");
}

/// What is nothing but a reference costs nothing when a value is checked: not one call, however many follow each other.
#[test]
fn chains_of_nothing_but_references_are_one_call() {
    let (output, findings) = compiled(&chain(10_000, "NEXT", r#"{"type": "string"}"#));
    assert_eq!(findings, []);
    let output = output.expect("valid");
    let checks = output.files.iter().find(|file| file.path == "checks.rs");
    let checks = &checks.expect("checks").text;
    assert_eq!(checks.matches("fn check_").count(), 2, "{checks}");
    assert!(
        checks.contains("at.references(\"$ref\", 10001)"),
        "{checks}"
    );
}

fn types_of(output: Option<Output>) -> String {
    let files = output.expect("valid").files;
    let types = files.into_iter().find(|file| file.path == "types.rs");
    types.expect("types").text
}

#[test]
fn the_depth_at_which_types_end_is_named() {
    let link = r#"{"type": "object", "properties": {"a": NEXT}}"#;
    let (output, findings) = compiled(&chain(119, link, "{}"));
    assert_eq!(findings, []);
    assert!(types_of(output).contains("pub struct D118 {"));
    let (output, findings) = compiled(&chain(121, link, "{}"));
    let types = types_of(output);
    assert!(types.contains("pub a: Option<Raw>") && !types.contains("pub struct D120 {"));
    let [finding] = findings.as_slice() else {
        panic!("{findings:?}");
    };
    assert_eq!(finding.kind, DiagnosticKind::TooDeep);
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.location.pointer, "/$defs/d119/properties/a");
    assert!(finding.message.contains("120 levels"), "{finding}");
}

/// Each definition that is chosen opens the choices of the next one, beside those that are open.
#[test]
fn choices_that_open_choices_are_compiled() {
    for link in [
        r#"{"anyOf": [NEXT, NEXT], "oneOf": [NEXT, false]}"#,
        r#"{"anyOf": [NEXT, NEXT], "allOf": [NEXT]}"#,
    ] {
        for length in [10, 40] {
            assert!(in_time(link, &chain(length, link, r#"{"minLength": 1}"#)));
        }
    }
}

/// Each definition is a choice in two ways, so that every way to choose has a type of its own.
#[test]
fn types_end_where_there_are_too_many_ways_to_choose() {
    let link = r#"{"anyOf": [NEXT, {"minProperties": 1}], "oneOf": [NEXT, {"required": ["a"]}]}"#;
    for length in [6, 12] {
        let text = chain(length, link, r#"{"minLength": 1}"#);
        assert!(in_time(link, &text));
        let (_, findings) = compiled(&text);
        let too_deep = |kind: &DiagnosticKind| *kind == DiagnosticKind::TooDeep;
        assert!(
            findings.iter().any(|finding| too_deep(&finding.kind)),
            "{findings:?}"
        );
    }
}

#[test]
fn chains_as_long_as_real_schemas_have_are_compiled() {
    for (link, _) in LINKS {
        let text = chain(200, link, r#"{"type": "string"}"#);
        assert!(in_time(link, &text), "{link}");
    }
}

/// Arrays within arrays are not written out without end: Rust's compiler would not follow.
#[test]
fn types_written_out_end_before_rust_does() {
    let (output, _) = compiled(&chain(100, r#"{"type": "array", "items": NEXT}"#, "{}"));
    let output = output.expect("valid");
    let types = output.files.iter().find(|file| file.path == "types.rs");
    let deepest = types.expect("types").text.split("Vec<Vec<").count();
    assert!(deepest > 1, "nothing is written out");
    assert!(!types.expect("types").text.contains(&"Vec<".repeat(9)));
}

#[test]
fn deep_nesting_is_refused_where_it_is_too_deep() {
    for (open, close) in [
        ("{\"items\": ", "}"),
        ("{\"allOf\": [", "]}"),
        ("{\"properties\": {\"a\": ", "}}"),
        ("{\"const\": [", "]}"),
        ("[", "]"),
        ("{\"x-unknown\": [", "]}"),
    ] {
        let text = format!("{}{{}}{}", open.repeat(10_000), close.repeat(10_000));
        assert!(!in_time("nesting", &text));
        // Up to the limit of nesting that is not refused.
        let levels = 250 / open.matches(['{', '[']).count();
        let text = format!("{}{{}}{}", open.repeat(levels), close.repeat(levels));
        in_time("nesting", &text);
    }
}

/// Two definitions that lead to each other, by every pair of ways that consume some of the value.
#[test]
fn mutual_recursion_of_every_kind_is_compiled() {
    let ways = [
        r#"{"type": "object", "properties": {"a": NEXT}}"#,
        r#"{"type": "object", "required": ["a"], "properties": {"a": NEXT}}"#,
        r#"{"type": "object", "additionalProperties": NEXT}"#,
        r#"{"type": "object", "properties": {"a": NEXT, "b": {}}, "additionalProperties": NEXT}"#,
        r#"{"type": "array", "items": NEXT}"#,
        r#"{"items": NEXT}"#,
        r#"{"type": ["array", "null"], "items": NEXT}"#,
        r#"{"type": ["object", "null"], "properties": {"a": NEXT}}"#,
        r#"{"type": ["object", "null"], "additionalProperties": NEXT}"#,
        r#"{"type": ["object", "array", "string"], "items": NEXT, "properties": {"a": NEXT}}"#,
        r#"{"allOf": [{"type": "object", "properties": {"a": NEXT}}, {"properties": {"a": NEXT}}]}"#,
        r#"{"allOf": [{"type": "array", "items": NEXT}, {"items": {"items": NEXT}}]}"#,
        r#"{"type": "array", "items": {"allOf": [NEXT, {"type": ["array", "object"]}]}}"#,
        r#"{"not": {"properties": {"a": NEXT}}}"#,
    ];
    for first in ways {
        for second in ways {
            let there = first.replace("NEXT", r##"{"$ref": "#/$defs/second"}"##);
            let back = second.replace("NEXT", r##"{"$ref": "#/$defs/first"}"##);
            let text = format!(
                r##"{{"$ref": "#/$defs/first", "$defs": {{"first": {there}, "second": {back}}}}}"##
            );
            assert!(is_total(&text), "{text}");
        }
    }
}

/// The same, where nothing of the value is consumed: there is no end to it.
#[test]
fn recursion_that_consumes_nothing_is_refused() {
    for way in [
        "NEXT",
        r#"{"allOf": [NEXT]}"#,
        r#"{"allOf": [{"allOf": [NEXT]}], "minLength": 1}"#,
        r#"{"type": ["object", "null"], "allOf": [{}, NEXT]}"#,
    ] {
        let next = way.replace("NEXT", r##"{"$ref": "#/$defs/a"}"##);
        let text = format!(r##"{{"$ref": "#/$defs/a", "$defs": {{"a": {next}}}}}"##);
        let (output, findings) = compiled(&text);
        assert!(output.is_none(), "{text}");
        assert!(!findings.is_empty());
        for finding in findings {
            assert_eq!(finding.kind, DiagnosticKind::ReferenceLoop, "{finding}");
        }
        assert!(!is_total(&text));
    }
}

#[test]
fn a_schema_of_five_megabytes_is_compiled() {
    let mut text = String::from(r#"{"type": "object", "properties": {"#);
    let mut index = 0;
    let filler = "All of it has to be read. ".repeat(380);
    while text.len() < 5_000_000 {
        let comma = if index == 0 { "" } else { "," };
        let _ = write!(
            text,
            r#"{comma}"m{index}": {{"type": "string", "minLength": {index}, "description": "{filler}"}}"#
        );
        index += 1;
    }
    text.push_str("}}");
    assert!(in_time("megabytes", &text));
}

#[test]
fn wide_schemas_are_compiled() {
    let members: Vec<String> = (0..3_000)
        .map(|n| format!(r#""m{n}": {{"type": "string"}}"#))
        .collect();
    let values: Vec<String> = (0..5_000).map(|n| format!(r#""v{n}""#)).collect();
    let text = format!(
        r#"{{"type": "object", "properties": {{{}, "e": {{"enum": [{}]}}}}, "required": [{}]}}"#,
        members.join(","),
        values.join(","),
        values.join(",")
    );
    assert!(in_time("wide", &text));
}

#[test]
fn documents_that_are_cut_off_are_refused_at_their_end() {
    let text = r#"{"properties":{"bar":{},"food":["foo"]}}"#;
    for end in 0..text.len() {
        let cut = &text[..end];
        let (output, findings) = compiled(cut);
        assert!(output.is_none());
        assert_eq!(findings[0].kind, DiagnosticKind::Syntax, "{cut}");
        assert!(findings[0].location.span.end <= end, "{cut}");
        assert!(!is_total(cut));
    }
}
