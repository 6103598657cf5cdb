//! Keywords about the members of objects.

use crate::load::NodeValue;

use super::lower::{Keyword, Lowering};
use super::{Pattern, PatternProperty, Property, Rule};

impl<'g> Lowering<'g, '_> {
    pub(super) fn pattern_properties(
        &mut self,
        keyword: Keyword<'g>,
    ) -> Option<Vec<PatternProperty>> {
        let mut properties = Vec::new();
        for member in self.object(keyword)? {
            let schema = self.id(keyword.place(member.value));
            let place = keyword.document.name_location(member);
            if let Some(pattern) = self.pattern_of(&member.name, place) {
                properties.push(PatternProperty { pattern, schema });
            }
        }
        Some(properties)
    }

    pub(super) fn dependent_required(&mut self, keyword: Keyword<'g>) -> Option<Rule> {
        let mut names = Vec::new();
        for member in self.object(keyword)? {
            names.push((member.name.clone(), self.strings(keyword, member.value)?));
        }
        Some(Rule::DependentRequired {
            keyword: "dependentRequired",
            names,
        })
    }

    /// `dependencies`, which is two keywords in one: arrays mean what is `dependentRequired` since 2019-09, and schemas what is
    /// `dependentSchemas` (2019-09 validation, appendix A).
    pub(super) fn dependencies(&mut self, keyword: Keyword<'g>) -> Option<Vec<Rule>> {
        let (mut names, mut schemas) = (Vec::new(), Vec::new());
        for member in self.object(keyword)? {
            let name = member.name.clone();
            if let NodeValue::Array(_) = keyword.value_of(member.value) {
                // One that is wrong is reported, and the others are looked at all the same.
                if let Some(required) = self.strings(keyword, member.value) {
                    names.push((name, required));
                }
            } else {
                let schema = self.id(keyword.place(member.value));
                schemas.push(Property { name, schema });
            }
        }
        let keyword = "dependencies";
        let mut rules = Vec::new();
        if !names.is_empty() {
            rules.push(Rule::DependentRequired { keyword, names });
        }
        if !schemas.is_empty() {
            rules.push(Rule::DependentSchemas { keyword, schemas });
        }
        Some(rules)
    }
}

/// The patterns of the `patternProperties` beside a keyword; one that is wrong is reported where it is lowered.
pub(super) fn patterns_beside(keyword: Keyword<'_>) -> Vec<Pattern> {
    let properties = keyword.beside("patternProperties");
    match properties.map(|member| keyword.value_of(member.value)) {
        Some(NodeValue::Object(members)) => members
            .iter()
            .filter_map(|member| Pattern::parse(&member.name).ok())
            .collect(),
        _ => Vec::new(),
    }
}

/// The names in the `properties` beside a keyword.
pub(super) fn declared_beside(keyword: Keyword<'_>) -> Vec<String> {
    let properties = keyword.beside("properties");
    match properties.map(|member| keyword.value_of(member.value)) {
        Some(NodeValue::Object(members)) => {
            members.iter().map(|member| member.name.clone()).collect()
        }
        _ => Vec::new(),
    }
}
