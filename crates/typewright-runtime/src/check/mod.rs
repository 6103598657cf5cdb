//! The rules of JSON Schema, one function a keyword.
//!
//! Each takes what it checks, where that is, and where violations go; it gives whether the check goes on. Rules that only
//! concern one type take a value of that type, so callers look first. Predicates, which readers call too, stand beside
//! them.

mod bounds;
mod object;
mod values;

pub use crate::date_time::is_date_time;
pub use bounds::{
    exclusive_maximum, exclusive_minimum, has_exclusive_maximum, has_exclusive_minimum,
    has_max_length, has_maximum, has_min_length, has_minimum, max_length, maximum, min_length,
    minimum,
};
pub use object::{additional_properties, no_additional_properties, property, required, same_as};
pub use values::{
    array, boolean, constant, constant_string, enumeration, format, integer, never, null, number,
    object, one_of_strings, pattern, string, types,
};

use crate::at::At;
use crate::fault::Fault;
use crate::json::Json;
use crate::sink::{Flow, Sink, CONTINUE};

/// Reports a violation unless the rule holds.
#[inline]
fn hold(
    holds: bool,
    at: &At<'_>,
    sink: &mut dyn Sink,
    keyword: &'static str,
    fault: &Fault<'_>,
) -> Flow {
    if holds {
        CONTINUE
    } else {
        sink.violation(at, keyword, fault)
    }
}

/// Checks a value one level deeper, or reports that it is too deep: a value made by hand may be nested to any depth.
#[inline]
fn descend<J: Json>(
    value: &J,
    at: &At<'_>,
    sink: &mut dyn Sink,
    check: impl FnOnce(&J, &At<'_>, &mut dyn Sink) -> Flow,
) -> Flow {
    if at.is_too_deep() {
        return sink.violation(at, "", &Fault::TooDeep(at.max_depth()));
    }
    check(value, at, sink)
}

/// Each element satisfies the subschema under `items` (JSON Schema 2020-12 core, section 10.3.1.2).
#[inline]
pub fn items<J: Json>(
    elements: &[J],
    at: &At<'_>,
    sink: &mut dyn Sink,
    mut check: impl FnMut(&J, &At<'_>, &mut dyn Sink) -> Flow,
) -> Flow {
    for (index, element) in elements.iter().enumerate() {
        descend(element, &at.item(index, "items"), sink, &mut check)?;
    }
    CONTINUE
}

/// The value satisfies the subschema with that index under a keyword, such as `allOf` (core, section 10.2.1.1).
#[inline]
pub fn branch<J: Json>(
    value: &J,
    keyword: &'static str,
    index: usize,
    at: &At<'_>,
    sink: &mut dyn Sink,
    check: impl FnOnce(&J, &At<'_>, &mut dyn Sink) -> Flow,
) -> Flow {
    check(value, &at.branch(keyword, index), sink)
}
