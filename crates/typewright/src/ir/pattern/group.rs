//! Reads groups: `(…)`, their names, and what refers to them.

use super::error::{PatternError, PatternErrorKind};
use super::parse::Parser;
use super::syntax::Node;

/// How deep groups nest. The `regex` crate stops at 250 levels, of which one group can take four.
const MAX_NESTING: usize = 60;

const SEVERAL_SCHEMAS: &str = "say it with several schemas: `allOf` of patterns for what must follow, `not` with a pattern for what must not";
const BOTH_CASES: &str = "JSON Schema has no flags: spell out both cases, such as `[Aa]`";

impl Parser<'_> {
    /// What follows `(`.
    pub(super) fn group(&mut self, start: usize) -> Result<Node, PatternError> {
        if self.nesting == MAX_NESTING {
            return Err(self.error(
                PatternErrorKind::TooBig,
                start,
                format!("groups nest more than {MAX_NESTING} levels deep"),
                "write it with fewer groups",
            ));
        }
        let mut beyond = None;
        if !self.eat("?") {
            self.groups += 1;
        } else if let Some(kind) = self.look_around() {
            beyond = Some((kind, SEVERAL_SCHEMAS));
        } else if self.eat("<") {
            self.group_name()?;
            self.groups += 1;
        } else if self.modifiers() {
            beyond = Some(("a group with flags", BOTH_CASES));
        } else if !self.eat(":") {
            return Err(self.unknown_group(start));
        }
        self.nesting += 1;
        let inner = self.choice()?;
        self.nesting -= 1;
        if !self.eat(")") {
            return Err(self.invalid(
                start,
                "the group is not closed",
                "add `)`, or write `\\(` for the character itself",
            ));
        }
        if let Some((kind, help)) = beyond {
            self.unsupported(
                start,
                format!("{kind} is not compiled by this version"),
                help,
            );
        }
        Ok(Node::Group(Box::new(inner)))
    }

    fn look_around(&mut self) -> Option<&'static str> {
        [
            ("=", "look-ahead `(?=…)`"),
            ("!", "negative look-ahead `(?!…)`"),
            ("<=", "look-behind `(?<=…)`"),
            ("<!", "negative look-behind `(?<!…)`"),
        ]
        .into_iter()
        .find_map(|(sign, kind)| self.eat(sign).then_some(kind))
    }

    /// `ims-ims:`, which the edition of 2025 added to the language.
    fn modifiers(&mut self) -> bool {
        const FLAGS: &str = "ims-";
        let rest = self.rest();
        let length = rest.find(|c| !FLAGS.contains(c)).unwrap_or(rest.len());
        let Some((flags, after)) = rest.split_at_checked(length) else {
            return false;
        };
        let at_most_once = FLAGS.chars().all(|flag| flags.matches(flag).count() <= 1);
        let found = !matches!(flags, "" | "-") && at_most_once && after.starts_with(':');
        if found {
            self.at += length + 1;
        }
        found
    }

    fn unknown_group(&self, start: usize) -> PatternError {
        let rest = self.rest();
        let help = if rest.starts_with("P<") {
            "write `(?<name>…)`"
        } else if rest.starts_with('>') {
            "there are no atomic groups in ECMA-262: write `(?:…)`"
        } else if rest.starts_with('#') {
            "there are no comments in ECMA-262 patterns: use `$comment` in the schema"
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-') {
            BOTH_CASES
        } else {
            "write `\\?` for the character itself, or `(?:` for a group"
        };
        self.invalid(start, "no group of ECMA-262 begins like this", help)
    }

    /// `name>`: remembers the name.
    fn group_name(&mut self) -> Result<(), PatternError> {
        let start = self.at;
        let name = self.name()?;
        if !self.coexisting.insert(name.clone()) {
            return Err(self.invalid(
                start,
                format!("two groups are called `{name}`"),
                "choose different names",
            ));
        }
        self.names.insert(name.clone());
        self.added.push(name);
        Ok(())
    }

    /// `name>` after `(?<` or `\k<`.
    pub(super) fn name(&mut self) -> Result<String, PatternError> {
        let start = self.at;
        let mut name = String::new();
        loop {
            let character = match self.next() {
                Some('>') if !name.is_empty() => return Ok(name),
                Some('\\') if self.eat("u") => {
                    char::from_u32(self.unicode_escape(start)?).unwrap_or('\\')
                }
                Some(other) => other,
                None => '>',
            };
            // What exactly counts as a letter is left open outside ASCII: names make no difference to what matches.
            let fits = matches!(character, '$' | '_')
                || character.is_ascii_alphabetic()
                || (character.is_ascii_digit() && !name.is_empty())
                || (!character.is_ascii() && !character.is_whitespace());
            if !fits {
                return Err(self.invalid(
                    start,
                    "this is no name of a group",
                    "a name is made of letters, digits, `_` and `$`, begins with no digit, and ends with `>`",
                ));
            }
            name.push(character);
        }
    }

    /// Remembers `\1`.
    pub(super) fn refer_to_number(&mut self, number: u32, position: usize) {
        if self
            .numbered_reference
            .is_none_or(|(greatest, _)| greatest < number)
        {
            self.numbered_reference = Some((number, position));
        }
        self.refer(position);
    }

    /// Remembers `\k<name>`.
    pub(super) fn refer_to_name(&mut self, name: String, position: usize) {
        self.named_references.push((name, position));
        self.refer(position);
    }

    fn refer(&mut self, position: usize) {
        self.unsupported(
            position,
            "a reference back to a group is not compiled by this version",
            "spell out what the group can be, or compare the values outside the schema",
        );
    }

    pub(super) fn check_references(&self) -> Result<(), PatternError> {
        if let Some((number, position)) = self.numbered_reference
            && number > self.groups
        {
            return Err(self.invalid(
                position,
                format!("there is no group {number}"),
                "write `\\x01` for a control character; count the groups for a reference",
            ));
        }
        match self
            .named_references
            .iter()
            .find(|(name, _)| !self.names.contains(name))
        {
            Some((name, position)) => Err(self.invalid(
                *position,
                format!("there is no group `{name}`"),
                "name a group of this pattern",
            )),
            None => Ok(()),
        }
    }
}
