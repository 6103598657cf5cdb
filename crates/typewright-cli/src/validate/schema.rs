//! A schema file as something that judges.

use std::path::Path;

use jsonschema::paths::Location as SchemaPath;
use jsonschema::{Keyword, ValidationError, ValidationOptions, Validator};
use serde_json::{Map, Value};
use typewright::bundle::bundle_document;
use typewright::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use typewright::ir::lower_graph;
use typewright::load::{Document, DocumentId, NodeId, NodeValue, Place, load_sources};
use typewright::resolve::{Graph, resolve_documents};
use typewright::{FormatMode, Options};
use typewright_runtime::{Raw, json_eq};

use crate::arguments::Beside;

use super::formats::with_formats;
use super::language::translate;

/// What the URIs of documents begin with that state none.
const UNSTATED: &str = "typewright:///";

/// Reads a schema file and all that it refers to.
///
/// Everything that is wrong, or worth a look, is in `diagnostics`; there is no validator when something is wrong. A keyword
/// that the compiler does not know yet is no mistake here.
pub fn load_validator(
    path: &Path,
    beside: &Beside,
    format: FormatMode,
    diagnostics: &mut Diagnostics,
) -> Option<Validator> {
    if path.is_dir() {
        diagnostics.push(Diagnostic::error(
            DiagnosticKind::NoSchema,
            Location::file(crate::summary::shown(path)),
            "this is a folder",
            "name the schema file in it that the payloads are to be held to",
        ));
        return None;
    }
    let unit = load_sources(&beside.source(path), diagnostics).pop();
    let unit = unit.filter(|_| !diagnostics.has_errors())?;
    let root = *unit.documents.roots.first()?;
    let graph = resolve_documents(unit.documents, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    report_keyword_values(&graph, format, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let bundle = Bundle {
        graph: &graph,
        root,
    };
    bundle.validator(format, diagnostics)
}

/// Adds what the compiler finds wrong with the values of keywords: it says so better than the meta-schema does.
fn report_keyword_values(graph: &Graph, format: FormatMode, diagnostics: &mut Diagnostics) {
    let options = Options {
        format,
        ..Options::default()
    };
    let mut found = Diagnostics::new();
    lower_graph(graph, &options, &mut found);
    for diagnostic in found.into_sorted() {
        if matches!(
            diagnostic.kind,
            DiagnosticKind::InvalidKeywordValue
                | DiagnosticKind::NotASchema
                | DiagnosticKind::UnknownKeyword
                | DiagnosticKind::UnknownFormat
        ) {
            diagnostics.push(diagnostic);
        }
    }
}

/// How schemas are judged by: as generated code does, as far as the validator lets us say.
fn options<'i>() -> ValidationOptions<'i> {
    let options = jsonschema::options()
        .offline()
        .should_validate_formats(true)
        .with_keyword("x-same-as", same_as);
    with_formats(options)
}

struct Bundle<'g> {
    graph: &'g Graph,
    root: DocumentId,
}

impl Bundle<'_> {
    fn validator(&self, format: FormatMode, diagnostics: &mut Diagnostics) -> Option<Validator> {
        let mut refuse = |pointer: &str, message: String, help: &str| {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidKeywordValue,
                self.location(pointer),
                message,
                help,
            ));
        };
        let text = bundle_document(self.graph, self.root);
        let raw: Raw = text
            .parse()
            .map_err(|error| {
                let message = format!("the schema cannot be read: {error}");
                refuse("", message, "nest it less deeply");
            })
            .ok()?;
        let mut schema = raw
            .to_value()
            .map_err(|error| {
                let message = "this number has more digits than can be compared here".to_owned();
                let help = "shorten it, or let generated code decide: it compares all digits";
                refuse(&error.pointer, message, help);
            })
            .ok()?;
        translate(&mut schema, self.graph, self.root, format);
        options()
            .build(&schema)
            .map_err(|error| {
                let message = error.masked_with("the value").to_string();
                let help = "change it to what the dialect of the schema allows";
                refuse(error.instance_path().as_str(), message, help);
            })
            .ok()
    }

    /// The place that a JSON Pointer into the bundle leads to, or the nearest around it.
    fn location(&self, pointer: &str) -> Location {
        let tokens: Vec<String> = tokens(pointer).collect();
        let (mut document, mut rest) = (self.root, tokens.as_slice());
        if let [container, uri, inner @ ..] = rest {
            let is_container = container == "$defs" || container == "definitions";
            if let Some(embedded) = self.embedded(uri).filter(|_| is_container) {
                (document, rest) = (embedded, inner);
            }
        }
        let document = self.graph.documents.document(document);
        document.location(descend(document, rest))
    }

    fn embedded(&self, uri: &str) -> Option<DocumentId> {
        let mut documents = self.graph.documents.iter().map(|(id, _)| id);
        documents.find(|id| {
            let root = Place {
                document: *id,
                node: Document::ROOT,
            };
            *id != self.root && self.graph.resource_uri(root) == uri
        })
    }
}

/// The node that the steps lead to from the root, as far as they lead.
fn descend(document: &Document, tokens: &[String]) -> NodeId {
    let mut node = Document::ROOT;
    for token in tokens {
        let next = match &document.node(node).value {
            NodeValue::Object(members) => members
                .iter()
                .find(|member| member.name == *token)
                .map(|member| member.value),
            NodeValue::Array(elements) => token
                .parse()
                .ok()
                .and_then(|index: usize| elements.get(index).copied()),
            _ => None,
        };
        match next {
            Some(next) => node = next,
            None => break,
        }
    }
    node
}

/// Where the rule stands that a value breaks, for people.
pub fn shown_keyword(error: &ValidationError<'_>) -> String {
    match error.absolute_keyword_location() {
        Some(uri) => {
            let uri = uri.as_str();
            uri.strip_prefix(UNSTATED).unwrap_or(uri).to_owned()
        }
        None => format!("#{}", error.schema_path().as_str()),
    }
}

/// The steps of a JSON Pointer (RFC 6901).
fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    let steps = pointer.split('/').skip(1);
    steps.map(|token| token.replace("~1", "/").replace("~0", "~"))
}

/// The keyword `x-same-as`: pairs of pointers whose values are equal where both are there.
struct SameAs {
    pairs: Vec<[String; 2]>,
}

fn same_as<'a>(
    _: &'a Map<String, Value>,
    pairs: &'a Value,
    _: SchemaPath,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let pairs = serde_json::from_value(pairs.clone()).map_err(|_| {
        ValidationError::schema("`x-same-as` is not a list of pairs of JSON Pointers")
    })?;
    Ok(Box::new(SameAs { pairs }))
}

impl SameAs {
    fn broken(&self, instance: &Value) -> impl Iterator<Item = &[String; 2]> {
        self.pairs.iter().filter(|[left, right]| {
            match (member_at(instance, left), member_at(instance, right)) {
                (Some(left), Some(right)) => !json_eq(left, right),
                _ => false,
            }
        })
    }
}

/// The member that a pointer leads to through member names only.
fn member_at<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    tokens(pointer).try_fold(value, |value, token| value.as_object()?.get(&token))
}

impl<'i> Keyword<'i> for SameAs {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        match self.broken(instance).next() {
            Some(pair) => Err(differing(pair)),
            None => Ok(()),
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.broken(instance).next().is_none()
    }

    fn iter_errors(
        &self,
        instance: &'i Value,
    ) -> Box<dyn Iterator<Item = ValidationError<'i>> + 'i> {
        let errors: Vec<_> = self.broken(instance).map(differing).collect();
        Box::new(errors.into_iter())
    }
}

fn differing([left, right]: &[String; 2]) -> ValidationError<'static> {
    ValidationError::custom(format!("the values at {left} and {right} differ"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::json;

    use super::*;

    fn load(files: &[(&str, Value)]) -> Result<Validator, Vec<Diagnostic>> {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, schema) in files {
            let text = serde_json::to_string_pretty(schema).expect("a text");
            fs::write(folder.path().join(name), text).expect("written");
        }
        let path = folder.path().join(files[0].0);
        let mut diagnostics = Diagnostics::new();
        load_validator(
            &path,
            &Beside::default(),
            FormatMode::Assert,
            &mut diagnostics,
        )
        .ok_or_else(|| diagnostics.into_sorted())
    }

    #[test]
    fn other_files_are_read_where_they_are_referred_to() {
        let files = [
            (
                "a.json",
                json!({ "properties": { "id": { "$ref": "b.json" } } }),
            ),
            ("b.json", json!({ "minLength": 2 })),
        ];
        let validator = load(&files).expect("a validator");
        assert!(validator.is_valid(&json!({ "id": "ab" })));
        let payload = json!({ "id": "a" });
        let error = validator.validate(&payload).expect_err("too short");
        assert_eq!(shown_keyword(&error), "b.json#/minLength");
    }

    #[test]
    fn keywords_that_are_not_compiled_are_kept_all_the_same() {
        let schema = json!({ "unevaluatedProperties": false, "properties": { "a": true } });
        let validator = load(&[("a.json", schema)]).expect("a validator");
        assert!(validator.is_valid(&json!({ "a": 1 })));
        assert!(!validator.is_valid(&json!({ "b": 1 })));
    }

    #[test]
    fn a_bad_keyword_is_told_where_it_stands() {
        let good = json!({ "$ref": "b.json" });
        // One that the compiler knows, one that only the meta-schema does.
        for (keyword, value) in [("minLength", json!("2")), ("unevaluatedItems", json!(3))] {
            let bad = json!({ "properties": { "id": { (keyword): value } } });
            let errors = load(&[("a.json", good.clone()), ("b.json", bad)]).expect_err("bad");
            let error = &errors[0];
            assert!(
                matches!(
                    error.kind,
                    DiagnosticKind::InvalidKeywordValue | DiagnosticKind::NotASchema
                ),
                "{errors:?}"
            );
            assert!(error.location.path.ends_with("b.json"), "{errors:?}");
            assert_eq!(error.location.pointer, format!("/properties/id/{keyword}"));
        }
    }

    #[test]
    fn numbers_that_would_be_rounded_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        let schema = "{ \"maximum\": 12345678901234567890123 }";
        fs::write(&path, schema).expect("written");
        let mut diagnostics = Diagnostics::new();
        assert!(
            load_validator(
                &path,
                &Beside::default(),
                FormatMode::Assert,
                &mut diagnostics
            )
            .is_none()
        );
        let errors = diagnostics.into_sorted();
        assert_eq!(errors[0].kind, DiagnosticKind::InvalidKeywordValue);
        assert_eq!(errors[0].location.pointer, "/maximum");
    }

    #[test]
    fn only_what_counts_in_the_language_of_a_schema_is_held_to() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = |name: &str| folder.path().join(name);
        let write = |name: &str, schema: Value| {
            fs::write(place(name), schema.to_string()).expect("written");
        };
        let vocabulary = |name: &str| format!("https://json-schema.org/draft/2020-12/vocab/{name}");
        write(
            "meta.json",
            json!({
                "$vocabulary": {
                    (vocabulary("core")): true,
                    (vocabulary("applicator")): true,
                    (vocabulary("format-assertion")): true
                }
            }),
        );
        let meta = "https://example.com/meta";
        let properties = json!({
            "id": { "minLength": 2, "format": "ipv4" },
            "old": { "$ref": "b.json" },
            "meta": { "$ref": "http://json-schema.org/draft-07/schema#" }
        });
        write(
            "a.json",
            json!({ "$schema": meta, "properties": properties }),
        );
        write(
            "b.json",
            json!({ "items": [{ "type": "null" }], "contentEncoding": "base64", "format": "uri" }),
        );
        let beside = Beside {
            resources: vec![crate::arguments::Resource {
                uri: meta.to_owned(),
                file: place("meta.json"),
            }],
            dialect: Some(typewright::load::Dialect::Draft7),
        };
        let mut diagnostics = Diagnostics::new();
        let path = place("a.json");
        let mode = FormatMode::Annotate;
        let validator = load_validator(&path, &beside, mode, &mut diagnostics);
        let validator = validator.unwrap_or_else(|| panic!("{:?}", diagnostics.into_sorted()));
        for (payload, expected) in [
            (json!({ "id": 1 }), true),
            (json!({ "id": "1.1.1.1" }), true),
            (json!({ "id": "1.1.1" }), false),
            (json!({ "old": [null, 1] }), true),
            (json!({ "old": [1] }), false),
            (json!({ "old": "%" }), true),
            (json!({ "meta": { "minLength": 1 } }), true),
            (json!({ "meta": { "minLength": -1 } }), false),
        ] {
            assert_eq!(validator.is_valid(&payload), expected, "{payload}");
        }
    }

    #[test]
    fn a_format_means_what_its_dialect_says() {
        let draft_4 = json!({
            "$schema": "http://json-schema.org/draft-04/schema#",
            "id": "https://example.com/old",
            "properties": {
                "host": { "format": "hostname" },
                "uuid": { "format": "uuid" },
                "format": { "enum": [{ "format": "uuid" }] }
            }
        });
        let mut draft_7 = draft_4.clone();
        draft_7["$schema"] = json!("http://json-schema.org/draft-07/schema#");
        draft_7["allOf"] = json!([{ "$ref": "b.json" }]);
        let newest = json!({
            "properties": { "host": true, "uuid": { "format": "uuid" }, "pointer": { "format": "relative-json-pointer" } }
        });
        let old = load(&[("a.json", draft_4)]).expect("a validator");
        let both = load(&[("a.json", draft_7), ("b.json", newest)]).expect("a validator");
        for (payload, in_old, in_both) in [
            (json!({ "host": "ab--c" }), true, false),
            (json!({ "host": "-a" }), false, false),
            (json!({ "uuid": "2eb8aa08" }), true, false),
            (json!({ "format": { "format": "uuid" } }), true, true),
            (json!({ "format": {} }), false, false),
            (json!({ "pointer": "0+1/a" }), true, true),
            (json!({ "pointer": "/a" }), true, false),
        ] {
            assert_eq!(old.is_valid(&payload), in_old, "{payload}");
            assert_eq!(both.is_valid(&payload), in_both, "{payload}");
        }
        let payload = json!({ "host": "a_b" });
        let error = old.validate(&payload).expect_err("no host");
        assert_eq!(
            error.to_string(),
            "\"a_b\" is not a \"hostname of letters, digits and hyphens\""
        );
    }

    #[test]
    fn formats_only_inform_where_that_is_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        fs::write(&path, r#"{ "format": "uuid" }"#).expect("written");
        for (mode, valid) in [(FormatMode::Assert, false), (FormatMode::Annotate, true)] {
            let mut diagnostics = Diagnostics::new();
            let validator = load_validator(&path, &Beside::default(), mode, &mut diagnostics)
                .expect("a validator");
            assert_eq!(validator.is_valid(&json!("2eb8aa08")), valid);
        }
    }

    #[test]
    fn formats_of_all_scripts_are_asserted() {
        let schema = json!({ "properties": { "host": { "format": "idn-hostname" }, "mail": { "format": "idn-email" } } });
        let validator = load(&[("a.json", schema)]).expect("a validator");
        assert!(validator.is_valid(&json!({ "host": "bücher.de", "mail": "é@bücher.de" })));
        assert!(!validator.is_valid(&json!({ "host": "😀.de" })));
        assert!(!validator.is_valid(&json!({ "mail": "é" })));
    }

    #[test]
    fn same_as_is_held_to() {
        let schema = json!({ "x-same-as": [["/a~1b", "/c/d"], ["/e", "/0"]] });
        let validator = load(&[("a.json", schema)]).expect("a validator");
        assert!(validator.is_valid(&json!({ "a/b": 1, "c": { "d": 1.0 } })));
        assert!(validator.is_valid(&json!({ "a/b": 1, "c": [] })));
        assert!(validator.is_valid(&json!([1])));
        let broken = json!({ "a/b": 1, "c": { "d": 2 }, "e": 1, "0": 2 });
        let errors: Vec<String> = validator
            .iter_errors(&broken)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(
            errors,
            [
                "the values at /a~1b and /c/d differ",
                "the values at /e and /0 differ"
            ]
        );
    }
}
