//! Subschemas joined by logic (JSON Schema 2020-12 core, section 10.2).

use super::{hold, trial};
use crate::at::At;
use crate::fault::Fault;
use crate::json::{Json, Object};
use crate::sink::{Flow, Sink, Unchecked, Verdict, CONTINUE};

/// A check of a value: what is checked, where that is, and where violations go.
///
/// It is a plain function, so that trials can tell whether they have put a value to it before, and so that a rule is instantiated
/// once for all checks: instances within instances end at the compiler's recursion limit.
pub type Check<J, S> = fn(&J, &At<'_, S>, &mut S) -> Flow;

/// The value satisfies the subschema with that index under a keyword, such as `allOf` (section 10.2.1.1).
#[inline]
pub fn branch<J: Json, S: Sink>(
    value: &J,
    keyword: &'static str,
    index: usize,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, S>,
) -> Flow {
    check(value, &at.branch(keyword, index), sink)
}

/// The string that the value, an object, has as the member of that name: what tells alternatives apart.
#[inline]
pub fn tag<'v, J: Json>(value: &'v J, name: &str) -> Option<&'v str> {
    value.as_object()?.get(name)?.as_str()
}

/// The integer that the value, an object, has as the member of that name, however it is spelled, if an `i64` holds it.
#[inline]
pub fn integer_tag<J: Json>(value: &J, name: &str) -> Option<i64> {
    value.as_object()?.get(name)?.as_number()?.as_i64()
}

/// One of the subschemas under `anyOf` or `oneOf`: its index there, and its check.
pub type Alternative<J> = (usize, Check<J, Verdict>);

/// The value satisfies at least one of the subschemas (section 10.2.1.2). If not, that is one violation, whatever the
/// alternatives have to say: that it could not be checked, if that holds of one of them.
#[inline]
pub fn any_of<J: Json, S: Sink>(
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    alternatives: &[Check<J, Verdict>],
) -> Flow {
    any(value, at, sink, alternatives.len(), numbered(alternatives))
}

/// As [`any_of`], where only some of so many alternatives come into question.
#[inline]
pub fn any_of_possible<J: Json, S: Sink>(
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    count: usize,
    possible: &[Alternative<J>],
) -> Flow {
    if let Some(flow) = sink.decide(value, at, possible) {
        return flow;
    }
    any(value, at, sink, count, possible.iter().copied())
}

#[inline(always)]
fn any<J: Json, S: Sink>(
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    count: usize,
    possible: impl Iterator<Item = Alternative<J>>,
) -> Flow {
    let place = at.unnamed();
    let mut undecided = None;
    let mut flow = CONTINUE;
    let mut holds = false;
    sink.verdict().enter();
    for (index, check) in possible {
        match sink.verdict().tries(value, &place, check) {
            Ok(accepted) => holds = accepted,
            Err(Unchecked::TooManySteps) => undecided = undecided.or(Some(index)),
            Err(Unchecked::TooDeep) => {
                flow = Unchecked::TooDeep.report(&at.branch("anyOf", index), sink);
            }
        }
        if holds || flow.is_break() {
            break;
        }
    }
    sink.verdict().leave();
    flow?;
    match undecided {
        _ if holds => CONTINUE,
        Some(index) => trial::report_undecided(&at.branch("anyOf", index), sink),
        None => sink.violation(at, "anyOf", &Fault::AnyOf(count)),
    }
}

/// The value satisfies exactly one of the subschemas (section 10.2.1.3). If not, that is one violation, whatever the
/// alternatives have to say: that it could not be checked, if that holds of one of them and not two are satisfied anyhow.
#[inline]
pub fn one_of<J: Json, S: Sink>(
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    alternatives: &[Check<J, Verdict>],
) -> Flow {
    one(value, at, sink, alternatives.len(), numbered(alternatives))
}

/// As [`one_of`], where only some of so many alternatives come into question.
#[inline]
pub fn one_of_possible<J: Json, S: Sink>(
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    count: usize,
    possible: &[Alternative<J>],
) -> Flow {
    if let Some(flow) = sink.decide(value, at, possible) {
        return flow;
    }
    one(value, at, sink, count, possible.iter().copied())
}

#[inline(always)]
fn one<J: Json, S: Sink>(
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    count: usize,
    possible: impl Iterator<Item = Alternative<J>>,
) -> Flow {
    let place = at.unnamed();
    let mut accepted = 0;
    let mut undecided = None;
    let mut flow = CONTINUE;
    sink.verdict().enter();
    for (index, check) in possible {
        match sink.verdict().tries(value, &place, check) {
            Ok(holds) => accepted += usize::from(holds),
            Err(Unchecked::TooManySteps) => undecided = undecided.or(Some(index)),
            Err(Unchecked::TooDeep) => {
                flow = Unchecked::TooDeep.report(&at.branch("oneOf", index), sink);
                if flow.is_break() {
                    break;
                }
            }
        }
    }
    sink.verdict().leave();
    flow?;
    if let (Some(index), 0 | 1) = (undecided, accepted) {
        return trial::report_undecided(&at.branch("oneOf", index), sink);
    }
    let fault = Fault::OneOf(count, accepted);
    hold(accepted == 1, at, sink, "oneOf", &fault)
}

fn numbered<J: Json>(
    alternatives: &[Check<J, Verdict>],
) -> impl Iterator<Item = Alternative<J>> + '_ {
    alternatives.iter().copied().enumerate()
}

/// The value does not satisfy the subschema (section 10.2.1.4).
#[inline]
pub fn not<J: Json, S: Sink>(
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    check: Check<J, Verdict>,
) -> Flow {
    match trial::accepts(value, &at.keyword("not"), sink, check)? {
        Some(accepted) => hold(!accepted, at, sink, "not", &Fault::Not),
        None => trial::report_undecided(&at.keyword("not"), sink),
    }
}

/// The value satisfies the subschema under `then` if it satisfies the condition, and that under `else` if it does not,
/// where there is one (section 10.2.2).
#[inline]
pub fn if_then_else<J: Json, S: Sink>(
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
    condition: Check<J, Verdict>,
    then: Option<Check<J, S>>,
    otherwise: Option<Check<J, S>>,
) -> Flow {
    let (keyword, consequence) = match trial::accepts(value, &at.keyword("if"), sink, condition)? {
        Some(true) => ("then", then),
        Some(false) => ("else", otherwise),
        None => return trial::report_undecided(&at.keyword("if"), sink),
    };
    match consequence {
        Some(check) => sink.after_trial(value, &at.keyword(keyword), check),
        None => CONTINUE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::outcome::violations;
    use crate::check::{constant, items, maximum, minimum, string};
    use crate::report::Report;
    use crate::sink::{Failures, Verdict};
    use crate::{Limits, Node, Value};

    fn at_least_2<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
        value
            .as_number()
            .map_or(CONTINUE, |number| minimum(&number, "2", at, sink))
    }

    fn at_most_5<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
        value
            .as_number()
            .map_or(CONTINUE, |number| maximum(&number, "5", at, sink))
    }

    fn places(found: &[crate::Violation]) -> Vec<(&str, &str)> {
        found
            .iter()
            .map(|found| (found.instance_location(), found.keyword_location()))
            .collect()
    }

    #[test]
    fn one_alternative_is_enough() {
        for (json, holds) in [("1", true), ("3", true), ("9", true), ("null", false)] {
            let found = violations!(json, |value, at, sink| {
                any_of(
                    value,
                    at,
                    sink,
                    &[
                        |value, at, sink| constant(value, "1", at, sink),
                        |value, at, sink| {
                            crate::check::number(value, at, sink)?;
                            at_least_2(value, at, sink)
                        },
                    ],
                )
            });
            let expected: &[_] = if holds { &[] } else { &[("", "/anyOf")] };
            assert_eq!(places(&found), expected, "{json}");
        }
        let found = violations!("7", |value, at, sink| {
            any_of(value, at, sink, &[string, at_most_5])
        });
        assert_eq!(
            found[0].message(),
            "must satisfy at least one of 2 alternatives"
        );
    }

    #[test]
    fn exactly_one_alternative_is_one() {
        for (json, accepted) in [("1", 1), ("3", 2), ("9", 1), ("\"a\"", 3), ("[]", 2)] {
            let found = violations!(json, |value, at, sink| {
                one_of(value, at, sink, &[at_least_2, at_most_5, string])
            });
            if accepted == 1 {
                assert_eq!(places(&found), [], "{json}");
            } else {
                assert_eq!(places(&found), [("", "/oneOf")], "{json}");
                let end = format!("exactly one of 3 alternatives, but satisfies {accepted}");
                assert!(found[0].message().ends_with(&end), "{}", found[0].message());
            }
        }
        let found = violations!("1", |value, at, sink| one_of(value, at, sink, &[string]));
        assert!(found[0].message().ends_with("satisfies none"));
    }

    #[test]
    fn not_turns_the_verdict_round() {
        let found = violations!("1", |value, at, sink| not(value, at, sink, at_most_5));
        assert_eq!(places(&found), [("", "/not")]);
        let found = violations!("6", |value, at, sink| not(value, at, sink, at_most_5));
        assert_eq!(places(&found), []);
    }

    #[test]
    fn conditions_choose_what_is_reported() {
        for (json, expected) in [
            ("1", &[("", "/else/type")][..]),
            ("3", &[]),
            ("9", &[("", "/then/maximum")]),
            ("\"a\"", &[]),
        ] {
            let found = violations!(json, |value, at, sink| {
                if_then_else(value, at, sink, at_least_2, Some(at_most_5), Some(string))
            });
            assert_eq!(places(&found), expected, "{json}");
        }
        for json in ["1", "9"] {
            let found = violations!(json, |value, at, sink| {
                if_then_else(value, at, sink, at_least_2, None, None)
            });
            assert_eq!(places(&found), [], "{json}");
        }
    }

    /// `{"not": {"items": {"$ref": "#"}}}`
    fn not_all_not<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
        not(value, at, sink, |value, at, sink| match value.as_array() {
            Some(elements) => items(elements, at, sink, not_all_not),
            None => CONTINUE,
        })
    }

    fn report<J: Json>(value: &J, limits: Limits) -> Result<(), Report> {
        Failures::all(|sink| not_all_not(value, &At::root_within(limits), sink))
    }

    /// Whichever alternative is tried first, each level asks the next one more than once.
    fn twice_a_level<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
        any_of(
            value,
            at,
            sink,
            &[
                |value, at, sink| {
                    crate::check::array(value, at, sink)?;
                    items(value.as_array().unwrap(), at, sink, twice_a_level)
                },
                |value, at, sink| one_of(value, at, sink, &[one_level_down, one_level_down]),
                |value, at, sink| {
                    if_then_else(
                        value,
                        at,
                        sink,
                        one_level_down,
                        Some(one_level_down),
                        Some(one_level_down),
                    )
                },
            ],
        )
    }

    fn one_level_down<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
        crate::check::array(value, at, sink)?;
        let elements = value.as_array().unwrap();
        crate::check::contains(elements, 1, None, at, sink, twice_a_level)
    }

    #[test]
    fn alternatives_within_alternatives_cost_no_more_than_their_number() {
        let text = format!("{}1{}", "[".repeat(120), "]".repeat(120));
        let found = violations!(&text, |value, at, sink| twice_a_level(value, at, sink));
        assert_eq!(places(&found), [("", "/anyOf")]);
        let text = format!("{}{}", "[".repeat(120), "]".repeat(120));
        let found = violations!(&text, |value, at, sink| twice_a_level(value, at, sink));
        assert_eq!(places(&found), []);
    }

    #[test]
    fn a_value_too_deep_to_be_tried_is_a_violation() {
        let limits = Limits::new().with_max_depth(3);
        let node = Node::parse("[[[1]]]", Limits::new()).unwrap();
        assert!(report(&node, limits).is_ok());
        let node = Node::parse("[[[[1]]]]", Limits::new()).unwrap();
        let found = report(&node, limits).unwrap_err();
        let last = found
            .violations()
            .iter()
            .find(|found| found.keyword().is_empty());
        assert_eq!(
            last.map(crate::Violation::message),
            Some("is nested more than 3 deep")
        );
        assert!(!Verdict::accepts(|sink| not_all_not(
            &serde_json::from_str::<Value>("[[[[1]]]]").unwrap(),
            &At::root_within(limits),
            sink
        )));
    }
}
