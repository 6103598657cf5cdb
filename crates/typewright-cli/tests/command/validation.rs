//! Runs that validate: verdicts, places, exit codes.

use std::fs;

use crate::{SCHEMA, assert_has, folder, typewright, typewright_with, write};

const CHAT: &str = "schema/chat.schema.json";

#[test]
fn valid_payloads_leave_standard_output_empty() {
    let folder = folder(SCHEMA);
    write(&folder, "a.json", "{\n  \"id\": \"a\"\n}\n");
    write(&folder, "b.ndjson", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
    let said = typewright(folder.path(), &["validate", CHAT, "a.json", "b.ndjson"]);
    assert_eq!((said.exit, said.out.as_str()), (Some(0), ""));
    assert_eq!(
        said.err,
        "checked 3 payloads in 2 files: 3 valid, 0 invalid\n"
    );
}

#[test]
fn each_violation_is_a_line_with_its_place() {
    let folder = folder(SCHEMA);
    write(&folder, "a.json", "{\n  \"id\":\n    \"\"\n}\n");
    write(
        &folder,
        "b.ndjson",
        "{\"id\":\"a\"}\n\n{\"id\":7}\n{\"id\"}\n[]",
    );
    let said = typewright(folder.path(), &["validate", CHAT, "a.json", "b.ndjson"]);
    assert_eq!(said.exit, Some(1));
    assert_eq!(
        said.out,
        "\
a.json:3:5: /id: the value is shorter than 1 character (#/properties/id/minLength)
b.ndjson:3:7: /id: the value is not of type \"string\" (#/properties/id/type)
b.ndjson:4:6: not JSON: expected `:`, found '}'
b.ndjson:5:1: the value is not of type \"object\" (#/type)
"
    );
    assert_eq!(
        said.err,
        "checked 5 payloads in 2 files: 1 valid, 4 invalid (4 violations)\n"
    );
}

#[test]
fn standard_input_is_a_document_or_lines() {
    let folder = folder(SCHEMA);
    let arguments = ["validate", CHAT, "-"];
    for (input, exit, summary) in [
        ("{\n\"id\": \"a\"\n}\n", 0, "1 payload in 1 file: 1 valid"),
        (
            "{\"id\":\"a\"}\n{\"id\":1}\n",
            1,
            "2 payloads in 1 file: 1 valid",
        ),
        ("", 1, "1 payload in 1 file: 0 valid"),
    ] {
        let said = typewright_with(folder.path(), &arguments, input.as_bytes());
        assert_eq!(said.exit, Some(exit), "{input:?}");
        assert_has(&said.err, &[summary]);
    }
    // Without a name to tell, a first line that is broken would make it one document.
    let lines = ["validate", CHAT, "--lines", "-"];
    let said = typewright_with(folder.path(), &lines, b"{,}\n{\"id\":\"a\"}\n");
    assert_eq!(said.exit, Some(1));
    assert_has(&said.out, &["<stdin>:1:2: not JSON: "]);
    assert_has(&said.err, &["2 payloads in 1 file: 1 valid, 1 invalid"]);
}

#[test]
fn values_are_shown_on_request_only() {
    let folder = folder(SCHEMA);
    write(&folder, "a.json", "{ \"id\": [\"secret\"] }");
    let said = typewright(folder.path(), &["validate", CHAT, "a.json"]);
    assert!(!said.out.contains("secret"), "{}", said.out);
    let said = typewright(folder.path(), &["validate", CHAT, "--values", "a.json"]);
    assert_has(&said.out, &["/type): [\"secret\"]\n"]);
}

#[test]
fn formats_are_asserted_unless_they_are_annotations() {
    let folder = folder("{ \"format\": \"date-time\" }");
    write(&folder, "a.json", "\"yesterday\"");
    let said = typewright(folder.path(), &["validate", CHAT, "a.json"]);
    assert_eq!(said.exit, Some(1));
    assert_has(&said.out, &["(#/format)"]);
    let annotate = ["validate", CHAT, "--format", "annotate", "a.json"];
    assert_eq!(typewright(folder.path(), &annotate).exit, Some(0));
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let folder = folder(SCHEMA);
    write(&folder, "a.json", "{\"id\":\"\"}");
    let arguments = ["validate", CHAT, "none.json", "schema", "a.json"];
    let said = typewright(folder.path(), &arguments);
    assert_eq!(said.exit, Some(2));
    assert_has(&said.out, &["a.json:1:7: /id: "]);
    assert_has(
        &said.err,
        &[
            "error: none.json cannot be read: ",
            "error: schema cannot be read: it is a folder",
            "1 invalid (1 violation); 2 files could not be read\n",
        ],
    );
}

#[test]
fn a_payload_that_cannot_be_judged_is_neither_valid_nor_invalid() {
    let folder = folder("{ \"maximum\": 1 }");
    write(&folder, "a.json", "1.00000000000000000000001");
    let said = typewright(folder.path(), &["validate", CHAT, "a.json"]);
    assert_eq!((said.exit, said.out.as_str()), (Some(2), ""));
    assert_has(
        &said.err,
        &["a.json:1:1: this number", "0 valid, 0 invalid, 1 undecided"],
    );
}

#[test]
fn a_bad_schema_is_shown_where_it_is_bad() {
    let folder = folder(&SCHEMA.replace("\"minLength\": 1", "\"minLength\": \"1\""));
    write(&folder, "a.json", "{}");
    let said = typewright(folder.path(), &["validate", CHAT, "a.json"]);
    assert_eq!((said.exit, said.out.as_str()), (Some(2), ""));
    assert_has(&said.err, &["schema/chat.schema.json:7:", "minLength", "^"]);
    let said = typewright(folder.path(), &["validate", "schema", "a.json"]);
    assert_eq!(said.exit, Some(2));
    assert_has(&said.err, &["this is a folder", "--> schema"]);
    let said = typewright(folder.path(), &["validate", CHAT]);
    assert_eq!(said.exit, Some(2));
    assert_has(&said.err, &["<FILE>"]);
}

#[test]
fn a_reader_that_has_seen_enough_changes_no_verdict() {
    let folder = folder(SCHEMA);
    // More than any pipe holds.
    fs::write(folder.path().join("a.ndjson"), "{}\n".repeat(50_000)).expect("written");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_typewright"))
        .args(["validate", CHAT, "a.ndjson"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the command runs");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("the command ends").code(), Some(1));
}
