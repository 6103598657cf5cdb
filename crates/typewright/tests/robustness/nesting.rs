//! Schemas within schemas, by every keyword that holds some: in the text, and by reference.

use std::time::{Duration, Instant};

use typewright::diagnostic::{DiagnosticKind, Diagnostics};
use typewright::load::{Source, load_sources};
use typewright::{Options, plan};

use crate::language::{chain, distinct_holders, holders};
use crate::{compiled, is_total};

/// Far more than any of it takes, unoptimised and beside other tests.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn text_nested_too_deeply_is_refused_where_it_is() {
    for holder in holders() {
        let (open, close) = holder.text.split_once("NEXT").expect("a place");
        let uri = holder.dialect.uri();
        let text = format!(
            r#"{{"$schema": "{uri}", "not": {}{{}}{}}}"#,
            open.repeat(10_000),
            close.repeat(10_000)
        );
        let start = Instant::now();
        let (output, findings) = compiled(&text);
        assert!(output.is_none(), "{holder:?}");
        let [finding] = findings.as_slice() else {
            panic!("{holder:?}: {findings:?}");
        };
        assert_eq!(finding.kind, DiagnosticKind::Syntax, "{holder:?}");
        assert!(finding.message.contains("256"), "{finding}");
        assert!(start.elapsed() < PATIENCE, "{holder:?}");
    }
}

#[test]
fn text_nested_as_deeply_as_is_allowed_is_compiled_or_refused() {
    for holder in holders() {
        let (open, close) = holder.text.split_once("NEXT").expect("a place");
        let levels = 250 / (open.matches(['{', '[']).count() - open.matches(['}', ']']).count());
        let uri = holder.dialect.uri();
        let text = format!(
            r#"{{"$schema": "{uri}", "not": {}{{}}{}}}"#,
            open.repeat(levels),
            close.repeat(levels)
        );
        let start = Instant::now();
        is_total(&text);
        assert!(start.elapsed() < PATIENCE, "{holder:?}");
    }
}

/// References lead through ten thousand schemas; what types would lie too deeply within each other is said at its place.
#[test]
fn long_ways_by_reference_are_planned_or_refused() {
    for holder in distinct_holders() {
        let text = chain(
            holder.dialect,
            10_000,
            &holder.text,
            r#"{"type": "string"}"#,
        );
        let start = Instant::now();
        let mut diagnostics = Diagnostics::new();
        let units = load_sources(&Source::memory([("a.schema.json", text)]), &mut diagnostics);
        let planned = plan(units, &Options::default(), &mut diagnostics);
        let findings = diagnostics.into_sorted();
        match findings.as_slice() {
            [] => assert!(planned.is_some(), "{holder:?}"),
            [finding] => {
                assert_eq!(finding.kind, DiagnosticKind::TooDeep, "{holder:?}");
                assert!(finding.location.pointer.starts_with("/definitions/d"));
            }
            _ => panic!("{holder:?}: {findings:?}"),
        }
        assert!(
            start.elapsed() < PATIENCE,
            "{holder:?}: {:?}",
            start.elapsed()
        );
    }
}

/// The way to the end, by every keyword, is compiled in full.
#[test]
fn ways_by_reference_are_compiled() {
    for holder in distinct_holders() {
        let text = chain(holder.dialect, 100, &holder.text, r#"{"type": "string"}"#);
        assert!(is_total(&text), "{holder:?}");
    }
}

/// Two schemas that lead to each other, by every pair of keywords: a type, or a loop that consumes nothing.
#[test]
fn recursion_through_every_pair_of_keywords_ends() {
    let holders = distinct_holders();
    for first in &holders {
        for second in &holders {
            // A keyword of the newer dialect is a name like any other in the older.
            let dialect = first.dialect.min(second.dialect);
            let there = first
                .text
                .replace("NEXT", r##"{"$ref": "#/definitions/b"}"##);
            let back = second
                .text
                .replace("NEXT", r##"{"$ref": "#/definitions/a"}"##);
            let uri = dialect.uri();
            let text = format!(
                r##"{{"$schema": "{uri}", "$ref": "#/definitions/a", "definitions": {{"a": {there}, "b": {back}}}}}"##
            );
            let (output, findings) = compiled(&text);
            let loops = findings
                .iter()
                .all(|finding| finding.kind == DiagnosticKind::ReferenceLoop);
            assert!(output.is_some() || loops, "{text}: {findings:?}");
            is_total(&text);
        }
    }
}
