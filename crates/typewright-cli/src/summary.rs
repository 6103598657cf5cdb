//! The words of the answers.

use std::fs;
use std::path::{MAIN_SEPARATOR, Path};

use typewright::sync::Changes;

/// What was written, a line a file.
pub fn describe_changes(folder: &Path, changes: &Changes) -> String {
    let folder = shown(folder);
    if changes.is_empty() {
        let count = counted(changes.unchanged.len(), "file");
        return format!("{folder} is up to date ({count})\n");
    }
    let mut text = String::new();
    let lists = [
        ("wrote", &changes.created),
        ("updated", &changes.updated),
        ("removed", &changes.removed),
    ];
    for (verb, paths) in lists {
        for path in paths {
            text.push_str(&format!("{verb} {folder}/{path}\n"));
        }
    }
    if !changes.unchanged.is_empty() {
        let count = counted(changes.unchanged.len(), "file");
        text.push_str(&format!("left {count} in {folder} unchanged\n"));
    }
    text
}

/// The dependency that the crate around `folder` has yet to name; none when it names it, or there is no such crate.
pub fn runtime_dependency(folder: &Path, features: &[&str]) -> Option<String> {
    let folder = std::path::absolute(folder).ok()?;
    let manifest = folder
        .ancestors()
        .map(|place| place.join("Cargo.toml"))
        .find(|path| path.is_file());
    // Whether what stands there is enough is for `requires!` in the generated source to say.
    let named = manifest
        .and_then(|path| fs::read_to_string(path).ok())
        .is_some_and(|text| {
            text.contains("typewright-runtime")
                && features.iter().all(|feature| text.contains(feature))
        });
    // Versions below 1.0 are compatible within a minor version.
    let version = concat!(
        env!("CARGO_PKG_VERSION_MAJOR"),
        ".",
        env!("CARGO_PKG_VERSION_MINOR")
    );
    (!named).then(|| match features {
        [] => format!("typewright-runtime = \"{version}\""),
        _ => {
            let features: Vec<String> = features.iter().map(|name| format!("{name:?}")).collect();
            let features = features.join(", ");
            format!("typewright-runtime = {{ version = \"{version}\", features = [{features}] }}")
        }
    })
}

/// Colours a unified diff: red what goes, green what comes, blue where.
pub fn colored_diff(diff: &str) -> String {
    let mut text = String::with_capacity(diff.len());
    for line in diff.lines() {
        let code = match line.as_bytes() {
            [b'-', b'-', b'-', b' ', ..] | [b'+', b'+', b'+', b' ', ..] => "1",
            [b'-', ..] => "31",
            [b'+', ..] => "32",
            [b'@', ..] => "34",
            _ => "0",
        };
        text.push_str(&format!("\u{1b}[{code}m{line}\u{1b}[0m\n"));
    }
    text
}

/// `1 file`, `2 files`.
pub fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// A path as a person would type it.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace(MAIN_SEPARATOR, "/");
    let trimmed = text.trim_end_matches('/');
    if trimmed.is_empty() {
        text
    } else {
        trimmed.to_owned()
    }
}

/// A word as a shell takes it back: quoted where it has to be.
pub fn shell_word(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/\\._-+=:,@".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_file_by_file() {
        let mut changes = Changes::default();
        changes.created = vec!["a.rs".to_owned()];
        changes.removed = vec!["b.rs".to_owned()];
        changes.unchanged = vec!["mod.rs".to_owned()];
        let text = describe_changes(Path::new("out/"), &changes);
        assert_eq!(
            text,
            "wrote out/a.rs\nremoved out/b.rs\nleft 1 file in out unchanged\n"
        );
    }

    #[test]
    fn words_are_quoted_where_a_shell_would_split_them() {
        assert_eq!(shell_word("schema/v1"), "schema/v1");
        assert_eq!(shell_word("my schema"), "'my schema'");
        assert_eq!(shell_word("it's"), r"'it'\''s'");
        assert_eq!(shell_word(""), "''");
    }

    #[test]
    fn a_crate_that_names_the_runtime_is_told_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("src/generated");
        fs::write(folder.path().join("Cargo.toml"), "[dependencies]\n").expect("written");
        let line = runtime_dependency(&out, &[]).expect("a line");
        assert!(line.starts_with("typewright-runtime = \"0."), "{line}");
        let with_engine = runtime_dependency(&out, &["regex"]).expect("a line");
        assert!(
            with_engine.ends_with(", features = [\"regex\"] }"),
            "{with_engine}"
        );
        let with_both = runtime_dependency(&out, &["idn", "regex"]).expect("a line");
        assert!(
            with_both.ends_with(", features = [\"idn\", \"regex\"] }"),
            "{with_both}"
        );
        let manifest = format!("[dependencies]\n{line}\n");
        fs::write(folder.path().join("Cargo.toml"), manifest).expect("written");
        assert_eq!(runtime_dependency(&out, &[]), None);
        assert_eq!(runtime_dependency(&out, &["regex"]), Some(with_engine));
    }

    #[test]
    fn a_diff_is_coloured_line_by_line() {
        let text = colored_diff("--- a\n@@ -1 +1 @@\n-x\n+y\n z\n");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "\u{1b}[1m--- a\u{1b}[0m");
        assert_eq!(lines[2], "\u{1b}[31m-x\u{1b}[0m");
        assert_eq!(lines[3], "\u{1b}[32m+y\u{1b}[0m");
    }
}
