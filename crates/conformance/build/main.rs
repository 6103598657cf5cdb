//! Generates code for every schema under test, for the parts to compile, and the catalog of what there is to judge.
//!
//! The official JSON Schema Test Suite is looked for in the folder `TYPEWRIGHT_SUITE`, the corpora in `TYPEWRIGHT_CORPORA`; without
//! these, in `json-schema-test-suite` and `corpora` of the folder `shared` beside the repository. The suite may also be where
//! `crates/conformance/fetch-suite` puts it. Where there is none, the test says that it did not run, and passes. Random schemas are those of the seed `TYPEWRIGHT_SEED`, as many as
//! `TYPEWRIGHT_RANDOM_SCHEMAS` says.
//!
//! To generate and compile all of this takes minutes. `TYPEWRIGHT_SUITE_ONLY` restricts it to what its comma-separated fragments of
//! names are about, such as `draft2020-12/dynamicRef.json,draft2019-09/recursiveRef.json`, `optional/format`, `github/issues` or
//! `random`.

#[path = "../../conformance-harness/src/catalog.rs"]
mod catalog;
mod corpora;
#[path = "../../conformance-harness/src/dice.rs"]
mod dice;
mod parts;
mod random;
mod selection;
mod subjects;
mod suite;
#[path = "../../conformance-harness/src/vocabulary.rs"]
mod vocabulary;

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use catalog::Catalog;
use parts::Parts;
use selection::Selection;
use subjects::Subjects;

/// Any will do; another one finds other mistakes.
const SEED: u64 = 1;

/// Schemas generated at random.
const RANDOM_SCHEMAS: u64 = 400;

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    // Without this, a change of the tests would generate and compile everything again.
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-env-changed=TYPEWRIGHT_SUITE_ONLY");
    let selection = Selection::parse(&env::var("TYPEWRIGHT_SUITE_ONLY").unwrap_or_default());
    let shared = Path::new("../../../shared");
    let suites = [&shared.join("json-schema-test-suite"), Path::new("suite")];
    let suite = input("TYPEWRIGHT_SUITE", &suites)?;
    let corpora = input("TYPEWRIGHT_CORPORA", &[&shared.join("corpora")])?;
    let seed = number("TYPEWRIGHT_SEED", SEED)?;
    let count = match selection.contains("random") {
        true => number("TYPEWRIGHT_RANDOM_SCHEMAS", RANDOM_SCHEMAS)?,
        false => 0,
    };
    let mut subjects = Subjects::default();
    let suite = suite.map(|folder| suite::collect(&folder, &selection, &mut subjects));
    let corpora = corpora.map(|folder| corpora::collect(&folder, &selection, &mut subjects));
    let catalog = Catalog {
        is_restricted: selection.is_restricted(),
        suite: suite.transpose()?,
        corpora: corpora.transpose()?.unwrap_or_default(),
        random: random::collect(seed, count, &mut subjects)?,
        subjects: subjects.finish(Parts::new(&out)?)?,
    };
    fs::write(out.join("catalog.json"), serde_json::to_vec(&catalog)?)?;
    Ok(())
}

/// The folder that a variable names, or the first of `places` that is there.
fn input(variable: &str, places: &[&Path]) -> Result<Option<PathBuf>, Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed={variable}");
    let folder = match env::var_os(variable) {
        Some(folder) => {
            let folder = PathBuf::from(folder);
            if !folder.is_dir() {
                return Err(format!("{variable} names no folder: {}", folder.display()).into());
            }
            Some(folder)
        }
        None => places
            .iter()
            .find(|place| place.is_dir())
            .map(PathBuf::from),
    };
    if let Some(folder) = &folder {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
    Ok(folder)
}

fn number(variable: &str, default: u64) -> Result<u64, Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed={variable}");
    match env::var(variable) {
        Ok(text) => text
            .parse()
            .map_err(|_| format!("{variable} is no number: {text}").into()),
        Err(_) => Ok(default),
    }
}
