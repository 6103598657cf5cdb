//! `Build`: the whole pipeline in one call.

use std::fs;
use std::path::Path;

use typewright::Build;
use typewright::diagnostic::DiagnosticKind;
use typewright::load::Dialect;

fn schema_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("schema")).expect("a folder");
    let schema = "{ \"type\": \"object\" }\n";
    fs::write(folder.path().join("schema/a.schema.json"), schema).expect("written");
    folder
}

fn build(folder: &Path) -> Build {
    Build::new()
        .schema(folder.join("schema"))
        .out(folder.join("generated"))
}

#[test]
fn check_only_looks() {
    let folder = schema_folder();
    let comparison = build(folder.path()).check().expect("compiled");
    assert!(!comparison.changes().is_empty());
    assert!(comparison.diff().contains("+++ b/"));
    assert!(!folder.path().join("generated").exists());
}

#[test]
fn what_run_has_written_is_fresh() {
    let folder = schema_folder();
    let generation = build(folder.path()).run().expect("generated");
    assert_eq!(
        generation.changes.created.last().map(String::as_str),
        Some("manifest.txt")
    );
    let comparison = build(folder.path()).check().expect("compiled");
    assert!(comparison.changes().is_empty(), "{}", comparison.diff());
}

#[test]
fn paths_of_a_configuration_are_relative_to_it() {
    let folder = schema_folder();
    let config = folder.path().join("typewright.toml");
    fs::write(&config, "schema = 'schema'\nout = 'made'\n").expect("written");
    let build = Build::from_config(&config).expect("a configuration");
    assert_eq!(build.schema_path(), folder.path().join("schema"));
    build.run().expect("generated");
    assert!(folder.path().join("made/manifest.txt").is_file());
}

#[test]
fn errors_read_well_where_cargo_shows_them() {
    let folder = schema_folder();
    fs::write(folder.path().join("schema/a.schema.json"), "{ \"type\": }").expect("written");
    fs::write(folder.path().join("schema/b.schema.json"), "[").expect("written");
    let error = build(folder.path()).run().expect_err("broken JSON");
    let kinds: Vec<DiagnosticKind> = error.diagnostics().iter().map(|d| d.kind).collect();
    assert_eq!(kinds, [DiagnosticKind::Syntax, DiagnosticKind::Syntax]);
    let shown = format!("{error:?}");
    for part in [
        "no source was generated\n",
        "a.schema.json:1:11",
        "b.schema.json:1:2",
        "help: ",
    ] {
        assert!(shown.contains(part), "{part:?} is not in:\n{shown}");
    }
    assert!(!folder.path().join("generated").exists());
}

#[test]
fn foreign_output_is_an_error_of_the_output_folder() {
    let folder = schema_folder();
    fs::create_dir(folder.path().join("generated")).expect("a folder");
    fs::write(folder.path().join("generated/manifest.txt"), "mine").expect("written");
    let error = build(folder.path()).run().expect_err("a foreign file");
    let diagnostic = &error.diagnostics()[0];
    assert_eq!(diagnostic.kind, DiagnosticKind::Output);
    assert!(diagnostic.location.path.ends_with("generated/manifest.txt"));
}

#[test]
fn resources_and_a_dialect_are_built_with() {
    let folder = schema_folder();
    let schema = r#"{ "$ref": "https://example.com/b.json" }"#;
    fs::write(folder.path().join("schema/a.schema.json"), schema).expect("written");
    let elsewhere = folder.path().join("b.json");
    fs::write(&elsewhere, r#"{ "id": 1 }"#).expect("written");
    let build = build(folder.path()).resource("https://example.com/b.json", &elsewhere);
    build.run().expect("generated");
    // In draft-04, `id` is a keyword.
    let error = build.dialect(Dialect::Draft4).run().expect_err("no URI");
    let finding = &error.diagnostics()[0];
    assert_eq!(finding.kind, DiagnosticKind::InvalidKeywordValue);
    assert!(finding.location.path.ends_with("b.json"));
}
