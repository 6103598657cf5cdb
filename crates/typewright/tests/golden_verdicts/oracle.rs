//! An independent judge of payloads: the `jsonschema` crate, with formats asserted.

use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError, Validator};
use serde_json::{Map, Value};

/// Judges by one schema.
pub struct Oracle {
    validator: Validator,
}

impl Oracle {
    /// The judge for a schema's text.
    pub fn of(schema: &str) -> Self {
        let schema: Value = serde_json::from_str(schema).expect("a schema is JSON");
        let options = jsonschema::options()
            .should_validate_formats(true)
            .with_keyword("x-same-as", same_as);
        // Of itself, the crate asserts what strings hold up to draft-07 only.
        let is_older = schema["$schema"]
            .as_str()
            .is_some_and(|dialect| dialect.contains("/draft-"));
        let options = match is_older {
            true => options,
            false => options.with_keyword("contentSchema", content_schema),
        };
        let validator = options.build(&schema).expect("a schema");
        Oracle { validator }
    }

    /// Whether the payload keeps every rule.
    pub fn accepts(&self, payload: &Value) -> bool {
        self.validator.is_valid(payload)
    }
}

/// `contentSchema` of JSON in strings that are not encoded; with it, that a string holds JSON.
struct ContentSchema {
    validator: Validator,
}

fn content_schema<'a>(
    parent: &'a Map<String, Value>,
    schema: &'a Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    assert_eq!(parent["contentMediaType"], "application/json");
    assert!(!parent.contains_key("contentEncoding"));
    let validator = jsonschema::options()
        .with_keyword("contentSchema", content_schema)
        .build(schema)
        .expect("a schema");
    Ok(Box::new(ContentSchema { validator }))
}

impl<'i> Keyword<'i> for ContentSchema {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            Ok(())
        } else {
            Err(ValidationError::custom("not the content"))
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        let Some(text) = instance.as_str() else {
            return true;
        };
        serde_json::from_str(text).is_ok_and(|content: Value| self.validator.is_valid(&content))
    }
}

/// `x-same-as`, from its description: pairs of pointers whose values must be equal where both are there.
struct SameAs {
    pairs: Vec<(String, String)>,
}

fn same_as<'a>(
    _: &'a Map<String, Value>,
    pairs: &'a Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let pairs: Vec<(String, String)> =
        serde_json::from_value(pairs.clone()).expect("pairs of pointers");
    Ok(Box::new(SameAs { pairs }))
}

impl<'i> Keyword<'i> for SameAs {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            Ok(())
        } else {
            Err(ValidationError::custom("values differ"))
        }
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.pairs.iter().all(|(left, right)| {
            match (instance.pointer(left), instance.pointer(right)) {
                (Some(left), Some(right)) => is_same(left, right),
                _ => true,
            }
        })
    }
}

/// Equal as JSON: `1` and `1.0` are the same number, which `Value` does not say.
fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        _ => left == right,
    }
}
