//! Regular expressions (ECMA-262, 11th edition, section 21.2.1).

mod escape;

use crate::order::sort_texts;

/// Whether a text is a regular expression of ECMA-262 (11th edition, which JSON Schema 2020-12 names) with the flag `u`.
///
/// As JSON Schema's own patterns do, it may escape any character that is no letter or digit, which ECMA-262 only allows
/// without that flag. Names and values of Unicode properties, of which each version of Unicode has more, are looked at for
/// their form only.
///
/// Nothing recurses, so nesting is no danger.
#[must_use]
pub fn is_regex(text: &str) -> bool {
    Syntax::new(text).pattern().is_some()
}

/// What stands before the place in question.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// Something that a quantifier may follow.
    Atom,
    /// The beginning, an assertion or a quantifier.
    Other,
}

/// What a member of a class or an escape stands for.
#[derive(Clone, Copy)]
enum Meaning {
    Character(u32),
    Set,
}

/// Goes through a pattern; `None` from any step is a mistake in it.
struct Syntax<'t> {
    rest: &'t str,
    /// The open groups: what each will be when it is closed.
    open: Vec<Before>,
    captures: usize,
    /// The greatest number of a back-reference.
    highest_reference: usize,
    names: Vec<String>,
    references: Vec<String>,
}

impl<'t> Syntax<'t> {
    fn new(text: &'t str) -> Self {
        Syntax {
            rest: text,
            open: Vec::new(),
            captures: 0,
            highest_reference: 0,
            names: Vec::new(),
            references: Vec::new(),
        }
    }

    fn pattern(mut self) -> Option<()> {
        let mut before = Before::Other;
        while let Some(character) = self.next() {
            before = match character {
                '^' | '$' | '|' => Before::Other,
                '(' => self.open_group()?,
                ')' => self.open.pop()?,
                '[' => self.class()?,
                '\\' => self.escape()?,
                '*' | '+' | '?' | '{' => self.quantifier(character, before)?,
                '}' | ']' => return None,
                _ => Before::Atom,
            };
        }
        let names = self.names.iter().map(String::as_bytes);
        let mut names: Vec<(&[u8], usize)> = names.zip(0..).collect();
        sort_texts(&mut names);
        let unique = names.windows(2).all(|pair| pair[0].0 != pair[1].0);
        let named = |name: &String| {
            let found = names.binary_search_by_key(&name.as_bytes(), |(name, _)| name);
            found.is_ok()
        };
        let holds = self.open.is_empty()
            && unique
            && self.highest_reference <= self.captures
            && self.references.iter().all(named);
        holds.then_some(())
    }

    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next();
        self.rest = characters.as_str();
        next
    }

    fn next_if(&mut self, holds: impl FnOnce(char) -> bool) -> Option<char> {
        let next = self.rest.chars().next().filter(|next| holds(*next))?;
        self.next();
        Some(next)
    }

    fn eat(&mut self, token: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(token)?;
        Some(())
    }

    fn digits(&mut self) -> &'t str {
        let end = self.rest.find(|next: char| !next.is_ascii_digit());
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        digits
    }

    fn open_group(&mut self) -> Option<Before> {
        let closed = if self.eat("?").is_none() {
            self.captures += 1;
            Before::Atom
        } else if self.eat(":").is_some() {
            Before::Atom
        } else if ["=", "!", "<=", "<!"]
            .iter()
            .any(|token| self.eat(token).is_some())
        {
            // With the flag `u`, no assertion can be repeated.
            Before::Other
        } else {
            self.eat("<")?;
            let name = self.group_name()?;
            self.names.push(name);
            self.captures += 1;
            Before::Atom
        };
        self.open.push(closed);
        Some(Before::Other)
    }

    fn quantifier(&mut self, sign: char, before: Before) -> Option<Before> {
        if before != Before::Atom {
            return None;
        }
        if sign == '{' {
            let least = self.digits();
            if least.is_empty() {
                return None;
            }
            if self.eat(",").is_some() {
                let most = self.digits();
                if !most.is_empty() && is_greater(least, most) {
                    return None;
                }
            }
            self.eat("}")?;
        }
        // Perhaps it takes as few as it can.
        let _ = self.eat("?");
        Some(Before::Other)
    }

    /// What follows the opening bracket of a class.
    fn class(&mut self) -> Option<Before> {
        let _ = self.eat("^");
        while self.eat("]").is_none() {
            let first = self.class_member()?;
            if self.rest.starts_with("-]") || self.eat("-").is_none() {
                continue;
            }
            match (first, self.class_member()?) {
                (Meaning::Character(first), Meaning::Character(last)) if first <= last => {}
                _ => return None,
            }
        }
        Some(Before::Atom)
    }

    fn class_member(&mut self) -> Option<Meaning> {
        match self.next()? {
            '\\' if self.eat("b").is_some() => Some(Meaning::Character(8)),
            '\\' => self.character_or_set(),
            character => Some(Meaning::Character(character.into())),
        }
    }

    /// What follows a backslash outside of a class.
    fn escape(&mut self) -> Option<Before> {
        if self.next_if(|next| matches!(next, 'b' | 'B')).is_some() {
            return Some(Before::Other);
        }
        if self.eat("k<").is_some() {
            let name = self.group_name()?;
            self.references.push(name);
        } else if self.rest.starts_with(|next| matches!(next, '1'..='9')) {
            // More groups than fit there cannot be.
            let number = self.digits().parse().unwrap_or(usize::MAX);
            self.highest_reference = self.highest_reference.max(number);
        } else {
            self.character_or_set()?;
        }
        Some(Before::Atom)
    }
}

/// Whether one decimal number is greater than another, however long they are.
fn is_greater(left: &str, right: &str) -> bool {
    let [left, right] = [left, right].map(|digits| digits.trim_start_matches('0'));
    (left.len(), left) > (right.len(), right)
}

#[cfg(test)]
mod tests;
