//! How much of real schemas is opaque or left to the check, and that it does not become more.
//!
//! `cargo test -p typewright --test coverage` only plans types, so it takes seconds. Words after `--` are parts of schema names
//! (`cargo test -p typewright --test coverage -- github/issues`): for these it tells every opaque position and every rule left to
//! the check, with the reason, and judges nothing.
//!
//! The corpora are looked for in `TYPEWRIGHT_CORPORA`, else in `corpora` of the folder `shared` beside the repository; without them,
//! it says that they were not measured.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use typewright::diagnostic::Diagnostics;
use typewright::load::{Source, load_sources};
use typewright::measure::{Decision, Decisions, Holding, Measure, positions};
use typewright::shape::Shapes;
use typewright::{Options, PlannedUnit, plan};

/// What a collection of schemas may have at most.
struct Limit {
    collection: &'static str,
    /// Opaque positions, in per cent of all.
    opaque: f64,
    /// Rules left to the check, in per cent of all.
    residue: f64,
    /// Schemas that the compiler refuses: none is the aim.
    refused: usize,
}

const LIMITS: [Limit; 3] = [
    Limit {
        collection: "wexio",
        opaque: 0.0,
        residue: 0.0,
        refused: 0,
    },
    Limit {
        collection: "github",
        opaque: 2.0,
        residue: 5.0,
        refused: 0,
    },
    Limit {
        collection: "sourcemeta",
        opaque: 10.0,
        residue: 15.0,
        refused: 1,
    },
];

/// A schema under measurement.
struct Subject {
    collection: &'static str,
    name: String,
    path: PathBuf,
}

/// What came of one: its measure, or why there is none.
type Outcome = Result<Measure, String>;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
    let subjects = subjects();
    if !words.is_empty() {
        for subject in &subjects {
            if words.iter().any(|word| subject.name.contains(*word)) {
                detail(subject);
            }
        }
        return ExitCode::SUCCESS;
    }
    let mut sums: BTreeMap<&str, (Measure, usize)> = BTreeMap::new();
    println!("{:34}{}", "", HEADINGS);
    for subject in &subjects {
        let outcome = measured(subject);
        let (sum, refused) = sums.entry(subject.collection).or_default();
        match &outcome {
            Ok(measure) => *sum += *measure,
            Err(_) => *refused += 1,
        }
        println!("{:34}{}", subject.name, row(&outcome));
    }
    println!();
    let mut failed = false;
    for limit in &LIMITS {
        let Some((sum, refused)) = sums.get(limit.collection) else {
            println!("{}: not measured, it is not there", limit.collection);
            continue;
        };
        println!("{:34}{}", limit.collection, row(&Ok(*sum)));
        for (what, found, most) in [
            ("% opaque", sum.opaque_percent(), limit.opaque),
            ("% residue", sum.residue_percent(), limit.residue),
            (" refused", *refused as f64, limit.refused as f64),
        ] {
            if found > most {
                println!("    FAILED: {found:.2}{what} is more than {most}");
                failed = true;
            }
        }
    }
    ExitCode::from(u8::from(failed))
}

const HEADINGS: &str = "positions   any  opaque       %   rules  residue       %";

fn row(outcome: &Outcome) -> String {
    match outcome {
        Ok(measure) => format!(
            "{:>9} {:>5} {:>7} {:>7.2} {:>7} {:>8} {:>7.2}",
            measure.positions,
            measure.any,
            measure.opaque,
            measure.opaque_percent(),
            measure.rules,
            measure.residue,
            measure.residue_percent(),
        ),
        Err(reason) => format!("refused: {reason}"),
    }
}

/// Wexio's schemas, and those of the corpora that are there.
fn subjects() -> Vec<Subject> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut subjects = vec![Subject {
        collection: "wexio",
        name: "wexio".to_owned(),
        path: here.join("../../schema"),
    }];
    let corpora = env::var_os("TYPEWRIGHT_CORPORA").map(PathBuf::from);
    let corpora = corpora.unwrap_or_else(|| here.join("../../../shared/corpora"));
    for collection in ["github", "sourcemeta"] {
        let Ok(entries) = fs::read_dir(corpora.join(collection)) else {
            continue;
        };
        let mut found: Vec<Subject> = entries
            .map(|entry| entry.expect("a readable folder").path())
            .map(|folder| Subject {
                collection,
                name: format!(
                    "{collection}/{}",
                    folder.file_name().unwrap_or_default().to_string_lossy()
                ),
                path: folder.join("schema.json"),
            })
            .filter(|subject| subject.path.is_file())
            .collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        subjects.extend(found);
    }
    subjects
}

fn planned(subject: &Subject) -> Result<Vec<PlannedUnit>, String> {
    let mut diagnostics = Diagnostics::new();
    let units = load_sources(&Source::path(&subject.path), &mut diagnostics);
    let planned = match diagnostics.has_errors() {
        true => None,
        false => plan(units, &Options::default(), &mut diagnostics),
    };
    planned.ok_or_else(|| {
        let mut messages: Vec<String> = diagnostics
            .into_sorted()
            .into_iter()
            .map(|diagnostic| diagnostic.message)
            .collect();
        messages.dedup();
        messages.join("; ")
    })
}

fn measured(subject: &Subject) -> Outcome {
    let mut measure = Measure::default();
    for unit in planned(subject)? {
        measure += Measure::of(&unit.shapes);
    }
    Ok(measure)
}

/// Tells all that is not typed and all that is not decided while reading.
fn detail(subject: &Subject) {
    println!("{}\n", subject.name);
    let units = match planned(subject) {
        Ok(units) => units,
        Err(reason) => {
            println!("  refused: {reason}\n");
            return;
        }
    };
    for PlannedUnit { shapes, .. } in &units {
        for position in positions(shapes) {
            if let Holding::Opaque(why) = position.holding {
                let hidden = position.hidden;
                println!("  opaque   {}: {why} (hides {hidden})", position.place);
            }
        }
        residue(shapes);
        println!();
    }
}

fn residue(shapes: &Shapes) {
    let decisions = Decisions::of(shapes);
    for (id, schema) in shapes.program.iter() {
        for rule in &schema.rules {
            if let Some(Decision::Check(why)) = decisions.decision(id, rule) {
                let keyword = rule.keyword().unwrap_or_default();
                println!("  residue  {} {keyword}: {why}", schema.source_name);
            }
        }
    }
}
