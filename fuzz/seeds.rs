//! Makes the seeds of the targets from the official test suite, which is read where it is and is no part of this repository:
//! every schema for `compiler`, every instance for `reader`.
//!
//! `TYPEWRIGHT_SUITE` names the suite's folder; else it is looked for in `../shared/json-schema-test-suite` beside the repository.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;
use typewright::sync::fingerprint;

fn main() -> Result<(), Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let suite = env::var_os("TYPEWRIGHT_SUITE").map_or_else(
        || here.join("../../shared/json-schema-test-suite"),
        PathBuf::from,
    );
    let tests = suite.join("tests");
    if !tests.is_dir() {
        return Err(format!("there is no test suite at {}", suite.display()).into());
    }
    let mut seeds = Seeds {
        compiler: here.join("corpus/compiler"),
        reader: here.join("corpus/reader"),
        count: 0,
    };
    fs::create_dir_all(&seeds.compiler)?;
    fs::create_dir_all(&seeds.reader)?;
    let example = here.join("../schema/2026-04-01/examples/chat.created.json");
    seeds.add_instance(&fs::read_to_string(example)?)?;
    let mut open = vec![tests];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                seeds.add_file(&path)?;
            }
        }
    }
    println!("{} seeds in {}", seeds.count, here.join("corpus").display());
    Ok(())
}

struct Seeds {
    compiler: PathBuf,
    reader: PathBuf,
    count: usize,
}

impl Seeds {
    fn add_file(&mut self, path: &Path) -> Result<(), Box<dyn Error>> {
        let groups: Vec<Value> = serde_json::from_slice(&fs::read(path)?)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        for group in &groups {
            self.add_schema(&group["schema"].to_string())?;
            for case in group["tests"].as_array().into_iter().flatten() {
                self.add_instance(&case["data"].to_string())?;
            }
        }
        Ok(())
    }

    fn add_schema(&mut self, text: &str) -> std::io::Result<()> {
        self.count += 1;
        fs::write(self.compiler.join(name_of(text)), text)
    }

    fn add_instance(&mut self, text: &str) -> std::io::Result<()> {
        self.count += 1;
        fs::write(self.reader.join(name_of(text)), text)
    }
}

/// Equal texts have one name, so that each is there once.
fn name_of(text: &str) -> String {
    format!("{:016x}", fingerprint(text))
}
