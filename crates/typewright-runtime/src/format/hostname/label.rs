//! Labels of internationalised domain names (RFC 5890 to 5892).

use super::code_points::{ALLOWED, MARKS, VIRAMAS};
use super::punycode;

const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';
const ZERO_WIDTH_JOINER: char = '\u{200D}';

/// Whether what stands behind `xn--` spells a label that a registry may accept (RFC 5891 section 4.2): of allowed code
/// points, in the context that some of them need, hyphens and marks only where they may be.
///
/// Three rules that need more tables are not looked at: normalisation, the order of right-to-left text (RFC 5893), and, for
/// a zero width non-joiner, which letters of a script that joins them do.
pub(super) fn is_encoded_label(encoded: &str) -> bool {
    let Some(label) = punycode::decode(encoded) else {
        return false;
    };
    let third_and_fourth_are_hyphens = label.get(2..4) == Some(&['-', '-']);
    let begins_well = label
        .first()
        .is_some_and(|first| *first != '-' && !is_in(MARKS, *first));
    begins_well
        && label.last() != Some(&'-')
        && !third_and_fourth_are_hyphens
        && label.iter().all(|character| is_allowed(*character))
        && (0..label.len()).all(|index| has_context(&label, index))
}

fn is_allowed(character: char) -> bool {
    match character {
        '-' | '0'..='9' | 'a'..='z' => true,
        // Cherokee, alone of all scripts, folds to its capitals.
        '\u{13A0}'..='\u{13F5}' => true,
        _ => {
            let has_small_form = !character.to_lowercase().eq([character]);
            is_in(ALLOWED, character) && !has_small_form
        }
    }
}

/// The rules of RFC 5892 appendix A.
fn has_context(label: &[char], index: usize) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| label.get(index)).copied();
    let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
    let contains = |test: fn(char) -> bool| label.iter().any(|other| test(*other));
    let behind_virama =
        || before.is_some_and(|before| VIRAMAS.binary_search(&before.into()).is_ok());
    match label.get(index) {
        Some(&ZERO_WIDTH_NON_JOINER) => behind_virama() || joins(label, index),
        Some(&ZERO_WIDTH_JOINER) => behind_virama(),
        // Middle dot.
        Some('\u{B7}') => (before, after) == (Some('l'), Some('l')),
        // Greek lower numeral sign.
        Some('\u{375}') => after.is_some_and(is_greek),
        // Hebrew geresh and gershayim.
        Some('\u{5F3}' | '\u{5F4}') => before.is_some_and(is_hebrew),
        // Katakana middle dot.
        Some('\u{30FB}') => contains(is_kana_or_han),
        // Digits of Arabic, and the extended ones.
        Some('\u{660}'..='\u{669}') => !contains(|other| matches!(other, '\u{6F0}'..='\u{6F9}')),
        _ => true,
    }
}

/// Whether letters of a script that joins them stand on both sides, perhaps with marks between.
fn joins(label: &[char], index: usize) -> bool {
    let is_letter = |character: Option<&char>| {
        character.is_some_and(|character| {
            matches!(
                character,
                '\u{620}'..='\u{8C7}' | '\u{1820}'..='\u{18AA}' | '\u{A840}'..='\u{A872}' | '\u{10AC0}'..='\u{10BAF}'
                    | '\u{10D00}'..='\u{10D23}' | '\u{10F30}'..='\u{10FCB}' | '\u{1E900}'..='\u{1E943}'
            )
        })
    };
    let (before, after) = label.split_at(index);
    let is_no_mark = |character: &&char| !is_in(MARKS, **character);
    is_letter(before.iter().rev().find(is_no_mark))
        && is_letter(after.iter().skip(1).find(is_no_mark))
}

fn is_greek(character: char) -> bool {
    matches!(character, '\u{370}'..='\u{3E1}' | '\u{3F0}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}')
}

fn is_hebrew(character: char) -> bool {
    matches!(character, '\u{591}'..='\u{5F4}')
}

fn is_kana_or_han(character: char) -> bool {
    matches!(
        character,
        '\u{3005}' | '\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}'
            | '\u{30FD}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
            | '\u{1B000}'..='\u{1B167}' | '\u{20000}'..='\u{3FFFF}'
    )
}

fn is_in(ranges: &[(u32, u32)], character: char) -> bool {
    let code_point = u32::from(character);
    let place = ranges.partition_point(|(_, last)| *last < code_point);
    ranges
        .get(place)
        .is_some_and(|(first, _)| *first <= code_point)
}
