//! Reads expressions as the compiler writes them: ECMA-262 without names and sets, so that there is little to read.

use super::tree::{CharSet, Node};

/// Groups nest no deeper in what the compiler writes.
const MAX_NESTING: usize = 100;

/// A whole expression.
#[derive(Debug)]
pub(super) struct Expression {
    pub node: Node,
    /// How many groups there are.
    pub groups: u32,
}

/// `None` for what the compiler does not write.
pub(super) fn parse(source: &str) -> Option<Expression> {
    let mut parser = Parser {
        rest: source,
        groups: 0,
        nesting: 0,
    };
    let node = parser.choice()?;
    parser.rest.is_empty().then_some(Expression {
        node,
        groups: parser.groups,
    })
}

struct Parser<'s> {
    rest: &'s str,
    groups: u32,
    nesting: usize,
}

impl Parser<'_> {
    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next();
        self.rest = characters.as_str();
        next
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn number(&mut self) -> Option<u32> {
        let end = self.rest.find(|next: char| !next.is_ascii_digit());
        let (digits, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        digits.parse().ok()
    }

    fn choice(&mut self) -> Option<Node> {
        let first = self.sequence()?;
        if !self.rest.starts_with('|') {
            return Some(first);
        }
        let mut alternatives = vec![first];
        while self.eat("|") {
            alternatives.push(self.sequence()?);
        }
        Some(Node::Choice(alternatives))
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut terms = Vec::new();
        while !self.rest.is_empty() && !self.rest.starts_with(['|', ')']) {
            let groups = self.groups;
            let term = self.term()?;
            terms.push(self.repeated(term, groups)?);
        }
        Some(Node::Sequence(terms))
    }

    fn term(&mut self) -> Option<Node> {
        Some(match self.next()? {
            '^' => Node::Start,
            '$' => Node::End,
            '(' => self.group()?,
            '[' => Node::Chars(self.class()?),
            '\\' if self.eat("b") => Node::WordBoundary { negated: false },
            '\\' if self.eat("B") => Node::WordBoundary { negated: true },
            '\\' if self.rest.starts_with(|next: char| next.is_ascii_digit()) => {
                Node::Reference(self.number()?)
            }
            '\\' => single(self.escaped()?),
            '*' | '+' | '?' | '{' | '}' | ']' | '.' => return None,
            plain => single(plain),
        })
    }

    fn group(&mut self) -> Option<Node> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return None;
        }
        let look = [
            ("?=", false, false),
            ("?!", false, true),
            ("?<=", true, false),
            ("?<!", true, true),
        ];
        let look = look.into_iter().find(|(sign, ..)| self.eat(sign));
        let node = if let Some((_, behind, negated)) = look {
            let node = Box::new(self.choice()?);
            Node::Look {
                behind,
                negated,
                node,
            }
        } else if self.eat("?:") {
            self.choice()?
        } else {
            self.groups += 1;
            let number = self.groups;
            Node::Group(number, Box::new(self.choice()?))
        };
        self.nesting -= 1;
        self.eat(")").then_some(node)
    }

    fn repeated(&mut self, node: Node, groups: u32) -> Option<Node> {
        let sign = self.rest.chars().next();
        if !matches!(sign, Some('*' | '+' | '?' | '{')) {
            return Some(node);
        }
        self.next();
        let (least, most) = match sign {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            _ => {
                let least = self.number()?;
                let most = match (self.eat(","), self.rest.starts_with('}')) {
                    (false, _) => Some(least),
                    (true, true) => None,
                    (true, false) => Some(self.number()?),
                };
                self.eat("}").then_some((least, most))?
            }
        };
        Some(Node::Repeat {
            node: Box::new(node),
            least,
            most,
            greedy: !self.eat("?"),
            groups: groups + 1..self.groups + 1,
        })
    }

    fn class(&mut self) -> Option<CharSet> {
        let negated = self.eat("^");
        let mut ranges = Vec::new();
        while !self.eat("]") {
            let first = self.class_character()?;
            let last = match self.eat("-") {
                true => self.class_character()?,
                false => first,
            };
            ranges.push((first, last));
        }
        ranges.sort_unstable();
        Some(CharSet { ranges, negated })
    }

    fn class_character(&mut self) -> Option<char> {
        match self.next()? {
            '\\' => self.escaped(),
            plain => Some(plain),
        }
    }

    /// What follows a backslash, if it stands for one character.
    fn escaped(&mut self) -> Option<char> {
        Some(match self.next()? {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'u' => {
                let (digits, rest) = self.rest.strip_prefix('{')?.split_once('}')?;
                self.rest = rest;
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
            }
            other if other.is_ascii_alphanumeric() => return None,
            itself => itself,
        })
    }
}

fn single(character: char) -> Node {
    Node::Chars(CharSet {
        ranges: vec![(character, character)],
        negated: false,
    })
}
