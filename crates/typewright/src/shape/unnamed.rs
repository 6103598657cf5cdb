//! Members that no `properties` names: what their names must satisfy, and which schemas hold for their values.

use crate::ir::{Pattern, PatternProperty, Rule, SchemaId, Types};

use super::NameRules;
use super::check_names::patterns_in;
use super::facts::Facts;
use super::kind::{decided_by_string_enum, undecided};
use super::plan::{Planner, Position};
use super::scalar::{accepts_text, allowed_strings, is_judged, text_rules};

/// What is known about the members that no `properties` names.
pub(super) struct UnnamedMembers<'p> {
    /// What reading decides about their names.
    pub names: NameRules,
    /// The schemas that hold for the value of each of them.
    pub schemas: Vec<SchemaId>,
    /// The rules that say no more than that.
    decided: Vec<&'p Rule>,
    /// What `propertyNames` says about names, as strings.
    name_facts: Facts<'p>,
}

impl UnnamedMembers<'_> {
    /// Whether `propertyNames` allows a name that is known now; not if only the generated code can tell.
    pub(super) fn accepts_name(&self, name: &str) -> bool {
        match &self.names.listed {
            Some(listed) => listed.iter().any(|listed| listed == name),
            None => is_judged(&self.name_facts) && accepts_text(&self.name_facts, name),
        }
    }

    /// Whether the rule says no more about such members than is known of them.
    pub(super) fn decides(&self, rule: &Rule) -> bool {
        self.decided
            .iter()
            .any(|decided| std::ptr::eq(*decided, rule))
    }
}

impl<'p> Planner<'p> {
    /// What `patternProperties`, `additionalProperties` and `propertyNames` say together about members without a name.
    pub(super) fn unnamed_members(&self, facts: &Facts<'p>) -> UnnamedMembers<'p> {
        let mut unnamed = UnnamedMembers {
            names: NameRules::default(),
            schemas: Vec::new(),
            decided: Vec::new(),
            name_facts: self.facts(&Position::of(&name_schemas(facts)).only(Types::STRING)),
        };
        // A name that takes too many steps to tell whether it matches is refused, which only the check does.
        let decidable = facts.rules.iter().filter(|(_, rule)| !asks_to_try(rule));
        let rules: Vec<&'p Rule> = decidable.map(|(_, rule)| *rule).collect();
        for rule in &rules {
            self.decide_additional(rule, &mut unnamed);
        }
        for rule in &rules {
            self.decide_matching(rule, &mut unnamed);
        }
        self.decide_names(&rules, &mut unnamed);
        unnamed
    }

    fn decide_additional(&self, rule: &'p Rule, unnamed: &mut UnnamedMembers<'p>) {
        let Rule::AdditionalProperties {
            patterns, schema, ..
        } = rule
        else {
            return;
        };
        let inside = self.facts(&Position::of(&[*schema]));
        if patterns.is_empty() {
            unnamed.schemas.push(*schema);
        } else if inside.never() {
            unnamed.names.matched.push(patterns.clone());
        } else if !inside.rules.is_empty() {
            return;
        }
        unnamed.decided.push(rule);
    }

    fn decide_matching(&self, rule: &'p Rule, unnamed: &mut UnnamedMembers<'p>) {
        let Rule::PatternProperties(properties) = rule else {
            return;
        };
        let rules_of = |property: &PatternProperty| &self.program.schema(property.schema).rules;
        let says_nothing = properties
            .iter()
            .all(|property| rules_of(property).is_empty());
        let same = properties
            .windows(2)
            .all(|pair| matches!(pair, [left, right] if rules_of(left) == rules_of(right)));
        // If names are held to some of these patterns, each allowed one matches one of them.
        let is_listed = |pattern: &Pattern| {
            properties
                .iter()
                .any(|property| property.pattern == *pattern)
        };
        let mut matched = unnamed.names.matched.iter();
        let any_name_matches = matched.any(|patterns| patterns.iter().all(is_listed))
            || properties
                .iter()
                .any(|property| property.pattern.test.is_always());
        match properties.first() {
            Some(first) if same && any_name_matches => unnamed.schemas.push(first.schema),
            _ if says_nothing => {}
            _ => return,
        }
        unnamed.decided.push(rule);
    }

    fn decide_names(&self, rules: &[&'p Rule], unnamed: &mut UnnamedMembers<'p>) {
        let names = &unnamed.name_facts;
        if names.never() || !undecided(names, decided_by_string_enum).is_empty() {
            return;
        }
        let lists = !names.constants().is_empty() || !names.enums().is_empty();
        match allowed_strings(names) {
            Some(strings) => {
                unnamed.names.listed = Some(strings.into_iter().map(str::to_owned).collect());
            }
            None if lists => return,
            None => unnamed.names.text = text_rules(names),
        }
        let is_about_names = |rule: &&&Rule| matches!(rule, Rule::PropertyNames(_));
        unnamed.decided.extend(rules.iter().filter(is_about_names));
    }
}

/// Whether a rule tells names apart by a pattern that has to be tried.
pub(super) fn asks_to_try(rule: &Rule) -> bool {
    patterns_in(rule).iter().any(|pattern| pattern.is_tried())
}

/// Every schema that names are held to.
fn name_schemas(facts: &Facts<'_>) -> Vec<SchemaId> {
    let rules = facts.rules.iter();
    let schemas = rules.filter_map(|(_, rule)| match rule {
        Rule::PropertyNames(schema) => Some(*schema),
        _ => None,
    });
    schemas.collect()
}
