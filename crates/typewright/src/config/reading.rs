//! From the text of a configuration to what it says.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Config;
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::load::Dialect;
use crate::options::{ContentMode, Dispatch, FormatMode, Options};
use crate::resolve::document_identifier;

/// A value with its place.
type Value<'a, 'i> = &'a Spanned<DeValue<'i>>;

/// The work of [`Config::parse`].
pub(super) struct Reading {
    pub path: Arc<str>,
    pub text: Arc<str>,
    pub diagnostics: Diagnostics,
}

impl Reading {
    pub fn config(&mut self) -> Option<Config> {
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
        let known = [
            "schema",
            "out",
            "format",
            "content",
            "dialect",
            "resources",
            "dispatch",
        ];
        self.refuse_unknown(table, "", &known);
        let schema = self.required_path(table, "schema");
        let out = self.required_path(table, "out");
        let format = table.get("format").and_then(|value| self.format(value));
        let content = table.get("content").and_then(|value| self.content(value));
        let dialect = table.get("dialect").and_then(|value| self.dialect(value));
        let resources = table.get("resources");
        let resources = resources.and_then(|value| self.resources(value));
        let dispatch = table.get("dispatch").and_then(|value| self.dispatch(value));
        Some(Config {
            schema: schema?,
            out: out?,
            resources: resources.unwrap_or_default(),
            dialect: dialect.unwrap_or(Dialect::Draft2020),
            options: Options {
                format: format.unwrap_or_default(),
                content: content.unwrap_or_default(),
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

    fn content(&mut self, value: Value<'_, '_>) -> Option<ContentMode> {
        match value.get_ref().as_str() {
            Some("assert") => Some(ContentMode::Assert),
            Some("annotate") => Some(ContentMode::Annotate),
            _ => {
                let help = r#""assert" holds strings to `contentEncoding` and its like, "annotate" only documents them"#;
                self.refuse_value(value, "/content", r#""assert" or "annotate""#, help);
                None
            }
        }
    }

    fn dialect(&mut self, value: Value<'_, '_>) -> Option<Dialect> {
        let dialect = value.get_ref().as_str().and_then(Dialect::named);
        if dialect.is_none() {
            let names = Dialect::ALL.map(Dialect::name).join(", ");
            let help = format!("write one of {names}");
            self.refuse_value(value, "/dialect", "the name of a dialect", &help);
        }
        dialect
    }

    fn resources(&mut self, value: Value<'_, '_>) -> Option<BTreeMap<String, PathBuf>> {
        let help = r#"give each URI a file, as in "https://example.com/a.json" = "vendor/a.json""#;
        let Some(table) = value.get_ref().as_table() else {
            self.refuse_value(value, "/resources", "a table", help);
            return None;
        };
        let mut resources = BTreeMap::new();
        for (key, value) in table {
            let uri: &str = key.get_ref();
            let place = format!("/resources/{}", uri.replace('~', "~0").replace('/', "~1"));
            if document_identifier(uri).is_none() {
                let message = format!("{uri:?} is not a URI that a document can have");
                let help = "write an absolute URI without fragment, in quotes";
                self.refuse(key.span(), &place, message, help);
                continue;
            }
            match value.get_ref().as_str() {
                Some(path) if !path.is_empty() => {
                    resources.insert(uri.to_owned(), PathBuf::from(path));
                }
                _ => self.refuse_value(value, &place, "a path", help),
            }
        }
        Some(resources)
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
