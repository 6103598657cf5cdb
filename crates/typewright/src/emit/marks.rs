//! Functions that say which members or elements of a value a schema evaluates, for rules about what is left.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::parse_quote;

use crate::ir::{Contents, Rule, SchemaId, applied_in_place};
use crate::shape::Shapes;

use super::Context;

/// The schemas that take part in what is evaluated, by themselves or through others.
#[derive(Debug, Default)]
pub(super) struct Evaluating {
    members: BTreeSet<SchemaId>,
    elements: BTreeSet<SchemaId>,
}

impl Evaluating {
    /// Looks for them from every rule about what is left.
    pub(super) fn of(shapes: &Shapes) -> Self {
        Evaluating {
            members: evaluating(shapes, Contents::Members),
            elements: evaluating(shapes, Contents::Elements),
        }
    }

    fn contains(&self, schema: SchemaId, contents: Contents) -> bool {
        match contents {
            Contents::Members => self.members.contains(&schema),
            Contents::Elements => self.elements.contains(&schema),
        }
    }
}

fn evaluating(shapes: &Shapes, contents: Contents) -> BTreeSet<SchemaId> {
    let program = &shapes.program;
    let asks = |schema: &SchemaId| {
        let rules = &program.schema(*schema).rules;
        rules.iter().any(|rule| contents.rest(rule).is_some())
    };
    let mut pending: Vec<SchemaId> = shapes.check_names.keys().copied().filter(asks).collect();
    let mut seen: BTreeSet<SchemaId> = pending.iter().copied().collect();
    let mut around: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    while let Some(schema) = pending.pop() {
        let rules = &program.schema(schema).rules;
        // Where everything is evaluated, it does not matter by what else.
        if !asks(&schema) && rules.iter().any(|rule| contents.is_all(rule)) {
            continue;
        }
        for rule in rules {
            for inside in applied_in_place(rule).0 {
                around.entry(inside).or_default().push(schema);
                if seen.insert(inside) {
                    pending.push(inside);
                }
            }
        }
    }
    // What a schema has evaluated, every schema around it has too.
    let by_itself = |schema: &SchemaId| {
        let rules = &program.schema(*schema).rules;
        rules.iter().any(|rule| contents.is_some(rule))
    };
    let mut found: BTreeSet<SchemaId> = seen.into_iter().filter(by_itself).collect();
    let mut pending: Vec<SchemaId> = found.iter().copied().collect();
    while let Some(schema) = pending.pop() {
        for outer in around.get(&schema).into_iter().flatten() {
            if found.insert(*outer) {
                pending.push(*outer);
            }
        }
    }
    found
}

impl Context<'_> {
    /// The statement that checks what a rule about what is left of the value says, the schema being the one with that rule.
    pub(super) fn check_unevaluated(&self, schema: SchemaId, rule: &Rule) -> Option<TokenStream> {
        let (contents, rest) = Contents::unevaluated(rule)?;
        let check = self.check_function(rest)?;
        let mark = self.mark_ident(schema, contents);
        let never = matches!(self.rules(rest), [Rule::Never]);
        Some(match contents {
            Contents::Members if never => quote! {
                check::no_unevaluated_properties_by(object, value, at, sink, #mark)?;
            },
            Contents::Members => quote! {
                check::unevaluated_properties_by(object, value, at, sink, #mark, #check)?;
            },
            Contents::Elements => quote! {
                check::unevaluated_items_by(array, value, at, sink, #mark, #check)?;
            },
        })
    }

    /// The functions that say what a schema with a check has evaluated, as far as anything asks.
    pub(super) fn mark_items(&self, schema: SchemaId) -> Vec<syn::Item> {
        let kinds = [Contents::Members, Contents::Elements];
        let asked = kinds
            .into_iter()
            .filter(|contents| self.needs_mark_function(schema, *contents));
        asked
            .map(|contents| self.mark_item(schema, contents))
            .collect()
    }

    fn needs_mark_function(&self, schema: SchemaId, contents: Contents) -> bool {
        let asks = |rule| {
            contents
                .rest(rule)
                .is_some_and(|rest| self.check_function(rest).is_some())
        };
        self.rules(schema).iter().any(asks)
            || matches!(self.mark(schema, contents), Some(Marking::Function(_)))
    }

    fn mark_item(&self, schema: SchemaId, contents: Contents) -> syn::Item {
        let name = self.mark_ident(schema, contents);
        let statements = self.mark_statements(schema, contents);
        parse_quote! {
            fn #name<J: Json>(seen: &mut check::Evaluated<'_, J>) { #(#statements)* }
        }
    }

    fn mark_ident(&self, schema: SchemaId, contents: Contents) -> Ident {
        let name = self.shapes.check_names.get(&schema);
        let name = name.map_or("", |name| name.trim_end_matches('_'));
        match contents {
            Contents::Members => format_ident!("mark_{name}_members"),
            Contents::Elements => format_ident!("mark_{name}_elements"),
        }
    }

    fn rules(&self, schema: SchemaId) -> &[Rule] {
        &self.shapes.program.schema(schema).rules
    }

    /// What a schema has evaluated, but for its rule about what is left.
    fn mark_statements(&self, schema: SchemaId, contents: Contents) -> Vec<TokenStream> {
        let own = self.mark_own(schema, contents);
        let mut statements: Vec<TokenStream> =
            own.into_iter().map(|own| quote! { #own; }).collect();
        // Last comes what may have to be tried: not if nothing is left by then.
        let mut tried = Vec::new();
        for rule in self.rules(schema) {
            match rule {
                Rule::Reference { .. } | Rule::AllOf(_) => {
                    let holding = applied_in_place(rule).0.into_iter();
                    let marks = holding.filter_map(|holding| self.mark(holding, contents));
                    statements.extend(marks.map(|mark| mark.statement()));
                }
                _ => tried.extend(self.mark_tried(rule, contents)),
            }
        }
        statements.extend(tried);
        statements
    }

    /// What a rule has evaluated of some values.
    fn mark_tried(&self, rule: &Rule, contents: Contents) -> Vec<TokenStream> {
        let mark = |schema: &SchemaId| Some(self.mark(*schema, contents)?.function());
        match rule {
            Rule::AnyOf(branches) | Rule::OneOf(branches) => branches
                .iter()
                .filter_map(|branch| {
                    let (mark, check) = (mark(branch)?, self.total_check(*branch));
                    Some(quote! { seen.branch(#check, #mark); })
                })
                .collect(),
            Rule::DependentSchemas { schemas, .. } => schemas
                .iter()
                .filter_map(|dependent| {
                    let (mark, name) = (mark(&dependent.schema)?, &dependent.name);
                    Some(quote! { seen.dependent(#name, #mark); })
                })
                .collect(),
            Rule::If {
                condition,
                then,
                otherwise,
            } => {
                let marks = [
                    mark(condition),
                    then.as_ref().and_then(mark),
                    otherwise.as_ref().and_then(mark),
                ];
                if marks.iter().all(Option::is_none) {
                    return Vec::new();
                }
                let check = self.total_check(*condition);
                let marks = marks.map(|mark| match mark {
                    Some(mark) => quote! { Some(#mark) },
                    None => quote! { None },
                });
                vec![quote! { seen.conditional(#check, #(#marks),*); }]
            }
            Rule::Contains { schema, .. } if contents.is_tried(rule) => {
                let check = self.total_check(*schema);
                vec![quote! { seen.containing(#check); }]
            }
            _ => Vec::new(),
        }
    }

    /// What a schema has evaluated by what it declares itself.
    fn mark_own(&self, schema: SchemaId, contents: Contents) -> Vec<TokenStream> {
        let mut own = Vec::new();
        for rule in self.rules(schema) {
            match (contents, rule) {
                (Contents::Members, Rule::Properties(properties)) if !properties.is_empty() => {
                    let names = properties.iter().map(|property| &property.name);
                    own.push(quote! { seen.properties(&[#(#names),*]) });
                }
                (Contents::Members, Rule::PatternProperties(properties))
                    if !properties.is_empty() =>
                {
                    let tests = properties
                        .iter()
                        .map(|property| self.pattern_may_match(&property.pattern, "name"));
                    own.push(quote! { seen.matching(|name| #(#tests)||*) });
                }
                (Contents::Elements, Rule::PrefixItems { schemas, .. }) => {
                    let count = Literal::usize_unsuffixed(schemas.len());
                    own.push(quote! { seen.first(#count) });
                }
                _ => {}
            }
        }
        own
    }

    /// How it is said what a schema that holds has evaluated; `None` if that is nothing.
    fn mark(&self, schema: SchemaId, contents: Contents) -> Option<Marking> {
        if !self.plan.evaluating.contains(schema, contents) {
            return None;
        }
        let rules = self.rules(schema);
        if let [Rule::Reference { target, .. }] = rules
            && !self.shapes.check_names.contains_key(&schema)
        {
            return self.mark(*target, contents);
        }
        if rules.iter().any(|rule| contents.is_all(rule)) {
            return Some(Marking::Inline(quote! { seen.all() }));
        }
        let is_shared = self.shapes.program.schema(schema).referenced;
        let asks_others = rules.iter().any(|rule| {
            let inside = applied_in_place(rule).0;
            contents.is_tried(rule)
                || inside
                    .iter()
                    .any(|inside| self.plan.evaluating.contains(*inside, contents))
        });
        if !is_shared
            && !asks_others
            && let [only] = self.mark_own(schema, contents).as_slice()
        {
            return Some(Marking::Inline(only.clone()));
        }
        Some(Marking::Function(self.mark_ident(schema, contents)))
    }
}

/// How it is said what a schema has evaluated.
enum Marking {
    /// It takes one expression.
    Inline(TokenStream),
    /// A function of its own says it.
    Function(Ident),
}

impl Marking {
    fn statement(&self) -> TokenStream {
        match self {
            Marking::Inline(expression) => quote! { #expression; },
            Marking::Function(mark) => quote! { #mark(seen); },
        }
    }

    fn function(&self) -> TokenStream {
        match self {
            Marking::Inline(expression) => quote! { |seen| #expression },
            Marking::Function(mark) => quote! { #mark },
        }
    }
}
