//! What follows a backslash (ECMA-262, 11th edition, section 21.2.1, with the flag `u`).

use super::{Meaning, Syntax};

impl Syntax<'_> {
    /// What an escape stands for that may stand in a class or outside of one.
    pub(super) fn character_or_set(&mut self) -> Option<Meaning> {
        let character = match self.next()? {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => return Some(Meaning::Set),
            'p' | 'P' => {
                self.property()?;
                return Some(Meaning::Set);
            }
            't' => 9,
            'n' => 10,
            'v' => 11,
            'f' => 12,
            'r' => 13,
            'c' => u32::from(self.next_if(|next| next.is_ascii_alphabetic())?) % 32,
            '0' if !self.rest.starts_with(|next: char| next.is_ascii_digit()) => 0,
            'x' => self.hexadecimal(2)?,
            'u' => self.code_point()?,
            other if !other.is_alphanumeric() => other.into(),
            _ => return None,
        };
        Some(Meaning::Character(character))
    }

    /// A Unicode property in braces, by its form: a name, perhaps with a value.
    fn property(&mut self) -> Option<()> {
        self.eat("{")?;
        let (property, rest) = self.rest.split_once('}')?;
        self.rest = rest;
        let is_word = |text: &str| {
            let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            !text.is_empty() && text.bytes().all(is_part)
        };
        let holds = match property.split_once('=') {
            Some((name, value)) => is_word(name) && is_word(value),
            None => is_word(property),
        };
        holds.then_some(())
    }

    /// The number that so many hexadecimal digits spell.
    fn hexadecimal(&mut self, digits: usize) -> Option<u32> {
        let mut value = 0;
        for _ in 0..digits {
            value = value * 16 + self.next()?.to_digit(16)?;
        }
        Some(value)
    }

    /// What follows `\u`: a code point in braces, or four digits; two surrogates make one code point.
    fn code_point(&mut self) -> Option<u32> {
        if self.eat("{").is_some() {
            let (digits, rest) = self.rest.split_once('}')?;
            self.rest = rest;
            if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return None;
            }
            let significant = digits.trim_start_matches('0');
            let value = match significant {
                "" => 0,
                significant => u32::from_str_radix(significant, 16).ok()?,
            };
            return (value <= 0x10_FFFF).then_some(value);
        }
        let first = self.hexadecimal(4)?;
        if let 0xD800..=0xDBFF = first {
            let behind = self.rest;
            let second = self.eat("\\u").and_then(|()| self.hexadecimal(4));
            if let Some(second @ 0xDC00..=0xDFFF) = second {
                return Some(0x1_0000 + (first - 0xD800) * 0x400 + (second - 0xDC00));
            }
            self.rest = behind;
        }
        Some(first)
    }

    /// The name of a group up to `>`, whose escapes are replaced.
    pub(super) fn group_name(&mut self) -> Option<String> {
        let mut name = String::new();
        while self.eat(">").is_none() {
            let next = match self.next()? {
                '\\' => {
                    self.eat("u")?;
                    char::from_u32(self.code_point()?)?
                }
                next => next,
            };
            let is_part = match next {
                '$' | '_' => true,
                '\u{200C}' | '\u{200D}' => !name.is_empty(),
                _ if name.is_empty() => next.is_alphabetic(),
                _ => next.is_alphanumeric(),
            };
            if !is_part {
                return None;
            }
            name.push(next);
        }
        (!name.is_empty()).then_some(name)
    }
}
