use super::{Decision, Decisions, Holding, Measure, WhyChecked, WhyOpaque, positions};
use crate::diagnostic::Diagnostics;
use crate::load::{Source, load_sources};
use crate::shape::Shapes;
use crate::{Options, plan};

fn planned(schema: &str) -> Shapes {
    let mut diagnostics = Diagnostics::new();
    let source = Source::memory([("a.schema.json", schema)]);
    let units = load_sources(&source, &mut diagnostics);
    let units = plan(units, &Options::default(), &mut diagnostics);
    let units = units.unwrap_or_else(|| panic!("{schema}: {:?}", diagnostics.into_sorted()));
    let [unit] = <[_; 1]>::try_from(units).expect("one unit");
    unit.shapes
}

/// The positions that are not typed.
fn untyped(schema: &str) -> Vec<(String, Holding)> {
    positions(&planned(schema))
        .into_iter()
        .filter(|position| position.holding != Holding::Typed)
        .map(|position| (position.place, position.holding))
        .collect()
}

#[test]
fn opaque_positions_have_their_reasons() {
    for (schema, place, why) in [
        ("false", "A", WhyOpaque::Never),
        (r#"{ "not": { "minLength": 1 } }"#, "A", WhyOpaque::AnyType),
        (
            r#"{ "type": "array", "prefixItems": [{ "type": "string" }], "allOf": [{ "prefixItems": [{ "minLength": 1 }] }] }"#,
            "A[]",
            WhyOpaque::Keyword("prefixItems"),
        ),
        (
            r#"{ "type": "object", "patternProperties": { "^x": { "type": "string" } } }"#,
            "A{}",
            WhyOpaque::Keyword("patternProperties"),
        ),
        (
            r#"{ "type": "object", "properties": { "a": { "type": "string" } }, "additionalProperties": { "type": "string" }, "patternProperties": { "^x": true } }"#,
            "A.extra{}",
            WhyOpaque::Keyword("additionalProperties"),
        ),
        (
            r#"{ "type": "object", "properties": { "a": {} }, "if": { "required": ["b"] }, "then": { "properties": { "a": { "type": "string" } } } }"#,
            "A.a",
            WhyOpaque::Condition,
        ),
        (
            r#"{ "type": "object", "properties": { "a": { "type": "array" } }, "not": {}, "dependentSchemas": { "a": { "properties": { "a": { "items": { "type": "string" } } } } } }"#,
            "A.a[]",
            WhyOpaque::Condition,
        ),
    ] {
        let expected = [(place.to_owned(), Holding::Opaque(why))];
        assert_eq!(untyped(schema), expected, "{schema}");
    }
}

#[test]
fn what_the_schema_leaves_open_is_any() {
    for (schema, place) in [
        ("{}", "A"),
        ("true", "A"),
        (r#"{ "description": "Something." }"#, "A"),
        (
            r##"{ "$ref": "#/$defs/Any", "$defs": { "Any": {} } }"##,
            "A",
        ),
        (r#"{ "type": "array" }"#, "A[]"),
        (r#"{ "type": "object" }"#, "A{}"),
        (
            r#"{ "type": "object", "patternProperties": { "^x": {} } }"#,
            "A{}",
        ),
        (
            r#"{ "type": "object", "properties": { "a": true } }"#,
            "A.a",
        ),
        // The condition says nothing of the member, and `not` does not say what something is.
        (
            r#"{ "type": "object", "properties": { "a": true }, "if": { "required": ["a"] }, "then": { "minProperties": 2 } }"#,
            "A.a",
        ),
        (
            r#"{ "type": "object", "properties": { "a": true }, "not": { "properties": { "a": { "const": 1 } } } }"#,
            "A.a",
        ),
    ] {
        let expected = [(place.to_owned(), Holding::Any)];
        assert_eq!(untyped(schema), expected, "{schema}");
    }
}

#[test]
fn every_place_where_a_type_is_used_counts_once() {
    let shapes = planned(
        r##"{
            "type": "object",
            "required": ["kind"],
            "properties": {
                "kind": { "const": "x" },
                "one": { "$ref": "#/$defs/Part" },
                "two": { "$ref": "#/$defs/Part" },
                "many": { "type": ["array", "null"], "items": { "type": "array", "items": { "type": "string" } } },
                "either": { "type": ["string", "boolean"] }
            },
            "additionalProperties": false,
            "$defs": {
                "Part": { "type": "object", "properties": { "x": { "type": "integer" } } },
                "Lost": { "maximum": 1 }
            }
        }"##,
    );
    let places: Vec<String> = positions(&shapes).into_iter().map(|at| at.place).collect();
    assert_eq!(
        places,
        [
            "A",
            "A::KIND",
            "A.one",
            "A.two",
            "A.many",
            "A.many[]",
            "A.many[][]",
            "A.either",
            "Part.x",
            "AEither::String",
            "AEither::Boolean",
        ]
    );
    let measure = Measure::of(&shapes);
    assert_eq!((measure.positions, measure.any, measure.opaque), (11, 0, 0));
    // Four of the root, `false`, one of `kind`, two of `many`, two of its items, one of theirs, one of `either`, three of `Part`.
    assert_eq!((measure.rules, measure.residue), (15, 0));
}

#[test]
fn what_an_opaque_value_hides_is_opaque_too() {
    let shapes = planned(
        r##"{
            "type": "object",
            "properties": { "known": { "$ref": "#/$defs/Thing" } },
            "anyOf": [
                { "properties": { "b": { "items": { "minLength": 1 } }, "never": false } },
                { "properties": { "c": { "$ref": "#/$defs/Thing" } } }
            ],
            "$defs": { "Thing": { "type": "object", "properties": { "x": { "type": "string" } } } }
        }"##,
    );
    let found: Vec<(String, usize)> = positions(&shapes)
        .into_iter()
        .map(|position| (position.place, position.hidden))
        .collect();
    // Behind the members that only the alternatives name: `b`'s elements. What `c` leads to is known through `known`.
    let expected = [("A", 0), ("A.known", 0), ("A.extra{}", 1), ("Thing.x", 0)];
    let expected = expected.map(|(place, hidden)| (place.to_owned(), hidden));
    assert_eq!(found, expected);
    let measure = Measure::of(&shapes);
    assert_eq!((measure.positions, measure.opaque), (5, 2));
}

#[test]
fn a_rule_is_residue_where_the_check_decides_it_or_leads_to_it() {
    let shapes = planned(
        r#"{
            "type": "object",
            "properties": { "a": { "not": { "minLength": 1 } } },
            "not": { "required": ["b"] }
        }"#,
    );
    let decisions = Decisions::of(&shapes);
    let mut found = Vec::new();
    for (id, schema) in shapes.program.iter() {
        for rule in &schema.rules {
            found.push((rule.keyword().unwrap(), decisions.decision(id, rule)));
        }
    }
    let check = |why| Some(Decision::Check(why));
    assert_eq!(
        found,
        [
            ("type", Some(Decision::Reader)),
            ("properties", Some(Decision::Reader)),
            ("not", check(WhyChecked::Keyword("not"))),
            ("not", check(WhyChecked::KeptAsText)),
            ("required", check(WhyChecked::Inside("not"))),
            ("minLength", check(WhyChecked::Inside("not"))),
        ]
    );
    let measure = Measure::of(&shapes);
    assert_eq!((measure.rules, measure.residue), (6, 4));
    assert_eq!(format!("{:.1}", measure.residue_percent()), "66.7");
}

#[test]
fn what_adds_up_has_one_share() {
    let mut sum = Measure {
        positions: 30,
        opaque: 1,
        any: 2,
        rules: 10,
        residue: 0,
    };
    sum += Measure {
        positions: 20,
        opaque: 1,
        any: 0,
        rules: 10,
        residue: 3,
    };
    assert_eq!((sum.opaque_percent(), sum.residue_percent()), (4.0, 15.0));
    assert_eq!((sum.positions, sum.any), (50, 2));
    assert_eq!(Measure::default().opaque_percent(), 0.0);
}
