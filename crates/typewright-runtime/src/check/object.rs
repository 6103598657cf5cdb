//! Members of objects (JSON Schema 2020-12 core, section 10.3.2, and validation, section 6.5).

use super::{descend, hold, Check};
use crate::at::At;
#[cfg(feature = "backtracking")]
use crate::backtracking::Backtracking;
use crate::fault::Fault;
use crate::json::{json_eq, Json, Node, Object};
use crate::sink::{Flow, Sink, CONTINUE};

/// The object has each of these members; each one that it lacks is a violation.
pub fn required<O: Object, S: Sink>(
    object: &O,
    names: &[&str],
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    for name in names {
        hold(
            object.get(name).is_some(),
            at,
            sink,
            "required",
            &Fault::Required(name),
        )?;
    }
    CONTINUE
}

/// The member of that name, if there is one, satisfies its subschema under `properties`.
#[inline]
pub fn property<O: Object, S: Sink>(
    object: &O,
    name: &str,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<O::Value, S>,
) -> Flow {
    match object.get(name) {
        Some(value) => descend(value, &at.property(name), sink, check),
        None => CONTINUE,
    }
}

/// The members of an object, for one pass over them.
#[inline]
pub fn members<O: Object>(object: &O) -> impl Iterator<Item = (&str, &O::Value)> {
    object.iter()
}

/// The member satisfies the subschema with its name under `properties`.
#[inline]
pub fn member<J: Json, S: Sink>(
    value: &J,
    name: &str,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, S>,
) -> Flow {
    descend(value, &at.property(name), sink, check)
}

/// The member, which is not declared, satisfies the subschema under `additionalProperties`.
#[inline]
pub fn additional_member<J: Json, S: Sink>(
    value: &J,
    name: &str,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, S>,
) -> Flow {
    let at = at.additional(name, "additionalProperties");
    descend(value, &at, sink, check)
}

/// There must not be that member, which is not declared: `additionalProperties` is `false`.
#[inline]
pub fn no_additional_member<S: Sink>(name: &str, at: &At<'_, S>, sink: &mut S) -> Flow {
    let keyword = "additionalProperties";
    sink.violation(&at.additional(name, keyword), keyword, &Fault::Never)
}

/// The object has each of these members, so many of which a pass has met; each one that it lacks is a violation.
#[inline]
pub fn required_of<O: Object, S: Sink>(
    object: &O,
    present: usize,
    names: &[&str],
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    if present == names.len() {
        return CONTINUE;
    }
    required(object, names, at, sink)
}

/// Each member whose name matches the pattern, as the caller finds out, satisfies the subschema with that pattern under
/// `patternProperties`.
pub fn pattern_properties<O: Object, S: Sink>(
    object: &O,
    pattern: &'static str,
    matches: impl Fn(&str) -> bool,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<O::Value, S>,
) -> Flow {
    for (name, value) in object.iter() {
        if matches(name) {
            let at = at.pattern_property(name, pattern);
            descend(value, &at, sink, check)?;
        }
    }
    CONTINUE
}

/// It can be told of each member's name whether it matches the regular expression; `keyword` asks for that. A name that takes too
/// many steps is a violation at its member, which could not be checked.
#[cfg(feature = "backtracking")]
pub fn tried_names<O: Object, S: Sink>(
    object: &O,
    pattern: &Backtracking,
    keyword: &'static str,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    for (name, _) in object.iter() {
        if pattern.try_match(name).is_err() {
            let at = at.additional(name, keyword);
            sink.violation(&at, keyword, &Fault::TooManySteps)?;
        }
    }
    CONTINUE
}

/// Each member that is not declared satisfies the subschema under `additionalProperties`.
pub fn additional_properties<O: Object, S: Sink>(
    object: &O,
    declared: &[&str],
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<O::Value, S>,
) -> Flow {
    additional_properties_where(object, |name| !declared.contains(&name), at, sink, check)
}

/// Each member that is additional, as the caller finds out from its name, satisfies the subschema under
/// `additionalProperties`.
pub fn additional_properties_where<O: Object, S: Sink>(
    object: &O,
    is_additional: impl Fn(&str) -> bool,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<O::Value, S>,
) -> Flow {
    let is_additional = |_, name: &str| is_additional(name);
    members_where(
        object,
        "additionalProperties",
        is_additional,
        at,
        sink,
        check,
    )
}

/// There is no member that is not declared: `additionalProperties` is `false`. Each one is a violation of its own.
pub fn no_additional_properties<O: Object, S: Sink>(
    object: &O,
    declared: &[&str],
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    no_additional_properties_where(object, |name| !declared.contains(&name), at, sink)
}

/// There is no member that is additional, as the caller finds out from its name: `additionalProperties` is `false`. Each
/// one is a violation of its own.
pub fn no_additional_properties_where<O: Object, S: Sink>(
    object: &O,
    is_additional: impl Fn(&str) -> bool,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let is_additional = |_, name: &str| is_additional(name);
    no_members_where(object, "additionalProperties", is_additional, at, sink)
}

/// Each member that the rule is about, as its index and its name tell, satisfies the subschema under the keyword.
pub(super) fn members_where<O: Object, S: Sink>(
    object: &O,
    keyword: &'static str,
    is_meant: impl Fn(usize, &str) -> bool,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<O::Value, S>,
) -> Flow {
    for (index, (name, value)) in object.iter().enumerate() {
        if is_meant(index, name) {
            descend(value, &at.additional(name, keyword), sink, check)?;
        }
    }
    CONTINUE
}

/// There is no member that the rule is about, as its index and its name tell: under the keyword is `false`.
pub(super) fn no_members_where<O: Object, S: Sink>(
    object: &O,
    keyword: &'static str,
    is_meant: impl Fn(usize, &str) -> bool,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    for (index, (name, _)) in object.iter().enumerate() {
        if is_meant(index, name) {
            sink.violation(&at.additional(name, keyword), keyword, &Fault::Never)?;
        }
    }
    CONTINUE
}

/// Each member's name, as a string, satisfies the subschema under `propertyNames`. A violation is at the member.
pub fn property_names<'o, O: Object, S: Sink>(
    object: &'o O,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<Node<'o>, S>,
) -> Flow {
    for (name, _) in object.iter() {
        sink.forget_current();
        check(
            &Node::from(name),
            &at.additional(name, "propertyNames"),
            sink,
        )?;
    }
    CONTINUE
}

/// The object has at least that many members.
pub fn min_properties<O: Object, S: Sink>(
    object: &O,
    count: usize,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let fault = Fault::MinProperties(count);
    hold(object.len() >= count, at, sink, "minProperties", &fault)
}

/// The object has at most that many members.
pub fn max_properties<O: Object, S: Sink>(
    object: &O,
    count: usize,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let fault = Fault::MaxProperties(count);
    hold(object.len() <= count, at, sink, "maxProperties", &fault)
}

/// If the object has the member `name`, it has each of the `required` ones too; each one that it lacks is a violation.
pub fn dependent_required<O: Object, S: Sink>(
    object: &O,
    name: &str,
    required: &[&str],
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    depend_on_names(object, name, required, "dependentRequired", at, sink)
}

/// The same for a list of names under `dependencies` (draft-07 validation, section 6.5.7).
pub fn dependency<O: Object, S: Sink>(
    object: &O,
    name: &str,
    required: &[&str],
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    depend_on_names(object, name, required, "dependencies", at, sink)
}

fn depend_on_names<O: Object, S: Sink>(
    object: &O,
    name: &str,
    required: &[&str],
    keyword: &'static str,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    if object.get(name).is_none() {
        return CONTINUE;
    }
    for missing in required {
        let holds = object.get(missing).is_some();
        let fault = Fault::DependentRequired(missing, name);
        hold(holds, at, sink, keyword, &fault)?;
    }
    CONTINUE
}

/// If the object has the member `name`, the whole value, which is that object, satisfies the subschema with that name
/// under `dependentSchemas` (core, section 10.2.2.4).
pub fn dependent_schema<J: Json, S: Sink>(
    object: &J::Object,
    value: &J,
    name: &str,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, S>,
) -> Flow {
    if object.get(name).is_none() {
        return CONTINUE;
    }
    check(value, &at.named("dependentSchemas", name), sink)
}

/// The same for a schema under `dependencies` (draft-07 validation, section 6.5.7).
pub fn dependency_schema<J: Json, S: Sink>(
    object: &J::Object,
    value: &J,
    name: &str,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, S>,
) -> Flow {
    if object.get(name).is_none() {
        return CONTINUE;
    }
    check(value, &at.named("dependencies", name), sink)
}

/// The values at two places are equal (keyword `x-same-as`). A place is a path of member names from the object, and a
/// JSON Pointer to show; if either is absent, the rule does not apply.
pub fn same_as<O: Object, S: Sink>(
    object: &O,
    left: &[&str],
    right: &[&str],
    left_pointer: &'static str,
    right_pointer: &'static str,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    match (member_at(object, left), member_at(object, right)) {
        (Some(left), Some(right)) => {
            let fault = Fault::SameAs(left_pointer, right_pointer);
            hold(json_eq(left, right), at, sink, "x-same-as", &fault)
        }
        _ => CONTINUE,
    }
}

/// The value at the end of a path of member names.
fn member_at<'o, O: Object>(object: &'o O, path: &[&str]) -> Option<&'o O::Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(object.get(first)?, |value, name| {
        value.as_object()?.get(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::outcome::violations;
    use crate::check::{max_length, string};

    fn places(found: &[crate::Violation]) -> Vec<(&str, &str)> {
        found
            .iter()
            .map(|found| (found.instance_location(), found.keyword_location()))
            .collect()
    }

    #[test]
    fn members_are_counted() {
        let found = violations!(r#"{"a":1,"b":2}"#, |value, at, sink| {
            let object = value.as_object().unwrap();
            min_properties(object, 2, at, sink)?;
            max_properties(object, 2, at, sink)?;
            min_properties(object, 3, at, sink)?;
            max_properties(object, 1, at, sink)
        });
        assert_eq!(
            places(&found),
            [("", "/minProperties"), ("", "/maxProperties")]
        );
        assert_eq!(found[1].message(), "must have at most 1 member");
    }

    #[test]
    fn members_are_found_by_pattern() {
        let found = violations!(r#"{"x-a":1,"x-b":"s","y":2}"#, |value, at, sink| {
            let object = value.as_object().unwrap();
            let is_extension = |name: &str| name.starts_with("x-");
            pattern_properties(object, "^x-", is_extension, at, sink, string)?;
            additional_properties_where(object, |name| !is_extension(name), at, sink, string)?;
            no_additional_properties_where(object, |name| name == "x-b", at, sink)
        });
        assert_eq!(
            places(&found),
            [
                ("/x-a", "/patternProperties/^x-/type"),
                ("/y", "/additionalProperties/type"),
                ("/x-b", "/additionalProperties"),
            ]
        );
    }

    #[test]
    fn names_are_checked_as_strings() {
        let found = violations!(r#"{"ab":1,"abc":2}"#, |value, at, sink| {
            property_names(value.as_object().unwrap(), at, sink, |name, at, sink| {
                string(name, at, sink)?;
                max_length(name.as_str().unwrap(), 2, at, sink)
            })
        });
        assert_eq!(places(&found), [("/abc", "/propertyNames/maxLength")]);
    }

    #[test]
    fn members_may_ask_for_others() {
        for (json, expected) in [
            ("{}", &[][..]),
            (r#"{"b":1}"#, &[]),
            (r#"{"a":1,"b":1,"c":"x"}"#, &[]),
            (
                r#"{"a":1,"b":2,"c":3}"#,
                &[("/c", "/dependentSchemas/a/properties/c/type")],
            ),
            (
                r#"{"a":1}"#,
                &[("", "/dependentRequired"), ("", "/dependentRequired")],
            ),
        ] {
            let found = violations!(json, |value, at, sink| {
                let object = value.as_object().unwrap();
                dependent_required(object, "a", &["b", "c"], at, sink)?;
                dependent_schema(object, value, "a", at, sink, |value, at, sink| {
                    property(value.as_object().unwrap(), "c", at, sink, string)
                })
            });
            assert_eq!(places(&found), expected, "{json}");
        }
        let found = violations!(r#"{"a":1,"c":3}"#, |value, at, sink| {
            let object = value.as_object().unwrap();
            dependency(object, "a", &["b"], at, sink)?;
            dependency(object, "b", &["d"], at, sink)?;
            dependency_schema(object, value, "a", at, sink, string)?;
            dependency_schema(object, value, "b", at, sink, string)
        });
        let expected = [("", "/dependencies"), ("", "/dependencies/a/type")];
        assert_eq!(places(&found), expected);
        let found = violations!(r#"{"a":1}"#, |value, at, sink| {
            dependent_required(value.as_object().unwrap(), "a", &["b"], at, sink)
        });
        assert_eq!(
            found[0].message(),
            r#"must have the member "b", as it has "a""#
        );
    }
}
