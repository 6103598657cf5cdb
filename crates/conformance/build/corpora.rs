//! Corpora of real schemas: a folder a schema, with `schema.json` and its payloads in `instances.jsonl`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use typewright::load::Dialect;

use crate::catalog::Corpus;
use crate::selection::Selection;
use crate::subjects::{Modes, Subjects};

/// The corpora, by folder.
const CORPORA: &[&str] = &["github", "sourcemeta"];

/// The schemas of the corpora in that folder, added to `subjects`.
pub fn collect(
    corpora: &Path,
    selection: &Selection,
    subjects: &mut Subjects,
) -> Result<Vec<Corpus>, Box<dyn Error>> {
    let mut found = Vec::new();
    for collection in CORPORA {
        let folder = corpora.join(collection);
        if !folder.is_dir() {
            continue;
        }
        for (name, path) in folders(&folder)? {
            if !selection.contains(&format!("{collection}/{name}")) {
                continue;
            }
            let schema = fs::read_to_string(path.join("schema.json"))?;
            let payloads = path.join("instances.jsonl").canonicalize()?;
            found.push(Corpus {
                collection: (*collection).to_owned(),
                name,
                subject: subjects.add(&schema, Modes::DEFAULT, Dialect::Draft2020, &[]),
                payloads: payloads.display().to_string(),
            });
        }
    }
    Ok(found)
}

fn folders(folder: &Path) -> Result<Vec<(String, PathBuf)>, Box<dyn Error>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            let name = entry.file_name().to_string_lossy().into_owned();
            folders.push((name, entry.path()));
        }
    }
    folders.sort();
    Ok(folders)
}
