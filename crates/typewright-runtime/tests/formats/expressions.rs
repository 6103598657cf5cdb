//! Regular expressions against an engine for those of ECMA-262.

use typewright_runtime::check;

use super::judge::text_of;
use super::random::Random;

/// The engine lets `\b` be repeated, which the flag `u` forbids; so there is none.
const PIECES: &[&str] = &[
    "a",
    "x",
    "(",
    ")",
    "(?:",
    "(?=",
    "(?<!",
    "(?<n>",
    "(?<m>",
    "[",
    "]",
    "[^",
    "x-",
    "a-z",
    "{",
    "}",
    "{1}",
    "{2,1}",
    "{1,}",
    "*",
    "+",
    "?",
    "|",
    "^",
    "$",
    ".",
    "\\d",
    "\\1",
    "\\k<n>",
    "\\",
    "\\u0041",
    "\\u{1F600}",
    "\\x41",
    "\\cA",
    "\\0",
    "\\p{L}",
    "\\]",
    "é",
];

#[test]
fn random_regular_expressions_are_judged_as_an_engine_does() {
    let mut random = Random::new(12);
    let mut verdicts = [0, 0];
    for _ in 0..200_000 {
        let text = text_of(&mut random, PIECES, 7);
        let expected = regress::Regex::with_flags(&text, "u").is_ok();
        assert_eq!(check::is_regex(&text), expected, "{text:?}");
        verdicts[usize::from(expected)] += 1;
    }
    assert!(verdicts.iter().all(|count| *count > 10_000), "{verdicts:?}");
}
