//! Reads classes: `[…]`.

use super::error::PatternError;
use super::parse::Parser;
use super::syntax::{Class, ClassItem, Set};

/// One side of a range, or something that has no sides.
enum Atom {
    CodePoint(u32),
    Set(Set),
}

impl From<Atom> for ClassItem {
    fn from(atom: Atom) -> Self {
        match atom {
            Atom::CodePoint(code_point) => ClassItem::Range(code_point, code_point),
            Atom::Set(set) => ClassItem::Set(set),
        }
    }
}

impl Parser<'_> {
    /// What follows `[`.
    pub(super) fn class(&mut self, start: usize) -> Result<Class, PatternError> {
        let negated = self.eat("^");
        let mut items = Vec::new();
        while !self.eat("]") {
            let position = self.at;
            let first = self.class_atom(start)?;
            // A `-` at the end is itself.
            if self.rest().starts_with("-]") || !self.eat("-") {
                items.push(first.into());
                continue;
            }
            match (first, self.class_atom(start)?) {
                (Atom::CodePoint(first), Atom::CodePoint(last)) if first <= last => {
                    items.push(ClassItem::Range(first, last));
                }
                (Atom::CodePoint(_), Atom::CodePoint(_)) => {
                    return Err(self.invalid(
                        position,
                        "the range ends before it begins",
                        "write the smaller code point first, or `\\-` for the character itself",
                    ));
                }
                // `[\w-.]`: a set is no side of a range, so the `-` is itself.
                (first, last) => {
                    let hyphen = u32::from('-');
                    items.extend([first.into(), ClassItem::Range(hyphen, hyphen), last.into()]);
                }
            }
        }
        self.note_posix_class(start);
        Ok(Class { negated, items })
    }

    fn class_atom(&mut self, start: usize) -> Result<Atom, PatternError> {
        let position = self.at;
        match self.next() {
            Some('\\') => match self.set_escape(position)? {
                Some(set) => Ok(Atom::Set(set)),
                None if self.eat("b") => Ok(Atom::CodePoint(8)),
                None => Ok(Atom::CodePoint(self.character_escape(position)?)),
            },
            Some(plain) => Ok(Atom::CodePoint(plain.into())),
            None => Err(self.invalid(
                start,
                "the class is not closed",
                "add `]`, or write `\\[` for the character itself",
            )),
        }
    }
}
