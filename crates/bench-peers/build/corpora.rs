//! The modules that compile, for each schema of the corpora, typify's output and jsonschema's macro.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::corpus::Corpus;
use crate::typify_output;

/// Writes `corpora.rs`, and the files that it includes.
///
/// # Errors
/// A file that cannot be written.
pub fn write(corpora: &[Corpus], out: &Path) -> Result<(), Box<dyn Error>> {
    let mut modules = String::new();
    let mut entries = String::new();
    for corpus in corpora {
        let Corpus {
            collection,
            name,
            module,
            ..
        } = corpus;
        let typify = match typify_output::of(&corpus.schema()) {
            Ok(types) => {
                fs::write(out.join(format!("{module}.rs")), types)?;
                writeln!(
                    modules,
                    "mod {module} {{ include!(concat!(env!(\"OUT_DIR\"), \"/{module}.rs\")); }}"
                )?;
                format!("Ok(Typify::of::<{module}::Root>())")
            }
            Err(reason) => format!("Err({reason:?})"),
        };
        let schema = corpus.schema().display().to_string();
        let validator = format!("Validator_{module}");
        writeln!(
            modules,
            "#[jsonschema::validator(path = {schema:?}, validate_formats = true, \
             methods = {{ is_valid = true, validate = false, iter_errors = false }})]\n\
             struct {validator};"
        )?;
        let payloads = corpus.folder.join("instances.jsonl").display().to_string();
        writeln!(
            entries,
            "    Corpus {{ collection: {collection:?}, name: {name:?}, schema: {schema:?}, payloads: {payloads:?}, \
             is_valid: {validator}::is_valid, typify: {typify} }},"
        )?;
    }
    let text =
        format!("{modules}\n/// All of them.\npub static CORPORA: &[Corpus] = &[\n{entries}];\n");
    fs::write(out.join("corpora.rs"), text)?;
    Ok(())
}
