//! `anyOf` and `oneOf`: which of them a type can express, and how the alternatives are told apart.

use std::collections::BTreeSet;

use crate::ir::{Rule, SchemaId, Types};

use super::facts::{Choice, Facts};
use super::name::{Names, type_name};
use super::plan::{Planner, Position};
use super::tag::Tag;
use super::{Alternative, Alternatives, TagValue, Tagged, TaggedVariant, Undecided};

/// How a choice is made when a value is read.
pub(super) enum Decision<'p> {
    /// Only one branch is possible.
    Forced(Choice<'p>, SchemaId),
    /// The branches are objects, and a member tells them apart.
    ByTag(Choice<'p>, Tag),
    /// The checks of the branches tell them apart.
    ByCheck(Choice<'p>, Vec<SchemaId>),
}

/// A variant is named after so many values of its tag at most.
const NAMING_VALUES: usize = 3;

/// Choices within choices make more variants than this only where a person would not want to read them.
const MOST_VARIANTS: usize = 200;

/// Of one value so many choices are made, each within the one before: every one of them adds to what is known of the value, and
/// real schemas make a handful. What is left open then is for the checks.
const MOST_MADE: usize = 64;

impl<'p> Planner<'p> {
    /// The first choice at a position that a type can express. The values must be of a single JSON type.
    pub(super) fn decision(&self, facts: &Facts<'p>, position: &Position) -> Option<Decision<'p>> {
        if position.made.len() >= MOST_MADE {
            return None;
        }
        let choices = facts.choices();
        let decided = choices.iter().find_map(|choice| {
            match self.possible_branches(choice, facts).as_slice() {
                [] => None,
                [only] => Some(Decision::Forced(*choice, *only)),
                branches if facts.types == Types::OBJECT => {
                    let tag = self.tag(*choice, branches, position)?;
                    Some(Decision::ByTag(*choice, tag))
                }
                _ => None,
            }
        });
        decided.or_else(|| {
            let variants = choices.iter().map(|choice| choice.branches.len());
            if variants.fold(1, usize::saturating_mul) > MOST_VARIANTS {
                return None;
            }
            choices
                .into_iter()
                .find(|choice| self.gives_shape(choice, facts, position))
                .map(|choice| Decision::ByCheck(choice, self.possible_branches(&choice, facts)))
        })
    }

    /// The branches that values of the types that are left can satisfy.
    pub(super) fn possible_branches(
        &self,
        choice: &Choice<'p>,
        facts: &Facts<'p>,
    ) -> Vec<SchemaId> {
        let is_possible = |branch: &&SchemaId| {
            let types = self.possible.of_schema(**branch);
            !types.intersection(facts.types).is_empty()
        };
        choice
            .branches
            .iter()
            .filter(is_possible)
            .copied()
            .collect()
    }

    /// Whether a type for each branch says more than one type for all of them does.
    ///
    /// Branches that only demand members which are declared beside them do not. Nor do branches that all of them accept the empty
    /// object, beside declared members: a value is of several at once then, and a struct shows more of it than any variant.
    fn gives_shape(&self, choice: &Choice<'p>, facts: &Facts<'p>, position: &Position) -> bool {
        if !matches!(facts.types, Types::OBJECT | Types::ARRAY) {
            return false;
        }
        let branches = self.possible_branches(choice, facts);
        let inside: Vec<Facts<'p>> = branches
            .iter()
            .map(|branch| self.facts(&Position::of(&[*branch])))
            .collect();
        let shapes = inside.iter().any(|branch| {
            let rules = branch.rules.iter();
            rules
                .map(|(_, rule)| rule)
                .any(|rule| is_shape(rule, facts.types))
        });
        let may_be_empty = |branch: &SchemaId| {
            let chosen = position.choose(choice.id, *branch);
            self.facts(&chosen).required().len() == facts.required().len()
        };
        shapes && (facts.declared.is_empty() || !branches.iter().all(may_be_empty))
    }

    /// The enum for a choice by tag; `name` is the enum's.
    pub(super) fn tagged(
        &mut self,
        choice: Choice<'p>,
        tag: Tag,
        position: &Position,
        name: &str,
    ) -> Tagged {
        let mut names = Names::default();
        let variants = tag
            .branches
            .into_iter()
            .map(|(branch, values)| {
                let by_tag = match values.as_slice() {
                    [TagValue::String(only)] => Some(type_name(only)),
                    _ => None,
                };
                let wanted = by_tag
                    .or_else(|| self.own_name(branch))
                    .or_else(|| by_values(&tag.member, &values))
                    .unwrap_or_else(|| "Variant".to_owned());
                let variant = names.take(&wanted);
                let chosen = position.choose_only(choice.id, branch);
                let value = self.plan_position(&chosen, format!("{name}{variant}"));
                TaggedVariant {
                    variant,
                    tags: values,
                    value,
                }
            })
            .collect();
        Tagged {
            tag: tag.member,
            variants,
        }
    }

    /// The enum for a choice by check; `name` is the enum's.
    pub(super) fn alternatives(
        &mut self,
        choice: Choice<'p>,
        branches: &[SchemaId],
        position: &Position,
        name: &str,
    ) -> Alternatives {
        let mut names = Names::default();
        let wanted: Vec<String> = branches
            .iter()
            .map(|branch| {
                self.own_name(*branch)
                    .or_else(|| self.name_by_member(*branch, branches))
                    .unwrap_or_else(|| "Variant".to_owned())
            })
            .collect();
        let variants = branches
            .iter()
            .zip(wanted)
            .map(|(branch, wanted)| {
                let variant = names.take(&wanted);
                let chosen = match choice.id.exclusive {
                    true => position.choose_only(choice.id, *branch),
                    false => position.choose(choice.id, *branch),
                };
                let value = self.plan_position(&chosen, format!("{name}{variant}"));
                Alternative {
                    variant,
                    schema: *branch,
                    value,
                }
            })
            .collect();
        Alternatives {
            exclusive: choice.id.exclusive,
            told_apart: Undecided {
                schema: choice.id.schema,
                keyword: if choice.id.exclusive {
                    "oneOf"
                } else {
                    "anyOf"
                },
            },
            variants,
        }
    }

    /// A branch's name after a member that none of the others has: one that it requires, else one that it declares.
    fn name_by_member(&self, branch: SchemaId, branches: &[SchemaId]) -> Option<String> {
        let others: Vec<Facts<'p>> = branches
            .iter()
            .filter(|other| **other != branch)
            .map(|other| self.facts(&Position::of(&[*other])))
            .collect();
        let own = self.facts(&Position::of(&[branch]));
        let mentioned: BTreeSet<&str> = others
            .iter()
            .flat_map(|facts| facts.declared.iter().copied().chain(facts.required()))
            .collect();
        let mut members = own
            .required()
            .into_iter()
            .chain(own.declared.iter().copied());
        members
            .find(|member| !mentioned.contains(member))
            .map(type_name)
    }
}

/// Whether a rule says what the inside of such values looks like.
fn is_shape(rule: &Rule, types: Types) -> bool {
    match rule {
        Rule::Properties(_) | Rule::PatternProperties(_) | Rule::AdditionalProperties { .. } => {
            types == Types::OBJECT
        }
        Rule::Items { .. } | Rule::PrefixItems { .. } => types == Types::ARRAY,
        // What a choice within the choice says is looked at when that one is made.
        Rule::AnyOf(_) | Rule::OneOf(_) => true,
        _ => false,
    }
}

/// A variant's name after the values of its tag, if they are few: `Version1Or2` for a `version` of 1 or 2.
fn by_values(member: &str, values: &[TagValue]) -> Option<String> {
    if values.len() > NAMING_VALUES {
        return None;
    }
    let words: Vec<String> = values
        .iter()
        .map(|value| match value {
            TagValue::String(text) => text.clone(),
            TagValue::Integer(number) => number.to_string(),
        })
        .collect();
    let words = words.join(" or ");
    Some(match values.first()? {
        TagValue::String(_) => type_name(&words),
        TagValue::Integer(_) => type_name(&format!("{member} {words}")),
    })
}
