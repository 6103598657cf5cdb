//! Random patterns on random texts: the test without an engine, both engines, and the engine of a browser agree.

use std::io::Write;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use regex::Regex;

use super::Pattern;
use super::engine::Trial;
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

/// Patterns that look around and refer back.
fn looking() -> impl Strategy<Value = String> {
    let term = prop_oneof![
        6 => (one_of(&["a", "b", "[ab]", "[^]", "\\w"]), one_of(&["", "", "", "*", "+", "?", "*?", "{1,2}", "{2}?"]))
            .prop_map(|(term, count)| term + &count),
        1 => one_of(&["\\b", "\\B", "\\1", "\\2", "\\k<n>"]),
    ];
    let sequence = prop::collection::vec(term, 0..4).prop_map(|terms| terms.concat());
    let inner = sequence.prop_recursive(2, 8, 3, |inner| {
        let signs = one_of(&["(", "(", "(?:", "(?=", "(?!", "(?<=", "(?<!"]);
        let group = (
            signs,
            prop::collection::vec(inner.clone(), 1..3),
            one_of(&["", "", "?", "{2}", "{0,2}"]),
        )
            .prop_map(|(sign, alternatives, count)| {
                let is_look = sign.starts_with("(?") && sign != "(?:";
                let count = if is_look { String::new() } else { count };
                format!("{sign}{}){count}", alternatives.join("|"))
            });
        prop::collection::vec(prop_oneof![group, inner], 1..3).prop_map(|parts| parts.concat())
    });
    // The groups that are referred to are there.
    (
        one_of(&["^", "^", ""]),
        one_of(&["(?<n>a|b?)", "(?:(?<n>a)|b){1,2}", "(?<=(?<n>a))", ""]),
        inner,
        one_of(&["$", "$", ""]),
    )
        .prop_map(|(start, named, inner, end)| {
            format!("{start}{named}{inner}(?:(?<n2>a)(b)?|(?<n>b))?{end}")
        })
        .prop_map(|source| match source.matches("(?<n>").count() {
            1 => source,
            _ => source.replacen("(?<n>", "(", 1),
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
        let trial = Trial::of(&node, &source).map_err(|error| TestCaseError::fail(error.to_string()))?;
        for text in &texts {
            let expected = engine.is_match(text);
            prop_assert_eq!(test.is_match(text), expected, "{:?} on {:?}: {}", source, text, test);
            // Too many steps are no verdict: what nests repetitions of nothing takes them.
            if let Ok(tried) = trial.try_match(text) {
                prop_assert_eq!(tried, expected, "tried: {:?} on {:?}", source, text);
            }
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
            prop_assert_eq!(test.is_match(&text), engine.is_match(&text), "{:?} on {:?}: {}", source, text, test);
        }
    }

    #[test]
    fn looks_at_the_ends_are_conditions(
        ahead in one_of(&["", "(?=a)", "(?!b)", "(?!ab|ba)(?=[ab]+$)", "(?!^)", "(?=(?!a))", "(?=$)|"]),
        inner in words(),
        behind in one_of(&["", "(?<=a)", "(?<!b)", "(?<=^[ab]*ab)", "(?<!^)(?<!a)", "(?<=)"]),
    ) {
        let inner = inner.trim_start_matches('^').trim_end_matches('$');
        for source in [format!("^{ahead}{inner}{behind}$"), format!("{inner}{behind}$"), format!("^{ahead}{inner}|b{behind}$"),
            format!("^(?:(?!{inner})[ab])*$")]
        {
            let node = parse(&source).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let pattern = Pattern::parse(&source).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let trial = Trial::of(&node, &source).map_err(|error| TestCaseError::fail(error.to_string()))?;
            for text in all_texts(5) {
                if let Ok(tried) = trial.try_match(&text) {
                    prop_assert_eq!(pattern.is_match(&text), tried, "{:?} on {:?}: {}", source, text, pattern.test);
                }
            }
        }
    }
}

/// V8's verdicts, one line for each pattern: a digit for each text, or why it is no pattern.
const JUDGE: &str = r#"
const texts = JSON.parse(process.argv[1]);
const sources = require('fs').readFileSync(0, 'utf8').split('\n').filter(Boolean).map(JSON.parse);
for (const source of sources) {
    try {
        const pattern = new RegExp(source, 'u');
        console.log(texts.map(text => pattern.test(text) ? '1' : '0').join(''));
    } catch (error) {
        console.log(String(error));
    }
}
"#;

/// The verdicts of a JavaScript engine, where there is one. The judge of `pattern_oracle.rs` does not end on some repetitions of what can
/// be empty, and is wrong about references within their own group.
fn judged_by_v8(sources: &[String], texts: &[String]) -> Option<Vec<String>> {
    let mut child = Command::new("node")
        .args(["-e", JUDGE])
        .arg(serde_json::to_string(texts).unwrap())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let lines: Vec<String> = sources
        .iter()
        .map(|source| serde_json::to_string(source).unwrap())
        .collect();
    let mut stdin = child.stdin.take().unwrap();
    // It reads all before it writes.
    stdin.write_all(lines.join("\n").as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().map(str::to_owned).collect())
}

/// So many random patterns are put to V8.
const PUT_TO_V8: usize = 3000;

#[test]
fn what_looks_around_or_refers_back_is_decided_as_v8_does() {
    let mut runner = TestRunner::new(ProptestConfig::default());
    let strategies = [looking().boxed(), alternatives().boxed(), words().boxed()];
    let sources: Vec<String> = (0..PUT_TO_V8)
        .map(|index| {
            let strategy = &strategies[if index % 3 == 2 { 1 + index % 2 } else { 0 }];
            strategy.new_tree(&mut runner).unwrap().current()
        })
        .collect();
    let texts = all_texts(5);
    let Some(verdicts) = judged_by_v8(&sources, &texts) else {
        println!("not run: there is no `node` here");
        return;
    };
    assert_eq!(verdicts.len(), sources.len());
    let mut tried = 0;
    for (source, verdicts) in sources.iter().zip(&verdicts) {
        let pattern = Pattern::parse(source);
        if verdicts.contains("SyntaxError") {
            // Spellings of annex B are taken; the generators make none.
            assert!(pattern.is_err(), "{source:?}: {verdicts}");
            continue;
        }
        let pattern = pattern.unwrap_or_else(|error| panic!("{source:?}: {error}"));
        tried += usize::from(pattern.is_tried());
        let ours: String = texts
            .iter()
            .map(|text| if pattern.is_match(text) { '1' } else { '0' })
            .collect();
        if ours != *verdicts {
            let at = ours.bytes().zip(verdicts.bytes()).position(|(a, b)| a != b);
            panic!(
                "{source:?} on {:?}: {}",
                at.map(|at| &texts[at]),
                pattern.test
            );
        }
    }
    assert!(tried > PUT_TO_V8 / 4, "only {tried} had to be tried");
}
