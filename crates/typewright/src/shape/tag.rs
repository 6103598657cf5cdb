//! Members whose constants tell the branches of a choice apart.

use std::collections::BTreeSet;

use typewright_runtime::Number;

use crate::ir::{Constant, SchemaId};

use super::TagValue;
use super::facts::{Choice, Facts};
use super::plan::{Planner, Position};

/// Choices within choices are looked into so deep for a tag.
const NESTED: usize = 3;

/// The same where so many choices are open at once: each look into one is a look into all the others, too.
fn nested_in(facts: &Facts<'_>, nested: usize) -> usize {
    match facts.choices().len() {
        0..=4 => nested,
        5..=16 => nested.min(1),
        _ => 0,
    }
}

/// A member that tells the branches of a choice apart.
pub(super) struct Tag {
    /// Its name.
    pub member: String,
    /// The possible branches, each with the values that the member has in it: strings or integers, and in no two branches the same.
    pub branches: Vec<(SchemaId, Vec<TagValue>)>,
}

impl<'p> Planner<'p> {
    /// The member that tells the branches apart, if there is one: required in all of them, and with listed values.
    pub(super) fn tag(
        &self,
        choice: Choice<'p>,
        branches: &[SchemaId],
        position: &Position,
    ) -> Option<Tag> {
        let inside: Vec<(Position, Facts<'p>)> = branches
            .iter()
            .map(|branch| {
                let chosen = position.choose(choice.id, *branch);
                let facts = self.facts(&chosen);
                (chosen, facts)
            })
            .collect();
        let candidates = self.required_in_all(&inside, NESTED);
        candidates.into_iter().find_map(|member| {
            let values: Option<Vec<Vec<TagValue>>> = inside
                .iter()
                .map(|(position, facts)| self.tag_values(position, facts, member, NESTED))
                .collect();
            let values = values?;
            (are_apart(&values) && are_alike(&values)).then(|| Tag {
                member: member.to_owned(),
                branches: branches.iter().copied().zip(values).collect(),
            })
        })
    }

    /// The members that every one of some positions requires, in the order of the first.
    fn required_in_all(&self, positions: &[(Position, Facts<'p>)], nested: usize) -> Vec<&'p str> {
        let mut all = positions
            .iter()
            .map(|(position, facts)| self.required_anyhow(position, facts, nested));
        let Some(mut common) = all.next() else {
            return Vec::new();
        };
        for required in all {
            common.retain(|name| required.contains(name));
        }
        common
    }

    /// The members that are required whatever branches of the open choices hold.
    fn required_anyhow(
        &self,
        position: &Position,
        facts: &Facts<'p>,
        nested: usize,
    ) -> Vec<&'p str> {
        let nested = nested_in(facts, nested);
        let mut required = facts.required();
        if nested > 0 {
            for choice in facts.choices() {
                let branches = self.chosen(&choice, facts, position);
                let inside = self.required_in_all(&branches, nested - 1);
                required.extend(
                    inside
                        .into_iter()
                        .filter(|name| !facts.required().contains(name)),
                );
            }
        }
        required
    }

    /// The values that a member can have, if they are listed: by its own schemas, or by every branch of a choice that is open.
    fn tag_values(
        &self,
        position: &Position,
        facts: &Facts<'p>,
        member: &str,
        nested: usize,
    ) -> Option<Vec<TagValue>> {
        let inside = self.facts(&Position::of(&facts.member_schemas(member)));
        let constants = inside.constants();
        let enums = inside.enums();
        if let Some(constant) = constants.first() {
            return Some(vec![TagValue::of(constant)?]);
        }
        if let Some(values) = enums.first() {
            return values.iter().map(TagValue::of).collect();
        }
        let nested = nested_in(facts, nested);
        if nested == 0 {
            return None;
        }
        facts.choices().into_iter().find_map(|choice| {
            let branches = self.chosen(&choice, facts, position);
            let mut values = Vec::new();
            for (position, facts) in &branches {
                for value in self.tag_values(position, facts, member, nested - 1)? {
                    if !values.contains(&value) {
                        values.push(value);
                    }
                }
            }
            (!branches.is_empty()).then_some(values)
        })
    }

    /// The positions that the branches of an open choice make of one.
    fn chosen(
        &self,
        choice: &Choice<'p>,
        facts: &Facts<'p>,
        position: &Position,
    ) -> Vec<(Position, Facts<'p>)> {
        self.possible_branches(choice, facts)
            .into_iter()
            .map(|branch| {
                let chosen = position.choose(choice.id, branch);
                let facts = self.facts(&chosen);
                (chosen, facts)
            })
            .collect()
    }
}

impl TagValue {
    /// A constant as the value of a tag: strings and integers can be.
    pub fn of(constant: &Constant) -> Option<Self> {
        match constant {
            Constant::String(text) => Some(TagValue::String(text.clone())),
            Constant::Number(text) => {
                let number: Number = text.parse().ok()?;
                number.as_i64().map(TagValue::Integer)
            }
            _ => None,
        }
    }
}

/// Whether no value is in two of the lists.
fn are_apart(lists: &[Vec<TagValue>]) -> bool {
    let mut seen = BTreeSet::new();
    lists.iter().all(|list| {
        let own: BTreeSet<&TagValue> = list.iter().collect();
        let is_apart = own.is_disjoint(&seen);
        seen.extend(own);
        is_apart
    })
}

/// Whether one look tells all values apart: all of them are strings, or all of them integers.
fn are_alike(lists: &[Vec<TagValue>]) -> bool {
    let is_string = |value: &TagValue| matches!(value, TagValue::String(_));
    let mut values = lists.iter().flatten();
    match values.next() {
        Some(first) => values.all(|value| is_string(value) == is_string(first)),
        None => false,
    }
}
