//! Where the tables of `code_points` come from: RFC 5892 section 3, over what Unicode says of each code point.
//!
//! With `TYPEWRIGHT_UPDATE_GOLDEN` set, the test writes the tables anew instead of comparing them.

use std::fmt::Write as _;
use std::{env, fs};

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::props::{
    BidiClass, CanonicalCombiningClass, ChangesWhenNfkcCasefolded, DefaultIgnorableCodePoint,
    GeneralCategory, GeneralCategoryGroup, JoiningType, NoncharacterCodePoint, Script, WhiteSpace,
};
use icu_properties::{CodePointMapData, CodePointSetData};

#[test]
fn the_tables_follow_from_what_unicode_says() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/format/hostname/code_points.rs"
    );
    let derived = tables();
    if env::var_os("TYPEWRIGHT_UPDATE_GOLDEN").is_some() {
        fs::write(path, derived).unwrap();
        return;
    }
    let there = fs::read_to_string(path).unwrap();
    let difference = there
        .lines()
        .zip(derived.lines())
        .find(|(there, derived)| there != derived);
    assert!(there == derived, "{difference:?}");
}

fn tables() -> String {
    let bidi = |classes: &'static [BidiClass]| {
        move |character| classes.contains(&CodePointMapData::new().get(character))
    };
    let joining = |one: JoiningType| move |character| one == CodePointMapData::new().get(character);
    let script = |scripts: &'static [Script]| {
        move |character| scripts.contains(&CodePointMapData::new().get(character))
    };
    let all: Vec<char> = ('\u{80}'..=char::MAX).collect();
    let allowed: Vec<char> = all
        .iter()
        .copied()
        .filter(|character| is_allowed(*character))
        .collect();
    let mut text =
        "//! Properties of code points in labels, beyond ASCII: first and last ones.\n//!\n"
            .to_owned();
    text.push_str("//! Tests derive these tables, from Unicode 17.0.\n");
    let doc = "Those that are neither DISALLOWED nor UNASSIGNED (RFC 5892 section 3).";
    table(&mut text, "ALLOWED", doc, &all, |character| {
        allowed.binary_search(&character).is_ok()
    });
    let mut property = |name, doc, holds: &dyn Fn(char) -> bool| {
        // Ranges that run over code points that are not allowed are fewer.
        let doc = format!("{doc}; it says nothing about those that are not allowed.");
        table(&mut text, name, &doc, &allowed, holds);
    };
    property(
        "MARKS",
        "The general categories Mn, Mc and Me",
        &|character| {
            let category: GeneralCategory = CodePointMapData::new().get(character);
            GeneralCategoryGroup::Mark.contains(category)
        },
    );
    property(
        "VIRAMAS",
        "The canonical combining class Virama",
        &|character| CanonicalCombiningClass::Virama == CodePointMapData::new().get(character),
    );
    property(
        "RIGHT_TO_LEFT",
        "The bidirectional classes R and AL",
        &bidi(&[BidiClass::RightToLeft, BidiClass::ArabicLetter]),
    );
    property(
        "ARABIC_NUMBERS",
        "The bidirectional class AN",
        &bidi(&[BidiClass::ArabicNumber]),
    );
    property(
        "NONSPACING",
        "The bidirectional class NSM",
        &bidi(&[BidiClass::NonspacingMark]),
    );
    property(
        "NEUTRAL",
        "The bidirectional class ON",
        &bidi(&[BidiClass::OtherNeutral]),
    );
    property(
        "DUAL_JOINING",
        "The joining type D",
        &joining(JoiningType::DualJoining),
    );
    property(
        "LEFT_JOINING",
        "The joining type L",
        &joining(JoiningType::LeftJoining),
    );
    property(
        "RIGHT_JOINING",
        "The joining type R",
        &joining(JoiningType::RightJoining),
    );
    property(
        "TRANSPARENT",
        "The joining type T",
        &joining(JoiningType::Transparent),
    );
    property("GREEK", "The script Greek", &script(&[Script::Greek]));
    property("HEBREW", "The script Hebrew", &script(&[Script::Hebrew]));
    property(
        "KANA_OR_HAN",
        "The scripts Hiragana, Katakana and Han",
        &script(&[Script::Hiragana, Script::Katakana, Script::Han]),
    );
    text
}

/// Writes a table of ranges, in which every one of the candidates is told right.
fn table(
    text: &mut String,
    name: &str,
    doc: &str,
    candidates: &[char],
    holds: impl Fn(char) -> bool,
) {
    let ranges = candidates
        .chunk_by(|left, right| holds(*left) == holds(*right))
        .filter(|chunk| holds(chunk[0]))
        .map(|chunk| (u32::from(chunk[0]), u32::from(chunk[chunk.len() - 1])));
    let _ = write!(
        text,
        "\n/// {doc}\n#[rustfmt::skip]\npub(super) static {name}: &[(u32, u32)] = &["
    );
    let mut column = usize::MAX;
    for (first, last) in ranges {
        let range = format!(" ({first:#x}, {last:#x}),");
        if column.saturating_add(range.len()) > 119 {
            text.push_str("\n   ");
            column = 3;
        }
        text.push_str(&range);
        column += range.len();
    }
    text.push_str("\n];\n");
}

/// The order of the rules is that of section 3, the letters those of section 2.
fn is_allowed(character: char) -> bool {
    let code = u32::from(character);
    // Exceptions (F).
    match code {
        0xdf | 0x3c2 | 0x6fd | 0x6fe | 0xf0b | 0x3007 => return true,
        0xb7 | 0x375 | 0x5f3 | 0x5f4 | 0x30fb | 0x660..=0x669 | 0x6f0..=0x6f9 => return true,
        0x640 | 0x7fa | 0x302e | 0x302f | 0x3031..=0x3035 | 0x303b => return false,
        _ => {}
    }
    let category: GeneralCategory = CodePointMapData::new().get(character);
    // Unassigned (J), join controls (H).
    if category == GeneralCategory::Unassigned {
        return false;
    }
    if matches!(code, 0x200c | 0x200d) {
        return true;
    }
    // Unstable (B), ignorable (C), ignorable blocks (D), old Hangul (I).
    let mut bytes = [0; 4];
    let spelled: &str = character.encode_utf8(&mut bytes);
    let is_unstable = CodePointSetData::new::<ChangesWhenNfkcCasefolded>().contains(character)
        || ComposingNormalizerBorrowed::new_nfkc().normalize(spelled) != spelled;
    let is_ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
        || CodePointSetData::new::<WhiteSpace>().contains(character)
        || CodePointSetData::new::<NoncharacterCodePoint>().contains(character);
    let is_in_ignorable_block =
        matches!(code, 0x20d0..=0x20ff | 0x1_d100..=0x1_d1ff | 0x1_d200..=0x1_d24f);
    let is_old_hangul = matches!(code, 0x1100..=0x11ff | 0xa960..=0xa97f | 0xd7b0..=0xd7ff);
    if is_unstable || is_ignorable || is_in_ignorable_block || is_old_hangul {
        return false;
    }
    // Letters and digits (A).
    matches!(
        category,
        GeneralCategory::LowercaseLetter
            | GeneralCategory::UppercaseLetter
            | GeneralCategory::OtherLetter
            | GeneralCategory::DecimalNumber
            | GeneralCategory::ModifierLetter
            | GeneralCategory::NonspacingMark
            | GeneralCategory::SpacingMark
    )
}
