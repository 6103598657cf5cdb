//! Right-to-left text in domain names (RFC 5893).

use super::code_points::{ARABIC_NUMBERS, NEUTRAL, NONSPACING, RIGHT_TO_LEFT};
use super::label::is_in;

/// Classes of characters, as Unicode's algorithm for bidirectional text has them.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    /// L
    LeftToRight,
    /// R and AL
    RightToLeft,
    /// AN
    ArabicNumber,
    /// EN
    EuropeanNumber,
    /// NSM
    NonspacingMark,
    /// ES, ON and BN, which the rule treats alike; CS and ET are not in labels.
    Other,
}

fn class_of(character: char) -> Class {
    match character {
        '0'..='9' | '\u{6F0}'..='\u{6F9}' => Class::EuropeanNumber,
        '-' | '\u{200C}' | '\u{200D}' => Class::Other,
        _ if character.is_ascii() => Class::LeftToRight,
        _ if is_in(RIGHT_TO_LEFT, character) => Class::RightToLeft,
        _ if is_in(NONSPACING, character) => Class::NonspacingMark,
        _ if is_in(ARABIC_NUMBERS, character) => Class::ArabicNumber,
        _ if is_in(NEUTRAL, character) => Class::Other,
        _ => Class::LeftToRight,
    }
}

/// Whether a label makes its domain name one to which the rule applies (section 1.4).
pub(super) fn is_right_to_left(label: &[char]) -> bool {
    label.iter().any(|character| {
        matches!(
            class_of(*character),
            Class::RightToLeft | Class::ArabicNumber
        )
    })
}

/// Whether a label satisfies the rule (section 2).
pub(super) fn satisfies_bidi_rule(label: &[char]) -> bool {
    let mut classes = label.iter().map(|character| class_of(*character));
    let contains = |class| label.iter().any(|character| class_of(*character) == class);
    let last = label
        .iter()
        .rev()
        .map(|character| class_of(*character))
        .find(|class| *class != Class::NonspacingMark);
    match classes.next() {
        Some(Class::RightToLeft) => {
            let mixes_digits = contains(Class::EuropeanNumber) && contains(Class::ArabicNumber);
            !mixes_digits && !contains(Class::LeftToRight) && last != Some(Class::Other)
        }
        Some(Class::LeftToRight) => {
            !contains(Class::RightToLeft)
                && !contains(Class::ArabicNumber)
                && last != Some(Class::Other)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_right_to_left, satisfies_bidi_rule};

    fn verdict(text: &str) -> (bool, bool) {
        let label: Vec<char> = text.chars().collect();
        (is_right_to_left(&label), satisfies_bidi_rule(&label))
    }

    #[test]
    fn each_condition_is_looked_at() {
        for text in ["אב", "א1", "א-ב", "אֽ", "ب٣", "א\u{5f3}ב", "ب\u{200c}ب"] {
            assert_eq!(verdict(text), (true, true), "{text}");
        }
        for text in [
            // It begins with a digit, a mark, or a neutral character.
            "1א",
            "٣ب",
            "\u{5bd}א",
            "-א",
            "·א",
            // Both directions.
            "אa",
            "aא",
            "aא1",
            // It ends with a neutral one.
            "א-",
            "א·",
            // Digits of both kinds.
            "ب1٣",
            // A left-to-right label with an Arabic number.
            "a٣",
        ] {
            assert_eq!(verdict(text), (true, false), "{text}");
        }
        for text in ["a", "a1", "é1", "a-b", "e\u{301}", "中"] {
            assert_eq!(verdict(text), (false, true), "{text}");
        }
        for text in ["1a", "1", "", "-a", "a-", "a·"] {
            assert_eq!(verdict(text), (false, false), "{text}");
        }
    }
}
