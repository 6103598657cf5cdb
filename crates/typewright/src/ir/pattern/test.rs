//! What a pattern asks of a text, and which patterns need no engine.

use std::fmt;

use super::counted::{Counted, Part, counted, is_nullable, size, trim_end, trim_start};
use super::deterministic::deterministic;
use super::engine::{Expression, Trial};
use super::scan::{Scan, steps};
use super::syntax::{Count, Node};

/// What a pattern asks of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternTest {
    /// `^abc`
    Prefix(String),
    /// `abc$`
    Suffix(String),
    /// `^abc$`
    Equal(String),
    /// `abc`
    Contains(String),
    /// What one walk through the text decides: `^[a-z]+$`.
    Scan(Scan),
    /// At least one of these: `^abc|[0-9]$`.
    AnyOf(Vec<PatternTest>),
    /// All of these: `^(?!abc)[a-z]+$`.
    AllOf(Vec<Condition>),
    /// What the engine of the `regex` crate decides.
    Regex(Expression),
    /// What has to be tried in one way after the other, so many steps at most: anything that looks around or refers back.
    Backtracking(Trial),
}

/// A test that must be passed, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Whether it must not be passed.
    pub negated: bool,
    /// The test.
    pub test: PatternTest,
}

/// More words than this are not written out, unless the pattern does so itself.
const FEW_WORDS: usize = 4;

/// More words, or more alternatives, than this are not written out at all.
const MANY_WORDS: usize = 64;

/// More parts than this make no steps that a person would want to read.
const MOST_PARTS: usize = 1000;

/// A character repeated more often than this is not written out, if there is another way.
const FEW_REPETITIONS: u32 = 64;

/// Nor are more characters than this, whatever else there is. So long a pattern may spell them out itself.
const MANY_CHARACTERS: u32 = 1 << 20;

/// A walk that may begin anywhere looks no further than this many characters, so that it takes linear time.
const LONGEST_ANYWHERE: u64 = 64;

/// The test of a pattern that needs no engine.
pub(super) fn plain_test(node: &Node) -> Option<PatternTest> {
    match node {
        Node::Group(inner, _) => plain_test(inner),
        Node::Sequence(terms) => match terms.as_slice() {
            [group @ Node::Group(..)] => plain_test(group),
            terms => sequence_test(terms).or_else(|| distributed_test(terms)),
        },
        Node::Choice(alternatives) if alternatives.len() <= MANY_WORDS => {
            let tests: Option<Vec<PatternTest>> = alternatives.iter().map(plain_test).collect();
            Some(any_of(tests?))
        }
        Node::Choice(_) => None,
        term => sequence_test(std::slice::from_ref(term)),
    }
}

/// `^(?:a$|b)` as `^a$|^b`, where the group itself says where the text begins or ends.
fn distributed_test(terms: &[Node]) -> Option<PatternTest> {
    let (start, inner, end) = match terms {
        [Node::Start, Node::Group(inner, _)] => (true, inner, false),
        [Node::Group(inner, _), Node::End] => (false, inner, true),
        [Node::Start, Node::Group(inner, _), Node::End] => (true, inner, true),
        _ => return None,
    };
    let alternatives = match inner.as_ref() {
        Node::Choice(alternatives) => alternatives.as_slice(),
        only => std::slice::from_ref(only),
    };
    if alternatives.len() > MANY_WORDS {
        return None;
    }
    let tests = alternatives.iter().map(|alternative| {
        let mut terms: Vec<Node> = Vec::new();
        terms.extend(start.then_some(Node::Start));
        match alternative {
            Node::Sequence(inner) => terms.extend_from_slice(inner),
            other => terms.push(other.clone()),
        }
        terms.extend(end.then_some(Node::End));
        plain_test(&Node::Sequence(terms))
    });
    Some(any_of(tests.collect::<Option<_>>()?))
}

/// What every text passes.
pub(super) fn always() -> PatternTest {
    PatternTest::Contains(String::new())
}

/// At least one of the tests.
pub(super) fn any_of(tests: Vec<PatternTest>) -> PatternTest {
    let mut all: Vec<PatternTest> = Vec::new();
    for test in tests {
        let inner = match test {
            PatternTest::AnyOf(inner) => inner,
            other => vec![other],
        };
        for test in inner {
            if !all.contains(&test) {
                all.push(test);
            }
        }
    }
    if all.iter().any(PatternTest::is_always) {
        return always();
    }
    match all.pop() {
        Some(only) if all.is_empty() => only,
        last => {
            all.extend(last);
            PatternTest::AnyOf(all)
        }
    }
}

/// Where a sequence is held to the ends of the text.
#[derive(Clone, Copy)]
struct Anchors {
    start: bool,
    end: bool,
}

fn sequence_test(terms: &[Node]) -> Option<PatternTest> {
    let (start, terms) = match terms {
        [Node::Start, rest @ ..] => (true, rest),
        all => (false, all),
    };
    let (end, terms) = match terms {
        [rest @ .., Node::End] => (true, rest),
        all => (false, all),
    };
    let mut sequence = counted(terms)?;
    if !(start && end) && is_nullable(&sequence) {
        return Some(always());
    }
    if !start {
        sequence = trim_start(sequence);
    }
    if !end {
        sequence = trim_end(sequence);
    }
    counted_test(&sequence, Anchors { start, end })
}

fn counted_test(sequence: &[Counted], anchors: Anchors) -> Option<PatternTest> {
    let alternatives = match sequence {
        [
            Counted {
                part: Part::Group(alternatives),
                count:
                    Count {
                        least: 1,
                        most: Some(1),
                    },
            },
        ] => Some(alternatives),
        _ => None,
    };
    let word =
        |sequence: &Vec<Counted>| words(sequence, FEW_REPETITIONS).filter(|words| words.len() == 1);
    let all_words = alternatives.and_then(|all| all.iter().map(word).collect::<Option<Vec<_>>>());
    let listed = all_words.map(|words| words.concat());
    let few = || words(sequence, FEW_REPETITIONS).filter(|words| words.len() <= FEW_WORDS);
    if let Some(words) = listed.filter(|_| anchors.start && anchors.end).or_else(few) {
        return Some(anchors.word_tests(words));
    }
    if let Some(scan) = scan(sequence, anchors) {
        return Some(PatternTest::Scan(scan));
    }
    if let Some(words) = words(sequence, MANY_CHARACTERS) {
        return Some(anchors.word_tests(words));
    }
    let tests = alternatives?
        .iter()
        .map(|alternative| counted_test(alternative, anchors));
    Some(any_of(tests.collect::<Option<_>>()?))
}

impl Anchors {
    fn word_tests(self, words: Vec<String>) -> PatternTest {
        let test = match (self.start, self.end) {
            (true, true) => PatternTest::Equal,
            (true, false) => PatternTest::Prefix,
            (false, true) => PatternTest::Suffix,
            (false, false) => PatternTest::Contains,
        };
        any_of(words.into_iter().map(test).collect())
    }
}

fn scan(sequence: &[Counted], anchors: Anchors) -> Option<Scan> {
    if size(sequence) > MOST_PARTS {
        return None;
    }
    if !anchors.start && greatest_length(sequence)? > LONGEST_ANYWHERE {
        return None;
    }
    let scan = |steps, suffix| Scan {
        from_start: anchors.start,
        steps,
        suffix,
        to_end: anchors.end,
    };
    if let Some(sequence) = deterministic(sequence.to_vec(), !anchors.end) {
        return Some(scan(steps(&sequence)?, String::new()));
    }
    // What the text must end with can be looked at first: `^.*[.]json$`.
    let is_letter = |counted: &&Counted| {
        words(std::slice::from_ref(*counted), FEW_REPETITIONS).is_some_and(|words| words.len() == 1)
    };
    let letters = sequence.iter().rev().take_while(is_letter).count();
    let (before, suffix) = sequence.split_at_checked(sequence.len() - letters)?;
    if !anchors.end || suffix.is_empty() {
        return None;
    }
    let before = deterministic(before.to_vec(), false)?;
    Some(scan(
        steps(&before)?,
        words(suffix, FEW_REPETITIONS)?.concat(),
    ))
}

/// The most characters that a sequence takes; `None` if there is no limit.
fn greatest_length(sequence: &[Counted]) -> Option<u64> {
    sequence.iter().try_fold(0, |sum: u64, counted| {
        let most = u64::from(counted.count.most?);
        let once = match &counted.part {
            Part::Chars(_) => 1,
            Part::Group(alternatives) => {
                let lengths = alternatives.iter().map(|inner| greatest_length(inner));
                lengths.collect::<Option<Vec<u64>>>()?.into_iter().max()?
            }
        };
        sum.checked_add(most.checked_mul(once)?)
    })
}

/// Every text that a sequence matches, if they are not many.
fn words(sequence: &[Counted], repetitions: u32) -> Option<Vec<String>> {
    let mut words = vec![String::new()];
    let mut total: usize = 0;
    for Counted { part, count } in sequence {
        let most = count.most?;
        let next: Vec<String> = match part {
            Part::Chars(set) => {
                let letter = set.only()?.to_string();
                if most - count.least > FEW_WORDS as u32 || most > repetitions {
                    return None;
                }
                let counts = count.least..=most;
                counts.map(|count| letter.repeat(count as usize)).collect()
            }
            Part::Group(alternatives) if most == 1 => {
                let inner: Option<Vec<_>> = alternatives
                    .iter()
                    .map(|a| self::words(a, repetitions))
                    .collect();
                let none = (count.least == 0).then(String::new);
                none.into_iter().chain(inner?.concat()).collect()
            }
            Part::Group(_) => return None,
        };
        total = total * next.len() + words.len() * next.iter().map(String::len).sum::<usize>();
        if words.len() * next.len() > MANY_WORDS || total > MANY_CHARACTERS as usize {
            return None;
        }
        if let [only] = next.as_slice() {
            words.iter_mut().for_each(|word| word.push_str(only));
            continue;
        }
        words = words
            .iter()
            .flat_map(|word| next.iter().map(move |end| format!("{word}{end}")))
            .collect();
    }
    Some(words)
}

impl PatternTest {
    /// Whether every text passes.
    pub fn is_always(&self) -> bool {
        matches!(self, PatternTest::Contains(literal) if literal.is_empty())
    }

    /// Whether it is one comparison, short enough to stand wherever it is needed.
    pub fn is_comparison(&self) -> bool {
        match self {
            PatternTest::Prefix(_)
            | PatternTest::Suffix(_)
            | PatternTest::Equal(_)
            | PatternTest::Contains(_) => true,
            PatternTest::AnyOf(tests) => {
                let is_equality = |test: &PatternTest| matches!(test, PatternTest::Equal(_));
                tests.iter().all(is_equality)
            }
            PatternTest::Scan(_)
            | PatternTest::AllOf(_)
            | PatternTest::Regex(_)
            | PatternTest::Backtracking(_) => false,
        }
    }

    /// Whether the engine of the `regex` crate is needed where the generated code runs.
    pub fn needs_engine(&self) -> bool {
        match self {
            PatternTest::Regex(_) => true,
            PatternTest::AnyOf(tests) => tests.iter().any(PatternTest::needs_engine),
            PatternTest::AllOf(conditions) => {
                let mut tests = conditions.iter().map(|condition| &condition.test);
                tests.any(PatternTest::needs_engine)
            }
            _ => false,
        }
    }

    /// Whether a text passes, by the steps that generated code takes.
    ///
    /// A text that takes too many steps to tell does not pass: the generated code refuses it either way.
    pub fn is_match(&self, text: &str) -> bool {
        match self {
            PatternTest::Prefix(literal) => text.starts_with(literal.as_str()),
            PatternTest::Suffix(literal) => text.ends_with(literal.as_str()),
            PatternTest::Equal(literal) => text == literal,
            PatternTest::Contains(literal) => text.contains(literal.as_str()),
            PatternTest::Scan(scan) => scan.is_match(text),
            PatternTest::AnyOf(tests) => tests.iter().any(|test| test.is_match(text)),
            PatternTest::AllOf(conditions) => conditions
                .iter()
                .all(|condition| condition.test.is_match(text) != condition.negated),
            PatternTest::Regex(expression) => expression.is_match(text),
            PatternTest::Backtracking(trial) => trial.try_match(text) == Ok(true),
        }
    }
}

impl fmt::Display for PatternTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PatternTest::Prefix(literal) => write!(f, "begins with {literal:?}"),
            PatternTest::Suffix(literal) => write!(f, "ends with {literal:?}"),
            PatternTest::Equal(literal) => write!(f, "is {literal:?}"),
            PatternTest::Contains(literal) => write!(f, "contains {literal:?}"),
            PatternTest::Scan(scan) => write!(f, "goes {scan}"),
            PatternTest::AnyOf(tests) => {
                for (index, test) in tests.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { " or " })?;
                    test.fmt(f)?;
                }
                Ok(())
            }
            PatternTest::AllOf(conditions) => {
                for (index, Condition { negated, test }) in conditions.iter().enumerate() {
                    let and = if index == 0 { "" } else { " and " };
                    let not = if *negated { "not " } else { "" };
                    write!(f, "{and}{not}({test})")?;
                }
                Ok(())
            }
            PatternTest::Regex(expression) => write!(f, "matches {:?}", expression.source()),
            PatternTest::Backtracking(trial) => write!(f, "is tried with {:?}", trial.source()),
        }
    }
}
