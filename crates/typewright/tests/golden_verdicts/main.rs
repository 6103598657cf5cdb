//! The generated source of every golden folder: it compiles without warnings, and it decides as an independent judge does.

#![deny(warnings)]

mod oracle;
mod undecided;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use oracle::Oracle;
use typewright_runtime::{Contract, Error, Limits, Node, Value, json_eq};

/// Declares the generated modules, and a test for each.
macro_rules! goldens {
    ($($name:ident => $path:literal),* $(,)?) => {
        $(
            #[path = $path]
            mod $name;
        )*

        const TESTED: &[&str] = &[$(stringify!($name)),*];

        mod verdicts {
            $(
                #[test]
                fn $name() {
                    super::agrees_with_the_oracle::<super::$name::Root>(stringify!($name));
                }
            )*
        }
    };
}

goldens! {
    additional_properties => "../golden/additional_properties/generated/mod.rs",
    all_of => "../golden/all_of/generated/mod.rs",
    alternatives => "../golden/alternatives/generated/mod.rs",
    arrays => "../golden/arrays/generated/mod.rs",
    boolean_root => "../golden/boolean_root/generated/mod.rs",
    bounds => "../golden/bounds/generated/mod.rs",
    choices => "../golden/choices/generated/mod.rs",
    constant => "../golden/constant/generated/mod.rs",
    content => "../golden/content/generated/mod.rs",
    content_schema => "../golden/content_schema/generated/mod.rs",
    dependencies => "../golden/dependencies/generated/mod.rs",
    draft_04 => "../golden/draft_04/generated/mod.rs",
    dynamic_references => "../golden/dynamic_references/generated/mod.rs",
    enumeration => "../golden/enumeration/generated/mod.rs",
    extensible_enum => "../golden/extensible_enum/generated/mod.rs",
    format => "../golden/format/generated/mod.rs",
    formats => "../golden/formats/generated/mod.rs",
    formats_of_draft_4 => "../golden/formats_of_draft_4/generated/mod.rs",
    identifiers => "../golden/identifiers/generated/mod.rs",
    international_formats => "../golden/international_formats/generated/mod.rs",
    items => "../golden/items/generated/mod.rs",
    logic => "../golden/logic/generated/mod.rs",
    member_patterns => "../golden/member_patterns/generated/mod.rs",
    meta_schema => "../golden/meta_schema/generated/mod.rs",
    members => "../golden/members/generated/mod.rs",
    names => "../golden/names/generated/mod.rs",
    nullable_root => "../golden/nullable_root/generated/mod.rs",
    numbers => "../golden/numbers/generated/mod.rs",
    object => "../golden/object/generated/mod.rs",
    one_of_root => "../golden/one_of_root/generated/mod.rs",
    pattern => "../golden/pattern/generated/mod.rs",
    pattern_look_around => "../golden/pattern_look_around/generated/mod.rs",
    pattern_shapes => "../golden/pattern_shapes/generated/mod.rs",
    positional_items => "../golden/positional_items/generated/mod.rs",
    recursion => "../golden/recursion/generated/mod.rs",
    recursive_references => "../golden/recursive_references/generated/mod.rs",
    reference => "../golden/reference/generated/mod.rs",
    refusal => "../golden/refusal/generated/mod.rs",
    regular_expression => "../golden/regular_expression/generated/mod.rs",
    same_as => "../golden/same_as/generated/mod.rs",
    scalar_root => "../golden/scalar_root/generated/mod.rs",
    settled_by_members => "../golden/settled_by_members/generated/mod.rs",
    shared_subschemas => "../golden/shared_subschemas/generated/mod.rs",
    string => "../golden/string/generated/mod.rs",
    types => "../golden/types/generated/mod.rs",
    unevaluated_items => "../golden/unevaluated_items/generated/mod.rs",
    unevaluated_properties => "../golden/unevaluated_properties/generated/mod.rs",
    union_root => "../golden/union_root/generated/mod.rs",
}

fn golden_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn every_golden_folder_is_tested() {
    let there: BTreeSet<String> = fs::read_dir(golden_root())
        .expect("the golden folders are there")
        .map(|entry| entry.expect("a readable entry").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    let tested: BTreeSet<String> = TESTED.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(there, tested);
}

/// Puts each line of the folder's `payloads.jsonl` to the generated type and to the oracle.
fn agrees_with_the_oracle<T: Contract>(name: &str) {
    let folder = golden_root().join(name);
    let schema = fs::read_to_string(folder.join(format!("{name}.schema.json"))).expect("a schema");
    let payloads = fs::read_to_string(folder.join("payloads.jsonl")).expect("payloads");
    // The bundle is what consumers see: it must say the same as the file it was made from.
    let oracles = [Oracle::of(&schema), Oracle::of(T::SCHEMA)];
    let mut verdicts = BTreeSet::new();
    for payload in payloads.lines() {
        let value: Value = serde_json::from_str(payload).expect("a payload is JSON");
        let expected = oracles[0].accepts(&value);
        assert_eq!(oracles[1].accepts(&value), expected, "bundle, {payload}");
        decides::<T>(payload, expected);
        let checked = T::check(&value);
        assert_eq!(checked.is_ok(), expected, "check {payload}: {checked:?}");
        verdicts.insert(expected);
    }
    let both = if name == "boolean_root" { 1 } else { 2 };
    assert_eq!(
        verdicts.len(),
        both,
        "{name} needs valid and invalid payloads"
    );
}

/// Reading gives the expected verdict, and what was read is written back equal.
fn decides<T: Contract>(payload: &str, expected: bool) {
    let read = T::from_str(payload);
    assert_eq!(
        T::is_valid(payload.as_bytes()),
        expected,
        "is_valid {payload}"
    );
    match read {
        Ok(value) => {
            assert!(expected, "accepted {payload}");
            let written = String::from_utf8(value.to_vec()).expect("JSON is UTF-8");
            assert!(
                equal(&written, payload),
                "{payload} was written as {written}"
            );
            assert!(value.validate().is_ok(), "{payload} is invalid once read");
        }
        Err(Error::Invalid(report)) => {
            assert!(!expected, "refused {payload}: {report}");
            assert!(
                !report.violations().is_empty(),
                "an empty report for {payload}"
            );
        }
        Err(error) => panic!("{payload}: {error}"),
    }
}

fn equal(left: &str, right: &str) -> bool {
    let parse = |text| Node::parse(text, Limits::new()).expect("JSON");
    json_eq(&parse(left), &parse(right))
}

/// Numbers that the oracle's number type rounds: the verdicts follow from the decimal values.
#[test]
fn numbers_beyond_floating_point_are_decided_by_their_value() {
    for (payload, expected) in [
        (r#"{"exact":12345678901234567890123}"#, true),
        (r#"{"exact":12345678901234567890124}"#, false),
        (r#"{"exact":1.2345678901234567890123e22}"#, true),
        (r#"{"exact":1e400}"#, false),
        (r#"{"exact":0.1}"#, true),
        (r#"{"exact":0.0999999999999999999999999999}"#, false),
        (r#"{"share":1.0000000000000000000000001}"#, false),
        (r#"{"share":0.0000000000000000000000001}"#, true),
        (r#"{"degree":1.0e1}"#, true),
        (r#"{"half":100000000000000000001e-18}"#, false),
    ] {
        decides::<bounds::Root>(payload, expected);
    }
}

/// A valid number that the Rust type cannot hold is neither valid nor invalid for us.
#[test]
fn a_valid_number_that_does_not_fit_is_unrepresentable() {
    let payload = r#"{"count": 18446744073709551616}"#;
    assert!(bounds::Root::is_valid(payload.as_bytes()));
    match bounds::Root::from_str(payload) {
        Err(Error::Unrepresentable(error)) => assert!(error.to_string().contains("/count")),
        other => panic!("{other:?}"),
    }
    let invalid_too = r#"{"count": 18446744073709551616, "attempt": 0}"#;
    assert!(matches!(
        bounds::Root::from_str(invalid_too),
        Err(Error::Invalid(_))
    ));
}

/// Nor must ways from a schema to one further on, on a value that nothing is within: there are a million million of them here, so that the
/// oracle is not asked.
#[test]
fn ways_through_definitions_take_no_longer_than_the_definitions_are() {
    for (payload, expected) in [
        (r#"{"value": 2}"#, true),
        (r#"{"value": 1}"#, false),
        (r#"{"value": "ab"}"#, true),
        (r#"{"value": "a"}"#, false),
        (r#"{"value": [1, 2]}"#, true),
        (r#"{"value": [1]}"#, false),
        (r#"{"value": true}"#, true),
        (r#"{"named": {"ab": 1, "cd": 1}}"#, true),
        (r#"{"named": {"ab": 1, "c": 1}}"#, false),
        (r#"{"named": {"a": 1, "cd": 1}}"#, false),
    ] {
        decides::<shared_subschemas::Root>(payload, expected);
        let value: Value = serde_json::from_str(payload).expect("a payload is JSON");
        assert_eq!(shared_subschemas::Root::check(&value).is_ok(), expected);
    }
}

/// Several ways from a schema back to it must not double the work with each level of the payload: this would never end.
#[test]
fn recursion_takes_no_longer_than_the_payload_is() {
    let nested = |open: &str, inner: &str, close: &str| {
        format!("{}{inner}{}", open.repeat(120), close.repeat(120))
    };
    for (member, open, valid, invalid, close) in [
        ("chain", r#"{"next":"#, "{}", r#"{"size":"1"}"#, "}"),
        ("tree", r#"{"left":"#, "{}", r#"{"size":"1"}"#, "}"),
        ("boxes", "[", "[[],[]]", "[[],[],[]]", "]"),
        ("owner", r#"{"id":1,"owns":"#, "{}", "[]", "}"),
        ("plain", r#"{"first":"#, "{}", r#"{"size":"1"}"#, "}"),
    ] {
        for (inner, expected) in [(valid, true), (invalid, false)] {
            let payload = format!(r#"{{"{member}":{}}}"#, nested(open, inner, close));
            decides::<recursion::Root>(&payload, expected);
            let value: Value = serde_json::from_str(&payload).expect("JSON");
            let violations = match recursion::Root::check(&value) {
                Ok(()) => 0,
                Err(report) => report.violations().len(),
            };
            assert_eq!(violations, usize::from(!expected), "{payload}");
        }
    }
}

/// Every reference on the way is told as it is written, also where the schemas between are nothing but references.
#[test]
fn reports_name_the_references_that_led_to_a_rule() {
    fn places<T: Contract>(payload: &str) -> Vec<(String, String)> {
        let value: Value = serde_json::from_str(payload).expect("a payload is JSON");
        let report = T::check(&value).expect_err("an invalid payload");
        let violations = report.violations().iter();
        violations
            .map(|violation| {
                let keyword = violation.keyword_location().to_owned();
                (keyword, violation.absolute_keyword_location().to_owned())
            })
            .collect()
    }
    let place = |keyword: &str, absolute: &str| vec![(keyword.to_owned(), absolute.to_owned())];
    assert_eq!(
        places::<reference::Root>(r#"{"name": ""}"#),
        place(
            "/$ref/properties/name/$ref/$ref/minLength",
            "typewright:///reference.schema.json#/$defs/Text/minLength"
        )
    );
    assert_eq!(
        places::<dynamic_references::Root>(r#"{"counts": {"elements": ["one"]}}"#),
        place(
            "/properties/counts/$ref/$ref/properties/elements/items/$dynamicRef/type",
            "https://example.test/count-list#/$defs/element/type"
        )
    );
    assert_eq!(
        places::<recursive_references::Root>(
            r#"{"priced": {"dish": "a", "price": 1, "with": [{"dish": "b"}]}}"#
        ),
        place(
            "/properties/priced/$ref/$ref/properties/with/items/$recursiveRef/required",
            "https://example.test/priced-entry#/required"
        )
    );
}
