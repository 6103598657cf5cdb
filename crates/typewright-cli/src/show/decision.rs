//! Which rules are decided while reading, and which are left to the check.

use std::collections::{BTreeMap, BTreeSet};

use typewright::ir::{Program, Property, Rule, SchemaId};
use typewright::shape::{Residue, Shapes, Type, TypeDefinition, TypeKind, Undecided};

use super::opaque::is_opaque;

/// Who decides a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Reading does.
    Reader,
    /// The check of the value that was read does, for a reason.
    Check(String),
    /// Nobody: nothing applies the schema.
    Nobody,
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
            decisions.leave(&definition.residue, is_opaque(definition));
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
        if let Some(opaque) = self.residue.get(&(schema, keyword)) {
            return Some(Decision::Check(reason(keyword, *opaque).to_owned()));
        }
        if self.chosen.contains(&(schema, keyword)) {
            let reason = "the checks of the alternatives tell them apart";
            return Some(Decision::Check(reason.to_owned()));
        }
        if self.read.contains(&schema) {
            return Some(Decision::Reader);
        }
        Some(match self.through.get(&schema) {
            Some(keyword) => Decision::Check(format!("inside `{keyword}`")),
            None => Decision::Nobody,
        })
    }

    fn leave(&mut self, residue: &Residue, opaque: bool) {
        for left in residue {
            let known = self.residue.entry((left.schema, left.keyword));
            *known.or_insert(opaque) |= opaque;
        }
    }

    fn leave_inside(&mut self, value: &Type) {
        match value {
            Type::Checked(inner, residue) => {
                self.leave(residue, matches!(**inner, Type::Raw));
                self.leave_inside(inner);
            }
            Type::Array(inner, ..)
            | Type::Map(inner)
            | Type::Nullable(inner)
            | Type::Boxed(inner) => self.leave_inside(inner),
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
                        checked.extend(inside(rule).into_iter().map(|inner| (inner, keyword)));
                    }
                    None => pending.extend(inside(rule)),
                }
            }
        }
        while let Some((schema, keyword)) = checked.pop() {
            if self.read.contains(&schema) || self.through.insert(schema, keyword).is_some() {
                continue;
            }
            let rules = program.schema(schema).rules.iter();
            checked.extend(rules.flat_map(inside).map(|inner| (inner, keyword)));
        }
    }
}

/// Every type that a definition is made of.
pub fn values(definition: &TypeDefinition) -> Vec<&Type> {
    match &definition.kind {
        TypeKind::Struct(planned) => planned.fields.iter().map(|field| &field.value).collect(),
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

/// The schemas that a rule applies.
fn inside(rule: &Rule) -> Vec<SchemaId> {
    let by_name = |properties: &[Property]| properties.iter().map(|named| named.schema).collect();
    match rule {
        Rule::Properties(properties) | Rule::DependentSchemas(properties) => by_name(properties),
        Rule::PatternProperties(properties) => {
            properties.iter().map(|matched| matched.schema).collect()
        }
        Rule::PrefixItems(schemas)
        | Rule::AllOf(schemas)
        | Rule::AnyOf(schemas)
        | Rule::OneOf(schemas) => schemas.clone(),
        Rule::Reference(schema)
        | Rule::AdditionalProperties { schema, .. }
        | Rule::PropertyNames(schema)
        | Rule::Items { schema, .. }
        | Rule::Contains { schema, .. }
        | Rule::Not(schema) => vec![*schema],
        Rule::If {
            condition,
            then,
            otherwise,
        } => {
            let branches = then.iter().chain(otherwise);
            std::iter::once(condition)
                .chain(branches)
                .copied()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Why reading does not decide a keyword.
fn reason(keyword: &str, opaque: bool) -> &'static str {
    if opaque {
        return "the value is kept as text";
    }
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
        "additionalProperties" => "members without a name are kept as text",
        "dependentRequired" | "dependentSchemas" => {
            "whether it applies shows when all members are there"
        }
        "x-same-as" => "the two are not texts that are always there",
        _ => "it is decided when the value is there",
    }
}
