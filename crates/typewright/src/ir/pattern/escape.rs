//! Reads what follows a `\`.

use super::error::PatternError;
use super::parse::{Parser, number};
use super::property::{Property, find_property};
use super::syntax::{Node, Set, SetName};

impl<'s> Parser<'s> {
    /// An escape outside a class; `start` is where its `\` stands.
    pub(super) fn escaped_term(&mut self, start: usize) -> Result<Node, PatternError> {
        if let Some(set) = self.set_escape(start)? {
            return Ok(Node::Set(set));
        }
        Ok(match self.peek() {
            Some('b') => {
                self.next();
                Node::WordBoundary { negated: false }
            }
            Some('B') => {
                self.next();
                Node::WordBoundary { negated: true }
            }
            Some('1'..='9') => {
                let digits = self.digits();
                // Too great a number is a group that no pattern has.
                self.refer_to_number(number(digits).unwrap_or(u32::MAX), start)
            }
            Some('k') => {
                self.next();
                if !self.eat("<") {
                    return Err(self.invalid(
                        start,
                        "`\\k` refers to no group",
                        "write `\\k<name>`, or `k` for the letter",
                    ));
                }
                let name = self.name()?;
                self.refer_to_name(name, start)
            }
            _ => Node::Literal(self.character_escape(start)?),
        })
    }

    fn digits(&mut self) -> &'s str {
        let rest = self.rest();
        let length = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let digits = rest.get(..length).unwrap_or_default();
        self.eat(digits);
        digits
    }

    /// `\d`, `\p{…}` and the like; `None` when it is something else.
    pub(super) fn set_escape(&mut self, start: usize) -> Result<Option<Set>, PatternError> {
        let Some(letter) = self.peek() else {
            return Ok(None);
        };
        let name = match letter.to_ascii_lowercase() {
            'd' => SetName::Digit,
            'w' => SetName::Word,
            's' => SetName::Space,
            'p' => {
                self.next();
                SetName::Property(self.property(start)?)
            }
            _ => return Ok(None),
        };
        if !matches!(name, SetName::Property(_)) {
            self.next();
        }
        Ok(Some(Set {
            name,
            negated: letter.is_ascii_uppercase(),
        }))
    }

    /// `{…}` after `\p`.
    fn property(&mut self, start: usize) -> Result<String, PatternError> {
        let inside = self
            .rest()
            .strip_prefix('{')
            .and_then(|rest| rest.split_once('}'));
        let Some((inside, _)) = inside else {
            return Err(self.invalid(
                start,
                "`\\p` names no property",
                "write `\\p{…}` with the name of a property, such as `\\p{Letter}`",
            ));
        };
        self.eat("{");
        self.eat(inside);
        self.eat("}");
        match find_property(inside) {
            Property::Known => {}
            Property::Unsupported => self.unsupported(
                start,
                format!("the property `{inside}` is not compiled by this version"),
                "list the characters in a class",
            ),
            Property::Unknown => {
                return Err(self.invalid(
                    start,
                    format!("ECMA-262 knows no property `{inside}`"),
                    "general categories, such as `\\p{Lu}`, scripts, such as `\\p{Script=Greek}`, and binary properties, such as \
                     `\\p{Alphabetic}`, are known, spelled exactly as Unicode spells them",
                ));
            }
        }
        Ok(inside.to_owned())
    }

    /// An escape that stands for one code point.
    pub(super) fn character_escape(&mut self, start: usize) -> Result<u32, PatternError> {
        let Some(letter) = self.next() else {
            return Err(self.invalid(
                start,
                "the `\\` at the end escapes nothing",
                "write `\\\\` for the character itself (`\"\\\\\\\\\"` in JSON)",
            ));
        };
        Ok(match letter {
            't' => 0x09,
            'n' => 0x0A,
            'v' => 0x0B,
            'f' => 0x0C,
            'r' => 0x0D,
            '0' if self.rest().starts_with(|c: char| c.is_ascii_digit()) => {
                return Err(self.invalid(
                    start,
                    "`\\0` is followed by a digit",
                    "write `\\x00` before a digit; ECMA-262 has no octal numbers",
                ));
            }
            '0' => 0,
            'c' => match self.next() {
                Some(control) if control.is_ascii_alphabetic() => u32::from(control) % 32,
                _ => {
                    return Err(self.invalid(
                        start,
                        "`\\c` names no control character",
                        "write a letter after it: `\\cA` is U+0001",
                    ));
                }
            },
            'x' => match self.hexadecimal(2) {
                Some(code_point) => code_point,
                None => {
                    return Err(self.invalid(
                        start,
                        "`\\x` is not followed by two hexadecimal digits",
                        "write such as `\\x41`; more digits go in `\\u{…}`",
                    ));
                }
            },
            'u' => self.unicode_escape(start)?,
            letter if letter.is_ascii_alphanumeric() => {
                return Err(self.invalid(
                    start,
                    format!("`\\{letter}` means nothing in ECMA-262"),
                    meaning_elsewhere(letter),
                ));
            }
            // The grammar lists `^$\.*+?()[]{}|/` (and `-` in a class); without the `u` flag all that is no letter is itself.
            itself => itself.into(),
        })
    }

    /// What follows `\u`: `{1F432}`, `0041`, or two surrogates that make one code point.
    pub(super) fn unicode_escape(&mut self, start: usize) -> Result<u32, PatternError> {
        let code_point = if self.rest().starts_with('{') {
            self.braced_hexadecimal()
        } else {
            self.hexadecimal(4).map(|unit| self.with_trail(unit))
        };
        code_point.ok_or_else(|| {
            self.invalid(
                start,
                "`\\u` names no code point",
                "write four hexadecimal digits, or up to 10FFFF in braces: `\\u0041`, `\\u{1F432}`",
            )
        })
    }

    fn braced_hexadecimal(&mut self) -> Option<u32> {
        let (digits, _) = self.rest().strip_prefix('{')?.split_once('}')?;
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.eat("{");
        self.eat(digits);
        self.eat("}");
        let significant = digits.trim_start_matches('0');
        if significant.is_empty() {
            return Some(0);
        }
        u32::from_str_radix(significant, 16)
            .ok()
            .filter(|code_point| *code_point <= 0x10_FFFF)
    }

    fn hexadecimal(&mut self, length: usize) -> Option<u32> {
        let digits = self.rest().get(..length)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.eat(digits);
        u32::from_str_radix(digits, 16).ok()
    }

    /// A lead surrogate together with the trail surrogate that follows; anything else alone.
    fn with_trail(&mut self, unit: u32) -> u32 {
        let trail = self
            .rest()
            .strip_prefix("\\u")
            .and_then(|rest| rest.get(..4))
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match (unit, trail) {
            (0xD800..=0xDBFF, Some(trail @ 0xDC00..=0xDFFF)) => {
                self.eat("\\u");
                self.hexadecimal(4);
                0x1_0000 + ((unit - 0xD800) << 10) + (trail - 0xDC00)
            }
            _ => unit,
        }
    }
}

/// What to write instead of an escape that other engines have.
fn meaning_elsewhere(letter: char) -> String {
    let instead = match letter {
        'A' => "`^` is the beginning of the text",
        'Z' | 'z' => "`$` is the end of the text",
        'h' => "write `[ \\t]` for blanks",
        'R' => "write `\\r?\\n` for a line break",
        'a' => "write `\\x07` for the bell",
        'e' => "write `\\x1B` for escape",
        'Q' | 'E' => "escape every special character by itself",
        '1'..='9' => "write `\\x01` for a control character",
        _ => return format!("write `{letter}` for the letter itself"),
    };
    instead.to_owned()
}
