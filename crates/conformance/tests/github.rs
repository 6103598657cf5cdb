//! Generated code on the webhook events of GitHub: its schemas, their payloads, and mutants of these.

#![deny(warnings)]

use std::process::ExitCode;

use conformance::dice::Dice;
use conformance::judgement::exact_value;
use conformance::mutation::mutate;
use conformance::oracle::Oracle;
use conformance::run::{Case, Duty, Origin, Run};
use conformance::subject::{Corpus, Made};

mod generated {
    include!(concat!(env!("OUT_DIR"), "/github.rs"));
}

const COLLECTIONS: [&str; 2] = ["github", "github, mutants"];

/// Mutants a payload, and at least as many a schema as [`MUTANTS`].
const MUTANTS_A_PAYLOAD: usize = 10;

/// Mutants a schema, at least.
const MUTANTS: usize = 20;

const SEED: u64 = 0x6817;

fn main() -> ExitCode {
    let Some((corpora, subjects)) = generated::CORPORA else {
        println!(
            "github: did not run, for there are no corpora; see crates/conformance/build/main.rs"
        );
        return ExitCode::SUCCESS;
    };
    let mut run = Run::over(&COLLECTIONS);
    for (stream, corpus) in (0..).zip(corpora) {
        let subject = &subjects[corpus.subject];
        let oracles =
            [Some(subject.schema), bundle(&subject.made)].map(|schema| schema.map(Oracle::of));
        let oracles: Result<Vec<Oracle>, String> = oracles.into_iter().flatten().collect();
        let oracles = match oracles {
            Ok(oracles) => oracles,
            Err(error) => {
                run.fail_because(format!("github/{}: no oracle: {error}", corpus.name));
                continue;
            }
        };
        let decide = |name: String, payload: String, run: &mut Run| {
            let Some(value) = exact_value(&payload) else {
                run.fail_because(format!(
                    "github/{}: {name} has no oracle: {payload}",
                    corpus.name
                ));
                return None;
            };
            let verdicts: Vec<bool> = oracles
                .iter()
                .map(|oracle| oracle.accepts(&value))
                .collect();
            if verdicts.iter().any(|verdict| *verdict != verdicts[0]) {
                run.fail_because(format!(
                    "github/{}: the bundle differs on {payload}",
                    corpus.name
                ));
            }
            let valid = verdicts[0];
            Some(Case {
                name,
                payload,
                valid,
            })
        };
        let (payloads, mutants) = cases(
            corpus,
            &mut Dice::new(SEED, stream),
            &mut |name, payload| decide(name, payload, &mut run),
        );
        let [original, mutated] = COLLECTIONS;
        // One refusal is enough said.
        for (collection, duty, cases) in [
            (original, Duty::Generate, payloads),
            (mutated, Duty::Try, mutants),
        ] {
            let origin = Origin {
                collection,
                file: corpus.name,
                group: "",
            };
            run.judge(origin, subject, duty, &cases);
        }
    }
    run.finish()
}

fn bundle(made: &Made) -> Option<&'static str> {
    match made {
        Made::Code(code) => Some(code.bundle),
        Made::Diagnostics(_) | Made::Panic(_) => None,
    }
}

/// The corpus's payloads, and mutants of them.
fn cases(
    corpus: &Corpus,
    dice: &mut Dice,
    decide: &mut dyn FnMut(String, String) -> Option<Case>,
) -> (Vec<Case>, Vec<Case>) {
    let lines: Vec<&str> = corpus.payloads.lines().collect();
    let payloads = lines
        .iter()
        .enumerate()
        .filter_map(|(index, line)| decide(format!("line {}", index + 1), (*line).to_owned()))
        .collect();
    let each = MUTANTS_A_PAYLOAD.max(MUTANTS.div_ceil(lines.len().max(1)));
    let mut mutants = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(payload) = exact_value(line) else {
            continue;
        };
        for mutant in 0..each {
            let mut changed = payload.clone();
            for _ in 0..=mutant % 2 {
                mutate(&mut changed, dice);
            }
            let name = format!("mutant {mutant} of line {}", index + 1);
            mutants.extend(decide(name, changed.to_string()));
        }
    }
    (payloads, mutants)
}
