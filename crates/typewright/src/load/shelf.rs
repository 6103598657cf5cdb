//! The documents that others refer to.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::document::{Label, judge_document, parse_document};
use super::files::{Files, ReadError};
use super::language::Languages;
use super::meta_schema::official_meta_schema;
use super::source::read_diagnostic;
use super::tree::{Document, Documents, Origin};
use crate::diagnostic::{Diagnostics, Location};
use crate::resolve::{self, Supply};

/// Hands out the documents that others refer to, each read once.
pub(super) struct Shelf<'a> {
    files: &'a dyn Files,
    languages: Arc<Languages>,
    /// Documents below the schema root.
    by_name: HashMap<String, Option<Document>>,
    /// Resources, by the URIs that they were handed in under.
    by_uri: BTreeMap<String, Document>,
    /// Documents that state their own URI; nothing where two state the same.
    by_identifier: HashMap<String, Option<Document>>,
    diagnostics: Diagnostics,
}

impl<'a> Shelf<'a> {
    /// Hands out the documents of the units, the resources, and files that are not read yet.
    pub fn new(
        files: &'a dyn Files,
        languages: Arc<Languages>,
        units: &[(Option<String>, Documents)],
        resources: BTreeMap<String, Document>,
    ) -> Self {
        let mut shelf = Shelf {
            files,
            languages,
            by_name: HashMap::new(),
            by_uri: resources,
            by_identifier: HashMap::new(),
            diagnostics: Diagnostics::new(),
        };
        for (_, document) in units.iter().flat_map(|(_, documents)| documents.iter()) {
            shelf.identify(document);
            let name = document.name.clone();
            shelf.by_name.insert(name, Some(document.clone()));
        }
        let resources: Vec<Document> = shelf.by_uri.values().cloned().collect();
        for document in &resources {
            shelf.identify(document);
        }
        shelf
    }

    fn identify(&mut self, document: &Document) {
        if let Some(uri) = resolve::stated_identifier(document) {
            self.by_identifier
                .entry(uri)
                .and_modify(|stated| *stated = None)
                .or_insert_with(|| Some(document.clone()));
        }
    }

    /// What was found wrong while documents were handed out.
    pub fn into_diagnostics(self) -> Diagnostics {
        self.diagnostics
    }
}

impl Supply for Shelf<'_> {
    fn by_identifier(&mut self, uri: &str) -> Option<Document> {
        if let Some(resource) = self.by_uri.get(uri) {
            return Some(resource.clone());
        }
        match self.by_identifier.get(uri) {
            Some(stated) => stated.clone(),
            None => official_meta_schema(uri),
        }
    }

    fn by_name(&mut self, name: &str, reference: &Location) -> Option<Document> {
        if let Some(known) = self.by_name.get(name) {
            return known.clone();
        }
        let shown = self.files.shown(name);
        let label = Label {
            path: &shown,
            origin: Origin::SchemaRoot,
            name,
        };
        let document = match self.files.read(name) {
            Ok(bytes) => parse_document(label, bytes, &mut self.diagnostics).and_then(|document| {
                judge_document(document, &self.languages, &mut self.diagnostics)
            }),
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
