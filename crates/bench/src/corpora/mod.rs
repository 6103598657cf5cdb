//! Schemas of real services, and the payloads that come with them.

mod comparison;
mod subject;

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;

use bench_corpora::Code;
use bench_peers::corpora::{CORPORA, Typify};
use serde_json::Value;

use crate::goals::Goals;
use crate::rounds::{Contestant, Effort, measure};
use crate::table::grouped;
use comparison::Comparison;
use subject::{Payload, Subject};

/// What the corpora were restricted to when they were compiled.
const ONLY: Option<&str> = option_env!("TYPEWRIGHT_BENCH_ONLY");

/// All tables, as Markdown; nothing where no schema was there when the bench was built.
///
/// # Errors
/// A corpus that cannot be read, or validators that do not agree.
pub fn measured() -> Result<Option<String>, Box<dyn Error>> {
    let mut collections: Vec<&str> = CORPORA.iter().map(|corpus| corpus.collection).collect();
    collections.dedup();
    if collections.is_empty() {
        eprintln!(
            "corpora: not measured. Build with `--features corpora`, with shared/corpora beside the repository, or with another \
             folder in TYPEWRIGHT_CORPORA"
        );
        return Ok(None);
    }
    let mut text = String::new();
    if let Some(only) = ONLY.filter(|only| !only.is_empty()) {
        write!(
            text,
            "**Restricted to {only}**, so the means are not those of the corpora.\n\n"
        )?;
    }
    for collection in collections {
        let mut tables = Tables::new();
        for corpus in CORPORA
            .iter()
            .filter(|corpus| corpus.collection == collection)
        {
            eprintln!("{collection}/{}", corpus.name);
            let payloads = fs::read_to_string(corpus.payloads)?;
            let subject = Subject::of(corpus, &payloads)
                .map_err(|error| format!("{collection}/{}: {error}", corpus.name))?;
            tables.add(&subject)?;
        }
        write!(text, "{}", tables.finish(collection))?;
    }
    Ok(Some(text))
}

/// The tables of one collection.
struct Tables {
    verdicts: Comparison,
    types: Comparison,
    parsed: Comparison,
    notes: String,
    schemas: usize,
}

impl Tables {
    fn new() -> Self {
        let about = ["payloads", "bytes", "residue %"];
        Tables {
            verdicts: Comparison::new(&about, &["macro", "run time", "**is_valid**"]),
            types: Comparison::new(
                &about,
                &[
                    "typify alone",
                    "macro + typify",
                    "run time + typify",
                    "**from_slice**",
                ],
            ),
            parsed: Comparison::new(&about, &["macro", "run time", "**check**"]),
            notes: String::new(),
            schemas: 0,
        }
    }

    /// Measures a schema, or notes why it cannot be.
    fn add(&mut self, subject: &Subject<'_>) -> Result<(), Box<dyn Error>> {
        self.schemas += 1;
        let name = subject.name;
        if subject.invalid > 0 {
            let count = subject.invalid;
            writeln!(
                self.notes,
                "- {name}: {count} of {} payloads are refused by all, and left out.",
                count + subject.valid.len()
            )?;
        }
        let code = match &subject.ours {
            Ok(code) => code,
            Err(reason) => {
                writeln!(
                    self.notes,
                    "- {name}: **not measured**, typewright refuses it: {reason}."
                )?;
                return Ok(());
            }
        };
        let payloads: Vec<&Payload<'_>> = subject.valid.iter().collect();
        if payloads.is_empty() {
            writeln!(
                self.notes,
                "- {name}: **not measured**, no payload is valid."
            )?;
            return Ok(());
        }
        let times = times(&payloads, verdict_judges(subject, code))?;
        self.verdicts.row(name, about(&payloads, code), &times);
        match subject.typify {
            Ok(typify) => self.add_types(subject, code, typify)?,
            Err(reason) => writeln!(self.notes, "- {name}: no types by typify ({reason}).")?,
        }
        let times = self::times(&payloads, parsed_judges(subject, code))?;
        self.parsed.row(name, about(&payloads, code), &times);
        Ok(())
    }

    fn add_types(
        &mut self,
        subject: &Subject<'_>,
        code: &Code,
        typify: Typify,
    ) -> Result<(), Box<dyn Error>> {
        let payloads = subject.taken_by(typify);
        let refused = subject.valid.len() - payloads.len();
        if refused > 0 {
            writeln!(
                self.notes,
                "- {}: typify's types refuse {refused} of {} valid payloads, which are left out where they are read.",
                subject.name,
                subject.valid.len()
            )?;
        }
        if !payloads.is_empty() {
            let times = times(&payloads, type_judges(subject, code, typify))?;
            self.types.row(subject.name, about(&payloads, code), &times);
        }
        Ok(())
    }

    /// What the project has set itself for this collection.
    fn goals(&self, collection: &str) -> String {
        // The contestants are told in `new`; the first is the macro, or typify.
        let goals = match collection {
            "sourcemeta" => vec![
                (
                    "is_valid, times faster than the macro",
                    4.0,
                    self.verdicts.mean(0),
                ),
                (
                    "check, times faster than the macro",
                    1.0,
                    self.parsed.mean(0),
                ),
            ],
            "github" => vec![(
                "from_slice, times faster than typify alone",
                2.0,
                self.types.mean(0),
            )],
            _ => Vec::new(),
        };
        let mut table = Goals::new();
        for (what, bound, mean) in goals {
            table.at_least(what, bound, mean.unwrap_or(f64::NAN));
        }
        table.to_string()
    }

    fn finish(self, collection: &str) -> String {
        let goals = self.goals(collection);
        format!(
            "### {collection}: {} of {} schemas\n\n{goals}\nBytes to verdict, ns a payload:\n\n{}\n\
             Bytes to types, ns a payload:\n\n{}\nVerdict on a `Value`, ns a payload:\n\n{}\n{}\n",
            self.verdicts.len(),
            self.schemas,
            self.verdicts.finish(),
            self.types.finish(),
            self.parsed.finish(),
            self.notes
        )
    }
}

/// What a row says of its schema.
fn about(payloads: &[&Payload<'_>], code: &Code) -> [String; 3] {
    let bytes: usize = payloads.iter().map(|payload| payload.text.len()).sum();
    [
        payloads.len().to_string(),
        grouped(bytes),
        format!(
            "{:.1}",
            100.0 * code.residue as f64 / code.rules.max(1) as f64
        ),
    ]
}

/// Somebody who judges payloads.
type Judge<'a> = Box<dyn Fn(&Payload<'_>) -> bool + 'a>;

fn verdict_judges<'a>(subject: &'a Subject<'_>, code: &'a Code) -> Vec<Judge<'a>> {
    vec![
        Box::new(|payload| parsed(payload, |value| (subject.macros)(&value))),
        Box::new(|payload| parsed(payload, |value| subject.validator.is_valid(&value))),
        Box::new(|payload| (code.is_valid)(payload.text.as_bytes())),
    ]
}

fn type_judges<'a>(subject: &'a Subject<'_>, code: &'a Code, typify: Typify) -> Vec<Judge<'a>> {
    let Typify {
        from_slice,
        from_value,
    } = typify;
    vec![
        Box::new(move |payload| from_slice(payload.text.as_bytes())),
        Box::new(move |payload| {
            parsed(payload, |value| {
                (subject.macros)(&value) && from_value(value)
            })
        }),
        Box::new(move |payload| {
            parsed(payload, |value| {
                subject.validator.is_valid(&value) && from_value(value)
            })
        }),
        Box::new(|payload| (code.from_slice)(payload.text.as_bytes())),
    ]
}

fn parsed_judges<'a>(subject: &'a Subject<'_>, code: &'a Code) -> Vec<Judge<'a>> {
    vec![
        Box::new(|payload| (subject.macros)(&payload.value)),
        Box::new(|payload| subject.validator.is_valid(&payload.value)),
        Box::new(|payload| (code.check)(&payload.value)),
    ]
}

fn parsed(payload: &Payload<'_>, judge: impl FnOnce(Value) -> bool) -> bool {
    serde_json::from_slice(payload.text.as_bytes()).is_ok_and(judge)
}

/// Median nanoseconds a payload, of judges that take turns at all payloads.
fn times(payloads: &[&Payload<'_>], judges: Vec<Judge<'_>>) -> Result<Vec<f64>, String> {
    let contestants = judges.into_iter().enumerate();
    let mut contestants: Vec<Contestant<'_>> = contestants
        .map(|(index, judge)| {
            Contestant::new(format!("contestant {}", index + 1), move || {
                payloads.iter().all(|payload| judge(black_box(payload)))
            })
        })
        .collect();
    let medians = measure(&mut contestants, Effort::COARSE)?;
    let count = payloads.len() as f64;
    Ok(medians.into_iter().map(|median| median / count).collect())
}
