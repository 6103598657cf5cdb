//! Distinct schemas, and what the compiler makes of each.

use std::any::Any;
use std::collections::HashMap;
use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};

use typewright::diagnostic::{Diagnostic, Diagnostics, Severity};
use typewright::load::{Dialect, Source, load_sources};
use typewright::measure::Measure;
use typewright::{FormatMode, Options, Output, OutputFile, compile, plan};

use crate::catalog::{Code, Made, Shares, Subject};
use crate::parts::Parts;

/// Collects schemas; each is compiled once.
pub struct Subjects {
    parts: Parts,
    all: Vec<Subject>,
    known: HashMap<(String, bool, Dialect), usize>,
    /// Part and entry of code by its source: schemas of several dialects often come to the same.
    by_source: HashMap<Vec<String>, (usize, usize)>,
}

impl Subjects {
    /// None yet; code will go to those parts.
    pub fn new(parts: Parts) -> Self {
        Subjects {
            parts,
            all: Vec::new(),
            known: HashMap::new(),
            by_source: HashMap::new(),
        }
    }

    /// The index of a schema, which is compiled if it is new; `resources` are documents that it may refer to, by URI.
    pub fn add(
        &mut self,
        schema: &str,
        format: FormatMode,
        dialect: Dialect,
        resources: &[(String, String)],
    ) -> Result<usize, Box<dyn Error>> {
        let key = (schema.to_owned(), format == FormatMode::Assert, dialect);
        if let Some(index) = self.known.get(&key) {
            return Ok(*index);
        }
        let index = self.all.len();
        self.known.insert(key, index);
        let mut source = Source::memory([("subject.schema.json", schema)]).with_dialect(dialect);
        for (uri, text) in resources {
            source = source.with_resource(uri, text.as_str());
        }
        let made = match catch_unwind(AssertUnwindSafe(|| make(&source, format))) {
            Ok(Ok((output, shares))) => Made::Code(self.code(index, &output.files, shares)?),
            Ok(Err(errors)) => Made::Refused(errors),
            Err(panic) => Made::Panicked(message(panic.as_ref())),
        };
        let schema = schema.to_owned();
        self.all.push(Subject { schema, made });
        Ok(index)
    }

    fn code(
        &mut self,
        index: usize,
        files: &[OutputFile],
        shares: Shares,
    ) -> Result<Code, Box<dyn Error>> {
        let (sources, others): (Vec<&OutputFile>, Vec<&OutputFile>) =
            files.iter().partition(|file| file.path.ends_with(".rs"));
        let bundle = others.first().ok_or("a root without its schema")?;
        let texts: Vec<String> = sources.iter().map(|file| file.text.clone()).collect();
        let (part, entry) = match self.by_source.get(&texts) {
            Some(place) => *place,
            None => {
                let place = self.parts.add(&format!("s{index:04}"), files)?;
                self.by_source.insert(texts, place);
                place
            }
        };
        Ok(Code {
            part,
            entry,
            bundle: bundle.text.clone(),
            shares,
        })
    }

    /// Writes the code; returns the schemas.
    pub fn finish(self) -> Result<Vec<Subject>, Box<dyn Error>> {
        self.parts.write()?;
        Ok(self.all)
    }
}

/// Code and shares, or why there is none.
fn make(source: &Source, format: FormatMode) -> Result<(Output, Shares), Vec<String>> {
    let options = Options {
        format,
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let units = load_sources(source, &mut diagnostics);
    if diagnostics.has_errors() {
        return Err(errors(diagnostics));
    }
    let planned = plan(units.clone(), &options, &mut Diagnostics::new());
    let mut measure = Measure::default();
    for unit in planned.iter().flatten() {
        measure += Measure::of(&unit.shapes);
    }
    let shares = Shares {
        positions: measure.positions,
        opaque: measure.opaque,
        rules: measure.rules,
        residue: measure.residue,
    };
    match compile(units, &options, &mut diagnostics) {
        Some(output) => Ok((output, shares)),
        None => Err(errors(diagnostics)),
    }
}

/// The errors, each distinct one once.
fn errors(diagnostics: Diagnostics) -> Vec<String> {
    let mut errors = Vec::new();
    for diagnostic in diagnostics.into_sorted() {
        let Diagnostic {
            severity,
            kind,
            message,
            ..
        } = diagnostic;
        let error = format!("{kind:?}: {message}");
        if severity == Severity::Error && !errors.contains(&error) {
            errors.push(error);
        }
    }
    errors
}

fn message(panic: &(dyn Any + Send)) -> String {
    match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
        (Some(text), _) => text.clone(),
        (None, Some(text)) => (*text).to_owned(),
        (None, None) => "(no message)".to_owned(),
    }
}
