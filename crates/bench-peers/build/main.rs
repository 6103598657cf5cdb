//! Runs typify over the contract, and with the feature `corpora` over the corpora, and writes the modules that compile its
//! output and jsonschema's macros.
//!
//! typify may panic or overflow the stack, which nothing in its process can catch: so this program starts itself once more for
//! each schema, with the schema's path as its argument. Whatever ends that process is a reason, and no failure of the build.

mod corpora;
mod corpus;
mod flat;
mod typify_output;

use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

const CONTRACT: &str = "../../generated/v2026_04_01/chat_created.schema.json";

fn main() -> Result<(), Box<dyn Error>> {
    if let Some(schema) = env::args_os().nth(1) {
        print!("{}", typify_output::generate(&PathBuf::from(schema))?);
        return Ok(());
    }
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed={CONTRACT}");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let contract = serde_json::from_str(&fs::read_to_string(CONTRACT)?)?;
    let flat = out.join("chat_created.flat.json");
    fs::write(&flat, flat::flatten(contract)?.to_string())?;
    let types = typify_output::of(&flat).map_err(|reason| format!("typify refuses: {reason}"))?;
    fs::write(out.join("chat_created.rs"), types)?;
    let corpora = match env::var_os("CARGO_FEATURE_CORPORA") {
        Some(_) => corpus::find()?,
        None => Vec::new(),
    };
    corpora::write(&corpora, &out)?;
    Ok(())
}
