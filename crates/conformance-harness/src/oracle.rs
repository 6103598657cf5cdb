//! An independent judge of payloads: the `jsonschema` crate.

use jsonschema::{Validator, options};
use serde_json::Value;

/// Judges by one schema, formats asserted.
#[derive(Debug)]
pub struct Oracle {
    validator: Validator,
}

impl Oracle {
    /// The judge for a schema's text.
    ///
    /// # Errors
    /// What the judge does not understand.
    pub fn of(schema: &str) -> Result<Self, String> {
        let schema: Value = serde_json::from_str(schema).map_err(|error| error.to_string())?;
        let validator = options()
            .should_validate_formats(true)
            .build(&schema)
            .map_err(|error| error.to_string())?;
        Ok(Oracle { validator })
    }

    /// Whether the payload keeps every rule.
    pub fn accepts(&self, payload: &Value) -> bool {
        self.validator.is_valid(payload)
    }
}

#[cfg(test)]
mod tests {
    use super::Oracle;
    use crate::vocabulary::{FORMATS, PATTERNS};
    use serde_json::json;

    #[test]
    fn formats_are_asserted() {
        let oracle = Oracle::of(r#"{"format": "ipv4"}"#).expect("a schema");
        assert!(oracle.accepts(&json!("127.0.0.1")));
        assert!(!oracle.accepts(&json!("127.0.0")));
    }

    #[test]
    fn what_is_no_schema_is_an_error() {
        assert!(Oracle::of(r#"{"type": 3}"#).is_err());
    }

    #[test]
    fn the_vocabulary_says_what_matches() {
        for (keyword, table) in [("pattern", PATTERNS), ("format", FORMATS)] {
            for (name, good, bad) in table {
                let oracle = Oracle::of(&json!({ keyword: name }).to_string()).expect("a schema");
                for string in *good {
                    assert!(oracle.accepts(&json!(string)), "{name}: {string:?}");
                }
                for string in *bad {
                    assert!(!oracle.accepts(&json!(string)), "{name}: {string:?}");
                }
            }
        }
    }
}
