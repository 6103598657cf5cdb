//! JSON text to nodes with byte positions.
//!
//! What counts as JSON is RFC 8259 as I-JSON (RFC 7493) limits it: UTF-8, no byte order mark, no duplicate member names, no
//! lone surrogates. The parser keeps its own stack, so that no nesting overflows the thread's.

use std::collections::HashSet;
use std::ops::Range;

use super::scan::{Fault, Scanner};
use super::tree::{Member, Node, NodeId, NodeValue, Token};

/// How deep arrays and objects may nest: far beyond any schema people write, and shallow enough for later stages to recurse.
pub(crate) const MAX_DEPTH: usize = 256;

/// Below this many members, comparing with each of them is quicker than hashing.
const FEW_MEMBERS: usize = 16;

/// What parsing found: nodes when the text is JSON, faults when it is not.
pub(crate) struct Parsed {
    /// The nodes, the root first; complete only when there are no faults.
    pub nodes: Vec<Node>,
    /// Every duplicate name up to the first fault that ends parsing.
    pub faults: Vec<Fault>,
}

/// A container whose end has not been reached.
struct Open {
    node: NodeId,
    /// Names already seen, once there are more than [`FEW_MEMBERS`].
    names: HashSet<String>,
    /// Name of the member whose value comes next.
    pending: Option<(String, Range<usize>)>,
}

struct Parser<'a> {
    scanner: Scanner<'a>,
    nodes: Vec<Node>,
    open: Vec<Open>,
    faults: Vec<Fault>,
}

/// Parses a whole document.
pub(crate) fn parse_nodes(text: &str) -> Parsed {
    let mut parser = Parser {
        scanner: Scanner::new(text),
        nodes: Vec::new(),
        open: Vec::new(),
        faults: Vec::new(),
    };
    if let Err(fault) = parser.document() {
        let fault = parser.placed(fault);
        parser.faults.push(fault);
    }
    Parsed {
        nodes: parser.nodes,
        faults: parser.faults,
    }
}

impl Parser<'_> {
    fn document(&mut self) -> Result<(), Fault> {
        self.scanner.refuse_byte_order_mark()?;
        self.value()?;
        while !self.open.is_empty() {
            self.next_in_container()?;
        }
        self.scanner.skip_whitespace();
        self.scanner.expect_end()
    }

    /// Reads up to the next child of the innermost container, or its end.
    fn next_in_container(&mut self) -> Result<(), Fault> {
        let Some(open) = self.open.last() else {
            return Ok(());
        };
        let node = open.node;
        let (count, is_object) = match &self.nodes[node.0 as usize].value {
            NodeValue::Object(members) => (members.len(), true),
            NodeValue::Array(elements) => (elements.len(), false),
            _ => (0, false),
        };
        let close = if is_object { b'}' } else { b']' };
        self.scanner.skip_whitespace();
        if self.scanner.eat(close) {
            self.nodes[node.0 as usize].span.end = self.scanner.offset();
            self.open.pop();
            return Ok(());
        }
        if count > 0 {
            let start = self.scanner.offset();
            let expected = if is_object {
                "`,` or `}`"
            } else {
                "`,` or `]`"
            };
            self.scanner.expect(b',', expected)?;
            self.scanner.skip_whitespace();
            if self.scanner.peek() == Some(close) {
                return Err(Fault::trailing_comma(start..start + 1));
            }
        }
        if is_object {
            self.name()?;
        }
        self.value()
    }

    fn name(&mut self) -> Result<(), Fault> {
        let start = self.scanner.offset();
        if self.scanner.peek() != Some(b'"') {
            return Err(self.scanner.unexpected("a member name in double quotes"));
        }
        let name = self.scanner.string()?;
        let span = start..self.scanner.offset();
        self.refuse_duplicate(&name, &span);
        if let Some(open) = self.open.last_mut() {
            open.pending = Some((name, span));
        }
        self.scanner.skip_whitespace();
        self.scanner.expect(b':', "`:`")?;
        self.scanner.skip_whitespace();
        Ok(())
    }

    fn refuse_duplicate(&mut self, name: &str, span: &Range<usize>) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let NodeValue::Object(members) = &self.nodes[open.node.0 as usize].value else {
            return;
        };
        let duplicate = if members.len() <= FEW_MEMBERS {
            members.iter().any(|member| member.name == name)
        } else {
            if open.names.is_empty() {
                open.names = members.iter().map(|member| member.name.clone()).collect();
            }
            !open.names.insert(name.to_owned())
        };
        if duplicate {
            let first = members.iter().find(|member| member.name == name);
            let first = first.map_or(0..0, |member| member.name_span.clone());
            let mut fault = Fault::duplicate_name(name, span.clone(), first);
            fault.pointer = self.pointer();
            self.faults.push(fault);
        }
    }

    fn value(&mut self) -> Result<(), Fault> {
        self.scanner.skip_whitespace();
        let start = self.scanner.offset();
        let value = match self.scanner.peek() {
            Some(b'{') => {
                self.scanner.advance();
                NodeValue::Object(Vec::new())
            }
            Some(b'[') => {
                self.scanner.advance();
                NodeValue::Array(Vec::new())
            }
            Some(b'"') => NodeValue::String(self.scanner.string()?),
            Some(b'-' | b'0'..=b'9') => NodeValue::Number(self.scanner.number()?.to_owned()),
            Some(b't' | b'f' | b'n') => match self.scanner.word()? {
                "true" => NodeValue::Boolean(true),
                "false" => NodeValue::Boolean(false),
                _ => NodeValue::Null,
            },
            _ => return Err(self.scanner.unexpected("a value")),
        };
        let container = matches!(value, NodeValue::Object(_) | NodeValue::Array(_));
        if container && self.open.len() >= MAX_DEPTH {
            return Err(Fault::too_deep(start..start + 1, MAX_DEPTH));
        }
        let id = self.add(value, start..self.scanner.offset());
        if container {
            self.open.push(Open {
                node: id,
                names: HashSet::new(),
                pending: None,
            });
        }
        Ok(())
    }

    /// Stores a node and hangs it into the innermost container.
    fn add(&mut self, value: NodeValue, span: Range<usize>) -> NodeId {
        // Each node takes a byte of text at least, and `load` refuses texts that are anywhere near 4 GiB.
        let id = NodeId(self.nodes.len() as u32);
        let parent = self.open.last_mut().and_then(|open| {
            let node = open.node;
            match &mut self.nodes[node.0 as usize].value {
                NodeValue::Array(elements) => {
                    elements.push(id);
                    Some((node, Token::Index(elements.len() - 1)))
                }
                NodeValue::Object(members) => {
                    let (name, name_span) = open.pending.take()?;
                    let token = Token::Name(name.clone());
                    members.push(Member {
                        name,
                        name_span,
                        value: id,
                    });
                    Some((node, token))
                }
                _ => None,
            }
        });
        self.nodes.push(Node {
            value,
            span,
            parent,
        });
        id
    }

    /// The fault, with the pointer of the innermost container or of the member whose value it stands in.
    fn placed(&self, mut fault: Fault) -> Fault {
        fault.pointer = self.pointer();
        if let Some((name, _)) = self.open.last().and_then(|open| open.pending.as_ref()) {
            super::tree::push_token(&mut fault.pointer, &Token::Name(name.clone()));
        }
        fault
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for open in &self.open {
            if let Some((_, token)) = &self.nodes[open.node.0 as usize].parent {
                super::tree::push_token(&mut pointer, token);
            }
        }
        pointer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (Range<usize>, String, String) {
        let parsed = parse_nodes(text);
        assert_eq!(parsed.faults.len(), 1, "{text}");
        let fault = &parsed.faults[0];
        (
            fault.span.clone(),
            fault.pointer.clone(),
            fault.message.clone(),
        )
    }

    #[test]
    fn nodes_know_their_spans_and_parents() {
        let text = r#" {"a": [1, "x\u00e9"], "b": {}} "#;
        let parsed = parse_nodes(text);
        assert!(parsed.faults.is_empty());
        let spans: Vec<&str> = parsed
            .nodes
            .iter()
            .map(|node| &text[node.span.clone()])
            .collect();
        assert_eq!(
            spans,
            [
                r#"{"a": [1, "x\u00e9"], "b": {}}"#,
                r#"[1, "x\u00e9"]"#,
                "1",
                r#""x\u00e9""#,
                "{}"
            ]
        );
        assert_eq!(parsed.nodes[3].value, NodeValue::String("xé".to_owned()));
        assert_eq!(parsed.nodes[3].parent, Some((NodeId(1), Token::Index(1))));
        assert_eq!(
            parsed.nodes[4].parent,
            Some((NodeId(0), Token::Name("b".to_owned())))
        );
    }

    #[test]
    fn faults_say_where_and_what() {
        let (span, pointer, message) = fault(r#"{"a": {"b": tru}}"#);
        assert_eq!((span, pointer.as_str()), (12..15, "/a/b"));
        assert_eq!(message, "found `tru`, expected a value");
        let (span, pointer, message) = fault("[1 2]");
        assert_eq!((span, pointer.as_str()), (3..4, ""));
        assert_eq!(message, "found `2`, expected `,` or `]`");
        let (span, _, message) = fault(r#"{"a": 1"#);
        assert_eq!(span, 7..7);
        assert_eq!(message, "found the end of the file, expected `,` or `}`");
        let (span, _, message) = fault("[1, ]");
        assert_eq!(
            (span, message.as_str()),
            (2..3, "a comma stands before the closing bracket")
        );
        let (span, _, message) = fault("{} x");
        assert_eq!(
            (span, message.as_str()),
            (3..4, "found `x`, expected the end of the file")
        );
        let (span, _, _) = fault("");
        assert_eq!(span, 0..0);
        let (span, _, message) = fault("\u{feff}{}");
        assert_eq!(span, 0..3);
        assert!(message.contains("byte order mark"), "{message}");
    }

    #[test]
    fn every_duplicate_name_is_reported() {
        let text = r#"{"a": {"b": 1, "\u0062": 2, "b": 3}, "a": 4}"#;
        let parsed = parse_nodes(text);
        let found: Vec<_> = parsed
            .faults
            .iter()
            .map(|fault| {
                (
                    &text[fault.span.clone()],
                    fault.pointer.as_str(),
                    fault.first.clone(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                (r#""\u0062""#, "/a", Some(7..10)),
                (r#""b""#, "/a", Some(7..10)),
                (r#""a""#, "", Some(1..4)),
            ]
        );
    }

    #[test]
    fn duplicates_are_found_among_many_members() {
        let mut text = String::from("{");
        for index in 0..40 {
            text.push_str(&format!("\"m{index}\": {index}, "));
        }
        text.push_str("\"m30\": 0, \"m2\": 0}");
        let parsed = parse_nodes(&text);
        assert_eq!(parsed.faults.len(), 2);
        assert!(parsed.faults[1].message.contains("`m2`"));
    }

    #[test]
    fn nesting_is_limited_and_never_overflows() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse_nodes(&nested(MAX_DEPTH)).faults.is_empty());
        let parsed = parse_nodes(&nested(MAX_DEPTH + 1));
        assert_eq!(parsed.faults[0].span, MAX_DEPTH..MAX_DEPTH + 1);
        let parsed = parse_nodes(&"{\"a\":".repeat(100_000));
        assert!(parsed.faults[0].message.contains("nest"));
    }
}
