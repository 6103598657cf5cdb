//! `typewright.toml`: which schemas, where to, which options.
//!
//! ```toml
//! schema = "schema"       # a schema file, or a folder of them
//! out = "generated"       # the output folder
//! format = "assert"       # or "annotate"; may be left out
//!
//! [dispatch]              # may be left out
//! keys = ["/type", "/meta/apiVersion"]
//! ```
//!
//! Paths are relative to the file. All mistakes are reported at once, each with its place.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::options::{Dispatch, FormatMode, Options};
use crate::path::shown_path;

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

/// A value with its place.
type Value<'a, 'i> = &'a Spanned<DeValue<'i>>;

/// The work of [`Config::parse`].
struct Reading {
    path: Arc<str>,
    text: Arc<str>,
    diagnostics: Diagnostics,
}

impl Reading {
    fn config(&mut self) -> Option<Config> {
        let text = self.text.clone();
        let (table, errors) = DeTable::parse_recoverable(&text);
        for error in errors {
            let end = self.text.len();
            let span = error.span().unwrap_or(end..end);
            self.refuse(
                span,
                "",
                error.message().to_owned(),
                "write it as TOML has it",
            );
        }
        if self.diagnostics.has_errors() {
            // What could be read after a slip is a guess.
            return None;
        }
        let table = table.get_ref();
        self.refuse_unknown(table, "", &["schema", "out", "format", "dispatch"]);
        let schema = self.required_path(table, "schema");
        let out = self.required_path(table, "out");
        let format = table.get("format").and_then(|value| self.format(value));
        let dispatch = table.get("dispatch").and_then(|value| self.dispatch(value));
        Some(Config {
            schema: schema?,
            out: out?,
            options: Options {
                format: format.unwrap_or_default(),
                dispatch,
            },
        })
    }

    fn refuse_unknown(&mut self, table: &DeTable<'_>, parent: &str, known: &[&str]) {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                self.refuse(
                    key.span(),
                    &format!("{parent}/{}", name.replace('~', "~0").replace('/', "~1")),
                    format!("there is no key {name:?} here"),
                    &format!("remove it; known here: {}", known.join(", ")),
                );
            }
        }
    }

    fn required_path(&mut self, table: &DeTable<'_>, key: &str) -> Option<PathBuf> {
        let Some(value) = table.get(key) else {
            self.refuse(
                0..0,
                "",
                format!("the key {key:?} is missing"),
                &format!("add a line such as {}", example_line(key)),
            );
            return None;
        };
        match value.get_ref().as_str() {
            Some(path) if !path.is_empty() => Some(PathBuf::from(path)),
            _ => {
                let help = format!("write a path, as in {}", example_line(key));
                self.refuse_value(value, &format!("/{key}"), "a path", &help);
                None
            }
        }
    }

    fn format(&mut self, value: Value<'_, '_>) -> Option<FormatMode> {
        match value.get_ref().as_str() {
            Some("assert") => Some(FormatMode::Assert),
            Some("annotate") => Some(FormatMode::Annotate),
            _ => {
                let help = r#""assert" makes formats decide, "annotate" only documents them"#;
                self.refuse_value(value, "/format", r#""assert" or "annotate""#, help);
                None
            }
        }
    }

    fn dispatch(&mut self, value: Value<'_, '_>) -> Option<Dispatch> {
        let help =
            r#"list the JSON Pointers of what tells contracts apart, as in keys = ["/type"]"#;
        let Some(table) = value.get_ref().as_table() else {
            self.refuse_value(value, "/dispatch", "a table", help);
            return None;
        };
        self.refuse_unknown(table, "/dispatch", &["keys"]);
        let Some(value) = table.get("keys") else {
            self.refuse(
                value.span(),
                "/dispatch",
                r#"the key "keys" is missing"#.to_owned(),
                help,
            );
            return None;
        };
        let keys = match value.get_ref().as_array() {
            Some(keys) if !keys.is_empty() => keys,
            _ => {
                self.refuse_value(value, "/dispatch/keys", "a list of JSON Pointers", help);
                return None;
            }
        };
        let mut pointers: Vec<String> = Vec::new();
        for (index, key) in keys.iter().enumerate() {
            let place = format!("/dispatch/keys/{index}");
            match key.get_ref().as_str() {
                Some(pointer) if pointers.iter().any(|other| other == pointer) => {
                    let message = format!("{pointer:?} is in the list twice");
                    self.refuse(key.span(), &place, message, "remove one of them");
                }
                Some(pointer) if is_member_pointer(pointer) => pointers.push(pointer.to_owned()),
                _ => self.refuse_value(key, &place, "a JSON Pointer to a member", help),
            }
        }
        Some(Dispatch { keys: pointers })
    }

    fn refuse_value(&mut self, value: Value<'_, '_>, pointer: &str, wanted: &str, help: &str) {
        let message = match value.get_ref().as_str() {
            Some(text) => format!("{text:?} is not {wanted}"),
            None => format!(
                "this is of type {}, not {wanted}",
                value.get_ref().type_str()
            ),
        };
        self.refuse(value.span(), pointer, message, help);
    }

    fn refuse(&mut self, span: Range<usize>, pointer: &str, message: String, help: &str) {
        let location = Location {
            path: self.path.clone(),
            text: self.text.clone(),
            span,
            pointer: pointer.to_owned(),
        };
        self.diagnostics.push(Diagnostic::error(
            DiagnosticKind::Configuration,
            location,
            message,
            help,
        ));
    }
}

fn example_line(key: &str) -> &'static str {
    match key {
        "schema" => r#"schema = "schema""#,
        _ => r#"out = "generated""#,
    }
}

/// Whether a text is a JSON Pointer (RFC 6901) to something inside the payload, not the payload itself.
fn is_member_pointer(text: &str) -> bool {
    let escapes_are_right = text
        .split('~')
        .skip(1)
        .all(|rest| rest.starts_with(['0', '1']));
    text.starts_with('/') && escapes_are_right
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every mistake as (line, column, pointer, message).
    fn mistakes(text: &str) -> Vec<(usize, usize, String, String)> {
        let diagnostics = Config::parse("typewright.toml", text).expect_err("a mistake");
        diagnostics
            .into_sorted()
            .into_iter()
            .map(|d| {
                assert_eq!(d.kind, DiagnosticKind::Configuration);
                assert_eq!(&*d.location.path, "typewright.toml");
                assert!(!d.help.is_empty());
                let (line, column) = d.location.line_column();
                (line, column, d.location.pointer, d.message)
            })
            .collect()
    }

    fn only_mistake(text: &str) -> (usize, usize, String, String) {
        let mut all = mistakes(text);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    #[test]
    fn reads_everything_there_is() {
        let text =
            "schema = 's'\nout = 'o'\nformat = 'annotate'\n[dispatch]\nkeys = ['/type', '/a~1b']\n";
        let config = Config::parse("typewright.toml", text).expect("a configuration");
        assert_eq!(config.schema, Path::new("s"));
        assert_eq!(config.out, Path::new("o"));
        assert_eq!(config.options.format, FormatMode::Annotate);
        let keys = config.options.dispatch.expect("dispatch").keys;
        assert_eq!(keys, ["/type", "/a~1b"]);
    }

    #[test]
    fn options_may_be_left_out() {
        let config =
            Config::parse("typewright.toml", "schema = 's'\nout = 'o'").expect("a configuration");
        assert_eq!(config.options, Options::default());
    }

    #[test]
    fn an_unknown_key_is_shown_where_it_stands() {
        let (line, column, pointer, message) =
            only_mistake("schema = 's'\nout = 'o'\n  ouput = 'x'\n");
        assert_eq!((line, column, pointer.as_str()), (3, 3, "/ouput"));
        assert_eq!(message, "there is no key \"ouput\" here");
        let (line, column, pointer, _) =
            only_mistake("schema = 's'\nout = 'o'\n[dispatch]\nkeys = ['/a']\nkey = 1\n");
        assert_eq!((line, column, pointer.as_str()), (5, 1, "/dispatch/key"));
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let text =
            "schema = 3\nformat = 'strict'\n[dispatch]\nkeys = ['type', '', '/a~2', '/b', '/b']\n";
        let pointers: Vec<String> = mistakes(text).into_iter().map(|m| m.2).collect();
        assert_eq!(
            pointers,
            [
                "",
                "/schema",
                "/format",
                "/dispatch/keys/0",
                "/dispatch/keys/1",
                "/dispatch/keys/2",
                "/dispatch/keys/4",
            ]
        );
    }

    #[test]
    fn values_of_the_wrong_kind_are_refused() {
        let base = "schema = 's'\nout = 'o'\n";
        for (text, pointer) in [
            ("schema = ''\nout = 'o'\n".to_owned(), "/schema"),
            (format!("{base}format = true\n"), "/format"),
            (format!("{base}dispatch = 1\n"), "/dispatch"),
            (format!("{base}[dispatch]\n"), "/dispatch"),
            (format!("{base}[dispatch]\nkeys = []\n"), "/dispatch/keys"),
            (
                format!("{base}[dispatch]\nkeys = '/type'\n"),
                "/dispatch/keys",
            ),
        ] {
            assert_eq!(only_mistake(&text).2, pointer, "{text}");
        }
    }

    #[test]
    fn broken_toml_is_shown_where_it_breaks() {
        let (line, _, _, _) = only_mistake("schema = 's'\nout = \n");
        assert_eq!(line, 2);
        let (line, column, _, _) = only_mistake("out = 'o'\nschema = 's'\nout = 'p'\n");
        assert_eq!((line, column), (3, 1));
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(CONFIG_FILE);
        fs::write(&path, "schema = 's'\nout = '../o'\n").expect("written");
        let config = Config::read(&path).expect("a configuration");
        assert_eq!(config.schema, folder.path().join("s"));
        assert_eq!(config.out, folder.path().join("../o"));
    }

    #[test]
    fn a_missing_file_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(CONFIG_FILE);
        let all = Config::read(&path).expect_err("no file").into_sorted();
        assert_eq!(all[0].kind, DiagnosticKind::Unreadable);
        assert_eq!(&*all[0].location.path, shown_path(&path));
    }

    #[test]
    fn is_found_in_the_folders_above() {
        let folder = tempfile::tempdir().expect("a folder");
        let below = folder.path().join("a/b");
        fs::create_dir_all(&below).expect("folders");
        fs::write(folder.path().join(CONFIG_FILE), "").expect("written");
        let found = Config::find(&below).expect("a current folder");
        assert_eq!(found, Some(below.join("../..").join(CONFIG_FILE)));
        // The current folder has an empty name.
        let found = Config::find(Path::new("")).expect("a current folder");
        assert!(
            found.as_ref().is_none_or(|path| path.is_relative()),
            "{found:?}"
        );
    }
}
