//! Warns when `generated/` is not what `schema/` says; never writes, except with the feature `regenerate`.
//!
//! Without that feature there is no compiler here: `generated/manifest.txt` tells what every file read and written looked
//! like when the compiler last ran, and that is compared with what is there now. Of a packaged crate, which has no
//! `typewright.toml`, nothing is asked: there is nobody who could generate it again.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::io;
use std::path::Path;

const CONFIG: &str = "typewright.toml";
const SCHEMA: &str = "schema";
const GENERATED: &str = "generated";
const MENDING_COMMAND: &str = "cargo run --bin typewright -- generate";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if !Path::new(CONFIG).is_file() {
        return Ok(());
    }
    for path in [CONFIG, SCHEMA, GENERATED] {
        println!("cargo::rerun-if-changed={path}");
    }
    regenerate()?;
    if let Some(reason) = staleness(Path::new("")) {
        println!("cargo::warning=generated/ is stale: {reason}; run: {MENDING_COMMAND}");
    }
    Ok(())
}

#[cfg(feature = "regenerate")]
fn regenerate() -> Result<(), typewright::BuildError> {
    let build = typewright::Build::from_config(CONFIG)?;
    build.cargo_directives().run().map(drop)
}

#[cfg(not(feature = "regenerate"))]
fn regenerate() -> io::Result<()> {
    Ok(())
}

/// The first reason to generate again, if there is one, for the crate in the folder `root`.
///
/// Changes of `typewright.toml` and of the compiler itself do not show here; they do in `typewright check`.
pub fn staleness(root: &Path) -> Option<String> {
    let manifest = root.join(GENERATED).join("manifest.txt");
    let Ok(manifest) = fs::read_to_string(manifest) else {
        return Some("it has no manifest.txt".to_owned());
    };
    let mut listed = BTreeSet::new();
    for line in manifest.lines().skip(1) {
        let role = line.split_once("  ").map(|(_, rest)| rest);
        if role.is_some_and(|rest| rest.starts_with("resource ")) {
            // Known by a URI: where it lies, only the compiler's configuration tells.
            continue;
        }
        let Some((fingerprint, folder, path)) = parse_line(line) else {
            return Some(format!("manifest.txt has a line that is none: {line}"));
        };
        let path = format!("{folder}/{path}");
        match fs::read(root.join(&path)) {
            Ok(bytes) if self::fingerprint(&bytes) == fingerprint => {}
            Ok(_) => return Some(format!("{path} has changed since it was generated")),
            Err(_) => return Some(format!("{path} is missing")),
        }
        listed.insert(path);
    }
    let schemas = match schemas(root) {
        Ok(schemas) => schemas,
        Err(error) => return Some(format!("{SCHEMA}/ cannot be read ({error})")),
    };
    let new = schemas.iter().find(|path| !listed.contains(*path))?;
    Some(format!("{new} is new"))
}

/// Splits `<16 hexadecimal digits>  <input or output> <path>`.
fn parse_line(line: &str) -> Option<(u64, &'static str, &str)> {
    let (digits, rest) = line.split_once("  ")?;
    let (role, path) = rest.split_once(' ')?;
    let folder = match role {
        "input" => SCHEMA,
        "output" => GENERATED,
        _ => return None,
    };
    let fingerprint = u64::from_str_radix(digits, 16).ok()?;
    Some((fingerprint, folder, path))
}

/// FNV-1a, 64 bits, with `\r\n` taken as `\n`; as in `typewright::sync`.
fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for (index, byte) in bytes.iter().enumerate() {
        if *byte == b'\r' && bytes.get(index + 1) == Some(&b'\n') {
            continue;
        }
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

/// The documents that the compiler takes for roots: in the schema folder and the folders directly in it, not deeper.
fn schemas(root: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for name in names(&root.join(SCHEMA))? {
        let path = format!("{SCHEMA}/{name}");
        if root.join(&path).is_dir() {
            for name in names(&root.join(&path))? {
                found.push(format!("{path}/{name}"));
            }
        } else {
            found.push(path);
        }
    }
    found.retain(|path| path.ends_with(".schema.json"));
    found.sort();
    Ok(found)
}

/// The names in a folder, but for hidden ones.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    Ok(names)
}
