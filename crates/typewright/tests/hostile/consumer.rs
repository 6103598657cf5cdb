//! A crate outside this workspace that holds generated source, as an integrator's crate does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const EDITIONS: [&str; 2] = ["2021", "2024"];

/// A workspace with one package for each edition; all of them hold the same generated tree.
pub struct Consumer {
    folder: TempDir,
    target: PathBuf,
}

impl Consumer {
    /// `name` tells apart the target folders of tests that run at the same time.
    pub fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let runtime = manifest.join("../typewright-runtime");
        let members = EDITIONS.map(|edition| format!("\"e{edition}\""));
        let workspace = format!(
            "[workspace]\nresolver = \"2\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
            members.join(", ")
        );
        fs::write(folder.path().join("Cargo.toml"), workspace).expect("written");
        // The versions that this workspace has, so that nothing is fetched.
        fs::copy(
            manifest.join("../../Cargo.lock"),
            folder.path().join("Cargo.lock"),
        )
        .expect("a lock file");
        for edition in EDITIONS {
            let package = folder.path().join(format!("e{edition}"));
            fs::create_dir_all(package.join("src")).expect("a folder");
            let text = format!(
                "[package]\nname = \"e{edition}\"\nedition = \"{edition}\"\n\n[dependencies]\ntypewright-runtime = {{ path = {runtime:?} }}\n"
            );
            fs::write(package.join("Cargo.toml"), text).expect("written");
            let library =
                "#![deny(warnings)]\n\n#[path = \"../../generated/mod.rs\"]\npub mod generated;\n";
            fs::write(package.join("src/lib.rs"), library).expect("written");
        }
        Consumer {
            folder,
            target: Path::new(env!("CARGO_TARGET_TMPDIR")).join(name),
        }
    }

    /// Where the generated tree belongs.
    pub fn generated(&self) -> PathBuf {
        self.folder.path().join("generated")
    }

    /// Runs `main` in each edition; returns what each has printed.
    #[allow(
        dead_code,
        reason = "not every test that has a consumer runs a program"
    )]
    pub fn run(&self, main: &str) -> Vec<String> {
        EDITIONS
            .iter()
            .map(|edition| {
                let package = format!("e{edition}");
                let text = main.replace("CONSUMER", &package);
                let path = self.folder.path().join(&package).join("src/main.rs");
                fs::write(path, text).expect("written");
                succeed(&self.cargo(&["run", "--quiet", "-p", &package], &[]))
            })
            .collect()
    }

    /// Runs cargo on all packages and returns what it has said; it must succeed.
    pub fn cargo_succeeds(&self, arguments: &[&str], variables: &[(&str, &str)]) -> String {
        succeed(&self.cargo(arguments, variables))
    }

    fn cargo(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let (command, rest) = arguments.split_first().expect("a command");
        Command::new(cargo)
            .arg(command)
            .args(["--offline", "--color", "never"])
            .args(rest)
            .current_dir(self.folder.path())
            .env("CARGO_TARGET_DIR", &self.target)
            .env_remove("RUSTFLAGS")
            .env_remove("RUSTDOCFLAGS")
            .envs(variables.iter().copied())
            .output()
            .expect("cargo runs")
    }
}

fn succeed(output: &Output) -> String {
    let said = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(output.status.success(), "{}{}", said[0], said[1]);
    said.concat()
}
