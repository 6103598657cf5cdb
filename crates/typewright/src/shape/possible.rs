//! Which JSON types a schema leaves possible.

use std::collections::BTreeMap;

use crate::ir::{Constant, Program, Rule, SchemaId, Types};

/// The types that values of each schema can have, at most: never fewer than there are.
#[derive(Debug, Default)]
pub(super) struct PossibleTypes {
    known: BTreeMap<SchemaId, Types>,
}

/// Chains of references and choices longer than this are taken to allow everything, which is never wrong.
const MAX_DEPTH: usize = 200;

impl PossibleTypes {
    /// Looks through a whole program.
    pub(super) fn of(program: &Program) -> Self {
        let mut possible = PossibleTypes::default();
        for (id, _) in program.iter() {
            possible.find(program, id, 0);
        }
        possible
    }

    fn find(&mut self, program: &Program, id: SchemaId, depth: usize) -> Types {
        if let Some(types) = self.known.get(&id) {
            return *types;
        }
        if depth == MAX_DEPTH {
            return Types::ALL;
        }
        let mut types = Types::ALL;
        for rule in &program.schema(id).rules {
            let inside: &[SchemaId] = match rule {
                Rule::Reference { target, .. } => std::slice::from_ref(target),
                Rule::AllOf(branches) | Rule::AnyOf(branches) | Rule::OneOf(branches) => branches,
                _ => &[],
            };
            for branch in inside {
                self.find(program, *branch, depth + 1);
            }
            types = types.intersection(self.of_rule(rule));
        }
        self.known.insert(id, types);
        types
    }

    /// The types that values of a schema can have.
    pub(super) fn of_schema(&self, id: SchemaId) -> Types {
        self.known.get(&id).copied().unwrap_or(Types::ALL)
    }

    /// The types that one rule leaves.
    pub(super) fn of_rule(&self, rule: &Rule) -> Types {
        match rule {
            Rule::Never => Types::NONE,
            Rule::Types(types) => *types,
            Rule::Const(value) => value.types(),
            Rule::Enum(values) => values
                .iter()
                .map(Constant::types)
                .fold(Types::NONE, Types::union),
            Rule::Reference { target, .. } => self.of_schema(*target),
            Rule::AllOf(branches) => branches
                .iter()
                .map(|branch| self.of_schema(*branch))
                .fold(Types::ALL, Types::intersection),
            Rule::AnyOf(branches) | Rule::OneOf(branches) => branches
                .iter()
                .map(|branch| self.of_schema(*branch))
                .fold(Types::NONE, Types::union),
            _ => Types::ALL,
        }
    }
}

/// The types of values that a rule can refuse; what only informs refuses none.
pub(super) fn concerns(rule: &Rule) -> Types {
    match rule {
        Rule::MinLength(_)
        | Rule::MaxLength(_)
        | Rule::Pattern(_)
        | Rule::Format(_)
        | Rule::ContentEncoding(_)
        | Rule::ContentJson(_)
        | Rule::ContentSchema { .. } => Types::STRING,
        Rule::Minimum(_)
        | Rule::Maximum(_)
        | Rule::ExclusiveMinimum(_)
        | Rule::ExclusiveMaximum(_)
        | Rule::MultipleOf(_)
        | Rule::PlainIntegers => Types::NUMBER,
        Rule::Required(_)
        | Rule::Properties(_)
        | Rule::AdditionalProperties { .. }
        | Rule::UnevaluatedProperties(_)
        | Rule::PatternProperties(_)
        | Rule::PropertyNames(_)
        | Rule::MinProperties(_)
        | Rule::MaxProperties(_)
        | Rule::DependentRequired { .. }
        | Rule::DependentSchemas { .. }
        | Rule::SameAs(_) => Types::OBJECT,
        Rule::PrefixItems { .. }
        | Rule::Items { .. }
        | Rule::UnevaluatedItems(_)
        | Rule::Contains { .. }
        | Rule::MinItems(_)
        | Rule::MaxItems(_)
        | Rule::UniqueItems => Types::ARRAY,
        Rule::ExtensibleEnum(_) => Types::NONE,
        Rule::Never
        | Rule::Reference { .. }
        | Rule::Types(_)
        | Rule::Const(_)
        | Rule::Enum(_)
        | Rule::AllOf(_)
        | Rule::AnyOf(_)
        | Rule::OneOf(_)
        | Rule::Not(_)
        | Rule::If { .. } => Types::ALL,
    }
}
