//! Which rules are decided while reading, and which are left to the check.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::inside::applied;
use super::positions::is_text;
use crate::ir::{Program, Rule, SchemaId};
use crate::shape::{Residue, Shapes, Type, TypeDefinition, TypeKind, Undecided};

/// Who decides a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Reading does.
    Reader,
    /// The check of the value that was read does, for a reason.
    Check(WhyChecked),
    /// Nobody: nothing applies the schema.
    Nobody,
}

/// Why a rule is left to the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyChecked {
    /// The value is kept as text, and with it every rule on it.
    KeptAsText,
    /// Reading does not decide this keyword at every place where it applies.
    Keyword(&'static str),
    /// The checks of the alternatives tell which of them is read.
    Alternatives,
    /// The schema is reached only through this keyword, which is left to the check.
    Inside(&'static str),
}

/// Who decides the rules of some shapes.
///
/// A rule that holds in several places counts as left to the check if it is so in one of them.
#[derive(Debug)]
pub struct Decisions {
    /// What types leave to the check, and whether such a type keeps the value as text.
    residue: BTreeMap<(SchemaId, &'static str), bool>,
    /// Choices that checks make: what is chosen is read.
    chosen: BTreeSet<(SchemaId, &'static str)>,
    /// The schemas that reading knows.
    read: BTreeSet<SchemaId>,
    /// The keyword through which the check gets to a schema.
    through: BTreeMap<SchemaId, &'static str>,
}

impl Decisions {
    /// Looks through all types and schemas.
    pub fn of(shapes: &Shapes) -> Self {
        let mut decisions = Decisions {
            residue: BTreeMap::new(),
            chosen: BTreeSet::new(),
            read: BTreeSet::new(),
            through: BTreeMap::new(),
        };
        for definition in &shapes.types {
            decisions.leave(&definition.residue, is_text(definition));
            if let TypeKind::Alternatives(alternatives) = &definition.kind {
                let Undecided { schema, keyword } = alternatives.told_apart;
                decisions.chosen.insert((schema, keyword));
            }
            for value in values(definition) {
                decisions.leave_inside(value);
            }
        }
        decisions.follow(&shapes.program);
        decisions
    }

    /// Who decides a rule of a schema; `None` for what is no demand of its own.
    pub fn decision(&self, schema: SchemaId, rule: &Rule) -> Option<Decision> {
        let keyword = rule.keyword()?;
        if let Some(text) = self.residue.get(&(schema, keyword)) {
            return Some(Decision::Check(match text {
                true => WhyChecked::KeptAsText,
                false => WhyChecked::Keyword(keyword),
            }));
        }
        if self.chosen.contains(&(schema, keyword)) {
            return Some(Decision::Check(WhyChecked::Alternatives));
        }
        if self.read.contains(&schema) {
            return Some(Decision::Reader);
        }
        Some(match self.through.get(&schema) {
            Some(keyword) => Decision::Check(WhyChecked::Inside(keyword)),
            None => Decision::Nobody,
        })
    }

    /// The schemas that reading knows.
    pub(super) fn into_read(self) -> BTreeSet<SchemaId> {
        self.read
    }

    fn leave(&mut self, residue: &Residue, is_text: bool) {
        for left in residue {
            let known = self.residue.entry((left.schema, left.keyword));
            *known.or_insert(is_text) |= is_text;
        }
    }

    fn leave_inside(&mut self, value: &Type) {
        match value {
            Type::Checked(inner, residue) => {
                self.leave(residue, matches!(**inner, Type::Raw));
                self.leave_inside(inner);
            }
            Type::Array(inner, ..)
            | Type::Map(inner, _)
            | Type::Nullable(inner)
            | Type::Boxed(inner)
            | Type::Deep(inner) => self.leave_inside(inner),
            _ => {}
        }
    }

    /// Follows the rules from the roots: through those that reading decides, it knows the schemas behind them too.
    fn follow(&mut self, program: &Program) {
        let mut pending: Vec<SchemaId> = program.roots.iter().map(|root| root.schema).collect();
        let mut checked = Vec::new();
        while let Some(schema) = pending.pop() {
            if !self.read.insert(schema) {
                continue;
            }
            for rule in &program.schema(schema).rules {
                let left = rule
                    .keyword()
                    .filter(|keyword| self.residue.contains_key(&(schema, *keyword)));
                match left {
                    Some(keyword) => {
                        checked.extend(applied(rule).into_iter().map(|inner| (inner, keyword)));
                    }
                    None => pending.extend(applied(rule)),
                }
            }
        }
        while let Some((schema, keyword)) = checked.pop() {
            if self.read.contains(&schema) || self.through.insert(schema, keyword).is_some() {
                continue;
            }
            let rules = program.schema(schema).rules.iter();
            checked.extend(rules.flat_map(applied).map(|inner| (inner, keyword)));
        }
    }
}

/// Every type that a definition is made of.
fn values(definition: &TypeDefinition) -> Vec<&Type> {
    match &definition.kind {
        TypeKind::Struct(planned) => {
            let fields = planned.fields.iter().map(|field| &field.value);
            fields.chain(planned.unnamed.value()).collect()
        }
        TypeKind::Union(variants) => variants.iter().map(|variant| &variant.value).collect(),
        TypeKind::Tagged(tagged) => {
            let variants = tagged.variants.iter();
            variants.map(|variant| &variant.value).collect()
        }
        TypeKind::Alternatives(alternatives) => {
            let variants = alternatives.variants.iter();
            variants.map(|variant| &variant.value).collect()
        }
        TypeKind::Tuple(tuple) => tuple.elements.iter().chain(&tuple.rest).collect(),
        TypeKind::Newtype(value) => vec![value],
        TypeKind::Text(_) | TypeKind::DateTime(_) | TypeKind::StringEnum(_) => Vec::new(),
    }
}

impl fmt::Display for WhyChecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WhyChecked::KeptAsText => f.write_str("the value is kept as text"),
            WhyChecked::Keyword(keyword) => f.write_str(reason(keyword)),
            WhyChecked::Alternatives => {
                f.write_str("the checks of the alternatives tell them apart")
            }
            WhyChecked::Inside(keyword) => write!(f, "inside `{keyword}`"),
        }
    }
}

/// Why reading does not decide a keyword.
fn reason(keyword: &str) -> &'static str {
    match keyword {
        "anyOf" | "oneOf" => "neither a JSON type nor a member tells the alternatives apart",
        "not" => "what is forbidden is no shape to read",
        "if" => "whether it applies shows when the whole value is there",
        "const" | "enum" => "values other than strings are compared as JSON",
        "contains" => "elements are counted that another schema accepts",
        "uniqueItems" => "elements are compared with each other",
        "minItems" | "maxItems" => "elements are counted when all are there",
        "items" | "prefixItems" => "the elements are no tuple",
        "minProperties" | "maxProperties" => "members are counted when all are there",
        "propertyNames" => "names are held to a schema",
        "patternProperties" => "patterns tell the members apart",
        "unevaluatedProperties" | "unevaluatedItems" => {
            "what is left shows when the whole value is there"
        }
        "additionalProperties" => "members without a name are kept as text",
        "dependentRequired" | "dependentSchemas" => {
            "whether it applies shows when all members are there"
        }
        "x-same-as" => "the two are not texts that are always there",
        _ => "it is decided when the value is there",
    }
}
