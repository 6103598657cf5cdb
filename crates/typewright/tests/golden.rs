//! Golden folders: schema, program and generated source side by side, so that a change of the compiler shows what it changes.
//!
//! `TYPEWRIGHT_UPDATE_GOLDEN=1 cargo test -p typewright --test golden` writes them anew; the difference is then read and committed.
//! Options are those of the folder's `typewright.toml`, if it has one. That they compile and decide rightly is tested in `golden_verdicts`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use typewright::config::{CONFIG_FILE, Config};
use typewright::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};
use typewright::ir::lower_graph;
use typewright::load::{Source, load_sources};
use typewright::resolve::resolve_documents;
use typewright::{Options, compile};

fn golden_folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .expect("the golden folders are there")
        .map(|entry| entry.expect("a readable entry").path())
        .collect();
    folders.sort();
    assert!(folders.len() >= 18, "golden folders are missing");
    folders
}

/// The options that the folder's `typewright.toml` says, if it has one.
fn options_of(folder: &Path) -> Options {
    let path = folder.join(CONFIG_FILE);
    if !path.is_file() {
        return Options::default();
    }
    Config::read(&path).expect("a configuration").options
}

/// The folder's texts by path: `ir.txt`, and what is generated.
fn made_from(folder: &Path) -> BTreeMap<String, String> {
    let name = folder.file_name().expect("a name").to_string_lossy();
    let file = format!("{name}.schema.json");
    let text = fs::read_to_string(folder.join(&file)).expect("a schema");
    let options = options_of(folder);
    let mut diagnostics = Diagnostics::new();

    let source = Source::memory([(file.as_str(), text.as_str())]);
    let units = load_sources(&source, &mut diagnostics);
    let program = lower_graph(
        &resolve_documents(units[0].documents.clone(), &mut diagnostics),
        &options,
        &mut diagnostics,
    );
    let output = compile(units, &options, &mut diagnostics);
    let findings = diagnostics.into_sorted();
    let is_expected = |finding: &Diagnostic| {
        name == "pattern_look_around" && finding.kind == DiagnosticKind::BacktrackingPattern
    };
    assert!(findings.iter().all(is_expected), "{name}: {findings:?}");

    let mut made = BTreeMap::from([("ir.txt".to_owned(), program.to_string())]);
    for file in output.expect("no errors, so there is output").files {
        made.insert(format!("generated/{}", file.path), file.text);
    }
    made
}

#[test]
fn every_golden_folder_holds_what_is_made_from_its_schema() {
    let update = std::env::var_os("TYPEWRIGHT_UPDATE_GOLDEN").is_some();
    let mut stale = Vec::new();
    for folder in golden_folders() {
        let made = made_from(&folder);
        for (path, text) in &made {
            let path = folder.join(path);
            if fs::read_to_string(&path).is_ok_and(|there| there == *text) {
                continue;
            }
            if update {
                fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
                fs::write(&path, text).expect("a new golden file");
            } else {
                stale.push(path);
            }
        }
        for entry in fs::read_dir(folder.join("generated")).expect("generated files") {
            let path = entry.expect("a readable entry").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            if made.contains_key(&format!("generated/{name}")) {
                continue;
            }
            if update {
                fs::remove_file(&path).expect("a removed golden file");
            } else {
                stale.push(path);
            }
        }
    }
    assert!(
        stale.is_empty(),
        "not what the compiler makes now: {stale:#?}"
    );
}

#[test]
fn the_same_schema_gives_the_same_bytes() {
    for folder in golden_folders() {
        assert_eq!(made_from(&folder), made_from(&folder), "{folder:?}");
    }
}
