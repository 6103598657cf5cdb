//! Lowers resolved documents to a [`Program`].

use std::collections::BTreeMap;

use crate::bundle::bundle_document;
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::dialect::Language;
use crate::load::{Dialect, Document, DocumentId, Member, NodeId, NodeValue, Place, Token};
use crate::options::Options;
use crate::resolve::Graph;

use super::cycle::report_dynamic_cycles;
use super::depth::report_depth;
use super::keyword::{Standing, standing_of};
use super::members::{declared_beside, patterns_beside};
use super::queue::Queue;
use super::schema_name::name_of;
use super::specialisation::merge_specialisations;
use super::unevaluated::settle_unevaluated;
use super::{Constant, Program, Property, Root, Rule, Schema, SchemaId, Types};

/// Lowers every schema that the roots reach, and every definition beside them, so that a mistake in any of them is found.
///
/// Where dynamic references make a schema mean different things, depending on the way that leads to it, it is lowered once for
/// each meaning: the program knows nothing of dynamic references.
pub fn lower_graph(graph: &Graph, options: &Options, diagnostics: &mut Diagnostics) -> Program {
    let queue = Queue::new(graph, diagnostics);
    let mut lowering = Lowering {
        graph,
        options,
        diagnostics,
        queue,
        misspelt: BTreeMap::new(),
    };
    let roots: Vec<(SchemaId, DocumentId)> = graph
        .documents
        .roots
        .iter()
        .map(|document| {
            let place = Place {
                document: *document,
                node: Document::ROOT,
            };
            (lowering.queue.id(place), *document)
        })
        .collect();
    let mut schemas = Vec::new();
    while let Some(place) = lowering.queue.next() {
        schemas.push(lowering.schema(place));
    }
    lowering.report_misspelt();
    let mut reached = lowering.queue.finish(diagnostics);
    report_dynamic_cycles(graph, &schemas, &reached, diagnostics);
    // A circle has been reported by now, and has no depth.
    if !diagnostics.has_errors() {
        report_depth(&schemas, diagnostics);
    }
    let roots = roots
        .into_iter()
        .map(|(schema, document)| Root {
            schema,
            document: graph.documents.document(document).name.clone(),
            bundle: bundle_document(graph, document),
        })
        .collect();
    let mut program = Program { schemas, roots };
    merge_specialisations(&mut program, graph, &mut reached);
    for id in referenced(&program) {
        program.schemas[id.0 as usize].referenced = true;
    }
    settle_unevaluated(&mut program);
    program
}

fn referenced(program: &Program) -> Vec<SchemaId> {
    let targets = program
        .schemas
        .iter()
        .flat_map(|schema| &schema.rules)
        .filter_map(|rule| match rule {
            Rule::Reference { target, .. } => Some(*target),
            _ => None,
        });
    let roots = program.roots.iter().map(|root| root.schema);
    roots.chain(targets).collect()
}

pub(super) struct Lowering<'g, 'd> {
    graph: &'g Graph,
    pub(super) options: &'g Options,
    pub(super) diagnostics: &'d mut Diagnostics,
    queue: Queue<'g>,
    /// Names that look like a keyword, by document.
    misspelt: BTreeMap<(DocumentId, &'g str), Misspelling>,
}

/// A name that looks like a keyword.
struct Misspelling {
    /// The keyword.
    close: &'static str,
    /// Where the name stands; a schema with several meanings is looked at more than once.
    places: BTreeMap<usize, Location>,
}

/// One keyword of a schema object, with what is needed to read its value and to complain about it.
#[derive(Clone, Copy)]
pub(super) struct Keyword<'g> {
    pub document: &'g Document,
    /// That of the schema resource that the keyword stands in.
    pub language: Language,
    schema: Place,
    pub member: &'g Member,
}

impl<'g> Keyword<'g> {
    pub fn name(&self) -> &'g str {
        &self.member.name
    }

    pub fn dialect(&self) -> Dialect {
        self.language.dialect
    }

    pub fn value(&self) -> &'g NodeValue {
        self.value_of(self.member.value)
    }

    pub fn value_of(&self, node: NodeId) -> &'g NodeValue {
        &self.document.node(node).value
    }

    /// Another keyword of the same schema; nothing for a name that is no keyword in its language.
    pub fn beside(&self, name: &str) -> Option<&'g Member> {
        let member = self.document.member(self.schema.node, name);
        member.filter(|_| self.language.has_keyword(name))
    }

    pub fn place(&self, node: NodeId) -> Place {
        Place {
            document: self.schema.document,
            node,
        }
    }
}

impl<'g> Lowering<'g, '_> {
    /// The id of the schema at a place; a new one is queued.
    pub(super) fn id(&mut self, place: Place) -> SchemaId {
        self.queue.id(place)
    }

    fn schema(&mut self, place: Place) -> Schema {
        let document = self.graph.documents.document(place.document);
        let language = self.graph.language(place);
        let dialect = language.dialect;
        let mut schema = Schema {
            location: self.graph.canonical_location(place),
            source_name: format!("{}#{}", document.name, document.pointer(place.node)),
            place: document.location(place.node),
            name: name_of(document, place),
            referenced: false,
            specialised: None,
            description: None,
            deprecated: false,
            rules: Vec::new(),
        };
        match &document.node(place.node).value {
            NodeValue::Boolean(_) if dialect == Dialect::Draft4 && !self.may_be_boolean(place) => {
                self.diagnostics.push(Diagnostic::error(
                    DiagnosticKind::NotASchema,
                    document.location(place.node),
                    "a schema must be an object; in draft-04 a boolean is none",
                    "write `{}` for `true` and `{\"not\": {}}` for `false`, or choose a newer dialect",
                ));
            }
            NodeValue::Boolean(true) => {}
            NodeValue::Boolean(false) => schema.rules.push(Rule::Never),
            NodeValue::Object(members) => {
                let alone = dialect <= Dialect::Draft7
                    && members.iter().any(|member| member.name == "$ref");
                for member in members {
                    // Up to draft-07 the siblings of `$ref` are ignored (draft-07 core, 8.3); definitions still count as places.
                    if alone && !matches!(member.name.as_str(), "$ref" | "definitions" | "$defs") {
                        continue;
                    }
                    self.keyword(
                        Keyword {
                            document,
                            language,
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

    /// Whether a value stands where draft-04 takes a boolean for a schema (validation, 5.3.1 and 5.4.4).
    fn may_be_boolean(&self, place: Place) -> bool {
        match &self.graph.documents.node(place).parent {
            Some((holder, Token::Name(keyword))) => {
                let holder = Place {
                    node: *holder,
                    ..place
                };
                let is_keyword = keyword == "additionalItems" || keyword == "additionalProperties";
                is_keyword && self.graph.is_schema(holder)
            }
            _ => false,
        }
    }

    fn keyword(&mut self, keyword: Keyword<'g>, schema: &mut Schema) {
        match standing_of(keyword.name(), keyword.language) {
            Standing::Lowered => {
                if let Some(rule) = self.lowered(keyword, schema) {
                    schema.rules.push(rule);
                }
            }
            Standing::Resolved | Standing::Annotation | Standing::Extension => {}
            Standing::Unknown(Some(close)) => {
                let name = keyword.name();
                let location = keyword.document.name_location(keyword.member);
                self.misspelt
                    .entry((keyword.schema.document, name))
                    .or_insert_with(|| Misspelling {
                        close,
                        places: BTreeMap::new(),
                    })
                    .places
                    .insert(location.span.start, location);
            }
            Standing::Unknown(None) => {}
        }
    }

    /// Warns of each name that looks like a keyword once in a document, where it stands first.
    fn report_misspelt(&mut self) {
        for ((_, name), Misspelling { close, places }) in std::mem::take(&mut self.misspelt) {
            let count = places.len();
            let Some(first) = places.into_values().next() else {
                continue;
            };
            let mut message = format!("`{name}` is no keyword and has no effect");
            if count > 1 {
                message.push_str(&format!("; it stands in {count} places"));
            }
            self.diagnostics.push(Diagnostic::warning(
                DiagnosticKind::UnknownKeyword,
                first,
                message,
                format!("did you mean `{close}`? Name your own annotations `x-…`"),
            ));
        }
    }

    /// The rule that a keyword stands for; `None` when it is no rule or its value is wrong (which is reported).
    fn lowered(&mut self, keyword: Keyword<'g>, schema: &mut Schema) -> Option<Rule> {
        Some(match keyword.name() {
            "$ref" => {
                // Without a target `resolve` has reported it.
                let target = self.graph.reference(keyword.schema)?;
                Rule::Reference {
                    keyword: "$ref",
                    target: self.id(target),
                }
            }
            "$dynamicRef" => Rule::Reference {
                keyword: "$dynamicRef",
                target: self.queue.dynamic_target()?,
            },
            "$recursiveRef" => Rule::Reference {
                keyword: "$recursiveRef",
                target: self.queue.dynamic_target()?,
            },
            "$defs" | "definitions" => {
                for member in self.object(keyword)? {
                    self.queue.define(keyword.place(member.value));
                }
                return None;
            }
            "description" => {
                schema.description = Some(self.string(keyword, keyword.member.value)?.to_owned());
                return None;
            }
            "deprecated" => {
                // Before 2019-09 it was no keyword, and people put all kinds of things there.
                schema.deprecated = match keyword.value() {
                    NodeValue::Boolean(value) => *value,
                    _ if keyword.dialect() < Dialect::Draft2019 => false,
                    _ => self.boolean(keyword)?,
                };
                return None;
            }
            "x-rust-name" => {
                self.rust_name(keyword)?;
                return None;
            }
            "type" => {
                let types = self.types(keyword)?;
                schema.rules.push(Rule::Types(types));
                if keyword.dialect() > Dialect::Draft4
                    || !types.contains(Types::INTEGER)
                    || types.contains(Types::NUMBER)
                {
                    return None;
                }
                Rule::PlainIntegers
            }
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
            "contentEncoding" | "contentMediaType" | "contentSchema" => self.content(keyword)?,
            "minimum" | "maximum" if keyword.dialect() == Dialect::Draft4 => {
                self.inclusive_or_exclusive(keyword)?
            }
            "exclusiveMinimum" | "exclusiveMaximum" if keyword.dialect() == Dialect::Draft4 => {
                self.exclusion(keyword)?;
                return None;
            }
            "minimum" => Rule::Minimum(self.number(keyword)?),
            "maximum" => Rule::Maximum(self.number(keyword)?),
            "exclusiveMinimum" => Rule::ExclusiveMinimum(self.number(keyword)?),
            "exclusiveMaximum" => Rule::ExclusiveMaximum(self.number(keyword)?),
            "multipleOf" => Rule::MultipleOf(self.divisor(keyword)?),
            "required" => Rule::Required(self.strings(keyword, keyword.member.value)?),
            "properties" => Rule::Properties(self.schema_map(keyword)?),
            "patternProperties" => Rule::PatternProperties(self.pattern_properties(keyword)?),
            "additionalProperties" => Rule::AdditionalProperties {
                keyword: "additionalProperties",
                declared: declared_beside(keyword),
                patterns: patterns_beside(keyword),
                schema: self.subschema(keyword),
            },
            "unevaluatedProperties" => Rule::UnevaluatedProperties(self.subschema(keyword)),
            "propertyNames" => Rule::PropertyNames(self.subschema(keyword)),
            "minProperties" => Rule::MinProperties(self.length(keyword)?),
            "maxProperties" => Rule::MaxProperties(self.length(keyword)?),
            "dependentRequired" => self.dependent_required(keyword)?,
            "dependentSchemas" => Rule::DependentSchemas {
                keyword: "dependentSchemas",
                schemas: self.schema_map(keyword)?,
            },
            "dependencies" => {
                schema.rules.extend(self.dependencies(keyword)?);
                return None;
            }
            "prefixItems" => Rule::PrefixItems {
                keyword: "prefixItems",
                schemas: self.schema_array(keyword)?,
            },
            "items" => self.items(keyword)?,
            "unevaluatedItems" => Rule::UnevaluatedItems(self.subschema(keyword)),
            "additionalItems" => self.additional_items(keyword)?,
            "contains" => self.contains(keyword)?,
            // They belong to `contains`, and mean nothing without it (2020-12 validation, 6.4.4 and 6.4.5).
            "minContains" | "maxContains" => {
                self.length(keyword)?;
                return None;
            }
            "minItems" => Rule::MinItems(self.length(keyword)?),
            "maxItems" => Rule::MaxItems(self.length(keyword)?),
            "uniqueItems" => {
                if !self.boolean(keyword)? {
                    return None;
                }
                Rule::UniqueItems
            }
            "allOf" => Rule::AllOf(self.schema_array(keyword)?),
            "anyOf" => Rule::AnyOf(self.schema_array(keyword)?),
            "oneOf" => Rule::OneOf(self.schema_array(keyword)?),
            "not" => Rule::Not(self.subschema(keyword)),
            "if" => Rule::If {
                condition: self.subschema(keyword),
                then: self.beside(keyword, "then"),
                otherwise: self.beside(keyword, "else"),
            },
            // They belong to `if`; lowered so that a mistake in them is found even without it.
            "then" | "else" => {
                self.subschema(keyword);
                return None;
            }
            "x-extensible-enum" => {
                Rule::ExtensibleEnum(self.strings(keyword, keyword.member.value)?)
            }
            "x-same-as" => Rule::SameAs(self.same_as(keyword)?),
            _ => return None,
        })
    }

    /// The schema that is the keyword's value.
    pub(super) fn subschema(&mut self, keyword: Keyword<'g>) -> SchemaId {
        self.id(keyword.place(keyword.member.value))
    }

    /// The schema that is the value of another keyword beside this one.
    pub(super) fn beside(&mut self, keyword: Keyword<'g>, name: &str) -> Option<SchemaId> {
        let member = keyword.beside(name)?;
        Some(self.id(keyword.place(member.value)))
    }

    pub(super) fn schema_array(&mut self, keyword: Keyword<'g>) -> Option<Vec<SchemaId>> {
        let elements = self.array(keyword)?;
        if elements.is_empty() {
            return self.wrong_value(keyword, "at least one schema");
        }
        let ids = elements
            .iter()
            .map(|element| self.id(keyword.place(*element)));
        Some(ids.collect())
    }

    pub(super) fn schema_map(&mut self, keyword: Keyword<'g>) -> Option<Vec<Property>> {
        let members = self.object(keyword)?;
        let properties = members.iter().map(|member| Property {
            name: member.name.clone(),
            schema: self.id(keyword.place(member.value)),
        });
        Some(properties.collect())
    }
}
