//! Corpora of real schemas: a folder a schema, with `schema.json` and its payloads in `instances.jsonl`.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The corpora, by folder.
const COLLECTIONS: &[&str] = &["sourcemeta", "github"];

/// One schema of a corpus.
pub struct Corpus {
    /// The corpus.
    pub collection: &'static str,
    /// The schema's name in it.
    pub name: String,
    /// A name for a module: distinct in all of the corpora.
    pub module: String,
    /// Its folder, absolute.
    pub folder: PathBuf,
}

impl Corpus {
    /// The schema's file.
    pub fn schema(&self) -> PathBuf {
        self.folder.join("schema.json")
    }
}

/// The schemas of the corpora in the folder `TYPEWRIGHT_CORPORA`, else in `shared/corpora` beside the repository; none where there
/// is no such folder. Tells Cargo what it looked at.
///
/// `github/_all_events` is left out: it says once more what all the others of that corpus say. `TYPEWRIGHT_BENCH_ONLY` restricts the
/// rest to comma-separated fragments of names, such as `sourcemeta,github/push`: to compile all takes minutes.
///
/// # Errors
/// A folder that cannot be read.
pub fn find() -> Result<Vec<Corpus>, Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=TYPEWRIGHT_CORPORA");
    println!("cargo::rerun-if-env-changed=TYPEWRIGHT_BENCH_ONLY");
    let only = env::var("TYPEWRIGHT_BENCH_ONLY").unwrap_or_default();
    let is_wanted = |name: &str| {
        only.split(',')
            .any(|fragment| name.contains(fragment.trim()))
    };
    let folder = env::var_os("TYPEWRIGHT_CORPORA").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| Path::new("../../../shared/corpora").to_owned());
    let mut found = Vec::new();
    for collection in COLLECTIONS {
        let folder = folder.join(collection);
        if !folder.is_dir() {
            continue;
        }
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut corpora = Vec::new();
        for entry in fs::read_dir(&folder.canonicalize()?)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_one = entry.file_type()?.is_dir() && !name.starts_with('_');
            if !is_one || !is_wanted(&format!("{collection}/{name}")) {
                continue;
            }
            corpora.push(Corpus {
                collection,
                module: format!(
                    "{collection}_{}",
                    name.replace(|c: char| !c.is_ascii_alphanumeric(), "_")
                ),
                name,
                folder: entry.path(),
            });
        }
        corpora.sort_by(|a, b| a.name.cmp(&b.name));
        found.extend(corpora);
    }
    Ok(found)
}
