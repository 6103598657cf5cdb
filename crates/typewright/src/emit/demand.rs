//! What a schema demands, as far as a first look at a value tells: its type, and one of its members.

use std::cell::Cell;
use std::collections::BTreeSet;

use crate::ir::{Constant, Program, Rule, SchemaId, Types};

/// Schemas within schemas are looked into so deep.
const DEPTH: usize = 6;

/// So many schemas are looked at for one choice; what is not known by then is left open.
const MOST_LOOKS: usize = 20_000;

/// So many strings at most are listed for one schema.
const MOST_STRINGS: usize = 64;

/// Some strings, or all but some.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Strings<'p> {
    Only(BTreeSet<&'p str>),
    Except(BTreeSet<&'p str>),
}

impl<'p> Strings<'p> {
    const NONE: Self = Strings::Only(BTreeSet::new());
    const ALL: Self = Strings::Except(BTreeSet::new());

    fn and(self, other: Self) -> Self {
        use Strings::{Except, Only};
        match (self, other) {
            (Only(left), Only(right)) => Only(&left & &right),
            (Only(only), Except(except)) | (Except(except), Only(only)) => Only(&only - &except),
            (Except(left), Except(right)) => Except(&left | &right),
        }
    }

    fn or(self, other: Self) -> Self {
        use Strings::{Except, Only};
        match (self, other) {
            (Only(left), Only(right)) => Only(&left | &right),
            (Only(only), Except(except)) | (Except(except), Only(only)) => Except(&except - &only),
            (Except(left), Except(right)) => Except(&left & &right),
        }
    }

    fn listed(&self) -> &BTreeSet<&'p str> {
        let (Strings::Only(listed) | Strings::Except(listed)) = self;
        listed
    }
}

/// What a schema may accept at most.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Accepted<'p> {
    types: Types,
    strings: Strings<'p>,
}

impl<'p> Accepted<'p> {
    const ALL: Self = Accepted {
        types: Types::ALL,
        strings: Strings::ALL,
    };
    const NONE: Self = Accepted {
        types: Types::NONE,
        strings: Strings::NONE,
    };

    /// Whatever is of these types.
    fn of_types(types: Types) -> Self {
        let strings = match types.contains(Types::STRING) {
            true => Strings::ALL,
            false => Strings::NONE,
        };
        Accepted { types, strings }
    }

    /// These values.
    fn of_constants(constants: &'p [Constant]) -> Self {
        let types = constants.iter().map(Constant::types);
        let strings = constants.iter().filter_map(|constant| match constant {
            Constant::String(text) => Some(text.as_str()),
            _ => None,
        });
        Accepted {
            types: types.fold(Types::NONE, Types::union),
            strings: Strings::Only(strings.collect()),
        }
    }

    fn and(self, other: Self) -> Self {
        Accepted {
            types: self.types.intersection(other.types),
            strings: self.strings.and(other.strings),
        }
    }

    fn or(self, other: Self) -> Self {
        Accepted {
            types: self.types.union(other.types),
            strings: self.strings.or(other.strings),
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

    /// Whether the value may be an object where this string is the member.
    pub(super) fn may_have(&self, string: &str) -> bool {
        let may_be = match &self.member.strings {
            Strings::Only(strings) => strings.contains(string),
            Strings::Except(strings) => !strings.contains(string),
        };
        may_be && self.may_have_strings()
    }

    /// Whether the value may be an object where a string is the member that none of the [listed](Demand::listed) ones is.
    pub(super) fn may_have_other_string(&self) -> bool {
        matches!(self.member.strings, Strings::Except(_)) && self.may_have_strings()
    }

    fn may_have_strings(&self) -> bool {
        self.may_be(Types::OBJECT) && self.member.has(Types::STRING)
    }

    /// Whether the value may be an object where the member is absent, or anything but a string.
    pub(super) fn may_lack_string(&self) -> bool {
        let may_be_other = self.member.has(Types::ALL.without(Types::STRING));
        self.may_be(Types::OBJECT) && (may_be_other || !self.required)
    }

    /// The strings that the member has to be, or must not be, if the value is an object and these are listed.
    pub(super) fn listed(&self) -> Option<&BTreeSet<&'p str>> {
        let listed = self.member.strings.listed();
        (self.may_have_strings() && !listed.is_empty()).then_some(listed)
    }

    /// Without a list that is too long to be written out.
    fn shortened(mut self) -> Self {
        if self.member.strings.listed().len() > MOST_STRINGS {
            self.member.strings = Strings::ALL;
        }
        self
    }
}

/// What each of the schemas demands of a value, and of the member of which they tell most; of that member nothing is said where
/// less than two of them list strings.
pub(super) fn demands<'p>(
    program: &'p Program,
    schemas: &[SchemaId],
) -> (Option<&'p str>, Vec<Demand<'p>>) {
    let look = Look {
        program,
        left: Cell::new(MOST_LOOKS),
    };
    let of = |member: Option<&'p str>| -> Vec<Demand<'p>> {
        let all = schemas
            .iter()
            .map(|schema| look.demand(*schema, member, DEPTH));
        all.map(Demand::shortened).collect()
    };
    let told = |demands: &[Demand<'_>]| demands.iter().filter_map(Demand::listed).count();
    let mut members: Vec<&str> = Vec::new();
    for schema in schemas {
        look.members(*schema, DEPTH, &mut members);
    }
    // The first of those that tell the same.
    let mut best = (None, of(None));
    let mut most = 1;
    for member in members {
        let found = of(Some(member));
        if told(&found) > most {
            most = told(&found);
            best = (Some(member), found);
        }
    }
    best
}

/// A look at the schemas of one choice.
struct Look<'p> {
    program: &'p Program,
    left: Cell<usize>,
}

impl<'p> Look<'p> {
    fn rules(&self, schema: SchemaId, depth: usize) -> &'p [Rule] {
        let left = self.left.get();
        if depth == 0 || left == 0 {
            return &[];
        }
        self.left.set(left - 1);
        &self.program.schema(schema).rules
    }

    /// The members of which a schema lists strings.
    fn members(&self, schema: SchemaId, depth: usize, found: &mut Vec<&'p str>) {
        for rule in self.rules(schema, depth) {
            match rule {
                Rule::Properties(properties) => {
                    for property in properties {
                        let name = property.name.as_str();
                        let listed = || {
                            let accepted = self.accepted(property.schema, DEPTH);
                            !accepted.strings.listed().is_empty()
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
        let rules = self.rules(schema, depth).iter();
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
        let rules = self.rules(schema, depth).iter();
        let accepted = rules.map(|rule| self.accepted_by(rule, depth));
        accepted.fold(Accepted::ALL, Accepted::and)
    }

    fn accepted_by(&self, rule: &'p Rule, depth: usize) -> Accepted<'p> {
        let inner = |schema: &SchemaId| self.accepted(*schema, depth - 1);
        match rule {
            Rule::Never => Accepted::NONE,
            Rule::Types(types) => Accepted::of_types(*types),
            Rule::Const(constant) => Accepted::of_constants(std::slice::from_ref(constant)),
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
        let strings = |constants: &'p [Constant]| Accepted {
            types: Types::ALL,
            strings: match Accepted::of_constants(constants).strings {
                Strings::Only(strings) => Strings::Except(strings),
                Strings::Except(_) => Strings::ALL,
            },
        };
        match self.rules(schema, depth) {
            [Rule::Types(types)] => Accepted::of_types(Types::ALL.without(*types)),
            [Rule::Const(constant)] => strings(std::slice::from_ref(constant)),
            [Rule::Enum(constants)] => strings(constants),
            [Rule::Types(types), Rule::Enum(constants)] if types.contains(Types::STRING) => {
                strings(constants)
            }
            _ => Accepted::ALL,
        }
    }
}
