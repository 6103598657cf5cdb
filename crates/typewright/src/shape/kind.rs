//! What a type looks like, by what is known about its values.

use typewright_runtime::{Number, check};

use crate::ir::{Constant, Format, SchemaId, Types};

use super::facts::Facts;
use super::name::{Names, type_name};
use super::plan::{Planner, Wanted};
use super::{
    IntegerWidth, NumberRules, Residue, StringEnum, StringVariant, TextRules, Type, TypeKind,
    UnionVariant,
};

/// `integer` and `number` have one variant: every integer is a number.
const UNION_VARIANTS: [(&str, Types); 6] = [
    ("String", Types::STRING),
    ("Number", Types::NUMBER),
    ("Boolean", Types::BOOLEAN),
    ("Array", Types::ARRAY),
    ("Object", Types::OBJECT),
    ("Null", Types::NULL),
];

/// The form of a type, decided before anything inside it is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    StringEnum,
    Boolean,
    Null,
    Number,
    Integer,
    Array,
    Map,
    Struct,
    Nullable(Types),
    Union,
    Opaque,
}

impl<'p> Planner<'p> {
    /// Whether values like these need a type with a name.
    pub(super) fn needs_name(&self, facts: &Facts<'_>, by_schema: bool) -> bool {
        match self.form(facts) {
            Form::StringEnum | Form::Struct | Form::Union | Form::Opaque => true,
            Form::Text => {
                by_schema && text_rules(facts) != TextRules::default() && !is_plain_date_time(facts)
            }
            _ => false,
        }
    }

    /// Whether values like these are `null` or of one other type.
    pub(super) fn is_nullable(&self, facts: &Facts<'_>) -> bool {
        matches!(self.form(facts), Form::Nullable(_))
    }

    fn form(&self, facts: &Facts<'_>) -> Form {
        if facts.never || facts.types.is_empty() {
            return Form::Opaque;
        }
        if !facts.constants.is_empty() || !facts.enums.is_empty() {
            return if allowed_strings(facts).is_some() {
                Form::StringEnum
            } else if facts.types == Types::NULL {
                Form::Null
            } else {
                Form::Opaque
            };
        }
        let Some(object) = self.object_form(facts) else {
            return Form::Opaque;
        };
        let rest = facts.types.without(Types::NULL);
        match rest {
            _ if facts.types == Types::ALL => Form::Opaque,
            Types::NONE => Form::Null,
            _ if facts.types != rest && (rest.singles().len() == 1) => Form::Nullable(rest),
            Types::STRING
                if facts.extensible.is_some() && text_rules(facts) == TextRules::default() =>
            {
                Form::StringEnum
            }
            Types::STRING => Form::Text,
            Types::BOOLEAN => Form::Boolean,
            Types::NUMBER => Form::Number,
            Types::INTEGER => Form::Integer,
            Types::ARRAY => Form::Array,
            Types::OBJECT => object,
            _ => Form::Union,
        }
    }

    /// What objects among these values look like; `None` when no type of ours holds them.
    fn object_form(&self, facts: &Facts<'_>) -> Option<Form> {
        if !facts.types.contains(Types::OBJECT) {
            return Some(Form::Opaque);
        }
        if facts.declared.is_empty() && facts.required.is_empty() && facts.same_as.is_empty() {
            let unnamed = facts.unnamed_schemas();
            let nothing_else = Facts::gather(self.program, &unnamed).never;
            return Some(if nothing_else {
                Form::Struct
            } else {
                Form::Map
            });
        }
        Some(Form::Struct)
    }

    /// The kind of a named type, and what reading it leaves to the check.
    pub(super) fn kind(
        &mut self,
        facts: &Facts<'p>,
        schemas: &[SchemaId],
        name: &str,
    ) -> (TypeKind, Residue) {
        match self.form(facts) {
            Form::StringEnum => (
                TypeKind::StringEnum(self.string_enum(facts, name)),
                Vec::new(),
            ),
            Form::Struct => {
                let (planned, residue) = self.plan_struct(facts, name);
                (TypeKind::Struct(planned), residue)
            }
            Form::Union => (
                TypeKind::Union(self.union(facts, schemas, name)),
                Vec::new(),
            ),
            Form::Text => {
                let rules = text_rules(facts);
                let kind = if rules.date_time {
                    TypeKind::DateTime(rules)
                } else {
                    TypeKind::Text(rules)
                };
                (kind, Vec::new())
            }
            Form::Opaque => (TypeKind::Newtype(Type::Raw), self.every_rule(facts)),
            _ => (
                TypeKind::Newtype(self.unnamed(facts, schemas, name)),
                Vec::new(),
            ),
        }
    }

    /// The type of values that need no name; `name` is for what is inside.
    pub(super) fn unnamed(&mut self, facts: &Facts<'p>, schemas: &[SchemaId], name: &str) -> Type {
        match self.form(facts) {
            Form::Text => {
                let rules = text_rules(facts);
                if rules.date_time {
                    Type::DateTime(rules)
                } else {
                    Type::String(rules)
                }
            }
            Form::Boolean => Type::Boolean,
            Form::Null => Type::Null,
            Form::Number => Type::Number(number_rules(facts)),
            Form::Integer => Type::Integer(integer_width(facts), number_rules(facts)),
            Form::Array => {
                let element = self.plan(&facts.items, format!("{name}Item"));
                Type::Array(Box::new(element))
            }
            Form::Map => {
                let value = self.plan(&facts.unnamed_schemas(), format!("{name}Value"));
                Type::Map(Box::new(value))
            }
            Form::Nullable(rest) => {
                let wanted = self
                    .schema_name(schemas, facts)
                    .unwrap_or_else(|| Wanted::path(name.to_owned()));
                Type::Nullable(Box::new(self.plan_only(schemas, rest, wanted)))
            }
            Form::StringEnum | Form::Struct | Form::Union | Form::Opaque => Type::Raw,
        }
    }

    fn union(&mut self, facts: &Facts<'p>, schemas: &[SchemaId], name: &str) -> Vec<UnionVariant> {
        UNION_VARIANTS
            .into_iter()
            .filter(|(_, types)| !facts.types.intersection(*types).is_empty())
            .map(|(variant, types)| UnionVariant {
                variant: variant.to_owned(),
                value: self.plan_only(schemas, types, Wanted::path(format!("{name}{variant}"))),
            })
            .collect()
    }

    fn string_enum(&mut self, facts: &Facts<'p>, name: &str) -> StringEnum {
        let (values, open) = match (allowed_strings(facts), facts.extensible) {
            (Some(values), _) => (values, false),
            (None, known) => (
                known
                    .unwrap_or_default()
                    .iter()
                    .map(String::as_str)
                    .collect(),
                true,
            ),
        };
        let mut names = Names::default();
        if open {
            names.take("Other");
        }
        let variants = values
            .into_iter()
            .map(|value| StringVariant {
                variant: names.take(&type_name(value)),
                value: value.to_owned(),
            })
            .collect();
        StringEnum {
            variants,
            other: open.then(|| self.names.take(&format!("Other{name}"))),
        }
    }
}

/// The strings that `const` and `enum` leave, if they leave nothing but strings.
fn allowed_strings<'p>(facts: &Facts<'p>) -> Option<Vec<&'p str>> {
    let mut sets = facts
        .constants
        .iter()
        .map(|constant| std::slice::from_ref(*constant))
        .chain(facts.enums.iter().copied());
    let first = sets.next()?;
    let rest: Vec<&[Constant]> = sets.collect();
    let allowed: Vec<&Constant> = first
        .iter()
        .filter(|value| rest.iter().all(|set| set.contains(value)))
        .filter(|value| !facts.types.intersection(value.types()).is_empty())
        .collect();
    let mut strings: Vec<&str> = Vec::new();
    for value in allowed {
        let Constant::String(text) = value else {
            return None;
        };
        if accepts_text(facts, text) && !strings.contains(&text.as_str()) {
            strings.push(text);
        }
    }
    (!strings.is_empty()).then_some(strings)
}

/// The one value that every valid value equals, if `const` says so and no other rule forbids it.
pub(super) fn single_value<'p>(facts: &Facts<'p>) -> Option<&'p Constant> {
    let (first, rest) = facts.constants.split_first()?;
    let one = rest.iter().all(|other| other == first)
        && facts.enums.iter().all(|set| set.contains(first))
        && !facts.never
        && !facts.types.intersection(first.types()).is_empty();
    let allowed = match first {
        Constant::String(text) => accepts_text(facts, text),
        Constant::Null | Constant::Boolean(_) => true,
        // Rules for numbers, arrays and objects beside a `const` are left to the check.
        Constant::Number(_) => {
            facts.minimums.is_empty() && facts.maximums.is_empty() && facts.types == Types::NUMBER
        }
        Constant::Array(_) | Constant::Object(_) => false,
    };
    (one && allowed).then_some(*first)
}

fn accepts_text(facts: &Facts<'_>, text: &str) -> bool {
    let rules = text_rules(facts);
    rules
        .min_length
        .is_none_or(|length| check::has_min_length(text, in_memory(length)))
        && rules
            .max_length
            .is_none_or(|length| check::has_max_length(text, in_memory(length)))
        && rules.patterns.iter().all(|pattern| pattern.is_match(text))
        && (!rules.date_time || check::is_date_time(text))
}

/// A length that no text in memory reaches is as good as the longest there can be.
fn in_memory(length: u64) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}

fn text_rules(facts: &Facts<'_>) -> TextRules {
    TextRules {
        min_length: facts.min_length,
        max_length: facts.max_length,
        patterns: facts
            .patterns
            .iter()
            .map(|pattern| (*pattern).clone())
            .collect(),
        date_time: facts.formats.contains(&Format::DateTime),
    }
}

/// A date-time without further rules needs no newtype: the runtime's type says it all.
fn is_plain_date_time(facts: &Facts<'_>) -> bool {
    text_rules(facts)
        == TextRules {
            date_time: true,
            ..TextRules::default()
        }
}

fn number_rules(facts: &Facts<'_>) -> NumberRules {
    let owned = |bounds: &[&str]| bounds.iter().map(|bound| (*bound).to_owned()).collect();
    NumberRules {
        minimum: owned(&facts.minimums),
        maximum: owned(&facts.maximums),
    }
}

/// Unsigned when a bound forbids negative numbers.
fn integer_width(facts: &Facts<'_>) -> IntegerWidth {
    let zero = Number::from(0_i64);
    let is_unsigned = facts
        .minimums
        .iter()
        .filter_map(|bound| bound.parse::<Number>().ok())
        .any(|bound| bound >= zero);
    if is_unsigned {
        IntegerWidth::U64
    } else {
        IntegerWidth::I64
    }
}
