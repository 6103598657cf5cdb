//! Runs that generate: what they say and leave behind, and that a bad schema changes nothing.

use std::fs;

use crate::{SCHEMA, assert_has, folder, read, typewright, with_flags, write};

#[test]
fn generate_says_what_it_does_and_then_has_nothing_to_do() {
    let folder = folder(SCHEMA);
    let said = typewright(folder.path(), &with_flags("generate", &[]));
    assert_eq!((said.exit, said.err.as_str()), (Some(0), ""));
    assert_has(
        &said.out,
        &[
            "read 1 schema from schema\n",
            "wrote generated/mod.rs\n",
            "wrote generated/manifest.txt\n",
            "typewright-runtime = \"0.1\"\n",
        ],
    );
    let said = typewright(folder.path(), &with_flags("generate", &[]));
    assert_eq!(said.exit, Some(0));
    assert_has(&said.out, &["generated is up to date ("]);
    assert!(!said.out.contains("wrote"), "{}", said.out);
    let said = typewright(folder.path(), &with_flags("check", &[]));
    assert_eq!((said.exit, said.err.as_str()), (Some(0), ""));
    assert_has(&said.out, &["generated is up to date\n"]);
}

#[test]
fn a_pattern_that_is_tried_is_flagged_and_its_feature_asked_for() {
    let schema = "{\"type\": \"string\",\n  \"pattern\": \"a(?!b)\"}";
    let folder = folder(schema);
    let said = typewright(folder.path(), &with_flags("generate", &[]));
    assert_eq!(said.exit, Some(0), "{}", said.err);
    assert_has(
        &said.err,
        &[
            "warning: the pattern looks around or refers back",
            "chat.schema.json:2:14",
        ],
    );
    assert_has(&said.out, &["features = [\"backtracking\"] }"]);
    let module = read(&folder, "generated/mod.rs");
    assert_has(
        &module,
        &["typewright_runtime::requires!(1, backtracking);"],
    );
}

#[test]
fn the_runtime_is_not_asked_for_where_it_is() {
    let folder = folder(SCHEMA);
    write(
        &folder,
        "Cargo.toml",
        "[dependencies]\ntypewright-runtime = \"0.1\"\n",
    );
    let said = typewright(folder.path(), &with_flags("generate", &[]));
    assert_eq!(said.exit, Some(0));
    assert!(!said.out.contains("Cargo.toml"), "{}", said.out);
}

#[test]
fn a_configuration_is_found_from_below() {
    let folder = folder(SCHEMA);
    write(
        &folder,
        "typewright.toml",
        "schema = \"schema\"\nout = \"src/generated\"\n",
    );
    fs::create_dir(folder.path().join("src")).expect("a folder");
    let said = typewright(&folder.path().join("src"), &["generate"]);
    assert_eq!((said.exit, said.err.as_str()), (Some(0), ""));
    assert_has(
        &said.out,
        &[
            "read 1 schema from ../schema\n",
            "wrote ../src/generated/mod.rs\n",
        ],
    );
    assert!(folder.path().join("src/generated/mod.rs").is_file());
    assert_eq!(typewright(folder.path(), &["check"]).exit, Some(0));
}

#[test]
fn check_finds_an_edited_schema_and_generate_mends_it() {
    let folder = folder(SCHEMA);
    typewright(folder.path(), &with_flags("generate", &[]));
    write(
        &folder,
        "schema/chat.schema.json",
        &SCHEMA.replace("\"minLength\": 1", "\"minLength\": 7"),
    );
    let before = read(&folder, "generated/manifest.txt");
    let said = typewright(folder.path(), &with_flags("check", &[]));
    assert_eq!(said.exit, Some(1));
    assert_has(
        &said.out,
        &[
            "--- a/generated/manifest.txt\n+++ b/generated/manifest.txt\n",
            "\n@@ ",
        ],
    );
    assert_has(
        &said.err,
        &[
            "would change",
            "\n    typewright generate --schema schema --out generated\n",
        ],
    );
    assert_eq!(read(&folder, "generated/manifest.txt"), before);
    let said = typewright(folder.path(), &with_flags("generate", &[]));
    assert_eq!(said.exit, Some(0));
    assert_has(&said.out, &["updated generated/manifest.txt\n"]);
    assert_eq!(
        typewright(folder.path(), &with_flags("check", &[])).exit,
        Some(0)
    );
}

#[test]
fn a_syntax_error_in_generated_source_is_mended() {
    let folder = folder(SCHEMA);
    typewright(folder.path(), &with_flags("generate", &[]));
    let whole = read(&folder, "generated/mod.rs");
    write(
        &folder,
        "generated/mod.rs",
        &whole.replacen("pub", "pbu (", 1),
    );
    assert_eq!(
        typewright(folder.path(), &with_flags("check", &[])).exit,
        Some(1)
    );
    let said = typewright(folder.path(), &with_flags("generate", &[]));
    assert_eq!(said.exit, Some(0));
    assert_has(&said.out, &["updated generated/mod.rs\n"]);
    assert_eq!(read(&folder, "generated/mod.rs"), whole);
}

#[test]
fn a_schema_that_goes_takes_its_source_with_it() {
    let folder = folder(SCHEMA);
    fs::create_dir(folder.path().join("schema/v2")).expect("a folder");
    write(&folder, "schema/v2/chat.schema.json", SCHEMA);
    let said = typewright(folder.path(), &with_flags("generate", &[]));
    assert_has(
        &said.out,
        &["read 2 schemas from schema\n", "wrote generated/v2/"],
    );
    fs::remove_dir_all(folder.path().join("schema/v2")).expect("removed");
    let said = typewright(folder.path(), &with_flags("generate", &[]));
    assert_has(&said.out, &["removed generated/v2/"]);
    assert!(!folder.path().join("generated/v2").exists());
}

/// Every kind of bad schema: exits with 2, shows the place, leaves the output folder as it was.
#[test]
fn a_bad_schema_is_shown_where_it_is_bad_and_changes_nothing() {
    let broken = SCHEMA.replace("\"title\": \"Chat\",", "\"title\": ,");
    let dangling = SCHEMA.replace(
        "{ \"type\": \"string\", \"minLength\": 1 }",
        "{ \"$ref\": \"#/$defs/Id\" }",
    );
    let misspelt = SCHEMA.replace("\"type\": \"string\"", "\"type\": \"strnig\"");
    let outside = SCHEMA.replace("\"type\": \"string\"", "\"$ref\": \"../../secret.json\"");
    for (schema, place, part) in [
        (broken, "schema/chat.schema.json:3:12", "\"title\": ,"),
        (dangling, "schema/chat.schema.json:7:", "#/$defs/Id"),
        (misspelt, "schema/chat.schema.json:7:", "strnig"),
        (outside, "schema/chat.schema.json:7:", "../../secret.json"),
    ] {
        let folder = folder(SCHEMA);
        typewright(folder.path(), &with_flags("generate", &[]));
        let manifest = read(&folder, "generated/manifest.txt");
        let source = read(&folder, "generated/mod.rs");
        write(&folder, "schema/chat.schema.json", &schema);
        for command in ["generate", "check"] {
            let said = typewright(folder.path(), &with_flags(command, &[]));
            assert_eq!(said.exit, Some(2), "{command}: {}{}", said.out, said.err);
            assert_has(&said.err, &[place, part, "help: ", "^"]);
            assert_eq!(said.out, "");
        }
        assert_eq!(read(&folder, "generated/manifest.txt"), manifest);
        assert_eq!(read(&folder, "generated/mod.rs"), source);
    }
}
