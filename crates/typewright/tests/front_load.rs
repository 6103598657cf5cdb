//! Stage `load` from outside: which files become documents, and what is said about those that cannot.

use std::fs;
use std::path::Path;

use typewright::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use typewright::load::{Source, Unit, load_sources};

fn load(source: &Source) -> (Vec<Unit>, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new();
    let units = load_sources(source, &mut diagnostics);
    (units, diagnostics.into_sorted())
}

fn load_memory(files: &[(&str, &str)]) -> (Vec<Unit>, Vec<Diagnostic>) {
    load(&Source::memory(files.iter().map(|(n, t)| (*n, *t))))
}

/// Every unit as `folder: roots | others`.
fn outline(units: &[Unit]) -> Vec<String> {
    units
        .iter()
        .map(|unit| {
            let (mut roots, mut others) = (Vec::new(), Vec::new());
            for (id, document) in unit.documents.iter() {
                if unit.documents.roots.contains(&id) {
                    roots.push(document.name.clone());
                } else {
                    others.push(document.name.clone());
                }
            }
            let folder = unit.folder.as_deref().unwrap_or("-");
            format!("{folder}: {} | {}", roots.join(" "), others.join(" "))
        })
        .collect()
}

fn write(root: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

const TREE: [(&str, &str); 8] = [
    ("b.schema.json", "{}"),
    ("a.schema.json", r#"{"$ref": "v1/deep/part.json"}"#),
    ("package.json", "{}"),
    ("v2/x.schema.json", "{}"),
    ("v1/y.schema.json", r#"{"$ref": "examples/e.json"}"#),
    ("v1/examples/e.json", r#"{"$ref": "../notes.json"}"#),
    ("v1/notes.json", "{}"),
    ("v1/deep/part.json", "{}"),
];

const OUTLINE: [&str; 3] = [
    "-: a.schema.json b.schema.json | v1/deep/part.json",
    "v1: v1/y.schema.json | v1/examples/e.json v1/notes.json",
    "v2: v2/x.schema.json | ",
];

#[test]
fn folders_become_units_and_references_bring_in_the_rest() {
    let (units, errors) = load_memory(&TREE);
    assert_eq!(errors, []);
    assert_eq!(outline(&units), OUTLINE);
    let document = units[1].documents.document(units[1].documents.roots[0]);
    assert_eq!(document.uri, "typewright:///v1/y.schema.json");
}

#[test]
fn a_folder_on_disk_is_read_like_one_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &TREE);
    write(
        folder.path(),
        &[(".hidden/h.schema.json", "["), ("v1/.h.schema.json", "[")],
    );
    let (units, errors) = load(&Source::path(folder.path()));
    assert_eq!(errors, []);
    assert_eq!(outline(&units), OUTLINE);
    let document = units[0].documents.document(units[0].documents.roots[0]);
    let shown = folder.path().join("a.schema.json").display().to_string();
    assert_eq!(*document.path, *shown.replace('\\', "/"));
    assert_eq!(document.uri, "typewright:///a.schema.json");
}

#[test]
fn without_schema_json_every_json_file_is_a_document() {
    let (units, errors) = load_memory(&[("a.json", "{}"), ("v1/b.json", "{}"), ("c.txt", "{}")]);
    assert_eq!(errors, []);
    assert_eq!(outline(&units), ["-: a.json | ", "v1: v1/b.json | "]);
}

#[test]
fn one_file_is_a_unit_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        &[
            ("in/any.name", r#"{"$ref": "b.json"}"#),
            ("in/b.json", "{}"),
            ("in/c.json", "["),
        ],
    );
    let (units, errors) = load(&Source::path(folder.path().join("in/any.name")));
    assert_eq!(errors, []);
    assert_eq!(outline(&units), ["-: any.name | b.json"]);
}

#[test]
fn nothing_to_read_is_said() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        &[("a/b/c.schema.json", "{}"), ("readme.md", "")],
    );
    for (source, path) in [
        (Source::path(folder.path()), folder.path().to_owned()),
        (
            Source::path(folder.path().join("none")),
            folder.path().join("none"),
        ),
    ] {
        let (units, errors) = load(&source);
        assert!(units.is_empty());
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].kind, DiagnosticKind::NoSchema);
        let location = Location::file(path.display().to_string().replace('\\', "/"));
        assert_eq!(errors[0].location, location);
    }
}

#[test]
fn every_broken_document_is_reported_and_the_others_are_kept() {
    let (units, errors) = load_memory(&[
        ("a.json", "{\n  \"a\": 1,\n  \"a\": 2,\n}"),
        ("b.json", "[]"),
        ("c.json", r#"{"$schema": "https://x.test/"}"#),
        ("d.json", r#"{"$ref": "sub/more/e.json"}"#),
        ("sub/more/e.json", "{\"x\": }"),
    ]);
    let told: Vec<_> = errors
        .iter()
        .map(|e| {
            (
                e.kind,
                &*e.location.path,
                e.location.line_column(),
                e.location.pointer.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (DiagnosticKind::Syntax, "a.json", (3, 3), ""),
            (DiagnosticKind::Syntax, "a.json", (3, 9), ""),
            (DiagnosticKind::NotASchema, "b.json", (1, 1), ""),
            (
                DiagnosticKind::UnknownDialect,
                "c.json",
                (1, 13),
                "/$schema"
            ),
            (DiagnosticKind::Syntax, "sub/more/e.json", (1, 7), "/x"),
        ]
    );
    assert_eq!(outline(&units), ["-: d.json | "]);
}

#[test]
fn the_output_folder_holds_no_schemas() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("a.schema.json", "{}"),
        ("out/a.schema.json", "{}"),
        ("v1/b.schema.json", "{}"),
    ];
    write(folder.path(), &files);
    let source = Source::path(folder.path());
    let all = [
        "-: a.schema.json | ",
        "out: out/a.schema.json | ",
        "v1: v1/b.schema.json | ",
    ];
    assert_eq!(outline(&load(&source).0), all);
    // However it is spelled.
    let out = folder.path().join("v1/../out");
    let (units, errors) = load(&source.without_folder(out));
    assert_eq!(errors, []);
    assert_eq!(outline(&units), [all[0], all[2]]);
}

#[test]
fn the_order_of_files_does_not_matter() {
    let mut reversed = TREE;
    reversed.reverse();
    assert_eq!(outline(&load_memory(&reversed).0), OUTLINE);
}

#[cfg(unix)]
mod symbolic_links {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_document_that_lies_outside_the_root_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            &[("secret.json", "{}"), ("root/a.schema.json", "{}")],
        );
        symlink("../secret.json", folder.path().join("root/b.schema.json")).unwrap();
        let (units, errors) = load(&Source::path(folder.path().join("root")));
        assert_eq!(outline(&units), ["-: a.schema.json | "]);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].kind, DiagnosticKind::ReferenceOutsideRoot);
        assert!(errors[0].location.path.ends_with("root/b.schema.json"));
    }

    #[test]
    fn a_reference_through_a_link_out_of_the_root_is_refused_where_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            &[
                ("out/secret.json", "{}"),
                ("root/a.json", r#"{"$ref": "sub/secret.json"}"#),
            ],
        );
        fs::create_dir(folder.path().join("root/deep")).unwrap();
        symlink("../out", folder.path().join("root/sub")).unwrap();
        let (_, errors) = load(&Source::path(folder.path().join("root/a.json")));
        assert_eq!(errors.len(), 1, "{errors:#?}");
        assert_eq!(errors[0].kind, DiagnosticKind::ReferenceOutsideRoot);
        assert_eq!(errors[0].location.span, 9..26);
        assert_eq!(errors[0].location.pointer, "/$ref");
    }

    #[test]
    fn a_folder_that_is_a_link_out_of_the_root_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            &[("out/b.schema.json", "{}"), ("root/a.schema.json", "{}")],
        );
        symlink("../out", folder.path().join("root/v1")).unwrap();
        let (_, errors) = load(&Source::path(folder.path().join("root")));
        assert_eq!(errors.len(), 1, "{errors:#?}");
        assert_eq!(errors[0].kind, DiagnosticKind::ReferenceOutsideRoot);
        assert!(errors[0].location.path.ends_with("root/v1"));
    }

    #[test]
    fn links_within_the_root_and_to_the_root_are_followed() {
        let folder = tempfile::tempdir().unwrap();
        write(
            folder.path(),
            &[
                ("real/a.schema.json", r#"{"$ref": "link/x.json"}"#),
                ("real/parts/x.json", "{}"),
            ],
        );
        symlink("parts", folder.path().join("real/link")).unwrap();
        symlink("real", folder.path().join("root")).unwrap();
        let (units, errors) = load(&Source::path(folder.path().join("root")));
        assert_eq!(errors, []);
        assert_eq!(outline(&units), ["-: a.schema.json | link/x.json"]);
    }

    #[test]
    fn a_dangling_link_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        symlink("nowhere", folder.path().join("a.schema.json")).unwrap();
        let (_, errors) = load(&Source::path(folder.path()));
        assert_eq!(errors.len(), 1, "{errors:#?}");
        assert_eq!(errors[0].kind, DiagnosticKind::Unreadable);
        assert!(errors[0].location.path.ends_with("a.schema.json"));
    }
}
