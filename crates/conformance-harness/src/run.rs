//! One run over schemas and their cases, with all that is to be said of it at its end.

use std::collections::{BTreeMap, BTreeSet};

use conformance::Question;

use crate::catalog::{Made, Subject};
use crate::departure::Departure;
use crate::judgement::{Expected, Judgement, judge};
use crate::parts::Parts;
use crate::table::{Table, Tally};

/// Where a schema comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// The collection, such as `draft2020-12`: a row of the table.
    pub collection: &'a str,
    /// The file of the suite, or the schema of the corpus.
    pub file: &'a str,
    /// The group in the file.
    pub group: &'a str,
}

/// A payload and the right verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it is about, or how to make it again.
    pub name: String,
    /// The text.
    pub payload: String,
    /// Whether a parsed value is the same payload.
    pub exact: bool,
    /// What is right.
    pub expected: Expected,
}

/// Judges case by case, and remembers what it needs for the end.
#[derive(Debug)]
pub struct Run {
    parts: Parts,
    known: &'static [Departure],
    /// By collection.
    pub collections: Table,
    /// By collection and file.
    pub files: Table,
    /// What fails the run.
    pub failures: Vec<String>,
    /// Errors of the compiler, and the schemas that they are about.
    pub refusals: BTreeMap<String, BTreeSet<String>>,
    /// Valid payloads that do not fit their type.
    pub unrepresentable: Vec<String>,
    /// Known departures that were seen, by index.
    seen: BTreeSet<usize>,
}

impl Run {
    /// A run over nothing yet, with the departures that are known.
    pub fn new(parts: Parts, known: &'static [Departure]) -> Self {
        Run {
            parts,
            known,
            collections: Table::default(),
            files: Table::default(),
            failures: Vec::new(),
            refusals: BTreeMap::new(),
            unrepresentable: Vec::new(),
            seen: BTreeSet::new(),
        }
    }

    /// Puts the cases to the code generated for a schema.
    pub fn judge(&mut self, origin: Origin<'_>, subject: &Subject, cases: &[Case]) {
        let mut tally = Tally {
            schemas: 1,
            cases: cases.len(),
            ..Tally::default()
        };
        match &subject.made {
            Made::Code(code) => {
                tally.shares = code.shares;
                for case in cases {
                    let question = Question {
                        entry: code.entry,
                        payload: case.payload.clone(),
                        exact: case.exact,
                    };
                    let judgement = match self.parts.ask(code.part, &question) {
                        Ok(answer) => judge(&case.payload, case.expected, &answer),
                        Err(error) => Judgement {
                            complaints: vec![error],
                            ..Judgement::default()
                        },
                    };
                    self.count(origin, subject, case, &judgement, &mut tally);
                }
            }
            Made::Refused(errors) => {
                tally.refused = 1;
                tally.not_generated = cases.len();
                self.is_departure(origin, None);
                for error in errors {
                    let schemas = self.refusals.entry(error.clone()).or_default();
                    schemas.insert(subject.schema.clone());
                }
            }
            Made::Panicked(message) => {
                tally.not_generated = cases.len();
                self.fail(origin, subject, &format!("the compiler panics: {message}"));
            }
        }
        *self.collections.row(origin.collection) += &tally;
        let file = file_row(origin.collection, origin.file);
        *self.files.row(&file) += &tally;
    }

    fn count(
        &mut self,
        origin: Origin<'_>,
        subject: &Subject,
        case: &Case,
        judgement: &Judgement,
        tally: &mut Tally,
    ) {
        tally.check += usize::from(judgement.check);
        tally.from_slice += usize::from(judgement.from_slice);
        tally.round_trips += usize::from(judgement.round_trip);
        if !judgement.complaints.is_empty() {
            if self.is_departure(origin, Some(&case.name)) {
                tally.departures += 1;
            } else {
                tally.wrong += 1;
                self.fail(origin, subject, &describe(case, &judgement.complaints));
            }
        } else if judgement.unrepresentable {
            tally.unrepresentable += 1;
            let place = place_of(origin);
            self.unrepresentable.push(format!("{place}: {}", case.name));
        } else {
            tally.right += 1;
        }
    }

    /// Fails the run for a reason that is no case.
    pub fn fail_because(&mut self, reason: String) {
        self.failures.push(reason);
    }

    /// The tally of a collection so far.
    pub fn tally(&mut self, collection: &str) -> Tally {
        *self.collections.row(collection)
    }

    /// Adds what another run found.
    pub fn merge(&mut self, other: Run) {
        for (name, tally) in other.collections.rows() {
            *self.collections.row(name) += tally;
        }
        for (name, tally) in other.files.rows() {
            *self.files.row(name) += tally;
        }
        self.failures.extend(other.failures);
        for (error, schemas) in other.refusals {
            self.refusals.entry(error).or_default().extend(schemas);
        }
        self.unrepresentable.extend(other.unrepresentable);
        self.seen.extend(other.seen);
    }

    /// The known departures that were seen.
    pub fn departures(&self) -> impl Iterator<Item = &'static Departure> {
        let known = self.known.iter().enumerate();
        known
            .filter(|(index, _)| self.seen.contains(index))
            .map(|(_, departure)| departure)
    }

    /// Fails for known departures that are none any more, as far as their files were judged.
    pub fn strike_departures(&mut self) {
        for (index, departure) in self.known.iter().enumerate() {
            let file = file_row(departure.collection, departure.file);
            let was_judged = self.files.rows().iter().any(|(name, _)| *name == file);
            if was_judged && !self.seen.contains(&index) {
                let place = departure.place();
                self.fail_because(format!("no departure any more, strike it: {place}"));
            }
        }
    }

    fn fail(&mut self, origin: Origin<'_>, subject: &Subject, what: &str) {
        let place = place_of(origin);
        let schema = shortened(&subject.schema);
        self.failures
            .push(format!("{place}\n  schema: {schema}\n  {what}"));
    }

    fn is_departure(&mut self, origin: Origin<'_>, case: Option<&str>) -> bool {
        let covers = |departure: &Departure| {
            departure.covers(origin.collection, origin.file, origin.group, case)
        };
        let found = self.known.iter().enumerate();
        let found: Vec<usize> = found
            .filter(|(_, departure)| covers(departure))
            .map(|(index, _)| index)
            .collect();
        self.seen.extend(&found);
        !found.is_empty()
    }
}

fn file_row(collection: &str, file: &str) -> String {
    format!("{collection}/{file}")
}

fn place_of(origin: Origin<'_>) -> String {
    let Origin {
        collection,
        file,
        group,
    } = origin;
    match group {
        "" => format!("{collection}/{file}"),
        group => format!("{collection}/{file}: {group}"),
    }
}

fn describe(case: &Case, complaints: &[String]) -> String {
    let expected = match case.expected {
        Expected::Valid => "valid",
        Expected::Invalid => "invalid",
        Expected::NotJson => "not JSON",
    };
    let complaints: Vec<String> = complaints
        .iter()
        .map(|complaint| format!("\n  {}", shortened(complaint)))
        .collect();
    format!(
        "case: {}\n  payload ({expected}): {}{}",
        case.name,
        shortened(&case.payload),
        complaints.concat()
    )
}

/// Enough of a text to work with.
pub(crate) fn shortened(text: &str) -> String {
    const LENGTH: usize = 3_000;
    match text.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, Expected, Origin, Run};
    use crate::catalog::{Code, Made, Shares, Subject};
    use crate::departure::Departure;
    use crate::parts::Parts;

    const ORIGIN: Origin<'static> = Origin {
        collection: "draft2020-12",
        file: "type.json",
        group: "a group",
    };

    const KNOWN: &[Departure] = &[Departure {
        collection: "draft2020-12",
        file: "type.json",
        group: Some("a group"),
        case: None,
        reason: "",
    }];

    fn case() -> Case {
        Case {
            name: "a case".to_owned(),
            payload: "1".to_owned(),
            exact: true,
            expected: Expected::Valid,
        }
    }

    fn subject(made: Made) -> Subject {
        let schema = "{}".to_owned();
        Subject { schema, made }
    }

    #[test]
    fn a_refusal_is_counted_with_its_reason() {
        let mut run = Run::new(Parts::new(&[]), &[]);
        let made = Made::Refused(vec!["UnsupportedKeyword: `type`".to_owned()]);
        run.judge(ORIGIN, &subject(made), &[case(), case()]);
        assert_eq!(run.failures, [""; 0]);
        let tally = run.tally("draft2020-12");
        assert_eq!((tally.refused, tally.not_generated, tally.cases), (1, 2, 2));
        assert_eq!(run.refusals.len(), 1);
    }

    #[test]
    fn a_panic_of_the_compiler_fails() {
        let mut run = Run::new(Parts::new(&[]), &[]);
        let made = Made::Panicked("index out of bounds".to_owned());
        run.judge(ORIGIN, &subject(made), &[case()]);
        assert_eq!(run.failures.len(), 1);
    }

    #[test]
    fn code_that_gives_no_answer_fails() {
        let mut run = Run::new(Parts::new(&["/no/such/executable".into()]), &[]);
        let made = Made::Code(Code {
            part: 0,
            entry: 0,
            bundle: String::new(),
            shares: Shares::default(),
        });
        run.judge(ORIGIN, &subject(made), &[case()]);
        assert_eq!(run.tally("draft2020-12").wrong, 1);
        assert!(run.failures[0].contains("no start"), "{:?}", run.failures);
    }

    #[test]
    fn a_departure_excuses_what_is_wrong_and_fails_once_it_does_not_show() {
        let mut run = Run::new(Parts::new(&[]), KNOWN);
        run.strike_departures();
        assert_eq!(run.failures, [""; 0]);
        let made = || {
            Made::Code(Code {
                part: 0,
                entry: 0,
                bundle: String::new(),
                shares: Shares::default(),
            })
        };
        run.judge(ORIGIN, &subject(made()), &[case()]);
        run.strike_departures();
        assert_eq!(run.failures, [""; 0]);
        assert_eq!(run.tally("draft2020-12").departures, 1);
        assert_eq!(run.departures().count(), 1);

        let mut run = Run::new(Parts::new(&[]), KNOWN);
        run.judge(ORIGIN, &subject(made()), &[]);
        run.strike_departures();
        assert!(run.failures[0].contains("strike it"), "{:?}", run.failures);
    }
}
