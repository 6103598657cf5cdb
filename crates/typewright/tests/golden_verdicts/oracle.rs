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
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .with_keyword("x-same-as", same_as)
            .build(&schema)
            .expect("a schema");
        Oracle { validator }
    }

    /// Whether the payload keeps every rule.
    pub fn accepts(&self, payload: &Value) -> bool {
        self.validator.is_valid(payload)
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
