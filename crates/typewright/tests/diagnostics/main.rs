//! What stages `ir` and `shape` say about a schema, and where: each case is the smallest schema that has the mistake.

mod content;
mod vocabularies;

use typewright::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Severity};
use typewright::load::{Source, load_sources};
use typewright::{FormatMode, Options, compile};

use DiagnosticKind::{
    InvalidKeywordValue, InvalidName, InvalidPattern, NameCollision, NotASchema, UnknownFormat,
    UnknownKeyword, UnreachablePointer,
};

fn findings_of(files: &[(&str, &str)], format: FormatMode) -> (bool, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new();
    let source = Source::memory(files.iter().map(|(name, text)| (*name, *text)));
    let units = load_sources(&source, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{:?}", diagnostics.into_sorted());
    let options = Options {
        format,
        ..Options::default()
    };
    let has_output = compile(units, &options, &mut diagnostics).is_some();
    (has_output, diagnostics.into_sorted())
}

fn findings(text: &str) -> Vec<Diagnostic> {
    let (has_output, findings) = findings_of(&[("a.schema.json", text)], FormatMode::Assert);
    let has_errors = findings.iter().any(|f| f.severity == Severity::Error);
    assert_eq!(has_output, !has_errors, "{text}");
    findings
}

/// Kind, line, column and pointer.
type Place<'t> = (DiagnosticKind, usize, usize, &'t str);

fn places(findings: &[Diagnostic]) -> Vec<Place<'_>> {
    findings
        .iter()
        .map(|finding| {
            let (line, column) = finding.location.line_column();
            assert!(!finding.help.is_empty(), "{finding}");
            (
                finding.kind,
                line,
                column,
                finding.location.pointer.as_str(),
            )
        })
        .collect()
}

/// One finding, at the text in `«…»`, which is cut out before the schema is compiled; returns it.
fn one(marked: &str, kind: DiagnosticKind, pointer: &str) -> Diagnostic {
    let start = marked.find('«').expect("a mark");
    let text = marked.replace(['«', '»'], "");
    let end = marked.find('»').expect("its end") - '«'.len_utf8();
    let found = findings(&text);
    let [finding] = found.as_slice() else {
        panic!("{text}: {found:#?}");
    };
    assert_eq!(
        (
            finding.kind,
            &finding.location.span,
            finding.location.pointer.as_str()
        ),
        (kind, &(start..end), pointer),
        "{text}: {finding}"
    );
    assert_eq!(&*finding.location.path, "a.schema.json");
    finding.clone()
}

#[test]
fn wrong_values_of_keywords() {
    for (marked, pointer) in [
        (r#"{"type": «"strnig"»}"#, "/type"),
        (r#"{"type": «1»}"#, "/type"),
        (r#"{"type": «[]»}"#, "/type"),
        (r#"{"type": ["string", «"txt"»]}"#, "/type/1"),
        (r#"{"type": ["string", «null»]}"#, "/type/1"),
        (r#"{"enum": «"a"»}"#, "/enum"),
        (r#"{"minLength": «-1»}"#, "/minLength"),
        (r#"{"minLength": «0.5»}"#, "/minLength"),
        (r#"{"maxLength": «"1"»}"#, "/maxLength"),
        (r#"{"minItems": «null»}"#, "/minItems"),
        (r#"{"maxProperties": «-0.1»}"#, "/maxProperties"),
        (r#"{"minimum": «"0"»}"#, "/minimum"),
        (r#"{"exclusiveMaximum": «[]»}"#, "/exclusiveMaximum"),
        (r#"{"multipleOf": «0»}"#, "/multipleOf"),
        (r#"{"multipleOf": «-1e9»}"#, "/multipleOf"),
        (r#"{"uniqueItems": «1»}"#, "/uniqueItems"),
        (r#"{"pattern": «1»}"#, "/pattern"),
        (r#"{"format": «{}»}"#, "/format"),
        (r#"{"description": «["a"]»}"#, "/description"),
        (r#"{"deprecated": «"yes"»}"#, "/deprecated"),
        (r#"{"required": «"a"»}"#, "/required"),
        (r#"{"required": ["a", «1»]}"#, "/required/1"),
        (r#"{"required": ["a", «"a"»]}"#, "/required/1"),
        (
            r#"{"dependentRequired": {"a": «1»}}"#,
            "/dependentRequired/a",
        ),
        (r#"{"properties": «[]»}"#, "/properties"),
        (r#"{"patternProperties": «true»}"#, "/patternProperties"),
        (r#"{"$defs": «[]»}"#, "/$defs"),
        (r#"{"allOf": «{}»}"#, "/allOf"),
        (r#"{"allOf": «[]»}"#, "/allOf"),
        (r#"{"anyOf": «[]»}"#, "/anyOf"),
        (r#"{"oneOf": «[]»}"#, "/oneOf"),
        (r#"{"x-rust-name": «1»}"#, "/x-rust-name"),
        (r#"{"x-extensible-enum": «"a"»}"#, "/x-extensible-enum"),
        (
            r#"{"x-extensible-enum": ["a", «"a"»]}"#,
            "/x-extensible-enum/1",
        ),
        (r#"{"x-same-as": «{}»}"#, "/x-same-as"),
        (r#"{"x-same-as": [«"/a"»]}"#, "/x-same-as/0"),
        (r#"{"x-same-as": [«["/a"]»]}"#, "/x-same-as/0"),
        (r#"{"x-same-as": [[«"a"», "/b"]]}"#, "/x-same-as/0/0"),
        (r#"{"x-same-as": [[«"/~2"», "/b"]]}"#, "/x-same-as/0/0"),
        (r#"{"x-same-as": [["/a", «1»]]}"#, "/x-same-as/0/1"),
    ] {
        let finding = one(marked, InvalidKeywordValue, pointer);
        assert_eq!(finding.severity, Severity::Error, "{marked}");
    }
    let finding = one(r#"{"type": «"strnig"»}"#, InvalidKeywordValue, "/type");
    assert_eq!(finding.help, "did you mean `string`?");
}

/// `$schema` of a dialect, and what is said about the rest.
fn of_dialect(draft: &str, marked: &str, kind: DiagnosticKind, pointer: &str) -> Diagnostic {
    let schema = format!(r#"{{"$schema": "http://json-schema.org/{draft}/schema#", "#);
    one(&marked.replacen('{', &schema, 1), kind, pointer)
}

#[test]
fn wrong_values_in_older_dialects() {
    for (draft, marked, pointer) in [
        (
            "draft-04",
            r#"{"minimum": 1, "exclusiveMinimum": «1»}"#,
            "/exclusiveMinimum",
        ),
        (
            "draft-04",
            r#"{"minimum": 1, «"exclusiveMaximum"»: false}"#,
            "/exclusiveMaximum",
        ),
        (
            "draft-04",
            r#"{"maximum": «"1"», "exclusiveMaximum": true}"#,
            "/maximum",
        ),
        (
            "draft-06",
            r#"{"exclusiveMinimum": «true»}"#,
            "/exclusiveMinimum",
        ),
        ("draft-07", r#"{"items": «[]»}"#, "/items"),
        ("draft-07", r#"{"dependencies": «[]»}"#, "/dependencies"),
        (
            "draft-07",
            r#"{"dependencies": {"a": ["b", «1»], "c": {}}}"#,
            "/dependencies/a/1",
        ),
    ] {
        of_dialect(draft, marked, InvalidKeywordValue, pointer);
    }
    for (draft, marked, pointer) in [
        ("draft-07", r#"{"items": [{}, «1»]}"#, "/items/1"),
        (
            "draft-07",
            r#"{"additionalItems": «"a"»}"#,
            "/additionalItems",
        ),
        (
            "draft-07",
            r#"{"dependencies": {"a": «"b"»}}"#,
            "/dependencies/a",
        ),
        ("draft-04", r#"{"not": «true»}"#, "/not"),
        (
            "draft-04",
            r#"{"properties": {"additionalItems": «false»}}"#,
            "/properties/additionalItems",
        ),
    ] {
        of_dialect(draft, marked, NotASchema, pointer);
    }
    let found = findings(
        r#"{"$schema": "http://json-schema.org/draft-04/schema#", "additionalProperties": false, "additionalItems": true}"#,
    );
    assert_eq!(found, []);
}

#[test]
fn every_wrong_element_of_a_list_is_found() {
    for (text, pointers) in [
        (
            r#"{"type": ["txt", "string", 1]}"#,
            ["/type/0", "/type/2"].as_slice(),
        ),
        (
            r#"{"required": [1, "a", "a", null]}"#,
            &["/required/0", "/required/2", "/required/3"],
        ),
        (
            r#"{"x-same-as": [["a", "b"], ["/a"], 1]}"#,
            &[
                "/x-same-as/0/0",
                "/x-same-as/0/1",
                "/x-same-as/1",
                "/x-same-as/2",
            ],
        ),
    ] {
        let found = findings(text);
        let kinds = found.iter().map(|finding| finding.kind);
        assert!(kinds.eq(pointers.iter().map(|_| InvalidKeywordValue)));
        let places = found.iter().map(|f| f.location.pointer.as_str());
        assert!(places.eq(pointers.iter().copied()), "{found:#?}");
    }
}

#[test]
fn a_misspelt_keyword_is_warned_about_once_in_a_document() {
    let text =
        r#"{"$defs": {"b": {"requird": []}, "a": {"requird": [], "minLenght": 1}}, "requird": []}"#;
    let found = findings(text);
    assert_eq!(
        places(&found),
        [
            (UnknownKeyword, 1, 18, "/$defs/b/requird"),
            (UnknownKeyword, 1, 55, "/$defs/a/minLenght"),
        ]
    );
    assert!(found[0].message.contains("3 places"), "{}", found[0]);
    assert!(!found[1].message.contains("places"), "{}", found[1]);
}

#[test]
fn things_that_are_no_schema() {
    for (marked, pointer) in [
        (r#"{"properties": {"a": «[]»}}"#, "/properties/a"),
        (r#"{"items": «1»}"#, "/items"),
        (r#"{"items": «[{}]»}"#, "/items"),
        (
            r#"{"additionalProperties": «null»}"#,
            "/additionalProperties",
        ),
        (r#"{"allOf": [{}, «"a"»]}"#, "/allOf/1"),
        (r#"{"not": «"a"»}"#, "/not"),
        (
            r#"{"unevaluatedProperties": «[]»}"#,
            "/unevaluatedProperties",
        ),
        (
            r#"{"items": {"unevaluatedItems": «0»}}"#,
            "/items/unevaluatedItems",
        ),
        (r#"{"if": {}, "else": «0»}"#, "/else"),
        (r#"{"$defs": {"never used": «3»}}"#, "/$defs/never used"),
        (r#"{"definitions": {"a/b": «3»}}"#, "/definitions/a~1b"),
    ] {
        one(marked, NotASchema, pointer);
    }
}

#[test]
fn formats_do_not_matter_where_they_only_inform() {
    let schema = r#"{"$schema": "http://json-schema.org/draft-07/schema#", "format": "uuid"}"#;
    let files = [("a.schema.json", schema)];
    assert_eq!(findings_of(&files, FormatMode::Annotate), (true, vec![]));
}

#[test]
fn formats_of_other_dialects_and_misspelt_ones_are_warned_about() {
    for (marked, help) in [
        (
            r#"{"$schema": "http://json-schema.org/draft-07/schema#", "format": «"uuid"»}"#,
            "2019-09 has it",
        ),
        (
            r#"{"$schema": "http://json-schema.org/draft-04/schema#", "format": «"date"»}"#,
            "draft-07 has it",
        ),
        (r#"{"format": «"datetime"»}"#, "`date-time`"),
        (r#"{"format": «"URL"»}"#, "`uri`"),
    ] {
        let finding = one(marked, UnknownFormat, "/format");
        assert_eq!(finding.severity, Severity::Warning);
        assert!(finding.help.contains(help), "{}", finding.help);
    }
    for known in ["date-time", "idn-email", "int32", "password", "phone", ""] {
        let schema = format!(r#"{{"format": "{known}"}}"#);
        let files = [("a.schema.json", schema.as_str())];
        assert_eq!(
            findings_of(&files, FormatMode::Assert),
            (true, vec![]),
            "{known}"
        );
    }
}

#[test]
fn misspelt_keywords_are_warned_about() {
    for (marked, pointer, close) in [
        (r#"{«"requird"»: ["a"]}"#, "/requird", "required"),
        (
            r#"{"items": {«"minlength"»: 1}}"#,
            "/items/minlength",
            "minLength",
        ),
        (
            r#"{"$defs": {"a": {«"propertes"»: {}}}}"#,
            "/$defs/a/propertes",
            "properties",
        ),
    ] {
        let finding = one(marked, UnknownKeyword, pointer);
        assert_eq!(finding.severity, Severity::Warning);
        assert!(
            finding.help.contains(&format!("`{close}`")),
            "{}",
            finding.help
        );
    }
    assert_eq!(
        findings(r#"{"x-requird": [], "vendor": 1, "const": {"requird": 1}}"#),
        []
    );
    // What is named like a keyword where names are free is none.
    assert_eq!(
        findings(r#"{"properties": {"requird": {}, "type": {}, "$ref": {}}}"#),
        []
    );
}

#[test]
fn names_and_patterns() {
    for name in [
        "chat",
        "Chat payload",
        "",
        "Ä",
        "1A",
        "A_B",
        "A::B",
        "Self;",
    ] {
        let marked = format!("{{\"x-rust-name\": «{name:?}»}}");
        one(&marked, InvalidName, "/x-rust-name");
    }
    for (marked, pointer) in [
        (r#"{"pattern": «"("»}"#, "/pattern"),
        (r#"{"pattern": «"a**"»}"#, "/pattern"),
        (r#"{"pattern": «"[b-a]"»}"#, "/pattern"),
        (r#"{"pattern": «"\\"»}"#, "/pattern"),
        (
            r#"{"patternProperties": {«"["»: {}}}"#,
            "/patternProperties/[",
        ),
    ] {
        one(marked, InvalidPattern, pointer);
    }
}

#[test]
fn pointers_that_lead_nowhere() {
    let object = r#""properties": {"a": {}, "b": {"properties": {"c": {}}}}"#;
    for (pairs, pointer) in [
        (r#"[["/a", «"/x"»]]"#, "/x-same-as/0/1"),
        (r#"[["/a", "/b"], [«"/b/x"», "/a"]]"#, "/x-same-as/1/0"),
        (r#"[["/a", «"/a/c"»]]"#, "/x-same-as/0/1"),
        (r#"[["/a", «"/"»]]"#, "/x-same-as/0/1"),
    ] {
        let marked = format!("{{{object}, \"x-same-as\": {pairs}}}");
        one(&marked, UnreachablePointer, pointer);
    }
    assert_eq!(
        findings(&format!(
            "{{{object}, \"x-same-as\": [[\"/a\", \"/b/c\"]]}}"
        )),
        []
    );
}

#[test]
fn folders_that_would_be_one_module() {
    let files = [
        ("v-1/a.schema.json", "{}"),
        ("v_1/a.schema.json", "{}"),
        ("v2/a.schema.json", "{}"),
    ];
    let (has_output, found) = findings_of(&files, FormatMode::Assert);
    assert!(!has_output);
    assert_eq!(places(&found), [(NameCollision, 1, 1, "")]);
    assert_eq!(&*found[0].location.path, "v_1");
    assert!(found[0].message.contains("`v-1`"));
}

/// Lines and columns count from one, columns in characters.
#[test]
fn several_mistakes_of_a_stage_are_found_at_once() {
    let text = "{\n  \"properties\": {\n    \"ä\": { \"type\": \"strnig\", \"minLength\": -1 },\n    \"b\": 7\n  },\n  \"$defs\": {\n    \"unused\": {\n      \"allOf\": [{ \"pattern\": \"(\" }],\n      \"multipleOf\": 0\n    }\n  },\n  \"requried\": []\n}\n";
    assert_eq!(
        places(&findings(text)),
        [
            (InvalidKeywordValue, 3, 20, "/properties/ä/type"),
            (InvalidKeywordValue, 3, 43, "/properties/ä/minLength"),
            (NotASchema, 4, 10, "/properties/b"),
            (InvalidPattern, 8, 30, "/$defs/unused/allOf/0/pattern"),
            (InvalidKeywordValue, 9, 21, "/$defs/unused/multipleOf"),
            (UnknownKeyword, 12, 3, "/requried"),
        ]
    );
}

/// A mistake in one document does not hide those in another, nor those in another folder.
#[test]
fn mistakes_in_every_document_are_found_at_once() {
    let files = [
        ("a.schema.json", r#"{"type": "strnig"}"#),
        (
            "b.schema.json",
            r#"{"$ref": "v1/c.schema.json#/$defs/x", "minLength": "1"}"#,
        ),
        ("v1/c.schema.json", r#"{"$defs": {"x": {"items": 0}}}"#),
    ];
    let (has_output, found) = findings_of(&files, FormatMode::Assert);
    assert!(!has_output);
    let mut paths: Vec<(&str, DiagnosticKind)> = found
        .iter()
        .map(|finding| (&*finding.location.path, finding.kind))
        .collect();
    paths.dedup();
    assert_eq!(
        paths,
        [
            ("a.schema.json", InvalidKeywordValue),
            ("b.schema.json", InvalidKeywordValue),
            ("v1/c.schema.json", NotASchema),
        ]
    );
}

/// The same schema reached in two ways is one mistake.
#[test]
fn a_mistake_that_is_reached_twice_is_said_once() {
    let text = r##"{"$defs": {"a": {"type": "txt"}}, "allOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/a"}]}"##;
    assert_eq!(
        places(&findings(text)),
        [(InvalidKeywordValue, 1, 26, "/$defs/a/type")]
    );
}
