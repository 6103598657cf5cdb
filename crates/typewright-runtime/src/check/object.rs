//! Members of objects (JSON Schema 2020-12 core, section 10.3.2, and validation, section 6.5).

use super::{descend, hold};
use crate::at::At;
use crate::fault::Fault;
use crate::json::{json_eq, Object};
use crate::sink::{Flow, Sink, CONTINUE};

/// The object has each of these members; each one that it lacks is a violation.
pub fn required<O: Object>(object: &O, names: &[&str], at: &At<'_>, sink: &mut dyn Sink) -> Flow {
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
pub fn property<O: Object>(
    object: &O,
    name: &str,
    at: &At<'_>,
    sink: &mut dyn Sink,
    check: impl FnOnce(&O::Value, &At<'_>, &mut dyn Sink) -> Flow,
) -> Flow {
    match object.get(name) {
        Some(value) => descend(value, &at.property(name), sink, check),
        None => CONTINUE,
    }
}

/// Each member that is not declared satisfies the subschema under `additionalProperties`.
pub fn additional_properties<O: Object>(
    object: &O,
    declared: &[&str],
    at: &At<'_>,
    sink: &mut dyn Sink,
    mut check: impl FnMut(&O::Value, &At<'_>, &mut dyn Sink) -> Flow,
) -> Flow {
    for (name, value) in object.iter() {
        if !declared.contains(&name) {
            descend(
                value,
                &at.additional(name, "additionalProperties"),
                sink,
                &mut check,
            )?;
        }
    }
    CONTINUE
}

/// There is no member that is not declared: `additionalProperties` is `false`. Each one is a violation of its own.
pub fn no_additional_properties<O: Object>(
    object: &O,
    declared: &[&str],
    at: &At<'_>,
    sink: &mut dyn Sink,
) -> Flow {
    for (name, _) in object.iter() {
        if !declared.contains(&name) {
            let at = at.additional(name, "additionalProperties");
            sink.violation(&at, "additionalProperties", &Fault::Never)?;
        }
    }
    CONTINUE
}

/// The values at two places are equal (keyword `x-same-as`). A place is a path of member names from the object, and a
/// JSON Pointer to show; if either is absent, the rule does not apply.
pub fn same_as<O: Object>(
    object: &O,
    left: &[&str],
    right: &[&str],
    left_pointer: &'static str,
    right_pointer: &'static str,
    at: &At<'_>,
    sink: &mut dyn Sink,
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
    use crate::json::Json;

    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(object.get(first)?, |value, name| {
        value.as_object()?.get(name)
    })
}
