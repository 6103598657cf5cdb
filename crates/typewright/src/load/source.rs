//! From a path to units: which files are documents, and what they refer to.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::Unit;
use super::document::parse_document;
use super::files::{Disk, Files, Listing, Memory, ReadError};
use super::tree::{Document, Documents};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::resolve::{self, Supply};

/// Where schemas come from.
#[derive(Clone, Debug)]
pub struct Source {
    place: SourcePlace,
}

#[derive(Clone, Debug)]
enum SourcePlace {
    Path(PathBuf),
    Memory(BTreeMap<String, Vec<u8>>),
}

impl Source {
    /// A schema file, or a folder of them; relative to the current folder, or absolute.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Source {
            place: SourcePlace::Path(path.into()),
        }
    }

    /// A schema folder that exists in memory only: names below the root, with `/`, and what the files hold.
    pub fn memory<N, T>(files: impl IntoIterator<Item = (N, T)>) -> Self
    where
        N: Into<String>,
        T: Into<Vec<u8>>,
    {
        let files = files
            .into_iter()
            .map(|(name, text)| (name.into(), text.into()))
            .collect();
        Source {
            place: SourcePlace::Memory(files),
        }
    }
}

/// Reads every document of a source, and every file that they refer to.
///
/// A file is a unit of its own, whatever its name; its folder is the schema root. A folder is the schema root itself. Its
/// documents are the files `*.schema.json`, or, when there are none of these, `*.json`: those directly in it are one unit, and
/// those directly in a subfolder are a unit with that name. Files further down are read only when a `$ref` names them. Units and
/// documents come in the order of their names; hidden files are left out.
///
/// What cannot be read, is not JSON (see [`DiagnosticKind::Syntax`]), is no schema or has an unknown `$schema` is an error in
/// `diagnostics`, and the documents that can be used are returned all the same. Nothing outside the schema root is read: not by
/// `..`, not by a symbolic link.
pub fn load_sources(source: &Source, diagnostics: &mut Diagnostics) -> Vec<Unit> {
    match &source.place {
        SourcePlace::Memory(files) => {
            let memory = Memory { files };
            let found = find_documents(&memory, diagnostics);
            load_units(&memory, found, diagnostics)
        }
        SourcePlace::Path(path) => load_path(path, diagnostics),
    }
}

fn load_path(path: &Path, diagnostics: &mut Diagnostics) -> Vec<Unit> {
    let shown = path.display().to_string();
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) => {
            let kind = match error.kind() {
                std::io::ErrorKind::NotFound => DiagnosticKind::NoSchema,
                _ => DiagnosticKind::Unreadable,
            };
            diagnostics.push(Diagnostic::error(
                kind,
                Location::file(shown),
                format!("the schema path cannot be read: {error}"),
                "name a schema file, or a folder that holds schema files",
            ));
            return Vec::new();
        }
    };
    let (root, file) = if metadata.is_dir() {
        (path, None)
    } else {
        let parent = path.parent().unwrap_or(Path::new(""));
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            unnameable(&shown, diagnostics);
            return Vec::new();
        };
        (parent, Some(name.to_owned()))
    };
    match Disk::open(root) {
        Ok(disk) => {
            let found = match file {
                Some(name) => vec![(None, vec![name])],
                None => find_documents(&disk, diagnostics),
            };
            load_units(&disk, found, diagnostics)
        }
        Err(error) => {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::Unreadable,
                Location::file(shown),
                format!("the schema folder cannot be read: {error}"),
                "check that the folder exists and may be read",
            ));
            Vec::new()
        }
    }
}

fn unnameable(shown: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(Diagnostic::error(
        DiagnosticKind::Unreadable,
        Location::file(shown),
        "the file name is not Unicode",
        "rename the file",
    ));
}

/// The folder of a unit and the names of its documents.
type Found = Vec<(Option<String>, Vec<String>)>;

fn find_documents(files: &dyn Files, diagnostics: &mut Diagnostics) -> Found {
    let mut folders = Vec::new();
    let mut complete = true;
    if let Some(listing) = list_folder(files, "", diagnostics) {
        let subfolders = listing.folders.clone();
        folders.push((None, listing));
        for folder in subfolders {
            if let Some(listing) = list_folder(files, &folder, diagnostics) {
                folders.push((Some(folder), listing));
            } else {
                complete = false;
            }
        }
    } else {
        complete = false;
    }
    for ending in [".schema.json", ".json"] {
        let found = documents_ending(&folders, ending);
        if !found.is_empty() {
            return found;
        }
    }
    if complete {
        diagnostics.push(Diagnostic::error(
            DiagnosticKind::NoSchema,
            Location::file(files.shown("")),
            "the folder and its subfolders hold no schema",
            "put a `*.schema.json` file there, or name a schema file",
        ));
    }
    Vec::new()
}

fn documents_ending(folders: &[(Option<String>, Listing)], ending: &str) -> Found {
    let mut found = Vec::new();
    for (folder, listing) in folders {
        let names: Vec<String> = listing
            .files
            .iter()
            .filter(|name| name.ends_with(ending))
            .map(|name| match folder {
                Some(folder) => format!("{folder}/{name}"),
                None => name.clone(),
            })
            .collect();
        if !names.is_empty() {
            found.push((folder.clone(), names));
        }
    }
    found
}

fn list_folder(files: &dyn Files, folder: &str, diagnostics: &mut Diagnostics) -> Option<Listing> {
    match files.list(folder) {
        Ok(listing) => {
            for name in listing.unnameable.iter().filter(|n| n.ends_with(".json")) {
                unnameable(name, diagnostics);
            }
            Some(listing)
        }
        Err(error) => {
            diagnostics.push(read_diagnostic(
                error,
                Location::file(files.shown(folder)),
                "the folder",
            ));
            None
        }
    }
}

/// Says why something was not read; `what` is the grammatical subject.
fn read_diagnostic(error: ReadError, location: Location, what: &str) -> Diagnostic {
    match error {
        ReadError::Missing => Diagnostic::error(
            DiagnosticKind::Unreadable,
            location,
            format!("{what} does not exist"),
            "restore it, or mend the symbolic link that leads to it",
        ),
        ReadError::Outside => Diagnostic::error(
            DiagnosticKind::ReferenceOutsideRoot,
            location,
            format!("{what} lies outside the schema root"),
            "only files below the schema root are read: copy it there, or name a folder higher up",
        ),
        ReadError::Unreadable(error) => Diagnostic::error(
            DiagnosticKind::Unreadable,
            location,
            format!("{what} cannot be read: {error}"),
            "check that it is a regular file and may be read",
        ),
    }
}

fn load_units(files: &dyn Files, found: Found, diagnostics: &mut Diagnostics) -> Vec<Unit> {
    let mut roots = Vec::new();
    for (folder, names) in found {
        let mut documents = Documents::default();
        for name in names {
            let shown = files.shown(&name);
            let document = match files.read(&name) {
                Ok(bytes) => parse_document(&shown, &name, bytes, diagnostics),
                Err(error) => {
                    let location = Location::file(shown);
                    diagnostics.push(read_diagnostic(error, location, "the file"));
                    None
                }
            };
            if let Some(document) = document {
                let id = documents.push(document);
                documents.roots.push(id);
            }
        }
        roots.push((folder, documents));
    }
    let mut shelf = Shelf::new(files, &roots);
    let units = roots
        .into_iter()
        .map(|(folder, documents)| Unit {
            folder,
            documents: resolve::gather_documents(documents, &mut shelf),
        })
        .collect();
    diagnostics.extend(shelf.diagnostics);
    units
}

/// Hands out the documents that others refer to, each read once.
struct Shelf<'a> {
    files: &'a dyn Files,
    by_name: HashMap<String, Option<Document>>,
    /// Documents of every unit that state their own URI; nothing where two state the same.
    by_identifier: HashMap<String, Option<String>>,
    diagnostics: Diagnostics,
}

impl<'a> Shelf<'a> {
    fn new(files: &'a dyn Files, units: &[(Option<String>, Documents)]) -> Self {
        let mut by_name = HashMap::new();
        let mut by_identifier = HashMap::new();
        for (_, document) in units.iter().flat_map(|(_, documents)| documents.iter()) {
            if let Some(uri) = resolve::stated_identifier(document) {
                by_identifier
                    .entry(uri)
                    .and_modify(|name| *name = None)
                    .or_insert_with(|| Some(document.name.clone()));
            }
            by_name.insert(document.name.clone(), Some(document.clone()));
        }
        Shelf {
            files,
            by_name,
            by_identifier,
            diagnostics: Diagnostics::new(),
        }
    }
}

impl Supply for Shelf<'_> {
    fn by_identifier(&mut self, uri: &str) -> Option<Document> {
        let name = self.by_identifier.get(uri)?.as_ref()?;
        self.by_name.get(name)?.clone()
    }

    fn by_name(&mut self, name: &str, reference: &Location) -> Option<Document> {
        if let Some(known) = self.by_name.get(name) {
            return known.clone();
        }
        let shown = self.files.shown(name);
        let document = match self.files.read(name) {
            Ok(bytes) => parse_document(&shown, name, bytes, &mut self.diagnostics),
            // Stage `resolve` says so, and what there is instead.
            Err(ReadError::Missing) => None,
            Err(error) => {
                let what = format!("the file `{shown}`");
                let location = reference.clone();
                self.diagnostics
                    .push(read_diagnostic(error, location, &what));
                None
            }
        };
        self.by_name.insert(name.to_owned(), document.clone());
        document
    }
}
