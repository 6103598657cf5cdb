//! Subschemas that a value may fail, and subschemas that are come to by several ways.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::{descend, Check};
use crate::at::At;
use crate::fault::Fault;
use crate::json::{Json, JsonType};
use crate::sink::{Flow, Sink, CONTINUE};

/// What came of checks within one check: which value, by its address, was put to which check, and whether it was accepted.
///
/// Where alternatives lead to the same schema, trials within trials ask the same again, twice as often with each level of
/// nesting; so do the parts of a schema that lead to the same one. A hostile payload could make that last for ever.
/// Answered once, the time grows with the payload.
#[derive(Debug, Default)]
pub struct Trials {
    /// Of arrays and objects.
    outcomes: HashMap<(usize, usize), Outcome>,
    /// Of any other value, while it is the one that is checked: nothing is within it, so that no other one is meanwhile. Of
    /// trials only those within trials are remembered, since most values have none.
    current: Option<usize>,
    outcomes_of_current: HashMap<usize, Outcome>,
    /// How many trials are under way, each within the one before.
    trying: usize,
    /// How many violations there were, but for those in trials.
    violations: usize,
    /// How much the innermost trial that is under way has met so far that takes too many steps to tell.
    undecided: usize,
}

/// What came of one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Accepted,
    /// In a trial, so that nothing was reported.
    Refused,
    /// Refused, and whatever there was to report has been reported.
    Reported,
    /// In a trial, and it takes too many steps to tell.
    Undecided,
}

/// The array or object that is put to a check. Within the outermost check everything stays where it is.
fn key<J: Json>(value: &J, check: Check<J>) -> Option<(usize, usize)> {
    has_inside(value).then_some((address(value), check as usize))
}

fn has_inside<J: Json>(value: &J) -> bool {
    matches!(value.json_type(), JsonType::Array | JsonType::Object)
}

fn address<J: Json>(value: &J) -> usize {
    std::ptr::from_ref(value) as usize
}

/// Passes on what a check finds, and remembers what was checked within it.
struct Remembering<'s> {
    sink: &'s mut dyn Sink,
    trials: Trials,
}

impl Sink for Remembering<'_> {
    fn violation(&mut self, at: &At<'_>, keyword: &'static str, fault: &Fault<'_>) -> Flow {
        self.trials.violations += 1;
        self.sink.violation(at, keyword, fault)
    }

    fn trials(&mut self) -> Option<&mut Trials> {
        Some(&mut self.trials)
    }
}

/// The value satisfies a check that several ways lead to. Where it was put to the same check before, what there is to report
/// has been reported.
pub fn once<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink, check: Check<J>) -> Flow {
    let Some(trials) = sink.trials() else {
        let trials = Trials::default();
        return check(value, at, &mut Remembering { sink, trials });
    };
    let (violations, undecided) = (trials.violations, trials.undecided);
    match trials.outcome(value, check) {
        Some(Outcome::Accepted) => return CONTINUE,
        Some(Outcome::Undecided) if trials.trying > 0 => return report_undecided(at, sink),
        Some(_) if trials.trying > 0 => return ControlFlow::Break(()),
        Some(Outcome::Reported) => return CONTINUE,
        Some(Outcome::Refused | Outcome::Undecided) | None => {}
    }
    let flow = check(value, at, sink);
    if let Some(trials) = sink.trials() {
        let accepted = flow.is_continue() && trials.violations == violations;
        let outcome = match accepted {
            true if trials.undecided > undecided => Outcome::Undecided,
            true => Outcome::Accepted,
            false if trials.trying > 0 => Outcome::Refused,
            false => Outcome::Reported,
        };
        trials.remember(value, check, outcome);
    }
    flow
}

impl Trials {
    /// Whether a check accepts a value; what is within the value must stay where it is as long as this lives.
    ///
    /// # Errors
    /// It cannot be told.
    pub(crate) fn accepts<J: Json>(
        &mut self,
        value: &J,
        at: &At<'_>,
        check: Check<J>,
    ) -> Result<bool, Unchecked> {
        again(value, at, self, check)
    }

    /// What came of a check of the value, if that is remembered.
    fn outcome<J: Json>(&self, value: &J, check: Check<J>) -> Option<Outcome> {
        match key(value, check) {
            Some(key) => self.outcomes.get(&key).copied(),
            None if self.current == Some(address(value)) => {
                self.outcomes_of_current.get(&(check as usize)).copied()
            }
            None => None,
        }
    }

    fn remember<J: Json>(&mut self, value: &J, check: Check<J>, outcome: Outcome) {
        if let Some(key) = key(value, check) {
            self.outcomes.insert(key, outcome);
        } else {
            if self.current.replace(address(value)) != Some(address(value)) {
                self.outcomes_of_current.clear();
            }
            self.outcomes_of_current.insert(check as usize, outcome);
        }
    }

    /// Another value may come to be where the last one was, as names of members do.
    pub(super) fn forget_current(&mut self) {
        self.current = None;
    }

    /// Whether a check within these trials accepts.
    fn run(&mut self, check: impl FnOnce(&mut dyn Sink) -> Flow) -> Result<bool, Unchecked> {
        self.trying += 1;
        let around = std::mem::take(&mut self.undecided);
        let mut trial = Trial {
            within: self,
            too_deep: false,
        };
        let accepted = check(&mut trial).is_continue();
        let too_deep = trial.too_deep;
        let undecided = std::mem::replace(&mut self.undecided, around) > 0;
        self.trying -= 1;
        match accepted {
            _ if too_deep => Err(Unchecked::TooDeep),
            true if undecided => Err(Unchecked::TooManySteps),
            accepted => Ok(accepted),
        }
    }
}

/// Why a value could not be checked, which is no verdict. It is a violation all the same, or else `not` would accept it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unchecked {
    TooDeep,
    TooManySteps,
}

impl Unchecked {
    pub(super) fn report(self, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
        let fault = match self {
            Unchecked::TooDeep => Fault::TooDeep(at.max_depth()),
            Unchecked::TooManySteps => Fault::TooManySteps,
        };
        sink.violation(at, "", &fault)
    }
}

/// Takes the verdict of a check, and tells a value that is refused from one that could not be checked.
struct Trial<'t> {
    within: &'t mut Trials,
    too_deep: bool,
}

impl Sink for Trial<'_> {
    fn violation(&mut self, _: &At<'_>, _: &'static str, fault: &Fault<'_>) -> Flow {
        if let Fault::TooManySteps = fault {
            // Another rule may refuse the value for sure. Readers know some of these first, such as the member that tells
            // alternatives apart, and must not know more.
            self.within.undecided += 1;
            return CONTINUE;
        }
        // Going on here would take a time that doubles with each level.
        self.too_deep = matches!(fault, Fault::TooDeep(_));
        ControlFlow::Break(())
    }

    fn trials(&mut self) -> Option<&mut Trials> {
        Some(self.within)
    }
}

/// Whether a value satisfies a check that it need not satisfy; `None` if that takes too many steps to tell. Where this makes a
/// difference, the caller reports it with [`report_undecided`], and nothing that would follow from either verdict.
pub(super) fn accepts<J: Json>(
    value: &J,
    at: &At<'_>,
    sink: &mut dyn Sink,
    check: Check<J>,
) -> ControlFlow<(), Option<bool>> {
    let accepted = match sink.trials() {
        Some(trials) => again(value, at, trials, check),
        None => run(value, at, &mut Trials::default(), check),
    };
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
pub(super) fn report_undecided(at: &At<'_>, sink: &mut dyn Sink) -> Flow {
    Unchecked::TooManySteps.report(at, sink)
}

/// Whether a check accepts a value that is gone afterwards, so that no trial around it may remember its parts.
pub(super) fn apart(check: impl FnOnce(&mut dyn Sink) -> Flow) -> Result<bool, Unchecked> {
    Trials::default().run(check)
}

fn run<J: Json>(
    value: &J,
    at: &At<'_>,
    within: &mut Trials,
    check: Check<J>,
) -> Result<bool, Unchecked> {
    within.run(|sink| descend(value, at, sink, check))
}

/// As [`run`], but what was run before is remembered.
pub(super) fn again<J: Json>(
    value: &J,
    at: &At<'_>,
    within: &mut Trials,
    check: Check<J>,
) -> Result<bool, Unchecked> {
    match within.outcome(value, check) {
        Some(Outcome::Undecided) => return Err(Unchecked::TooManySteps),
        Some(outcome) => return Ok(outcome == Outcome::Accepted),
        None => {}
    }
    let accepted = run(value, at, within, check);
    let outcome = match accepted {
        Ok(true) => Outcome::Accepted,
        Ok(false) => Outcome::Refused,
        Err(Unchecked::TooManySteps) => Outcome::Undecided,
        // By another way it may be less deep.
        Err(Unchecked::TooDeep) => return accepted,
    };
    if has_inside(value) || within.trying > 0 {
        within.remember(value, check, outcome);
    }
    accepted
}

/// The value satisfies a check that it may have been tried with before. Within a trial nothing is reported, so that what came of
/// that is enough.
pub(super) fn after_trial<J: Json>(
    value: &J,
    at: &At<'_>,
    sink: &mut dyn Sink,
    check: Check<J>,
) -> Flow {
    let known = match sink.trials() {
        Some(trials) if trials.trying > 0 => trials.outcome(value, check),
        _ => None,
    };
    match known {
        Some(Outcome::Accepted) => CONTINUE,
        Some(Outcome::Undecided) => report_undecided(at, sink),
        Some(Outcome::Refused | Outcome::Reported) => ControlFlow::Break(()),
        None => check(value, at, sink),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::outcome::violations;
    use crate::check::{
        any_of, branch, if_then_else, integer, max_length, not, object, one_of, property,
        property_names, required,
    };
    use crate::sink::{FirstFailure, Verdict};
    use crate::{Limits, Node};

    fn places(found: &[crate::Violation]) -> Vec<(&str, &str)> {
        found
            .iter()
            .map(|found| (found.instance_location(), found.keyword_location()))
            .collect()
    }

    /// `{"type": "object", "allOf": [A, A], "properties": {"size": {"type": "integer"}}}`, where A says that `next` is such an
    /// object too.
    fn chain<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
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

    fn next<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
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
            let check = |sink: &mut dyn Sink| chain(&node, &At::root(), sink);
            assert_eq!(Verdict::accepts(check), valid);
            assert_eq!(FirstFailure::of(check).is_none(), valid);
            let found = violations!(&text, |value, at, sink| not(value, at, sink, chain));
            assert_eq!(found.is_empty(), !valid);
        }
    }

    /// Checks that each put the value to the next by a keyword; the last wants a number.
    macro_rules! levels {
        ($keyword:ident: $last:ident) => {
            pub(super) fn $last<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
                number(value, at, sink)
            }
        };
        ($keyword:ident: $level:ident $next:ident $($further:ident)*) => {
            pub(super) fn $level<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
                super::$keyword(value, at, sink, $next)
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

    fn conditions<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink, next: Check<J>) -> Flow {
        if_then_else(value, at, sink, next, Some(next), Some(next))
    }

    fn alternatives<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink, next: Check<J>) -> Flow {
        any_of(value, at, sink, &[next, next])
    }

    /// One holds if and only if the next does not.
    fn refusals<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink, next: Check<J>) -> Flow {
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
        fn twice<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
            counted(value, at, sink)?;
            counted(value, at, sink)
        }
        fn counted<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
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
            ASKED.set(0);
            let found = violations!(json, |value, at, sink| once(value, at, sink, twice));
            assert_eq!(places(&found), expected, "{json}");
            assert_eq!(ASKED.get(), 2, "{json}: once in each kind of tree");
            let found = violations!(json, |value, at, sink| not(value, at, sink, twice));
            assert_eq!(found.is_empty(), !expected.is_empty(), "{json}");
        }
    }

    /// Nor are names of members, which are checked in one place, taken for each other there.
    #[test]
    fn names_are_checked_each() {
        fn short<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
            once(value, at, sink, |value, at, sink| {
                max_length(value.as_str().unwrap(), 1, at, sink)
            })
        }
        fn names<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
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
        fn is_a<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
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
        fn has_x<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
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
        fn has_x<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
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
