//! What a run has to say: on the terminal, as JSON, and in the summary that is checked in.

use std::cmp::Reverse;
use std::fmt::Write;
use std::fs;

use serde_json::json;

use crate::catalog::Catalog;
use crate::random;
use crate::run::{Run, shortened};
use crate::table::{Table, Tally};

/// Failures shown; the rest is counted.
const SHOWN_FAILURES: usize = 25;

/// The command that mends a summary that is not current.
const MEND: &str = "TYPEWRIGHT_UPDATE_SUMMARY=1 cargo test -p conformance";

/// Everything, for a person at a terminal.
pub fn told(run: &Run) -> String {
    let mut text = String::new();
    for failure in run.failures.iter().take(SHOWN_FAILURES) {
        text += &format!("FAILED: {failure}\n\n");
    }
    if let Some(more @ 1..) = run.failures.len().checked_sub(SHOWN_FAILURES) {
        text += &format!("FAILED: {more} more\n\n");
    }
    text + &body(run, |_| true)
}

/// The summary that is checked in; random schemas are left out, since every change of what makes them changes their cases.
pub fn checked_in(run: &Run, catalog: &Catalog) -> String {
    let suite = suite_line(catalog);
    let text = format!(
        "# What generated code is right about\n\n\
         Written by `{MEND}`; `cargo test -p conformance` fails when it is not current.\n\n\
         Each case asks three things: what `check` says of the parsed value, what `from_slice` says of the text,\n\
         and whether what was read is written back equal. *Right* is a case with nothing wrong, *unrepresentable*\n\
         one whose valid payload does not fit its Rust type, *departure* one of the list in\n\
         `crates/conformance-harness/src/departure.rs`, *not generated* one of a schema that the compiler refuses.\n\
         *Opaque* is the share of positions, *residue* that of rules, as `typewright::measure` defines them.\n\n\
         {suite}\n\n{}",
        body(run, |name| !name.starts_with(random::COLLECTION))
    );
    text.trim_end().to_owned() + "\n"
}

/// How the line of a summary begins that says which suite it is about.
const SUITE: &str = "\nSuite: ";

fn suite_line(catalog: &Catalog) -> String {
    let revision = catalog.suite.as_ref().map(revision).unwrap_or_default();
    format!("Suite: {revision}.")
}

fn revision(suite: &crate::catalog::Suite) -> &str {
    suite.revision.as_deref().unwrap_or("of unknown revision")
}

/// The tables and lists, with the rows of that name only.
fn body(run: &Run, is_wanted: fn(&str) -> bool) -> String {
    let mut text = format!("{}\n", run.collections.only(|name, _| is_wanted(name)));
    let incomplete =
        |name: &str, tally: &Tally| !tally.is_whole() && !name.contains(random::COLLECTION);
    section(&mut text, "Not all right", &run.files.only(incomplete));
    list(&mut text, "Refused schemas, by reason", &refusals(run));
    list(
        &mut text,
        "Valid payloads that do not fit their type",
        &run.unrepresentable,
    );
    let seen: Vec<String> = run
        .departures()
        .map(|departure| format!("{}: {}", departure.place(), departure.reason))
        .collect();
    list(&mut text, "Known departures", &seen);
    text
}

fn section(text: &mut String, heading: &str, table: &Table) {
    if !table.rows().is_empty() {
        let _ = write!(text, "## {heading}\n\n{table}\n");
    }
}

fn list(text: &mut String, heading: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    let _ = write!(text, "## {heading}\n\n");
    for item in items {
        let _ = writeln!(text, "- {item}");
    }
    text.push('\n');
}

fn refusals(run: &Run) -> Vec<String> {
    let mut refusals: Vec<_> = run.refusals.iter().collect();
    refusals.sort_by_key(|(reason, schemas)| (Reverse(schemas.len()), *reason));
    refusals
        .into_iter()
        .map(|(reason, schemas)| format!("{}: {}", schemas.len(), shortened(reason)))
        .collect()
}

/// All figures as JSON.
pub fn json(run: &Run, catalog: &Catalog) -> serde_json::Value {
    let rows = |table: &Table| {
        let rows = table.rows().iter();
        rows.map(|(name, tally)| (name.clone(), json!(tally)))
            .collect::<serde_json::Map<_, _>>()
    };
    json!({
        "suite": catalog.suite.as_ref().map(revision),
        "seed": catalog.random.seed,
        "collections": rows(&run.collections),
        "files": rows(&run.files),
        "refusals": run.refusals,
        "unrepresentable": run.unrepresentable,
        "failures": run.failures,
    })
}

/// Holds a summary against the one that is checked in, if that is about the same suite.
///
/// # Errors
/// It is not current: what is now, and the command that mends it.
pub fn compare(path: &str, text: &str, catalog: &Catalog) -> Result<(), String> {
    let there = fs::read_to_string(path).unwrap_or_default();
    let there = there.replace("\r\n", "\n");
    if there == text {
        return Ok(());
    }
    let suite = format!("\n{}\n", suite_line(catalog));
    if there.contains(SUITE) && !there.contains(&suite) {
        println!("{path} is about another suite: not compared\n");
        return Ok(());
    }
    let mut differences = String::new();
    let lines: Vec<&str> = there.lines().collect();
    for line in text.lines().filter(|line| !lines.contains(line)) {
        differences += &format!("\n  now: {line}");
    }
    Err(format!(
        "{path} is not current; `{MEND}` writes it{differences}"
    ))
}

#[cfg(test)]
mod tests {
    use super::{checked_in, compare, told};
    use crate::catalog::{Catalog, Made, Subject, Suite};
    use crate::parts::Parts;
    use crate::run::{Origin, Run};

    fn run() -> Run {
        let mut run = Run::new(Parts::new(&[]), &[]);
        let subject = Subject {
            schema: "{}".to_owned(),
            made: Made::Refused(vec!["UnsupportedKeyword: `type`".to_owned()]),
        };
        let origin = Origin {
            collection: "draft7",
            file: "type.json",
            group: "a group",
        };
        run.judge(origin, &subject, &[]);
        run.fail_because("all is lost".to_owned());
        run
    }

    #[test]
    fn failures_are_told_and_not_checked_in() {
        let run = run();
        assert!(told(&run).starts_with("FAILED: all is lost\n"));
        let summary = checked_in(&run, &Catalog::default());
        assert!(!summary.contains("all is lost"), "{summary}");
        assert!(
            summary.contains("- 1: UnsupportedKeyword: `type`\n"),
            "{summary}"
        );
    }

    #[test]
    fn a_summary_is_current_or_says_what_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("SUMMARY.md");
        let path = path.to_str().expect("a path in Unicode");
        let catalog = |revision: &str| Catalog {
            suite: Some(Suite {
                revision: Some(revision.to_owned()),
                groups: Vec::new(),
            }),
            ..Catalog::default()
        };
        let now = "Suite: one.\n\na\nc\n";
        let error = compare(path, now, &catalog("one")).expect_err("there is none");
        assert!(error.contains("TYPEWRIGHT_UPDATE_SUMMARY=1"), "{error}");
        std::fs::write(path, "\nSuite: one.\n\na\nb\n").expect("written");
        let error = compare(path, now, &catalog("one")).expect_err("it differs");
        assert!(error.ends_with("writes it\n  now: c"), "{error}");
        compare(path, now, &catalog("two")).expect("another suite");
        std::fs::write(path, now).expect("written");
        compare(path, now, &catalog("one")).expect("current");
    }
}
