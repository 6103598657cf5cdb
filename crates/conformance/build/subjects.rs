//! Distinct schemas, and the code made of each.

use std::any::Any;
use std::collections::HashMap;
use std::error::Error;
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use typewright::diagnostic::{Diagnostic, Diagnostics, Severity};
use typewright::load::{Dialect, Source, load_sources};
use typewright::{FormatMode, Options, OutputFile, compile};

use crate::folder::Folder;

/// Collects schemas; code is generated once for each text.
pub struct Subjects<'f> {
    folder: &'f Folder,
    /// Documents that schemas may refer to, by URI.
    resources: Vec<(String, String)>,
    known: HashMap<(String, bool, Dialect), usize>,
    /// Modules by their source: schemas of several dialects often come to the same.
    by_source: HashMap<Vec<String>, String>,
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
            resources: Vec::new(),
            known: HashMap::new(),
            by_source: HashMap::new(),
            modules: String::new(),
            table: String::new(),
        }
    }

    /// Hands documents to the compiler, by URI.
    pub fn add_resources(&mut self, resources: Vec<(String, String)>) {
        self.resources.extend(resources);
    }

    /// The index of the schema with that text, which is compiled if it is new.
    pub fn add(
        &mut self,
        schema: &str,
        format: FormatMode,
        dialect: Dialect,
    ) -> Result<usize, Box<dyn Error>> {
        let key = (schema.to_owned(), format == FormatMode::Assert, dialect);
        if let Some(index) = self.known.get(&key) {
            return Ok(*index);
        }
        let index = self.known.len();
        self.known.insert(key, index);
        let mut source = Source::memory([("subject.schema.json", schema)]).with_dialect(dialect);
        for (uri, text) in &self.resources {
            source = source.with_resource(uri, text.as_str());
        }
        let constructor = match make(&source, format) {
            Made::Code(files) => {
                let (bundle, module) = self.module(index, files)?;
                format!("code::<{module}::Root>({schema:?}, {bundle:?})")
            }
            Made::Diagnostics(text) => format!("diagnostics({schema:?}, {text:?})"),
            Made::Panic(message) => format!("panic({schema:?}, {message:?})"),
        };
        self.table += &format!("    Subject::{constructor},\n");
        Ok(index)
    }

    /// The bundled schema, and the name of the module with that source.
    fn module(
        &mut self,
        index: usize,
        files: Vec<OutputFile>,
    ) -> Result<(String, String), Box<dyn Error>> {
        let is_source = |file: &OutputFile| file.path.ends_with(".rs");
        let bundle = files.iter().find(|file| !is_source(file));
        let bundle = bundle.ok_or("a root without its schema")?.text.clone();
        let texts = files.iter().filter(|file| is_source(file));
        let texts: Vec<String> = texts.map(|file| file.text.clone()).collect();
        if let Some(module) = self.by_source.get(&texts) {
            return Ok((bundle, module.clone()));
        }
        let module = format!("s{index:04}");
        self.modules += &self.folder.write_module(&module, &files)?;
        self.by_source.insert(texts, module.clone());
        Ok((bundle, module))
    }

    /// Declarations of the modules, and the table `SUBJECTS`.
    pub fn into_source(self) -> String {
        let Subjects { modules, table, .. } = self;
        format!("{modules}\nstatic SUBJECTS: &[Subject] = &[\n{table}];\n")
    }
}

fn make(source: &Source, format: FormatMode) -> Made {
    let options = Options {
        format,
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let compiled = catch_unwind(AssertUnwindSafe(|| {
        let units = load_sources(source, &mut diagnostics);
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
