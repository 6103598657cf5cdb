//! `$schema` that names a meta-schema of one's own, and what its `$vocabulary` makes of a schema.

use typewright::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};
use typewright::ir::lower_graph;
use typewright::load::{Source, load_sources};
use typewright::resolve::resolve_documents;
use typewright::{FormatMode, Options};

const META: &str = "https://example.com/meta";

/// The rules of the root as text, with everything that was found; `None` where nothing could be lowered.
fn lowered(schema: &str, meta: &str, format: FormatMode) -> (Option<Vec<String>>, Vec<Diagnostic>) {
    let source = Source::memory([("a.schema.json", schema)]).with_resource(META, meta);
    let mut diagnostics = Diagnostics::new();
    let mut units = load_sources(&source, &mut diagnostics);
    if diagnostics.has_errors() {
        return (None, diagnostics.into_sorted());
    }
    let graph = resolve_documents(units.remove(0).documents, &mut diagnostics);
    let options = Options {
        format,
        ..Options::default()
    };
    let program = lower_graph(&graph, &options, &mut diagnostics);
    let root = program.schema(program.roots[0].schema);
    let rules = root.rules.iter().map(ToString::to_string).collect();
    (Some(rules), diagnostics.into_sorted())
}

/// A meta-schema whose `$vocabulary` lists these of a year.
fn meta_schema(year: &str, vocabularies: &[(&str, bool)]) -> String {
    let listed: Vec<String> = vocabularies
        .iter()
        .map(|(name, required)| {
            format!(r#""https://json-schema.org/draft/{year}/vocab/{name}": {required}"#)
        })
        .collect();
    format!(
        r#"{{"$schema": "https://json-schema.org/draft/{year}/schema", "$vocabulary": {{{}}}}}"#,
        listed.join(", ")
    )
}

fn rules(schema: &str, meta: &str, format: FormatMode) -> Vec<String> {
    let schema = schema.replacen('{', &format!(r#"{{"$schema": "{META}#", "#), 1);
    let (rules, findings) = lowered(&schema, meta, format);
    assert_eq!(findings, []);
    rules.expect("no errors, so there are rules")
}

#[test]
fn keywords_of_absent_vocabularies_are_names_like_any_other() {
    let schema = r#"{"type": "strnig", "allOf": [true], "minContains": 7, "contains": true, "unevaluatedItems": 3}"#;
    let meta = meta_schema("2020-12", &[("core", true), ("applicator", true)]);
    assert_eq!(
        rules(schema, &meta, FormatMode::Assert),
        ["all of #1", "contains #2, at least 1, which are evaluated"]
    );
    let meta = meta_schema("2020-12", &[("core", true), ("validation", false)]);
    let schema = r#"{"type": "string", "allOf": [3], "if": 4}"#;
    assert_eq!(rules(schema, &meta, FormatMode::Assert), ["types string"]);
}

#[test]
fn a_meta_schema_decides_whether_formats_do() {
    for (year, vocabulary, required, asserted, annotated) in [
        ("2020-12", "format-assertion", true, true, true),
        ("2020-12", "format-assertion", false, true, true),
        ("2020-12", "format-annotation", true, true, false),
        ("2020-12", "content", true, false, false),
        ("2019-09", "format", true, true, true),
        ("2019-09", "format", false, true, false),
    ] {
        let meta = meta_schema(year, &[("core", true), (vocabulary, required)]);
        for (mode, expected) in [
            (FormatMode::Assert, asserted),
            (FormatMode::Annotate, annotated),
        ] {
            let rules = rules(r#"{"format": "ipv4"}"#, &meta, mode);
            let expected: &[&str] = if expected { &["format ipv4"] } else { &[] };
            assert_eq!(rules, expected, "{year} {vocabulary} {required} {mode:?}");
        }
    }
}

#[test]
fn a_meta_schema_without_vocabularies_is_of_the_dialect_that_it_is_written_in() {
    let meta = r#"{"$schema": "http://json-schema.org/draft-07/schema#"}"#;
    let schema = r#"{"items": [true], "additionalItems": true, "prefixItems": 3}"#;
    assert_eq!(
        rules(schema, meta, FormatMode::Assert),
        ["prefix items #1", "additional items #2 after 1"]
    );
}

#[test]
fn a_meta_schema_is_found_by_its_id_among_the_files() {
    let vocabularies = [("core", true), ("applicator", true)];
    let meta = meta_schema("2019-09", &vocabularies).replacen(
        '{',
        r#"{"$id": "https://example.com/mine", "#,
        1,
    );
    let schema = r#"{"$schema": "https://example.com/mine", "items": {"$schema": "http://json-schema.org/draft-04/schema#", "id": "x", "type": "null"}, "type": 1}"#;
    let source = Source::memory([("a.schema.json", schema), ("b.schema.json", &meta)]);
    let mut diagnostics = Diagnostics::new();
    let mut units = load_sources(&source, &mut diagnostics);
    let graph = resolve_documents(units.remove(0).documents, &mut diagnostics);
    let program = lower_graph(&graph, &Options::default(), &mut diagnostics);
    assert_eq!(diagnostics.into_sorted(), []);
    let text = program.to_string();
    assert!(text.contains("items #2\n"), "{text}");
    // An embedded resource speaks for itself.
    assert!(text.contains("types null"), "{text}");
}

/// The only finding: its kind, file, pointer and the text it points at.
fn only(schema: &str, meta: &str) -> (DiagnosticKind, String, String, String) {
    let (rules, findings) = lowered(schema, meta, FormatMode::Assert);
    assert!(rules.is_none());
    let [finding] = findings.as_slice() else {
        panic!("{findings:#?}");
    };
    assert!(!finding.help.is_empty());
    let location = &finding.location;
    (
        finding.kind,
        location.path.to_string(),
        location.pointer.clone(),
        location.text[location.span.clone()].to_owned(),
    )
}

#[test]
fn what_is_wrong_with_a_vocabulary_is_said_where_it_stands() {
    let schema = format!(r#"{{"$schema": "{META}"}}"#);
    let core = r#""https://json-schema.org/draft/2020-12/vocab/core": true"#;
    let found = |meta: String| only(&schema, &meta);
    let at = |kind, pointer: &str, text: &str| {
        (kind, META.to_owned(), pointer.to_owned(), text.to_owned())
    };
    assert_eq!(
        found(format!(
            r#"{{"$vocabulary": {{{core}, "urn:mine": true, "urn:yours": false}}}}"#
        )),
        at(
            DiagnosticKind::UnknownVocabulary,
            "/$vocabulary/urn:mine",
            r#""urn:mine""#
        )
    );
    let other = "https://json-schema.org/draft/2019-09/vocab/validation";
    assert_eq!(
        found(format!(r#"{{"$vocabulary": {{{core}, "{other}": true}}}}"#)),
        at(
            DiagnosticKind::UnknownVocabulary,
            &format!("/$vocabulary/{}", other.replace('/', "~1")),
            &format!("{other:?}")
        )
    );
    assert_eq!(
        found(r#"{"$vocabulary": {}}"#.to_owned()),
        at(DiagnosticKind::UnknownVocabulary, "/$vocabulary", "{}")
    );
    assert_eq!(
        found(r#"{"$vocabulary": [1]}"#.to_owned()),
        at(DiagnosticKind::InvalidKeywordValue, "/$vocabulary", "[1]")
    );
    assert_eq!(
        found(format!(r#"{{"$vocabulary": {{{core}, "urn:mine": 1}}}}"#)),
        at(
            DiagnosticKind::InvalidKeywordValue,
            "/$vocabulary/urn:mine",
            "1"
        )
    );
}

#[test]
fn a_dialect_that_nothing_describes_is_unknown() {
    let schema = r#"{"$schema": "https://example.com/other"}"#;
    assert_eq!(
        only(schema, "{}"),
        (
            DiagnosticKind::UnknownDialect,
            "a.schema.json".to_owned(),
            "/$schema".to_owned(),
            r#""https://example.com/other""#.to_owned()
        )
    );
    // A meta-schema that describes itself by itself says nothing.
    let itself = format!(r#"{{"$schema": "{META}"}}"#);
    assert_eq!(
        only(r#"{"$schema": "https://example.com/meta"}"#, &itself),
        (
            DiagnosticKind::UnknownDialect,
            META.to_owned(),
            "/$schema".to_owned(),
            format!("{META:?}")
        )
    );
}

#[test]
fn what_is_wrong_with_a_meta_schema_that_nobody_uses_is_nobodys_business() {
    let (rules, findings) = lowered("{}", r#"{"$vocabulary": 1}"#, FormatMode::Assert);
    assert_eq!((rules, findings), (Some(vec![]), vec![]));
}
