//! An independent judge: the `jsonschema` crate, with formats asserted and `x-same-as` written apart from ours.

use std::fs;
use std::path::Path;

use jsonschema::paths::Location;
use jsonschema::{Keyword, Registry, ValidationError, Validator};
use serde_json::{Map, Value};

/// Base of the contract's identifiers.
pub const BASE: &str = "https://wexio.example/webhooks/2026-04-01/";

/// One broken rule: where in the payload, and which keyword of the schema says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    /// JSON Pointer into the payload.
    pub instance: String,
    /// Absolute location of the keyword.
    pub keyword: String,
}

/// Judges payloads by one schema file.
pub struct Oracle {
    validator: Validator,
}

impl Oracle {
    /// The judge by the named file of the contract.
    pub fn of(file: &str) -> Self {
        let mut registry = Registry::new();
        for (name, schema) in schema_files() {
            registry = registry
                .add(format!("{BASE}{name}"), schema)
                .expect("the schema has an identifier");
        }
        let registry = registry.prepare().expect("every reference leads somewhere");
        let reference = serde_json::json!({ "$ref": format!("{BASE}{file}") });
        let validator = options()
            .with_registry(&registry)
            .build(&reference)
            .expect("the schema is one");
        Self { validator }
    }

    /// The judge by one self-contained document.
    pub fn of_document(document: &str) -> Self {
        let schema: Value = serde_json::from_str(document).expect("the document is JSON");
        let validator = options().build(&schema).expect("the document is a schema");
        Self { validator }
    }

    /// Whether the payload keeps every rule.
    pub fn accepts(&self, payload: &Value) -> bool {
        self.validator.is_valid(payload)
    }

    /// Every broken rule, sorted.
    pub fn broken(&self, payload: &Value) -> Vec<Broken> {
        let mut broken: Vec<Broken> = self
            .validator
            .iter_errors(payload)
            .map(|error| Broken {
                instance: error.instance_path().as_str().to_owned(),
                keyword: error
                    .absolute_keyword_location()
                    .expect("the schema has an identifier")
                    .as_str()
                    .to_owned(),
            })
            .collect();
        broken.sort();
        broken
    }
}

fn options<'i>() -> jsonschema::ValidationOptions<'i> {
    jsonschema::options()
        .should_validate_formats(true)
        .with_keyword("x-same-as", same_as)
}

/// The contract's schema files by name.
pub fn schema_files() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/2026-04-01");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the contract is there") {
        let path = entry.expect("the folder can be listed").path();
        let name = path
            .file_name()
            .expect("an entry has a name")
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".schema.json") {
            let text = fs::read_to_string(&path).expect("the file can be read");
            files.push((name, serde_json::from_str(&text).expect("the file is JSON")));
        }
    }
    files.sort_by(|(left, _), (right, _)| left.cmp(right));
    files
}

struct SameAs {
    pairs: Vec<(String, String)>,
}

fn same_as<'a>(
    _: &'a Map<String, Value>,
    pairs: &'a Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    serde_json::from_value(pairs.clone())
        .map(|pairs| Box::new(SameAs { pairs }) as Box<dyn for<'i> Keyword<'i>>)
        .map_err(|_| ValidationError::schema("x-same-as is a list of pairs of pointers"))
}

impl SameAs {
    fn broken_pairs(&self, instance: &Value) -> usize {
        let differ = |(left, right): &&(String, String)| match (
            instance.pointer(left),
            instance.pointer(right),
        ) {
            (Some(left), Some(right)) => !equal(left, right),
            _ => false,
        };
        self.pairs.iter().filter(differ).count()
    }
}

impl<'i> Keyword<'i> for SameAs {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        match self.broken_pairs(instance) {
            0 => Ok(()),
            _ => Err(ValidationError::custom("two members differ")),
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.broken_pairs(instance) == 0
    }

    fn iter_errors(
        &self,
        instance: &'i Value,
    ) -> Box<dyn Iterator<Item = ValidationError<'i>> + 'i> {
        let error = || ValidationError::custom("two members differ");
        Box::new(std::iter::repeat_with(error).take(self.broken_pairs(instance)))
    }
}

/// Equality of JSON values, in which 1 equals 1.0.
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left == right || left.as_f64() == right.as_f64()
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| equal(left, right)))
        }
        _ => left == right,
    }
}
