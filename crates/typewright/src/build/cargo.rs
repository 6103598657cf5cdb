//! What a build script tells Cargo, a line each.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, escape};
use crate::load::{Origin, Unit};
use crate::path::shown_path;

/// The line that has the build script run again when a file, or anything in a folder, has changed.
///
/// A line cannot hold a line end: of a path that does, it names the folder around.
pub fn rerun_if_changed(path: &Path) -> String {
    let path = path
        .ancestors()
        .map(shown_path)
        .find(|path| !path.contains(['\n', '\r']))
        .filter(|path| !path.is_empty())
        .unwrap_or_else(|| ".".to_owned());
    format!("cargo::rerun-if-changed={path}")
}

/// The files that a schema file refers to, and the file itself; nothing for a schema folder, since all of them lie in it.
pub fn files_beside(schema: &Path, units: &[Unit]) -> Vec<PathBuf> {
    if schema.is_dir() {
        return Vec::new();
    }
    let root = schema.parent().unwrap_or(Path::new(""));
    let documents = units.iter().flat_map(|unit| unit.documents.iter());
    documents
        .filter(|(_, document)| document.origin == Origin::SchemaRoot)
        .map(|(_, document)| root.join(&document.name))
        .collect()
}

/// The line that has Cargo show a warning. Schemas are untrusted text: nothing in it can become another line.
pub fn warning(warning: &Diagnostic) -> String {
    format!("cargo::warning={warning}; {}", escape(&warning.help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{DiagnosticKind, Diagnostics, Location};
    use crate::load::{Source, load_sources};

    #[test]
    fn a_warning_is_one_line_whatever_the_schema_says() {
        let diagnostic = Diagnostic::warning(
            DiagnosticKind::UnknownKeyword,
            Location::file("schema/a\ncargo::rustc-env=A=B.json"),
            "bad\ncargo::rustc-env=A=B",
            "help\r\ncargo::rustc-env=A=B",
        );
        let line = warning(&diagnostic);
        assert!(!line.contains(['\n', '\r']), "{line:?}");
        assert!(
            line.starts_with("cargo::warning=schema/a\\ncargo"),
            "{line}"
        );
        assert!(line.contains("help\\r\\ncargo"), "{line}");
    }

    #[test]
    fn a_path_is_one_line_whatever_it_is_called() {
        for (path, shown) in [
            ("schema/a.json", "schema/a.json"),
            ("schema/a\nb/c.json", "schema"),
            ("a\ncargo::rustc-env=A=B", "."),
        ] {
            let line = rerun_if_changed(Path::new(path));
            assert_eq!(line, format!("cargo::rerun-if-changed={shown}"));
        }
    }

    #[test]
    fn files_that_a_schema_file_refers_to_are_watched_too() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let write = |name, text| std::fs::write(root.join(name), text).expect("written");
        write("a.json", r#"{ "$ref": "b.json" }"#);
        write("b.json", "{}");
        write("c.json", "{}");
        let schema = root.join("a.json");
        let units = load_sources(&Source::path(&schema), &mut Diagnostics::new());
        assert_eq!(
            files_beside(&schema, &units),
            [root.join("a.json"), root.join("b.json")]
        );
        assert!(files_beside(root, &units).is_empty());
    }
}
