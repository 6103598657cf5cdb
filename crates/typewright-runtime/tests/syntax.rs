//! What is JSON: by RFC 8259 as I-JSON limits it, judged alike by every way of reading, and by `serde_json` but for the
//! stricter rules.

mod random;

use std::collections::BTreeSet;
use std::fmt;

use random::Random;
use typewright_runtime::serde_core::de::{
    Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};
use typewright_runtime::{
    json_eq, Elements, JsonType, Limits, Member, Names, Node, Read, Reader, SyntaxError, Value,
};

static NAMES: Names<u8, 5> = Names::new(&[("a", 0), ("ab", 1), ("x\"y", 2), ("", 3), ("é", 4)]);

/// Reads through the cursors that generated code uses.
fn read_tree(reader: &mut Reader<'_>) -> Read<()> {
    match reader.peek()? {
        JsonType::Null => reader.null(),
        JsonType::Boolean => reader.boolean().map(|_| ()),
        JsonType::Number => reader.number().map(|_| ()),
        JsonType::String => reader.text().map(|_| ()),
        JsonType::Array => {
            let mut elements: Elements = reader.begin_array()?;
            while reader.next_element(&mut elements)? {
                read_tree(reader)?;
            }
            Ok(())
        }
        JsonType::Object => {
            let mut members = reader.begin_object(&NAMES)?;
            let mut seen = BTreeSet::new();
            while let Some(member) = reader.next_member(&mut members)? {
                let name = match member {
                    Member::Named(index) => {
                        ["a", "ab", "x\"y", "", "é"][usize::from(index)].to_owned()
                    }
                    Member::Other(name) => {
                        assert!(!["a", "ab", "x\"y", "", "é"].contains(&&*name));
                        name.into_owned()
                    }
                };
                reader.require(seen.insert(name))?;
                read_tree(reader)?;
            }
            Ok(())
        }
    }
}

fn reads(text: &str, read: impl FnOnce(&mut Reader<'_>) -> Read<()>) -> bool {
    let mut reader = Reader::new(text, Limits::default());
    let result = read(&mut reader).and_then(|()| reader.end());
    assert!(reader.failed_at() <= text.len());
    result.is_ok()
}

/// The verdict of every way of reading, which must be one.
fn verdict(text: &str) -> Result<Node<'_>, SyntaxError> {
    let parsed = Node::parse(text, Limits::default());
    assert_eq!(
        reads(text, |reader| reader.skip_value()),
        parsed.is_ok(),
        "{text:?}"
    );
    assert_eq!(reads(text, read_tree), parsed.is_ok(), "{text:?}");
    let mapped = |reader: &mut Reader<'_>| reader.map(Reader::raw).map(|_| ());
    if text.trim_start().starts_with('{') {
        assert_eq!(reads(text, mapped), parsed.is_ok(), "{text:?}");
    }
    parsed
}

fn syntax_error(text: &str) -> SyntaxError {
    match verdict(text) {
        Ok(_) => panic!("{text:?} is refused"),
        Err(error) => error,
    }
}

/// What `serde_json` reads, duplicates refused.
struct Reference(Value);

impl<'de> Deserialize<'de> for Reference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Tree;
        impl<'de> Visitor<'de> for Tree {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }
            fn visit_unit<E: Error>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }
            fn visit_bool<E: Error>(self, boolean: bool) -> Result<Value, E> {
                Ok(boolean.into())
            }
            fn visit_u64<E: Error>(self, integer: u64) -> Result<Value, E> {
                Ok(integer.into())
            }
            fn visit_i64<E: Error>(self, integer: i64) -> Result<Value, E> {
                Ok(integer.into())
            }
            fn visit_f64<E: Error>(self, float: f64) -> Result<Value, E> {
                Ok(float.into())
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
                Ok(text.into())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
                let mut values = Vec::new();
                while let Some(Reference(value)) = elements.next_element()? {
                    values.push(value);
                }
                Ok(values.into())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
                let mut values = typewright_runtime::serde_json::Map::new();
                while let Some((name, Reference(value))) =
                    members.next_entry::<String, Reference>()?
                {
                    if name == "$serde_json::private::Number" {
                        // Its feature `arbitrary_precision` is on.
                        let number = value
                            .as_str()
                            .unwrap_or_default()
                            .parse()
                            .map_err(A::Error::custom)?;
                        return Ok(Value::Number(number));
                    }
                    if values.insert(name, value).is_some() {
                        return Err(A::Error::custom("duplicate"));
                    }
                }
                Ok(values.into())
            }
        }
        deserializer.deserialize_any(Tree).map(Reference)
    }
}

fn agrees_with_serde_json(text: &str) {
    let ours = verdict(text);
    match serde_json::from_str::<Reference>(text) {
        Ok(Reference(theirs)) => {
            let ours = ours.unwrap_or_else(|error| panic!("{text:?}: {error}"));
            // Numbers that `serde_json` rounds are compared elsewhere.
            let rounded = text.contains(['.', 'e', 'E'])
                || text
                    .split(|other: char| !other.is_ascii_digit())
                    .any(|digits| digits.len() > 18);
            if !rounded {
                assert!(json_eq(&ours, &theirs), "{text:?}");
            }
        }
        // Not a matter of syntax for us.
        Err(error) if error.to_string().contains("number out of range") => {}
        Err(error) => assert!(ours.is_err(), "{text:?}: {error}"),
    }
}

#[test]
fn random_documents_and_random_damage_are_judged_as_serde_json_does() {
    let mut random = Random::new(1);
    let (mut good, mut bad) = (0, 0);
    for _ in 0..4_000 {
        let text = random.document();
        agrees_with_serde_json(&text);
        for _ in 0..8 {
            let damaged = random.damage(&text);
            match verdict(&damaged) {
                Ok(_) => good += 1,
                Err(error) => {
                    bad += 1;
                    assert!(
                        error.offset <= damaged.len() && damaged.is_char_boundary(error.offset)
                    );
                    let _ = error.to_string();
                }
            }
            agrees_with_serde_json(&damaged);
        }
    }
    // The damage must be worth judging.
    assert!(good > 1_000 && bad > 1_000, "{good} {bad}");
}

#[test]
fn a_truncated_document_is_never_one() {
    let mut random = Random::new(2);
    for _ in 0..50 {
        let text = format!("[{}]", random.document());
        for (cut, _) in text.char_indices() {
            assert!(verdict(&text[..cut]).is_err(), "{:?}", &text[..cut]);
        }
    }
}

#[test]
fn nesting_ends_where_the_limit_says() {
    let nested = |depth: usize, open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
    };
    for (open, inner, close) in [("[", "", "]"), ("{\"a\":", "1", "}"), ("{\"z\":", "1", "}")] {
        assert!(verdict(&nested(128, open, inner, close)).is_ok());
        let error = syntax_error(&nested(129, open, inner, close));
        assert_eq!(error.offset, 128 * open.len());
        assert!(error.to_string().contains("more than 128"), "{error}");
    }
    let limits = Limits::default().with_max_depth(1);
    assert!(Node::parse("[1]", limits).is_ok());
    assert!(Node::parse("[[]]", limits).is_err());
    assert!(Reader::new("[[]]", limits).skip_value().is_err());
    assert!(Reader::new("[[],[]]", limits.with_max_depth(2))
        .skip_value()
        .is_ok());
    let scalar = limits.with_max_depth(0);
    assert!(Node::parse("1", scalar).is_ok());
    assert!(Node::parse("[]", scalar).is_err());
}

#[test]
fn errors_say_where_and_what() {
    for (text, offset, line, column, message) in [
        (
            "",
            0,
            1,
            1,
            "expected a JSON value, found the end of the input",
        ),
        ("[1,]", 3, 1, 4, "expected a JSON value, found ']'"),
        ("[1 2]", 3, 1, 4, "expected `,` or `]`, found '2'"),
        ("[01]", 2, 1, 3, "expected `,` or `]`, found '1'"),
        (
            "{\"é\":\n  tru}",
            9,
            2,
            3,
            "expected a JSON value, found 't'",
        ),
        ("{\"é\": x}", 7, 1, 7, "expected a JSON value, found 'x'"),
        ("{\"a\" 1}", 5, 1, 6, "expected `:`, found '1'"),
        (
            "{\"a\":1,}",
            7,
            1,
            8,
            "expected a member name in quotes, found '}'",
        ),
        (
            "{\"a\":1 \"b\":2}",
            7,
            1,
            8,
            "expected `,` or `}`, found '\"'",
        ),
        (
            "{,}",
            1,
            1,
            2,
            "expected a member name in quotes, found ','",
        ),
        ("[,1]", 1, 1, 2, "expected a JSON value, found ','"),
        (
            "\"\t\"",
            1,
            1,
            2,
            "a control character in a string must be escaped",
        ),
        (
            "\"\\ud800\"",
            1,
            1,
            2,
            "half of a surrogate pair stands alone",
        ),
        (
            "\"abc",
            4,
            1,
            5,
            "expected the end of the string, found the end of the input",
        ),
        (
            "1 x",
            2,
            1,
            3,
            "expected the end of the document, found 'x'",
        ),
        (
            "\u{feff}1",
            0,
            1,
            1,
            "JSON must not start with a byte order mark",
        ),
        (
            "[1,\u{feff}2]",
            3,
            1,
            4,
            "expected a JSON value, found '\\u{feff}'",
        ),
        (
            "{\"a\":1,\n\"\\u0061\":2}",
            8,
            2,
            1,
            "this member name occurs twice in its object",
        ),
        (
            "{\"a\":[{\"b\":1,\"c\":2,\"b\":3}]}",
            19,
            1,
            20,
            "this member name occurs twice in its object",
        ),
        ("-", 1, 1, 2, "expected a digit, found the end of the input"),
        ("1.e5", 2, 1, 3, "expected a digit, found 'e'"),
    ] {
        let error = syntax_error(text);
        assert_eq!(
            (error.offset, error.line, error.column),
            (offset, line, column),
            "{text}"
        );
        assert_eq!(
            error.to_string(),
            format!("line {line}, column {column}: {message}")
        );
    }
}

#[test]
fn duplicates_are_found_among_many_and_the_first_one_is_told() {
    for count in [2, 8, 9, 10, 23, 24, 25, 100] {
        let mut members: Vec<_> = (0..count)
            .map(|index| format!("\"n{}\":{index}", index * 7 % count))
            .collect();
        if count % 7 != 0 {
            assert!(verdict(&format!("{{{}}}", members.join(","))).is_ok());
        }
        let offset = 2 + members.iter().map(|member| member.len() + 1).sum::<usize>();
        members.push("\"\\u006e1\":0".to_owned());
        members.push("\"n0\":0".to_owned());
        let error = syntax_error(&format!("[{{{}}}]", members.join(",")));
        assert_eq!(error.offset, offset, "{members:?}");
    }
}

#[test]
fn the_reader_reports_where_it_stopped() {
    let text = r#"{"a": {"b": [1, 2], "b": 3}}"#;
    let mut reader = Reader::new(text, Limits::default());
    assert!(reader.skip_value().is_err());
    assert_eq!(reader.failed_at(), text.rfind("\"b\"").unwrap());
    assert!(!reader.is_unrepresentable());
}

#[test]
fn big_objects_are_read_and_looked_up_in_a_moment() {
    let members: Vec<_> = (0..200_000)
        .map(|index| format!("\"k{index}\":{index}"))
        .collect();
    let text = format!("{{{}}}", members.join(","));
    let node = verdict(&text).unwrap();
    let reversed: Vec<_> = members.iter().rev().cloned().collect();
    let reversed = format!("{{{}}}", reversed.join(","));
    assert!(json_eq(
        &node,
        &Node::parse(&reversed, Limits::default()).unwrap()
    ));
}
