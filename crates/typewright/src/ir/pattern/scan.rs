//! Patterns that one walk through the text decides: the steps of it, as generated code takes them.

use std::fmt;

use typewright_runtime as runtime;

use super::char_set::CharSet;
use super::counted::{Counted, Part};
use super::syntax::Count;

/// A walk through a text: each step takes as much as it finds, and gives nothing back (the runtime's `Scan`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    /// Whether it begins where the text begins; else it may begin anywhere.
    pub from_start: bool,
    /// The steps.
    pub steps: Vec<Step>,
    /// What the text must end with; the walk is through what stands before it. Empty where nothing is asked.
    pub suffix: String,
    /// Whether it must come to the end.
    pub to_end: bool,
}

/// A step of a [`Scan`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// This text.
    Literal(String),
    /// This text, in upper or lower case as far as ASCII letters go.
    IgnoringCase(String),
    /// The first of these texts that comes next.
    OneOf(Vec<String>),
    /// Characters of a class, as many as come next.
    Chars(CharSet, Count),
    /// The first of these sequences that comes next, as often as one does.
    Group(Vec<Vec<Step>>, Count),
}

/// Walks of more steps than this are for an engine.
const MOST_STEPS: usize = 40;

/// So are classes of more ranges than this.
const MOST_RANGES: usize = 16;

/// Repeated characters up to here are written out.
const MOST_REPEATED: u32 = 16;

/// The steps for counted parts that can be taken one after the other; `None` if nobody would want to read them.
pub(super) fn steps(sequence: &[Counted]) -> Option<Vec<Step>> {
    let steps = steps_of(sequence);
    (number_of(&steps) <= MOST_STEPS && are_readable(&steps)).then_some(steps)
}

fn number_of(steps: &[Step]) -> usize {
    let number = |step: &Step| match step {
        Step::Group(alternatives, _) => {
            1 + alternatives
                .iter()
                .map(|inner| number_of(inner))
                .sum::<usize>()
        }
        _ => 1,
    };
    steps.iter().map(number).sum()
}

fn are_readable(steps: &[Step]) -> bool {
    steps.iter().all(|step| match step {
        Step::Chars(set, _) => {
            set.ranges().len().min(set.complement().ranges().len()) <= MOST_RANGES
        }
        Step::Group(alternatives, _) => alternatives.iter().all(|inner| are_readable(inner)),
        Step::Literal(_) | Step::IgnoringCase(_) | Step::OneOf(_) => true,
    })
}

fn steps_of(sequence: &[Counted]) -> Vec<Step> {
    let mut steps = Vec::new();
    for Counted { part, count } in sequence {
        match part {
            Part::Chars(set) => match letter(set) {
                Some(letter) if count.most == Some(count.least) && count.least <= MOST_REPEATED => {
                    for _ in 0..count.least {
                        letter.append(&mut steps);
                    }
                }
                _ => steps.push(Step::Chars(set.clone(), *count)),
            },
            Part::Group(alternatives) => {
                let inner: Vec<Vec<Step>> = alternatives.iter().map(|a| steps_of(a)).collect();
                let once = *count
                    == Count {
                        least: 1,
                        most: Some(1),
                    };
                match literals(&inner).filter(|_| once) {
                    Some(literals) => steps.push(Step::OneOf(literals)),
                    None => steps.push(Step::Group(inner, *count)),
                }
            }
        }
    }
    steps
}

fn literals(alternatives: &[Vec<Step>]) -> Option<Vec<String>> {
    let literal = |steps: &Vec<Step>| match steps.as_slice() {
        [Step::Literal(literal)] => Some(literal.clone()),
        _ => None,
    };
    alternatives.iter().map(literal).collect()
}

/// A class that is a letter of a text.
#[derive(Clone, Copy)]
enum Letter {
    Exact(char),
    /// `[Aa]`, in lower case.
    AnyCase(char),
}

fn letter(set: &CharSet) -> Option<Letter> {
    if let Some(only) = set.only() {
        return Some(Letter::Exact(only));
    }
    match set.ranges() {
        [(upper, upper_end), (lower, lower_end)]
            if upper == upper_end
                && lower == lower_end
                && upper.is_ascii_uppercase()
                && upper.to_ascii_lowercase() == *lower =>
        {
            Some(Letter::AnyCase(*lower))
        }
        _ => None,
    }
}

impl Letter {
    /// Makes the text longer that the last step takes, if it is of the same kind. What is no letter fits both kinds.
    fn append(self, steps: &mut Vec<Step>) {
        let has_case = |text: &str| text.contains(|c: char| c.is_ascii_alphabetic());
        match (self, steps.last_mut()) {
            (Letter::Exact(exact), Some(Step::Literal(text))) => text.push(exact),
            (Letter::Exact(exact), Some(Step::IgnoringCase(text)))
                if !exact.is_ascii_alphabetic() =>
            {
                text.push(exact);
            }
            (Letter::Exact(exact), _) => steps.push(Step::Literal(exact.into())),
            (Letter::AnyCase(lower), Some(Step::IgnoringCase(text))) => text.push(lower),
            (Letter::AnyCase(lower), Some(step)) => match step {
                Step::Literal(text) if !has_case(text) => {
                    *step = Step::IgnoringCase(format!("{text}{lower}"));
                }
                _ => steps.push(Step::IgnoringCase(lower.into())),
            },
            (Letter::AnyCase(lower), None) => steps.push(Step::IgnoringCase(lower.into())),
        }
    }
}

impl Scan {
    /// Whether a text matches, by the steps that generated code takes.
    pub fn is_match(&self, text: &str) -> bool {
        let Some(text) = text.strip_suffix(self.suffix.as_str()) else {
            return false;
        };
        let matches = |start| {
            let scan = take(&self.steps, start);
            if self.to_end {
                scan.is_at_end()
            } else {
                scan.has_matched()
            }
        };
        if self.from_start {
            matches(runtime::Scan::new(text))
        } else {
            runtime::Scan::anywhere(text, matches)
        }
    }
}

fn take<'t>(steps: &[Step], start: runtime::Scan<'t>) -> runtime::Scan<'t> {
    steps.iter().fold(start, |scan, step| match step {
        Step::Literal(literal) => scan.literal(literal),
        Step::IgnoringCase(literal) => scan.ignoring_case(literal),
        Step::OneOf(literals) => {
            let literals: Vec<&str> = literals.iter().map(String::as_str).collect();
            scan.one_of(&literals)
        }
        Step::Chars(set, count) => scan.chars(range(*count), |character| set.contains(character)),
        Step::Group(alternatives, count) => scan.repeat(range(*count), |scan| {
            let mut scans = alternatives.iter().map(|steps| take(steps, scan));
            scans
                .find(|scan| scan.has_matched())
                .unwrap_or(scan.one_of(&[]))
        }),
    })
}

fn range(count: Count) -> std::ops::RangeInclusive<usize> {
    let most = count.most.map_or(usize::MAX, |most| most as usize);
    count.least as usize..=most
}

impl fmt::Display for Scan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.from_start { "^" } else { "…" })?;
        write_steps(&self.steps, f)?;
        if !self.suffix.is_empty() {
            write!(f, " {:?}", self.suffix)?;
        }
        f.write_str(if self.to_end { " $" } else { " …" })
    }
}

fn write_steps(steps: &[Step], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for step in steps {
        f.write_str(" ")?;
        match step {
            Step::Literal(literal) => write!(f, "{literal:?}")?,
            Step::IgnoringCase(literal) => write!(f, "{literal:?} in any case")?,
            Step::OneOf(literals) => {
                let literals: Vec<String> = literals.iter().map(|l| format!("{l:?}")).collect();
                write!(f, "({})", literals.join(" or "))?;
            }
            Step::Chars(set, count) => write!(f, "{set}{count}")?,
            Step::Group(alternatives, count) => {
                for (index, alternative) in alternatives.iter().enumerate() {
                    f.write_str(if index == 0 { "(" } else { " or" })?;
                    write_steps(alternative, f)?;
                }
                write!(f, " ){count}")?;
            }
        }
    }
    Ok(())
}

impl fmt::Display for CharSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let others = self.complement();
        let (sign, set) = if others.ranges().len() < self.ranges().len() {
            ("^", &others)
        } else {
            ("", self)
        };
        write!(f, "[{sign}")?;
        for (first, last) in set.ranges() {
            write!(f, "{}", first.escape_debug())?;
            if first != last {
                write!(f, "-{}", last.escape_debug())?;
            }
        }
        f.write_str("]")
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (1, Some(1)) => Ok(()),
            (0, None) => f.write_str("*"),
            (1, None) => f.write_str("+"),
            (0, Some(1)) => f.write_str("?"),
            (least, None) => write!(f, "{{{least},}}"),
            (least, Some(most)) if least == most => write!(f, "{{{least}}}"),
            (least, Some(most)) => write!(f, "{{{least},{most}}}"),
        }
    }
}
