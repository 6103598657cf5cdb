//! Subschemas that a value may fail, and subschemas that are come to by several ways.

use std::ops::ControlFlow;

use super::Check;
use crate::at::At;
use crate::json::Json;
use crate::sink::{Flow, Sink, Unchecked, Verdict};

/// The value satisfies a check that several ways lead to. Where it was put to the same check before, what there is to report
/// has been reported.
#[inline]
pub fn once<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S, check: Check<J, S>) -> Flow {
    sink.once(value, at, check)
}

/// Whether a value satisfies a check that it need not satisfy; `None` if that takes too many steps to tell. Where this makes a
/// difference, the caller reports it with [`report_undecided`], and nothing that would follow from either verdict.
#[inline]
pub(super) fn accepts<J: Json, S: Sink>(
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, Verdict>,
) -> ControlFlow<(), Option<bool>> {
    let verdict = sink.verdict();
    verdict.enter();
    let accepted = verdict.tries(value, &at.unnamed(), check);
    verdict.leave();
    ControlFlow::Continue(match accepted {
        Ok(accepted) => Some(accepted),
        Err(Unchecked::TooManySteps) => None,
        Err(Unchecked::TooDeep) => {
            Unchecked::TooDeep.report(at, sink)?;
            Some(false)
        }
    })
}

/// It takes too many steps to tell whether the value satisfies what is said there.
#[cold]
pub(super) fn report_undecided<S: Sink>(at: &At<'_, S>, sink: &mut S) -> Flow {
    Unchecked::TooManySteps.report(at, sink)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::outcome::violations;
    use crate::check::{
        any_of, branch, if_then_else, integer, max_length, not, object, one_of, property,
        property_names, required,
    };
    use crate::sink::{Failures, CONTINUE};
    use crate::{Limits, Node};

    fn places(found: &[crate::Violation]) -> Vec<(&str, &str)> {
        found
            .iter()
            .map(|found| (found.instance_location(), found.keyword_location()))
            .collect()
    }

    /// `{"type": "object", "allOf": [A, A], "properties": {"size": {"type": "integer"}}}`, where A says that `next` is such an
    /// object too.
    fn chain<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
        once(value, at, sink, |value, at, sink| {
            object(value, at, sink)?;
            branch(value, "allOf", 0, at, sink, next)?;
            branch(value, "allOf", 1, at, sink, next)?;
            match value.as_object() {
                Some(object) => property(object, "size", at, sink, integer),
                None => CONTINUE,
            }
        })
    }

    fn next<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
        match value.as_object() {
            Some(object) => property(object, "next", at, sink, chain),
            None => CONTINUE,
        }
    }

    #[test]
    fn several_ways_to_one_check_cost_no_more_than_one() {
        for (end, valid) in [(r#"{"size":1}"#, true), (r#"{"size":"1"}"#, false)] {
            let text = format!("{}{end}{}", r#"{"next":"#.repeat(120), "}".repeat(120));
            let found = violations!(&text, |value, at, sink| chain(value, at, sink));
            let place = format!("{}/size", "/next".repeat(120));
            let keyword = format!(
                "{}/properties/size/type",
                "/allOf/0/properties/next".repeat(120)
            );
            let expected = [(&*place, &*keyword)];
            assert_eq!(places(&found), if valid { &[][..] } else { &expected[..] });
            let node = Node::parse(&text, Limits::new()).unwrap();
            let first = Failures::first(|sink| chain(&node, &At::root(), sink));
            assert_eq!(first.is_none(), valid);
            let found = violations!(&text, |value, at, sink| not(value, at, sink, chain));
            assert_eq!(found.is_empty(), !valid);
        }
    }

    /// Checks that each put the value to the next by a keyword; the last wants a number.
    macro_rules! levels {
        ($keyword:ident: $last:ident) => {
            pub(super) fn $last<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
                number(value, at, sink)
            }
        };
        ($keyword:ident: $level:ident $next:ident $($further:ident)*) => {
            pub(super) fn $level<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
                super::$keyword(value, at, sink, $next, $next)
            }
            levels! { $keyword: $next $($further)* }
        };
    }

    macro_rules! forty_levels {
        ($keyword:ident) => {
            mod $keyword {
                use crate::at::At;
                use crate::check::number;
                use crate::json::Json;
                use crate::sink::{Flow, Sink};

                levels! { $keyword: outermost
                    l0 l1 l2 l3 l4 l5 l6 l7 l8 l9 l10 l11 l12 l13 l14 l15 l16 l17 l18 l19 l20 l21 l22 l23 l24 l25 l26 l27 l28 l29 l30 l31 l32 l33 l34 l35 l36 l37 l38 l39
                }
            }
        };
    }

    fn conditions<J: Json, S: Sink>(
        value: &J,
        at: &At<'_, S>,
        sink: &mut S,
        tried: Check<J, Verdict>,
        next: Check<J, S>,
    ) -> Flow {
        if_then_else(value, at, sink, tried, Some(next), Some(next))
    }

    fn alternatives<J: Json, S: Sink>(
        value: &J,
        at: &At<'_, S>,
        sink: &mut S,
        next: Check<J, Verdict>,
        _: Check<J, S>,
    ) -> Flow {
        any_of(value, at, sink, &[next, next])
    }

    /// One holds if and only if the next does not.
    fn refusals<J: Json, S: Sink>(
        value: &J,
        at: &At<'_, S>,
        sink: &mut S,
        next: Check<J, Verdict>,
        _: Check<J, S>,
    ) -> Flow {
        one_of(value, at, sink, &[next, next, |_, _, _| CONTINUE])?;
        not(value, at, sink, next)
    }

    forty_levels!(conditions);
    forty_levels!(alternatives);
    forty_levels!(refusals);

    /// Each level would double the work: a million million times.
    #[test]
    fn values_with_nothing_inside_are_not_tried_again_either() {
        for (json, valid) in [("5", true), ("\"a\"", false)] {
            let found = violations!(json, |value, at, sink| {
                conditions::outermost(value, at, sink)?;
                alternatives::outermost(value, at, sink)
            });
            assert_eq!(found.is_empty(), valid, "{json}");
            let found = violations!(json, |value, at, sink| {
                refusals::outermost(value, at, sink)
            });
            assert_eq!(found.is_empty(), valid, "{json}");
        }
    }

    /// A check that the value is put to twice by the next, and so on, where the compiler has found that to double too often.
    #[test]
    fn values_with_nothing_inside_are_checked_once_too() {
        use std::cell::Cell;
        thread_local! {
            static ASKED: Cell<usize> = const { Cell::new(0) };
        }
        fn twice<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
            counted(value, at, sink)?;
            counted(value, at, sink)
        }
        fn counted<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
            once(value, at, sink, |value, at, sink| {
                ASKED.set(ASKED.get() + 1);
                integer(value, at, sink)
            })
        }
        for (json, expected) in [
            ("1", &[][..]),
            ("\"1\"", &[("", "/type")]),
            ("[]", &[("", "/type")]),
        ] {
            let found = violations!(json, |value, at, sink| once(value, at, sink, twice));
            assert_eq!(places(&found), expected, "{json}");
            let node = Node::parse(json, Limits::new()).unwrap();
            ASKED.set(0);
            let report = Failures::all(|sink| once(&node, &At::root(), sink, twice));
            assert_eq!((report.is_ok(), ASKED.get()), (expected.is_empty(), 1));
            ASKED.set(0);
            let mut verdict = Verdict::remembering_after(0);
            let flow = once(&node, &At::root(), &mut verdict, twice);
            assert_eq!((flow.is_continue(), ASKED.get()), (expected.is_empty(), 1));
            let found = violations!(json, |value, at, sink| not(value, at, sink, twice));
            assert_eq!(found.is_empty(), !expected.is_empty(), "{json}");
        }
    }

    /// Nor are names of members, which are checked in one place, taken for each other there.
    #[test]
    fn names_are_checked_each() {
        fn short<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
            once(value, at, sink, |value, at, sink| {
                max_length(value.as_str().unwrap(), 1, at, sink)
            })
        }
        fn names<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
            once(value, at, sink, |value, at, sink| {
                property_names(value.as_object().unwrap(), at, sink, short)
            })
        }
        for (json, expected) in [
            (r#"{"a":1,"b":1}"#, &[][..]),
            (r#"{"a":1,"bb":1}"#, &[("/bb", "/propertyNames/maxLength")]),
            (r#"{"aa":1,"b":1}"#, &[("/aa", "/propertyNames/maxLength")]),
        ] {
            let found = violations!(json, |value, at, sink| names(value, at, sink));
            assert_eq!(places(&found), expected, "{json}");
            let found = violations!(json, |value, at, sink| not(value, at, sink, names));
            assert_eq!(found.is_empty(), !expected.is_empty(), "{json}");
        }
    }

    /// Names of members take turns in one place.
    #[test]
    fn names_of_members_are_not_taken_for_each_other() {
        fn is_a<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
            crate::check::constant_string(value, "a", at, sink)
        }
        for (json, valid) in [(r#"{"a":1}"#, true), (r#"{"a":1,"b":1}"#, false)] {
            let found = violations!(json, |value, at, sink| {
                any_of(
                    value,
                    at,
                    sink,
                    &[|value, at, sink| {
                        crate::check::property_names(
                            value.as_object().unwrap(),
                            at,
                            sink,
                            |name, at, sink| any_of(name, at, sink, &[is_a]),
                        )
                    }],
                )
            });
            assert_eq!(found.is_empty(), valid, "{json}");
        }
    }

    /// `{"properties": {"o": {"not": A, "allOf": [A, A]}}}`, where A is `{"required": ["x"]}`.
    #[test]
    fn what_was_refused_where_it_was_tried_is_still_reported() {
        fn has_x<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
            once(value, at, sink, |value, at, sink| {
                required(value.as_object().unwrap(), &["x"], at, sink)
            })
        }
        for (json, expected) in [
            (r#"{"o":{}}"#, ("/o", "/properties/o/required")),
            (r#"{"o":{"x":1}}"#, ("/o", "/properties/o/not")),
        ] {
            let found = violations!(json, |value, at, sink| {
                once(value, at, sink, |value, at, sink| {
                    property(
                        value.as_object().unwrap(),
                        "o",
                        at,
                        sink,
                        |value, at, sink| {
                            not(value, at, sink, has_x)?;
                            has_x(value, at, sink)?;
                            has_x(value, at, sink)
                        },
                    )
                })
            });
            assert_eq!(places(&found), [expected], "{json}");
        }
    }

    /// `{"properties": {"o": {"allOf": [A, {"not": A}, A]}}}`, where A is `{"required": ["x"]}`.
    #[test]
    fn what_was_reported_is_still_refused_where_it_is_tried() {
        fn has_x<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
            once(value, at, sink, |value, at, sink| {
                required(value.as_object().unwrap(), &["x"], at, sink)
            })
        }
        for (json, expected) in [
            (r#"{"o":{}}"#, &[("/o", "/properties/o/required")][..]),
            (r#"{"o":{"x":1}}"#, &[("/o", "/properties/o/not")]),
        ] {
            let found = violations!(json, |value, at, sink| {
                once(value, at, sink, |value, at, sink| {
                    property(
                        value.as_object().unwrap(),
                        "o",
                        at,
                        sink,
                        |value, at, sink| {
                            has_x(value, at, sink)?;
                            not(value, at, sink, has_x)?;
                            has_x(value, at, sink)
                        },
                    )
                })
            });
            assert_eq!(places(&found), expected, "{json}");
        }
    }
}
