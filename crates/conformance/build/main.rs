//! Generates code for every schema under test, for the test targets to compile.
//!
//! The official JSON Schema Test Suite is looked for in the folder `TYPEWRIGHT_SUITE`, the corpora in `TYPEWRIGHT_CORPORA`; without
//! these, in `json-schema-test-suite` and `corpora` of the folder `shared` beside the repository. Where there is none, the test says
//! that it did not run, and passes. Random schemas are those of the seed `TYPEWRIGHT_SEED`, as many as
//! `TYPEWRIGHT_RANDOM_SCHEMAS` says.
//!
//! To generate and compile all of this takes minutes. `TYPEWRIGHT_SUITE_ONLY` restricts it to what its comma-separated fragments of
//! names are about, such as `draft2020-12/dynamicRef.json,draft2019-09/recursiveRef.json`, `optional/format`, `github/issues` or
//! `random`.

mod corpora;
#[path = "../src/dice.rs"]
mod dice;
mod folder;
mod random;
mod selection;
mod subjects;
mod suite;
#[path = "../src/vocabulary.rs"]
mod vocabulary;

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};

use folder::Folder;
use selection::Selection;

/// Any will do; another one finds other mistakes.
const SEED: u64 = 1;

/// Schemas generated at random.
const RANDOM_SCHEMAS: u64 = 400;

fn main() -> Result<(), Box<dyn Error>> {
    for path in ["build", "src/dice.rs", "src/vocabulary.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-env-changed=TYPEWRIGHT_SUITE_ONLY");
    let selection = Selection::parse(&env::var("TYPEWRIGHT_SUITE_ONLY").unwrap_or_default());
    let suite = input("TYPEWRIGHT_SUITE", "json-schema-test-suite")?;
    suite::generate(suite.as_deref(), &selection, &Folder::new(&out, "suite")?)?;
    let corpora = input("TYPEWRIGHT_CORPORA", "corpora")?;
    let github = corpora.map(|corpora| corpora.join("github"));
    corpora::generate(github.as_deref(), &selection, &Folder::new(&out, "github")?)?;
    let seed = number("TYPEWRIGHT_SEED", SEED)?;
    let count = match selection.contains("random") {
        true => number("TYPEWRIGHT_RANDOM_SCHEMAS", RANDOM_SCHEMAS)?,
        false => 0,
    };
    random::generate(seed, count, &Folder::new(&out, "random")?)?;
    Ok(())
}

/// The folder that a variable names, or the one in `shared`, if that is there.
fn input(variable: &str, name: &str) -> Result<Option<PathBuf>, Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed={variable}");
    let folder = match env::var_os(variable) {
        Some(folder) => {
            let folder = PathBuf::from(folder);
            if !folder.is_dir() {
                return Err(format!("{variable} names no folder: {}", folder.display()).into());
            }
            folder
        }
        None => Path::new("../../../shared").join(name),
    };
    println!("cargo::rerun-if-changed={}", folder.display());
    Ok(folder.is_dir().then_some(folder))
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
