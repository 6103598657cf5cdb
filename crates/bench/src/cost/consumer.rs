//! Programs that read an event from standard input and print its id: equal but for what reads.

use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use bench_peers::TYPIFY_OUTPUT;
use wexio_webhooks::Contract;
use wexio_webhooks::v2026_04_01::ChatCreated;

use crate::payload;

/// The repository.
pub const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

const LOCK: &str = include_str!("../../../../Cargo.lock");

/// What a consumer is made of.
pub struct Project {
    /// What is printed.
    name: &'static str,
    folder: &'static str,
    dependencies: &'static str,
    /// Reads `body`, and prints the id.
    read: &'static str,
    /// Items beside `main`.
    items: &'static str,
    /// Files beside `main.rs`.
    files: &'static [(&'static str, &'static str)],
}

/// First the one without anything, then the one that the others are compared with.
pub const CONSUMERS: &[Project] = &[
    Project {
        name: "without: copies the body",
        folder: "without",
        dependencies: "",
        read: "println!(\"{}\", String::from_utf8_lossy(&body));",
        items: "",
        files: &[],
    },
    Project {
        name: "typify's output, serde_json; not validated",
        folder: "typify",
        dependencies: "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n\
                       chrono = { version = \"0.4\", default-features = false, features = [\"alloc\", \"serde\"] }\n\
                       regress = \"0.12\"\n",
        read: "let event: types::Root = serde_json::from_slice(&body)?;\n    println!(\"{}\", event.id.as_str());",
        items: "#[allow(dead_code)]\nmod types;",
        files: &[("types.rs", TYPIFY_OUTPUT)],
    },
    Project {
        name: "jsonschema's macro, derived types, serde_json",
        folder: "macros",
        dependencies: "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n\
                       chrono = { version = \"0.4\", default-features = false, features = [\"alloc\", \"serde\"] }\n\
                       jsonschema = { version = \"0.60\", default-features = false, features = [\"macros\"] }\n",
        read: "let value = serde_json::from_slice(&body)?;\n    \
               if !Validator::is_valid(&value) {\n        return Err(\"the event is not valid\".into());\n    }\n    \
               let event: types::Owned = serde_json::from_value(value)?;\n    println!(\"{}\", event.id);",
        items: "#[allow(dead_code)]\nmod types;\n\n\
                #[jsonschema::validator(path = \"src/schema.json\", validate_formats = true)]\nstruct Validator;",
        files: &[
            (
                "types.rs",
                include_str!("../../../bench-peers/src/derived.rs"),
            ),
            ("schema.json", ChatCreated::SCHEMA),
        ],
    },
    Project {
        name: "**wexio-webhooks**",
        folder: "ours",
        dependencies: "wexio-webhooks = { path = ROOT }\n",
        read: "let event = ChatCreated::from_slice(&body)?;\n    println!(\"{}\", event.id);",
        items: "use wexio_webhooks::Contract;\nuse wexio_webhooks::v2026_04_01::ChatCreated;",
        files: &[],
    },
];

/// A consumer as files.
pub struct Consumer {
    name: &'static str,
    folder: PathBuf,
}

impl Consumer {
    /// Writes the files, with the versions that the workspace is locked to.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn create(project: &Project, folder: &Path) -> Result<Self, Box<dyn Error>> {
        let folder = folder.join(project.folder);
        let sources = folder.join("src");
        fs::create_dir_all(&sources)?;
        let root = format!("{:?}", Path::new(ROOT).canonicalize()?);
        let manifest = format!(
            "[workspace]\n\n[package]\nname = \"consumer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\n{}\n[profile.release]\nstrip = true\n",
            project.dependencies.replace("ROOT", &root)
        );
        let program = format!(
            "use std::error::Error;\nuse std::io::{{Read, stdin}};\n\n{}\n\n\
             fn main() -> Result<(), Box<dyn Error>> {{\n    let mut body = Vec::new();\n    \
             stdin().read_to_end(&mut body)?;\n    {}\n    Ok(())\n}}\n",
            project.items, project.read
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(folder.join("Cargo.lock"), LOCK)?;
        fs::write(sources.join("main.rs"), program)?;
        for (name, text) in project.files {
            fs::write(sources.join(name), text)?;
        }
        let consumer = Consumer {
            name: project.name,
            folder,
        };
        // What is left of the lock file is settled before anything is timed.
        succeeded(consumer.cargo(&["fetch"]))?;
        Ok(consumer)
    }

    /// What is printed.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Seconds of a clean release build, with these variables set; the program must then read an event.
    ///
    /// # Errors
    /// It does not build, or does not do what it should.
    pub fn build(&self, variables: &[(&str, &str)]) -> Result<f64, Box<dyn Error>> {
        let target = self.target();
        if target.exists() {
            fs::remove_dir_all(target)?;
        }
        let mut command = self.cargo(&["build", "--release", "--offline", "--quiet"]);
        command.envs(variables.iter().copied());
        let start = Instant::now();
        succeeded(command)?;
        let seconds = start.elapsed().as_secs_f64();
        self.run()?;
        Ok(seconds)
    }

    /// The bytes of the program that was built last, without symbols.
    ///
    /// # Errors
    /// There is none.
    pub fn size(&self) -> Result<u64, Box<dyn Error>> {
        Ok(fs::metadata(self.program())?.len())
    }

    /// The number of crates that are built for it, itself included.
    ///
    /// # Errors
    /// Cargo does not tell.
    pub fn crates(&self) -> Result<usize, Box<dyn Error>> {
        let tree = [
            "tree",
            "--offline",
            "--prefix",
            "none",
            "--edges",
            "normal,build",
        ];
        let output = succeeded(self.cargo(&tree))?;
        let packages = output.lines().filter_map(|line| line.split(" (").next());
        let packages: BTreeSet<&str> = packages.filter(|package| !package.is_empty()).collect();
        Ok(packages.len())
    }

    fn run(&self) -> Result<(), Box<dyn Error>> {
        let mut command = Command::new(self.program());
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut input = child.stdin.take().ok_or("it takes no input")?;
        input.write_all(payload::minified()?.as_bytes())?;
        drop(input);
        let output = child.wait_with_output()?;
        match String::from_utf8(output.stdout)?.contains("evt_") {
            true => Ok(()),
            false => Err(format!("{} does not read the documented example", self.name).into()),
        }
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    fn program(&self) -> PathBuf {
        let name = format!("consumer{}", env::consts::EXE_SUFFIX);
        self.target().join("release").join(name)
    }

    fn cargo(&self, arguments: &[&str]) -> Command {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut command = Command::new(cargo);
        command
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.target());
        command
    }
}

/// Runs a command; what it printed.
fn succeeded(mut command: Command) -> Result<String, Box<dyn Error>> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(String::from_utf8(output.stdout)?);
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into())
}
