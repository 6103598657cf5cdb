//! What a schema demands, as far as a first look at a value tells: its type, and one of its members.

use std::collections::BTreeSet;

use crate::ir::{Constant, Program, Rule, SchemaId, Types};
use crate::shape::TagValue;

use super::look::Look;

/// Schemas within schemas are looked into so deep.
const DEPTH: usize = 6;

/// So many schemas are looked at for one choice; what is not known by then is left open.
const MOST_LOOKS: usize = 20_000;

/// So many values at most are listed for one schema.
const MOST_LISTED: usize = 64;

/// A number with a fraction.
const FRACTION: Types = Types::NUMBER.without(Types::INTEGER);

/// What the values of a member are that tell alternatives apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    String,
    /// Those that an `i64` holds.
    Integer,
}

/// Some values, or all but some.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Listed<T> {
    Only(BTreeSet<T>),
    Except(BTreeSet<T>),
}

impl<T: Copy + Ord> Listed<T> {
    const NONE: Self = Listed::Only(BTreeSet::new());
    const ALL: Self = Listed::Except(BTreeSet::new());

    fn and(self, other: Self) -> Self {
        use Listed::{Except, Only};
        match (self, other) {
            (Only(left), Only(right)) => Only(&left & &right),
            (Only(only), Except(except)) | (Except(except), Only(only)) => Only(&only - &except),
            (Except(left), Except(right)) => Except(&left | &right),
        }
    }

    fn or(self, other: Self) -> Self {
        use Listed::{Except, Only};
        match (self, other) {
            (Only(left), Only(right)) => Only(&left | &right),
            (Only(only), Except(except)) | (Except(except), Only(only)) => Except(&except - &only),
            (Except(left), Except(right)) => Except(&left & &right),
        }
    }

    fn has(&self, value: T) -> bool {
        match self {
            Listed::Only(values) => values.contains(&value),
            Listed::Except(values) => !values.contains(&value),
        }
    }

    /// Whether there are some besides the listed ones.
    fn has_others(&self) -> bool {
        matches!(self, Listed::Except(_))
    }

    fn values(&self) -> &BTreeSet<T> {
        let (Listed::Only(values) | Listed::Except(values)) = self;
        values
    }

    /// All that these are not.
    fn complement(self) -> Self {
        match self {
            Listed::Only(values) => Listed::Except(values),
            Listed::Except(values) => Listed::Only(values),
        }
    }

    /// All, where the list is too long to be written out.
    fn shortened(self) -> Self {
        match self.values().len() > MOST_LISTED {
            true => Listed::ALL,
            false => self,
        }
    }
}

/// What a schema may accept at most.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Accepted<'p> {
    types: Types,
    /// If it is a string.
    strings: Listed<&'p str>,
    /// If it is an integer that an `i64` holds.
    integers: Listed<i64>,
}

impl<'p> Accepted<'p> {
    const ALL: Self = Accepted {
        types: Types::ALL,
        strings: Listed::ALL,
        integers: Listed::ALL,
    };
    const NONE: Self = Accepted {
        types: Types::NONE,
        strings: Listed::NONE,
        integers: Listed::NONE,
    };

    /// Whatever is of these types.
    fn of_types(types: Types) -> Self {
        let mut accepted = Accepted::NONE;
        accepted.types = types;
        if types.contains(Types::STRING) {
            accepted.strings = Listed::ALL;
        }
        if types.contains(Types::INTEGER) {
            accepted.integers = Listed::ALL;
        }
        accepted
    }

    /// This value.
    fn of_constant(constant: &'p Constant) -> Self {
        let mut accepted = Accepted::of_types(constant.types());
        match (constant, TagValue::of(constant)) {
            (Constant::String(text), _) => accepted.strings = Listed::Only([text.as_str()].into()),
            (_, Some(TagValue::Integer(integer))) => {
                accepted.types = Types::INTEGER;
                accepted.integers = Listed::Only([integer].into());
            }
            _ => {}
        }
        accepted
    }

    /// These values.
    fn of_constants(constants: &'p [Constant]) -> Self {
        let accepted = constants.iter().map(Accepted::of_constant);
        accepted.fold(Accepted::NONE, Accepted::or)
    }

    fn and(self, other: Self) -> Self {
        Accepted {
            types: self.types.intersection(other.types),
            strings: self.strings.and(other.strings),
            integers: self.integers.and(other.integers),
        }
    }

    fn or(self, other: Self) -> Self {
        Accepted {
            types: self.types.union(other.types),
            strings: self.strings.or(other.strings),
            integers: self.integers.or(other.integers),
        }
    }

    fn has(&self, types: Types) -> bool {
        !self.types.intersection(types).is_empty()
    }
}

/// What a schema demands of a value, and of one member that the value may have.
#[derive(Clone, Debug)]
pub(super) struct Demand<'p> {
    value: Accepted<'p>,
    /// If the value is an object, it has the member.
    required: bool,
    /// If it is an object and has the member.
    member: Accepted<'p>,
}

impl<'p> Demand<'p> {
    /// Nothing.
    const NOTHING: Self = Demand {
        value: Accepted::ALL,
        required: false,
        member: Accepted::ALL,
    };

    fn of_value(value: Accepted<'p>) -> Self {
        Demand {
            value,
            ..Demand::NOTHING
        }
    }

    fn of_member(member: Accepted<'p>) -> Self {
        Demand {
            member,
            ..Demand::NOTHING
        }
    }

    /// What both demand.
    fn and(self, other: Self) -> Self {
        Demand {
            value: self.value.and(other.value),
            required: self.required || other.required,
            member: self.member.and(other.member),
        }
    }

    /// What is demanded if one of them holds.
    fn or(self, other: Self) -> Self {
        let value = self.value.clone().or(other.value.clone());
        match (self.may_be(Types::OBJECT), other.may_be(Types::OBJECT)) {
            (_, false) => Demand { value, ..self },
            (false, _) => Demand { value, ..other },
            _ => Demand {
                value,
                required: self.required && other.required,
                member: self.member.or(other.member),
            },
        }
    }

    /// Whether the value may be of one of the types.
    pub(super) fn may_be(&self, types: Types) -> bool {
        self.value.has(types)
    }

    /// Whether the value may be an object where this is the member.
    pub(super) fn may_have(&self, tag: &TagValue) -> bool {
        match tag {
            TagValue::String(text) => {
                self.member.strings.has(text) && self.may_have_any(TagKind::String)
            }
            TagValue::Integer(integer) => {
                self.member.integers.has(*integer) && self.may_have_any(TagKind::Integer)
            }
        }
    }

    /// Whether the value may be an object where the member is of that kind, and none of the [listed](Demand::listed) values.
    pub(super) fn may_have_other(&self, kind: TagKind) -> bool {
        let has_others = match kind {
            TagKind::String => self.member.strings.has_others(),
            TagKind::Integer => self.member.integers.has_others(),
        };
        has_others && self.may_have_any(kind)
    }

    fn may_have_any(&self, kind: TagKind) -> bool {
        self.may_be(Types::OBJECT)
            && self.member.has(match kind {
                TagKind::String => Types::STRING,
                TagKind::Integer => Types::INTEGER,
            })
    }

    /// Whether the value may be an object where the member is absent, or not of that kind.
    pub(super) fn may_lack(&self, kind: TagKind) -> bool {
        let may_be_else = match kind {
            TagKind::String => self.member.has(Types::ALL.without(Types::STRING)),
            TagKind::Integer => {
                let is_too_big = self.may_have_other(kind);
                is_too_big
                    || self
                        .member
                        .has(Types::ALL.without(Types::NUMBER).union(FRACTION))
            }
        };
        self.may_be(Types::OBJECT) && (may_be_else || !self.required)
    }

    /// The values of that kind that the member has to be, or must not be, if the value is an object and these are listed.
    pub(super) fn listed(&self, kind: TagKind) -> Vec<TagValue> {
        if !self.may_have_any(kind) {
            return Vec::new();
        }
        let (strings, integers) = (self.member.strings.values(), self.member.integers.values());
        match kind {
            TagKind::String => strings
                .iter()
                .map(|text| TagValue::String((*text).to_owned()))
                .collect(),
            TagKind::Integer => integers.iter().copied().map(TagValue::Integer).collect(),
        }
    }

    /// Without lists that are too long to be written out.
    fn shortened(mut self) -> Self {
        self.member.strings = self.member.strings.shortened();
        self.member.integers = self.member.integers.shortened();
        self
    }
}

/// A member that tells alternatives apart, and how.
pub(super) type Telling<'p> = (&'p str, TagKind);

/// What each of the schemas demands of a value, and of the member that tells most of them apart; of no member where less than two of
/// them list its values.
pub(super) fn demands<'p>(
    program: &'p Program,
    schemas: &[SchemaId],
) -> (Option<Telling<'p>>, Vec<Demand<'p>>) {
    let look = Look::new(program, MOST_LOOKS);
    let of = |member: Option<&'p str>| -> Vec<Demand<'p>> {
        let all = schemas
            .iter()
            .map(|schema| look.demand(*schema, member, DEPTH));
        all.map(Demand::shortened).collect()
    };
    let mut members: Vec<&str> = Vec::new();
    for schema in schemas {
        look.members(*schema, DEPTH, &mut members);
    }
    // The first of those that tell the same.
    let mut best = (None, of(None));
    let mut most = 1;
    for member in members {
        let found = of(Some(member));
        for kind in [TagKind::String, TagKind::Integer] {
            let told = found
                .iter()
                .filter(|demand| !demand.listed(kind).is_empty());
            let told = told.count();
            if told > most {
                most = told;
                best = (Some((member, kind)), found.clone());
            }
        }
    }
    best
}

/// Of schemas that are not looked at nothing is known.
impl<'p> Look<'p> {
    /// The members of which a schema lists values.
    fn members(&self, schema: SchemaId, depth: usize, found: &mut Vec<&'p str>) {
        for rule in self.rules_within(depth, schema).unwrap_or_default() {
            match rule {
                Rule::Properties(properties) => {
                    for property in properties {
                        let name = property.name.as_str();
                        let listed = || {
                            let accepted = self.accepted(property.schema, DEPTH);
                            !accepted.strings.values().is_empty()
                                || !accepted.integers.values().is_empty()
                        };
                        if !found.contains(&name) && listed() {
                            found.push(name);
                        }
                    }
                }
                Rule::Reference { target, .. } => self.members(*target, depth - 1, found),
                Rule::AllOf(parts) | Rule::AnyOf(parts) | Rule::OneOf(parts) => {
                    for part in parts {
                        self.members(*part, depth - 1, found);
                    }
                }
                _ => {}
            }
        }
    }

    /// What a schema demands.
    fn demand(&self, schema: SchemaId, member: Option<&str>, depth: usize) -> Demand<'p> {
        let rules = self.rules_within(depth, schema).unwrap_or_default().iter();
        let demands = rules.map(|rule| match (rule, member) {
            (Rule::Required(names), Some(member)) => Demand {
                required: names.iter().any(|name| name == member),
                ..Demand::NOTHING
            },
            (Rule::Properties(properties), Some(member)) => {
                let property = properties.iter().find(|property| property.name == member);
                property.map_or(Demand::NOTHING, |property| {
                    Demand::of_member(self.accepted(property.schema, DEPTH))
                })
            }
            (
                Rule::AdditionalProperties {
                    declared,
                    patterns,
                    schema,
                    ..
                },
                Some(member),
            ) if patterns.is_empty() && declared.iter().all(|name| name != member) => {
                Demand::of_member(self.accepted(*schema, DEPTH))
            }
            (Rule::Reference { target, .. }, _) => self.demand(*target, member, depth - 1),
            (Rule::AllOf(parts), _) => parts
                .iter()
                .map(|part| self.demand(*part, member, depth - 1))
                .fold(Demand::NOTHING, Demand::and),
            (Rule::AnyOf(parts) | Rule::OneOf(parts), _) => parts
                .iter()
                .map(|part| self.demand(*part, member, depth - 1))
                .reduce(Demand::or)
                .unwrap_or(Demand::NOTHING),
            (rule, _) => Demand::of_value(self.accepted_by(rule, depth)),
        });
        demands.fold(Demand::NOTHING, Demand::and)
    }

    /// What a schema may accept at most.
    fn accepted(&self, schema: SchemaId, depth: usize) -> Accepted<'p> {
        let rules = self.rules_within(depth, schema).unwrap_or_default().iter();
        let accepted = rules.map(|rule| self.accepted_by(rule, depth));
        accepted.fold(Accepted::ALL, Accepted::and)
    }

    fn accepted_by(&self, rule: &'p Rule, depth: usize) -> Accepted<'p> {
        let inner = |schema: &SchemaId| self.accepted(*schema, depth - 1);
        match rule {
            Rule::Never => Accepted::NONE,
            Rule::Types(types) => Accepted::of_types(*types),
            Rule::Const(constant) => Accepted::of_constant(constant),
            Rule::Enum(constants) => Accepted::of_constants(constants),
            Rule::Reference { target, .. } => inner(target),
            Rule::AllOf(parts) => parts.iter().map(inner).fold(Accepted::ALL, Accepted::and),
            Rule::AnyOf(parts) | Rule::OneOf(parts) => parts
                .iter()
                .map(inner)
                .reduce(Accepted::or)
                .unwrap_or(Accepted::ALL),
            Rule::Not(schema) => self.refused_by(*schema, depth - 1),
            _ => Accepted::ALL,
        }
    }

    /// What a schema may refuse at most: all but what it is sure to accept.
    fn refused_by(&self, schema: SchemaId, depth: usize) -> Accepted<'p> {
        let all_but = |constants: &'p [Constant]| {
            let Accepted {
                strings, integers, ..
            } = Accepted::of_constants(constants);
            Accepted {
                types: Types::ALL,
                strings: strings.complement(),
                integers: match integers.has_others() {
                    // Some number is listed that is none of them.
                    true => Listed::ALL,
                    false => integers.complement(),
                },
            }
        };
        match self.rules_within(depth, schema).unwrap_or_default() {
            [Rule::Types(types)] => Accepted::of_types(Types::ALL.without(*types)),
            [Rule::Const(constant)] => all_but(std::slice::from_ref(constant)),
            [Rule::Enum(constants)] => all_but(constants),
            _ => Accepted::ALL,
        }
    }
}
