//! The command as people run it: exit codes, what it says, what it leaves on disk.

mod generation;
mod resources;
mod showing;
mod validation;
mod watching;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

const SCHEMA: &str = r#"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Chat",
  "type": "object",
  "required": ["id"],
  "properties": {
    "id": { "type": "string", "minLength": 1 }
  }
}
"#;

/// What a run has said, with its exit code.
struct Said {
    exit: Option<i32>,
    out: String,
    err: String,
}

fn typewright(folder: &Path, arguments: &[&str]) -> Said {
    typewright_with(folder, arguments, b"")
}

/// Runs the command with that standard input.
fn typewright_with(folder: &Path, arguments: &[&str], input: &[u8]) -> Said {
    let mut child = Command::new(env!("CARGO_BIN_EXE_typewright"))
        .args(arguments)
        .current_dir(folder)
        // Cargo sets it for tests too, and then we would be in our own workspace.
        .env_remove("CARGO_PKG_NAME")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command runs");
    // Who reads nothing may have closed it already.
    let _ = child.stdin.take().expect("piped").write_all(input);
    let output = child.wait_with_output().expect("the command ends");
    Said {
        exit: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// A folder with `schema/chat.schema.json` in it.
fn folder(schema: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("schema")).expect("a folder");
    write(&folder, "schema/chat.schema.json", schema);
    folder
}

fn write(folder: &TempDir, path: &str, text: &str) {
    fs::write(folder.path().join(path), text).expect("written");
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).expect("a text")
}

fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in:\n{text}");
    }
}

const FLAGS: [&str; 4] = ["--schema", "schema", "--out", "generated"];

fn with_flags<'a>(command: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&[command], &FLAGS[..], more].concat()
}

#[test]
fn bad_usage_exits_with_2_and_says_what_is_right() {
    let folder = folder(SCHEMA);
    for (arguments, part) in [
        (&["generate", "--schema", "schema"][..], "--out <DIR>"),
        (&["generate", "--out", "generated"], "--schema <FILE|DIR>"),
        (&["generate", "--format", "assert"], "--schema <FILE|DIR>"),
        (
            &["generate", "--config", "a", "--schema", "b", "--out", "c"],
            "cannot be used with",
        ),
        (&["generate", "--shcema", "schema"], "--schema"),
        (&with_flags("check", &["--format", "strict"]), "annotate"),
        (&["generat"], "generate"),
        (&[], "Usage: typewright <COMMAND>"),
    ] {
        let said = typewright(folder.path(), arguments);
        assert_eq!(said.exit, Some(2), "{arguments:?}");
        assert_has(&said.err, &[part]);
        assert_eq!(said.out, "", "{arguments:?}");
    }
    assert!(!folder.path().join("generated").exists());
}

#[test]
fn help_and_version_are_no_errors() {
    let folder = folder(SCHEMA);
    let said = typewright(folder.path(), &["generate", "--help"]);
    assert_eq!(said.exit, Some(0));
    assert_has(
        &said.out,
        &[
            "--config <FILE>",
            "--schema <FILE|DIR>",
            "--out <DIR>",
            "annotate",
            "typewright.toml",
        ],
    );
    let said = typewright(folder.path(), &["--help"]);
    assert_eq!(said.exit, Some(0));
    assert_has(
        &said.out,
        &["generate", "check", "show", "validate", "Exit codes: 0"],
    );
    let said = typewright(folder.path(), &["--version"]);
    assert_eq!(
        said.out,
        concat!("typewright ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn without_configuration_it_says_how_to_go_on() {
    let folder = folder(SCHEMA);
    for command in ["generate", "check"] {
        let said = typewright(folder.path(), &[command]);
        assert_eq!(said.exit, Some(2));
        assert_has(
            &said.err,
            &["there is no typewright.toml", "--schema", "--out"],
        );
    }
    let said = typewright(folder.path(), &["generate", "--config", "other.toml"]);
    assert_eq!(said.exit, Some(2));
    assert_has(&said.err, &["other.toml", "cannot be read"]);
}

#[test]
fn mistakes_in_the_configuration_are_shown_where_they_are() {
    let folder = folder(SCHEMA);
    write(
        &folder,
        "typewright.toml",
        "schema = \"schema\"\nuot = \"generated\"\nformat = \"strict\"\n",
    );
    let said = typewright(folder.path(), &["generate"]);
    assert_eq!(said.exit, Some(2));
    assert_has(
        &said.err,
        &[
            "typewright.toml:2:1",
            "\"uot\"",
            "typewright.toml:3:10",
            "\"strict\"",
            "\"out\" is missing",
        ],
    );
    assert!(!folder.path().join("generated").exists());
}

#[test]
fn a_missing_schema_is_named() {
    let folder = folder(SCHEMA);
    let said = typewright(
        folder.path(),
        &["generate", "--schema", "shcema", "--out", "generated"],
    );
    assert_eq!(said.exit, Some(2));
    assert_has(&said.err, &["shcema", "nothing was written"]);
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    let said = typewright(
        folder.path(),
        &["generate", "--schema", "empty", "--out", "generated"],
    );
    assert_eq!(said.exit, Some(2));
    assert_has(&said.err, &["empty", "nothing was written"]);
    assert!(!folder.path().join("generated").exists());
}

#[test]
fn a_foreign_file_in_the_way_stays() {
    let folder = folder(SCHEMA);
    fs::create_dir(folder.path().join("generated")).expect("a folder");
    write(&folder, "generated/manifest.txt", "mine\n");
    let said = typewright(folder.path(), &with_flags("generate", &[]));
    assert_eq!(said.exit, Some(2));
    assert_has(
        &said.err,
        &[
            "generated/manifest.txt",
            "did not generate",
            "another output folder",
        ],
    );
    assert_eq!(read(&folder, "generated/manifest.txt"), "mine\n");
    assert_eq!(
        fs::read_dir(folder.path().join("generated"))
            .expect("a folder")
            .count(),
        1
    );
}

#[test]
fn output_that_is_piped_has_no_colour() {
    let folder = folder("{ \"type\": }");
    let said = typewright(folder.path(), &with_flags("generate", &[]));
    assert_eq!(said.exit, Some(2));
    assert!(!said.err.contains('\u{1b}'), "{}", said.err);
}
