//! The names that schemas have inside their resources: `$anchor`, `$dynamicAnchor`, `$recursiveAnchor`.

use super::reference::RECURSIVE_ANCHOR;
use super::resource::{Registry, ResourceId};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};
use crate::load::{Dialect, Member, NodeValue, Place};

impl Registry {
    /// The schema with that plain name in a resource.
    pub fn anchor(&self, resource: ResourceId, name: &str) -> Option<Place> {
        self.anchors.get(&(resource, name.to_owned())).copied()
    }

    /// The plain names of a resource.
    pub fn anchors(&self, resource: ResourceId) -> impl Iterator<Item = &str> {
        self.anchors
            .range((resource, String::new())..)
            .take_while(move |((id, _), _)| *id == resource)
            .map(|((_, name), _)| name.as_str())
    }

    /// Registers the anchors that a schema states in its dialect.
    pub(super) fn state_anchors(
        &mut self,
        place: Place,
        resource: ResourceId,
        dialect: Dialect,
        diagnostics: &mut Diagnostics,
    ) {
        for keyword in anchor_keywords(dialect) {
            let document = self.documents.document(place.document);
            let Some(member) = document.member(place.node, keyword).cloned() else {
                continue;
            };
            if *keyword == "$recursiveAnchor" {
                self.recursive_anchor(place, resource, &member, diagnostics);
            } else {
                self.plain_name(place, resource, &member, diagnostics);
            }
        }
    }

    fn plain_name(
        &mut self,
        place: Place,
        resource: ResourceId,
        member: &Member,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(name) = self.string(place, member, diagnostics) else {
            return;
        };
        let dialect = self.resource(resource).language.dialect;
        if !is_anchor_name(&name, dialect) {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidKeywordValue,
                self.documents
                    .document(place.document)
                    .location(member.value),
                format!("the `{}` `{name}` is not a plain name", member.name),
                "begin with a letter, and go on with letters, digits, `-`, `.` and `_`",
            ));
            return;
        }
        if member.name == "$dynamicAnchor" {
            self.dynamic_anchors
                .entry((resource, name.clone()))
                .or_insert(place);
        }
        self.add_anchor(place, resource, name, member, diagnostics);
    }

    /// `$recursiveAnchor` marks a resource; 2019-09 (core, 8.2.4.2.2) says nothing of one inside that anybody could rely on.
    fn recursive_anchor(
        &mut self,
        place: Place,
        resource: ResourceId,
        member: &Member,
        diagnostics: &mut Diagnostics,
    ) {
        let document = self.documents.document(place.document);
        match &document.node(member.value).value {
            NodeValue::Boolean(false) => {}
            NodeValue::Boolean(true) if self.resource(resource).root == place => {
                self.dynamic_anchors
                    .insert((resource, RECURSIVE_ANCHOR.to_owned()), place);
            }
            NodeValue::Boolean(true) => diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidKeywordValue,
                document.name_location(member),
                "`$recursiveAnchor` stands inside a resource, where its meaning is not defined",
                "move it to the root of the resource, or give this schema an `$id`",
            )),
            other => diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidKeywordValue,
                document.location(member.value),
                format!("`$recursiveAnchor` is {}, not a boolean", other.noun()),
                "write `true` or `false`",
            )),
        }
    }

    pub(super) fn add_anchor(
        &mut self,
        place: Place,
        resource: ResourceId,
        name: String,
        member: &Member,
        diagnostics: &mut Diagnostics,
    ) {
        let first = *self
            .anchors
            .entry((resource, name.clone()))
            .or_insert(place);
        if first != place {
            let other = self.documents.location(first);
            let (line, column) = other.line_column();
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::DuplicateIdentifier,
                self.documents
                    .document(place.document)
                    .location(member.value),
                format!(
                    "two schemas have the anchor `{name}`; the first stands at {}:{line}:{column}",
                    other.path
                ),
                "rename one of the two",
            ));
        }
    }
}

fn anchor_keywords(dialect: Dialect) -> &'static [&'static str] {
    match dialect {
        Dialect::Draft2020 => &["$anchor", "$dynamicAnchor"],
        Dialect::Draft2019 => &["$anchor", "$recursiveAnchor"],
        _ => &[],
    }
}

fn is_anchor_name(name: &str, dialect: Dialect) -> bool {
    let mut characters = name.chars();
    let (begins, goes_on): (&[char], &[char]) = match dialect {
        Dialect::Draft2020 => (&['_'], &['-', '.', '_']),
        _ => (&[], &['-', '.', '_', ':']),
    };
    characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic() || begins.contains(&first))
        && characters.all(|c| c.is_ascii_alphanumeric() || goes_on.contains(&c))
}
