//! Lowers resolved documents to a [`Program`].

use std::collections::{BTreeMap, VecDeque};

use crate::bundle::bundle_document;
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};
use crate::load::{Dialect, Document, Member, NodeId, NodeValue, Place, Token};
use crate::options::{FormatMode, Options};
use crate::resolve::Graph;

use super::keyword::{Standing, closest, standing_of};
use super::{
    Constant, Format, Pattern, Program, Property, Root, Rule, SameAs, Schema, SchemaId, SchemaName,
    Types,
};

/// Lowers every schema that the roots reach, and every definition beside them, so that a mistake in any of them is found.
pub fn lower_graph(graph: &Graph, options: &Options, diagnostics: &mut Diagnostics) -> Program {
    let mut lowering = Lowering {
        graph,
        options,
        diagnostics,
        ids: BTreeMap::new(),
        queue: VecDeque::new(),
    };
    let roots: Vec<(SchemaId, Place)> = graph
        .documents
        .roots
        .iter()
        .map(|document| {
            let place = Place {
                document: *document,
                node: Document::ROOT,
            };
            (lowering.id(place), place)
        })
        .collect();
    let mut schemas = Vec::new();
    while let Some(place) = lowering.queue.pop_front() {
        schemas.push(lowering.schema(place));
    }
    for id in referenced(&schemas, &roots) {
        schemas[id.0 as usize].referenced = true;
    }
    let roots = roots
        .into_iter()
        .map(|(schema, place)| Root {
            schema,
            document: graph.documents.document(place.document).name.clone(),
            bundle: bundle_document(graph, place.document),
        })
        .collect();
    Program { schemas, roots }
}

fn referenced(schemas: &[Schema], roots: &[(SchemaId, Place)]) -> Vec<SchemaId> {
    let targets = schemas
        .iter()
        .flat_map(|schema| &schema.rules)
        .filter_map(|rule| match rule {
            Rule::Reference(target) => Some(*target),
            _ => None,
        });
    roots.iter().map(|(id, _)| *id).chain(targets).collect()
}

struct Lowering<'g, 'd> {
    graph: &'g Graph,
    options: &'g Options,
    diagnostics: &'d mut Diagnostics,
    ids: BTreeMap<Place, SchemaId>,
    /// Places that have an id but are not lowered yet; ids are given in queue order, so they index the finished schemas.
    queue: VecDeque<Place>,
}

/// One keyword of a schema object, with what is needed to read its value and to complain about it.
#[derive(Clone, Copy)]
struct Keyword<'g> {
    document: &'g Document,
    schema: Place,
    member: &'g Member,
}

impl<'g> Keyword<'g> {
    fn name(&self) -> &'g str {
        &self.member.name
    }

    fn value(&self) -> &'g NodeValue {
        self.value_of(self.member.value)
    }

    fn value_of(&self, node: NodeId) -> &'g NodeValue {
        &self.document.node(node).value
    }

    fn place(&self, node: NodeId) -> Place {
        Place {
            document: self.schema.document,
            node,
        }
    }
}

impl<'g> Lowering<'g, '_> {
    /// The id of the schema at a place; a new one is queued.
    fn id(&mut self, place: Place) -> SchemaId {
        let next = SchemaId(self.ids.len() as u32);
        *self.ids.entry(place).or_insert_with(|| {
            self.queue.push_back(place);
            next
        })
    }

    fn schema(&mut self, place: Place) -> Schema {
        let document = self.graph.documents.document(place.document);
        let mut schema = Schema {
            location: self.graph.canonical_location(place),
            source_name: format!("{}#{}", document.name, document.pointer(place.node)),
            place: document.location(place.node),
            name: name_of(document, place),
            referenced: false,
            description: None,
            deprecated: false,
            rules: Vec::new(),
        };
        match &document.node(place.node).value {
            NodeValue::Boolean(true) => {}
            NodeValue::Boolean(false) => schema.rules.push(Rule::Never),
            NodeValue::Object(members) => {
                let alone = document.dialect <= Dialect::Draft7
                    && members.iter().any(|member| member.name == "$ref");
                for member in members {
                    // Up to draft-07 the siblings of `$ref` are ignored (draft-07 core, 8.3); definitions still count as places.
                    if alone && !matches!(member.name.as_str(), "$ref" | "definitions" | "$defs") {
                        continue;
                    }
                    self.keyword(
                        Keyword {
                            document,
                            schema: place,
                            member,
                        },
                        &mut schema,
                    );
                }
            }
            _ => self.diagnostics.push(Diagnostic::error(
                DiagnosticKind::NotASchema,
                document.location(place.node),
                "a schema must be an object or a boolean",
                "write `{}` or `true` where anything is allowed",
            )),
        }
        schema
    }

    fn keyword(&mut self, keyword: Keyword<'g>, schema: &mut Schema) {
        match standing_of(keyword.name()) {
            Standing::Lowered => {
                if let Some(rule) = self.lowered(keyword, schema) {
                    schema.rules.push(rule);
                }
            }
            Standing::Resolved | Standing::Annotation | Standing::Extension => {}
            Standing::Unsupported => self.diagnostics.push(Diagnostic::error(
                DiagnosticKind::UnsupportedKeyword,
                keyword.document.name_location(keyword.member),
                format!("keyword `{}` is not compiled by this version", keyword.name()),
                "remove it, or say the same with supported keywords; it cannot be ignored without accepting what the schema forbids",
            )),
            Standing::Unknown(Some(close)) => self.diagnostics.push(Diagnostic::warning(
                DiagnosticKind::UnknownKeyword,
                keyword.document.name_location(keyword.member),
                format!("`{}` is no keyword and has no effect", keyword.name()),
                format!("did you mean `{close}`? Name your own annotations `x-…`"),
            )),
            Standing::Unknown(None) => {}
        }
    }

    /// The rule that a keyword stands for; `None` when it is no rule or its value is wrong (which is reported).
    fn lowered(&mut self, keyword: Keyword<'g>, schema: &mut Schema) -> Option<Rule> {
        Some(match keyword.name() {
            "$ref" => {
                // Without a target `resolve` has reported it.
                let target = self.graph.reference(keyword.schema)?;
                Rule::Reference(self.id(target))
            }
            "$defs" | "definitions" => {
                for member in self.object(keyword)? {
                    self.id(keyword.place(member.value));
                }
                return None;
            }
            "description" => {
                schema.description = Some(self.string(keyword, keyword.member.value)?.to_owned());
                return None;
            }
            "deprecated" => {
                schema.deprecated = matches!(keyword.value(), NodeValue::Boolean(true));
                return None;
            }
            "x-rust-name" => {
                self.rust_name(keyword)?;
                return None;
            }
            "type" => Rule::Types(self.types(keyword)?),
            "const" => Rule::Const(Constant::from_node(keyword.document, keyword.member.value)),
            "enum" => Rule::Enum(
                self.array(keyword)?
                    .iter()
                    .map(|element| Constant::from_node(keyword.document, *element))
                    .collect(),
            ),
            "minLength" => Rule::MinLength(self.length(keyword)?),
            "maxLength" => Rule::MaxLength(self.length(keyword)?),
            "pattern" => Rule::Pattern(self.pattern(keyword)?),
            "format" => Rule::Format(self.format(keyword)?),
            "minimum" => Rule::Minimum(self.number(keyword)?),
            "maximum" => Rule::Maximum(self.number(keyword)?),
            "required" => Rule::Required(self.strings(keyword)?),
            "properties" => Rule::Properties(
                self.object(keyword)?
                    .iter()
                    .map(|member| Property {
                        name: member.name.clone(),
                        schema: self.id(keyword.place(member.value)),
                    })
                    .collect(),
            ),
            "additionalProperties" => Rule::AdditionalProperties {
                declared: declared_beside(keyword),
                schema: self.id(keyword.place(keyword.member.value)),
            },
            "items" => self.items(keyword)?,
            "allOf" => Rule::AllOf(
                self.array(keyword)?
                    .iter()
                    .map(|element| self.id(keyword.place(*element)))
                    .collect(),
            ),
            "x-extensible-enum" => Rule::ExtensibleEnum(self.strings(keyword)?),
            "x-same-as" => Rule::SameAs(self.same_as(keyword)?),
            _ => return None,
        })
    }

    fn items(&mut self, keyword: Keyword<'g>) -> Option<Rule> {
        if keyword.document.dialect < Dialect::Draft2020
            && matches!(keyword.value(), NodeValue::Array(_))
        {
            self.diagnostics.push(Diagnostic::error(
                DiagnosticKind::UnsupportedKeyword,
                keyword.document.name_location(keyword.member),
                "`items` with an array of schemas is not compiled by this version",
                "use one schema for all elements",
            ));
            return None;
        }
        Some(Rule::Items(self.id(keyword.place(keyword.member.value))))
    }

    fn rust_name(&mut self, keyword: Keyword<'g>) -> Option<()> {
        let name = self.string(keyword, keyword.member.value)?;
        let mut characters = name.chars();
        let fits = characters
            .next()
            .is_some_and(|first| first.is_ascii_uppercase())
            && characters.all(|character| character.is_ascii_alphanumeric());
        if !fits {
            self.diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidName,
                keyword.document.location(keyword.member.value),
                "`x-rust-name` is not the name of a Rust type",
                "use an upper camel case name of ASCII letters and digits, such as `ChatPayload`",
            ));
        }
        Some(())
    }

    fn types(&mut self, keyword: Keyword<'g>) -> Option<Types> {
        match keyword.value() {
            NodeValue::String(_) => self.type_name(keyword, keyword.member.value),
            NodeValue::Array(elements) => {
                let mut types = Types::NONE;
                for element in elements {
                    types = types.union(self.type_name(keyword, *element)?);
                }
                Some(types)
            }
            _ => self.wrong_value(keyword, "the name of a type or an array of them"),
        }
    }

    fn type_name(&mut self, keyword: Keyword<'g>, node: NodeId) -> Option<Types> {
        let name = self.string(keyword, node)?;
        let known = Types::NAMED.iter().find(|(known, _)| *known == name);
        if known.is_none() {
            let help = match closest(name, Types::NAMED.iter().map(|(known, _)| *known)) {
                Some(close) => format!("did you mean `{close}`?"),
                None => "the types are null, boolean, object, array, string, integer and number"
                    .to_owned(),
            };
            self.diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidKeywordValue,
                keyword.document.location(node),
                format!("`{}` is no JSON Schema type", name.escape_debug()),
                help,
            ));
        }
        known.map(|(_, types)| *types)
    }

    fn pattern(&mut self, keyword: Keyword<'g>) -> Option<Pattern> {
        let source = self.string(keyword, keyword.member.value)?;
        Pattern::parse(source)
            .map_err(|what| {
                self.diagnostics.push(Diagnostic::error(
                    DiagnosticKind::InvalidPattern,
                    keyword.document.location(keyword.member.value),
                    format!(
                        "this version does not compile {} in a pattern",
                        what.escape_debug()
                    ),
                    "patterns of literal text with `^` and `$` are compiled",
                ));
            })
            .ok()
    }

    fn format(&mut self, keyword: Keyword<'g>) -> Option<Format> {
        let name = self.string(keyword, keyword.member.value)?;
        if self.options.format == FormatMode::Annotate {
            return None;
        }
        match name {
            "date-time" => Some(Format::DateTime),
            "date"
            | "time"
            | "duration"
            | "email"
            | "idn-email"
            | "hostname"
            | "idn-hostname"
            | "ipv4"
            | "ipv6"
            | "uri"
            | "uri-reference"
            | "iri"
            | "iri-reference"
            | "uuid"
            | "uri-template"
            | "json-pointer"
            | "relative-json-pointer"
            | "regex" => {
                self.diagnostics.push(Diagnostic::error(
                    DiagnosticKind::UnsupportedKeyword,
                    keyword.document.location(keyword.member.value),
                    format!("format `{name}` is not asserted by this version"),
                    "use `--format annotate` (or `format = \"annotate\"`) if formats are only meant to inform",
                ));
                None
            }
            // A format that the specification does not name asserts nothing (2020-12 validation, 7.2.3).
            _ => None,
        }
    }

    fn same_as(&mut self, keyword: Keyword<'g>) -> Option<Vec<SameAs>> {
        const EXPECTED: &str =
            "an array of pairs of JSON Pointers, such as [[\"/id\", \"/meta/eventId\"]]";
        let mut pairs = Vec::new();
        for pair in self.array(keyword)? {
            let NodeValue::Array(pointers) = keyword.value_of(*pair) else {
                return self.wrong_value(keyword, EXPECTED);
            };
            let [left, right] = pointers.as_slice() else {
                return self.wrong_value(keyword, EXPECTED);
            };
            let (left_path, right_path) = (self.path(keyword, *left)?, self.path(keyword, *right)?);
            pairs.push(SameAs {
                left: left_path,
                right: right_path,
                left_place: keyword.document.location(*left),
                right_place: keyword.document.location(*right),
            });
        }
        Some(pairs)
    }

    /// A JSON Pointer (RFC 6901) to something inside the value.
    fn path(&mut self, keyword: Keyword<'g>, node: NodeId) -> Option<Vec<String>> {
        let pointer = self.string(keyword, node)?;
        let Some(tokens) = pointer.strip_prefix('/') else {
            return self.wrong_value(keyword, "JSON Pointers that begin with `/`");
        };
        Some(
            tokens
                .split('/')
                .map(|token| token.replace("~1", "/").replace("~0", "~"))
                .collect(),
        )
    }

    fn object(&mut self, keyword: Keyword<'g>) -> Option<&'g [Member]> {
        match keyword.value() {
            NodeValue::Object(members) => Some(members),
            _ => self.wrong_value(keyword, "an object"),
        }
    }

    fn array(&mut self, keyword: Keyword<'g>) -> Option<&'g [NodeId]> {
        match keyword.value() {
            NodeValue::Array(elements) => Some(elements),
            _ => self.wrong_value(keyword, "an array"),
        }
    }

    fn string(&mut self, keyword: Keyword<'g>, node: NodeId) -> Option<&'g str> {
        match keyword.value_of(node) {
            NodeValue::String(text) => Some(text),
            _ => self.wrong_value(keyword, "a string here"),
        }
    }

    /// An array of strings that are all different.
    fn strings(&mut self, keyword: Keyword<'g>) -> Option<Vec<String>> {
        let mut strings: Vec<String> = Vec::new();
        for element in self.array(keyword)? {
            let string = self.string(keyword, *element)?;
            if strings.iter().any(|seen| seen == string) {
                return self.wrong_value(keyword, "strings that are all different");
            }
            strings.push(string.to_owned());
        }
        Some(strings)
    }

    fn number(&mut self, keyword: Keyword<'g>) -> Option<String> {
        match keyword.value() {
            NodeValue::Number(text) => Some(text.clone()),
            _ => self.wrong_value(keyword, "a number"),
        }
    }

    fn length(&mut self, keyword: Keyword<'g>) -> Option<u64> {
        let number = match keyword.value() {
            NodeValue::Number(text) => text.parse::<typewright_runtime::Number>().ok(),
            _ => None,
        };
        match number.and_then(|number| number.as_u64()) {
            Some(length) => Some(length),
            None => self.wrong_value(keyword, "a non-negative integer"),
        }
    }

    fn wrong_value<T>(&mut self, keyword: Keyword<'g>, expected: &str) -> Option<T> {
        self.diagnostics.push(Diagnostic::error(
            DiagnosticKind::InvalidKeywordValue,
            keyword.document.location(keyword.member.value),
            format!("`{}` takes {expected}", keyword.name()),
            "mend the value, or remove the keyword",
        ));
        None
    }
}

/// The names in the `properties` beside a keyword.
fn declared_beside(keyword: Keyword<'_>) -> Vec<String> {
    let properties = keyword.document.member(keyword.schema.node, "properties");
    match properties.map(|member| keyword.value_of(member.value)) {
        Some(NodeValue::Object(members)) => {
            members.iter().map(|member| member.name.clone()).collect()
        }
        _ => Vec::new(),
    }
}

fn name_of(document: &Document, place: Place) -> Option<SchemaName> {
    let string = |name: &str| {
        let member = document.member(place.node, name)?;
        match &document.node(member.value).value {
            NodeValue::String(text) => Some(text.clone()),
            _ => None,
        }
    };
    if let Some(chosen) = string("x-rust-name") {
        return Some(SchemaName::Chosen(chosen));
    }
    let Some((parent, token)) = &document.node(place.node).parent else {
        let title = string("title").filter(|title| is_name_like(title));
        return Some(SchemaName::Document(
            title.unwrap_or_else(|| file_stem(&document.name).to_owned()),
        ));
    };
    let holder = &document.node(*parent).parent;
    match (holder, token) {
        (Some((_, Token::Name(keyword))), Token::Name(key))
            if keyword == "$defs" || keyword == "definitions" =>
        {
            Some(SchemaName::Definition(key.clone()))
        }
        _ => None,
    }
}

/// Whether a title names the type rather than describing it.
fn is_name_like(title: &str) -> bool {
    let plain = |character: char| character.is_ascii_alphanumeric() || " ._-".contains(character);
    title.starts_with(|first: char| first.is_ascii_alphabetic())
        && title.chars().all(plain)
        && title.split_whitespace().count() <= 4
}

fn file_stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.strip_suffix(".schema.json")
        .or_else(|| file.strip_suffix(".json"))
        .unwrap_or(file)
}
