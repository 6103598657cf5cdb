//! Documents that are handed in under a URI.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;

use super::document::{Label, SCHEME, parse_document};
use super::files::ReadError;
use super::source::read_diagnostic;
use super::tree::{Document, Origin};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::path::shown_path;
use crate::resolve;

/// A document and the URI that it is handed in under.
#[derive(Clone, Debug)]
pub(super) struct Resource {
    uri: String,
    place: ResourcePlace,
}

#[derive(Clone, Debug)]
enum ResourcePlace {
    File(PathBuf),
    Memory(Vec<u8>),
}

impl Resource {
    pub fn file(uri: impl Into<String>, file: impl Into<PathBuf>) -> Self {
        Resource {
            uri: uri.into(),
            place: ResourcePlace::File(file.into()),
        }
    }

    pub fn memory(uri: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        Resource {
            uri: uri.into(),
            place: ResourcePlace::Memory(text.into()),
        }
    }

    /// What a person would call it.
    fn shown(&self) -> String {
        match &self.place {
            ResourcePlace::File(path) => shown_path(path),
            ResourcePlace::Memory(_) => self.uri.clone(),
        }
    }

    fn read(&self) -> Result<Vec<u8>, ReadError> {
        match &self.place {
            ResourcePlace::File(path) => fs::read(path).map_err(|error| match error.kind() {
                std::io::ErrorKind::NotFound => ReadError::Missing,
                _ => ReadError::Unreadable(error),
            }),
            ResourcePlace::Memory(text) => Ok(text.clone()),
        }
    }
}

/// Parses every resource; they are found by their URIs in the comparable form.
///
/// A URI that is not absolute or has a fragment, two documents under one URI, and whatever makes a file no schema document, are
/// errors in `diagnostics`.
pub(super) fn load_resources(
    resources: &[Resource],
    diagnostics: &mut Diagnostics,
) -> BTreeMap<String, Document> {
    let mut loaded = BTreeMap::new();
    let mut claimed: HashMap<String, &Resource> = HashMap::new();
    for resource in resources {
        let shown = resource.shown();
        let Some(uri) = resolve::document_identifier(&resource.uri) else {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidUri,
                Location::file(shown),
                format!("no document can be handed in under `{}`", resource.uri),
                format!(
                    "take an absolute URI without fragment, such as `https://example.com/chat.schema.json`; \
                     the scheme `{SCHEME}` is taken"
                ),
            ));
            continue;
        };
        let key = resolve::comparable(&uri);
        if let Some(first) = claimed.insert(key.clone(), resource) {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::DuplicateIdentifier,
                Location::file(shown),
                format!(
                    "two documents are handed in under the URI `{}`; the first is {}",
                    resource.uri,
                    first.shown()
                ),
                "leave one of the two out",
            ));
            continue;
        }
        let label = Label {
            path: &shown,
            origin: Origin::Resource,
            name: &uri,
        };
        let document = match resource.read() {
            Ok(bytes) => parse_document(label, bytes, diagnostics),
            Err(error) => {
                let location = Location::file(shown);
                diagnostics.push(read_diagnostic(error, location, "the file"));
                None
            }
        };
        if let Some(document) = document {
            loaded.insert(key, document);
        }
    }
    loaded
}
