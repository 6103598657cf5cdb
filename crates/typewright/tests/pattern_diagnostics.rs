//! Patterns that are not compiled are findings at the pattern, with what to do about it.

use typewright::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Severity};
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
        r#"{"patternProperties": {"^a": true, "(?i:b)": true}, "additionalProperties": false}"#,
    );
    assert_eq!(found.kind, DiagnosticKind::InvalidPattern);
    assert_eq!(text, r#""(?i:b)""#);
    assert!(found.message.contains("flags"), "{}", found.message);
    assert!(found.help.contains("both cases"), "{}", found.help);
}

const FLAGGED: &str = "the pattern looks around or refers back, so texts are matched by trying, and refused as undecided after too many steps";

#[test]
fn what_has_to_be_tried_is_flagged_and_compiled() {
    for (schema, pattern) in [
        (r#"{"type": "string", "pattern": "a(?!b)"}"#, r#""a(?!b)""#),
        (
            r#"{"type": "string", "pattern": "^(a|b)\\1$"}"#,
            r#""^(a|b)\\1$""#,
        ),
        (
            r#"{"patternProperties": {"^a": true, "(?<=c)b": true}, "additionalProperties": false}"#,
            r#""(?<=c)b""#,
        ),
    ] {
        let (found, text) = finding(schema);
        assert_eq!(found.kind, DiagnosticKind::BacktrackingPattern, "{schema}");
        assert_eq!(found.severity, Severity::Warning, "{schema}");
        assert_eq!(text, pattern);
        assert_eq!(found.message, FLAGGED);
        assert!(found.help.contains("`not`"), "{}", found.help);
    }
    // Conditions on the whole text need no trying.
    let none = findings(r#"{"type": "string", "pattern": "^(?!a|b)(?=.*\\d)[a-z0-9]+(?<!0)$"}"#);
    assert!(none.is_empty(), "{none:?}");
}

#[test]
fn what_has_to_be_tried_is_compiled_into_calls_that_may_give_up() {
    let schema = r#"{"type": "string", "pattern": "(?<=a)b"}"#;
    let mut diagnostics = Diagnostics::new();
    let units = load_sources(&Source::memory([("a.json", schema)]), &mut diagnostics);
    let output = compile(units, &Options::default(), &mut diagnostics).expect("no errors");
    assert_eq!(output.runtime_features, ["backtracking"]);
    let text: String = output.files.iter().map(|file| file.text.as_str()).collect();
    for part in [
        "requires!(1, backtracking)",
        "Backtracking::new",
        ".try_match(text)",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[test]
fn patterns_in_all_spellings_leave_no_finding() {
    let none = findings(r#"{"pattern": "^(?<a>[\\w-.]+|\\p{Lu}{2,})@\\u{61}$", "type": "string"}"#);
    assert!(none.is_empty(), "{none:?}");
}
