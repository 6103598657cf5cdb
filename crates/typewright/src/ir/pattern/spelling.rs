//! Writes a pattern as the runtime's `Backtracking` reads it: ECMA-262 without names of groups, and with sets spelled out.

use regex_syntax::hir::{Class, HirKind};

use super::char_set::{CharSet, characters};
use super::syntax::{self, ClassItem, Greed, Node, Set, SetName};

/// The whole pattern.
pub(super) fn spelled(node: &Node) -> String {
    let mut spelling = Spelling {
        text: String::new(),
        after_reference: false,
    };
    spelling.write(node);
    spelling.text
}

struct Spelling {
    text: String,
    /// Whether a digit here would be taken for part of a reference.
    after_reference: bool,
}

impl Spelling {
    fn write(&mut self, node: &Node) {
        let after_reference = std::mem::take(&mut self.after_reference);
        match node {
            Node::Literal(code_point) => match char::from_u32(*code_point) {
                Some(digit) if after_reference && digit.is_ascii_digit() => {
                    self.text.push_str(&format!("[{digit}]"));
                }
                Some(character) => self.character(character, r"\.+*?()|[]{}^$"),
                // A surrogate: no text has one.
                None => self.text.push_str("[]"),
            },
            Node::Any | Node::Set(_) | Node::Class(_) => self.set(&set_of(node)),
            Node::Start => self.text.push('^'),
            Node::End => self.text.push('$'),
            Node::WordBoundary { negated: false } => self.text.push_str(r"\b"),
            Node::WordBoundary { negated: true } => self.text.push_str(r"\B"),
            Node::Group(inner, capture) => {
                self.group(if capture.is_some() { "" } else { "?:" }, inner);
            }
            Node::Look {
                behind,
                negated,
                inner,
            } => {
                let sign = match (behind, negated) {
                    (false, false) => "?=",
                    (false, true) => "?!",
                    (true, false) => "?<=",
                    (true, true) => "?<!",
                };
                self.group(sign, inner);
            }
            Node::Repeat(inner, count, greed) => {
                self.write(inner);
                self.after_reference = false;
                self.text.push_str(&count.to_string());
                if *greed == Greed::Lazy {
                    self.text.push('?');
                }
            }
            Node::Reference(groups) => {
                // Only one of them can have matched something, and the others stand for nothing then.
                for group in groups {
                    self.text.push_str(&format!("\\{group}"));
                }
                self.after_reference = true;
            }
            Node::Sequence(terms) => {
                self.after_reference = after_reference;
                for term in terms {
                    self.write(term);
                }
            }
            Node::Choice(alternatives) => {
                for (index, alternative) in alternatives.iter().enumerate() {
                    if index > 0 {
                        self.text.push('|');
                        self.after_reference = false;
                    }
                    self.write(alternative);
                }
            }
        }
    }

    fn group(&mut self, sign: &str, inner: &Node) {
        self.text.push('(');
        self.text.push_str(sign);
        self.write(inner);
        self.text.push(')');
        self.after_reference = false;
    }

    fn set(&mut self, set: &CharSet) {
        let others = set.complement();
        let (sign, ranges) = match others.ranges().len() < set.ranges().len() {
            true => ("^", others.ranges()),
            false => ("", set.ranges()),
        };
        self.text.push('[');
        self.text.push_str(sign);
        for (first, last) in ranges {
            const SPECIAL: &str = r"\]^-";
            self.character(*first, SPECIAL);
            if first != last {
                self.text.push('-');
                self.character(*last, SPECIAL);
            }
        }
        self.text.push(']');
    }

    fn character(&mut self, character: char, special: &str) {
        match character {
            '\t' => self.text.push_str(r"\t"),
            '\n' => self.text.push_str(r"\n"),
            '\r' => self.text.push_str(r"\r"),
            _ if special.contains(character) => self.text.extend(['\\', character]),
            ' '..='~' => self.text.push(character),
            _ if character.is_alphanumeric() => self.text.push(character),
            _ => {
                let escape = format!(r"\u{{{:X}}}", u32::from(character));
                self.text.push_str(&escape);
            }
        }
    }
}

/// The characters of a set, also of one that Unicode defines.
fn set_of(node: &Node) -> CharSet {
    if let Some(set) = characters(node) {
        return set;
    }
    match node {
        Node::Set(set) => set_of_property(set),
        Node::Class(syntax::Class { negated, items }) => {
            let all = items.iter().fold(CharSet::of(&[]), |all, item| {
                let item = match item {
                    ClassItem::Set(set) => set_of(&Node::Set(set.clone())),
                    range => set_of(&Node::Class(syntax::Class {
                        negated: false,
                        items: vec![range.clone()],
                    })),
                };
                all.union(&item)
            });
            if *negated { all.complement() } else { all }
        }
        _ => CharSet::of(&[]),
    }
}

/// What `\p{…}` stands for, by the tables of the `regex` crate.
fn set_of_property(set: &Set) -> CharSet {
    let SetName::Property(property) = &set.name else {
        return CharSet::of(&[]);
    };
    let is_surrogate = matches!(property.rsplit('=').next(), Some("Cs" | "Surrogate"));
    let parsed = match is_surrogate {
        // No text has one.
        true => None,
        false => regex_syntax::parse(&format!(r"\p{{{property}}}")).ok(),
    };
    let ranges = match parsed.as_ref().map(regex_syntax::hir::Hir::kind) {
        Some(HirKind::Class(Class::Unicode(class))) => {
            let ranges = class.ranges().iter();
            ranges.map(|range| (range.start(), range.end())).collect()
        }
        _ => Vec::new(),
    };
    let named = CharSet::of(&ranges);
    if set.negated {
        named.complement()
    } else {
        named
    }
}
