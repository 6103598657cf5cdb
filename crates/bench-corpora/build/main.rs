//! Generates code for the schemas of the corpora, if the feature `corpora` asks for it, and the table of what there is.

#[path = "../../bench-peers/build/corpus.rs"]
mod corpus;

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use corpus::{Corpus, find};
use typewright::diagnostic::{Diagnostics, Severity};
use typewright::load::{Source, load_sources};
use typewright::measure::Measure;
use typewright::{Options, Output, compile, plan};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let corpora = match env::var_os("CARGO_FEATURE_CORPORA") {
        Some(_) => find()?,
        None => Vec::new(),
    };
    let mut modules = String::new();
    let mut entries = String::new();
    for corpus in corpora {
        let Corpus {
            collection,
            name,
            module,
            ..
        } = &corpus;
        let schema = fs::read_to_string(corpus.schema())?;
        let code = match compiled(&schema) {
            Ok((output, measure)) => {
                let path = write(&out.join(module), &output)?;
                writeln!(modules, "#[path = {path:?}]\nmod {module};")?;
                let Measure { rules, residue, .. } = measure;
                format!("Ok(Code::of::<{module}::Root>({rules}, {residue}))")
            }
            Err(reason) => format!("Err({reason:?})"),
        };
        writeln!(
            entries,
            "    Corpus {{ collection: {collection:?}, name: {name:?}, code: {code} }},"
        )?;
    }
    let text =
        format!("{modules}\n/// All of them.\npub static CORPORA: &[Corpus] = &[\n{entries}];\n");
    Ok(fs::write(out.join("corpora.rs"), text)?)
}

/// The code for a schema and how much of it is residue, or the first error.
fn compiled(schema: &str) -> Result<(Output, Measure), String> {
    let options = Options::default();
    let mut diagnostics = Diagnostics::new();
    let source = Source::memory([("corpus.schema.json", schema)]);
    let units = load_sources(&source, &mut diagnostics);
    let mut measure = Measure::default();
    for unit in plan(units.clone(), &options, &mut Diagnostics::new())
        .iter()
        .flatten()
    {
        measure += Measure::of(&unit.shapes);
    }
    if let Some(output) = compile(units, &options, &mut diagnostics)
        && !diagnostics.has_errors()
    {
        return Ok((output, measure));
    }
    let mut found = diagnostics.into_sorted().into_iter();
    let first = found.find(|diagnostic| diagnostic.severity == Severity::Error);
    Err(first.map_or_else(String::new, |first| first.message))
}

/// Writes a generated tree; returns the file of its module.
fn write(folder: &Path, output: &Output) -> Result<String, Box<dyn Error>> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir(folder)?;
    for file in &output.files {
        fs::write(folder.join(&file.path), &file.text)?;
    }
    Ok(folder.join("mod.rs").display().to_string())
}
