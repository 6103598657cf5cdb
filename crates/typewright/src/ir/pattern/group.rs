//! Reads groups: `(…)`, their names, and what refers to them.

use super::error::{PatternError, PatternErrorKind};
use super::parse::Parser;
use super::syntax::Node;

/// How deep groups nest. The `regex` crate stops at 250 levels, of which one group can take four.
const MAX_NESTING: usize = 60;

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
        let mut capture = None;
        let mut look = None;
        let mut flags = false;
        if !self.eat("?") {
            self.groups += 1;
            capture = Some(self.groups);
        } else if let Some(sign) = self.look_around() {
            look = Some(sign);
        } else if self.eat("<") {
            self.groups += 1;
            self.group_name()?;
            capture = Some(self.groups);
        } else if self.modifiers() {
            flags = true;
        } else if !self.eat(":") {
            return Err(self.unknown_group(start));
        }
        self.nesting += 1;
        let inner = Box::new(self.choice()?);
        self.nesting -= 1;
        if !self.eat(")") {
            return Err(self.invalid(
                start,
                "the group is not closed",
                "add `)`, or write `\\(` for the character itself",
            ));
        }
        if flags {
            self.unsupported(
                start,
                "a group with flags is not compiled by this version",
                BOTH_CASES,
            );
        }
        Ok(match look {
            Some((behind, negated)) => Node::Look {
                behind,
                negated,
                inner,
            },
            None => Node::Group(inner, capture),
        })
    }

    /// Whether it looks behind, and whether it is negated.
    fn look_around(&mut self) -> Option<(bool, bool)> {
        [
            ("=", (false, false)),
            ("!", (false, true)),
            ("<=", (true, false)),
            ("<!", (true, true)),
        ]
        .into_iter()
        .find_map(|(sign, look)| self.eat(sign).then_some(look))
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
        self.names
            .entry(name.clone())
            .or_default()
            .push(self.groups);
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

    /// `\1`
    pub(super) fn refer_to_number(&mut self, number: u32, position: usize) -> Node {
        if self
            .numbered_reference
            .is_none_or(|(greatest, _)| greatest < number)
        {
            self.numbered_reference = Some((number, position));
        }
        Node::Reference(vec![number])
    }

    /// `\k<name>`, whose group may follow.
    pub(super) fn refer_to_name(&mut self, name: String, position: usize) -> Node {
        self.named_references.push((name, position));
        Node::Reference(Vec::new())
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
            .find(|(name, _)| !self.names.contains_key(name))
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
