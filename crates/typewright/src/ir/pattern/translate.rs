//! Writes a regular pattern in the syntax of the `regex` crate, so that it means there what it means in ECMA-262.
//!
//! What differs: `\d`, `\w` and `\b` are ASCII in ECMA-262; `\s` is its own list; `.` leaves out four line terminators, not one; classes in
//! the crate nest and have operators; empty classes have no syntax there. `^` and `$` are the very ends in both.
//! Of the crate's features, `unicode-bool`, `unicode-gencat` and `unicode-script` are needed, for `\p{…}`.

use super::syntax::{Class, ClassItem, Count, Node, Set, SetName};

const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Za-z_";
/// WhiteSpace and LineTerminator (12.2 and 12.3): the blanks of ASCII, the category Zs, U+FEFF, and the two separators.
const SPACE: &str =
    r"\t\n\x0B\f\r \u{A0}\u{1680}\u{2000}-\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}\u{FEFF}";
const ANYTHING: &str = r"[\u{0}-\u{10FFFF}]";
const NOTHING: &str = r"[^\u{0}-\u{10FFFF}]";

/// The whole pattern in the syntax of the `regex` crate.
pub(super) fn translate(node: &Node) -> String {
    let mut expression = String::new();
    write_node(node, &mut expression);
    expression
}

fn write_node(node: &Node, out: &mut String) {
    match node {
        Node::Literal(code_point) => match char::from_u32(*code_point) {
            Some(character) => write_character(character, r"\.+*?()|[]{}^$", out),
            // A surrogate: no text has one.
            None => out.push_str(NOTHING),
        },
        Node::Any => out.push_str(r"[^\n\r\u{2028}\u{2029}]"),
        Node::Set(set) => write_set(set, out),
        Node::Class(class) => write_class(class, out),
        Node::Start => out.push('^'),
        Node::End => out.push('$'),
        Node::WordBoundary { negated: false } => out.push_str(r"(?-u:\b)"),
        Node::Group(inner, _) => {
            out.push_str("(?:");
            write_node(inner, out);
            out.push(')');
        }
        Node::Repeat(inner, count, _) => {
            write_node(inner, out);
            write_count(*count, out);
        }
        Node::Sequence(terms) => {
            for term in terms {
                write_node(term, out);
            }
        }
        // Never asked: see `Node::is_regular`.
        Node::Look { .. } | Node::Reference(_) | Node::WordBoundary { negated: true } => {}
        Node::Choice(alternatives) => {
            for (index, alternative) in alternatives.iter().enumerate() {
                if index > 0 {
                    out.push('|');
                }
                write_node(alternative, out);
            }
        }
    }
}

fn write_count(count: Count, out: &mut String) {
    match (count.least, count.most) {
        (0, None) => out.push('*'),
        (1, None) => out.push('+'),
        (0, Some(1)) => out.push('?'),
        (least, None) => out.push_str(&format!("{{{least},}}")),
        (least, Some(most)) if least == most => out.push_str(&format!("{{{least}}}")),
        (least, Some(most)) => out.push_str(&format!("{{{least},{most}}}")),
    }
}

fn write_class(class: &Class, out: &mut String) {
    let mut inside = String::new();
    for item in &class.items {
        match item {
            ClassItem::Range(first, last) => write_range(*first, *last, &mut inside),
            ClassItem::Set(set) => write_set_in_class(set, &mut inside),
        }
    }
    if inside.is_empty() {
        out.push_str(if class.negated { ANYTHING } else { NOTHING });
        return;
    }
    out.push_str(if class.negated { "[^" } else { "[" });
    out.push_str(&inside);
    out.push(']');
}

fn write_range(first: u32, last: u32, out: &mut String) {
    // Surrogates are in no text; a range that begins or ends among them loses nothing by leaving them out.
    let first = char::from_u32(first).unwrap_or('\u{E000}');
    let last = char::from_u32(last).unwrap_or('\u{D7FF}');
    if first > last {
        return;
    }
    const SPECIAL: &str = r"\[]^-&~";
    write_character(first, SPECIAL, out);
    if first < last {
        out.push('-');
        write_character(last, SPECIAL, out);
    }
}

fn write_set(set: &Set, out: &mut String) {
    let Set { name, negated } = set;
    if matches!(name, SetName::Property(_)) {
        return write_set_in_class(set, out);
    }
    out.push_str(if *negated { "[^" } else { "[" });
    out.push_str(characters_of(name));
    out.push(']');
}

fn write_set_in_class(set: &Set, out: &mut String) {
    let Set { name, negated } = set;
    match name {
        SetName::Property(property) => {
            let is_surrogate = matches!(property.rsplit('=').next(), Some("Cs" | "Surrogate"));
            match (is_surrogate, negated) {
                (true, true) => out.push_str(ANYTHING),
                (true, false) => out.push_str(NOTHING),
                (false, true) => out.push_str(&format!(r"\P{{{property}}}")),
                (false, false) => out.push_str(&format!(r"\p{{{property}}}")),
            }
        }
        _ if *negated => write_set(set, out),
        _ => out.push_str(characters_of(name)),
    }
}

fn characters_of(name: &SetName) -> &'static str {
    match name {
        SetName::Digit => DIGIT,
        SetName::Word => WORD,
        SetName::Space => SPACE,
        SetName::Property(_) => "",
    }
}

/// A character as itself where that can be read, else escaped.
fn write_character(character: char, special: &str, out: &mut String) {
    match character {
        '\t' => out.push_str(r"\t"),
        '\n' => out.push_str(r"\n"),
        '\r' => out.push_str(r"\r"),
        _ if special.contains(character) => out.extend(['\\', character]),
        ' '..='~' => out.push(character),
        _ if character.is_alphanumeric() => out.push(character),
        _ => out.push_str(&format!(r"\u{{{:X}}}", u32::from(character))),
    }
}
