//! What is said about the content of strings, where that is asserted and where it only informs.

use typewright::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Severity};
use typewright::load::{Source, load_sources};
use typewright::{ContentMode, Options, compile};

fn findings(text: &str, content: ContentMode) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics::new();
    let units = load_sources(&Source::memory([("a.schema.json", text)]), &mut diagnostics);
    let options = Options {
        content,
        ..Options::default()
    };
    let output = compile(units, &options, &mut diagnostics);
    assert_eq!(output.is_none(), diagnostics.has_errors(), "{text}");
    diagnostics.into_sorted()
}

/// Kind, whether it is an error, pointer.
fn places(findings: &[Diagnostic]) -> Vec<(DiagnosticKind, bool, &str)> {
    findings
        .iter()
        .map(|finding| {
            assert!(!finding.help.is_empty());
            let is_error = finding.severity == Severity::Error;
            (finding.kind, is_error, finding.location.pointer.as_str())
        })
        .collect()
}

#[test]
fn what_strings_cannot_be_held_to_is_said_where_that_was_asked_for() {
    use DiagnosticKind::{InvalidKeywordValue, NotASchema, UnknownContent};
    for (text, expected) in [
        (
            r#"{"contentEncoding": "rot13"}"#,
            (UnknownContent, false, "/contentEncoding"),
        ),
        (
            r#"{"contentMediaType": "text/html"}"#,
            (UnknownContent, false, "/contentMediaType"),
        ),
        (
            r#"{"contentEncoding": 64}"#,
            (InvalidKeywordValue, true, "/contentEncoding"),
        ),
        (
            r#"{"contentMediaType": null}"#,
            (InvalidKeywordValue, true, "/contentMediaType"),
        ),
        (
            r#"{"contentSchema": []}"#,
            (NotASchema, true, "/contentSchema"),
        ),
    ] {
        assert_eq!(places(&findings(text, ContentMode::Assert)), [expected]);
        assert_eq!(findings(text, ContentMode::Annotate), [], "{text}");
    }
}

#[test]
fn what_is_no_keyword_of_a_dialect_is_not_looked_at() {
    for (draft, keyword) in [
        ("draft-06", "contentEncoding"),
        ("draft-07", "contentSchema"),
    ] {
        let text =
            format!(r#"{{"$schema": "http://json-schema.org/{draft}/schema#", "{keyword}": 1}}"#);
        assert_eq!(findings(&text, ContentMode::Assert), [], "{draft}");
    }
}
