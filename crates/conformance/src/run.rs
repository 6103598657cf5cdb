//! One run over schemas and their cases, with the table and the verdict at its end.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use crate::departure::{DEPARTURES, Departure};
use crate::judgement::judge;
use crate::subject::{Made, Subject};
use crate::table::{Table, Tally};

/// Failures shown; the rest is counted.
const SHOWN_FAILURES: usize = 25;

/// Reasons for refusals shown; the rest is counted.
const SHOWN_REFUSALS: usize = 20;

/// Where a schema comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The collection, such as `draft2020-12`: a row of the table.
    pub collection: &'a str,
    /// The file of the suite, or the schema of the corpus: a row of the table if not all is right.
    pub file: &'a str,
    /// The group in the file.
    pub group: &'a str,
}

/// A payload and the right verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it is about, or how to make it again.
    pub name: String,
    /// JSON text.
    pub payload: String,
    /// Whether the schema accepts it.
    pub valid: bool,
}

/// What is asked of the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// To generate code: a refusal fails the run.
    Generate,
    /// To generate code or refuse: a refusal is counted.
    Try,
}

/// Judges case by case, and remembers what it needs for the end.
#[derive(Debug)]
pub struct Run {
    departures: Vec<(&'static Departure, bool)>,
    collections: Table,
    files: Table,
    failures: Vec<String>,
    /// Refusals where code is a duty.
    missing: Vec<String>,
    /// Diagnostics, and the schemas that they are about.
    refusals: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

impl Run {
    /// A run over the named collections.
    pub fn over(collections: &[&str]) -> Self {
        let departures = DEPARTURES
            .iter()
            .filter(|departure| collections.contains(&departure.collection));
        let mut table = Table::default();
        for collection in collections {
            table.row(collection);
        }
        Run {
            departures: departures.map(|departure| (departure, false)).collect(),
            collections: table,
            files: Table::default(),
            failures: Vec::new(),
            missing: Vec::new(),
            refusals: BTreeMap::new(),
        }
    }

    /// A run over a part of the named collections: that a departure does not show means nothing.
    pub fn over_part(collections: &[&str]) -> Self {
        let mut run = Run::over(collections);
        for (_, seen) in &mut run.departures {
            *seen = true;
        }
        run
    }

    /// Puts the cases to the code generated for a schema.
    pub fn judge(&mut self, origin: Origin<'_>, subject: &Subject, duty: Duty, cases: &[Case]) {
        let mut tally = Tally {
            cases: cases.len(),
            ..Tally::default()
        };
        match &subject.made {
            Made::Code(code) => {
                tally.generated = 1;
                for case in cases {
                    let judgement = judge(code, &case.payload, case.valid);
                    if judgement.complaints.is_empty() {
                        tally.right += 1;
                        tally.unrepresentable += usize::from(judgement.unrepresentable);
                        tally.unchecked += usize::from(judgement.check.is_none());
                        tally.round_trips += usize::from(judgement.round_trip == Some(true));
                    } else if self.is_departure(origin, Some(&case.name)) {
                        tally.departures += 1;
                    } else {
                        tally.wrong += 1;
                        self.fail(origin, subject, &describe(case, &judgement.complaints));
                    }
                }
            }
            Made::Diagnostics(diagnostics) => {
                tally.refused = 1;
                tally.not_generated = cases.len();
                for line in diagnostics.lines() {
                    self.refusals
                        .entry(line)
                        .or_default()
                        .insert(subject.schema);
                }
                if duty == Duty::Generate && !self.is_departure(origin, None) {
                    let first = diagnostics.lines().next().unwrap_or_default();
                    let place = place_of(origin);
                    self.missing.push(format!("{place}: {}", shortened(first)));
                }
            }
            Made::Panic(message) => {
                tally.not_generated = cases.len();
                self.fail(origin, subject, &format!("the compiler panics: {message}"));
            }
        }
        self.collections.row(origin.collection).add(&tally);
        let file = format!("{}/{}", origin.collection, origin.file);
        self.files.row(&file).add(&tally);
    }

    /// Fails the run for a reason that is no case.
    pub fn fail_because(&mut self, reason: String) {
        self.failures.push(reason);
    }

    /// The tally of a collection so far.
    pub fn tally(&mut self, collection: &str) -> Tally {
        *self.collections.row(collection)
    }

    fn fail(&mut self, origin: Origin<'_>, subject: &Subject, what: &str) {
        self.failures.push(format!(
            "{}\n  schema: {}\n  {what}",
            place_of(origin),
            shortened(subject.schema)
        ));
    }

    fn is_departure(&mut self, origin: Origin<'_>, case: Option<&str>) -> bool {
        let mut found = false;
        for (departure, seen) in &mut self.departures {
            if departure.covers(origin.collection, origin.file, origin.group, case) {
                *seen = true;
                found = true;
            }
        }
        found
    }

    /// Prints what is wrong and the table; fails if anything is wrong that is not a known departure, or if a known departure is
    /// none any more.
    pub fn finish(mut self) -> ExitCode {
        self.print_departures();
        print_some("wrong", &self.failures);
        print_some("refused", &self.missing);
        let mut incomplete = Table::default();
        for (name, tally) in self.files.rows() {
            if !tally.is_whole() {
                *incomplete.row(name) = *tally;
            }
        }
        if !incomplete.rows().is_empty() {
            println!("not all right:\n\n{incomplete}");
        }
        self.print_refusals();
        println!("{}", self.collections);
        match self.failures.len() + self.missing.len() {
            0 => ExitCode::SUCCESS,
            count => {
                println!("{count} failures, see above");
                ExitCode::FAILURE
            }
        }
    }

    fn print_departures(&mut self) {
        for (departure, seen) in &self.departures {
            let Departure {
                collection,
                file,
                group,
                case,
                reason,
            } = departure;
            let place = [Some(*collection), Some(*file), *group, *case];
            let place: Vec<&str> = place.into_iter().flatten().collect();
            let place = place.join(": ");
            if *seen {
                println!("known departure: {place}: {reason}");
            } else {
                self.failures
                    .push(format!("no departure any more, strike it: {place}"));
            }
        }
    }

    fn print_refusals(&self) {
        let mut refusals: Vec<_> = self.refusals.iter().collect();
        refusals.sort_by_key(|(reason, schemas)| (Reverse(schemas.len()), *reason));
        if refusals.is_empty() {
            return;
        }
        println!("reasons for refusals, by schemas:\n");
        for (reason, schemas) in refusals.iter().take(SHOWN_REFUSALS) {
            println!("{:>6}  {}", schemas.len(), shortened(reason));
        }
        match refusals.len().checked_sub(SHOWN_REFUSALS) {
            Some(more) if more > 0 => println!("        and {more} others\n"),
            _ => println!(),
        }
    }
}

fn place_of(origin: Origin<'_>) -> String {
    let Origin {
        collection,
        file,
        group,
    } = origin;
    format!("{collection}/{file}: {group}")
}

fn print_some(what: &str, failures: &[String]) {
    for failure in failures.iter().take(SHOWN_FAILURES) {
        println!("{what}: {failure}\n");
    }
    if let Some(more @ 1..) = failures.len().checked_sub(SHOWN_FAILURES) {
        println!("{what}: {more} more\n");
    }
}

fn describe(case: &Case, complaints: &[String]) -> String {
    let verdict = if case.valid { "valid" } else { "invalid" };
    let complaints: Vec<String> = complaints
        .iter()
        .map(|complaint| format!("\n  {}", shortened(complaint)))
        .collect();
    format!(
        "case: {}\n  payload ({verdict}): {}{}",
        case.name,
        shortened(&case.payload),
        complaints.concat()
    )
}

/// Enough of a text to work with.
fn shortened(text: &str) -> String {
    const LENGTH: usize = 3_000;
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, Duty, Origin, Run};
    use crate::subject::Subject;

    const ORIGIN: Origin<'static> = Origin {
        collection: "draft2020-12",
        file: "ref.json",
        group: "remote ref, containing refs itself",
    };

    fn case() -> Case {
        Case {
            name: "a case".to_owned(),
            payload: "1".to_owned(),
            valid: true,
        }
    }

    #[test]
    fn a_listed_refusal_is_counted_and_does_not_fail() {
        let mut run = Run::over(&["draft2020-12"]);
        let subject = Subject::diagnostics("{}", "UnresolvedReference: no such thing");
        run.judge(ORIGIN, &subject, Duty::Generate, &[case()]);
        assert_eq!((run.failures.len(), run.missing.len()), (0, 0));
        assert_eq!(run.tally("draft2020-12").not_generated, 1);
    }

    #[test]
    fn an_unlisted_refusal_fails_where_code_is_a_duty() {
        let origin = Origin {
            file: "type.json",
            ..ORIGIN
        };
        let subject = Subject::diagnostics("{}", "UnsupportedKeyword: `type`");
        let mut run = Run::over(&["draft2020-12"]);
        run.judge(origin, &subject, Duty::Try, &[case()]);
        assert_eq!(run.missing.len(), 0);
        run.judge(origin, &subject, Duty::Generate, &[case()]);
        assert_eq!(run.missing.len(), 1);
        assert!(run.missing[0].contains("type.json"), "{:?}", run.missing);
    }

    #[test]
    fn a_panic_of_the_compiler_always_fails() {
        let mut run = Run::over(&["draft2020-12"]);
        let subject = Subject::panic("{}", "index out of bounds");
        run.judge(ORIGIN, &subject, Duty::Try, &[case()]);
        assert_eq!(run.failures.len(), 1);
    }
}
