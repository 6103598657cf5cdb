//! What people write: records, unions, maps, lists, and how they put them together.

use serde_json::{Map, Value, json};

use super::keyword::{ARRAY, NUMERIC, OBJECT, STRING};
use crate::dice::Dice;
use crate::vocabulary::PATTERNS;

/// Schemas in one document: enough for parts to meet, few enough to compile soon.
const SIZE: usize = 24;

/// Schemas in schemas, at most.
pub const DEPTH: usize = 4;

/// Writes schemas.
pub struct Author<'d> {
    pub dice: &'d mut Dice,
    /// Schemas that may still be written.
    left: usize,
    definitions: Vec<&'static str>,
    in_definition: bool,
    /// Whether the document keeps to what types can express.
    is_tidy: bool,
}

impl<'d> Author<'d> {
    /// An author of definitions, whose names are already drawn.
    pub fn new(dice: &'d mut Dice) -> Self {
        let definitions = match dice.below(4) {
            0 => Vec::new(),
            1 => vec!["part"],
            2 => vec!["part", "Other part"],
            _ => vec!["part", "type", "a/b~c"],
        };
        let is_tidy = dice.chance(50);
        Author {
            dice,
            left: SIZE,
            definitions,
            in_definition: true,
            is_tidy,
        }
    }

    /// The names of the definitions.
    pub fn definitions(&self) -> &[&'static str] {
        &self.definitions
    }

    /// What is written from now on stands in no definition.
    pub fn leave_definitions(&mut self) {
        self.in_definition = false;
        self.left = self.left.max(SIZE / 2);
    }

    /// A schema. `consumes` says that it is about a part of what the enclosing definition is about: only then may it refer to any
    /// definition, or it could come back to itself without having consumed anything.
    pub fn schema(&mut self, depth: usize, consumes: bool) -> Value {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 || depth >= DEPTH {
            return self.leaf();
        }
        let mut schema = match self.is_tidy {
            true => self.tidy(depth, consumes),
            false => self.any(depth, consumes),
        };
        if self.dice.chance(5)
            && let Value::Object(members) = &mut schema
        {
            let description = self
                .dice
                .pick(&["Some words.", "`code` & <b>markup</b>\n\n    fn x() {}"]);
            members.insert("description".to_owned(), json!(description));
        }
        schema
    }

    /// One that a type can express.
    fn tidy(&mut self, depth: usize, consumes: bool) -> Value {
        match self.dice.below(if depth == 0 { 9 } else { 16 }) {
            0..=3 => self.record(depth),
            4 => self.discriminated(depth),
            5 => self.list(depth),
            6 => self.map(depth),
            7 => self.tuple(depth),
            8 => self.nullable(depth, consumes),
            9 | 10 if self.may_refer(consumes) => self.reference(consumes),
            _ => self.leaf(),
        }
    }

    fn any(&mut self, depth: usize, consumes: bool) -> Value {
        // A document that is but a reference or a leaf would show little.
        match self.dice.below(if depth == 0 { 16 } else { 22 }) {
            0..=3 => self.record(depth),
            4 => self.discriminated(depth),
            5 => self.union(depth, consumes),
            6 | 7 => self.list(depth),
            8 => self.map(depth),
            9 => self.tuple(depth),
            10 => self.extension(depth, consumes),
            11 => self.nullable(depth, consumes),
            12 => self.composition(depth, consumes),
            13..=15 => self.soup(depth, consumes),
            16 | 17 if self.may_refer(consumes) => self.reference(consumes),
            18 => json!(self.dice.chance(70)),
            _ => self.leaf(),
        }
    }

    fn may_refer(&self, consumes: bool) -> bool {
        consumes || !self.in_definition
    }

    /// A schema for a definition: many are the names of strings and numbers.
    pub fn definition(&mut self) -> Value {
        match self.dice.chance(30) {
            true => self.leaf(),
            false => self.schema(1, false),
        }
    }

    /// A schema for a part of the value.
    pub fn part(&mut self, depth: usize) -> Value {
        self.schema(depth + 1, true)
    }

    fn leaf(&mut self) -> Value {
        match self.dice.below(8) {
            0 => json!({"type": "boolean"}),
            1 => json!({"type": "null"}),
            2 | 3 => {
                let mut members = Map::new();
                members.insert("type".to_owned(), json!("string"));
                self.some_of(&mut members, 0, STRING);
                Value::Object(members)
            }
            4 | 5 => {
                let name = *self.dice.pick(&["integer", "number"]);
                let mut members = Map::new();
                members.insert("type".to_owned(), json!(name));
                self.some_of(&mut members, 0, NUMERIC);
                Value::Object(members)
            }
            6 => json!({"const": self.constant(1)}),
            _ => json!({"enum": self.constants()}),
        }
    }

    fn reference(&mut self, consumes: bool) -> Value {
        let mut targets: Vec<String> = Vec::new();
        for (index, name) in self.definitions.iter().enumerate() {
            let token = name.replace('~', "~0").replace('/', "~1");
            targets.push(format!("#/$defs/{}", token.replace(' ', "%20")));
            targets.push(format!("#{}", anchor(index)));
        }
        if consumes {
            targets.push("#".to_owned());
        }
        if targets.is_empty() {
            return self.leaf();
        }
        let mut schema = json!({"$ref": self.dice.pick(&targets)});
        if self.dice.chance(20)
            && let Value::Object(members) = &mut schema
        {
            self.some_of(
                members,
                DEPTH,
                &["minLength", "minProperties", "minItems", "minimum"],
            );
        }
        schema
    }

    fn record(&mut self, depth: usize) -> Value {
        let mut members = Map::new();
        if self.dice.chance(85) {
            members.insert("type".to_owned(), json!("object"));
        }
        let names = self.names(4);
        let mut properties = Map::new();
        for name in &names {
            properties.insert((*name).to_owned(), self.part(depth));
        }
        let required: Vec<_> = names.iter().filter(|_| self.dice.chance(50)).collect();
        if !required.is_empty() {
            members.insert("required".to_owned(), json!(required));
        }
        members.insert("properties".to_owned(), Value::Object(properties));
        match self.dice.below(6) {
            0 => {
                members.insert("additionalProperties".to_owned(), json!(false));
            }
            1 => {
                let schema = self.part(depth);
                members.insert("additionalProperties".to_owned(), schema);
            }
            2 => self.some_of(&mut members, depth, OBJECT),
            _ => {}
        }
        Value::Object(members)
    }

    fn discriminated(&mut self, depth: usize) -> Value {
        let keyword = *self.dice.pick(&["oneOf", "anyOf"]);
        let name = *self.dice.pick(&["type", "kind"]);
        let count = 2 + self.dice.below(2);
        let mut branches = Vec::new();
        for (index, tag) in ["a", "b", "c"][..count].iter().enumerate() {
            let mut branch = self.record(depth + 1);
            branch["properties"][name] = self.tag(index, tag);
            let mut required = branch["required"].as_array().cloned().unwrap_or_default();
            if !required.contains(&json!(name)) && self.dice.chance(90) {
                required.push(json!(name));
            }
            if !required.is_empty() {
                branch["required"] = Value::Array(required);
            }
            branches.push(branch);
        }
        let mut schema = json!({ keyword: branches });
        self.close(&mut schema, depth, 20);
        schema
    }

    /// What tells a branch from others. It need not be a string, nor only one.
    fn tag(&mut self, index: usize, tag: &str) -> Value {
        match self.dice.below(if self.is_tidy { 8 } else { 14 }) {
            0..=5 => json!({"const": tag}),
            6 | 7 => json!({"enum": [tag]}),
            8 => json!({"enum": [tag, index]}),
            9 => json!({"const": index}),
            10 => json!({"enum": [tag, null, "a"]}),
            11 => json!({"type": "integer", "minimum": index}),
            12 => json!({"type": "string", "not": {"enum": ["a", "b", 1]}}),
            _ => json!({"not": {"const": tag}}),
        }
    }

    fn union(&mut self, depth: usize, consumes: bool) -> Value {
        let keyword = *self.dice.pick(&["oneOf", "anyOf", "anyOf"]);
        let count = 1 + self.dice.below(3);
        let branches: Vec<Value> = (0..count)
            .map(|_| self.schema(depth + 1, consumes))
            .collect();
        json!({ keyword: branches })
    }

    fn nullable(&mut self, depth: usize, consumes: bool) -> Value {
        let mut inner = self.schema(depth + 1, consumes);
        match inner["type"].as_str() {
            Some(name) if name != "null" && self.dice.chance(50) => {
                inner["type"] = json!([name, "null"]);
                inner
            }
            _ => json!({(*self.dice.pick(&["oneOf", "anyOf"])): [inner, {"type": "null"}]}),
        }
    }

    fn list(&mut self, depth: usize) -> Value {
        let mut members = Map::new();
        if self.dice.chance(85) {
            members.insert("type".to_owned(), json!("array"));
        }
        if self.dice.chance(70) {
            let schema = self.part(depth);
            members.insert("items".to_owned(), schema);
        }
        if self.dice.chance(50) {
            self.some_of(&mut members, depth, ARRAY);
        }
        Value::Object(members)
    }

    fn tuple(&mut self, depth: usize) -> Value {
        let count = 1 + self.dice.below(3);
        let elements: Vec<Value> = (0..count).map(|_| self.part(depth)).collect();
        let mut members = Map::new();
        members.insert("type".to_owned(), json!("array"));
        members.insert("prefixItems".to_owned(), Value::Array(elements));
        members.insert("minItems".to_owned(), json!(count));
        match self.dice.below(5) {
            0 => members.insert("items".to_owned(), json!(false)),
            4 => members.insert("unevaluatedItems".to_owned(), json!(false)),
            1 => members.insert("maxItems".to_owned(), json!(count)),
            2 => {
                let rest = self.part(depth);
                members.insert("items".to_owned(), rest)
            }
            _ => None,
        };
        Value::Object(members)
    }

    /// A record that is also what other schemas say.
    fn extension(&mut self, depth: usize, consumes: bool) -> Value {
        let base = match self.may_refer(consumes) {
            true => self.reference(consumes),
            false => self.record(depth),
        };
        let mut schema = match self.dice.below(3) {
            0 => json!({"allOf": [base, self.record(depth)]}),
            1 => json!({"allOf": [base, self.record(depth), self.record(depth)]}),
            _ => {
                let mut schema = self.record(depth);
                schema["allOf"] = json!([base]);
                schema
            }
        };
        self.close(&mut schema, depth, 40);
        schema
    }

    fn map(&mut self, depth: usize) -> Value {
        let mut members = Map::new();
        members.insert("type".to_owned(), json!("object"));
        let schema = self.part(depth);
        let keyword = *self
            .dice
            .pick(&["additionalProperties", "patternProperties"]);
        if keyword == "patternProperties" {
            let (pattern, ..) = self.dice.pick(PATTERNS);
            members.insert(keyword.to_owned(), json!({*pattern: schema}));
            if self.dice.chance(50) {
                members.insert("additionalProperties".to_owned(), json!(false));
            }
        } else {
            members.insert(keyword.to_owned(), schema);
        }
        if self.dice.chance(30) {
            self.some_of(&mut members, depth, OBJECT);
        }
        Value::Object(members)
    }

    fn soup(&mut self, depth: usize, consumes: bool) -> Value {
        let mut members = Map::new();
        if self.dice.chance(50) {
            let mut types = vec![
                "null", "boolean", "object", "array", "number", "string", "integer",
            ];
            self.dice.shuffle(&mut types);
            let types = &types[..1 + self.dice.below(3)];
            let value = match types {
                [one] => json!(one),
                many => json!(many),
            };
            members.insert("type".to_owned(), value);
        }
        for _ in 0..1 + self.dice.below(3) {
            match self.dice.below(5) {
                0 => self.some_of(&mut members, depth, STRING),
                1 => self.some_of(&mut members, depth, NUMERIC),
                2 => self.some_of(&mut members, depth, OBJECT),
                3 => self.some_of(&mut members, depth, ARRAY),
                _ => self.apply(&mut members, depth, consumes),
            }
        }
        Value::Object(members)
    }

    fn composition(&mut self, depth: usize, consumes: bool) -> Value {
        let mut members = match self.dice.chance(60) {
            true => match self.record(depth) {
                Value::Object(members) => members,
                _ => Map::new(),
            },
            false => Map::new(),
        };
        for _ in 0..1 + self.dice.below(2) {
            self.apply(&mut members, depth, consumes);
        }
        let mut schema = Value::Object(members);
        self.close(&mut schema, depth, 40);
        schema
    }

    /// A keyword that applies schemas to the same value.
    fn apply(&mut self, members: &mut Map<String, Value>, depth: usize, consumes: bool) {
        let mut add = |keyword: &str, value| members.insert(keyword.to_owned(), value);
        let first = self.schema(depth + 1, consumes);
        match self.dice.below(6) {
            choice @ 0..=2 => {
                let second = self.schema(depth + 1, consumes);
                add(["allOf", "anyOf", "oneOf"][choice], json!([first, second]));
            }
            3 => {
                add("not", first);
            }
            choice => {
                add("if", first);
                if choice == 4 || self.dice.chance(50) {
                    add("then", self.schema(depth + 1, consumes));
                }
                if choice == 5 {
                    add("else", self.schema(depth + 1, consumes));
                }
            }
        }
    }
}

/// The anchor of a definition.
pub fn anchor(definition: usize) -> String {
    format!("part-{definition}")
}
