//! Payloads for a schema: mostly what it accepts, now and then something near.

use serde_json::{Map, Value, json};

use crate::dice::Dice;
use crate::vocabulary::{FORMATS, NAMES, NUMBERS, PATTERNS, STRINGS};

/// Values in values, at most.
const DEPTH: usize = 6;

/// Makes payloads for the schemas of one document.
#[derive(Debug)]
pub struct Payloads<'s> {
    document: &'s Value,
}

impl<'s> Payloads<'s> {
    /// For the document's root schema.
    pub fn of(document: &'s Value) -> Self {
        Payloads { document }
    }

    /// One payload. Keywords that contradict each other or need luck make some of them invalid.
    pub fn payload(&self, dice: &mut Dice) -> Value {
        self.sample(self.document, dice, 0)
    }

    fn sample(&self, schema: &'s Value, dice: &mut Dice, depth: usize) -> Value {
        let Value::Object(keywords) = schema else {
            return anything(dice, depth);
        };
        if depth >= DEPTH || dice.chance(3) {
            return anything(dice, depth);
        }
        if let Some(constant) = keywords.get("const") {
            return constant.clone();
        }
        if let Some(Value::Array(constants)) = keywords.get("enum")
            && !constants.is_empty()
        {
            return dice.pick(constants).clone();
        }
        let Some(applied) = self.applied(keywords, dice) else {
            return self.own(keywords, dice, depth);
        };
        let applied = self.sample(applied, dice, depth + 1);
        let has_own = keywords.contains_key("properties") || keywords.contains_key("type");
        if !has_own {
            return applied;
        }
        match (self.own(keywords, dice, depth), applied) {
            (Value::Object(mut left), Value::Object(right)) => {
                left.extend(right);
                Value::Object(left)
            }
            (own, applied) => match dice.chance(30) {
                true => own,
                false => applied,
            },
        }
    }

    /// One of the schemas that are applied to the same value.
    fn applied(&self, keywords: &'s Map<String, Value>, dice: &mut Dice) -> Option<&'s Value> {
        let mut schemas: Vec<&Value> = Vec::new();
        for (keyword, value) in keywords {
            match (keyword.as_str(), value) {
                ("allOf" | "anyOf" | "oneOf", Value::Array(branches)) => schemas.extend(branches),
                ("if" | "then" | "else", schema) => schemas.push(schema),
                ("dependentSchemas", Value::Object(members)) => schemas.extend(members.values()),
                ("$ref", Value::String(reference)) => schemas.extend(self.target(reference)),
                _ => {}
            }
        }
        (!schemas.is_empty()).then(|| *dice.pick(&schemas))
    }

    fn target(&self, reference: &str) -> Option<&'s Value> {
        let fragment = reference.strip_prefix('#')?.replace("%20", " ");
        if fragment.is_empty() || fragment.starts_with('/') {
            return self.document.pointer(&fragment);
        }
        let definitions = self.document.get("$defs")?.as_object()?;
        definitions
            .values()
            .find(|definition| definition["$anchor"] == fragment)
    }

    fn own(&self, keywords: &'s Map<String, Value>, dice: &mut Dice, depth: usize) -> Value {
        let named = match keywords.get("type") {
            Some(Value::String(name)) => Some(name.as_str()),
            Some(Value::Array(names)) => dice.pick(names).as_str(),
            _ => None,
        };
        match named.unwrap_or_else(|| likely_type(keywords, dice)) {
            "null" => Value::Null,
            "boolean" => json!(dice.chance(50)),
            "integer" => integer(keywords, dice),
            "number" if dice.chance(40) => integer(keywords, dice),
            "number" => number(keywords, dice),
            "string" => string(keywords, dice),
            "array" => self.array(keywords, dice, depth),
            _ => self.object(keywords, dice, depth),
        }
    }

    fn object(&self, keywords: &'s Map<String, Value>, dice: &mut Dice, depth: usize) -> Value {
        let mut members = Map::new();
        let required = keywords.get("required").and_then(Value::as_array);
        let is_required =
            |name: &str| required.is_some_and(|names| names.iter().any(|there| there == name));
        if let Some(Value::Object(properties)) = keywords.get("properties") {
            for (name, schema) in properties {
                if dice.chance(if is_required(name) { 96 } else { 60 }) {
                    members.insert(name.clone(), self.sample(schema, dice, depth + 1));
                }
            }
        }
        let mut wanted: Vec<String> = Vec::new();
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            if dice.chance(96) {
                wanted.push(name.to_owned());
            }
        }
        let patterns = keywords.get("patternProperties").and_then(Value::as_object);
        for (pattern, _) in patterns.into_iter().flatten() {
            for _ in 0..dice.below(3) {
                wanted.extend(matching(pattern, dice));
            }
        }
        let is_closed = keywords.get("additionalProperties") == Some(&Value::Bool(false));
        let least = keywords
            .get("minProperties")
            .and_then(Value::as_u64)
            .unwrap_or(0);
        if dice.chance(if is_closed { 8 } else { 40 }) {
            for _ in 0..=dice.below(2) {
                wanted.push((*dice.pick(NAMES)).to_owned());
            }
        }
        while (wanted.len() + members.len()) < usize::try_from(least).unwrap_or(0) {
            wanted.push((*dice.pick(NAMES)).to_owned());
        }
        for name in wanted {
            let schema = patterns
                .and_then(|patterns| {
                    patterns
                        .iter()
                        .find(|(pattern, _)| is_match(pattern, &name))
                })
                .map(|(_, schema)| schema)
                .or(keywords.get("additionalProperties"));
            let value = match schema {
                Some(schema) => self.sample(schema, dice, depth + 1),
                None => anything(dice, depth + 1),
            };
            members.entry(name).or_insert(value);
        }
        Value::Object(members)
    }

    fn array(&self, keywords: &'s Map<String, Value>, dice: &mut Dice, depth: usize) -> Value {
        let bound = |name: &str, default: usize| {
            let bound = keywords.get(name).and_then(Value::as_u64);
            bound.map_or(default, |bound| usize::try_from(bound).unwrap_or(default))
        };
        let prefix = keywords.get("prefixItems").and_then(Value::as_array);
        let prefix = prefix.map_or(&[][..], Vec::as_slice);
        let least = bound("minItems", 0);
        let most = bound("maxItems", least.max(prefix.len()) + 2).max(least);
        let length = least + dice.below(most - least + 1);
        let mut elements = Vec::new();
        for index in 0..length {
            let schema = match prefix.get(index) {
                Some(schema) => Some(schema),
                None => keywords.get("items"),
            };
            let schema = match keywords.get("contains") {
                Some(contained) if schema.is_none() || dice.chance(30) => Some(contained),
                _ => schema,
            };
            elements.push(match schema {
                Some(schema) => self.sample(schema, dice, depth + 1),
                None => anything(dice, depth + 1),
            });
        }
        if keywords.contains_key("uniqueItems") && dice.chance(70) {
            let mut distinct: Vec<Value> = Vec::new();
            for element in elements {
                if !distinct.contains(&element) {
                    distinct.push(element);
                }
            }
            elements = distinct;
        }
        Value::Array(elements)
    }
}

/// The type that the keywords are about, or any.
fn likely_type(keywords: &Map<String, Value>, dice: &mut Dice) -> &'static str {
    let mut types = Vec::new();
    for keyword in keywords.keys() {
        types.extend(match keyword.as_str() {
            "minLength" | "maxLength" | "pattern" | "format" => Some("string"),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
                Some("number")
            }
            "items" | "prefixItems" | "contains" | "minItems" | "maxItems" | "uniqueItems" => {
                Some("array")
            }
            "properties"
            | "required"
            | "additionalProperties"
            | "patternProperties"
            | "propertyNames"
            | "minProperties"
            | "maxProperties"
            | "dependentRequired"
            | "dependentSchemas" => Some("object"),
            _ => None,
        });
    }
    if types.is_empty() || dice.chance(15) {
        types = vec![
            "null", "boolean", "integer", "number", "string", "array", "object",
        ];
    }
    dice.pick::<&str>(&types)
}

fn integer(keywords: &Map<String, Value>, dice: &mut Dice) -> Value {
    let bound = |names: [&str; 2]| {
        let bounds = names.into_iter().filter_map(|name| keywords.get(name));
        bounds.filter_map(Value::as_f64).next()
    };
    let step = keywords.get("multipleOf").and_then(Value::as_f64);
    let step = step.filter(|step| step.fract() == 0.0).unwrap_or(1.0);
    let start = match (
        bound(["minimum", "exclusiveMinimum"]),
        bound(["maximum", "exclusiveMaximum"]),
    ) {
        (Some(least), _) => (least / step).ceil() * step,
        (None, Some(most)) => (most / step).floor() * step - 2.0 * step,
        (None, None) => 0.0,
    };
    // Small whole numbers by construction, so nothing is cut off.
    json!((start + step * dice.below(4) as f64) as i64)
}

fn number(keywords: &Map<String, Value>, dice: &mut Dice) -> Value {
    match integer(keywords, dice).as_f64() {
        Some(number) if dice.chance(60) => json!(number + [0.5, 0.25, -0.5][dice.below(3)]),
        _ => serde_json::from_str(dice.pick::<&str>(NUMBERS)).unwrap_or_default(),
    }
}

fn string(keywords: &Map<String, Value>, dice: &mut Dice) -> Value {
    for (keyword, table) in [("pattern", PATTERNS), ("format", FORMATS)] {
        let Some(Value::String(name)) = keywords.get(keyword) else {
            continue;
        };
        if let Some((_, good, bad)) = table.iter().find(|(there, ..)| there == name) {
            let strings = if dice.chance(80) { good } else { bad };
            return json!(dice.pick(strings));
        }
    }
    let bound = |name: &str, default| {
        keywords
            .get(name)
            .and_then(Value::as_u64)
            .unwrap_or(default)
    };
    if keywords.contains_key("minLength") || keywords.contains_key("maxLength") {
        let least = bound("minLength", 0);
        let most = bound("maxLength", least + 2);
        let length =
            least + dice.below(usize::try_from(most.saturating_sub(least)).unwrap_or(0) + 2) as u64;
        let length = length.saturating_sub(u64::from(dice.chance(10)));
        return json!(
            (0..length)
                .map(|_| *dice.pick(&['a', 'b', 'é', '😀']))
                .collect::<String>()
        );
    }
    json!(dice.pick(STRINGS))
}

fn matching(pattern: &str, dice: &mut Dice) -> Option<String> {
    let (_, good, _) = PATTERNS.iter().find(|(there, ..)| *there == pattern)?;
    Some((*dice.pick(good)).to_owned())
}

fn is_match(pattern: &str, name: &str) -> bool {
    let known = PATTERNS.iter().find(|(there, ..)| *there == pattern);
    known.is_some_and(|(_, good, _)| good.contains(&name))
}

/// Any JSON.
fn anything(dice: &mut Dice, depth: usize) -> Value {
    match dice.below(if depth < DEPTH { 9 } else { 6 }) {
        0 => Value::Null,
        1 => json!(dice.chance(50)),
        2 | 3 => serde_json::from_str(dice.pick::<&str>(NUMBERS)).unwrap_or_default(),
        4 | 5 => json!(dice.pick(STRINGS)),
        6 => {
            let table = dice.pick(&[PATTERNS, FORMATS]);
            let (_, good, bad) = dice.pick(table);
            let strings = if dice.chance(50) { good } else { bad };
            json!(dice.pick(strings))
        }
        7 => {
            let count = dice.below(3);
            Value::Array((0..count).map(|_| anything(dice, depth + 2)).collect())
        }
        _ => {
            let mut members = Map::new();
            for _ in 0..dice.below(4) {
                let name = (*dice.pick(NAMES)).to_owned();
                members.insert(name, anything(dice, depth + 2));
            }
            Value::Object(members)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Payloads;
    use crate::dice::Dice;
    use crate::oracle::Oracle;
    use serde_json::json;

    #[test]
    fn most_payloads_are_valid_and_some_are_not() {
        let schema = json!({
            "type": "object",
            "properties": {
                "id": {"$ref": "#/$defs/id"},
                "parts": {"type": "array", "items": {"$ref": "#"}, "maxItems": 1},
                "size": {"type": "integer", "minimum": 3, "multipleOf": 2},
            },
            "required": ["id", "size"],
            "additionalProperties": false,
            "$defs": {"id": {"type": "string", "pattern": "^abc$"}},
        });
        let oracle = Oracle::of(&schema.to_string()).expect("a schema");
        let payloads = Payloads::of(&schema);
        let valid = (0..500)
            .filter(|stream| oracle.accepts(&payloads.payload(&mut Dice::new(3, *stream))))
            .count();
        assert!((150..450).contains(&valid), "{valid} of 500");
    }

    #[test]
    fn recursion_ends() {
        let schema = json!({"type": "array", "items": {"$ref": "#"}, "minItems": 2, "maxItems": 2});
        let payload = Payloads::of(&schema).payload(&mut Dice::new(1, 1));
        assert!(payload.to_string().len() < 5_000);
    }
}
