//! Every rule of the contract is enforced, and reported where and as it is broken.

use std::collections::BTreeSet;

use serde_json::Value;
use wexio_webhooks::Contract;
use wexio_webhooks::v2026_04_01::ChatCreated;

use crate::agreement::{Verdict, broken, independent, keywords, ours, report};
use crate::edit::apply;
use crate::oracle::{BASE, Oracle, schema_files};
use crate::payload::{FULL, full};
use crate::rule_table::{REQUIRED, cases};

#[test]
fn a_payload_with_every_member_keeps_them_all() {
    let oracle = Oracle::of("chat.created.schema.json");
    assert_eq!(ours(FULL.as_bytes()), Verdict::Valid);
    assert_eq!(independent(&oracle, FULL.as_bytes()), Some(Verdict::Valid));
}

#[test]
fn each_broken_payload_is_refused_with_the_rules_it_breaks() {
    let oracle = Oracle::of("chat.created.schema.json");
    for case in cases() {
        let mut payload = full();
        apply(&mut payload, &case.edits);
        let text = payload.to_string();
        let from_slice = report::<ChatCreated>(text.as_bytes());
        let expected: Vec<(String, String)> = case
            .breaks
            .iter()
            .map(|&(pointer, keyword)| (pointer.to_owned(), keyword.to_owned()))
            .collect();
        assert_eq!(
            keywords(&from_slice),
            expected,
            "{:?}\n{from_slice}",
            case.edits
        );
        assert_eq!(
            broken(&from_slice),
            oracle.broken(&payload),
            "{:?}",
            case.edits
        );
        let check =
            ChatCreated::check(&payload).expect_err("what is invalid as text is as a value");
        assert_eq!(broken(&check), broken(&from_slice), "{:?}", case.edits);
        assert!(!ChatCreated::is_valid(text.as_bytes()), "{:?}", case.edits);
    }
}

#[test]
fn the_table_breaks_every_rule_of_the_contract() {
    let mut seen = BTreeSet::new();
    for case in cases() {
        let mut payload = full();
        apply(&mut payload, &case.edits);
        let report = report::<ChatCreated>(payload.to_string().as_bytes());
        seen.extend(broken(&report).into_iter().map(|broken| broken.keyword));
    }
    let mut rules = BTreeSet::new();
    for (name, schema) in schema_files() {
        collect_rules(&schema, &format!("{BASE}{name}#"), &mut rules);
    }
    assert_eq!(seen, rules);
}

#[test]
fn the_table_removes_every_required_member() {
    let mut required = 0;
    for (_, schema) in schema_files() {
        count_required(&schema, &mut required);
    }
    let removed: usize = REQUIRED.iter().map(|(_, names)| names.len()).sum();
    assert_eq!(removed, required);
}

/// Adds the absolute location of every keyword that can refuse a payload.
fn collect_rules(schema: &Value, location: &str, rules: &mut BTreeSet<String>) {
    for (keyword, value) in schema.as_object().expect("a schema is an object") {
        let location = format!("{location}/{keyword}");
        match keyword.as_str() {
            "$schema" | "$id" | "$ref" | "title" | "description" | "x-extensible-enum" => {}
            "properties" | "$defs" => {
                for (name, schema) in value.as_object().expect("schemas by name") {
                    collect_rules(schema, &format!("{location}/{name}"), rules);
                }
            }
            "allOf" => {
                for (index, schema) in value.as_array().expect("schemas").iter().enumerate() {
                    collect_rules(schema, &format!("{location}/{index}"), rules);
                }
            }
            "items" | "additionalProperties" => collect_rules(value, &location, rules),
            "type" | "const" | "format" | "minLength" | "pattern" | "minimum" | "required"
            | "x-same-as" => {
                rules.insert(location);
            }
            other => panic!("{location}: the test does not know {other}"),
        }
    }
}

fn count_required(schema: &Value, count: &mut usize) {
    match schema {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::Array(names) if name == "required" => *count += names.len(),
                    _ => count_required(value, count),
                }
            }
        }
        Value::Array(elements) => {
            for element in elements {
                count_required(element, count);
            }
        }
        _ => {}
    }
}

#[test]
fn several_broken_rules_are_all_reported() {
    let text = FULL
        .replace(r#""attempt":2"#, r#""attempt":0"#)
        .replace(r#""peopleId":"p1","#, "")
        .replace(r#""tags":["vip",""]"#, r#""tags":[1,""]"#);
    let report = report::<ChatCreated>(text.as_bytes());
    assert_eq!(
        keywords(&report),
        [
            ("/data/contact", "required"),
            ("/data/contact/tags/0", "type"),
            ("/meta/attempt", "minimum"),
        ]
        .map(|(pointer, keyword)| (pointer.to_owned(), keyword.to_owned()))
    );
}

#[test]
fn a_report_says_where_what_and_by_which_rule_on_one_line_each() {
    let text = FULL
        .replace(r#""attempt":2"#, r#""attempt":0"#)
        .replace("evt_01HV8Z", "secret-4711");
    let report = report::<ChatCreated>(text.as_bytes()).to_string();
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines.len(), 3, "{report}");
    for (pointer, rule) in [
        ("/id", "envelope.schema.json#/$defs/EventId/pattern"),
        (
            "/meta/eventId",
            "envelope.schema.json#/$defs/EventId/pattern",
        ),
        (
            "/meta/attempt",
            "envelope.schema.json#/$defs/Meta/properties/attempt/minimum",
        ),
    ] {
        assert!(
            lines
                .iter()
                .any(|line| line.contains(pointer) && line.contains(rule)),
            "no line has {pointer} and {rule}:\n{report}"
        );
    }
    assert!(
        !report.contains("4711"),
        "a report holds no values of the payload:\n{report}"
    );
}

#[test]
fn the_bundled_schema_gives_the_same_verdicts_alone() {
    let files = Oracle::of("chat.created.schema.json");
    let bundle = Oracle::of_document(ChatCreated::SCHEMA);
    assert!(bundle.accepts(&full()));
    for case in cases() {
        let mut payload = full();
        apply(&mut payload, &case.edits);
        assert_eq!(
            bundle.broken(&payload),
            files.broken(&payload),
            "{:?}",
            case.edits
        );
    }
}
