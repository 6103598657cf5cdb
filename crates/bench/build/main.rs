//! Generates the bench's own contracts, and tells the program what it was built by.

mod patterns;

use std::env;
use std::error::Error;
use std::path::PathBuf;
use std::process::Command;

use typewright::Build;

const CONTRACT: &str = "../../schema/2026-04-01";
const CONTRACT_URI: &str = "https://wexio.example/webhooks/2026-04-01";

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
    patterns::write(&PathBuf::from(env::var("OUT_DIR")?))?;
    Ok(())
}
