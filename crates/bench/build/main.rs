//! Generates the bench's own contracts, and tells the program what it was built by.

mod patterns;
mod stricter;

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use typewright::Build;

const CONTRACT: &str = "../../schema/2026-04-01";
const CONTRACT_URI: &str = "https://wexio.example/webhooks/2026-04-01";

/// So many members are declared by one contract: to compile code for ten times as many takes more than a hundred times as long.
const DECLARED: usize = 400;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    let rustc = env::var("RUSTC")?;
    let version = Command::new(rustc).arg("--version").output()?.stdout;
    println!(
        "cargo::rustc-env=BENCH_RUSTC={}",
        String::from_utf8(version)?.trim()
    );
    let mut list = Build::new().schema("schema/list.schema.json");
    for name in ["chat.created", "chat", "contact", "envelope"] {
        let file = format!("{name}.schema.json");
        list = list.resource(
            format!("{CONTRACT_URI}/{file}"),
            format!("{CONTRACT}/{file}"),
        );
    }
    list.out_dir_module("list").cargo_directives().run()?;
    let growth = Build::new().schema("schema/growth");
    growth.out_dir_module("growth").cargo_directives().run()?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    declared(&out)?;
    stricter::write(&out)?;
    patterns::write(&out)
}

/// A contract that declares many members.
fn declared(out: &Path) -> Result<(), Box<dyn Error>> {
    let members: Vec<String> = (0..DECLARED)
        .map(|index| format!("\"name{index:05}\": {{ \"type\": \"integer\" }}"))
        .collect();
    let schema = out.join("declared.schema.json");
    let text = format!(
        "{{ \"type\": \"object\", \"properties\": {{ {} }} }}",
        members.join(", ")
    );
    fs::write(&schema, text)?;
    let declared = Build::new().schema(schema);
    declared.out_dir_module("declared").run()?;
    Ok(())
}
