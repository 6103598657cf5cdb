//! The rules of JSON Schema, one function a keyword.
//!
//! Each takes what it checks, where that is, and where violations go; it gives whether the check goes on. Rules that only
//! concern one type take a value of that type, so callers look first. Predicates, which readers call too, stand beside
//! them.

mod array;
mod bounds;
mod content;
mod fingerprint;
mod logic;
mod object;
#[cfg(test)]
mod outcome;
mod strings;
mod trial;
mod unevaluated;
mod unique;
mod values;

pub use crate::content::{
    from_7bit, from_base16, from_base32, from_base32hex, from_base64, from_base64url, unencoded,
    Decoder,
};
pub use crate::date_time::{is_date, is_date_time, is_time};
#[cfg(feature = "formats")]
pub use crate::format::{
    is_duration, is_email, is_hostname, is_ipv4, is_ipv6, is_iri, is_iri_reference,
    is_json_pointer, is_ldh_hostname, is_regex, is_relative_json_pointer,
    is_relative_json_pointer_with_index, is_uri, is_uri_reference, is_uri_template, is_uuid,
};
#[cfg(feature = "idn")]
pub use crate::format::{is_idn_email, is_idn_hostname};
pub use crate::scan::{is_line_terminator, is_white_space};
pub use array::{contains, item, items, items_after, max_items, min_items, prefix_item};
pub use bounds::{
    exclusive_maximum, exclusive_minimum, has_exclusive_maximum, has_exclusive_minimum,
    has_max_length, has_maximum, has_min_length, has_minimum, is_multiple_of, max_length, maximum,
    min_length, minimum, multiple_of, plain_integer,
};
pub use content::{content_encoding, content_json, content_schema};
pub use logic::{
    any_of, any_of_possible, branch, if_then_else, integer_tag, not, one_of, one_of_possible, tag,
    Alternative, Check,
};
pub use object::{
    additional_member, additional_properties, additional_properties_where, dependency,
    dependency_schema, dependent_required, dependent_schema, max_properties, member, members,
    min_properties, no_additional_member, no_additional_properties, no_additional_properties_where,
    pattern_properties, property, property_names, required, required_of, same_as,
};
pub use strings::Strings;
pub use trial::once;
pub use unevaluated::{
    no_unevaluated_properties, no_unevaluated_properties_by, no_unevaluated_properties_where,
    unevaluated_items_by, unevaluated_properties, unevaluated_properties_by,
    unevaluated_properties_where, Evaluated, Mark,
};
pub use unique::{are_distinct, unique_items};
pub use values::{
    array, boolean, constant, constant_string, enumeration, format, integer, never, null, number,
    object, one_of_many_strings, one_of_strings, pattern, string, types,
};
#[cfg(feature = "backtracking")]
pub use {object::tried_names, values::tried_pattern};

use crate::at::At;
use crate::fault::Fault;
use crate::json::Json;
use crate::sink::{Flow, Sink, CONTINUE};

/// Reports a violation unless the rule holds.
#[inline]
fn hold<S: Sink>(
    holds: bool,
    at: &At<'_, S>,
    sink: &mut S,
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
pub(crate) fn descend<J: Json, S: Sink>(
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, S>,
) -> Flow {
    if at.is_too_deep() {
        return sink.violation(at, "", &Fault::TooDeep(at.max_depth()));
    }
    check(value, at, sink)
}
