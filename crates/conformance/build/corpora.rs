//! Corpora of real schemas: a folder a schema, with `schema.json` and its payloads in `instances.jsonl`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use typewright::FormatMode;
use typewright::load::Dialect;

use crate::folder::Folder;
use crate::selection::Selection;
use crate::subjects::Subjects;

/// Folders that repeat what others hold.
const LEFT_OUT: &[&str] = &["_all_events"];

/// Writes modules and index for one corpus.
pub fn generate(
    corpus: Option<&Path>,
    selection: &Selection,
    folder: &Folder,
) -> Result<(), Box<dyn Error>> {
    let Some(corpus) = corpus else {
        folder.write_index(
            "use conformance::subject::{Corpus, Subject};\n\n\
             pub static CORPORA: Option<(&[Corpus], &[Subject])> = None;\n",
        )?;
        return Ok(());
    };
    let mut subjects = Subjects::new(folder);
    let mut corpora = String::new();
    for (name, path) in folders(corpus)? {
        let is_selected = selection.contains(&format!("github/{name}"));
        if LEFT_OUT.contains(&name.as_str()) || !is_selected {
            continue;
        }
        let schema = fs::read_to_string(path.join("schema.json"))?;
        let subject = subjects.add(&schema, FormatMode::Assert, Dialect::Draft2020)?;
        let payloads = path.join("instances.jsonl").canonicalize()?;
        corpora += &format!(
            "    Corpus {{ name: {name:?}, subject: {subject}, payloads: include_str!({:?}) }},\n",
            payloads.display().to_string()
        );
    }
    folder.write_index(&format!(
        "use conformance::subject::{{Corpus, Subject}};\n\n{}\n\
         static ALL: &[Corpus] = &[\n{corpora}];\n\n\
         pub static CORPORA: Option<(&[Corpus], &[Subject])> = Some((ALL, SUBJECTS));\n",
        subjects.into_source()
    ))?;
    Ok(())
}

fn folders(corpus: &Path) -> Result<Vec<(String, PathBuf)>, Box<dyn Error>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(corpus)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            let name = entry.file_name().to_string_lossy().into_owned();
            folders.push((name, entry.path()));
        }
    }
    folders.sort();
    Ok(folders)
}
