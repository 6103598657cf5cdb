//! What a set of schemas that hold together says about one value.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{
    Constant, Format, Known, Pattern, Program, Property, Rule, SameAs, SchemaId, Types,
};

use super::plan::Position;
use super::possible::PossibleTypes;
use super::settled::Settled;

/// An `anyOf` or a `oneOf`, by the schema that has it: a schema can have one of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ChoiceId {
    /// The schema.
    pub schema: SchemaId,
    /// Whether it is the `oneOf`.
    pub exclusive: bool,
}

/// How a choice is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Made {
    /// The branch that holds.
    pub branch: SchemaId,
    /// Whether no other branch holds.
    pub alone: bool,
}

/// A choice between schemas.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice<'p> {
    /// Which.
    pub id: ChoiceId,
    /// What there is to choose from.
    pub branches: &'p [SchemaId],
}

/// The rules of several schemas, taken together.
#[derive(Clone, Debug)]
pub(super) struct Facts<'p> {
    /// The schemas, in order of first mention; references and `allOf` are followed.
    pub members: Vec<SchemaId>,
    /// Choices that have been made: what was chosen is among the schemas now.
    pub made: BTreeMap<ChoiceId, Made>,
    /// Every rule that is a demand of its own, with the schema that has it.
    pub rules: Vec<(SchemaId, &'p Rule)>,
    /// The types a value can have.
    pub types: Types,
    /// The part of the values that is looked at: all, or those of some types when a union is planned piece by piece.
    pub part: Types,
    /// The declared members in order of first mention.
    pub declared: Vec<&'p str>,
    /// Every `properties`, in the order in which a reader of the schema meets them.
    properties: Vec<&'p [Property]>,
}

/// The schemas that hold wherever all of `starts` hold: references and `allOf` followed, in order of first mention.
fn conjunction(program: &Program, starts: &[SchemaId]) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut stack: Vec<SchemaId> = starts.iter().rev().copied().collect();
    while let Some(id) = stack.pop() {
        if !seen.insert(id) {
            continue;
        }
        found.push(id);
        let mut inside = Vec::new();
        for rule in &program.schema(id).rules {
            match rule {
                Rule::Reference { target, .. } => inside.push(*target),
                Rule::AllOf(branches) => inside.extend(branches),
                _ => {}
            }
        }
        stack.extend(inside.into_iter().rev());
    }
    found
}

impl<'p> Facts<'p> {
    /// What the schemas of a position lead to say together, about the values of its part.
    pub(super) fn gather(
        program: &'p Program,
        possible: &PossibleTypes,
        settled: &'p Settled,
        position: &Position,
    ) -> Self {
        let Position {
            schemas: starts,
            part,
            made,
        } = position;
        let mut facts = Facts {
            members: conjunction(program, starts),
            made: made.clone(),
            rules: Vec::new(),
            types: Types::ALL,
            part: Types::ALL,
            declared: Vec::new(),
            properties: Vec::new(),
        };
        facts.declare(program, starts);
        for id in facts.members.clone() {
            for rule in &program.schema(id).rules {
                match settled.known(id, rule, made) {
                    Some(Known::Everything) => {}
                    Some(Known::Listed(listed)) => facts.add(id, listed, possible),
                    None => facts.add(id, rule, possible),
                }
            }
        }
        // A part that leaves nothing out is no part: the same values are the same type, whatever way leads to them.
        if !part.contains(facts.types) {
            facts.part = *part;
            facts.types = facts.types.intersection(*part);
        }
        facts
    }

    /// Declared members in the order in which a reader of the schema meets them: an `allOf` before `properties` comes first.
    fn declare(&mut self, program: &'p Program, starts: &[SchemaId]) {
        enum Step<'p> {
            Into(SchemaId),
            Declare(&'p [Property]),
        }
        let mut seen = BTreeSet::new();
        let mut declared = BTreeSet::new();
        let mut steps: Vec<Step<'p>> = starts.iter().rev().copied().map(Step::Into).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Declare(properties) => {
                    self.properties.push(properties);
                    for property in properties {
                        if declared.insert(property.name.as_str()) {
                            self.declared.push(&property.name);
                        }
                    }
                }
                Step::Into(id) if seen.insert(id) => {
                    for rule in program.schema(id).rules.iter().rev() {
                        match rule {
                            Rule::Reference { target, .. } => steps.push(Step::Into(*target)),
                            Rule::AllOf(branches) => {
                                steps.extend(branches.iter().rev().copied().map(Step::Into));
                            }
                            Rule::Properties(properties) => steps.push(Step::Declare(properties)),
                            _ => {}
                        }
                    }
                }
                Step::Into(_) => {}
            }
        }
    }

    fn add(&mut self, id: SchemaId, rule: &'p Rule, possible: &PossibleTypes) {
        match rule {
            Rule::Reference { .. } | Rule::AllOf(_) => return,
            Rule::AnyOf(_) | Rule::OneOf(_) if self.made.contains_key(&choice_id(id, rule)) => {
                return;
            }
            _ => {}
        }
        self.types = self.types.intersection(possible.of_rule(rule));
        self.rules.push((id, rule));
    }

    fn select<T>(&self, pick: impl Fn(&'p Rule) -> Option<T>) -> Vec<T> {
        self.rules
            .iter()
            .filter_map(|(_, rule)| pick(rule))
            .collect()
    }

    /// The values it must equal, from `const`.
    pub(super) fn constants(&self) -> Vec<&'p Constant> {
        self.select(|rule| match rule {
            Rule::Const(value) => Some(value),
            _ => None,
        })
    }

    /// The sets it must be in, from `enum`.
    pub(super) fn enums(&self) -> Vec<&'p [Constant]> {
        self.select(|rule| match rule {
            Rule::Enum(values) => Some(values.as_slice()),
            _ => None,
        })
    }

    /// Known strings of an open set.
    pub(super) fn extensible(&self) -> Option<&'p [String]> {
        let all = self.select(|rule| match rule {
            Rule::ExtensibleEnum(values) => Some(values.as_slice()),
            _ => None,
        });
        all.first().copied()
    }

    /// Every `pattern`.
    pub(super) fn patterns(&self) -> Vec<&'p Pattern> {
        self.select(|rule| match rule {
            Rule::Pattern(pattern) => Some(pattern),
            _ => None,
        })
    }

    /// Every `format`, each once.
    pub(super) fn formats(&self) -> BTreeSet<Format> {
        let all = self.select(|rule| match rule {
            Rule::Format(format) => Some(*format),
            _ => None,
        });
        all.into_iter().collect()
    }

    /// The highest of the counts that `pick` finds.
    pub(super) fn highest(&self, pick: impl Fn(&'p Rule) -> Option<u64>) -> Option<u64> {
        self.select(pick).into_iter().max()
    }

    /// The lowest of the counts that `pick` finds.
    pub(super) fn lowest(&self, pick: impl Fn(&'p Rule) -> Option<u64>) -> Option<u64> {
        self.select(pick).into_iter().min()
    }

    /// Every spelled number that `pick` finds.
    pub(super) fn numbers(&self, pick: impl Fn(&'p Rule) -> Option<&'p String>) -> Vec<String> {
        self.select(pick).into_iter().cloned().collect()
    }

    /// The names that must be there, in order of first mention.
    pub(super) fn required(&self) -> Vec<&'p str> {
        let mut seen = BTreeSet::new();
        let all = self.select(|rule| match rule {
            Rule::Required(names) => Some(names),
            _ => None,
        });
        let names = all.into_iter().flatten().map(String::as_str);
        names.filter(|name| seen.insert(*name)).collect()
    }

    /// Every `x-same-as` pair, with the schema that has it.
    pub(super) fn same_as(&self) -> Vec<(SchemaId, &'p SameAs)> {
        let of = |(id, rule): &(SchemaId, &'p Rule)| match rule {
            Rule::SameAs(pairs) => Some(pairs.iter().map(|pair| (*id, pair)).collect::<Vec<_>>()),
            _ => None,
        };
        self.rules.iter().filter_map(of).flatten().collect()
    }

    /// Every `anyOf` and `oneOf` that is still open.
    pub(super) fn choices(&self) -> Vec<Choice<'p>> {
        let of = |(id, rule): &(SchemaId, &'p Rule)| match rule {
            Rule::AnyOf(branches) | Rule::OneOf(branches) => Some(Choice {
                id: choice_id(*id, rule),
                branches,
            }),
            _ => None,
        };
        self.rules.iter().filter_map(of).collect()
    }

    /// Whether no value is valid.
    pub(super) fn never(&self) -> bool {
        self.types.is_empty()
            || self
                .rules
                .iter()
                .any(|(_, rule)| matches!(rule, Rule::Never))
    }

    /// The schemas that hold for the member of that name: from every `properties` that declares it, from every
    /// `patternProperties` that it matches, and from every `additionalProperties` whose neighbours name it neither way.
    pub(super) fn member_schemas(&self, name: &str) -> Vec<SchemaId> {
        let declared = self
            .properties
            .iter()
            .flat_map(|properties| properties.iter())
            .filter(|property| property.name == name)
            .map(|property| property.schema);
        let matched = self.rules.iter().flat_map(|(_, rule)| match rule {
            Rule::PatternProperties(properties) => properties
                .iter()
                .filter(|property| property.pattern.is_match(name))
                .map(|property| property.schema)
                .collect(),
            Rule::AdditionalProperties {
                declared,
                patterns,
                schema,
                ..
            } if !declared.iter().any(|declared| declared == name)
                && !patterns.iter().any(|pattern| pattern.is_match(name)) =>
            {
                vec![*schema]
            }
            _ => Vec::new(),
        });
        declared.chain(matched).collect()
    }

    /// The schemas that hold for every member that no `properties` names; nothing is known if names are told apart by patterns.
    pub(super) fn unnamed_schemas(&self) -> Vec<SchemaId> {
        self.select(|rule| match rule {
            Rule::AdditionalProperties {
                patterns, schema, ..
            } if patterns.is_empty() => Some(*schema),
            _ => None,
        })
    }
}

fn choice_id(schema: SchemaId, rule: &Rule) -> ChoiceId {
    ChoiceId {
        schema,
        exclusive: matches!(rule, Rule::OneOf(_)),
    }
}

/// Whether a schema demands something by itself, not only through the schemas it refers to.
pub(super) fn has_own_rules(
    program: &Program,
    id: SchemaId,
    made: &BTreeMap<ChoiceId, Made>,
) -> bool {
    program.schema(id).rules.iter().any(|rule| match rule {
        Rule::Reference { .. } | Rule::AllOf(_) => false,
        Rule::AnyOf(_) | Rule::OneOf(_) => !made.contains_key(&choice_id(id, rule)),
        _ => true,
    })
}
