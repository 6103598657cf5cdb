//! Relative JSON Pointers.

use super::json_pointer::is_json_pointer;

/// Whether a text is a Relative JSON Pointer (draft-handrews-relative-json-pointer-01, section 3, which draft-07 and
/// 2019-09 name): how many levels up, and from there a JSON Pointer, or `#` for the name.
#[must_use]
pub fn is_relative_json_pointer(text: &str) -> bool {
    behind_integer(text).is_some_and(is_pointer_or_name)
}

/// Whether a text is a Relative JSON Pointer that may go to another element of the same array on its way
/// (draft-bhutton-relative-json-pointer-00, section 3, which 2020-12 names): `0-1/name`.
///
/// That document's grammar has no `#` behind the step to another element, but section 5.1 evaluates `0-1#`; so there may be.
#[must_use]
pub fn is_relative_json_pointer_with_index(text: &str) -> bool {
    behind_integer(text).is_some_and(|rest| {
        let behind_index = match rest.strip_prefix(['+', '-']) {
            Some(index) => behind_integer(index),
            None => Some(rest),
        };
        behind_index.is_some_and(is_pointer_or_name)
    })
}

/// What follows a number without a sign and without leading zeros.
fn behind_integer(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|next: char| next.is_ascii_digit());
    let digits = text.len() - rest.len();
    (digits == 1 || (digits > 1 && !text.starts_with('0'))).then_some(rest)
}

fn is_pointer_or_name(text: &str) -> bool {
    text == "#" || is_json_pointer(text)
}

#[cfg(test)]
mod tests {
    use super::{is_relative_json_pointer, is_relative_json_pointer_with_index};

    #[test]
    fn levels_are_followed_by_a_pointer_or_a_number_sign() {
        for text in [
            "0",
            "1",
            "10",
            "120/a",
            "0/",
            "0//",
            "0/a~0b~1/é",
            "0#",
            "99999999999999999999999",
        ] {
            assert!(is_relative_json_pointer(text), "{text}");
            assert!(is_relative_json_pointer_with_index(text), "{text}");
        }
        for text in [
            "", "/a", "#", "a", "00", "01", "01/a", "-1/a", "+1", "0a", "0##", "0#/a", "0/~",
            "0/~2", "1\n", " 1", "1 ", "٣/a", "0~0", "0.5",
        ] {
            assert!(!is_relative_json_pointer(text), "{text}");
            assert!(!is_relative_json_pointer_with_index(text), "{text}");
        }
    }

    #[test]
    fn a_step_to_another_element_is_a_matter_of_version() {
        for text in ["0+1", "1-2/a", "0-0", "0+10#", "12-3//"] {
            assert!(is_relative_json_pointer_with_index(text), "{text}");
            assert!(!is_relative_json_pointer(text), "{text}");
        }
        for text in [
            "0+", "0-", "0+01", "0+1-1", "0+-1", "+1", "0#+1", "0+a", "0 +1", "0+1a",
        ] {
            assert!(!is_relative_json_pointer_with_index(text), "{text}");
        }
    }
}
