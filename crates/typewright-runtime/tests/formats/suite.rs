//! The official test suite, where it is at hand: `TYPEWRIGHT_SUITE` says where, or else it is looked for in
//! `../shared/json-schema-test-suite` beside the repository.

use std::fs;
use std::path::{Path, PathBuf};

use typewright_runtime::Value;

use super::{format_of, EVERY};

/// Where the cases are, or `None`, said plainly, if there is no suite.
fn suite() -> Option<PathBuf> {
    let suite = std::env::var_os("TYPEWRIGHT_SUITE").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/json-schema-test-suite"),
        PathBuf::from,
    );
    if suite.join("tests").is_dir() {
        return Some(suite);
    }
    println!("not run: there is no test suite at {}", suite.display());
    None
}

#[test]
fn formats_are_what_the_official_suite_says() {
    let Some(suite) = suite() else { return };
    let mut wrong = Vec::new();
    let mut asked = 0;
    for dialect in EVERY {
        let folder = suite.join("tests").join(dialect).join("optional/format");
        let mut files = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{folder:?}: {error}"))
            .map(|entry| entry.unwrap().path())
            .collect::<Vec<_>>();
        files.sort();
        for path in files {
            asked += ask(&path, dialect, &mut wrong);
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    println!("{asked} cases");
    assert!(asked > 1000, "only {asked} cases");
}

/// Puts every case of a file that concerns a string to the format; the number of cases.
fn ask(path: &Path, dialect: &str, wrong: &mut Vec<String>) -> usize {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let groups: Value = serde_json::from_str(&text).unwrap();
    let mut asked = 0;
    for group in groups.as_array().unwrap() {
        let name = group["schema"]["format"].as_str().unwrap();
        if cfg!(not(feature = "idn")) && name.starts_with("idn-") {
            println!("not run: {path:?} needs the feature `idn`");
            continue;
        }
        let is_valid = match format_of(name, dialect) {
            Some(format) => format.is_valid,
            None if name == "unknown" => |_: &str| true,
            None => panic!("{path:?}: {dialect} has no format {name}"),
        };
        for case in group["tests"].as_array().unwrap() {
            // A format says nothing about other types.
            let Some(text) = case["data"].as_str() else {
                continue;
            };
            asked += 1;
            if case["valid"].as_bool() != Some(is_valid(text)) {
                wrong.push(format!(
                    "{dialect} {name} {text:?}: {}",
                    case["description"]
                ));
            }
        }
    }
    assert!(
        asked > 0 || cfg!(not(feature = "idn")),
        "{path:?} has no cases"
    );
    asked
}
