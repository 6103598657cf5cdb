//! The example crate, whose build script uses `Build`: built by Cargo, run, changed, broken and mended.
//!
//! It is built offline in a copy, with the versions that the workspace has locked: they are there, since this test was built.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const READING: &str =
    r#"{"station": "Brocken", "takenAt": "2026-04-01T06:00:00+02:00", "celsius": -3.50}"#;
const SCHEMA: &str = "schema/reading.schema.json";

/// A copy of the example.
struct Example {
    folder: TempDir,
}

impl Example {
    fn copied() -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let repository = repository.canonicalize().expect("the repository");
        let example = repository.join("examples/build-script");
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["Cargo.toml", "build.rs", "src/main.rs", SCHEMA] {
            let text = fs::read_to_string(example.join(name)).expect("a file of the example");
            // The copy lies elsewhere than the packages beside it.
            let crates = repository.join("crates");
            let text = text.replace("../../crates", crates.to_str().expect("a path in Unicode"));
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("written");
        }
        let lock = "Cargo.lock";
        fs::copy(repository.join(lock), folder.path().join(lock)).expect("copied");
        Example { folder }
    }

    /// Runs `cargo run` on a payload.
    fn run(&self, payload: &str) -> Said {
        let mut child = Command::new(env!("CARGO"))
            .args(["run", "--offline", "--color", "never"])
            .current_dir(self.folder.path())
            // Kept from one run of the test to the next, and no other build waits for it.
            .env("CARGO_TARGET_DIR", target_folder())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("Cargo runs");
        let mut stdin = child.stdin.take().expect("piped");
        // A program that does not build reads nothing.
        let _ = stdin.write_all(payload.as_bytes());
        drop(stdin);
        Said::of(child.wait_with_output().expect("Cargo ends"))
    }

    /// Replaces a part of the schema.
    fn edit(&self, old: &str, new: &str) {
        let path = self.folder.path().join(SCHEMA);
        let text = fs::read_to_string(&path).expect("the schema");
        assert!(text.contains(old), "{old:?} is not in the schema");
        fs::write(path, text.replace(old, new)).expect("written");
    }
}

fn target_folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("build-script")
}

/// What Cargo and the program have said.
struct Said {
    succeeded: bool,
    out: String,
    err: String,
}

impl Said {
    fn of(output: Output) -> Self {
        Said {
            succeeded: output.status.success(),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    #[track_caller]
    fn assert_says(&self, part: &str) {
        assert!(self.err.contains(part), "{part:?} is not in:\n{}", self.err);
    }

    fn has_built(&self) -> bool {
        self.err.contains("Compiling build-script ")
    }

    /// Whether the example was built although neither it nor the tool, which somebody may just be editing, has changed.
    fn has_built_for_nothing(&self) -> bool {
        self.has_built() && !self.err.contains("Compiling typewright")
    }
}

#[test]
fn the_example_follows_its_schema_and_cargo_shows_what_is_wrong_with_it() {
    let example = Example::copied();
    let said = example.run(READING);
    assert!(said.succeeded && said.has_built(), "{}", said.err);
    assert_eq!(said.out, "Brocken: -3.50 °C at 2026-04-01T06:00:00+02:00\n");
    // Neither the script nor the compiler has anything to say about what was made.
    for warning in ["warning: build-script@", "warning: `build-script`"] {
        assert!(!said.err.contains(warning), "{}", said.err);
    }

    // Nothing has changed, so nothing is built.
    let said = example.run(READING);
    assert!(
        said.succeeded && !said.has_built_for_nothing(),
        "{}",
        said.err
    );

    // A payload that the schema refuses.
    example.edit("\"minimum\": -95", "\"minimum\": 0");
    let said = example.run(READING);
    assert!(!said.succeeded && said.has_built(), "{}", said.err);
    said.assert_says("/celsius must be at least 0");
    let said = example.run(READING);
    assert!(!said.has_built_for_nothing(), "{}", said.err);

    // A slip that is no error.
    example.edit("\"minimum\": 0", "\"minumum\": 0");
    let said = example.run(READING);
    assert!(said.succeeded, "{}", said.err);
    said.assert_says(
        "warning: build-script@0.1.0: schema/reading.schema.json:10:36: warning: `minumum` ",
    );

    // An error: where, what, and what to do.
    example.edit("\"minumum\": 0", "\"minimum\": \"0\"");
    let said = example.run(READING);
    assert!(!said.succeeded && said.out.is_empty(), "{}", said.err);
    said.assert_says("error: failed to run custom build command for `build-script v0.1.0");
    said.assert_says("  Error: no source was generated\n  error: ");
    said.assert_says("\n    --> schema/reading.schema.json:10:47\n");
    said.assert_says("\n  10 |     \"celsius\": { \"type\": \"number\", \"minimum\": \"0\", ");
    said.assert_says("\n     = note: at JSON Pointer /properties/celsius/minimum\n");
    said.assert_says("\n     = help: ");
    assert!(!said.err.contains("panicked"), "{}", said.err);

    example.edit("\"minimum\": \"0\"", "\"minimum\": -95");
    let said = example.run(READING);
    assert!(said.succeeded, "{}", said.err);
}
