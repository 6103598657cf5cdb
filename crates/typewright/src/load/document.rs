//! Bytes to a [`Document`]: parsed, and in a known language.

use std::sync::Arc;

use super::language::Languages;
use super::parse::parse_nodes;
use super::scan::Fault;
use super::tree::{Document, NodeValue, Origin};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::dialect::Language;

/// Longer files are refused: positions fit, and a schema of that size is a mistake.
const MAX_BYTES: usize = 256 * 1024 * 1024;

/// The URI scheme of documents below the schema root.
pub(crate) const SCHEME: &str = "typewright";

/// How a document that is about to be parsed is called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Label<'a> {
    /// For people.
    pub path: &'a str,
    pub origin: Origin,
    /// The path below the schema root, or the URI of a resource.
    pub name: &'a str,
}

impl Label<'_> {
    fn uri(&self) -> String {
        match self.origin {
            Origin::SchemaRoot => document_uri(self.name),
            Origin::Resource => self.name.to_owned(),
        }
    }
}

/// Parses a document. Its language is not known before [`judge_document`].
///
/// Returns nothing, and says why in `diagnostics`, when the bytes are not JSON.
pub(crate) fn parse_document(
    label: Label<'_>,
    bytes: Vec<u8>,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let path: Arc<str> = Arc::from(label.path);
    if bytes.len() > MAX_BYTES {
        diagnostics.push(Diagnostic::error(
            DiagnosticKind::Unreadable,
            Location::file(path),
            format!("the file is longer than {} MiB", MAX_BYTES >> 20),
            "split the schema into several documents",
        ));
        return None;
    }
    let (text, mut faults): (Arc<str>, Vec<Fault>) = match String::from_utf8(bytes) {
        Ok(text) => (Arc::from(text), Vec::new()),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let shown = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let replaced = valid..valid + char::REPLACEMENT_CHARACTER.len_utf8();
            (Arc::from(shown), vec![Fault::not_utf8(replaced)])
        }
    };
    let mut nodes = Vec::new();
    if faults.is_empty() {
        let parsed = parse_nodes(&text);
        nodes = parsed.nodes;
        faults = parsed.faults;
    }
    if !faults.is_empty() {
        for fault in faults {
            diagnostics.push(syntax_error(&path, &text, fault));
        }
        return None;
    }
    Some(Document {
        path,
        origin: label.origin,
        name: label.name.to_owned(),
        uri: label.uri(),
        text,
        language: Language::default(),
        nodes,
    })
}

fn syntax_error(path: &Arc<str>, text: &Arc<str>, fault: Fault) -> Diagnostic {
    let location = |span| Location {
        path: path.clone(),
        text: text.clone(),
        span,
        pointer: fault.pointer.clone(),
    };
    let mut message = fault.message;
    if let Some(first) = fault.first.clone() {
        let (line, column) = location(first).line_column();
        message.push_str(&format!("; the first stands at {line}:{column}"));
    }
    let span = fault.span.clone();
    Diagnostic::error(DiagnosticKind::Syntax, location(span), message, fault.help)
}

/// Gives a document the language that it is in, by its `$schema`.
///
/// Returns nothing, and says why in `diagnostics`, when the value is no schema, or when its `$schema` is not known.
pub(crate) fn judge_document(
    document: Document,
    languages: &Languages,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let root = Document::ROOT;
    let default = languages.default_language();
    let language = match &document.node(root).value {
        NodeValue::Boolean(_) => default,
        NodeValue::Object(_) => languages.declared(&document, root, default, diagnostics)?,
        other => {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::NotASchema,
                document.location(root),
                format!(
                    "the document is {}, and a schema is an object or a boolean",
                    other.noun()
                ),
                "put a schema here, or keep the file out of the schema folder",
            ));
            return None;
        }
    };
    Some(Document {
        language,
        ..document
    })
}

/// The URI of the document with that name: the same on every machine.
pub(crate) fn document_uri(name: &str) -> String {
    let mut uri = format!("{SCHEME}://");
    for segment in name.split('/') {
        uri.push('/');
        for byte in segment.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    uri.push(char::from(byte));
                }
                _ => uri.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Dialect;

    fn parse(text: &str) -> Result<Document, Vec<Diagnostic>> {
        let mut diagnostics = Diagnostics::new();
        let bytes = text.as_bytes().to_vec();
        parse_document(LABEL, bytes, &mut diagnostics)
            .and_then(|document| judge_document(document, &Languages::default(), &mut diagnostics))
            .ok_or_else(|| diagnostics.into_sorted())
    }

    const LABEL: Label<'_> = Label {
        path: "in/a.json",
        origin: Origin::SchemaRoot,
        name: "a.json",
    };

    #[test]
    fn dialects_are_told_by_schema() {
        let dialect = |uri: &str| {
            let text = format!(r#"{{"$schema": "{uri}"}}"#);
            parse(&text).map(|document| document.language.dialect)
        };
        let draft =
            |number: u8, end: &str| format!("http://json-schema.org/draft-0{number}/schema{end}");
        assert_eq!(dialect(&draft(4, "#")), Ok(Dialect::Draft4));
        assert_eq!(dialect(&draft(6, "")), Ok(Dialect::Draft6));
        assert_eq!(dialect(&draft(7, "#")), Ok(Dialect::Draft7));
        assert_eq!(
            dialect("https://json-schema.org/draft/2019-09/schema"),
            Ok(Dialect::Draft2019)
        );
        assert_eq!(
            dialect("http://json-schema.org/draft/2020-12/schema#"),
            Ok(Dialect::Draft2020)
        );
        assert_eq!(
            parse("{}").map(|d| d.language.dialect),
            Ok(Dialect::Draft2020)
        );
        let errors = dialect("https://json-schema.org/draft/next/schema").unwrap_err();
        assert_eq!(errors[0].kind, DiagnosticKind::UnknownDialect);
        assert_eq!(errors[0].location.span, 12..55);
        assert_eq!(errors[0].location.pointer, "/$schema");
    }

    #[test]
    fn only_objects_and_booleans_are_schemas() {
        assert!(parse("true").is_ok());
        for (text, noun) in [("[]", "an array"), ("null", "null"), ("3", "a number")] {
            let errors = parse(text).unwrap_err();
            assert_eq!(errors[0].kind, DiagnosticKind::NotASchema);
            assert_eq!(errors[0].location.span, 0..text.len());
            assert!(errors[0].message.contains(noun), "{}", errors[0].message);
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_are_shown_where_they_are() {
        let mut diagnostics = Diagnostics::new();
        let bytes = b"{\n  \"a\": \"\xff\"}".to_vec();
        assert!(parse_document(LABEL, bytes, &mut diagnostics).is_none());
        let errors = diagnostics.into_sorted();
        assert_eq!(errors[0].kind, DiagnosticKind::Syntax);
        assert_eq!(errors[0].location.line_column(), (2, 9));
    }

    #[test]
    fn a_duplicate_tells_where_the_first_is() {
        let errors = parse("{\n  \"a\": 1,\n  \"a\": 2\n}").unwrap_err();
        assert_eq!(errors[0].kind, DiagnosticKind::Syntax);
        assert_eq!(errors[0].location.line_column(), (3, 3));
        assert!(errors[0].message.ends_with("the first stands at 2:3"));
    }

    #[test]
    fn document_uris_are_percent_encoded() {
        assert_eq!(
            document_uri("2026-04-01/chät #1.json"),
            "typewright:///2026-04-01/ch%C3%A4t%20%231.json"
        );
    }
}
