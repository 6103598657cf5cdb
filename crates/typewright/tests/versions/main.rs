//! A new API version beside the old one: both modules, the old one untouched, and one enum that tells their payloads apart.

#[path = "../hostile/consumer.rs"]
mod consumer;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use consumer::Consumer;
use typewright::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Severity};
use typewright::load::{Source, load_sources};
use typewright::sync::compare_output;
use typewright::{Build, Dispatch, Options, Output, compile};

const OLD: &str = "2026-04-01";
const NEW: &str = "2026-09-01";

fn contract_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../schema")
        .join(OLD)
}

/// The documents of this repository's own contract, by file name.
fn contract() -> BTreeMap<String, String> {
    let mut documents = BTreeMap::new();
    for entry in fs::read_dir(contract_folder()).expect("the contract is there") {
        let path = entry.expect("a readable entry").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        if name.ends_with(".schema.json") {
            let text = fs::read_to_string(&path).expect("a schema");
            documents.insert(name.into_owned(), text);
        }
    }
    assert!(documents.contains_key("chat.created.schema.json"));
    documents
}

fn example() -> String {
    fs::read_to_string(contract_folder().join("examples/chat.created.json")).expect("an example")
}

/// Replaces what must be there.
fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from:?} is not in:\n{text}");
    text.replacen(from, to, 1)
}

/// The contract with a required member more in its chat; with the new constant, or still the old one.
fn next_contract(constant: &str) -> BTreeMap<String, String> {
    let mut documents = contract();
    for (name, text) in &mut documents {
        if name == "chat.schema.json" {
            let member = r#""properties": { "topic": { "type": "string" },"#;
            *text = replaced(text, "\"properties\": {", member);
            *text = replaced(text, "\"required\": [", "\"required\": [\"topic\", ");
        }
        if name == "chat.created.schema.json" {
            let (from, to) = [OLD, constant]
                .map(|c| format!("\"const\": \"{c}\""))
                .into();
            *text = replaced(text, &from, &to);
        }
    }
    documents
}

fn in_folder(folder: &str, documents: BTreeMap<String, String>) -> Vec<(String, String)> {
    documents
        .into_iter()
        .map(|(name, text)| (format!("{folder}/{name}"), text))
        .collect()
}

fn both_versions(constant: &str) -> Vec<(String, String)> {
    let mut files = in_folder(OLD, contract());
    files.extend(in_folder(NEW, next_contract(constant)));
    files
}

fn options(keys: &[&str]) -> Options {
    Options {
        dispatch: Some(Dispatch {
            keys: keys.iter().map(|key| (*key).to_owned()).collect(),
        }),
        ..Options::default()
    }
}

fn compiled(files: &[(String, String)], keys: &[&str]) -> (Output, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new();
    let units = load_sources(&Source::memory(files.iter().cloned()), &mut diagnostics);
    let output = compile(units, &options(keys), &mut diagnostics);
    let findings = diagnostics.into_sorted();
    (output.unwrap_or_else(|| panic!("{findings:?}")), findings)
}

const KEYS: [&str; 2] = ["/type", "/meta/apiVersion"];

/// The files below a folder of the output.
fn module(output: &Output, name: &str) -> Vec<(String, String)> {
    output
        .files
        .iter()
        .filter(|file| file.path.starts_with(&format!("{name}/")))
        .map(|file| (file.path.clone(), file.text.clone()))
        .collect()
}

fn text<'o>(output: &'o Output, path: &str) -> &'o str {
    let file = output.files.iter().find(|file| file.path == path);
    &file.unwrap_or_else(|| panic!("there is no {path}")).text
}

fn into_consumer(name: &str, output: &Output) -> Consumer {
    let consumer = Consumer::new(name);
    compare_output(output, &consumer.generated())
        .expect("names that can be written")
        .write()
        .expect("written");
    consumer
}

#[test]
fn a_new_version_leaves_the_old_module_as_it_is() {
    let (before, findings) = compiled(&in_folder(OLD, contract()), &KEYS);
    assert_eq!(findings, []);
    let (after, findings) = compiled(&both_versions(NEW), &KEYS);
    assert_eq!(findings, []);
    let old = module(&before, "v2026_04_01");
    assert!(old.len() >= 5, "{old:?}");
    assert_eq!(module(&after, "v2026_04_01"), old);
    assert_eq!(module(&after, "v2026_09_01").len(), old.len());
    assert!(text(&after, "v2026_09_01/types.rs").contains("pub topic: String"));
    let package = text(&after, "mod.rs");
    for declared in ["pub mod v2026_04_01;", "pub mod v2026_09_01;"] {
        assert!(package.contains(declared), "{package}");
    }
}

#[test]
fn payloads_of_both_versions_go_to_their_own_variants() {
    let (output, _) = compiled(&both_versions(NEW), &KEYS);
    let dispatch = text(&output, "dispatch.rs");
    for variant in [
        "ChatCreated(super::v2026_04_01::ChatCreated)",
        "ChatCreatedV2026_09_01(super::v2026_09_01::ChatCreated)",
    ] {
        assert!(dispatch.contains(variant), "{dispatch}");
    }
    let consumer = into_consumer("versions", &output);
    fs::write(consumer.generated().join("old.json"), example()).expect("written");
    let new = replaced(&example(), OLD, NEW);
    let new = replaced(&new, "\"chat\": {", "\"chat\": { \"topic\": \"greetings\",");
    fs::write(consumer.generated().join("new.json"), new).expect("written");
    let main = r#"
        use CONSUMER::generated::Known;

        const OLD: &[u8] = include_bytes!("../../generated/old.json");
        const NEW: &[u8] = include_bytes!("../../generated/new.json");

        fn show(version: &str, payload: &[u8]) {
            match Known::from_slice(["chat.created", version], payload) {
                Some(Ok(Known::ChatCreated(event))) => println!("old {}", event.data.chat.id),
                Some(Ok(Known::ChatCreatedV2026_09_01(event))) => println!("new {}", event.data.chat.topic),
                Some(Ok(_)) => println!("another"),
                Some(Err(_)) => println!("invalid"),
                None => println!("unknown"),
            }
        }

        fn main() {
            show("2026-04-01", OLD);
            show("2026-09-01", NEW);
            show("2026-09-01", OLD);
            show("2026-04-01", NEW);
            show("2027-01-01", NEW);
        }
    "#;
    let id = example();
    let id = id.split("\"chat\"").nth(1).expect("a chat");
    let id = id.split('"').nth(3).expect("its id");
    for said in consumer.run(main) {
        let expected = format!("old {id}\nnew greetings\ninvalid\ninvalid\nunknown\n");
        assert_eq!(said, expected);
    }
    let lint = ["clippy", "-p", "e2024", "--lib", "--", "-D", "warnings"];
    consumer.cargo_succeeds(&lint, &[]);
}

#[test]
fn two_versions_with_one_constant_are_warned_about() {
    let (output, findings) = compiled(&both_versions(OLD), &KEYS);
    let [finding] = findings.as_slice() else {
        panic!("{findings:?}");
    };
    assert_eq!(finding.kind, DiagnosticKind::AmbiguousDispatch);
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(
        &*finding.location.path,
        "2026-09-01/chat.created.schema.json"
    );
    assert!(
        finding
            .message
            .contains("2026-04-01/chat.created.schema.json")
    );
    assert!(!module(&output, "v2026_04_01").is_empty());
    assert!(!module(&output, "v2026_09_01").is_empty());
    // The later one can still be used by its module; the package compiles without a warning.
    into_consumer("versions-ambiguous", &output).cargo_succeeds(&["check"], &[]);
}

/// Dispatch over modules and types with names that are hard to join.
#[test]
fn dispatch_compiles_whatever_there_is_to_tell_apart() {
    let schema = |title: &str, kind: &str| {
        format!(
            r#"{{"title": "{title}", "type": "object", "required": ["kind"], "properties": {{"kind": {{"const": "{kind}"}}}}}}"#
        )
    };
    let files: Vec<(String, String)> = [
        ("b.schema.json", schema("Event", "root")),
        ("a-b/e.schema.json", schema("Event", "1")),
        ("a-b/f.schema.json", schema("EventV2", "2")),
        ("v2/e.schema.json", schema("Event", "3")),
        ("v2/f.schema.json", schema("Known", "\\\"]; pwned!();")),
        ("z 1/e.schema.json", schema("Event", "4")),
        ("z 1/f.schema.json", schema("EventZ", "5")),
        ("z_1b/e.schema.json", schema("Event", "6")),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into();
    let (output, findings) = compiled(&files, &["/kind"]);
    assert_eq!(findings, []);
    let dispatch = text(&output, "dispatch.rs");
    for variant in [
        "Event(super::Event)",
        "EventAB(super::a_b::Event)",
        "EventV2(super::a_b::EventV2)",
        "EventV2_2(super::v2::Event)",
        "KnownType(super::v2::KnownType)",
        "EventZ1(super::z_1::Event)",
        "EventZ(super::z_1::EventZ)",
        "EventZ1b(super::z_1b::Event)",
    ] {
        assert!(
            dispatch.contains(&format!("    {variant},\n")),
            "{variant} in {dispatch}"
        );
    }
    into_consumer("versions-names", &output).cargo_succeeds(&["check"], &[]);
}

#[test]
fn nothing_to_dispatch_is_an_error() {
    let mut diagnostics = Diagnostics::new();
    let files = in_folder(OLD, contract());
    let units = load_sources(&Source::memory(files), &mut diagnostics);
    // `id` is there, but no constant.
    let output = compile(units, &options(&["/type", "/id"]), &mut diagnostics);
    assert_eq!(output, None);
    let findings = diagnostics.into_sorted();
    let [finding] = findings.as_slice() else {
        panic!("{findings:?}");
    };
    assert_eq!(finding.kind, DiagnosticKind::Configuration);
    assert_eq!(
        &*finding.location.path,
        "2026-04-01/chat.created.schema.json"
    );
    assert!(finding.message.contains("/type and /id"));
}

#[test]
fn the_order_in_which_inputs_are_listed_changes_nothing() {
    let files = both_versions(NEW);
    let (expected, _) = compiled(&files, &KEYS);
    let reversed: Vec<(String, String)> = files.iter().rev().cloned().collect();
    assert_eq!(compiled(&reversed, &KEYS).0, expected);

    // On disk, where folders list their entries in the order in which they were made, or in none.
    let mut manifests = Vec::new();
    for files in [files, reversed] {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join("schema").join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("written");
        }
        let out = folder.path().join("generated");
        Build::new()
            .schema(folder.path().join("schema"))
            .out(&out)
            .dispatch(KEYS)
            .run()
            .expect("generated");
        for file in &expected.files {
            let written = fs::read_to_string(out.join(&file.path)).expect("a generated file");
            assert_eq!(written, file.text, "{}", file.path);
        }
        manifests.push(fs::read_to_string(out.join("manifest.txt")).expect("a manifest"));
    }
    assert_eq!(manifests[0], manifests[1]);
}
