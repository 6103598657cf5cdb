//! Labels of internationalised domain names (RFC 5890 to 5892).

use super::code_points::{
    ALLOWED, DUAL_JOINING, GREEK, HEBREW, KANA_OR_HAN, LEFT_JOINING, MARKS, RIGHT_JOINING,
    TRANSPARENT, VIRAMAS,
};

const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';
const ZERO_WIDTH_JOINER: char = '\u{200D}';

/// Whether a label that is spelled out is one that a registry may accept (RFC 5891 section 4.2): of allowed code points, in
/// the context that some of them need, hyphens and marks only where they may be.
///
/// What concerns right-to-left text is looked at elsewhere. Normalisation is not: it would take tables greater than all
/// others, and only a faulty encoder makes such labels.
pub(super) fn is_u_label(label: &[char]) -> bool {
    let third_and_fourth_are_hyphens = label.get(2..4) == Some(&['-', '-']);
    let begins_well = label
        .first()
        .is_some_and(|first| *first != '-' && !is_in(MARKS, *first));
    begins_well
        && label.last() != Some(&'-')
        && !third_and_fourth_are_hyphens
        && label.iter().all(|character| is_allowed(*character))
        && (0..label.len()).all(|index| has_context(label, index))
}

fn is_allowed(character: char) -> bool {
    match character {
        '-' | '0'..='9' | 'a'..='z' => true,
        _ => is_in(ALLOWED, character),
    }
}

/// The rules of RFC 5892 appendix A.
fn has_context(label: &[char], index: usize) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| label.get(index)).copied();
    let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
    let contains = |test: fn(char) -> bool| label.iter().any(|other| test(*other));
    let is =
        |table, character: Option<char>| character.is_some_and(|character| is_in(table, character));
    match label.get(index) {
        Some(&ZERO_WIDTH_NON_JOINER) => is(VIRAMAS, before) || joins(label, index),
        Some(&ZERO_WIDTH_JOINER) => is(VIRAMAS, before),
        // Middle dot.
        Some('\u{B7}') => (before, after) == (Some('l'), Some('l')),
        // Greek lower numeral sign.
        Some('\u{375}') => is(GREEK, after),
        // Hebrew geresh and gershayim.
        Some('\u{5F3}' | '\u{5F4}') => is(HEBREW, before),
        // Katakana middle dot.
        Some('\u{30FB}') => contains(|other| is_in(KANA_OR_HAN, other)),
        // Digits of Arabic, and the extended ones.
        Some('\u{660}'..='\u{669}') => !contains(|other| matches!(other, '\u{6F0}'..='\u{6F9}')),
        _ => true,
    }
}

/// Whether the letters on both sides join each other, perhaps with marks between.
fn joins(label: &[char], index: usize) -> bool {
    let (before, after) = label.split_at(index);
    let is_seen = |character: &&char| !is_in(TRANSPARENT, **character);
    let joins = |character: Option<&char>, table| {
        character
            .is_some_and(|character| is_in(DUAL_JOINING, *character) || is_in(table, *character))
    };
    joins(before.iter().rev().find(is_seen), LEFT_JOINING)
        && joins(after.iter().skip(1).find(is_seen), RIGHT_JOINING)
}

/// Whether a table has a character; none of them has ASCII.
pub(super) fn is_in(ranges: &[(u32, u32)], character: char) -> bool {
    let code_point = u32::from(character);
    let place = ranges.partition_point(|(_, last)| *last < code_point);
    ranges
        .get(place)
        .is_some_and(|(first, _)| *first <= code_point)
}

#[cfg(test)]
mod tests {
    use super::is_u_label;

    fn holds(text: &str) -> bool {
        is_u_label(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn code_points_are_allowed_or_not() {
        for text in [
            "é",
            "ßς",
            "中文",
            "Ꭰ",
            "一〇",
            "ก",
            "\u{1e4d0}",
            "ᏸ".to_uppercase().as_str(),
        ] {
            assert!(holds(text), "{text}");
        }
        for text in [
            "É", "😀", "™", "ﬁ", "\u{ad}", "\u{e000}", "\u{378}", "a b", "_", "A", "\u{640}", "ꭰ",
        ] {
            assert!(!holds(text), "{text}");
        }
    }

    #[test]
    fn hyphens_and_marks_have_their_places() {
        for text in ["é-a", "e\u{301}", "éab--c"] {
            assert!(holds(text), "{text}");
        }
        for text in ["", "-é", "é-", "éa--b", "\u{301}e", "\u{903}a"] {
            assert!(!holds(text), "{text}");
        }
    }

    #[test]
    fn context_is_looked_at() {
        for text in [
            "क\u{94d}\u{200d}",
            "क\u{94d}\u{200c}",
            "ب\u{200c}ب",
            "ب\u{64b}\u{200c}\u{64b}ا",
            "ꡲ\u{200c}ب",
            "l·l",
            "α͵ᴦ",
            "א׳",
            "א״",
            "・ア",
            "・々",
            "ب٣",
            "ب۳",
        ] {
            assert!(holds(text), "{text}");
        }
        for text in [
            "क\u{200d}",
            "\u{200d}",
            "ا\u{200c}ب",
            "ب\u{200c}",
            "ب\u{200c}a",
            "a·l",
            "l·",
            "l·a",
            "α͵a",
            "͵",
            "a׳",
            "״",
            "・a",
            "・",
            "ب٣۳",
            "ب\u{200c}ꡲ",
        ] {
            assert!(!holds(text), "{text}");
        }
    }
}
