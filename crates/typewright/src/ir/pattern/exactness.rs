//! Random patterns on random texts: the test without an engine, the engine, and an independent engine for ECMA-262 agree.

use proptest::prelude::*;
use regex::Regex;
use regress::backends::{PikeVMExecutor, find};

use super::parse::parse;
use super::test::plain_test;
use super::translate::translate;

/// Few characters, so that patterns meet texts.
const CHARACTERS: &[char] = &['a', 'b', 'c', 'B', '0', '1', '-', '.', 'é', '\n'];

const TERMS: &[&str] = &[
    "a", "a", "b", "c", "ab", "\\.", "-", "é", "[ab]", "[a-c]", "[bc0]", "[Bb]", "[^a]", "[^-]",
    "\\d", "\\w", "\\W", "\\s", "\\S", ".", "[^]", "[^.\\n]", "0", "[01]",
];

const COUNTS: &[&str] = &[
    "", "", "", "", "*", "+", "?", "{2}", "{1,2}", "{0,2}", "{2,}", "{0}",
];

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(texts).prop_map(str::to_owned)
}

fn alternatives() -> impl Strategy<Value = String> {
    let term = (one_of(TERMS), one_of(COUNTS)).prop_map(|(term, count)| term + &count);
    let sequence = prop::collection::vec(term, 0..4).prop_map(|terms| terms.concat());
    let inner = sequence.prop_recursive(2, 8, 3, |inner| {
        let group = (prop::collection::vec(inner.clone(), 1..4), one_of(COUNTS))
            .prop_map(|(alternatives, count)| format!("({}){count}", alternatives.join("|")));
        prop::collection::vec(prop_oneof![group, inner], 1..3).prop_map(|parts| parts.concat())
    });
    let anchored = (one_of(&["^", "^", ""]), inner, one_of(&["$", "$", ""]))
        .prop_map(|(start, inner, end)| format!("{start}{inner}{end}"))
        .boxed();
    prop_oneof![
        5 => anchored.clone(),
        1 => prop::collection::vec(anchored, 2..4).prop_map(|all| all.join("|")),
    ]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let text = prop::collection::vec(proptest::sample::select(CHARACTERS), 0..6)
        .prop_map(|characters| characters.into_iter().collect());
    prop::collection::vec(text, 40)
}

/// Groups of words that are much alike, and what is alike around them.
fn words() -> impl Strategy<Value = String> {
    let term = (
        one_of(&["a", "b", "[ab]"]),
        one_of(&["", "", "", "", "*", "+", "?"]),
    )
        .prop_map(|(term, count)| term + &count)
        .boxed();
    let word = || prop::collection::vec(term.clone(), 0..4).prop_map(|terms| terms.concat());
    let group = (prop::collection::vec(word(), 1..4), one_of(COUNTS))
        .prop_map(|(words, count)| format!("({}){count}", words.join("|")));
    (
        one_of(&["^", "^", ""]),
        word(),
        group,
        word(),
        one_of(&["$", "$", ""]),
    )
        .prop_map(|(start, before, group, after, end)| {
            format!("{start}{before}{group}{after}{end}")
        })
}

/// Every text of two characters up to a length.
fn all_texts(longest: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut from = 0;
    for _ in 0..longest {
        let to = all.len();
        for index in from..to {
            all.push(format!("{}a", all[index]));
            all.push(format!("{}b", all[index]));
        }
        from = to;
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1000,
        failure_persistence: None,
        max_global_rejects: 20_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_needs_no_engine_is_decided_as_engines_do(source in alternatives(), texts in texts()) {
        let node = parse(&source).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let Some(test) = plain_test(&node) else {
            return Err(TestCaseError::reject("it needs an engine"));
        };
        let engine = Regex::new(&translate(&node)).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let judge = regress::Regex::with_flags(&source, "u").map_err(|error| TestCaseError::fail(error.text))?;
        for text in &texts {
            let judged = find::<PikeVMExecutor<'_, '_>>(&judge, text, 0).next().is_some();
            prop_assert_eq!(engine.is_match(text), judged, "the engine: {:?} on {:?}", source, text);
            prop_assert_eq!(test.decides(text), Some(judged), "{:?} on {:?}: {}", source, text, test);
        }
    }

    #[test]
    fn alternatives_that_begin_alike_are_decided_as_the_engine_does(source in words()) {
        let node = parse(&source).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let Some(test) = plain_test(&node) else {
            return Err(TestCaseError::reject("it needs an engine"));
        };
        let engine = Regex::new(&translate(&node)).map_err(|error| TestCaseError::fail(error.to_string()))?;
        for text in all_texts(6) {
            prop_assert_eq!(test.decides(&text), Some(engine.is_match(&text)), "{:?} on {:?}: {}", source, text, test);
        }
    }
}
