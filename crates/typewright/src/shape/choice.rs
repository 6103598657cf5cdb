//! `anyOf` and `oneOf`: which of them a type can express.

use std::collections::BTreeSet;

use crate::ir::{Constant, SchemaId, Types};

use super::facts::{Choice, Facts};
use super::name::{Names, type_name};
use super::plan::{Planner, Position};
use super::{Tagged, TaggedVariant};

/// How a choice is made when a value is read.
pub(super) enum Decision<'p> {
    /// Only one branch is possible.
    Forced(Choice<'p>, SchemaId),
    /// The branches are objects, and a member tells them apart.
    ByTag(Choice<'p>, String, Vec<TaggedBranch>),
}

/// A branch with the strings that the tag has in it.
pub(super) struct TaggedBranch {
    branch: SchemaId,
    tags: Vec<String>,
}

impl<'p> Planner<'p> {
    /// The first choice at a position that reading can decide. The values must be of a single JSON type.
    pub(super) fn decision(&self, facts: &Facts<'p>, position: &Position) -> Option<Decision<'p>> {
        facts.choices().into_iter().find_map(|choice| {
            let possible: Vec<SchemaId> = choice
                .branches
                .iter()
                .copied()
                .filter(|branch| {
                    let types = self.possible.of_schema(*branch);
                    !types.intersection(facts.types).is_empty()
                })
                .collect();
            match possible.as_slice() {
                [] => None,
                [only] => Some(Decision::Forced(choice, *only)),
                _ if facts.types == Types::OBJECT => self.by_tag(choice, &possible, position),
                _ => None,
            }
        })
    }

    fn by_tag(
        &self,
        choice: Choice<'p>,
        branches: &[SchemaId],
        position: &Position,
    ) -> Option<Decision<'p>> {
        let inside: Vec<Facts<'p>> = branches
            .iter()
            .map(|branch| self.facts(&position.choose(choice.id, *branch)))
            .collect();
        let (first, rest) = inside.split_first()?;
        let candidates = first
            .required()
            .into_iter()
            .filter(|name| rest.iter().all(|facts| facts.required().contains(name)));
        for tag in candidates {
            let tags: Option<Vec<Vec<String>>> = inside
                .iter()
                .map(|facts| self.tag_values(facts, tag))
                .collect();
            let Some(tags) = tags else { continue };
            let all: Vec<&String> = tags.iter().flatten().collect();
            let distinct: BTreeSet<&String> = all.iter().copied().collect();
            if distinct.len() == all.len() {
                let tagged = branches.iter().zip(tags);
                let tagged = tagged.map(|(branch, tags)| TaggedBranch {
                    branch: *branch,
                    tags,
                });
                return Some(Decision::ByTag(choice, tag.to_owned(), tagged.collect()));
            }
        }
        None
    }

    /// The strings that a member can have, if they are listed.
    fn tag_values(&self, facts: &Facts<'p>, member: &str) -> Option<Vec<String>> {
        let inside = self.facts(&Position::of(&facts.member_schemas(member)));
        let constants = inside.constants();
        let enums = inside.enums();
        let listed: &[Constant] = match (constants.first(), enums.first()) {
            (Some(constant), _) => std::slice::from_ref(*constant),
            (None, Some(values)) => values,
            (None, None) => return None,
        };
        listed
            .iter()
            .map(|value| match value {
                Constant::String(text) => Some(text.clone()),
                _ => None,
            })
            .collect()
    }

    /// The enum for a choice by tag; `name` is the enum's.
    pub(super) fn tagged(
        &mut self,
        choice: Choice<'p>,
        tag: String,
        branches: Vec<TaggedBranch>,
        position: &Position,
        name: &str,
    ) -> Tagged {
        let mut names = Names::default();
        let variants = branches
            .into_iter()
            .map(|TaggedBranch { branch, tags }| {
                let by_tags = match tags.as_slice() {
                    [only] => Some(type_name(only)),
                    _ => None,
                };
                let wanted = by_tags
                    .or_else(|| self.own_name(branch))
                    .unwrap_or_else(|| "Variant".to_owned());
                let variant = names.take(&wanted);
                let chosen = position.choose(choice.id, branch);
                let value = self.plan_position(&chosen, format!("{name}{variant}"));
                TaggedVariant {
                    variant,
                    tags,
                    value,
                }
            })
            .collect();
        Tagged { tag, variants }
    }
}
