//! Times the product side by side with what a user would otherwise pick, in one process, taking turns.
//!
//! `cargo run --release -p bench` measures and prints every section but `cost`; words after `--` choose among them, and `--write`
//! puts them into RESULTS.md, which says what is measured and how to reproduce it. `crates/bench/run` does all of it in both
//! profiles.

mod bulk;
mod chat;
mod contracts;
mod corpora;
mod cost;
mod goals;
mod growth;
mod machine;
mod payload;
mod race;
mod results;
mod rounds;
mod table;
mod tree;

use std::error::Error;
use std::process::ExitCode;

/// Tables, or nothing where there is nothing to measure.
type Measured = Result<Option<String>, Box<dyn Error>>;

type Section = fn() -> Measured;

/// A part of RESULTS.md: its name, and how it is measured.
const SECTIONS: &[(&str, Section)] = &[
    ("chat", chat::measured),
    ("bulk", bulk::measured),
    ("growth", growth::measured),
    ("corpora", corpora::measured),
    ("cost", cost::measured),
];

/// Not measured unless it is asked for: it builds for minutes.
const ON_REQUEST: &str = "cost";

fn main() -> ExitCode {
    if cfg!(debug_assertions) {
        eprintln!("this is a debug build, whose times mean nothing: cargo run --release -p bench");
        return ExitCode::from(2);
    }
    let (options, words): (Vec<String>, Vec<String>) = std::env::args()
        .skip(1)
        .partition(|word| word.starts_with('-'));
    let known = |word: &String| SECTIONS.iter().any(|(name, _)| name == word);
    let unknown = options.iter().find(|option| *option != "--write");
    if let Some(word) = unknown.or_else(|| words.iter().find(|word| !known(word))) {
        let names: Vec<&str> = SECTIONS.iter().map(|(name, _)| *name).collect();
        eprintln!(
            "{word} is neither --write nor a section: {}",
            names.join(", ")
        );
        return ExitCode::from(2);
    }
    for (name, measured) in SECTIONS {
        let wanted = match words.is_empty() {
            true => *name != ON_REQUEST,
            false => words.iter().any(|word| word == name),
        };
        if !wanted {
            continue;
        }
        if let Err(error) = section(name, *measured, !options.is_empty()) {
            eprintln!("{name}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn section(name: &str, measured: Section, write: bool) -> Result<(), Box<dyn Error>> {
    let place = format!("{name} {}", machine::profile());
    if write {
        results::expect(&place)?;
    }
    let before = machine::busy_percent();
    let Some(tables) = measured()? else {
        return Ok(());
    };
    let busy_percent = before.zip(machine::busy_percent());
    let machine = machine::description(busy_percent.map(|(before, after)| before.max(after)));
    let text = format!("{machine}\n{tables}");
    println!("{text}");
    if write {
        results::write(&place, &text)?;
    }
    Ok(())
}
