//! The schemas that a rule puts values to.

use super::{Rule, SchemaId};

impl Rule {
    /// The schemas that the rule puts the whole value to.
    pub(crate) fn in_place(&self) -> Vec<SchemaId> {
        match self {
            Rule::Reference { target: schema, .. } | Rule::Not(schema) => vec![*schema],
            Rule::AllOf(branches) | Rule::AnyOf(branches) | Rule::OneOf(branches) => {
                branches.clone()
            }
            Rule::If {
                condition,
                then,
                otherwise,
            } => [Some(*condition), *then, *otherwise]
                .into_iter()
                .flatten()
                .collect(),
            Rule::DependentSchemas { schemas, .. } => {
                schemas.iter().map(|dependent| dependent.schema).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Replaces every schema of the rule.
    pub(super) fn map_schemas(&mut self, map: &mut dyn FnMut(SchemaId) -> SchemaId) {
        match self {
            Rule::Reference { target: schema, .. }
            | Rule::AdditionalProperties { schema, .. }
            | Rule::UnevaluatedProperties(schema)
            | Rule::PropertyNames(schema)
            | Rule::Items { schema, .. }
            | Rule::UnevaluatedItems(schema)
            | Rule::Contains { schema, .. }
            | Rule::ContentSchema { schema, .. }
            | Rule::Not(schema) => *schema = map(*schema),
            Rule::PrefixItems { schemas, .. }
            | Rule::AllOf(schemas)
            | Rule::AnyOf(schemas)
            | Rule::OneOf(schemas) => {
                for schema in schemas {
                    *schema = map(*schema);
                }
            }
            Rule::Properties(schemas) | Rule::DependentSchemas { schemas, .. } => {
                for property in schemas {
                    property.schema = map(property.schema);
                }
            }
            Rule::PatternProperties(properties) => {
                for property in properties {
                    property.schema = map(property.schema);
                }
            }
            Rule::If {
                condition,
                then,
                otherwise,
            } => {
                for schema in [Some(condition), then.as_mut(), otherwise.as_mut()]
                    .into_iter()
                    .flatten()
                {
                    *schema = map(*schema);
                }
            }
            // Listed one by one, so that no rule with schemas can be forgotten here.
            Rule::Never
            | Rule::Types(_)
            | Rule::PlainIntegers
            | Rule::Const(_)
            | Rule::Enum(_)
            | Rule::MinLength(_)
            | Rule::MaxLength(_)
            | Rule::Pattern(_)
            | Rule::Format(_)
            | Rule::ContentEncoding(_)
            | Rule::ContentJson(_)
            | Rule::Minimum(_)
            | Rule::Maximum(_)
            | Rule::ExclusiveMinimum(_)
            | Rule::ExclusiveMaximum(_)
            | Rule::MultipleOf(_)
            | Rule::Required(_)
            | Rule::MinProperties(_)
            | Rule::MaxProperties(_)
            | Rule::DependentRequired { .. }
            | Rule::MinItems(_)
            | Rule::MaxItems(_)
            | Rule::UniqueItems
            | Rule::ExtensibleEnum(_)
            | Rule::SameAs(_) => {}
        }
    }
}
