//! What `$schema` names: an official dialect, or a meta-schema that is given.

use std::collections::HashMap;

use super::tree::{Dialect, Document, NodeId, NodeValue, Origin};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};
use crate::dialect::{Language, Vocabularies, Vocabulary};
use crate::resolve;

/// The languages that documents can be in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Languages {
    default: Language,
    /// Those of the documents that state a URI, or are handed in under one, if these are taken for meta-schemas.
    given: HashMap<String, Given>,
}

/// The language that a meta-schema describes, and what is wrong with its description.
#[derive(Clone, Debug)]
struct Given {
    language: Option<Language>,
    findings: Vec<Diagnostic>,
}

impl Languages {
    /// The official ones, and those that the documents describe; documents without `$schema` are of the default dialect.
    pub fn new<'d>(default: Dialect, documents: impl Iterator<Item = &'d Document>) -> Self {
        let mut by_uri: HashMap<String, &Document> = HashMap::new();
        for document in documents {
            let stated = ["$id", "id"].map(|keyword| root_string(document, keyword));
            let name = Some(document.name.as_str());
            let name = name.filter(|_| document.origin == Origin::Resource);
            for uri in stated.into_iter().flatten().chain(name) {
                if let Some(uri) = resolve::document_identifier(uri) {
                    by_uri.entry(resolve::comparable(&uri)).or_insert(document);
                }
            }
        }
        let mut languages = Languages {
            default: default.into(),
            given: HashMap::new(),
        };
        for (uri, document) in &by_uri {
            let given = languages.described(document, &by_uri);
            languages.given.insert(uri.clone(), given);
        }
        languages
    }

    /// Of documents that do not say.
    pub fn default_language(&self) -> Language {
        self.default
    }

    /// The language of the schemas whose `$schema` names that document.
    fn described(&self, document: &Document, by_uri: &HashMap<String, &Document>) -> Given {
        let mut document = document;
        // A chain longer than there are documents comes back to itself.
        for _ in 0..=by_uri.len() {
            if let Some(member) = document.member(Document::ROOT, "$vocabulary") {
                return vocabularies(document, member.value);
            }
            let Some(uri) = root_string(document, "$schema") else {
                return Given::known(self.default);
            };
            if let Some(dialect) = Dialect::from_uri(uri) {
                return Given::known(dialect.into());
            }
            let next = comparable_identifier(uri).and_then(|uri| by_uri.get(&uri));
            match next {
                Some(next) => document = next,
                None => break,
            }
        }
        let member = document.member(Document::ROOT, "$schema");
        let node = member.map_or(Document::ROOT, |member| member.value);
        Given {
            language: None,
            findings: vec![Diagnostic::error(
                DiagnosticKind::UnknownDialect,
                document.location(node),
                "the meta-schema has no `$vocabulary`, and its own `$schema` leads to no known dialect",
                "add `$vocabulary`, or name an official dialect",
            )],
        }
    }

    /// The language that `$schema` of an object names, or the given one when there is no `$schema`.
    pub fn declared(
        &self,
        document: &Document,
        object: NodeId,
        default: Language,
        diagnostics: &mut Diagnostics,
    ) -> Option<Language> {
        let Some(member) = document.member(object, "$schema") else {
            return Some(default);
        };
        let known = "use one of the dialects 2020-12, 2019-09, draft-07, draft-06, draft-04, such as \
                     `https://json-schema.org/draft/2020-12/schema`, or hand in the meta-schema with that URI";
        let NodeValue::String(uri) = &document.node(member.value).value else {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidKeywordValue,
                document.location(member.value),
                "`$schema` is not a string",
                known,
            ));
            return None;
        };
        if let Some(dialect) = Dialect::from_uri(uri) {
            return Some(dialect.into());
        }
        let given = comparable_identifier(uri).and_then(|uri| self.given.get(&uri));
        match given {
            Some(given) => {
                for finding in &given.findings {
                    diagnostics.push(finding.clone());
                }
                given.language
            }
            None => {
                diagnostics.push(Diagnostic::error(
                    DiagnosticKind::UnknownDialect,
                    document.location(member.value),
                    format!("`$schema` names the dialect `{uri}`, which is not known"),
                    known,
                ));
                None
            }
        }
    }
}

impl Given {
    fn known(language: Language) -> Self {
        Given {
            language: Some(language),
            findings: Vec::new(),
        }
    }
}

fn comparable_identifier(uri: &str) -> Option<String> {
    resolve::document_identifier(uri).map(|uri| resolve::comparable(&uri))
}

fn root_string<'d>(document: &'d Document, keyword: &str) -> Option<&'d str> {
    let member = document.member(Document::ROOT, keyword)?;
    match &document.node(member.value).value {
        NodeValue::String(text) => Some(text),
        _ => None,
    }
}

/// What `$vocabulary` says (2020-12 core, section 8.1.2).
fn vocabularies(document: &Document, value: NodeId) -> Given {
    let mut findings = Vec::new();
    let NodeValue::Object(members) = &document.node(value).value else {
        findings.push(Diagnostic::error(
            DiagnosticKind::InvalidKeywordValue,
            document.location(value),
            "`$vocabulary` is no object",
            "give each vocabulary's URI `true` if it must be understood, and `false` if not",
        ));
        return Given {
            language: None,
            findings,
        };
    };
    // The core vocabulary says which dialect the others belong to (core, section 8.1.2.1).
    let dialect = members
        .iter()
        .find_map(|member| match Vocabulary::from_uri(&member.name) {
            Some((Vocabulary::Core, dialect)) => Some(dialect),
            _ => None,
        });
    if dialect.is_none() {
        findings.push(Diagnostic::error(
            DiagnosticKind::UnknownVocabulary,
            document.location(value),
            "`$vocabulary` lists no core vocabulary that is known",
            "add `\"https://json-schema.org/draft/2020-12/vocab/core\": true`",
        ));
    }
    let mut vocabularies = Vocabularies::NONE;
    for member in members {
        let NodeValue::Boolean(required) = document.node(member.value).value else {
            findings.push(Diagnostic::error(
                DiagnosticKind::InvalidKeywordValue,
                document.location(member.value),
                format!(
                    "the vocabulary `{}` is neither `true` nor `false`",
                    member.name
                ),
                "write `true` if schemas mean nothing without the vocabulary, else `false`",
            ));
            continue;
        };
        match Vocabulary::from_uri(&member.name) {
            Some((vocabulary, of)) if dialect.is_none_or(|dialect| dialect == of) => {
                vocabularies = vocabularies.with(vocabulary);
                // In 2019-09 the one vocabulary of `format` asserts where it is required (validation, section 7.2).
                let is_asserted = of == Dialect::Draft2019 && required;
                match vocabulary {
                    Vocabulary::Format if is_asserted => {
                        vocabularies = vocabularies.with(Vocabulary::FormatAssertion);
                    }
                    Vocabulary::FormatAssertion => {
                        vocabularies = vocabularies.with(Vocabulary::Format);
                    }
                    _ => {}
                }
            }
            _ if required => findings.push(Diagnostic::error(
                DiagnosticKind::UnknownVocabulary,
                document.name_location(member),
                format!(
                    "schemas need the vocabulary `{}`, which is not known",
                    member.name
                ),
                "if they can do without it, set it to `false`",
            )),
            _ => {}
        }
    }
    Given {
        language: dialect
            .filter(|_| findings.is_empty())
            .map(|dialect| Language {
                dialect,
                vocabularies,
            }),
        findings,
    }
}
