//! What to say about references that lead nowhere, and what was probably meant.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::binding::{Failure, reference_location, reference_text, text_at};
use super::reference::{Holder, Reference};
use super::resource::{Registry, ResourceId};
use super::spelling::Guesser;
use super::uri::{self, UriError};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::load::{Document, DocumentId, NodeId, NodeValue, Origin, Place};

/// How many of the things that exist are listed when none is near.
const LISTED: usize = 5;

/// The diagnostics for references that are not bound.
pub(crate) fn report_failures(
    registry: &Registry,
    failures: &[(Reference, Failure)],
    diagnostics: &mut Diagnostics,
) {
    let mut guesser = Guesser::new();
    for (reference, failure) in failures {
        diagnostics.push(failure_diagnostic(
            registry,
            reference,
            failure,
            &mut guesser,
        ));
    }
}

/// A warning for each document with references that are read as another spelling of them: other readers may refuse them.
pub(crate) fn report_spellings<'h>(
    registry: &Registry,
    bound: impl Iterator<Item = &'h Holder>,
    diagnostics: &mut Diagnostics,
) {
    let mut found: BTreeMap<DocumentId, Vec<(&Holder, NodeId)>> = BTreeMap::new();
    for holder in bound {
        let document = registry.documents.document(holder.place.document);
        let Some(member) = document.member(holder.place.node, holder.keyword.name()) else {
            continue;
        };
        let text = text_at(document, member.value);
        if matches!(uri::respelled(text), Cow::Owned(_)) {
            let found = found.entry(holder.place.document).or_default();
            found.push((holder, member.value));
        }
    }
    for (document, found) in found {
        let document = registry.documents.document(document);
        let Some((holder, first)) = found.first() else {
            continue;
        };
        let text = text_at(document, *first);
        let more = match found.len() {
            1 => String::new(),
            count => format!("; it is the first of {count} such references in this document"),
        };
        diagnostics.push(Diagnostic::warning(
            DiagnosticKind::InvalidUri,
            document.location(*first),
            format!(
                "the `{}` `{text}` has characters that a URI cannot have{more}",
                holder.keyword.name()
            ),
            format!(
                "it is read as `{}`; write that, for other readers",
                uri::respelled(text)
            ),
        ));
    }
}

fn failure_diagnostic(
    registry: &Registry,
    reference: &Reference,
    failure: &Failure,
    guesser: &mut Guesser,
) -> Diagnostic {
    let location = reference_location(registry, reference);
    let text = reference_text(registry, reference);
    let unresolved = |location, message: String, help: String| {
        Diagnostic::error(DiagnosticKind::UnresolvedReference, location, message, help)
    };
    match failure {
        Failure::Uri(error) => uri_error(reference.holder.keyword.name(), &text, error, location),
        Failure::NoDocument { uri } => no_document(registry, reference, &text, uri, guesser),
        Failure::OtherIdentifier { name, stated } => unresolved(
            location,
            format!("`{text}` leads to nothing: the file `{name}` states another URI, `{stated}`"),
            format!("refer to `{stated}`, or change the identifier of that file"),
        ),
        Failure::NoAnchor { resource, name } => {
            let near = guesser.nearest(name, registry.anchors(*resource));
            let help = match near {
                Some(near) => format!("did you mean `#{near}`?"),
                None => {
                    let anchors = registry.anchors(*resource).map(|name| format!("#{name}"));
                    existing(anchors, "add `$anchor` to the schema that is meant")
                }
            };
            unresolved(
                location,
                format!("`{text}` leads to nothing: there is no anchor `{name}`"),
                help,
            )
        }
        Failure::MalformedPointer { pointer } => Diagnostic::error(
            DiagnosticKind::InvalidUri,
            location,
            format!("`{pointer}` is no JSON Pointer"),
            "write `~0` for `~` and `~1` for `/` in names",
        ),
        Failure::NoMember {
            resource,
            reached,
            step,
        } => {
            let (message, help) = no_member(registry, &text, *resource, *reached, step, guesser);
            unresolved(location, message, help)
        }
        Failure::NotASchema { target } => {
            let noun = registry.documents.node(*target).value.noun();
            let place = registry.documents.location(*target);
            let (line, column) = place.line_column();
            Diagnostic::error(
                DiagnosticKind::NotASchema,
                location,
                format!(
                    "`{text}` leads to {noun}, which is no schema, at {}:{line}:{column}",
                    place.path
                ),
                "refer to an object or a boolean",
            )
        }
    }
}

/// The diagnostic for a keyword whose value is no usable URI reference.
pub(crate) fn uri_error(
    keyword: &str,
    text: &str,
    error: &UriError,
    location: Location,
) -> Diagnostic {
    let (kind, message, help) = match error {
        UriError::Malformed(Some(spelling)) => (
            DiagnosticKind::InvalidUri,
            format!("the `{keyword}` `{text}` has characters that a URI cannot have"),
            format!("write `{spelling}`"),
        ),
        UriError::Malformed(None) => (
            DiagnosticKind::InvalidUri,
            format!("the `{keyword}` `{text}` is no URI reference"),
            "write a URI reference as RFC 3986 defines it, such as `chat.schema.json#/$defs/Id`"
                .to_owned(),
        ),
        UriError::OpaqueBase => (
            DiagnosticKind::InvalidUri,
            format!("the `{keyword}` `{text}` is relative, and its base URI has no path"),
            "write an absolute URI, or one that begins with `#`".to_owned(),
        ),
        UriError::AboveRoot => (
            DiagnosticKind::ReferenceOutsideRoot,
            format!("the `{keyword}` `{text}` leads out of the schema root"),
            "move the file into the schema root, or name a folder higher up as the root".to_owned(),
        ),
        UriError::FragmentNotUtf8 => (
            DiagnosticKind::InvalidUri,
            format!("the fragment of the `{keyword}` `{text}` is not UTF-8"),
            "escape the bytes of the UTF-8 spelling".to_owned(),
        ),
    };
    Diagnostic::error(kind, location, message, help)
}

fn no_document(
    registry: &Registry,
    reference: &Reference,
    text: &str,
    uri: &str,
    guesser: &mut Guesser,
) -> Diagnostic {
    let location = reference_location(registry, reference);
    let from = registry.documents.document(reference.holder.place.document);
    // A relative reference may be meant as a path between files, whatever URIs the documents state.
    let spelled = uri::respelled(text);
    let as_path = match uri::document_name(uri) {
        Some(name) => Some(Ok(name)),
        None if uri::is_relative(&spelled) => Some(
            uri::resolve_uri(&from.uri, &spelled)
                .and_then(|found| uri::document_name(&found.uri).ok_or(UriError::Malformed(None))),
        ),
        None => None,
    };
    match as_path {
        Some(Err(UriError::AboveRoot)) => {
            return uri_error(
                reference.holder.keyword.name(),
                text,
                &UriError::AboveRoot,
                location,
            );
        }
        Some(Ok(name)) => {
            let help = match near_file(registry, reference, &name, guesser) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "add the file, or correct its name".to_owned(),
            };
            let message = if uri::document_name(uri).is_some() {
                format!("`{text}` leads to nothing: the schema root has no file `{name}`")
            } else {
                format!(
                    "`{text}` leads to nothing: no document has the URI `{uri}`, and the schema root has no file `{name}`"
                )
            };
            return Diagnostic::error(DiagnosticKind::UnresolvedReference, location, message, help);
        }
        _ => {}
    }
    let stated = registry
        .resources()
        .iter()
        .map(|resource| resource.uri.as_str());
    let near = guesser.nearest(uri, stated);
    let add = "put the document into the schema root, with that URI as its `$id`, or hand it in as a resource";
    let message = format!("`{text}` leads to nothing: no document has the URI `{uri}`");
    let (kind, message, help) = match (uri::scheme(uri).as_str(), near) {
        ("file", _) => (
            DiagnosticKind::ReferenceOutsideRoot,
            format!("`{text}` leads to a file outside the schema root"),
            "refer to files below the schema root, by a relative path".to_owned(),
        ),
        ("http" | "https", Some(near)) => (
            DiagnosticKind::ReferenceOutsideRoot,
            message,
            format!("did you mean `{near}`? The network is never read"),
        ),
        ("http" | "https", None) => (
            DiagnosticKind::ReferenceOutsideRoot,
            message,
            format!("the network is never read: {add}"),
        ),
        (_, Some(near)) => (
            DiagnosticKind::UnresolvedReference,
            message,
            format!("did you mean `{near}`?"),
        ),
        (_, None) => (DiagnosticKind::UnresolvedReference, message, add.to_owned()),
    };
    Diagnostic::error(kind, location, message, help)
}

/// How a reference would spell the file whose name is most like the one that is missing.
fn near_file(
    registry: &Registry,
    reference: &Reference,
    name: &str,
    guesser: &mut Guesser,
) -> Option<String> {
    let files = |(_, document): &(DocumentId, &Document)| document.origin == Origin::SchemaRoot;
    let documents = || registry.documents.iter().filter(files);
    let names = documents().map(|(_, document)| document.name.as_str());
    let near = guesser.nearest(name, names)?;
    let (id, document) = documents().find(|(_, document)| document.name == near)?;
    let root = Place {
        document: id,
        node: Document::ROOT,
    };
    let stated = &registry.resource(registry.enclosing(root)).uri;
    let from = registry.documents.document(reference.holder.place.document);
    let relative = relative_name(&from.name, near);
    let base = &registry.resource(reference.resource).uri;
    let meant = uri::resolve_uri(base, &relative).ok()?;
    let leads_there = *stated == document.uri || *stated == meant.uri;
    Some(if leads_there {
        relative
    } else {
        stated.clone()
    })
}

fn no_member(
    registry: &Registry,
    text: &str,
    resource: ResourceId,
    reached: Place,
    step: &str,
    guesser: &mut Guesser,
) -> (String, String) {
    let document = registry.documents.document(reached.document);
    let root = registry.resource(resource).root.node;
    let pointer = document.pointer_from(root, reached.node);
    let shown = uri::shown_pointer(&pointer, None);
    let place = match pointer.is_empty() {
        true => "the root".to_owned(),
        false => format!("`{shown}`"),
    };
    match &document.node(reached.node).value {
        NodeValue::Object(members) => {
            let message = format!("`{text}` leads to nothing: {place} has no member `{step}`");
            let names = || members.iter().map(|member| member.name.as_str());
            let meant = guesser
                .nearest(step, names())
                .map(|near| uri::shown_pointer(&pointer, Some(near)))
                .or_else(|| defined_elsewhere(registry, resource, document, text, guesser));
            let help = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => existing(
                    names().map(|name| uri::shown_pointer(&pointer, Some(name))),
                    "add the member, or correct the pointer",
                ),
            };
            (message, help)
        }
        NodeValue::Array(elements) => (
            format!("`{text}` leads to nothing: {place} has no element `{step}`"),
            format!("the array has {} elements, counted from 0", elements.len()),
        ),
        other => (
            format!(
                "`{text}` leads to nothing: {place} is {}, with nothing inside",
                other.noun()
            ),
            "correct the pointer".to_owned(),
        ),
    }
}

/// The definition that has the last name of a reference, where definitions usually stand.
fn defined_elsewhere(
    registry: &Registry,
    resource: ResourceId,
    document: &Document,
    text: &str,
    guesser: &mut Guesser,
) -> Option<String> {
    let (_, fragment) = text.split_once('#')?;
    let last = uri::pointer_steps(fragment)?.pop()?;
    let root = registry.resource(resource).root.node;
    for container in ["$defs", "definitions"] {
        let Some(member) = document.member(root, container) else {
            continue;
        };
        let NodeValue::Object(members) = &document.node(member.value).value else {
            continue;
        };
        let names = members.iter().map(|member| member.name.as_str());
        if let Some(near) = guesser.nearest(&last, names) {
            let pointer = format!("/{container}");
            return Some(uri::shown_pointer(&pointer, Some(near)));
        }
    }
    None
}

/// A few of the things that exist; what to do when there are none.
fn existing(names: impl Iterator<Item = String>, otherwise: &str) -> String {
    let mut names: Vec<String> = names
        .take(LISTED + 1)
        .map(|name| format!("`{name}`"))
        .collect();
    if names.is_empty() {
        return otherwise.to_owned();
    }
    let more = names.len() > LISTED;
    names.truncate(LISTED);
    let more = if more { ", …" } else { "" };
    format!("there are {}{more}", names.join(", "))
}

/// How the file `from` names the file `to`.
fn relative_name(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = from.len() - 1;
    let same = from[..folders]
        .iter()
        .zip(&to[..to.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    let mut steps = vec![".."; folders - same];
    steps.extend(&to[same..]);
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_relative_to_one_another() {
        assert_eq!(relative_name("v1/a.json", "v1/b.json"), "b.json");
        assert_eq!(relative_name("v1/a.json", "v2/b.json"), "../v2/b.json");
        assert_eq!(relative_name("a.json", "v2/b.json"), "v2/b.json");
        assert_eq!(relative_name("v1/x/a.json", "b.json"), "../../b.json");
    }
}
