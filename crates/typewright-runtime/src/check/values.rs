//! Rules for values of any type, and for what a string spells (JSON Schema 2020-12 validation, sections 6.1, 6.3 and 7).

use std::cmp::Ordering;

use super::{hold, Strings};
use crate::at::At;
#[cfg(feature = "backtracking")]
use crate::backtracking::TooManySteps;
use crate::fault::Fault;
use crate::json::{json_eq, Json, Kind, Node, Types};
use crate::limits::Limits;
use crate::sink::{Flow, Sink};

/// The value is of one of the types.
#[inline]
pub fn types<J: Json, S: Sink>(value: &J, types: Types, at: &At<'_, S>, sink: &mut S) -> Flow {
    hold(types.accepts(value), at, sink, "type", &Fault::Type(types))
}

macro_rules! single_types {
    ($($(#[$doc:meta])* $name:ident $types:ident;)*) => {
        $(
            $(#[$doc])*
            #[inline]
            pub fn $name<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
                types(value, Types::$types, at, sink)
            }
        )*
    };
}

single_types! {
    /// The value is `null`.
    null NULL;
    /// The value is a boolean.
    boolean BOOLEAN;
    /// The value is an object.
    object OBJECT;
    /// The value is an array.
    array ARRAY;
    /// The value is a number.
    number NUMBER;
    /// The value is a string.
    string STRING;
    /// The value is a number without a fractional part, by value: `1.0` is one.
    integer INTEGER;
}

/// Whether a value equals the one whose JSON text is given.
fn equals_json<J: Json>(value: &J, json: &str) -> bool {
    // Most values are told from a constant by their type, which its first byte tells.
    let may_be_equal = match (value.kind(), json.as_bytes().first()) {
        (Kind::Null, _) => return json == "null",
        (Kind::Boolean(boolean), _) => return json == if boolean { "true" } else { "false" },
        (Kind::Number(number), Some(b'-' | b'0'..=b'9')) => {
            return number.cmp(json) == Ordering::Equal
        }
        (Kind::String(_), Some(b'"')) | (Kind::Array(_), Some(b'[')) => true,
        (Kind::Object(_), Some(b'{')) => true,
        _ => false,
    };
    may_be_equal && Node::parse(json, Limits::new()).is_ok_and(|constant| json_eq(value, &constant))
}

/// The value equals the constant whose JSON text is given (keyword `const`).
pub fn constant<J: Json, S: Sink>(
    value: &J,
    json: &'static str,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    hold(
        equals_json(value, json),
        at,
        sink,
        "const",
        &Fault::Constant(json),
    )
}

/// The value is that string (keyword `const`).
#[inline]
pub fn constant_string<J: Json, S: Sink>(
    value: &J,
    text: &'static str,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let holds = value.as_str() == Some(text);
    hold(holds, at, sink, "const", &Fault::ConstantString(text))
}

/// The value equals one of those whose JSON texts are given (keyword `enum`).
pub fn enumeration<J: Json, S: Sink>(
    value: &J,
    jsons: &'static [&'static str],
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let holds = jsons.iter().any(|json| equals_json(value, json));
    hold(holds, at, sink, "enum", &Fault::Enumeration(jsons))
}

/// The value is one of these strings (keyword `enum`).
#[inline]
pub fn one_of_strings<J: Json, S: Sink>(
    value: &J,
    texts: &'static [&'static str],
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let holds = value.as_str().is_some_and(|text| texts.contains(&text));
    hold(holds, at, sink, "enum", &Fault::Strings(texts))
}

/// The value is one of these strings, of which there are many (keyword `enum`).
pub fn one_of_many_strings<J: Json, S: Sink, const N: usize>(
    value: &J,
    strings: &'static Strings<N>,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let holds = value.as_str().is_some_and(|text| strings.contains(text));
    hold(holds, at, sink, "enum", &Fault::Strings(&strings.list))
}

/// The string matches the regular expression, which the caller has found out.
#[inline]
pub fn pattern<S: Sink>(
    _text: &str,
    source: &'static str,
    holds: bool,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    hold(holds, at, sink, "pattern", &Fault::Pattern(source))
}

/// The string matches the regular expression, which the caller has tried to find out. Where it takes too many steps to tell, the
/// string is refused as one that could not be checked, also by a `not` around it.
#[cfg(feature = "backtracking")]
pub fn tried_pattern<S: Sink>(
    _text: &str,
    source: &'static str,
    tried: Result<bool, TooManySteps>,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    match tried {
        Ok(holds) => hold(holds, at, sink, "pattern", &Fault::Pattern(source)),
        Err(TooManySteps) => {
            let at = at.keyword("pattern");
            sink.violation(&at, "pattern", &Fault::TooManySteps)
        }
    }
}

/// The string is of the format, which the caller has found out.
#[inline]
pub fn format<S: Sink>(
    _text: &str,
    name: &'static str,
    holds: bool,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    hold(holds, at, sink, "format", &Fault::Format(name))
}

/// Nothing is allowed here: the schema is `false`, and stands under the keyword.
pub fn never<S: Sink>(at: &At<'_, S>, sink: &mut S, keyword: &'static str) -> Flow {
    sink.violation(at, keyword, &Fault::Never)
}
