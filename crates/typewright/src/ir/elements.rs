//! Keywords about the elements of arrays.

use typewright_runtime::Number;

use crate::load::{Dialect, NodeValue};

use super::Rule;
use super::lower::{Keyword, Lowering};

impl<'g> Lowering<'g, '_> {
    /// `items`, which is two keywords in one up to 2019-09: an array means what is `prefixItems` since (2020-12 core, appendix E).
    pub(super) fn items(&mut self, keyword: Keyword<'g>) -> Option<Rule> {
        if keyword.dialect() < Dialect::Draft2020 && matches!(keyword.value(), NodeValue::Array(_))
        {
            return Some(Rule::PrefixItems {
                keyword: "items",
                schemas: self.schema_array(keyword)?,
            });
        }
        Some(Rule::Items {
            keyword: "items",
            after: length_beside(keyword, "prefixItems").unwrap_or(0),
            schema: self.subschema(keyword),
        })
    }

    /// `additionalItems`, which means nothing but beside an array of `items` (2019-09 core, 9.3.1.2).
    pub(super) fn additional_items(&mut self, keyword: Keyword<'g>) -> Option<Rule> {
        // Lowered in any case, so that a mistake in it is found.
        let schema = self.subschema(keyword);
        Some(Rule::Items {
            keyword: "additionalItems",
            after: length_beside(keyword, "items")?,
            schema,
        })
    }

    pub(super) fn contains(&mut self, keyword: Keyword<'g>) -> Option<Rule> {
        let bound = |name: &str| {
            // A wrong value is reported where its own keyword is lowered.
            match keyword
                .beside(name)
                .map(|member| keyword.value_of(member.value))
            {
                Some(NodeValue::Number(text)) => text
                    .parse::<Number>()
                    .ok()
                    .and_then(|number| number.as_u64()),
                _ => None,
            }
        };
        Some(Rule::Contains {
            schema: self.subschema(keyword),
            min: bound("minContains").unwrap_or(1),
            max: bound("maxContains"),
            evaluates: keyword.dialect() >= Dialect::Draft2020,
        })
    }
}

/// How many schemas the array of another keyword holds; nothing where it is not there, or is no array.
fn length_beside(keyword: Keyword<'_>, name: &str) -> Option<usize> {
    match keyword.value_of(keyword.beside(name)?.value) {
        NodeValue::Array(elements) => Some(elements.len()),
        _ => None,
    }
}
