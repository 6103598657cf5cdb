//! What a type looks like, by what is known about its values.

use crate::ir::{Rule, Types};

use super::choice::Decision;
use super::facts::Facts;
use super::plan::{Planner, Position, Wanted};
use super::possible::concerns;
use super::scalar::{
    allowed_strings, count_rules, integer_width, is_plain_date_time, listed_integers, number_rules,
    string_enum, text_rules,
};
use super::{Comparison, Residue, TextRules, Tuple, Type, TypeKind, Undecided, UnionVariant};

/// More elements than this are no tuple that a person would want.
const LONGEST_TUPLE: usize = 12;

/// The form of a type, decided before anything inside it is planned.
enum Form<'p> {
    Text,
    StringEnum,
    Boolean,
    Null,
    Number,
    Integer,
    Array,
    Tuple,
    Map,
    Struct,
    Nullable(Types),
    Union,
    Chosen(Decision<'p>),
    Opaque,
}

impl<'p> Planner<'p> {
    /// Whether values like these need a type with a name.
    pub(super) fn needs_name(
        &self,
        facts: &Facts<'p>,
        position: &Position,
        by_schema: bool,
    ) -> bool {
        match self.form(facts, position) {
            Form::StringEnum | Form::Struct | Form::Union | Form::Opaque | Form::Tuple => true,
            Form::Chosen(Decision::ByTag(..) | Decision::ByCheck(..)) => true,
            Form::Text => {
                let rules = text_rules(facts);
                by_schema && rules != TextRules::default() && !is_plain_date_time(&rules)
            }
            _ => false,
        }
    }

    /// Whether the type is that of a part of the values, with nothing around it but `Option`.
    pub(super) fn is_transparent(&self, facts: &Facts<'p>, position: &Position) -> bool {
        matches!(
            self.form(facts, position),
            Form::Nullable(_) | Form::Chosen(Decision::Forced(..))
        )
    }

    /// Whether the type has another one inside without a name of its own.
    pub(super) fn is_container(&self, facts: &Facts<'p>, position: &Position) -> bool {
        matches!(self.form(facts, position), Form::Array | Form::Map)
    }

    /// Whether types may lie within the type.
    pub(super) fn leads_on(&self, facts: &Facts<'p>, position: &Position) -> bool {
        !matches!(
            self.form(facts, position),
            Form::StringEnum
                | Form::Text
                | Form::Boolean
                | Form::Null
                | Form::Number
                | Form::Integer
                | Form::Opaque
        )
    }

    fn form(&self, facts: &Facts<'p>, position: &Position) -> Form<'p> {
        if facts.never() {
            return Form::Opaque;
        }
        if allowed_strings(facts).is_some() {
            return Form::StringEnum;
        }
        let rest = facts.types.without(Types::NULL);
        let is_nullable = facts.types != rest && !rest.is_empty();
        if facts.types == Types::ALL {
            return if self.tells_types_apart(facts, position) {
                Form::Union
            } else {
                Form::Opaque
            };
        }
        if is_nullable && (rest.singles().len() == 1 || !facts.choices().is_empty()) {
            return Form::Nullable(rest);
        }
        if facts.types.singles().len() > 1 {
            return Form::Union;
        }
        if let Some(decision) = self.decision(facts, position) {
            return Form::Chosen(decision);
        }
        match facts.types {
            Types::STRING
                if facts.extensible().is_some() && text_rules(facts) == TextRules::default() =>
            {
                Form::StringEnum
            }
            Types::STRING => Form::Text,
            Types::BOOLEAN => Form::Boolean,
            Types::NUMBER if listed_integers(facts).is_some() => Form::Integer,
            Types::NUMBER => Form::Number,
            Types::INTEGER => Form::Integer,
            Types::ARRAY if tuple_length(facts).is_some() => Form::Tuple,
            Types::ARRAY => Form::Array,
            Types::OBJECT => self.form_of_objects(facts),
            Types::NULL => Form::Null,
            _ => Form::Opaque,
        }
    }

    /// Whether something is said about values of some types and not of others.
    fn tells_types_apart(&self, facts: &Facts<'p>, position: &Position) -> bool {
        let of_some = |rule: &Rule| {
            let types = concerns(rule);
            types != Types::ALL && !types.is_empty()
        };
        facts.rules.iter().any(|(_, rule)| of_some(rule))
            || [Types::OBJECT, Types::ARRAY].into_iter().any(|types| {
                let part = position.only(types);
                self.decision(&self.facts(&part), &part).is_some()
            })
    }

    fn form_of_objects(&self, facts: &Facts<'p>) -> Form<'p> {
        let names_members = !facts.declared.is_empty()
            || !facts.required().is_empty()
            || !facts.same_as().is_empty();
        let unnamed = self.facts(&Position::of(&facts.unnamed_schemas()));
        if names_members || unnamed.never() {
            Form::Struct
        } else {
            Form::Map
        }
    }

    /// The kind of a named type, and what reading it leaves to the check.
    pub(super) fn kind(
        &mut self,
        facts: &Facts<'p>,
        position: &Position,
        name: &str,
    ) -> (TypeKind, Residue) {
        match self.form(facts, position) {
            Form::StringEnum => {
                let planned = string_enum(facts, name, &mut self.names);
                let residue = undecided(facts, decided_by_string_enum);
                (TypeKind::StringEnum(planned), residue)
            }
            Form::Struct => {
                let (planned, mut residue) = self.plan_struct(facts, name);
                residue.extend(undecided(facts, decided_by_struct));
                (TypeKind::Struct(planned), residue)
            }
            Form::Union => (
                TypeKind::Union(self.union(facts, position, name)),
                Vec::new(),
            ),
            Form::Chosen(Decision::ByTag(choice, tag)) => {
                let planned = self.tagged(choice, tag, position, name);
                (TypeKind::Tagged(planned), Vec::new())
            }
            Form::Chosen(Decision::ByCheck(choice, branches)) => {
                let planned = self.alternatives(choice, &branches, position, name);
                (TypeKind::Alternatives(planned), Vec::new())
            }
            Form::Text => {
                let rules = text_rules(facts);
                let residue = undecided(facts, decided_by_text);
                if rules.date_time {
                    (TypeKind::DateTime(rules), residue)
                } else {
                    (TypeKind::Text(rules), residue)
                }
            }
            Form::Tuple => {
                let (planned, residue) = self.tuple(facts, name);
                (TypeKind::Tuple(planned), residue)
            }
            Form::Opaque => (TypeKind::Newtype(Type::Raw), undecided(facts, |_| false)),
            _ => (
                TypeKind::Newtype(self.unnamed(facts, position, name)),
                Vec::new(),
            ),
        }
    }

    /// The type of values that need no name; `name` is for what is inside.
    pub(super) fn unnamed(&mut self, facts: &Facts<'p>, position: &Position, name: &str) -> Type {
        let (value, residue) = match self.form(facts, position) {
            Form::Text => {
                let rules = text_rules(facts);
                let value = if rules.date_time {
                    Type::DateTime(rules)
                } else {
                    Type::String(rules)
                };
                (value, undecided(facts, decided_by_text))
            }
            Form::Boolean => (Type::Boolean, undecided(facts, decided_by_type)),
            Form::Null => (Type::Null, undecided(facts, decided_by_null)),
            Form::Number => (
                Type::Number(number_rules(facts)),
                undecided(facts, |rule| decided_by_number(rule, false)),
            ),
            Form::Integer => (
                Type::Integer(integer_width(facts), number_rules(facts)),
                undecided(facts, |rule| {
                    decided_by_number(rule, listed_integers(facts).is_some())
                }),
            ),
            Form::Array => self.array(facts, name),
            Form::Map => self.map(facts, name),
            Form::Nullable(rest) => return self.nullable(facts, position, rest, name),
            Form::Chosen(Decision::Forced(choice, branch)) => {
                let chosen = position.choose_only(choice.id, branch);
                return self.plan_position(&chosen, name.to_owned());
            }
            _ => (Type::Raw, undecided(facts, |_| false)),
        };
        if residue.is_empty() {
            value
        } else {
            Type::Checked(Box::new(value), residue)
        }
    }

    fn nullable(
        &mut self,
        facts: &Facts<'p>,
        position: &Position,
        rest: Types,
        name: &str,
    ) -> Type {
        let inner = position.only(rest);
        let wanted = self
            .schema_name(&inner, &self.facts(&inner))
            .unwrap_or_else(|| Wanted::path(name.to_owned()));
        let value = Type::Nullable(Box::new(self.plan_as(&inner, wanted)));
        // `null` has no type of its own here, so what concerns it is left to the check of the whole.
        match self.null_residue(facts, position) {
            residue if residue.is_empty() => value,
            residue => Type::Checked(Box::new(value), residue),
        }
    }

    /// What reading a `null` at this position does not decide.
    fn null_residue(&self, facts: &Facts<'p>, position: &Position) -> Residue {
        let null = position.only(Types::NULL);
        let mut null_facts = self.facts(&null);
        let mut current = null;
        while let Some(Decision::Forced(choice, branch)) = self.decision(&null_facts, &current) {
            current = current.choose_only(choice.id, branch);
            null_facts = self.facts(&current);
        }
        if undecided(&null_facts, decided_by_null).is_empty() {
            return Residue::new();
        }
        undecided(facts, decided_by_null)
    }

    fn array(&mut self, facts: &Facts<'p>, name: &str) -> (Type, Residue) {
        let is_plain = !facts
            .rules
            .iter()
            .any(|(_, rule)| matches!(rule, Rule::PrefixItems { .. }));
        if !is_plain {
            let value = Type::Array(Box::new(Type::Raw), count_rules(facts));
            return (
                value,
                undecided(facts, |rule| decided_by_array(rule, false)),
            );
        }
        let mut items = Vec::new();
        for (_, rule) in &facts.rules {
            if let Rule::Items { schema, .. } = rule {
                items.push(*schema);
            }
        }
        let element = self.plan(&items, format!("{name}Item"));
        let must_be_distinct = |(_, rule): &(_, &Rule)| matches!(rule, Rule::UniqueItems);
        let mut counts = count_rules(facts);
        if facts.rules.iter().any(must_be_distinct) {
            counts.distinct = self.comparison(&element);
        }
        let residue = undecided(facts, |rule| match rule {
            Rule::UniqueItems => counts.distinct.is_some(),
            _ => decided_by_array(rule, true),
        });
        (Type::Array(Box::new(element), counts), residue)
    }

    /// How values of a type are told apart; `None` where only their JSON can be compared.
    fn comparison(&self, value: &Type) -> Option<Comparison> {
        match value {
            Type::String(_) | Type::Integer(..) => Some(Comparison::Whole),
            Type::Checked(inner, _) => self.comparison(inner),
            Type::Named(id) => match self.definition(*id)?.kind {
                TypeKind::Text(_) | TypeKind::StringEnum(_) => Some(Comparison::Text),
                _ => None,
            },
            _ => None,
        }
    }

    fn tuple(&mut self, facts: &Facts<'p>, name: &str) -> (Tuple, Residue) {
        let mut elements = Vec::new();
        let mut after = Vec::new();
        for (_, rule) in &facts.rules {
            match rule {
                Rule::PrefixItems { schemas, .. } => {
                    for (index, schema) in schemas.iter().enumerate() {
                        let path = format!("{name}Element{}", index + 1);
                        elements.push(self.plan(&[*schema], path));
                    }
                }
                Rule::Items { schema, .. } => after.push(*schema),
                _ => {}
            }
        }
        let length = elements.len() as u64;
        let closed =
            count_rules(facts).max == Some(length) || self.facts(&Position::of(&after)).never();
        let rest = (!closed).then(|| self.plan(&after, format!("{name}Rest")));
        let residue = undecided(facts, |rule| match rule {
            Rule::Types(_) | Rule::PrefixItems { .. } | Rule::Items { .. } => true,
            Rule::MinItems(min) => *min <= length,
            Rule::MaxItems(max) => *max == length,
            _ => false,
        });
        let required = count_rules(facts).min.unwrap_or(0).min(length) as usize;
        let tuple = Tuple {
            elements,
            required,
            rest,
        };
        (tuple, residue)
    }

    fn map(&mut self, facts: &Facts<'p>, name: &str) -> (Type, Residue) {
        let unnamed = self.unnamed_members(facts);
        let value = self.plan(&unnamed.schemas, format!("{name}Value"));
        let residue = undecided(facts, |rule| {
            matches!(rule, Rule::Types(_)) || unnamed.decides(rule)
        });
        (Type::Map(Box::new(value), unnamed.names), residue)
    }

    fn union(&mut self, facts: &Facts<'p>, position: &Position, name: &str) -> Vec<UnionVariant> {
        Types::JSON
            .into_iter()
            .filter(|(_, types)| !facts.types.intersection(*types).is_empty())
            .map(|(variant, types)| {
                let part = position.only(types.intersection(facts.types));
                let wanted = Wanted::path(format!("{name}{variant}"));
                UnionVariant {
                    variant: variant.to_owned(),
                    value: self.plan_as(&part, wanted),
                }
            })
            .collect()
    }
}

/// How many elements a tuple begins with; `None` when the arrays are no tuples of ours.
fn tuple_length(facts: &Facts<'_>) -> Option<usize> {
    let mut lengths = facts.rules.iter().filter_map(|(_, rule)| match rule {
        Rule::PrefixItems { schemas, .. } => Some(schemas.len()),
        _ => None,
    });
    let length = lengths.next()?;
    let alone = lengths.next().is_none()
        && facts.rules.iter().all(|(_, rule)| match rule {
            Rule::Items { after, .. } => *after == length,
            _ => true,
        });
    (alone && length > 0 && length <= LONGEST_TUPLE).then_some(length)
}

/// The rules that can refuse such values and that reading does not decide.
pub(super) fn undecided(facts: &Facts<'_>, decided: impl Fn(&Rule) -> bool) -> Residue {
    facts
        .rules
        .iter()
        .filter(|(_, rule)| !concerns(rule).intersection(facts.types).is_empty() || facts.never())
        .filter(|(_, rule)| !decided(rule))
        .filter_map(|(schema, rule)| {
            Some(Undecided {
                schema: *schema,
                keyword: rule.keyword()?,
            })
        })
        .collect()
}

fn decided_by_type(rule: &Rule) -> bool {
    matches!(rule, Rule::Types(_))
}

fn decided_by_null(rule: &Rule) -> bool {
    matches!(rule, Rule::Types(_))
        || matches!(rule, Rule::Const(value) if value.types() == Types::NULL)
        || matches!(rule, Rule::Enum(values) if values.iter().any(|value| value.types() == Types::NULL))
}

fn decided_by_text(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::Types(_)
            | Rule::MinLength(_)
            | Rule::MaxLength(_)
            | Rule::Pattern(_)
            | Rule::Format(_)
    )
}

pub(super) fn decided_by_string_enum(rule: &Rule) -> bool {
    decided_by_text(rule) || matches!(rule, Rule::Const(_) | Rule::Enum(_))
}

fn decided_by_number(rule: &Rule, listed: bool) -> bool {
    if matches!(rule, Rule::Const(_) | Rule::Enum(_)) {
        return listed;
    }
    matches!(
        rule,
        Rule::Types(_)
            | Rule::Minimum(_)
            | Rule::Maximum(_)
            | Rule::ExclusiveMinimum(_)
            | Rule::ExclusiveMaximum(_)
            | Rule::MultipleOf(_)
    )
}

fn decided_by_array(rule: &Rule, typed: bool) -> bool {
    match rule {
        Rule::Types(_) | Rule::MinItems(_) | Rule::MaxItems(_) => true,
        Rule::Items { .. } => typed,
        _ => false,
    }
}

/// What is said about members without a name, and `x-same-as`, is looked at where the struct is planned.
fn decided_by_struct(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::Types(_)
            | Rule::Properties(_)
            | Rule::Required(_)
            | Rule::AdditionalProperties { .. }
            | Rule::PatternProperties(_)
            | Rule::PropertyNames(_)
            | Rule::SameAs(_)
    )
}
