use std::path::PathBuf;

use typewright::compile;

use super::rust_type::spelled_field;
use super::*;

fn planned(schema: &str) -> Vec<PlannedUnit> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.schema.json");
    std::fs::write(&path, schema).expect("written");
    let mut diagnostics = Diagnostics::new();
    let units = plan(&Source::path(&path), &Options::default(), &mut diagnostics);
    units.unwrap_or_else(|| panic!("{:?}", diagnostics.into_sorted()))
}

#[test]
fn patterns_that_are_tried_say_so() {
    let shown = overview(&planned(
        r#"{
            "title": "Word",
            "type": "string",
            "pattern": "a(?!b)",
            "allOf": [{ "pattern": "^(?!b)" }],
            "not": { "pattern": "(c)\\1" }
        }"#,
    ));
    for (line, count) in [
        ("matches \"a(?!b)\" (in a limited number of steps)\n", 1),
        ("matches \"^(?!b)\"\n", 1),
        (
            "pattern \"a(?!b)\" (in a limited number of steps)  reader\n",
            1,
        ),
        ("(in a limited number of steps)  check: inside `not`\n", 1),
        ("(in a limited number of steps)", 3),
    ] {
        assert_eq!(shown.matches(line).count(), count, "{line} in {shown}");
    }
}

#[test]
fn types_rules_and_totals_are_shown() {
    let shown = overview(&planned(
        r##"{
            "title": "Chat",
            "type": "object",
            "required": ["id", "kind"],
            "properties": {
                "id": { "$ref": "#/$defs/Id" },
                "kind": { "const": "chat" },
                "firstTag": { "type": ["string", "null"] },
                "meta": true
            },
            "not": { "required": ["secret"] },
            "$defs": { "Id": { "type": "string", "minLength": 1 }, "Lost": { "maximum": 1 } }
        }"##,
    ));
    assert_eq!(
        shown,
        "\
Types

  struct Chat  a.schema.json
    id: Id                             \"id\", required
    const KIND                         \"kind\", always \"chat\"
    first_tag: Option<Option<String>>  \"firstTag\", optional
    meta: Option<Raw>                  \"meta\", optional
    extra: Extra<Chat>                 members without a name in the schema

  struct Id(Text)  a.schema.json#/$defs/Id
    at least 1 character

Rules

  a.schema.json
    type object       reader
    required id kind  reader
    properties        reader
    not               check: what is forbidden is no shape to read

  a.schema.json#/properties/kind
    const \"chat\"  reader

  a.schema.json#/properties/firstTag
    type null string  reader

  a.schema.json#/not
    required secret  check: inside `not`

  a.schema.json#/$defs/Id
    type string  reader
    minLength 1  reader

  a.schema.json#/$defs/Lost
    maximum 1  nobody: nothing applies this schema

Any: kept as text, since the schema allows any JSON

  Chat.meta

2 types: 1 struct, 0 enums, 1 newtype
9 rules: 7 by the reader (78%), 2 by the check (22%)
5 positions: 4 typed (80%), 1 any (20%), 0 opaque (0%)
"
    );
}

#[test]
fn enums_and_tuples_show_what_each_part_stands_for() {
    let shown = overview(&planned(
        r#"{
            "title": "Odd",
            "type": "array",
            "minItems": 2,
            "prefixItems": [
                { "x-extensible-enum": ["a"], "type": "string" },
                { "type": ["integer", "boolean"] }
            ],
            "items": { "type": "number" }
        }"#,
    ));
    for part in [
        "  struct Odd  a.schema.json\n    0: OddElement1  element 0\n    1: OddElement2  element 1\n    2: Vec<Number>  the elements after these\n",
        "    A                        \"a\"\n    Other(OtherOddElement1)  any other string\n",
        "    Number(i64)    number\n    Boolean(bool)  boolean\n",
    ] {
        assert!(shown.contains(part), "{part:?} is not in:\n{shown}");
    }
}

/// What is shown is what is generated: every field of the golden schemas is in the source as it is shown.
#[test]
fn fields_are_shown_as_they_are_generated() {
    let goldens = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../typewright/tests/golden");
    let mut fields = 0;
    for entry in std::fs::read_dir(goldens).expect("the golden folders") {
        let folder = entry.expect("a readable entry").path();
        let mut diagnostics = Diagnostics::new();
        let units = load_sources(&Source::path(&folder), &mut diagnostics);
        let output = compile(units, &Options::default(), &mut diagnostics);
        let Some(output) = output else {
            continue;
        };
        let without_space = |text: &str| text.split_whitespace().collect::<String>();
        let source: String = output.files.iter().map(|file| file.text.as_str()).collect();
        let source = without_space(&source);
        let units = plan(
            &Source::path(&folder),
            &Options::default(),
            &mut diagnostics,
        )
        .expect("it was compiled");
        for unit in &units {
            for definition in &unit.shapes.types {
                let TypeKind::Struct(planned) = &definition.kind else {
                    continue;
                };
                for field in &planned.fields {
                    let shown = spelled_field(&unit.shapes, field);
                    let shown = without_space(&format!("pub {}: {shown},", field.field));
                    assert!(source.contains(&shown), "{folder:?} has no {shown}");
                    fields += 1;
                }
            }
        }
    }
    assert!(fields > 50, "only {fields} fields were compared");
}

#[test]
fn shares_are_all_or_nothing_only_when_they_are() {
    for (part, whole, shown) in [
        (0, 0, ""),
        (0, 9, " (0%)"),
        (1, 1000, " (1%)"),
        (999, 1000, " (99%)"),
        (9, 9, " (100%)"),
        (2, 3, " (67%)"),
    ] {
        assert_eq!(share(part, whole), shown);
    }
}
