//! Random schemas with random payloads.

use serde_json::Value;

use crate::catalog::{Catalog, Subject};
use crate::dice::Dice;
use crate::judgement::{Expected, exact_value};
use crate::mutation::mutate;
use crate::oracle::Oracle;
use crate::payload::Payloads;
use crate::run::{Case, Origin, Run};
use crate::spelling::spell;

/// The row of the table.
pub const COLLECTION: &str = "random";

/// So many cases have a fair share of valid ones.
const ENOUGH_CASES: usize = 1_000;

/// Judges so many payloads for each random schema.
pub fn judge(run: &mut Run, catalog: &Catalog, payloads: u64) {
    let seed = catalog.random.seed;
    if catalog.random.subjects.is_empty() {
        return;
    }
    let mut valid = 0;
    for (stream, index) in (0..).zip(&catalog.random.subjects) {
        let subject = &catalog.subjects[*index];
        let group = format!("TYPEWRIGHT_SEED={seed} schema {stream}");
        let mut dice = Dice::new(seed ^ 0x9a71, stream);
        match cases(subject, payloads, &mut dice) {
            Ok(cases) => {
                let is_valid = |case: &&Case| case.expected == Expected::Valid;
                valid += cases.iter().filter(is_valid).count();
                let origin = Origin {
                    collection: COLLECTION,
                    file: "everyday keywords",
                    group: &group,
                };
                run.judge(origin, subject, &cases);
            }
            Err(error) => run.fail_because(format!("{group}: {error}: {}", subject.schema)),
        }
    }
    let tally = run.tally(COLLECTION);
    // Payloads that are all decided alike, or schemas that are all refused, would show nothing.
    let share = valid * 100 / tally.cases.max(1);
    if tally.cases >= ENOUGH_CASES && !(20..=80).contains(&share) {
        run.fail_because(format!("{share}% of the random payloads are valid"));
    }
    if tally.refused * 20 > tally.schemas {
        run.fail_because(format!("{} random schemas are refused", tally.refused));
    }
}

fn cases(subject: &Subject, count: u64, dice: &mut Dice) -> Result<Vec<Case>, String> {
    let schema: Value = serde_json::from_str(&subject.schema).map_err(|error| error.to_string())?;
    let oracle = Oracle::of(&subject.schema)?;
    let payloads = Payloads::of(&schema);
    let mut cases = Vec::new();
    for number in 0..count {
        let mut value = payloads.payload(dice);
        for _ in 0..dice.below(3) {
            mutate(&mut value, dice);
        }
        let payload = spell(&value, dice);
        let parsed = serde_json::from_str(&payload).map_err(|error| error.to_string())?;
        cases.push(Case {
            name: format!("payload {number}"),
            expected: Expected::of(oracle.accepts(&parsed)),
            exact: exact_value(&payload).is_some(),
            payload,
        });
    }
    Ok(cases)
}
