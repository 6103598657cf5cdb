//! The rules that are applied to one and the same value.

use std::collections::BTreeSet;

use super::Chosen;
use crate::ir::{Program, Rule, SchemaId};

/// What of a value is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Contents {
    /// The members of objects.
    Members,
    /// The elements of arrays.
    Elements,
}

impl Contents {
    /// What a rule about what is not evaluated is about, and what that must be; nothing for other rules.
    pub(crate) fn unevaluated(rule: &Rule) -> Option<(Contents, SchemaId)> {
        match rule {
            Rule::UnevaluatedProperties(rest) => Some((Contents::Members, *rest)),
            Rule::UnevaluatedItems(rest) => Some((Contents::Elements, *rest)),
            _ => None,
        }
    }

    /// What those that are not evaluated must be, by a rule about them.
    pub(crate) fn rest(self, rule: &Rule) -> Option<SchemaId> {
        let (contents, rest) = Contents::unevaluated(rule)?;
        (contents == self).then_some(rest)
    }

    /// Whether a rule has everything evaluated, seen from outside of its schema.
    pub(crate) fn is_all(self, rule: &Rule) -> bool {
        match self {
            Contents::Members => matches!(
                rule,
                Rule::AdditionalProperties { .. } | Rule::UnevaluatedProperties(_)
            ),
            Contents::Elements => matches!(rule, Rule::Items { .. } | Rule::UnevaluatedItems(_)),
        }
    }

    /// Whether a rule by itself has some evaluated.
    pub(crate) fn is_some(self, rule: &Rule) -> bool {
        let some = match (self, rule) {
            (Contents::Members, Rule::Properties(properties)) => !properties.is_empty(),
            (Contents::Members, Rule::PatternProperties(properties)) => !properties.is_empty(),
            (Contents::Elements, Rule::PrefixItems { .. }) => true,
            _ => false,
        };
        some || self.is_tried(rule) || self.is_all(rule)
    }

    /// Whether the elements have to be tried to tell which of them a rule has evaluated.
    pub(crate) fn is_tried(self, rule: &Rule) -> bool {
        let by_value = matches!(
            rule,
            Rule::Contains {
                evaluates: true,
                ..
            }
        );
        self == Contents::Elements && by_value
    }
}

/// The schemas that a rule applies to the value itself and whose evaluations count, and whether they hold wherever the rule does.
///
/// Not those under `not`: if that holds, they have failed, and nothing of what they evaluated counts.
pub(crate) fn applied_in_place(rule: &Rule) -> (Vec<SchemaId>, bool) {
    match rule {
        Rule::Reference { target, .. } => (vec![*target], true),
        Rule::AllOf(branches) => (branches.clone(), true),
        Rule::AnyOf(branches) | Rule::OneOf(branches) => (branches.clone(), false),
        Rule::DependentSchemas { schemas, .. } => (
            schemas.iter().map(|dependent| dependent.schema).collect(),
            false,
        ),
        Rule::If {
            condition,
            then,
            otherwise,
        } => {
            let consequences = then.iter().chain(otherwise);
            let all = std::iter::once(condition).chain(consequences);
            (all.copied().collect(), false)
        }
        _ => (Vec::new(), true),
    }
}

/// A rule that is applied to the value itself.
pub(super) struct Applied<'p> {
    /// The schema that has it.
    pub schema: SchemaId,
    /// The rule.
    pub rule: &'p Rule,
    /// Whether it holds for every value.
    pub always: bool,
}

/// Every rule that is applied to the value itself beside those about what is not evaluated of one schema: each once, or once more if
/// it is found to hold always after all. Of a schema that has everything evaluated, it is only the rule that does.
pub(super) fn rules_in_place(
    program: &Program,
    origin: SchemaId,
    contents: Contents,
    chosen: Option<Chosen>,
) -> Vec<Applied<'_>> {
    let mut rules = Vec::new();
    let mut seen: BTreeSet<(SchemaId, bool)> = BTreeSet::new();
    let mut stack = vec![(origin, true)];
    while let Some((id, always)) = stack.pop() {
        let known = seen.contains(&(id, true)) || !seen.insert((id, always));
        if known {
            continue;
        }
        let is_asked = |rule: &&Rule| id != origin || contents.rest(rule).is_none();
        let mut own: Vec<&Rule> = program.schema(id).rules.iter().filter(is_asked).collect();
        if let Some(all) = own.iter().position(|rule| contents.is_all(rule)) {
            own = vec![own[all]];
        }
        let mut inside = Vec::new();
        for rule in own {
            rules.push(Applied {
                schema: id,
                rule,
                always,
            });
            let made = chosen.filter(|chosen| {
                let exclusive = matches!(rule, Rule::OneOf(_));
                let is_choice = exclusive || matches!(rule, Rule::AnyOf(_));
                is_choice && (chosen.schema, chosen.exclusive) == (id, exclusive)
            });
            let (schemas, holds) = match made {
                Some(chosen) => (vec![chosen.branch], true),
                None => applied_in_place(rule),
            };
            inside.extend(schemas.into_iter().map(|schema| (schema, always && holds)));
        }
        stack.extend(inside.into_iter().rev());
    }
    rules
}
