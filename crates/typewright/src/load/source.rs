//! From a path to units: which files are documents, and what they refer to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Unit;
use super::document::{Label, judge_document, parse_document};
use super::files::{Disk, Files, Listing, Memory, ReadError};
use super::language::Languages;
use super::resource::{Resource, load_resources};
use super::shelf::Shelf;
use super::tree::{Dialect, Document, Documents, Origin};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::resolve;

/// Where schemas come from.
#[derive(Clone, Debug)]
pub struct Source {
    place: SourcePlace,
    resources: Vec<Resource>,
    dialect: Dialect,
    left_out: Option<PathBuf>,
}

#[derive(Clone, Debug)]
enum SourcePlace {
    Path(PathBuf),
    Memory(BTreeMap<String, Vec<u8>>),
}

impl Source {
    /// A schema file, or a folder of them; relative to the current folder, or absolute.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Source::new(SourcePlace::Path(path.into()))
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
        Source::new(SourcePlace::Memory(files))
    }

    fn new(place: SourcePlace) -> Self {
        Source {
            place,
            resources: Vec::new(),
            dialect: Dialect::Draft2020,
            left_out: None,
        }
    }

    /// Adds a document that references find by an absolute URI, and by the `$id` that it states.
    ///
    /// It is no root of a type, and nothing of it is in the output unless something refers to it.
    #[must_use]
    pub fn with_resource(mut self, uri: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        self.resources.push(Resource::memory(uri, text));
        self
    }

    /// The same for a file, which may lie anywhere.
    #[must_use]
    pub fn with_resource_file(mut self, uri: impl Into<String>, file: impl Into<PathBuf>) -> Self {
        self.resources.push(Resource::file(uri, file));
        self
    }

    /// The dialect of documents that have no `$schema`: 2020-12 unless it is said here.
    #[must_use]
    pub fn with_dialect(mut self, dialect: Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Takes nothing in that folder for a schema: the output folder, which may lie in the schema root.
    #[must_use]
    pub fn without_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.left_out = Some(folder.into());
        self
    }
}

/// Reads every document of a source, and every file that they refer to.
///
/// A file is a unit of its own, whatever its name; its folder is the schema root. A folder is the schema root itself. Its
/// documents are the files `*.schema.json`, or, when there are none of these, `*.json`: those directly in it are one unit, and
/// those directly in a subfolder are a unit with that name. Files further down are read only when a `$ref` names them. Units and
/// documents come in the order of their names; hidden files are left out.
///
/// Resources handed in by URI are read too; units hold those that they refer to.
///
/// What cannot be read, is not JSON (see [`DiagnosticKind::Syntax`]), is no schema or has an unknown `$schema` is an error in
/// `diagnostics`, and the documents that can be used are returned all the same. But for resources nothing outside the schema root is
/// read: not by `..`, not by a symbolic link.
pub fn load_sources(source: &Source, diagnostics: &mut Diagnostics) -> Vec<Unit> {
    match &source.place {
        SourcePlace::Memory(files) => {
            let memory = Memory { files };
            let found = find_documents(&memory, diagnostics);
            load_units(source, &memory, found, diagnostics)
        }
        SourcePlace::Path(path) => load_path(source, path, diagnostics),
    }
}

fn load_path(source: &Source, path: &Path, diagnostics: &mut Diagnostics) -> Vec<Unit> {
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
    match Disk::open(root, source.left_out.as_deref()) {
        Ok(disk) => {
            let found = match file {
                Some(name) => vec![(None, vec![name])],
                None => find_documents(&disk, diagnostics),
            };
            load_units(source, &disk, found, diagnostics)
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
pub(super) fn read_diagnostic(error: ReadError, location: Location, what: &str) -> Diagnostic {
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

fn load_units(
    source: &Source,
    files: &dyn Files,
    found: Found,
    diagnostics: &mut Diagnostics,
) -> Vec<Unit> {
    let mut parsed: Vec<(Option<String>, Vec<Document>)> = Vec::new();
    for (folder, names) in found {
        let documents = names
            .iter()
            .filter_map(|name| load_file(files, name, diagnostics))
            .collect();
        parsed.push((folder, documents));
    }
    let resources = load_resources(&source.resources, diagnostics);
    // Any document can be the meta-schema of any other.
    let all = parsed.iter().flat_map(|(_, documents)| documents);
    let languages = Languages::new(source.dialect, all.chain(resources.values()));
    let languages = Arc::new(languages);
    let mut judge = |document| judge_document(document, &languages, diagnostics);
    let mut units = Vec::new();
    for (folder, documents) in parsed {
        let mut unit = Documents {
            languages: Arc::clone(&languages),
            ..Documents::default()
        };
        for document in documents.into_iter().filter_map(&mut judge) {
            let id = unit.push(document);
            unit.roots.push(id);
        }
        units.push((folder, unit));
    }
    let resources: BTreeMap<String, Document> = resources
        .into_iter()
        .filter_map(|(uri, document)| Some((uri, judge(document)?)))
        .collect();
    for (_, document) in units.iter().flat_map(|(_, documents)| documents.iter()) {
        report_resource_collision(document, &resources, diagnostics);
    }
    let mut shelf = Shelf::new(files, languages, &units, resources);
    let units = units
        .into_iter()
        .map(|(folder, documents)| Unit {
            folder,
            documents: resolve::gather_documents(documents, &mut shelf),
        })
        .collect();
    diagnostics.extend(shelf.into_diagnostics());
    units
}

fn load_file(files: &dyn Files, name: &str, diagnostics: &mut Diagnostics) -> Option<Document> {
    let shown = files.shown(name);
    let label = Label {
        path: &shown,
        origin: Origin::SchemaRoot,
        name,
    };
    match files.read(name) {
        Ok(bytes) => parse_document(label, bytes, diagnostics),
        Err(error) => {
            let location = Location::file(shown);
            diagnostics.push(read_diagnostic(error, location, "the file"));
            None
        }
    }
}

/// A document may not state the URI that another one is handed in under.
fn report_resource_collision(
    document: &Document,
    resources: &BTreeMap<String, Document>,
    diagnostics: &mut Diagnostics,
) {
    let stated = resolve::stated_identifier(document);
    let Some(resource) = stated.and_then(|uri| resources.get(&uri)) else {
        return;
    };
    let keyword = document.dialect().id_keyword();
    let member = document.member(Document::ROOT, keyword);
    diagnostics.push(Diagnostic::error(
        DiagnosticKind::DuplicateIdentifier,
        document.location(member.map_or(Document::ROOT, |member| member.value)),
        format!(
            "two documents have the URI `{}`; {} is handed in under it",
            resource.name, resource.path
        ),
        format!("leave that document out, or give this one another `{keyword}`"),
    ));
}
