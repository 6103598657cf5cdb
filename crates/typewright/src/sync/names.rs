//! Which file names may be written: those that stay in the output folder and mean the same file on every system.

use std::collections::BTreeMap;
use std::path::Path;

use super::manifest::MANIFEST;
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::output::Output;
use crate::path::shown_path;

/// The longest file name that common file systems take.
const MAX_NAME_BYTES: usize = 255;

/// Reports every name in an output that cannot be used, and every two that some file system takes for one.
pub fn check_names(output: &Output, folder: &Path, diagnostics: &mut Diagnostics) {
    let mut taken: BTreeMap<String, Entry<'_>> = BTreeMap::new();
    for file in &output.files {
        let location = || Location::file(shown_path(&folder.join(&file.path)));
        if let Err(reason) = check_name(&file.path) {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidName,
                location(),
                format!(
                    "{:?} cannot be the name of a generated file: {reason}",
                    file.path
                ),
                "rename the schema's file or folder",
            ));
        } else if let Some(other) = claim(&file.path, &mut taken) {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::NameCollision,
                location(),
                format!(
                    "the generated files {:?} and {other:?} are one and the same where case does not count",
                    file.path
                ),
                "rename one of the two schemas' files or folders",
            ));
        }
    }
    for file in &output.inputs {
        if file.path.chars().any(char::is_control) {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidName,
                Location::file(file.path.escape_debug().to_string()),
                "the file's name has a control character in it",
                "rename the file",
            ));
        }
    }
}

struct Entry<'a> {
    spelling: &'a str,
    is_file: bool,
}

/// Takes the path and the folders above it; returns the file or folder that already has one of these names.
fn claim<'a>(path: &'a str, taken: &mut BTreeMap<String, Entry<'a>>) -> Option<&'a str> {
    let ends = path
        .match_indices('/')
        .map(|(index, _)| index)
        .chain([path.len()]);
    for end in ends {
        let spelling = &path[..end];
        let is_file = end == path.len();
        match taken.get(&spelling.to_lowercase()) {
            Some(other) if is_file || other.is_file || other.spelling != spelling => {
                return Some(other.spelling);
            }
            Some(_) => {}
            None => {
                taken.insert(spelling.to_lowercase(), Entry { spelling, is_file });
            }
        }
    }
    None
}

/// Whether a path can be used below an output folder on every common system; if not, why.
pub fn check_name(path: &str) -> Result<(), &'static str> {
    if path.to_lowercase() == MANIFEST {
        return Err("the manifest has this name");
    }
    for name in path.split('/') {
        if name.is_empty() {
            return Err("a part of it is empty");
        }
        if name == "." || name == ".." {
            return Err("it leads out of its folder");
        }
        if name.len() > MAX_NAME_BYTES {
            return Err("it is too long");
        }
        if name
            .chars()
            .any(|c| c.is_control() || matches!(c, '\\' | ':' | '<' | '>' | '"' | '|' | '?' | '*'))
        {
            return Err("it has a character in it that some systems do not take");
        }
        if name.ends_with(['.', ' ']) {
            return Err("some systems drop a dot or space at the end");
        }
        if is_device(name) {
            return Err("some systems take it for a device");
        }
    }
    Ok(())
}

/// Names that Windows keeps for devices, with any extension ("Naming Files, Paths, and Namespaces").
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let stem = stem.to_ascii_uppercase();
    if matches!(
        stem.as_str(),
        "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$"
    ) {
        return true;
    }
    let Some(number) = stem.strip_prefix("COM").or(stem.strip_prefix("LPT")) else {
        return false;
    };
    let mut characters = number.chars();
    let digit = characters.next();
    characters.next().is_none()
        && digit.is_some_and(|c| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{InputFile, OutputFile};

    fn kinds(paths: &[&str]) -> Vec<(DiagnosticKind, String)> {
        let output = Output {
            files: paths
                .iter()
                .map(|path| OutputFile {
                    path: (*path).to_owned(),
                    text: String::new(),
                })
                .collect(),
            inputs: Vec::new(),
            ..Output::default()
        };
        let mut diagnostics = Diagnostics::new();
        check_names(&output, Path::new("out"), &mut diagnostics);
        diagnostics
            .into_sorted()
            .into_iter()
            .map(|d| (d.kind, d.location.path.to_string()))
            .collect()
    }

    #[test]
    fn ordinary_names_pass() {
        let paths = [
            "mod.rs",
            "v2026_04_01/mod.rs",
            "v2026_04_01/types.rs",
            "console.rs",
            "com10.rs",
        ];
        assert_eq!(kinds(&paths), []);
    }

    #[test]
    fn names_that_leave_the_folder_or_fail_elsewhere_are_refused() {
        for path in [
            "../mod.rs",
            "a/../mod.rs",
            "./mod.rs",
            "/etc/mod.rs",
            "C:/mod.rs",
            "c:mod.rs",
            "a\\b.rs",
            "",
            "a//b.rs",
            "a/",
            "nul",
            "Con.rs",
            "a/LPT1.txt",
            "com¹.rs",
            "AUX .rs",
            "a?.rs",
            "mod.rs ",
            "mod.",
            "a\nb.rs",
            "Manifest.TXT",
        ] {
            let found = kinds(&[path]);
            assert_eq!(found.len(), 1, "{path:?}");
            assert_eq!(found[0].0, DiagnosticKind::InvalidName, "{path:?}");
        }
        assert_eq!(kinds(&[&"a".repeat(256)])[0].0, DiagnosticKind::InvalidName);
    }

    #[test]
    fn names_that_differ_in_case_only_collide() {
        let collision = |path: &str| vec![(DiagnosticKind::NameCollision, path.to_owned())];
        assert_eq!(kinds(&["chat.rs", "Chat.rs"]), collision("out/Chat.rs"));
        assert_eq!(kinds(&["ä.rs", "Ä.rs"]), collision("out/Ä.rs"));
        assert_eq!(kinds(&["V1/a.rs", "v1/b.rs"]), collision("out/v1/b.rs"));
        assert_eq!(kinds(&["a.rs", "a.rs/b.rs"]), collision("out/a.rs/b.rs"));
        assert_eq!(kinds(&["a.rs/b.rs", "A.rs"]), collision("out/A.rs"));
        assert_eq!(kinds(&["a.rs", "a.rs"]), collision("out/a.rs"));
    }

    #[test]
    fn an_input_name_that_would_break_a_manifest_line_is_refused() {
        let output = Output {
            files: Vec::new(),
            inputs: vec![InputFile {
                path: "a\nb.schema.json".to_owned(),
                text: String::new(),
            }],
            ..Output::default()
        };
        let mut diagnostics = Diagnostics::new();
        check_names(&output, Path::new("out"), &mut diagnostics);
        let all = diagnostics.into_sorted();
        assert_eq!(all[0].kind, DiagnosticKind::InvalidName);
        assert_eq!(&*all[0].location.path, "a\\nb.schema.json");
    }
}
