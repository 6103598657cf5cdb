//! Elements of arrays (JSON Schema 2020-12 core, section 10.3.1, and validation, section 6.4).

use super::{descend, hold, trial, Check};
use crate::at::At;
use crate::fault::Fault;
use crate::json::Json;
use crate::sink::{Flow, Sink, Verdict, CONTINUE};

/// The array has at least that many elements.
#[inline]
pub fn min_items<J: Json, S: Sink>(
    elements: &[J],
    count: usize,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let fault = Fault::MinItems(count);
    hold(elements.len() >= count, at, sink, "minItems", &fault)
}

/// The array has at most that many elements.
#[inline]
pub fn max_items<J: Json, S: Sink>(
    elements: &[J],
    count: usize,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let fault = Fault::MaxItems(count);
    hold(elements.len() <= count, at, sink, "maxItems", &fault)
}

/// Each element satisfies the subschema under `items`.
#[inline]
pub fn items<J: Json, S: Sink>(
    elements: &[J],
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, S>,
) -> Flow {
    items_after(elements, 0, "items", at, sink, check)
}

/// Each element from the index `start` on satisfies the subschema under a keyword, such as `items` beside `prefixItems`.
#[inline]
pub fn items_after<J: Json, S: Sink>(
    elements: &[J],
    start: usize,
    keyword: &'static str,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, S>,
) -> Flow {
    for (index, element) in elements.iter().enumerate().skip(start) {
        descend(element, &at.item(index, keyword), sink, check)?;
    }
    CONTINUE
}

/// The element with that index, if there is one, satisfies the subschema with the same index under `prefixItems`.
#[inline]
pub fn prefix_item<J: Json, S: Sink>(
    elements: &[J],
    index: usize,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, S>,
) -> Flow {
    positional_item(elements, index, "prefixItems", at, sink, check)
}

/// The element with that index, if there is one, satisfies the subschema with the same index in the array under `items` (draft-07
/// validation, section 6.4.1; so up to 2019-09).
#[inline]
pub fn item<J: Json, S: Sink>(
    elements: &[J],
    index: usize,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, S>,
) -> Flow {
    positional_item(elements, index, "items", at, sink, check)
}

fn positional_item<J: Json, S: Sink>(
    elements: &[J],
    index: usize,
    keyword: &'static str,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, S>,
) -> Flow {
    match elements.get(index) {
        Some(element) => descend(element, &at.prefix_item(index, keyword), sink, check),
        None => CONTINUE,
    }
}

/// At least `min` and at most `max` elements satisfy the subschema under `contains`; `min` is 1 without `minContains`
/// (validation, sections 6.4.4 and 6.4.5).
pub fn contains<J: Json, S: Sink>(
    elements: &[J],
    min: usize,
    max: Option<usize>,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, Verdict>,
) -> Flow {
    // With so many the verdict stands: that the rule is kept, or else that it is broken.
    let enough = max.map_or(min, |max| max.saturating_add(1).max(min));
    let mut count = 0;
    for (index, element) in elements.iter().enumerate() {
        if count >= enough {
            break;
        }
        let at = at.item(index, "contains");
        match trial::accepts(element, &at, sink, check)? {
            Some(accepted) => count += usize::from(accepted),
            None => return trial::report_undecided(&at, sink),
        }
    }
    if let Some(max) = max {
        let fault = Fault::MaxContains(max);
        hold(count <= max, at, sink, "maxContains", &fault)?;
    }
    let keyword = if min == 1 { "contains" } else { "minContains" };
    hold(count >= min, at, sink, keyword, &Fault::MinContains(min))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::outcome::violations;
    use crate::check::{minimum, string};

    #[test]
    fn sizes_are_counted() {
        for (json, min, max) in [
            ("[]", false, true),
            ("[1,1]", true, true),
            ("[1,2,3]", true, false),
        ] {
            let (least, most) = violations!(json, |value, at, sink| {
                min_items(value.as_array().unwrap(), 2, at, sink)?;
                max_items(value.as_array().unwrap(), 2, at, sink)
            })
            .iter()
            .fold((true, true), |(least, most), violation| {
                assert_eq!(violation.instance_location(), "");
                match violation.keyword_location() {
                    "/minItems" => (false, most),
                    "/maxItems" => (least, false),
                    other => panic!("{other}"),
                }
            });
            assert_eq!((least, most), (min, max), "{json}");
        }
    }

    #[test]
    fn each_position_has_its_own_subschema() {
        let found = violations!(r#"[1,"b",3,"d",5]"#, |value, at, sink| {
            let elements = value.as_array().unwrap();
            prefix_item(elements, 0, at, sink, string)?;
            prefix_item(elements, 1, at, sink, string)?;
            prefix_item(elements, 9, at, sink, string)?;
            items_after(elements, 2, "additionalItems", at, sink, string)?;
            item(elements, 2, at, sink, string)?;
            item(elements, 9, at, sink, string)?;
            items(elements, at, sink, string)
        });
        let places: Vec<_> = found
            .iter()
            .map(|violation| (violation.instance_location(), violation.keyword_location()))
            .collect();
        assert_eq!(
            places,
            [
                ("/0", "/prefixItems/0/type"),
                ("/2", "/additionalItems/type"),
                ("/4", "/additionalItems/type"),
                ("/2", "/items/2/type"),
                ("/0", "/items/type"),
                ("/2", "/items/type"),
                ("/4", "/items/type"),
            ]
        );
    }

    #[test]
    fn what_an_array_contains_is_counted() {
        for (json, min, max, expected) in [
            ("[]", 1, None, &["/contains"][..]),
            ("[4]", 1, None, &["/contains"]),
            ("[4,5]", 1, None, &[]),
            ("[]", 0, None, &[]),
            ("[4]", 0, Some(0), &[]),
            ("[5]", 0, Some(0), &["/maxContains"]),
            ("[5,6]", 2, Some(2), &[]),
            ("[5,4,4]", 2, Some(2), &["/minContains"]),
            ("[5,4,6,7]", 2, Some(2), &["/maxContains"]),
            ("[5,6,7]", 3, Some(1), &["/maxContains"]),
            ("[5,6]", 3, Some(1), &["/maxContains", "/minContains"]),
            ("[5]", 1, Some(usize::MAX), &[]),
        ] {
            let found = violations!(json, |value, at, sink| {
                let elements = value.as_array().unwrap();
                contains(elements, min, max, at, sink, |value, at, sink| {
                    minimum(&Json::as_number(value).unwrap(), "5", at, sink)
                })
            });
            let keywords: Vec<_> = found.iter().map(|found| found.keyword_location()).collect();
            assert_eq!(keywords, expected, "{json} {min} {max:?}");
        }
    }
}
