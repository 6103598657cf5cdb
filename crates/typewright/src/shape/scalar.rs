//! Strings and numbers: what reading decides about them.

use typewright_runtime::{Number, check};

use crate::ir::{Constant, Format, Rule, Types};

use super::facts::Facts;
use super::name::{Names, type_name};
use super::{CountRules, IntegerWidth, NumberRules, StringEnum, StringVariant, TextRules};

/// The enum of the strings that are listed; a type that holds the others of an open set is named by `type_names`.
pub(super) fn string_enum(facts: &Facts<'_>, name: &str, type_names: &mut Names) -> StringEnum {
    let (values, open) = match allowed_strings(facts) {
        Some(values) => (values, false),
        None => {
            let known = facts.extensible().unwrap_or_default();
            (known.iter().map(String::as_str).collect(), true)
        }
    };
    let mut names = Names::default();
    if open {
        names.take("Other");
    }
    let variants = values
        .into_iter()
        .map(|value| StringVariant {
            variant: names.take(&type_name(value)),
            value: value.to_owned(),
        })
        .collect();
    StringEnum {
        variants,
        other: open.then(|| type_names.take(&format!("Other{name}"))),
    }
}

/// The strings that `const` and `enum` leave, if they leave nothing but strings.
pub(super) fn allowed_strings<'p>(facts: &Facts<'p>) -> Option<Vec<&'p str>> {
    if !is_judged(facts) {
        return None;
    }
    let allowed = listed(facts)?;
    let mut strings: Vec<&str> = Vec::new();
    for value in allowed {
        let Constant::String(text) = value else {
            return None;
        };
        if accepts_text(facts, text) && !strings.contains(&text.as_str()) {
            strings.push(text);
        }
    }
    (!strings.is_empty()).then_some(strings)
}

/// The values of the types that are left that every `const` and `enum` lists; `None` where there is neither.
fn listed<'p>(facts: &Facts<'p>) -> Option<Vec<&'p Constant>> {
    let constants = facts.constants();
    let enums = facts.enums();
    let mut sets = constants
        .iter()
        .map(|constant| std::slice::from_ref(*constant))
        .chain(enums.iter().copied());
    let first = sets.next()?;
    let rest: Vec<&[Constant]> = sets.collect();
    let listed = first
        .iter()
        .filter(|value| {
            rest.iter()
                .all(|set| set.iter().any(|other| are_equal(other, value)))
        })
        .filter(|value| !facts.types.intersection(value.types()).is_empty());
    Some(listed.collect())
}

/// The integers that `const` and `enum` leave, if they leave nothing else.
pub(super) fn listed_integers(facts: &Facts<'_>) -> Option<Vec<i64>> {
    let mut integers = Vec::new();
    for value in listed(facts)? {
        let Constant::Number(text) = value else {
            return None;
        };
        let integer = text.parse::<Number>().ok()?.as_i64()?;
        if !integers.contains(&integer) {
            integers.push(integer);
        }
    }
    (!integers.is_empty()).then_some(integers)
}

/// Whether two constants are equal as JSON, as far as scalars go.
fn are_equal(left: &Constant, right: &Constant) -> bool {
    match (left, right) {
        (Constant::Number(left), Constant::Number(right)) => {
            match (left.parse::<Number>(), right.parse::<Number>()) {
                (Ok(left), Ok(right)) => left == right,
                _ => false,
            }
        }
        _ => left == right,
    }
}

/// The one value that every valid value equals, if `const` or an `enum` of one value says so and no other rule forbids it.
pub(super) fn single_value<'p>(facts: &Facts<'p>) -> Option<&'p Constant> {
    let constants = facts.constants();
    let single = |set: &&'p [Constant]| set.len() == 1;
    let first = match constants.first() {
        Some(first) => *first,
        None => facts.enums().into_iter().find(single)?.first()?,
    };
    let is_one = constants.iter().all(|other| *other == first)
        && facts.enums().iter().all(|set| set.contains(first))
        && !facts.never();
    // Rules that are not looked at here leave it open whether the value is valid at all.
    let only_known = facts.rules.iter().all(|(_, rule)| {
        let known = matches!(rule, Rule::Types(_) | Rule::Const(_) | Rule::Enum(_));
        known || is_text_rule(rule)
    });
    let allowed = match first {
        Constant::String(text) => accepts_text(facts, text),
        Constant::Null | Constant::Boolean(_) => true,
        Constant::Number(_) => facts.types == Types::NUMBER,
        Constant::Array(_) | Constant::Object(_) => false,
    };
    (is_one && only_known && allowed && is_judged(facts)).then_some(first)
}

/// Whether the compiler can tell that a listed string satisfies the other rules.
pub(super) fn is_judged(facts: &Facts<'_>) -> bool {
    facts.formats().iter().all(|format| format.test().is_some())
}

fn is_text_rule(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(_) | Rule::Format(_)
    )
}

pub(super) fn accepts_text(facts: &Facts<'_>, text: &str) -> bool {
    let rules = text_rules(facts);
    rules
        .min_length
        .is_none_or(|length| check::has_min_length(text, in_memory(length)))
        && rules
            .max_length
            .is_none_or(|length| check::has_max_length(text, in_memory(length)))
        && rules.patterns.iter().all(|pattern| pattern.is_match(text))
        && (!rules.date_time || check::is_date_time(text))
        && rules
            .formats
            .iter()
            // One without a test is never asked for: see `is_judged`.
            .all(|format| format.test().is_none_or(|test| test(text)))
}

/// A length that no text in memory reaches is as good as the longest there can be.
fn in_memory(length: u64) -> usize {
    usize::try_from(length).unwrap_or(usize::MAX)
}

/// What is said about strings.
pub(super) fn text_rules(facts: &Facts<'_>) -> TextRules {
    let mut formats = facts.formats();
    let date_time = formats.remove(&Format::DateTime);
    TextRules {
        min_length: facts.highest(|rule| match rule {
            Rule::MinLength(length) => Some(*length),
            _ => None,
        }),
        max_length: facts.lowest(|rule| match rule {
            Rule::MaxLength(length) => Some(*length),
            _ => None,
        }),
        patterns: facts.patterns().into_iter().cloned().collect(),
        formats: formats.into_iter().collect(),
        date_time,
    }
}

/// A date-time without further rules needs no newtype: the runtime's type says it all.
pub(super) fn is_plain_date_time(rules: &TextRules) -> bool {
    *rules
        == TextRules {
            date_time: true,
            ..TextRules::default()
        }
}

/// What is said about numbers.
pub(super) fn number_rules(facts: &Facts<'_>) -> NumberRules {
    NumberRules {
        minimum: facts.numbers(|rule| match rule {
            Rule::Minimum(bound) => Some(bound),
            _ => None,
        }),
        maximum: facts.numbers(|rule| match rule {
            Rule::Maximum(bound) => Some(bound),
            _ => None,
        }),
        exclusive_minimum: facts.numbers(|rule| match rule {
            Rule::ExclusiveMinimum(bound) => Some(bound),
            _ => None,
        }),
        exclusive_maximum: facts.numbers(|rule| match rule {
            Rule::ExclusiveMaximum(bound) => Some(bound),
            _ => None,
        }),
        multiple_of: facts.numbers(|rule| match rule {
            Rule::MultipleOf(divisor) => Some(divisor),
            _ => None,
        }),
        listed: listed_integers(facts),
    }
}

/// What is said about the number of elements.
pub(super) fn count_rules(facts: &Facts<'_>) -> CountRules {
    CountRules {
        min: facts
            .highest(|rule| match rule {
                Rule::MinItems(count) => Some(*count),
                _ => None,
            })
            .filter(|count| *count > 0),
        max: facts.lowest(|rule| match rule {
            Rule::MaxItems(count) => Some(*count),
            _ => None,
        }),
        distinct: None,
    }
}

/// Unsigned when a bound forbids negative numbers.
pub(super) fn integer_width(facts: &Facts<'_>) -> IntegerWidth {
    let zero = Number::from(0_i64);
    let minus_one = Number::from(-1_i64);
    let rules = number_rules(facts);
    let at_least = |bounds: &[String], least: &Number| {
        let mut bounds = bounds
            .iter()
            .filter_map(|bound| bound.parse::<Number>().ok());
        bounds.any(|bound| bound >= *least)
    };
    let listed = rules.listed.iter().flatten();
    if rules.listed.is_some() && listed.copied().all(|listed| listed >= 0) {
        return IntegerWidth::U64;
    }
    if at_least(&rules.minimum, &zero) || at_least(&rules.exclusive_minimum, &minus_one) {
        IntegerWidth::U64
    } else {
        IntegerWidth::I64
    }
}
