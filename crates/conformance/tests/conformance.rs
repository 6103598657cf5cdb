//! Generated code on the official suite, on schemas of real services, and on random schemas.
//!
//! Words after `--` are fragments of names, as in `TYPEWRIGHT_SUITE_ONLY`, and restrict what is run of what was generated.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use conformance_harness::catalog::Catalog;
use conformance_harness::departure::DEPARTURES;
use conformance_harness::parts::Parts;
use conformance_harness::run::Run;
use conformance_harness::{corpus, random, suite, summary};

const PARTS: [&str; 6] = [
    env!("CARGO_BIN_EXE_part0"),
    env!("CARGO_BIN_EXE_part1"),
    env!("CARGO_BIN_EXE_part2"),
    env!("CARGO_BIN_EXE_part3"),
    env!("CARGO_BIN_EXE_part4"),
    env!("CARGO_BIN_EXE_part5"),
];

const CATALOG: &str = concat!(env!("OUT_DIR"), "/catalog.json");

const SUMMARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/SUMMARY.md");

const CORPORA: [&str; 2] = ["github", "sourcemeta"];

/// Payloads a random schema.
const RANDOM_PAYLOADS: u64 = 30;

fn main() -> ExitCode {
    match conformance() {
        Ok(0) => ExitCode::SUCCESS,
        Ok(failures) => {
            println!("{failures} failures, see above");
            ExitCode::FAILURE
        }
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs everything; how many failures there were.
fn conformance() -> Result<usize, String> {
    let text = fs::read_to_string(CATALOG).map_err(|error| format!("{CATALOG}: {error}"))?;
    let mut catalog: Catalog = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let words: Vec<String> = env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    catalog.keep(|name| words.is_empty() || words.iter().any(|word| name.contains(word.as_str())));
    let payloads = match env::var("TYPEWRIGHT_RANDOM_PAYLOADS") {
        Ok(text) => text
            .parse()
            .map_err(|_| format!("TYPEWRIGHT_RANDOM_PAYLOADS is no number: {text}"))?,
        Err(_) => RANDOM_PAYLOADS,
    };
    println!(
        "{} random schemas of TYPEWRIGHT_SEED={}, {payloads} payloads each\n",
        catalog.random.subjects.len(),
        catalog.random.seed
    );

    let mut run = judge_all(&catalog, payloads);
    run.strike_departures();
    if words.is_empty() && is_whole(&catalog) {
        let text = summary::checked_in(&run, &catalog);
        if env::var_os("TYPEWRIGHT_UPDATE_SUMMARY").is_some() {
            fs::write(SUMMARY, text).map_err(|error| format!("{SUMMARY}: {error}"))?;
        } else if let Err(error) = summary::compare(SUMMARY, &text, &catalog) {
            run.fail_because(error);
        }
    }
    println!("{}", summary::told(&run));
    let json = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("conformance.json");
    fs::write(&json, summary::json(&run, &catalog).to_string())
        .map_err(|error| error.to_string())?;
    println!("figures as JSON: {}", json.display());
    Ok(run.failures.len())
}

/// Judges the collections side by side.
fn judge_all(catalog: &Catalog, payloads: u64) -> Run {
    let executables = PARTS.map(PathBuf::from);
    let new = || Run::new(Parts::new(&executables), DEPARTURES);
    let mut all = new();
    thread::scope(|scope| {
        let mut runs = Vec::new();
        if let Some(suite) = &catalog.suite {
            runs.push(scope.spawn(|| {
                let mut run = new();
                suite::judge(&mut run, catalog, suite);
                run
            }));
        }
        for collection in CORPORA {
            runs.push(scope.spawn(move || {
                let mut run = new();
                corpus::judge(&mut run, catalog, collection);
                run
            }));
        }
        runs.push(scope.spawn(|| {
            let mut run = new();
            random::judge(&mut run, catalog, payloads);
            run
        }));
        for run in runs {
            match run.join() {
                Ok(run) => all.merge(run),
                Err(_) => all.fail_because("the harness panicked, see above".to_owned()),
            }
        }
    });
    all
}

/// Whether everything was run that the summary is about; says so if not.
fn is_whole(catalog: &Catalog) -> bool {
    if catalog.is_restricted {
        println!("TYPEWRIGHT_SUITE_ONLY restricts the run: the summary is not compared\n");
        return false;
    }
    let mut whole = true;
    if catalog.suite.is_none() {
        println!(
            "DID NOT RUN: the official suite is not there; TYPEWRIGHT_SUITE names its folder, crates/conformance/fetch-suite gets it\n"
        );
        whole = false;
    }
    for collection in CORPORA {
        if !catalog
            .corpora
            .iter()
            .any(|corpus| corpus.collection == collection)
        {
            println!(
                "DID NOT RUN: the corpus {collection} is not there; TYPEWRIGHT_CORPORA names the folder of the corpora\n"
            );
            whole = false;
        }
    }
    whole
}
