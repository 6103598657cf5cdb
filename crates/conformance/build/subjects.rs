//! Distinct schemas, and the code made of each.

use std::any::Any;
use std::collections::HashMap;
use std::fmt::Write;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use typewright::diagnostic::{Diagnostic, Diagnostics, Severity};
use typewright::load::{Source, load_sources};
use typewright::{FormatMode, Options, OutputFile, compile};

use crate::folder::Folder;

/// Collects schemas; code is generated once for each text.
pub struct Subjects<'f> {
    folder: &'f Folder,
    known: HashMap<(String, bool), usize>,
    modules: String,
    table: String,
}

/// What the compiler makes of a schema.
enum Made {
    Code(Vec<OutputFile>),
    Diagnostics(String),
    Panic(String),
}

impl<'f> Subjects<'f> {
    /// None yet; modules will go to that folder.
    pub fn new(folder: &'f Folder) -> Self {
        Subjects {
            folder,
            known: HashMap::new(),
            modules: String::new(),
            table: String::new(),
        }
    }

    /// The index of the schema with that text, which is compiled if it is new.
    pub fn add(&mut self, schema: &str, format: FormatMode) -> io::Result<usize> {
        let key = (schema.to_owned(), format == FormatMode::Assert);
        if let Some(index) = self.known.get(&key) {
            return Ok(*index);
        }
        let index = self.known.len();
        self.known.insert(key, index);
        let constructor = match make(schema, format) {
            Made::Code(files) => {
                let module = format!("s{index:04}");
                self.modules += &self.folder.write_module(&module, &files)?;
                format!("code::<{module}::Root>({schema:?})")
            }
            Made::Diagnostics(text) => format!("diagnostics({schema:?}, {text:?})"),
            Made::Panic(message) => format!("panic({schema:?}, {message:?})"),
        };
        self.table += &format!("    Subject::{constructor},\n");
        Ok(index)
    }

    /// Declarations of the modules, and the table `SUBJECTS`.
    pub fn into_source(self) -> String {
        let Subjects { modules, table, .. } = self;
        format!("{modules}\nstatic SUBJECTS: &[Subject] = &[\n{table}];\n")
    }
}

fn make(schema: &str, format: FormatMode) -> Made {
    let options = Options {
        format,
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let compiled = catch_unwind(AssertUnwindSafe(|| {
        let source = Source::memory([("subject.schema.json", schema)]);
        let units = load_sources(&source, &mut diagnostics);
        if diagnostics.has_errors() {
            return None;
        }
        compile(units, &options, &mut diagnostics)
    }));
    match compiled {
        Ok(Some(output)) => Made::Code(output.files),
        Ok(None) => Made::Diagnostics(lines(diagnostics.into_sorted())),
        Err(panic) => Made::Panic(message(panic.as_ref())),
    }
}

/// The errors, each distinct one once.
fn lines(diagnostics: Vec<Diagnostic>) -> String {
    let mut text = String::new();
    let mut seen = Vec::new();
    for diagnostic in diagnostics {
        let Diagnostic {
            severity,
            kind,
            message,
            ..
        } = diagnostic;
        if severity == Severity::Error && !seen.contains(&(kind, message.clone())) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{kind:?}: {message}");
            seen.push((kind, message));
        }
    }
    text
}

fn message(panic: &(dyn Any + Send)) -> String {
    match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
        (Some(text), _) => text.clone(),
        (None, Some(text)) => (*text).to_owned(),
        (None, None) => "(no message)".to_owned(),
    }
}
