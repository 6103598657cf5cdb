//! Schemas of real services: their payloads, and mutants of these.

use std::fs;

use serde_json::Value;

use crate::catalog::{Catalog, Corpus, Made, Subject};
use crate::dice::Dice;
use crate::distortion::{broken, long};
use crate::judgement::{Expected, exact_value, is_json};
use crate::mutation::mutate;
use crate::oracle::Oracle;
use crate::run::{Case, Origin, Run};

/// Mutants for each payload of a schema,
const MUTANTS_A_PAYLOAD: usize = 10;

/// but at least so many for a schema,
const FEWEST_MUTANTS: usize = 20;

/// and at most so many.
const MOST_MUTANTS: usize = 1_000;

/// Payloads of a schema that are also broken, and also spelled with long numbers.
const DISTORTED: usize = 20;

const SEED: u64 = 0x6817;

/// Judges every schema of a corpus.
pub fn judge(run: &mut Run, catalog: &Catalog, collection: &str) {
    let corpora = catalog.corpora.iter();
    let corpora = corpora.filter(|corpus| corpus.collection == collection);
    for (stream, corpus) in (0..).zip(corpora) {
        let subject = &catalog.subjects[corpus.subject];
        let dice = Dice::new(SEED, stream);
        if let Err(error) = judge_schema(run, corpus, subject, dice) {
            run.fail_because(format!("{collection}/{}: {error}", corpus.name));
        }
    }
}

fn judge_schema(
    run: &mut Run,
    corpus: &Corpus,
    subject: &Subject,
    mut dice: Dice,
) -> Result<(), String> {
    let oracles = Oracles::of(subject)?;
    let text = fs::read_to_string(&corpus.payloads).map_err(|error| error.to_string())?;
    let lines: Vec<&str> = text.lines().collect();
    let mut payloads = Vec::new();
    let mut values = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let name = format!("line {}", index + 1);
        let case = oracles.case(name, (*line).to_owned())?;
        if case.exact {
            values.push((index + 1, exact_value(line).unwrap_or_default()));
        }
        payloads.push(case);
    }
    let mutants = mutants(&values, &oracles, &mut dice)?;
    for (collection, cases) in [
        (corpus.collection.clone(), payloads),
        (format!("{}, mutants", corpus.collection), mutants),
    ] {
        let origin = Origin {
            collection: &collection,
            file: &corpus.name,
            group: "",
        };
        run.judge(origin, subject, &cases);
    }
    Ok(())
}

fn mutants(
    values: &[(usize, Value)],
    oracles: &Oracles,
    dice: &mut Dice,
) -> Result<Vec<Case>, String> {
    let mut mutants = Vec::new();
    if values.is_empty() {
        return Ok(mutants);
    }
    let count = (values.len() * MUTANTS_A_PAYLOAD).clamp(FEWEST_MUTANTS, MOST_MUTANTS);
    for mutant in 0..count {
        let (line, value) = &values[mutant % values.len()];
        let mut changed = value.clone();
        for _ in 0..=dice.below(2) {
            mutate(&mut changed, dice);
        }
        let name = format!("mutant {mutant}, of line {line}");
        mutants.push(oracles.case(name, changed.to_string())?);
    }
    for (line, value) in values.iter().take(DISTORTED) {
        if let Some(payload) = broken(value, dice) {
            let name = format!("line {line}, broken");
            mutants.push(oracles.case(name, payload)?);
        }
        mutants.push(Case {
            name: format!("line {line}, with long numbers"),
            payload: long(value),
            exact: false,
            expected: Expected::of(oracles.accepts(value)?),
        });
    }
    Ok(mutants)
}

/// The judges of one schema: as it was written, and as the generated code holds it.
struct Oracles {
    original: Oracle,
    bundle: Option<Oracle>,
}

impl Oracles {
    fn of(subject: &Subject) -> Result<Self, String> {
        let bundle = match &subject.made {
            Made::Code(code) => Some(Oracle::of(&code.bundle)?),
            Made::Refused(_) | Made::Panicked(_) => None,
        };
        let original = Oracle::of(&subject.schema)?;
        Ok(Oracles { original, bundle })
    }

    fn accepts(&self, value: &Value) -> Result<bool, String> {
        let verdict = self.original.accepts(value);
        match &self.bundle {
            Some(bundle) if bundle.accepts(value) != verdict => {
                Err(format!("the bundle differs on {value}"))
            }
            _ => Ok(verdict),
        }
    }

    fn case(&self, name: String, payload: String) -> Result<Case, String> {
        let (exact, expected) = match exact_value(&payload) {
            _ if !is_json(&payload) => (false, Expected::NotJson),
            Some(value) => (true, Expected::of(self.accepts(&value)?)),
            // Nothing parses it without a change, so nothing else can judge it.
            None => return Err(format!("{name} has no oracle: {payload}")),
        };
        Ok(Case {
            name,
            payload,
            exact,
            expected,
        })
    }
}
