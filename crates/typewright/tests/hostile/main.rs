//! Schemas are untrusted text: whatever stands in them, the generated source is ours alone, and it compiles, documents and lints
//! without a warning and without a test that we did not write.

mod attacks;
mod consumer;
mod depth;
mod structure;

use std::collections::BTreeSet;

use attacks::{FOLDERS, documents};
use consumer::Consumer;
use structure::foreign_parts;
use typewright::diagnostic::Diagnostics;
use typewright::load::{Source, load_sources};
use typewright::sync::compare_output;
use typewright::{Options, Output, compile};

/// Compiles what is valid; warnings are let through.
fn compiled(files: &[(String, String)]) -> Output {
    let mut diagnostics = Diagnostics::new();
    let source = Source::memory(files.iter().cloned());
    let units = load_sources(&source, &mut diagnostics);
    let output = compile(units, &Options::default(), &mut diagnostics);
    let has_errors = diagnostics.has_errors();
    let findings: Vec<String> = diagnostics
        .into_sorted()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(!has_errors, "{findings:#?}");
    output.expect("no errors, so there is output")
}

/// All documents in one unit, and a few in each hostile folder.
fn files() -> Vec<(String, String)> {
    let documents = documents();
    let mut files = documents.clone();
    for folder in FOLDERS {
        for (name, text) in documents
            .iter()
            .filter(|(name, _)| name.starts_with("texts"))
        {
            files.push((format!("{folder}/{name}"), text.clone()));
        }
    }
    files
}

#[test]
fn no_attack_leaves_its_literal_or_its_comment() {
    let output = compiled(&files());
    let mut rust = 0;
    for file in &output.files {
        if file.path.ends_with(".rs") {
            rust += 1;
            let found = foreign_parts(&file.text);
            assert_eq!(found, BTreeSet::new(), "in {}", file.path);
        }
    }
    assert_eq!(rust, 5 * (FOLDERS.len() + 1));
}

#[test]
fn names_of_files_stay_in_the_folder_and_apart() {
    let output = compiled(&files());
    let mut seen = BTreeSet::new();
    for file in &output.files {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_./".contains(c);
        assert!(file.path.chars().all(plain), "{:?}", file.path);
        assert!(!file.path.contains(".."), "{:?}", file.path);
        assert!(seen.insert(file.path.clone()), "{:?} twice", file.path);
    }
}

#[test]
fn a_crate_with_hostile_schemas_builds_tests_documents_and_lints_clean() {
    let consumer = Consumer::new("hostile");
    let output = compiled(&files());
    compare_output(&output, &consumer.generated())
        .expect("names that can be written")
        .write()
        .expect("written");

    let one = ["-p", "e2024"];
    // Tests elsewhere would be items with an attribute of their own: see `structure`.
    let said = consumer.cargo_succeeds(&[&["test", "--doc"], &one[..]].concat(), &[]);
    let runs: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("running "))
        .collect();
    assert_eq!(runs, ["running 0 tests"], "{said}");

    let warnings = [("RUSTDOCFLAGS", "-Dwarnings")];
    consumer.cargo_succeeds(&[&["doc", "--no-deps"], &one[..]].concat(), &warnings);
    let lint = [&["clippy"], &one[..], &["--", "-D", "warnings"]].concat();
    consumer.cargo_succeeds(&lint, &[]);
    // Warnings are errors in both editions.
    consumer.cargo_succeeds(&["check", "-p", "e2021"], &[]);
}
