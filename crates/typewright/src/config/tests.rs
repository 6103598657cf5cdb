//! Configurations and their mistakes.

use super::*;
use crate::options::{ContentMode, FormatMode};

/// Every mistake as (line, column, pointer, message).
fn mistakes(text: &str) -> Vec<(usize, usize, String, String)> {
    let diagnostics = Config::parse("typewright.toml", text).expect_err("a mistake");
    diagnostics
        .into_sorted()
        .into_iter()
        .map(|d| {
            assert_eq!(d.kind, DiagnosticKind::Configuration);
            assert_eq!(&*d.location.path, "typewright.toml");
            assert!(!d.help.is_empty());
            let (line, column) = d.location.line_column();
            (line, column, d.location.pointer, d.message)
        })
        .collect()
}

fn only_mistake(text: &str) -> (usize, usize, String, String) {
    let mut all = mistakes(text);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn reads_everything_there_is() {
    let text = "schema = 's'\nout = 'o'\nformat = 'annotate'\ncontent = 'assert'\ndialect = 'draft-07'\n\
                [resources]\n'urn:a' = 'b'\n'https://x.test/a#' = 'c'\n\
                [dispatch]\nkeys = ['/type', '/a~1b']\n";
    let config = Config::parse("typewright.toml", text).expect("a configuration");
    assert_eq!(config.schema, Path::new("s"));
    assert_eq!(config.out, Path::new("o"));
    assert_eq!(config.options.format, FormatMode::Annotate);
    assert_eq!(config.options.content, ContentMode::Assert);
    assert_eq!(config.dialect, Dialect::Draft7);
    let resources: Vec<(&str, &Path)> = config
        .resources
        .iter()
        .map(|(uri, file)| (uri.as_str(), file.as_path()))
        .collect();
    let expected = [
        ("https://x.test/a#", Path::new("c")),
        ("urn:a", Path::new("b")),
    ];
    assert_eq!(resources, expected);
    let keys = config.options.dispatch.expect("dispatch").keys;
    assert_eq!(keys, ["/type", "/a~1b"]);
}

#[test]
fn options_may_be_left_out() {
    let config =
        Config::parse("typewright.toml", "schema = 's'\nout = 'o'").expect("a configuration");
    assert_eq!(config.options, Options::default());
    assert_eq!(config.dialect, Dialect::Draft2020);
    assert!(config.resources.is_empty());
}

#[test]
fn an_unknown_key_is_shown_where_it_stands() {
    let (line, column, pointer, message) = only_mistake("schema = 's'\nout = 'o'\n  ouput = 'x'\n");
    assert_eq!((line, column, pointer.as_str()), (3, 3, "/ouput"));
    assert_eq!(message, "there is no key \"ouput\" here");
    let (line, column, pointer, _) =
        only_mistake("schema = 's'\nout = 'o'\n[dispatch]\nkeys = ['/a']\nkey = 1\n");
    assert_eq!((line, column, pointer.as_str()), (5, 1, "/dispatch/key"));
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text =
        "schema = 3\nformat = 'strict'\n[dispatch]\nkeys = ['type', '', '/a~2', '/b', '/b']\n";
    let pointers: Vec<String> = mistakes(text).into_iter().map(|m| m.2).collect();
    assert_eq!(
        pointers,
        [
            "",
            "/schema",
            "/format",
            "/dispatch/keys/0",
            "/dispatch/keys/1",
            "/dispatch/keys/2",
            "/dispatch/keys/4",
        ]
    );
}

#[test]
fn values_of_the_wrong_kind_are_refused() {
    let base = "schema = 's'\nout = 'o'\n";
    for (text, pointer) in [
        ("schema = ''\nout = 'o'\n".to_owned(), "/schema"),
        (format!("{base}format = true\n"), "/format"),
        (format!("{base}content = 'strict'\n"), "/content"),
        (format!("{base}dialect = 'draft-08'\n"), "/dialect"),
        (format!("{base}resources = []\n"), "/resources"),
        (
            format!("{base}[resources]\n'a/b' = 'c'\n"),
            "/resources/a~1b",
        ),
        (
            format!("{base}[resources]\n'urn:a' = ''\n"),
            "/resources/urn:a",
        ),
        (format!("{base}dispatch = 1\n"), "/dispatch"),
        (format!("{base}[dispatch]\n"), "/dispatch"),
        (format!("{base}[dispatch]\nkeys = []\n"), "/dispatch/keys"),
        (
            format!("{base}[dispatch]\nkeys = '/type'\n"),
            "/dispatch/keys",
        ),
    ] {
        assert_eq!(only_mistake(&text).2, pointer, "{text}");
    }
}

#[test]
fn broken_toml_is_shown_where_it_breaks() {
    let (line, _, _, _) = only_mistake("schema = 's'\nout = \n");
    assert_eq!(line, 2);
    let (line, column, _, _) = only_mistake("out = 'o'\nschema = 's'\nout = 'p'\n");
    assert_eq!((line, column), (3, 1));
}

#[test]
fn paths_are_relative_to_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(CONFIG_FILE);
    let text = "schema = 's'\nout = '../o'\nresources = { 'urn:a' = 'v/a' }\n";
    fs::write(&path, text).expect("written");
    let config = Config::read(&path).expect("a configuration");
    assert_eq!(config.schema, folder.path().join("s"));
    assert_eq!(config.out, folder.path().join("../o"));
    assert_eq!(config.resources["urn:a"], folder.path().join("v/a"));
}

#[test]
fn a_missing_file_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(CONFIG_FILE);
    let all = Config::read(&path).expect_err("no file").into_sorted();
    assert_eq!(all[0].kind, DiagnosticKind::Unreadable);
    assert_eq!(&*all[0].location.path, shown_path(&path));
}

#[test]
fn is_found_in_the_folders_above() {
    let folder = tempfile::tempdir().expect("a folder");
    let below = folder.path().join("a/b");
    fs::create_dir_all(&below).expect("folders");
    fs::write(folder.path().join(CONFIG_FILE), "").expect("written");
    let found = Config::find(&below).expect("a current folder");
    assert_eq!(found, Some(below.join("../..").join(CONFIG_FILE)));
    // The current folder has an empty name.
    let found = Config::find(Path::new("")).expect("a current folder");
    assert!(
        found.as_ref().is_none_or(|path| path.is_relative()),
        "{found:?}"
    );
}
