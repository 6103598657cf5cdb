//! How checks find the members that a schema declares: few are told apart in one pass, of many each is looked up.

use typewright::diagnostic::Diagnostics;
use typewright::load::{Source, load_sources};
use typewright::{Options, compile};

/// The checks of a schema that declares so many members and requires the last.
fn checks(count: usize) -> String {
    let members: Vec<String> = (0..count)
        .map(|index| {
            format!(
                r#""name{index}": {{"type": "string", "maxLength": {}}}"#,
                index + 1
            )
        })
        .collect();
    let schema = format!(
        r#"{{"type": "object", "properties": {{{}}}, "required": ["name{}"]}}"#,
        members.join(", "),
        count - 1
    );
    let mut diagnostics = Diagnostics::new();
    let units = load_sources(
        &Source::memory([("a.schema.json", schema)]),
        &mut diagnostics,
    );
    let output =
        compile(units, &Options::default(), &mut diagnostics).expect("the schema is valid");
    let mut files = output.files.into_iter();
    let checks = files.find(|file| file.path == "checks.rs");
    checks.expect("there are checks").text
}

#[test]
fn few_members_are_told_apart_in_one_pass() {
    let text = checks(127);
    assert!(text.contains("for (name, value) in check::members(object) {"));
    assert!(text.contains("\"name126\" => {\n                    present += 1;"));
    assert!(text.contains("check::required_of(object, present, &[\"name126\"], at, sink)?;"));
    assert!(!text.contains("check::property("));
}

#[test]
fn each_of_many_members_is_looked_up() {
    let text = checks(200);
    assert!(!text.contains("check::members("));
    assert_eq!(text.matches("check::property(").count(), 200);
    assert!(text.contains("check::required(object, &[\"name199\"], at, sink)?;"));
}
