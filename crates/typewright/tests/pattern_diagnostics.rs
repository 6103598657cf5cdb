//! Patterns that are not compiled are findings at the pattern, with what to do about it.

use typewright::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};
use typewright::load::{Source, load_sources};
use typewright::{Options, compile};

fn findings(schema: &str) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics::new();
    let units = load_sources(&Source::memory([("a.json", schema)]), &mut diagnostics);
    let output = compile(units, &Options::default(), &mut diagnostics);
    assert_eq!(output.is_none(), diagnostics.has_errors());
    diagnostics.into_sorted()
}

/// The one finding, with the source text that it points at.
fn finding(schema: &str) -> (Diagnostic, &str) {
    let [finding] = <[Diagnostic; 1]>::try_from(findings(schema)).expect("one finding");
    let pointed_at = &schema[finding.location.span.clone()];
    (finding, pointed_at)
}

#[test]
fn a_wrong_pattern_is_pointed_at() {
    let (found, text) = finding(r#"{"properties": {"a": {"pattern": "^é(b$"}}}"#);
    assert_eq!(found.kind, DiagnosticKind::InvalidPattern);
    assert_eq!(text, r#""^é(b$""#);
    assert_eq!(
        found.message,
        "the pattern is not compiled: the group is not closed (character 3)"
    );
    assert!(found.help.contains("add `)`"), "{}", found.help);
}

#[test]
fn a_wrong_name_in_pattern_properties_is_pointed_at_once() {
    let (found, text) = finding(
        r#"{"patternProperties": {"^a": true, "(?!b)": true}, "additionalProperties": false}"#,
    );
    assert_eq!(found.kind, DiagnosticKind::InvalidPattern);
    assert_eq!(text, r#""(?!b)""#);
    assert!(
        found.message.contains("negative look-ahead"),
        "{}",
        found.message
    );
    assert!(found.help.contains("`not`"), "{}", found.help);
}

#[test]
fn patterns_in_all_spellings_leave_no_finding() {
    let none = findings(r#"{"pattern": "^(?<a>[\\w-.]+|\\p{Lu}{2,})@\\u{61}$", "type": "string"}"#);
    assert!(none.is_empty(), "{none:?}");
}
