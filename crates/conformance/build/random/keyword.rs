//! Keywords by the type that they are about, and values for them.

use serde_json::{Map, Value, json};

use super::author::{Author, DEPTH};
use crate::vocabulary::{DIVISORS, FORMATS, NAMES, NUMBERS, PATTERNS, STRINGS};

/// Usual lower bounds.
const LOW: &[&str] = &["-3", "-1", "0", "0.5", "1", "2"];

/// Usual upper bounds.
const HIGH: &[&str] = &["3", "4", "5", "7.5", "10", "100"];

/// Keywords about strings.
pub const STRING: &[&str] = &["minLength", "maxLength", "pattern", "format"];

/// Keywords about numbers.
pub const NUMERIC: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];

/// Keywords about objects.
pub const OBJECT: &[&str] = &[
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
];

/// Keywords about arrays.
pub const ARRAY: &[&str] = &[
    "items",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "minItems",
    "maxItems",
    "uniqueItems",
    "unevaluatedItems",
];

impl Author<'_> {
    /// One of the keywords, or up to three of them, which may contradict each other.
    pub fn some_of(&mut self, members: &mut Map<String, Value>, depth: usize, keywords: &[&str]) {
        let count = match self.dice.chance(50) {
            true => 1,
            false => 1 + self.dice.below(3),
        };
        for _ in 0..count {
            let keyword = *self.dice.pick(keywords);
            if members.contains_key(keyword) {
                continue;
            }
            let value = self.keyword(keyword, depth);
            members.insert(keyword.to_owned(), value);
        }
    }

    fn keyword(&mut self, keyword: &str, depth: usize) -> Value {
        match keyword {
            "minLength" | "minItems" | "minProperties" | "minContains" => {
                json!(self.dice.below(3))
            }
            "maxLength" | "maxItems" | "maxProperties" | "maxContains" => {
                json!(1 + self.dice.below(4))
            }
            "pattern" => json!(self.dice.pick(PATTERNS).0),
            "format" => json!(self.dice.pick(FORMATS).0),
            "minimum" | "exclusiveMinimum" => self.bound(LOW),
            "maximum" | "exclusiveMaximum" => self.bound(HIGH),
            "multipleOf" => self.number(DIVISORS),
            "uniqueItems" => json!(self.dice.chance(90)),
            "required" => json!(self.names(2)),
            "prefixItems" => {
                let count = 1 + self.dice.below(2);
                Value::Array((0..count).map(|_| self.part(depth)).collect())
            }
            "properties" | "dependentSchemas" => {
                // Dependent schemas are about the same object, so a reference in them consumes nothing.
                let consumes = keyword == "properties";
                let names = self.names(2);
                let schema = |name: &str| (name.to_owned(), self.schema(depth + 1, consumes));
                Value::Object(names.into_iter().map(schema).collect())
            }
            "patternProperties" => {
                let pattern = self.dice.pick(PATTERNS).0;
                json!({pattern: self.part(depth)})
            }
            "dependentRequired" => {
                let name = *self.dice.pick(NAMES);
                json!({name: self.names(2)})
            }
            "propertyNames" => match self.dice.chance(80) {
                true => {
                    let mut members = Map::new();
                    self.some_of(
                        &mut members,
                        DEPTH,
                        &["minLength", "maxLength", "pattern", "enum"],
                    );
                    Value::Object(members)
                }
                false => self.part(depth),
            },
            "enum" => json!(self.names(4)),
            "unevaluatedProperties" | "unevaluatedItems" => match self.dice.chance(65) {
                true => json!(false),
                false => self.part(depth),
            },
            _ => self.part(depth),
        }
    }

    /// In some cases, a rule for what no other subschema has evaluated.
    pub fn close(&mut self, schema: &mut Value, depth: usize, percent: usize) {
        if self.dice.chance(percent)
            && let Value::Object(members) = schema
        {
            let keyword = "unevaluatedProperties";
            members.insert(keyword.to_owned(), self.keyword(keyword, depth));
        }
    }

    /// Between one and so many member names.
    pub fn names(&mut self, most: usize) -> Vec<&'static str> {
        let mut names = NAMES.to_vec();
        self.dice.shuffle(&mut names);
        names.truncate(1 + self.dice.below(most));
        names
    }

    /// One of these in most cases; in the others, bounds may leave nothing between them.
    fn bound(&mut self, usual: &[&str]) -> Value {
        match self.dice.chance(85) {
            true => self.number(usual),
            false => self.number(NUMBERS),
        }
    }

    fn number(&mut self, numbers: &[&str]) -> Value {
        serde_json::from_str(self.dice.pick::<&str>(numbers)).unwrap_or_default()
    }

    /// Values for `enum`, no two of them the same.
    pub fn constants(&mut self) -> Vec<Value> {
        if self.dice.chance(60) {
            let mut strings = STRINGS.to_vec();
            self.dice.shuffle(&mut strings);
            strings.truncate(1 + self.dice.below(4));
            return strings.into_iter().map(Value::from).collect();
        }
        let mut constants = Vec::new();
        for _ in 0..1 + self.dice.below(4) {
            let constant = self.constant(1);
            if !constants.contains(&constant) {
                constants.push(constant);
            }
        }
        constants
    }

    /// A value for `const`.
    pub fn constant(&mut self, depth: usize) -> Value {
        match self.dice.below(if depth < 2 { 9 } else { 7 }) {
            0 => Value::Null,
            1 => json!(self.dice.chance(50)),
            2 | 3 => self.number(NUMBERS),
            4..=6 => json!(self.dice.pick(STRINGS)),
            7 => {
                let count = self.dice.below(3);
                Value::Array((0..count).map(|_| self.constant(depth + 1)).collect())
            }
            _ => {
                let mut members = Map::new();
                for name in self.names(2) {
                    members.insert(name.to_owned(), self.constant(depth + 1));
                }
                Value::Object(members)
            }
        }
    }
}
