//! Patterns judged by an independent engine for ECMA-262's regular expressions, and by the official suite.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use regress::Regex;
use regress::backends::{PikeVMExecutor, find};
use serde_json::Value;
use typewright::ir::{Pattern, PatternErrorKind};

/// Texts that tell engines apart: letters that fold, blanks, line terminators, what is special in classes, and what is not in the BMP.
const CHARACTERS: &[char] = &[
    'a', 'b', 'A', 'Z', '0', '7', '_', '-', ' ', '\t', '\n', '\r', '\u{b}', '\u{85}', '\u{a0}',
    '\u{180e}', '\u{2028}', '\u{feff}', '\u{660}', 'é', 'π', 'ſ', '\u{212a}', '\u{e000}', '🐲',
    '𝟘', '.', '\\', '/', '[', ']', '{', '}', '&', '~', '^', '$', '|', '\0', '\u{8}',
];

/// Terms that mean the same to every engine that follows the grammar with the `u` flag.
const STRICT_TERMS: &[&str] = &[
    "a",
    "b",
    "é",
    "🐲",
    "-",
    "&",
    "~",
    "_",
    " ",
    "#",
    "/",
    "\\/",
    ".",
    "\\.",
    "\\\\",
    "\\^",
    "\\$",
    "\\|",
    "\\{",
    "\\}",
    "\\[",
    "\\]",
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "\\t",
    "\\n",
    "\\v",
    "\\f",
    "\\r",
    "\\0-9",
    "\\cJ",
    "\\cj",
    "\\x61",
    "\\u0061",
    "\\u{61}",
    "\\u{1F432}",
    "\\uD83D\\uDC32",
    "\\p{Lu}",
    "\\P{Ll}",
    "\\p{L}",
    "\\p{digit}",
    "\\p{Script=Greek}",
    "\\p{sc=Latn}",
    "\\p{scx=Zyyy}",
    "\\p{gc=Nd}",
    "\\p{White_Space}",
    "\\p{Any}",
    "\\p{ASCII}",
    "\\p{Cs}",
    "\\P{Cs}",
    "\\p{C}",
    "\\p{Emoji}",
    "[]",
    "[^]",
    "()",
    "(?:)",
];

/// Places: they take no repetition.
const PLACES: &[&str] = &["^", "$", "\\b", "\\B"];

/// A lead surrogate alone is in braces: the judge reads `\uD83D\u0061` wrongly.
const STRICT_CLASS_ITEMS: &[&str] = &[
    "a",
    "b",
    "0-9",
    "A-Z",
    "a-b",
    "&",
    "&&",
    "~~",
    "[",
    ".",
    "$",
    "|",
    "(",
    "{",
    "}",
    "#",
    " ",
    "/",
    "é-π",
    "🐲",
    "🐲-🐳",
    "\\-",
    "\\]",
    "\\\\",
    "\\^",
    "\\b",
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "\\n",
    "\\0-9",
    "\\cJ",
    "\\x61",
    "\\x00-\\x1F",
    "\\u0000-\\uFFFF",
    "\\uD800-\\uDFFF",
    "\\uD800-\\uE000",
    "\\u0061-\\u{D900}",
    "\\uD83D\\uDC32",
    "\\u{D83D}",
    "\\u{0}-\\u{10FFFF}",
    "\\p{L}",
    "\\P{L}",
    "\\p{Script=Greek}",
    "\\P{Cs}",
    "\\p{Cs}",
];

/// Spellings that only annex B has, and some that mean the same with and without the `u` flag.
const LENIENT_TERMS: &[&str] = &[
    "a",
    "b",
    "\\_",
    "\\-",
    "\\@",
    "\\ ",
    "\\é",
    "]",
    "{",
    "}",
    "{a}",
    "{,",
    "\\d",
    "\\W",
    "\\s",
    ".",
    "\\x61",
    "\\u0061",
    "[\\w-.]",
    "[.-\\w]",
    "[\\d-\\s]",
    "[a-\\d]",
    "[\\w-]",
    "[-\\w]",
    "[\\_]",
    "[{}]",
    "[\\@-\\_]",
];

const REPETITIONS: &[&str] = &[
    "", "", "", "", "*", "+", "?", "*?", "+?", "??", "{0}", "{1}", "{2}", "{0,1}", "{1,2}", "{2,}",
    "{0,2}?", "{02,3}",
];

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(texts).prop_map(str::to_owned)
}

fn class() -> impl Strategy<Value = String> {
    let items = prop::collection::vec(one_of(STRICT_CLASS_ITEMS), 0..4);
    (
        one_of(&["", "^"]),
        one_of(&["", "", "-"]),
        items,
        one_of(&["", "", "-"]),
    )
        .prop_map(|(negation, first, items, last)| {
            format!("[{negation}{first}{}{last}]", items.concat())
        })
}

fn patterns(terms: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    let repeated = (terms, one_of(REPETITIONS)).prop_map(|(term, count)| term + &count);
    let term = prop_oneof![5 => repeated, 1 => one_of(PLACES)];
    let sequence = prop::collection::vec(term, 0..4).prop_map(|terms| terms.concat());
    sequence.prop_recursive(3, 12, 3, |inner| {
        let alternatives = prop::collection::vec(inner.clone(), 1..3).prop_map(|all| all.join("|"));
        let group = (one_of(&["(", "(?:"]), alternatives, one_of(REPETITIONS))
            .prop_map(|(open, inner, count)| format!("{open}{inner}){count}"));
        prop::collection::vec(prop_oneof![group, inner], 1..3).prop_map(|parts| parts.concat())
    })
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let text = prop::collection::vec(proptest::sample::select(CHARACTERS), 0..6)
        .prop_map(|characters| characters.into_iter().collect());
    prop::collection::vec(text, 12)
}

/// The judge's verdict by its engine that does not backtrack, which random repetitions in repetitions seldom take long.
fn matches(judge: &Regex, text: &str) -> bool {
    find::<PikeVMExecutor<'_, '_>>(judge, text, 0)
        .next()
        .is_some()
}

/// So long may the judge think about a pattern. Most take it a thousandth of that; `(?:(a*?b*|){2,3}){2,}` would take it for ever.
const PATIENCE: Duration = Duration::from_secs(5);

/// So many patterns of a run may be left without a verdict.
const MOST_UNDECIDED: usize = 10;

static UNDECIDED: AtomicUsize = AtomicUsize::new(0);

/// The judge's verdicts on the texts; `None`, and a line that says so, where it takes too long. Its thread ends with the process then.
fn verdicts(source: &str, judge: Regex, texts: &[String]) -> Option<Vec<bool>> {
    let (sender, receiver) = mpsc::channel();
    let texts = texts.to_vec();
    thread::spawn(move || {
        let verdicts = texts.iter().map(|text| matches(&judge, text)).collect();
        // Nobody waits for what comes too late.
        sender.send(verdicts).ok();
    });
    let verdicts = receiver.recv_timeout(PATIENCE).ok();
    if verdicts.is_none() {
        let undecided = 1 + UNDECIDED.fetch_add(1, Ordering::Relaxed);
        println!("not judged: {source:?}");
        assert!(undecided <= MOST_UNDECIDED, "the judge decides too few");
    }
    verdicts
}

fn same_verdicts(source: &str, judge: Regex, texts: &[String]) -> TestCaseResult {
    let pattern = Pattern::parse(source)
        .map_err(|error| TestCaseError::fail(format!("{source:?}: {error}")))?;
    let verdicts = verdicts(source, judge, texts).unwrap_or_default();
    for (text, verdict) in texts.iter().zip(verdicts) {
        prop_assert_eq!(
            pattern.is_match(text),
            verdict,
            "{:?} on {:?}, compiled to {:?}",
            source,
            text,
            pattern.test
        );
    }
    Ok(())
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn random_patterns_match_what_ecma_262_says(
        source in patterns(prop_oneof![3 => one_of(STRICT_TERMS), 2 => class()].boxed()),
        texts in texts(),
    ) {
        let judge = Regex::with_flags(&source, "u").map_err(|error| TestCaseError::fail(error.text))?;
        same_verdicts(&source, judge, &texts)?;
    }

    #[test]
    fn spellings_of_annex_b_match_what_it_says(
        source in patterns(one_of(LENIENT_TERMS).boxed()),
        texts in texts(),
    ) {
        // A `{` may come to stand before what makes it a count.
        prop_assume!(!source.contains("{{") && Regex::new(&source).is_ok());
        match Pattern::parse(&source) {
            // What only looks like a count is refused on purpose.
            Err(error) => prop_assert!(error.what.contains("says how often"), "{source:?}: {error}"),
            Ok(_) => same_verdicts(&source, Regex::new(&source).unwrap(), &texts)?,
        }
    }

    #[test]
    fn any_text_is_read_or_refused_as_the_grammar_says(
        source in r"([ab01,<>=!:k\-\^$.*+?()\[\]{}|\\&]|\\[bBdwkpuxc0-3]|\(\?|\{[0-2],?|\(\?<[ab]>|\\k<a>|\\p\{L\}|\[\^?){0,10}",
    ) {
        let strict = Regex::with_flags(&source, "u").is_ok();
        let lenient = Regex::new(&source).is_ok();
        match Pattern::parse(&source) {
            Ok(_) => prop_assert!(strict || lenient, "{source:?} is taken"),
            // The judge lets word boundaries be repeated; the grammar does not (22.2.1, Term).
            Err(error) if error.what.ends_with("which cannot be repeated") => {}
            Err(error) => prop_assert!(
                !strict || error.kind != PatternErrorKind::Invalid,
                "{source:?} is refused: {error}"
            ),
        }
    }
}

/// The cases of one file of the suite; `None`, and a line that says so, when the suite is not there.
fn suite(file: &str) -> Option<Vec<Value>> {
    let folder = std::env::var("TYPEWRIGHT_SUITE").unwrap_or_else(|_| {
        concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/json-schema-test-suite"
        )
        .to_owned()
    });
    let path = Path::new(&folder).join("tests/draft2020-12").join(file);
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(serde_json::from_str(&text).unwrap()),
        Err(error) => {
            println!("not run: {}: {error}", path.display());
            None
        }
    }
}

#[test]
fn a_judge_that_takes_too_long_is_not_waited_for() {
    let source = "^(?:(a*?b*|){2,3}){2,}$";
    let judge = Regex::with_flags(source, "u").unwrap();
    let texts = ["ab".repeat(20) + "c"];
    assert_eq!(verdicts(source, judge, &texts), None);
}

#[test]
fn the_official_suite_agrees() {
    for file in [
        "pattern.json",
        "optional/ecmascript-regex.json",
        "optional/non-bmp-regex.json",
    ] {
        let mut cases = 0;
        for group in suite(file).into_iter().flatten() {
            let schema = &group["schema"];
            for test in group["tests"].as_array().unwrap() {
                let valid = match (schema["pattern"].as_str(), &test["data"]) {
                    (Some(source), Value::String(text)) => {
                        Pattern::parse(source).unwrap().is_match(text)
                    }
                    _ => match (&schema["patternProperties"], &test["data"]) {
                        (Value::Object(patterns), Value::Object(members)) => {
                            members.iter().all(|(name, value)| {
                                match patterns
                                    .keys()
                                    .find(|source| Pattern::parse(source).unwrap().is_match(name))
                                {
                                    Some(source) => patterns[source] == true || value.is_i64(),
                                    None => schema["additionalProperties"] != false,
                                }
                            })
                        }
                        _ => continue,
                    },
                };
                cases += 1;
                assert_eq!(
                    valid, test["valid"],
                    "{file}: {} on {}",
                    group["schema"], test["data"]
                );
            }
        }
        assert!(
            cases == 0 || cases >= 3,
            "{file} has only {cases} cases that were understood"
        );
    }
}
