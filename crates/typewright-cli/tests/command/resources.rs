//! Runs with documents that are handed in under a URI, and with documents that state no dialect.

use std::fs;

use tempfile::TempDir;

use crate::{assert_has, folder, read, typewright, with_flags, write};

const RESOURCE: &str = "https://example.com/money.json=vendor/money.json";

/// A schema that refers to a document outside the schema root, whose meaning depends on its dialect.
fn vendored() -> TempDir {
    let folder = folder(
        r#"{ "title": "Chat", "properties": { "price": { "$ref": "https://example.com/money.json" } } }"#,
    );
    fs::create_dir(folder.path().join("vendor")).expect("a folder");
    let money = r#"{ "minimum": 3, "exclusiveMinimum": true }"#;
    write(&folder, "vendor/money.json", money);
    folder
}

const GIVEN: [&str; 4] = ["--resource", RESOURCE, "--dialect", "draft-04"];

#[test]
fn every_command_takes_documents_by_uri() {
    let folder = vendored();
    let said = typewright(folder.path(), &with_flags("generate", &GIVEN));
    assert_eq!((said.exit, said.err.as_str()), (Some(0), ""));
    assert_has(&said.out, &["read 1 schema from schema\n"]);
    let manifest = read(&folder, "generated/manifest.txt");
    assert_has(
        &manifest,
        &[
            "  input chat.schema.json\n",
            "  resource https://example.com/money.json\n",
        ],
    );
    let said = typewright(folder.path(), &with_flags("check", &GIVEN));
    assert_eq!((said.exit, said.err.as_str()), (Some(0), ""));

    let show = [&["show", "schema"], &GIVEN[..]].concat();
    let said = typewright(folder.path(), &show);
    assert_eq!((said.exit, said.err.as_str()), (Some(0), ""));
    assert_has(&said.out, &["exclusiveMinimum 3"]);

    write(&folder, "payload.json", r#"{ "price": 3 }"#);
    let validate = ["validate", "schema/chat.schema.json", "payload.json"];
    let said = typewright(folder.path(), &[&validate, &GIVEN[..]].concat());
    assert_eq!(said.exit, Some(1), "{}", said.err);
    assert_has(&said.out, &["payload.json:1:12: ", "money.json"]);
}

#[test]
fn check_names_the_command_that_mends() {
    let folder = vendored();
    let said = typewright(folder.path(), &with_flags("check", &GIVEN));
    assert_eq!(said.exit, Some(1));
    assert_has(
        &said.err,
        &["--resource https://example.com/money.json=vendor/money.json --dialect draft-04\n"],
    );
}

#[test]
fn a_configuration_lists_resources_and_says_the_dialect() {
    let folder = vendored();
    write(
        &folder,
        "typewright.toml",
        "schema = 'schema'\nout = 'generated'\ndialect = 'draft-04'\n\
         [resources]\n'https://example.com/money.json' = 'vendor/money.json'\n",
    );
    let said = typewright(folder.path(), &["generate"]);
    assert_eq!((said.exit, said.err.as_str()), (Some(0), ""));
    // A change of the document shows, wherever it lies.
    write(&folder, "vendor/money.json", r#"{ "maximum": 3 }"#);
    let said = typewright(folder.path(), &["check"]);
    assert_eq!(said.exit, Some(1));
}

#[test]
fn without_the_document_the_reference_leads_nowhere() {
    let folder = vendored();
    let said = typewright(folder.path(), &with_flags("generate", &[]));
    assert_eq!(said.exit, Some(2));
    assert_has(
        &said.err,
        &["schema/chat.schema.json:1:", "hand it in as a resource"],
    );
    let missing = "https://example.com/money.json=vendor/none.json";
    let said = typewright(
        folder.path(),
        &with_flags("generate", &["--resource", missing]),
    );
    assert_eq!(said.exit, Some(2));
    assert_has(&said.err, &["vendor/none.json"]);
    assert!(!folder.path().join("generated").exists());
}

#[test]
fn documents_and_dialects_are_written_as_they_are_expected() {
    let folder = vendored();
    for (arguments, part) in [
        (["--resource", "vendor/money.json"], "URI=FILE"),
        (["--resource", "=vendor/money.json"], "URI=FILE"),
        (["--dialect", "draft-08"], "draft-07"),
    ] {
        let said = typewright(folder.path(), &with_flags("generate", &arguments));
        assert_eq!(said.exit, Some(2), "{arguments:?}");
        assert_has(&said.err, &[part]);
        let alone = [&["generate"], &arguments[..]].concat();
        assert_eq!(typewright(folder.path(), &alone).exit, Some(2));
    }
    let both = [
        "generate",
        "--config",
        "typewright.toml",
        "--dialect",
        "draft-07",
    ];
    let said = typewright(folder.path(), &both);
    assert_eq!(said.exit, Some(2));
    assert_has(&said.err, &["cannot be used with"]);
}
