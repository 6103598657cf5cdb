//! typify's output for one schema.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use schemars::schema::RootSchema;
use typify::{TypeSpace, TypeSpaceSettings};

/// typify's output, from another process.
///
/// # Errors
/// The first line that the process left before it died.
pub fn of(schema: &Path) -> Result<String, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program).arg(schema).output();
    let output = output.map_err(|error| error.to_string())?;
    if output.status.success() {
        return String::from_utf8(output.stdout).map_err(|error| error.to_string());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let lines = complaint.lines().map(str::trim);
    let mut lines = lines.filter(|line| !line.is_empty() && !line.starts_with("note:"));
    Err(match (lines.next(), lines.next()) {
        // A panic says where first, and then why.
        (Some(place), Some(reason)) if place.contains("panicked at") => format!("panic: {reason}"),
        (Some(reason), _) => reason.to_owned(),
        (None, _) => output.status.to_string(),
    })
}

/// typify's output, in this process, which it may end: formatted, and with `Root` as another name of the document's type.
pub fn generate(schema: &Path) -> Result<String, Box<dyn Error>> {
    let mut schema: RootSchema = serde_json::from_str(&fs::read_to_string(schema)?)?;
    let metadata = schema.schema.metadata.get_or_insert_default();
    // A document without a title gets no type.
    metadata.title.get_or_insert_with(|| "Document".to_owned());
    let mut types = TypeSpace::new(&TypeSpaceSettings::default());
    let root = types.add_root_schema(schema)?.ok_or("no root type")?;
    let name = types.get_type(&root)?.name();
    let file: syn::File = syn::parse2(types.to_stream())?;
    Ok(format!(
        "{}\n/// The document's type.\npub type Root = {name};\n",
        prettyplease::unparse(&file)
    ))
}
