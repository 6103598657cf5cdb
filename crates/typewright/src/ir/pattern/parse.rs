//! Reads a pattern by the grammar of ECMA-262 with the `u` flag (2025 edition, 22.2.1).
//!
//! Some spellings outside that grammar are common in schemas and have only one possible meaning, the one that annex B.1.2 gives them without
//! the flag: `\_` and other escaped punctuation, `]`, `{` and `}` as themselves, `[\w-.]`. They are taken. Escaped letters that stand for
//! nothing (`\A`, `\Z`, `\h`) mean different things to different engines, and are refused.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{PatternError, PatternErrorKind};
use super::syntax::{Count, Greed, Node};

/// Reads a whole pattern.
pub(super) fn parse(source: &str) -> Result<Node, PatternError> {
    let mut parser = Parser {
        source,
        at: 0,
        nesting: 0,
        groups: 0,
        numbered_reference: None,
        names: BTreeMap::new(),
        coexisting: BTreeSet::new(),
        added: Vec::new(),
        named_references: Vec::new(),
        posix_class_end: None,
        unsupported: None,
    };
    let mut node = parser.choice()?;
    if parser.peek().is_some() {
        return Err(parser.invalid(
            parser.at,
            "`)` closes no group",
            "write `\\)` for the character itself",
        ));
    }
    parser.check_references()?;
    let mut names = parser.named_references.iter().map(|(name, _)| name);
    bind_names(&mut node, &mut names, &parser.names);
    match parser.unsupported {
        Some(error) => Err(error),
        None => Ok(node),
    }
}

/// Says of references by name, in the order in which they stand, which groups they mean.
fn bind_names<'n>(
    node: &mut Node,
    names: &mut impl Iterator<Item = &'n String>,
    groups: &BTreeMap<String, Vec<u32>>,
) {
    match node {
        Node::Reference(meant) if meant.is_empty() => {
            let named = names.next().and_then(|name| groups.get(name));
            meant.extend(named.into_iter().flatten());
        }
        Node::Group(inner, _) | Node::Repeat(inner, ..) | Node::Look { inner, .. } => {
            bind_names(inner, names, groups);
        }
        Node::Sequence(nodes) | Node::Choice(nodes) => {
            for node in nodes {
                bind_names(node, names, groups);
            }
        }
        _ => {}
    }
}

/// Where the parser is, and what it remembers.
pub(super) struct Parser<'s> {
    source: &'s str,
    /// Byte position of what is read next.
    pub(super) at: usize,
    pub(super) nesting: usize,
    /// Capturing groups so far.
    pub(super) groups: u32,
    /// The greatest `\1` so far and where it stands: it must be a group of the whole pattern, which may follow.
    pub(super) numbered_reference: Option<(u32, usize)>,
    /// Every group name, with the numbers of its groups.
    pub(super) names: BTreeMap<String, Vec<u32>>,
    /// The names of groups that can take part in one match with what is read next: not those of other alternatives.
    pub(super) coexisting: BTreeSet<String>,
    /// The names in the order in which they were added, so that the end of an alternative can take its own back.
    pub(super) added: Vec<String>,
    pub(super) named_references: Vec<(String, usize)>,
    /// Where `[[:alpha:]` ended: the `]` that other engines expect next is refused, it can only be meant for them.
    posix_class_end: Option<usize>,
    /// The first thing that is right but not compiled. The rest is read all the same: mistakes come first.
    unsupported: Option<PatternError>,
}

impl<'s> Parser<'s> {
    /// Remembers that a class ends here if it looks like one of POSIX classes.
    pub(super) fn note_posix_class(&mut self, start: usize) {
        let class = self.source.get(start + 1..self.at).unwrap_or_default();
        if class.contains("[:") && class.ends_with(":]") {
            self.posix_class_end = Some(self.at);
        }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Steps over a text, if it is what follows.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    pub(super) fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or_default()
    }

    pub(super) fn invalid(
        &self,
        position: usize,
        what: impl Into<String>,
        help: impl Into<String>,
    ) -> PatternError {
        self.error(PatternErrorKind::Invalid, position, what, help)
    }

    /// Remembers that something right is not compiled.
    pub(super) fn unsupported(
        &mut self,
        position: usize,
        what: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.unsupported.is_none() {
            let error = self.error(PatternErrorKind::Unsupported, position, what, help);
            self.unsupported = Some(error);
        }
    }

    pub(super) fn error(
        &self,
        kind: PatternErrorKind,
        position: usize,
        what: impl Into<String>,
        help: impl Into<String>,
    ) -> PatternError {
        let before = self.source.get(..position).unwrap_or(self.source);
        PatternError {
            kind,
            offset: before.chars().count(),
            what: what.into(),
            help: help.into(),
        }
    }

    /// Alternatives up to the end of the group or pattern.
    pub(super) fn choice(&mut self) -> Result<Node, PatternError> {
        let outer = self.added.len();
        let mut alternatives = vec![self.sequence()?];
        let mut own = outer;
        while self.eat("|") {
            for name in self.added.get(own..).unwrap_or_default() {
                self.coexisting.remove(name);
            }
            own = self.added.len();
            alternatives.push(self.sequence()?);
        }
        for name in self.added.get(outer..).unwrap_or_default() {
            self.coexisting.insert(name.clone());
        }
        Ok(match alternatives.pop() {
            Some(only) if alternatives.is_empty() => only,
            last => {
                alternatives.extend(last);
                Node::Choice(alternatives)
            }
        })
    }

    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut terms = Vec::new();
        while let Some(next) = self.peek() {
            if matches!(next, '|' | ')') {
                break;
            }
            let start = self.at;
            let term = self.term()?;
            terms.push(self.repeated(term, start)?);
        }
        Ok(Node::Sequence(terms))
    }

    /// One term without what repeats it.
    fn term(&mut self) -> Result<Node, PatternError> {
        let start = self.at;
        let before = self.rest();
        Ok(match self.next() {
            Some('^') => Node::Start,
            Some('$') => Node::End,
            Some('.') => Node::Any,
            Some('(') => self.group(start)?,
            Some('[') => Node::Class(self.class(start)?),
            Some('\\') => self.escaped_term(start)?,
            Some(repeat @ ('*' | '+' | '?')) => return Err(self.nothing_to_repeat(start, repeat)),
            Some('{') => {
                if braced_count(before).is_some() {
                    return Err(self.nothing_to_repeat(start, '{'));
                }
                self.lone_brace(start)?
            }
            Some(']') if self.posix_class_end == Some(start) => {
                return Err(self.invalid(
                    start,
                    "there are no classes such as `[:alpha:]` in ECMA-262",
                    "write the characters, such as `[A-Za-z]`, or a property, such as `\\p{Alphabetic}`",
                ));
            }
            Some(plain) => Node::Literal(plain.into()),
            None => Node::Sequence(Vec::new()),
        })
    }

    /// `{` that begins no count stands for itself, but for what looks like a count to other engines.
    fn lone_brace(&self, start: usize) -> Result<Node, PatternError> {
        let digits_and_comma = self
            .rest()
            .find(|c: char| !is_count(c))
            .and_then(|end| self.rest().split_at_checked(end));
        match digits_and_comma {
            Some((inside, after)) if inside.len() > 1 && after.starts_with('}') => Err(self
                .invalid(
                    start,
                    format!("`{{{inside}}}` says how often in a way that ECMA-262 does not have"),
                    "write `{0,2}` for at most two, or `\\{` for the character itself",
                )),
            _ => Ok(Node::Literal('{'.into())),
        }
    }

    fn nothing_to_repeat(&self, position: usize, repeat: char) -> PatternError {
        self.invalid(
            position,
            format!("there is nothing that `{repeat}` could repeat"),
            format!(
                "write `\\{repeat}` for the character itself; there are no possessive repetitions in ECMA-262"
            ),
        )
    }

    /// The term, repeated if the pattern says so.
    fn repeated(&mut self, term: Node, start: usize) -> Result<Node, PatternError> {
        let position = self.at;
        let Some(count) = self.count() else {
            return Ok(term);
        };
        let greed = match self.eat("?") {
            true => Greed::Lazy,
            false => Greed::Greedy,
        };
        if matches!(
            term,
            Node::Start | Node::End | Node::WordBoundary { .. } | Node::Look { .. }
        ) {
            let assertion = self.source.get(start..position).unwrap_or_default();
            return Err(self.invalid(
                position,
                format!("`{assertion}` is a place, which cannot be repeated"),
                "remove the repetition",
            ));
        }
        if count.most.is_some_and(|most| most < count.least) {
            return Err(self.invalid(
                position,
                "the greater number comes first",
                "write the smaller number first, such as `{1,2}`",
            ));
        }
        Ok(Node::Repeat(Box::new(term), count, greed))
    }

    fn count(&mut self) -> Option<Count> {
        let (least, most) = match self.peek()? {
            '*' => (0, None),
            '+' => (1, None),
            '?' => (0, Some(1)),
            '{' => {
                let (count, length) = braced_count(self.rest())?;
                self.at += length;
                return Some(count);
            }
            _ => return None,
        };
        self.next();
        Some(Count { least, most })
    }
}

/// `{2}`, `{2,}` or `{2,3}` at the beginning of a text, and its length.
fn braced_count(text: &str) -> Option<(Count, usize)> {
    let text = text.strip_prefix('{')?;
    let (inside, after) = text.split_at_checked(text.find(|c: char| !is_count(c))?)?;
    if !after.starts_with('}') {
        return None;
    }
    let (least, most) = match inside.split_once(',') {
        None => {
            let number = number(inside)?;
            (number, Some(number))
        }
        Some((least, "")) => (number(least)?, None),
        Some((least, most)) => (number(least)?, Some(number(most)?)),
    };
    Some((Count { least, most }, inside.len() + 2))
}

/// What a count is made of. Looking no further keeps a text full of `{` from being read again and again.
fn is_count(character: char) -> bool {
    character.is_ascii_digit() || character == ','
}

/// A decimal number, the greatest one if it is greater.
pub(super) fn number(digits: &str) -> Option<u32> {
    let valid = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| digits.parse().unwrap_or(u32::MAX))
}
