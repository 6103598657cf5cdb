//! The whole pipeline in one call: for build scripts, tests and the command line.

mod cargo;
mod module;

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::compile::compile;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, render};
use crate::load::{Dialect, Source, load_sources};
use crate::options::{ContentMode, Dispatch, FormatMode, Options};
use crate::output::Output;
use crate::sync::{Changes, Difference, compare_output};
use module::{ModuleFile, OutDirModule};

/// Compiles schemas into a folder of Rust source.
///
/// ```no_run
/// let generation = typewright::Build::new()
///     .schema("schema")
///     .out("generated")
///     .run()?;
/// println!("{} files are new", generation.changes.created.len());
/// # Ok::<(), typewright::BuildError>(())
/// ```
///
/// In a build script, add [`cargo_directives`](Build::cargo_directives), and let `main` return the error: it prints
/// as readable diagnostics. Source that is not checked in goes to [`out_dir_module`](Build::out_dir_module).
#[derive(Clone, Debug)]
pub struct Build {
    schema: PathBuf,
    out: PathBuf,
    module: Option<OutDirModule>,
    config: Option<PathBuf>,
    resources: Vec<(String, PathBuf)>,
    dialect: Dialect,
    options: Options,
    cargo_directives: bool,
}

impl Default for Build {
    fn default() -> Self {
        Build {
            schema: PathBuf::from("schema"),
            out: PathBuf::from("generated"),
            module: None,
            config: None,
            resources: Vec::new(),
            dialect: Dialect::Draft2020,
            options: Options::default(),
            cargo_directives: false,
        }
    }
}

impl Build {
    /// From `schema/` to `generated/`, formats asserted, no dispatch.
    pub fn new() -> Self {
        Build::default()
    }

    /// What a `typewright.toml` says; its paths are relative to it.
    ///
    /// # Errors
    /// The file cannot be read, or says something that it cannot: see [`Config::read`].
    pub fn from_config(path: impl AsRef<Path>) -> Result<Self, BuildError> {
        let config = Config::read(path.as_ref())?;
        Ok(Build {
            schema: config.schema,
            out: config.out,
            module: None,
            config: Some(path.as_ref().to_path_buf()),
            resources: config.resources.into_iter().collect(),
            dialect: config.dialect,
            options: config.options,
            cargo_directives: false,
        })
    }

    /// A schema file, or a folder of them: see [`load_sources`].
    pub fn schema(mut self, path: impl Into<PathBuf>) -> Self {
        self.schema = path.into();
        self
    }

    /// The output folder. It may hold other files: they are left alone, and are an error where they stand in the way.
    pub fn out(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = folder.into();
        self.module = None;
        self
    }

    /// Generates into the `OUT_DIR` of the build script that this runs in, for source that is not checked in. The crate
    /// takes it in as a module of that name:
    ///
    /// ```ignore
    /// include!(concat!(env!("OUT_DIR"), "/contract.rs"));
    /// ```
    ///
    /// after `out_dir_module("contract")`. Anywhere but in a build script, it makes [`run`](Build::run) and
    /// [`check`](Build::check) fail.
    pub fn out_dir_module(mut self, name: impl Into<String>) -> Self {
        let module = OutDirModule::new(name.into());
        self.out = module.folder();
        self.module = Some(module);
        self
    }

    /// Adds a schema file that references find by an absolute URI, and by the `$id` that it states. It may lie anywhere,
    /// and becomes no type unless something refers to it. No document is ever fetched.
    pub fn resource(mut self, uri: impl Into<String>, file: impl Into<PathBuf>) -> Self {
        self.resources.push((uri.into(), file.into()));
        self
    }

    /// The dialect of documents that have no `$schema`: 2020-12 unless it is said here.
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Whether `format` decides.
    pub fn format(mut self, mode: FormatMode) -> Self {
        self.options.format = mode;
        self
    }

    /// Whether `contentEncoding`, `contentMediaType` and `contentSchema` decide.
    pub fn content(mut self, mode: ContentMode) -> Self {
        self.options.content = mode;
        self
    }

    /// Tells contracts apart by the constants at these JSON Pointers: see [`Dispatch`].
    pub fn dispatch<K: Into<String>>(mut self, keys: impl IntoIterator<Item = K>) -> Self {
        let keys = keys.into_iter().map(Into::into).collect();
        self.options.dispatch = Some(Dispatch { keys });
        self
    }

    /// Tells Cargo, when this runs in a build script, to run it again when schemas, configuration or output have
    /// changed, and hands on warnings. Elsewhere it does nothing.
    ///
    /// An output folder in `OUT_DIR` is not watched: it is Cargo's own, and nobody edits it.
    pub fn cargo_directives(mut self) -> Self {
        self.cargo_directives = true;
        self
    }

    /// The schema file or folder.
    pub fn schema_path(&self) -> &Path {
        &self.schema
    }

    /// The output folder.
    pub fn out_path(&self) -> &Path {
        &self.out
    }

    /// The files of the documents that are known by a URI.
    pub fn resource_paths(&self) -> impl Iterator<Item = &Path> {
        self.resources.iter().map(|(_, file)| file.as_path())
    }

    /// Where the documents come from.
    pub fn source(&self) -> Source {
        let source = Source::path(&self.schema)
            .with_dialect(self.dialect)
            .without_folder(&self.out);
        let resources = self.resources.iter();
        resources.fold(source, |source, (uri, file)| {
            source.with_resource_file(uri, file)
        })
    }

    /// Compiles, and makes the output folder say so: all of it, or nothing of it.
    ///
    /// # Errors
    /// Everything that is wrong with the schemas or the output folder, as [`BuildError`]; nothing is written then.
    pub fn run(&self) -> Result<Generation, BuildError> {
        self.check()?.write()
    }

    /// Compiles and compares with the output folder; writes nothing.
    ///
    /// # Errors
    /// As [`run`](Build::run). That the folder is not as it should be is no error but the answer: see
    /// [`Comparison::changes`].
    pub fn check(&self) -> Result<Comparison, BuildError> {
        let to_cargo = self.cargo_directives && is_build_script();
        if to_cargo {
            // Before anything can fail: a mended schema has to start the script again.
            let out = Some(&self.out).filter(|_| self.module.is_none());
            let paths = [Some(&self.schema), out, self.config.as_ref()];
            let paths = paths.into_iter().flatten().map(PathBuf::as_path);
            let paths = paths.chain(self.resource_paths());
            for path in paths.filter(|path| path.exists()) {
                println!("{}", cargo::rerun_if_changed(path));
            }
        }
        let module = self.module.as_ref().map(OutDirModule::file).transpose()?;
        let mut diagnostics = Diagnostics::new();
        let output = self.compile(to_cargo, &mut diagnostics);
        let failed = diagnostics.has_errors();
        let warnings = diagnostics.into_sorted();
        let output = match output {
            Some(output) if !failed => output,
            _ => {
                return Err(BuildError {
                    diagnostics: warnings,
                });
            }
        };
        if to_cargo {
            for warning in &warnings {
                println!("{}", cargo::warning(warning));
            }
        }
        match compare_output(&output, &self.out) {
            Ok(difference) => Ok(Comparison {
                inputs: output.inputs.into_iter().map(|file| file.path).collect(),
                warnings,
                runtime_features: output.runtime_features,
                difference,
                module,
            }),
            Err(diagnostics) => Err(BuildError::new(diagnostics, warnings)),
        }
    }

    fn compile(&self, to_cargo: bool, diagnostics: &mut Diagnostics) -> Option<Output> {
        let units = load_sources(&self.source(), diagnostics);
        if to_cargo {
            for path in cargo::files_beside(&self.schema, &units) {
                println!("{}", cargo::rerun_if_changed(&path));
            }
        }
        if diagnostics.has_errors() {
            return None;
        }
        compile(units, &self.options, diagnostics)
    }
}

/// Cargo sets all of these for build scripts only.
fn is_build_script() -> bool {
    ["OUT_DIR", "HOST", "TARGET", "NUM_JOBS"]
        .iter()
        .all(|name| env::var_os(name).is_some())
}

/// What a compilation makes, beside what the output folder holds.
#[derive(Debug)]
#[non_exhaustive]
pub struct Comparison {
    /// The schema files that were read, below the schema root.
    pub inputs: Vec<String>,
    /// What is worth a look in them.
    pub warnings: Vec<Diagnostic>,
    /// The features of typewright-runtime that the generated files need.
    pub runtime_features: Vec<&'static str>,
    difference: Difference,
    module: Option<ModuleFile>,
}

impl Comparison {
    /// What [`write`](Comparison::write) would do.
    pub fn changes(&self) -> &Changes {
        self.difference.changes()
    }

    /// A unified diff from what the output folder holds to what it should; empty when there is no difference.
    pub fn diff(&self) -> String {
        self.difference.diff()
    }

    /// Makes the output folder as it should be: all of it, or nothing of it.
    ///
    /// # Errors
    /// Something cannot be written: see [`Difference::write`].
    pub fn write(self) -> Result<Generation, BuildError> {
        let written = self.difference.write().and_then(|changes| {
            self.module.map_or(Ok(()), |file| file.write())?;
            Ok(changes)
        });
        match written {
            Ok(changes) => Ok(Generation {
                inputs: self.inputs,
                warnings: self.warnings,
                changes,
            }),
            Err(diagnostics) => Err(BuildError::new(diagnostics, self.warnings)),
        }
    }
}

/// What a run has done.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Generation {
    /// The schema files that were read, below the schema root.
    pub inputs: Vec<String>,
    /// What is worth a look in them.
    pub warnings: Vec<Diagnostic>,
    /// What has changed in the output folder.
    pub changes: Changes,
}

/// Why there is no output: everything that the failing stage has found, and the warnings before it.
///
/// `Display` and `Debug` both print it as people read it, since a build script that returns it from `main` or unwraps
/// it is shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct BuildError {
    diagnostics: Vec<Diagnostic>,
}

impl BuildError {
    fn new(mut diagnostics: Diagnostics, warnings: Vec<Diagnostic>) -> Self {
        for warning in warnings {
            diagnostics.push(warning);
        }
        BuildError {
            diagnostics: diagnostics.into_sorted(),
        }
    }

    /// The findings, by place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl From<Diagnostics> for BuildError {
    fn from(diagnostics: Diagnostics) -> Self {
        BuildError::new(diagnostics, Vec::new())
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&render(&self.diagnostics, false))
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // On a line of its own: Cargo puts "Error: " before it.
        write!(f, "no source was generated\n{self}")
    }
}

impl std::error::Error for BuildError {}
