//! From text to [`Node`]; also what explains where and why a text is not JSON.

use std::borrow::Cow;

use super::{Node, NodeObject, NumberText};
use crate::error::{Problem, SyntaxError};
use crate::lexer::{self, fault, literal_end, skip_space, Lexed};
use crate::limits::Limits;
use crate::map::Map;
use crate::text::Text;

pub(super) fn document(text: &str, limits: Limits) -> Result<Node<'_>, SyntaxError> {
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
        limits,
    };
    parser
        .document()
        .map_err(|fault| SyntaxError::new(text, fault.offset, fault.problem))
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    limits: Limits,
}

impl<'a> Parser<'a> {
    fn document(&mut self) -> Lexed<Node<'a>> {
        if self.text.starts_with('\u{FEFF}') {
            return fault(0, Problem::ByteOrderMark);
        }
        let node = self.value()?;
        match self.next_byte() {
            None => Ok(node),
            Some(_) => fault(self.at, Problem::expected("the end of the document")),
        }
    }

    /// The byte that the next token starts with; nothing but white space is consumed.
    fn next_byte(&mut self) -> Option<u8> {
        self.at = skip_space(self.text.as_bytes(), self.at);
        self.text.as_bytes().get(self.at).copied()
    }

    fn value(&mut self) -> Lexed<Node<'a>> {
        match self.next_byte() {
            Some(b'"') => self.string().map(Node::String),
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'-' | b'0'..=b'9') => {
                let start = self.at;
                self.at = lexer::number_end(self.text.as_bytes(), start)?;
                let number = self.text.get(start..self.at).unwrap_or_default();
                Ok(Node::Number(NumberText::from_checked(number)))
            }
            Some(b't') => self.literal("true", Node::Boolean(true)),
            Some(b'f') => self.literal("false", Node::Boolean(false)),
            Some(b'n') => self.literal("null", Node::Null),
            _ => fault(self.at, Problem::expected("a JSON value")),
        }
    }

    fn literal(&mut self, literal: &str, node: Node<'a>) -> Lexed<Node<'a>> {
        self.at = literal_end(self.text.as_bytes(), self.at, literal)?;
        Ok(node)
    }

    fn string(&mut self) -> Lexed<Cow<'a, str>> {
        let start = self.at + 1;
        let end = lexer::string_end(self.text.as_bytes(), start)?;
        self.at = end.quote + 1;
        let token = self.text.get(start..end.quote).unwrap_or_default();
        Ok(if end.escaped {
            Cow::Owned(lexer::decode(token))
        } else {
            Cow::Borrowed(token)
        })
    }

    fn open(&mut self) -> Lexed<()> {
        if self.depth >= self.limits.max_depth {
            return fault(self.at, Problem::TooDeep(self.limits.max_depth));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    fn close(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }

    fn array(&mut self) -> Lexed<Node<'a>> {
        self.open()?;
        let mut elements = Vec::new();
        if self.next_byte() == Some(b']') {
            self.close();
            return Ok(Node::Array(elements));
        }
        loop {
            elements.push(self.value()?);
            match self.next_byte() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.close();
                    return Ok(Node::Array(elements));
                }
                _ => return fault(self.at, Problem::expected("`,` or `]`")),
            }
        }
    }

    fn object(&mut self) -> Lexed<Node<'a>> {
        self.open()?;
        let mut members = Map::new();
        let mut offsets = Vec::new();
        if self.next_byte() == Some(b'}') {
            self.close();
            return Ok(Node::Object(NodeObject::new(members)));
        }
        loop {
            if self.next_byte() != Some(b'"') {
                return fault(self.at, Problem::expected("a member name in quotes"));
            }
            offsets.push(self.at);
            let name = self.string()?;
            if self.next_byte() != Some(b':') {
                return fault(self.at, Problem::expected("`:`"));
            }
            self.at += 1;
            let value = self.value()?;
            members.push_unchecked(Text::from(name), value);
            match self.next_byte() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return fault(self.at, Problem::expected("`,` or `}`")),
            }
        }
        if let Some(duplicate) = members.index_all() {
            let offset = offsets.get(duplicate).copied().unwrap_or(self.at);
            return fault(offset, Problem::DuplicateMember);
        }
        self.close();
        Ok(Node::Object(NodeObject::new(members)))
    }
}
