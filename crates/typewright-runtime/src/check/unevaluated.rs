//! Members and elements that no other subschema has evaluated (JSON Schema 2020-12 core, section 11; 2019-09 core, section
//! 9.3).

use std::ops::ControlFlow;

use super::object::{members_where, no_members_where};
use super::{descend, Check};
use crate::at::At;
use crate::json::{Json, Kind, Object};
use crate::sink::{Flow, Sink, Unchecked, Verdict, CONTINUE};

const PROPERTIES: &str = "unevaluatedProperties";
const ITEMS: &str = "unevaluatedItems";

/// Each member that is not among those that are always evaluated satisfies the subschema under `unevaluatedProperties`.
pub fn unevaluated_properties<O: Object, S: Sink>(
    object: &O,
    evaluated: &[&str],
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<O::Value, S>,
) -> Flow {
    unevaluated_properties_where(object, |name| !evaluated.contains(&name), at, sink, check)
}

/// Each member that is not evaluated, as the caller finds out from its name, satisfies the subschema under
/// `unevaluatedProperties`.
pub fn unevaluated_properties_where<O: Object, S: Sink>(
    object: &O,
    is_unevaluated: impl Fn(&str) -> bool,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<O::Value, S>,
) -> Flow {
    let is_unevaluated = |_, name: &str| is_unevaluated(name);
    members_where(object, PROPERTIES, is_unevaluated, at, sink, check)
}

/// There is no member but those that are always evaluated: `unevaluatedProperties` is `false`. Each other one is a violation
/// of its own.
pub fn no_unevaluated_properties<O: Object, S: Sink>(
    object: &O,
    evaluated: &[&str],
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    no_unevaluated_properties_where(object, |name| !evaluated.contains(&name), at, sink)
}

/// There is no member that is not evaluated, as the caller finds out from its name: `unevaluatedProperties` is `false`. Each
/// one is a violation of its own.
pub fn no_unevaluated_properties_where<O: Object, S: Sink>(
    object: &O,
    is_unevaluated: impl Fn(&str) -> bool,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let is_unevaluated = |_, name: &str| is_unevaluated(name);
    no_members_where(object, PROPERTIES, is_unevaluated, at, sink)
}

/// Each member that is not evaluated by what `mark` says satisfies the subschema under `unevaluatedProperties`.
pub fn unevaluated_properties_by<J: Json, S: Sink>(
    object: &J::Object,
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    mark: Mark<J>,
    check: Check<J, S>,
) -> Flow {
    let evaluated = evaluated(value, at, sink, mark)?;
    let is_unevaluated = |index, _: &str| !evaluated.contains(index);
    members_where(object, PROPERTIES, is_unevaluated, at, sink, check)
}

/// There is no member but those that are evaluated by what `mark` says: `unevaluatedProperties` is `false`. Each other one is a
/// violation of its own.
pub fn no_unevaluated_properties_by<J: Json, S: Sink>(
    object: &J::Object,
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    mark: Mark<J>,
) -> Flow {
    let evaluated = evaluated(value, at, sink, mark)?;
    let is_unevaluated = |index, _: &str| !evaluated.contains(index);
    no_members_where(object, PROPERTIES, is_unevaluated, at, sink)
}

/// Each element that is not evaluated by what `mark` says satisfies the subschema under `unevaluatedItems`.
pub fn unevaluated_items_by<J: Json, S: Sink>(
    array: &[J],
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    mark: Mark<J>,
    check: Check<J, S>,
) -> Flow {
    let evaluated = evaluated(value, at, sink, mark)?;
    for (index, element) in array.iter().enumerate() {
        if !evaluated.contains(index) {
            descend(element, &at.item(index, ITEMS), sink, check)?;
        }
    }
    CONTINUE
}

/// Says which members or elements of a value a schema evaluates, the value being one that the schema accepts.
pub type Mark<J> = fn(&mut Evaluated<'_, J>);

/// The members of an object, or the elements of an array, that subschemas have evaluated so far.
#[derive(Debug)]
pub struct Evaluated<'v, J> {
    value: &'v J,
    at: At<'static, Verdict>,
    verdict: &'v mut Verdict,
    marks: Marks,
    unchecked: Option<Unchecked>,
}

/// A set of indices below a number.
#[derive(Debug)]
struct Marks {
    marked: Vec<bool>,
    left: usize,
}

impl Marks {
    fn below(count: usize) -> Self {
        Marks {
            marked: vec![false; count],
            left: count,
        }
    }

    fn contains(&self, index: usize) -> bool {
        self.marked.get(index).copied().unwrap_or(true)
    }

    fn insert(&mut self, index: usize) {
        if let Some(marked @ false) = self.marked.get_mut(index) {
            *marked = true;
            self.left -= 1;
        }
    }
}

/// What of a value is evaluated by what `mark` says.
fn evaluated<J: Json, S: Sink>(
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    mark: Mark<J>,
) -> ControlFlow<(), Marks> {
    let verdict = sink.verdict();
    verdict.enter();
    let (marks, unchecked) = marked(value, at.unnamed(), verdict, mark);
    verdict.leave();
    let Some(unchecked) = unchecked else {
        return ControlFlow::Continue(marks);
    };
    unchecked.report(at, sink)?;
    // That says it all: nothing can be said of a member that may be evaluated.
    ControlFlow::Continue(Marks::below(0))
}

fn marked<J: Json>(
    value: &J,
    at: At<'static, Verdict>,
    verdict: &mut Verdict,
    mark: Mark<J>,
) -> (Marks, Option<Unchecked>) {
    let count = match value.kind() {
        Kind::Object(object) => object.len(),
        Kind::Array(elements) => elements.len(),
        _ => 0,
    };
    let mut evaluated = Evaluated {
        value,
        at,
        verdict,
        marks: Marks::below(count),
        unchecked: None,
    };
    mark(&mut evaluated);
    (evaluated.marks, evaluated.unchecked)
}

impl<J: Json> Evaluated<'_, J> {
    /// Every member or element is evaluated: by `additionalProperties`, `items`, or a rule about what was not evaluated so far.
    pub fn all(&mut self) {
        self.marks = Marks::below(0);
    }

    /// The members of these names are evaluated, by `properties`.
    pub fn properties(&mut self, names: &[&str]) {
        self.matching(|name| names.contains(&name));
    }

    /// The members whose names match are evaluated, by `patternProperties`.
    pub fn matching(&mut self, matches: impl Fn(&str) -> bool) {
        let Some(object) = self.value.as_object() else {
            return;
        };
        for (index, (name, _)) in object.iter().enumerate() {
            if !self.marks.contains(index) && matches(name) {
                self.marks.insert(index);
            }
        }
    }

    /// So many elements from the first are evaluated, by `prefixItems`.
    pub fn first(&mut self, count: usize) {
        for index in 0..count.min(self.marks.marked.len()) {
            self.marks.insert(index);
        }
    }

    /// The elements that the check accepts are evaluated, by `contains` (2020-12 core, section 10.3.1.3).
    pub fn containing(&mut self, check: Check<J, Verdict>) {
        let elements = self.value.as_array().unwrap_or_default();
        for (index, element) in elements.iter().enumerate() {
            let at = self.at.unnamed();
            if !self.marks.contains(index)
                && self.accepts(element, &at.item(index, "contains"), check)
            {
                self.marks.insert(index);
            }
        }
    }

    /// What a subschema evaluates that need not hold, such as one under `anyOf`: if it does not, it evaluates nothing.
    pub fn branch(&mut self, check: Check<J, Verdict>, mark: impl FnOnce(&mut Self)) {
        if self.marks.left > 0 && self.accepts(self.value, &self.at.unnamed(), check) {
            mark(self);
        }
    }

    /// What a subschema under `dependentSchemas` evaluates, if the member of that name is there.
    pub fn dependent(&mut self, name: &str, mark: impl FnOnce(&mut Self)) {
        let object = self.value.as_object();
        if object.is_some_and(|object| object.get(name).is_some()) {
            mark(self);
        }
    }

    /// What the subschemas under `if` and `then` evaluate if the condition holds, else what that under `else` does.
    pub fn conditional(
        &mut self,
        condition: Check<J, Verdict>,
        marks: Option<Mark<J>>,
        then: Option<Mark<J>>,
        otherwise: Option<Mark<J>>,
    ) {
        if self.marks.left == 0 {
            return;
        }
        let holding = match self.accepts(self.value, &self.at.unnamed(), condition) {
            true => [marks, then],
            false => [otherwise, None],
        };
        for mark in holding.into_iter().flatten() {
            mark(self);
        }
    }

    fn accepts(&mut self, value: &J, at: &At<'_, Verdict>, check: Check<J, Verdict>) -> bool {
        self.verdict
            .tries(value, at, check)
            .unwrap_or_else(|unchecked| {
                self.unchecked = self.unchecked.or(Some(unchecked));
                false
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::outcome::violations;
    use crate::check::{any_of, array, boolean, integer, object, property, required, string};
    use crate::sink::Verdict;
    use crate::{Limits, Node};

    fn places(found: &[crate::Violation]) -> Vec<(&str, &str)> {
        found
            .iter()
            .map(|found| (found.instance_location(), found.keyword_location()))
            .collect()
    }

    #[test]
    fn members_that_are_always_evaluated_are_left_alone() {
        let found = violations!(r#"{"a":1,"x-b":2,"c":3}"#, |value, at, sink| {
            let object = value.as_object().unwrap();
            let is_unevaluated = |name: &str| name == "c";
            unevaluated_properties(object, &["a", "c"], at, sink, string)?;
            unevaluated_properties_where(object, is_unevaluated, at, sink, string)?;
            no_unevaluated_properties(object, &["c", "x-b"], at, sink)?;
            no_unevaluated_properties_where(object, is_unevaluated, at, sink)
        });
        assert_eq!(
            places(&found),
            [
                ("/x-b", "/unevaluatedProperties/type"),
                ("/c", "/unevaluatedProperties/type"),
                ("/a", "/unevaluatedProperties"),
                ("/c", "/unevaluatedProperties"),
            ]
        );
        assert_eq!(found[2].keyword(), "unevaluatedProperties");
    }

    /// `{"required": ["a"], "properties": {"a": {"type": "integer"}}}`
    fn has_a<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
        let Some(object) = value.as_object() else {
            return CONTINUE;
        };
        required(object, &["a"], at, sink)?;
        property(object, "a", at, sink, integer)
    }

    fn mark_some<J: Json>(seen: &mut Evaluated<'_, J>) {
        seen.properties(&["id"]);
        seen.matching(|name| name.starts_with("x-"));
        seen.branch(has_a, |seen| seen.properties(&["a"]));
        seen.dependent("b", |seen| seen.properties(&["b", "c"]));
        seen.conditional(
            |value, at, sink| required(value.as_object().unwrap(), &["d"], at, sink),
            None,
            Some(|seen| seen.all()),
            Some(|seen| seen.properties(&["e"])),
        );
    }

    #[test]
    fn members_are_evaluated_by_what_holds() {
        for (json, left) in [
            ("{}", &[][..]),
            (r#"{"id":1,"x-a":1,"a":1,"b":1,"c":1,"e":1}"#, &[]),
            (r#"{"a":"1","f":1}"#, &["/a", "/f"]),
            (r#"{"c":1}"#, &["/c"]),
            (r#"{"d":1,"f":1}"#, &[]),
            (r#"{"f":1,"e":1,"g":1}"#, &["/f", "/g"]),
        ] {
            let found = violations!(json, |value, at, sink| {
                let object = value.as_object().unwrap();
                no_unevaluated_properties_by(object, value, at, sink, mark_some)
            });
            let expected: Vec<_> = left
                .iter()
                .map(|place| (*place, "/unevaluatedProperties"))
                .collect();
            assert_eq!(places(&found), expected, "{json}");
        }
        let found = violations!(r#"{"f":1,"id":1}"#, |value, at, sink| {
            let object = value.as_object().unwrap();
            unevaluated_properties_by(object, value, at, sink, mark_some, boolean)
        });
        assert_eq!(places(&found), [("/f", "/unevaluatedProperties/type")]);
    }

    #[test]
    fn elements_are_evaluated_by_place_or_by_value() {
        for (json, left) in [
            ("[]", &[][..]),
            (r#"["a"]"#, &[]),
            (r#"["a","b",true,"c",2]"#, &["/1", "/3"]),
            (r#"["a",[]]"#, &[]),
        ] {
            let found = violations!(json, |value, at, sink| {
                let elements = value.as_array().unwrap();
                unevaluated_items_by(
                    elements,
                    value,
                    at,
                    sink,
                    |seen| {
                        seen.first(1);
                        seen.containing(integer);
                        seen.containing(boolean);
                        seen.branch(
                            |value, at, sink| array(&value.as_array().unwrap()[1], at, sink),
                            Evaluated::all,
                        );
                    },
                    |_, at, sink| crate::check::never(at, sink, ""),
                )
            });
            let expected: Vec<_> = left
                .iter()
                .map(|place| (*place, "/unevaluatedItems"))
                .collect();
            assert_eq!(places(&found), expected, "{json}");
        }
    }

    /// A tree whose nodes are `{"left": …}` or `{"right": …}`, and each of them may be at `both` as well.
    fn tree<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
        object(value, at, sink)?;
        any_of(value, at, sink, &[left, right])?;
        let object = value.as_object().unwrap();
        property(object, "both", at, sink, tree)?;
        no_unevaluated_properties_by(object, value, at, sink, |seen| {
            seen.properties(&["both"]);
            seen.branch(left, |seen| seen.properties(&["left"]));
            seen.branch(right, |seen| seen.properties(&["right"]));
        })
    }

    fn left<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
        let object = value.as_object().unwrap();
        property(object, "both", at, sink, tree)?;
        property(object, "left", at, sink, tree)
    }

    fn right<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
        let object = value.as_object().unwrap();
        property(object, "both", at, sink, tree)?;
        property(object, "right", at, sink, tree)
    }

    #[test]
    fn what_is_tried_within_what_is_tried_costs_no_more_than_its_number() {
        for name in ["left", "right", "both"] {
            for (end, valid) in [("{}", true), (r#"{"other":1}"#, false)] {
                let start = format!(r#"{{"{name}":"#);
                let json = format!("{}{end}{}", start.repeat(120), "}".repeat(120));
                let found = violations!(&json, |value, at, sink| tree(value, at, sink));
                assert_eq!(found.is_empty(), valid, "{name} {end}");
            }
        }
    }

    #[test]
    fn a_value_too_deep_to_be_tried_is_a_violation() {
        fn check<S: Sink>(sink: &mut S) -> Flow {
            let node = Node::parse(r#"{"a":1}"#, Limits::new()).unwrap();
            let at = At::root_within(Limits::new().with_max_depth(0));
            let object = node.as_object().unwrap();
            let mark: Mark<Node<'_>> = |seen| seen.branch(has_a, Evaluated::all);
            unevaluated_properties_by(object, &node, &at, sink, mark, |_, _, _| CONTINUE)
        }
        assert!(!Verdict::accepts(check));
        let report = crate::Failures::all(check).unwrap_err();
        assert_eq!(
            report.violations()[0].message(),
            "is nested more than 0 deep"
        );
    }
}
