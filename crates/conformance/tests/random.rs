//! Generated code on random schemas and random payloads.

#![deny(warnings)]

use std::env;
use std::process::ExitCode;

use conformance::dice::Dice;
use conformance::mutation::mutate;
use conformance::oracle::Oracle;
use conformance::payload::Payloads;
use conformance::run::{Case, Duty, Origin, Run};
use conformance::spelling::spell;
use conformance::subject::Subject;
use serde_json::Value;

mod generated {
    include!(concat!(env!("OUT_DIR"), "/random.rs"));
}

const COLLECTION: &str = "random";

/// So many cases have a fair share of valid ones.
const ENOUGH_CASES: usize = 1_000;

/// Payloads a schema.
const PAYLOADS: u64 = 30;

fn main() -> ExitCode {
    let (seed, subjects) = generated::RANDOM;
    let payloads = match env::var("TYPEWRIGHT_RANDOM_PAYLOADS").map(|text| text.parse()) {
        Ok(Ok(payloads)) => payloads,
        Ok(Err(_)) => {
            println!("TYPEWRIGHT_RANDOM_PAYLOADS is no number");
            return ExitCode::FAILURE;
        }
        Err(_) => PAYLOADS,
    };
    println!(
        "TYPEWRIGHT_SEED={seed}, {} schemas, {payloads} payloads each\n",
        subjects.len()
    );
    let mut run = Run::over(&[COLLECTION]);
    let mut valid = 0;
    for (stream, subject) in (0..).zip(subjects) {
        let group = format!("TYPEWRIGHT_SEED={seed} schema {stream}");
        let mut dice = Dice::new(seed ^ 0x9a71, stream);
        match cases(subject, payloads, &mut dice) {
            Ok(cases) => {
                valid += cases.iter().filter(|case| case.valid).count();
                let origin = Origin {
                    collection: COLLECTION,
                    file: "everyday keywords",
                    group: &group,
                };
                run.judge(origin, subject, Duty::Try, &cases);
            }
            Err(error) => run.fail_because(format!("{group}: {error}: {}", subject.schema)),
        }
    }
    let tally = run.tally(COLLECTION);
    // Payloads that are all decided alike, or schemas that are all refused, would show nothing.
    let share = valid * 100 / tally.cases.max(1);
    if tally.cases >= ENOUGH_CASES && !(20..=80).contains(&share) {
        run.fail_because(format!("{share}% of the payloads are valid"));
    }
    if tally.refused * 20 > tally.refused + tally.generated {
        run.fail_because(format!("{} schemas are refused", tally.refused));
    }
    run.finish()
}

fn cases(subject: &Subject, count: u64, dice: &mut Dice) -> Result<Vec<Case>, String> {
    let schema: Value = serde_json::from_str(subject.schema).map_err(|error| error.to_string())?;
    let oracle = Oracle::of(subject.schema)?;
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
            valid: oracle.accepts(&parsed),
            payload,
        });
    }
    Ok(cases)
}
