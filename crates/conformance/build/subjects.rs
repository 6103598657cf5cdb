//! Distinct schemas, and what the compiler makes of each.

use std::any::Any;
use std::collections::HashMap;
use std::error::Error;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use typewright::diagnostic::{Diagnostic, Diagnostics, Severity};
use typewright::load::{Dialect, Source, load_sources};
use typewright::measure::Measure;
use typewright::{ContentMode, FormatMode, Options, Output, OutputFile, compile, plan};

use crate::catalog::{Code, Made, Shares, Subject};
use crate::parts::Parts;

/// Collects schemas; each is compiled once.
#[derive(Default)]
pub struct Subjects {
    wanted: Vec<Wanted>,
    known: HashMap<(String, Modes, Dialect), usize>,
}

/// What keywords mean that need not decide.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Modes {
    /// Whether formats are asserted.
    pub format: bool,
    /// Whether what strings hold is asserted.
    pub content: bool,
}

/// A schema that is to be compiled.
struct Wanted {
    schema: String,
    modes: Modes,
    source: Source,
}

/// What came of it: code and shares, or errors, or the message of a panic.
type Outcome = Result<Result<(Output, Shares), Vec<String>>, String>;

impl Modes {
    /// Formats decide, as in the default options.
    pub const DEFAULT: Modes = Modes {
        format: true,
        content: false,
    };
}

impl Subjects {
    /// The index that a schema will have; `resources` are documents that it may refer to.
    pub fn add(
        &mut self,
        schema: &str,
        modes: Modes,
        dialect: Dialect,
        resources: &[(String, String)],
    ) -> usize {
        let key = (schema.to_owned(), modes, dialect);
        if let Some(index) = self.known.get(&key) {
            return *index;
        }
        let index = self.wanted.len();
        self.known.insert(key, index);
        let mut source = Source::memory([("subject.schema.json", schema)]).with_dialect(dialect);
        for (uri, text) in resources {
            source = source.with_resource(uri, text.as_str());
        }
        self.wanted.push(Wanted {
            schema: schema.to_owned(),
            modes,
            source,
        });
        index
    }

    /// Compiles all of them, and writes the code to the parts.
    pub fn finish(self, mut parts: Parts) -> Result<Vec<Subject>, Box<dyn Error>> {
        let mut by_source = HashMap::new();
        let mut subjects = Vec::new();
        let outcomes = make_all(&self.wanted);
        for (index, (wanted, outcome)) in self.wanted.into_iter().zip(outcomes).enumerate() {
            let made = match outcome {
                Ok(Ok((output, shares))) => {
                    let name = format!("s{index:04}");
                    let code = place(&name, &output.files, shares, &mut by_source, &mut parts)?;
                    Made::Code(code)
                }
                Ok(Err(errors)) => Made::Refused(errors),
                Err(message) => Made::Panicked(message),
            };
            subjects.push(Subject {
                schema: wanted.schema,
                made,
            });
        }
        parts.write()?;
        Ok(subjects)
    }
}

/// Compiles schemas side by side; the outcomes are in their order.
fn make_all(wanted: &[Wanted]) -> impl Iterator<Item = Outcome> + use<> {
    let outcomes: Vec<OnceLock<Outcome>> = wanted.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(one) = wanted.get(index) else {
                        break;
                    };
                    let made = catch_unwind(AssertUnwindSafe(|| make(&one.source, one.modes)));
                    outcomes[index].get_or_init(|| made.map_err(|panic| message(panic.as_ref())));
                }
            });
        }
    });
    let lost = || Err("the thread that compiled it is gone".to_owned());
    let outcomes = outcomes.into_iter().map(OnceLock::into_inner);
    outcomes.map(move |outcome| outcome.unwrap_or_else(lost))
}

/// Where the code is: with the same code of another schema, which may be in another dialect, or where there is room.
fn place(
    name: &str,
    files: &[OutputFile],
    shares: Shares,
    by_source: &mut HashMap<Vec<String>, (usize, usize)>,
    parts: &mut Parts,
) -> Result<Code, Box<dyn Error>> {
    let (sources, others): (Vec<&OutputFile>, Vec<&OutputFile>) =
        files.iter().partition(|file| file.path.ends_with(".rs"));
    let bundle = others.first().ok_or("a root without its schema")?;
    let texts: Vec<String> = sources.iter().map(|file| file.text.clone()).collect();
    let (part, entry) = match by_source.get(&texts) {
        Some(place) => *place,
        None => {
            let place = parts.add(name, files)?;
            by_source.insert(texts, place);
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

/// Code and shares, or why there is none.
fn make(source: &Source, modes: Modes) -> Result<(Output, Shares), Vec<String>> {
    let options = Options {
        format: match modes.format {
            true => FormatMode::Assert,
            false => FormatMode::Annotate,
        },
        content: match modes.content {
            true => ContentMode::Assert,
            false => ContentMode::Annotate,
        },
        dispatch: None,
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
