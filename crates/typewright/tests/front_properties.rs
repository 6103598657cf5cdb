//! Properties of the JSON reader and of everything behind it: agreement with `serde_json`, and no panic on any input.

use proptest::prelude::*;
use serde_json::Value;
use typewright::bundle::bundle_document;
use typewright::diagnostic::{DiagnosticKind, Diagnostics, render};
use typewright::load::{Document, NodeId, NodeValue, Source, load_sources};
use typewright::resolve::resolve_documents;

/// Reads `{"const": TEXT}`, so that any JSON value can stand in a schema.
fn read(json: &[u8]) -> Option<Document> {
    let mut text = b"{\"const\":".to_vec();
    text.extend_from_slice(json);
    text.push(b'}');
    let mut diagnostics = Diagnostics::new();
    let units = load_sources(&Source::memory([("a.json", text)]), &mut diagnostics);
    let unit = units.into_iter().next()?;
    assert_eq!(unit.documents.roots.is_empty(), diagnostics.has_errors());
    let found = diagnostics.into_sorted();
    assert!(found.iter().all(|d| d.kind == DiagnosticKind::Syntax));
    let root = *unit.documents.roots.first()?;
    Some(unit.documents.document(root).clone())
}

fn value_of(document: &Document, id: NodeId) -> Value {
    match &document.node(id).value {
        NodeValue::Null => Value::Null,
        NodeValue::Boolean(boolean) => Value::Bool(*boolean),
        NodeValue::Number(spelling) => serde_json::from_str(spelling).unwrap(),
        NodeValue::String(text) => Value::String(text.clone()),
        NodeValue::Array(elements) => elements.iter().map(|id| value_of(document, *id)).collect(),
        NodeValue::Object(members) => members
            .iter()
            .map(|member| (member.name.clone(), value_of(document, member.value)))
            .collect(),
    }
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e15..1e15f64).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[\\x00-\\x1f\"\\\\/é😀]{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map("[a-c\"]{0,2}", inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Something like a schema, with references that lead anywhere or nowhere.
fn schema() -> impl Strategy<Value = Value> {
    let reference = prop_oneof![
        Just("#"),
        Just("#/$defs/a"),
        Just("#a"),
        Just("a"),
        Just("b.json#/$defs/b"),
        Just("../x"),
        Just("#/%zz"),
        Just("a/../b.json"),
        Just("urn:x"),
        Just("#/$defs/a/$defs/b/~1"),
    ];
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        reference.prop_map(|text| serde_json::json!({ "$ref": text })),
        Just(serde_json::json!({"$id": "a", "$anchor": "a"})),
        Just(serde_json::json!([1])),
    ];
    leaf.prop_recursive(4, 30, 4, |inner| {
        let keyword = prop_oneof![
            Just("$defs"),
            Just("definitions"),
            Just("properties"),
            Just("allOf"),
            Just("not"),
            Just("$id"),
            Just("$schema"),
            Just("items"),
        ];
        let name = prop_oneof![Just("a"), Just("b"), Just("$ref"), Just("$id")];
        prop_oneof![
            proptest::collection::btree_map(keyword.prop_map(str::to_owned), inner.clone(), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
            proptest::collection::btree_map(name.prop_map(str::to_owned), inner.clone(), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
            proptest::collection::vec(inner, 0..3).prop_map(Value::from),
        ]
    })
}

proptest! {
    #[test]
    fn what_serde_writes_is_read_equal(value in json(), pretty in any::<bool>()) {
        let text = if pretty {
            serde_json::to_string_pretty(&value).unwrap()
        } else {
            value.to_string()
        };
        let document = read(text.as_bytes()).unwrap();
        let constant = document.member(Document::ROOT, "const").unwrap().value;
        let node = document.node(constant);
        prop_assert_eq!(&document.text[node.span.clone()], text);
        prop_assert_eq!(value_of(&document, constant), value);
    }

    #[test]
    fn what_is_json_is_what_serde_says(
        value in json(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0..3u8, any::<u8>()), 1..4),
    ) {
        let mut text = value.to_string().into_bytes();
        const BYTES: &[u8] = b"{}[]:,\"\\u0129eE+-.tfn \n\x00\xc3\xff/";
        for (place, action, byte) in edits {
            let byte = BYTES[usize::from(byte) % BYTES.len()];
            let at = place.index(text.len() + 1);
            match action {
                0 => text.insert(at, byte),
                1 if at < text.len() => text[at] = byte,
                _ if at < text.len() => { text.remove(at); }
                _ => text.truncate(at / 2),
            }
        }
        let ours = read(&text);
        match serde_json::from_slice::<Value>(&text).ok() {
            Some(theirs) => {
                // Of a name that stands twice `serde_json` keeps the last: our only other reason to refuse.
                if let Some(document) = ours {
                    let constant = document.member(Document::ROOT, "const").unwrap().value;
                    prop_assert_eq!(value_of(&document, constant), theirs);
                } else {
                    let mut wrapped = b"{\"const\":".to_vec();
                    wrapped.extend_from_slice(&text);
                    wrapped.push(b'}');
                    let mut diagnostics = Diagnostics::new();
                    load_sources(&Source::memory([("a.json", wrapped)]), &mut diagnostics);
                    for diagnostic in diagnostics.into_sorted() {
                        prop_assert!(diagnostic.message.contains("second member"), "{}", diagnostic);
                    }
                }
            }
            // `serde_json` refuses numbers beyond `f64`, which are JSON; and an edit may close the wrapping object early.
            None => if let Some(document) = ours {
                let in_one = document.member(Document::ROOT, "const").is_some_and(|member| {
                    document.node(member.value).span.end + 1 == document.text.trim_end().len()
                });
                let huge = String::from_utf8_lossy(&text).contains(['e', 'E']);
                prop_assert!(!in_one || huge, "{}", document.text);
            }
        }
    }

    #[test]
    fn no_text_makes_anything_panic(text in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut diagnostics = Diagnostics::new();
        load_sources(&Source::memory([("a.json", text)]), &mut diagnostics);
        render(&diagnostics.into_sorted(), true);
    }

    #[test]
    fn no_schema_makes_anything_panic(a in schema(), b in schema()) {
        let files = [("a.json", a.to_string()), ("b.json", b.to_string())];
        let mut diagnostics = Diagnostics::new();
        for unit in load_sources(&Source::memory(files), &mut diagnostics) {
            let roots = unit.documents.roots.clone();
            let mut found = Diagnostics::new();
            let graph = resolve_documents(unit.documents, &mut found);
            let whole = !found.has_errors();
            diagnostics.extend(found);
            for root in roots {
                let bundle = bundle_document(&graph, root);
                let parsed: Result<Value, _> = serde_json::from_str(&bundle);
                prop_assert!(parsed.is_ok());
                if whole {
                    let alone = load_sources(&Source::memory([("x.json", bundle)]), &mut diagnostics);
                    let mut again = Diagnostics::new();
                    resolve_documents(alone.into_iter().next().unwrap().documents, &mut again);
                    let again = again.into_sorted();
                    prop_assert!(again.is_empty(), "{:?}", again);
                }
            }
        }
        render(&diagnostics.into_sorted(), false);
    }
}
