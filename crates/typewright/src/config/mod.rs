//! `typewright.toml`: which schemas, where to, which options.
//!
//! ```toml
//! schema = "schema"       # a schema file, or a folder of them
//! out = "generated"       # the output folder
//! format = "assert"       # or "annotate"; may be left out
//! content = "annotate"    # or "assert": whether strings must hold what `contentMediaType` says; may be left out
//! dialect = "2020-12"     # of documents without `$schema`: or 2019-09, draft-07, draft-06, draft-04; may be left out
//!
//! [resources]             # may be left out: schema files that references find by a URI, wherever they lie
//! "https://example.com/money.json" = "vendor/money.json"
//!
//! [dispatch]              # may be left out
//! keys = ["/type", "/meta/apiVersion"]
//! ```
//!
//! Paths are relative to the file. All mistakes are reported at once, each with its place.

mod reading;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::load::Dialect;
use crate::options::Options;
use crate::path::shown_path;
use reading::Reading;

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "typewright.toml";

/// What `typewright.toml` says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Config {
    /// The schema file or folder.
    pub schema: PathBuf,
    /// The output folder.
    pub out: PathBuf,
    /// Documents that are known by a URI, and their files.
    pub resources: BTreeMap<String, PathBuf>,
    /// The dialect of documents that have no `$schema`.
    pub dialect: Dialect,
    /// The options.
    pub options: Options,
}

impl Config {
    /// Looks for `typewright.toml` in `folder` and the folders above it; returns its path.
    ///
    /// A relative `folder` gives a relative path, as a person would type it.
    ///
    /// # Errors
    /// When the current folder cannot be told.
    pub fn find(folder: &Path) -> io::Result<Option<PathBuf>> {
        let depth = std::env::current_dir()?.join(folder).ancestors().count();
        let mut place = folder.to_path_buf();
        for _ in 0..depth {
            let path = place.join(CONFIG_FILE);
            if path.is_file() {
                return Ok(Some(path));
            }
            place.push("..");
        }
        Ok(None)
    }

    /// Reads a configuration file. Its paths are taken as relative to the folder that the file is in.
    ///
    /// # Errors
    /// [`DiagnosticKind::Unreadable`] when there is no such file, [`DiagnosticKind::Configuration`] for what it says.
    pub fn read(path: &Path) -> Result<Self, Diagnostics> {
        let text = fs::read_to_string(path).map_err(|error| {
            let mut diagnostics = Diagnostics::new();
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::Unreadable,
                Location::file(shown_path(path)),
                format!("the configuration cannot be read: {error}"),
                format!("name a {CONFIG_FILE} that can be read"),
            ));
            diagnostics
        })?;
        let mut config = Config::parse(&shown_path(path), &text)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        config.schema = folder.join(config.schema);
        config.out = folder.join(config.out);
        for file in config.resources.values_mut() {
            *file = folder.join(&file);
        }
        Ok(config)
    }

    /// Reads the text of a configuration file; `path` is how to call it. Its paths are left as they are.
    ///
    /// # Errors
    /// [`DiagnosticKind::Configuration`]: not TOML, a key that is missing or that there is not, a value that the key
    /// does not take.
    pub fn parse(path: &str, text: &str) -> Result<Self, Diagnostics> {
        let mut reading = Reading {
            path: Arc::from(path),
            text: Arc::from(text),
            diagnostics: Diagnostics::new(),
        };
        let config = reading.config();
        match config {
            Some(config) if !reading.diagnostics.has_errors() => Ok(config),
            _ => Err(reading.diagnostics),
        }
    }
}
