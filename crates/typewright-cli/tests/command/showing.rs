//! Runs that show: a file, a folder, and what is wrong with them.

use std::fs;

use crate::{SCHEMA, assert_has, folder, typewright, with_flags, write};

#[test]
fn a_file_is_shown_and_nothing_is_written() {
    let folder = folder(SCHEMA);
    let said = typewright(folder.path(), &["show", "schema/chat.schema.json"]);
    assert_eq!((said.exit, said.err.as_str()), (Some(0), ""));
    assert_has(
        &said.out,
        &[
            "struct Chat  chat.schema.json\n",
            "id: String          \"id\", required\n",
            "minLength 1  reader\n",
            "1 type: 1 struct, 0 enums, 0 newtypes\n",
        ],
    );
    let there = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(there, 1);
}

#[test]
fn a_folder_is_shown_module_by_module() {
    let folder = folder(SCHEMA);
    fs::create_dir(folder.path().join("schema/v2")).expect("a folder");
    write(
        &folder,
        "schema/v2/other.schema.json",
        "{ \"title\": \"Other\" }",
    );
    let said = typewright(folder.path(), &["show", "schema"]);
    assert_eq!((said.exit, said.err.as_str()), (Some(0), ""));
    assert_has(
        &said.out,
        &[
            "struct Chat  ",
            "\n# v2\n\nTypes\n\n  struct Other(Raw)  v2/other.schema.json\n",
            "Any: kept as text, since the schema allows any JSON\n\n  Other\n",
            "\n2 types: ",
        ],
    );
}

#[test]
fn formats_are_rules_unless_they_are_annotations() {
    let folder = folder("{ \"type\": \"string\", \"format\": \"date-time\" }");
    let arguments = ["show", "schema", "--format", "annotate"];
    assert_has(
        &typewright(folder.path(), &arguments[..2]).out,
        &["format date-time  reader\n", "struct Chat(DateTime)"],
    );
    let said = typewright(folder.path(), &arguments);
    assert!(!said.out.contains("date-time"), "{}", said.out);
    assert_has(&said.out, &["struct Chat(String)"]);
}

#[test]
fn the_content_of_strings_is_a_rule_on_request() {
    let folder = folder("{ \"type\": \"string\", \"contentEncoding\": \"base64\" }");
    let arguments = ["show", "schema", "--content", "assert"];
    let said = typewright(folder.path(), &arguments[..2]);
    assert!(!said.out.contains("contentEncoding"), "{}", said.out);
    let said = typewright(folder.path(), &arguments);
    assert_has(&said.out, &["contentEncoding base64  check: "]);
    let said = typewright(folder.path(), &with_flags("check", &arguments[2..]));
    assert_has(&said.err, &["--out generated --content assert\n"]);
}

#[test]
fn a_bad_schema_is_shown_where_it_is_bad() {
    let folder = folder(&SCHEMA.replace("\"minLength\": 1", "\"minLength\": -1"));
    let said = typewright(folder.path(), &["show", "schema"]);
    assert_eq!((said.exit, said.out.as_str()), (Some(2), ""));
    assert_has(&said.err, &["schema/chat.schema.json:7:", "^"]);
    let said = typewright(folder.path(), &["show"]);
    assert_eq!(said.exit, Some(2));
    assert_has(&said.err, &["<SCHEMA>"]);
}
