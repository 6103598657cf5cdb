//! `checks.rs`: each schema's rules over parsed JSON, every rule once.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::parse_quote;

use crate::ir::{Rule, SchemaId};
use crate::shape::{Shapes, is_one_call, patterns_in};

use super::assertion::{
    bounded, check_constant, check_enum, check_same_as, check_types, counted, format_test,
    type_keyword,
};
use super::marks::Evaluating;
use super::pass::NameRule;
use super::recursion::checked_once;
use super::sharing::shared_by_many_ways;
use super::uses::all_checks;
use super::{Context, ident, parameter};

/// What has to be known of all schemas before the check of any is written.
#[derive(Debug, Default)]
pub(super) struct CheckPlan {
    /// Those that take part in what is evaluated.
    pub evaluating: Evaluating,
    /// Those whose check is made once for each value.
    pub once: BTreeSet<SchemaId>,
}

impl CheckPlan {
    pub(super) fn of(shapes: &Shapes) -> Self {
        CheckPlan {
            evaluating: Evaluating::of(shapes),
            once: &checked_once(&shapes.program) | &shared_by_many_ways(&shapes.program),
        }
    }
}

/// The statements of a check, by the JSON type of the values they concern.
#[derive(Default)]
struct Statements {
    any: Vec<TokenStream>,
    object: Vec<TokenStream>,
    array: Vec<TokenStream>,
    text: Vec<TokenStream>,
    number: Vec<TokenStream>,
}

impl Context<'_> {
    /// The check functions of the unit, each named schema before what it leads to.
    pub(super) fn check_items(&self, mut give: impl FnMut(syn::Item)) {
        let mut named: Vec<(&SchemaId, &String)> = self.shapes.check_names.iter().collect();
        named.sort_by_key(|(schema, _)| **schema);
        let mut emitted = BTreeSet::new();
        for (schema, _) in named {
            let rules = &self.shapes.program.schema(*schema).rules;
            for pattern in rules.iter().flat_map(patterns_in) {
                if emitted.insert(&pattern.source) {
                    self.pattern_item(pattern).into_iter().for_each(&mut give);
                }
            }
            give(self.check_item(*schema));
            self.mark_items(*schema).into_iter().for_each(&mut give);
        }
    }

    fn check_item(&self, id: SchemaId) -> syn::Item {
        let schema = self.shapes.program.schema(id);
        let name = self.check_ident(id);
        let location = &schema.location;
        let enter = schema
            .referenced
            .then(|| quote! { let at = &at.schema(#location); });
        let mut statements = Statements {
            object: self.check_tried_names(&schema.rules),
            ..Statements::default()
        };
        self.add_rules(id, &schema.rules, &mut statements);
        let Statements {
            any,
            object,
            array,
            text,
            number,
        } = statements;
        let is_empty = [&any, &object, &array, &text, &number]
            .iter()
            .all(|group| group.is_empty());
        let object = guarded(&object, &quote! { object }, &quote! { as_object });
        let array = guarded(&array, &quote! { array }, &quote! { as_array });
        let text = guarded(&text, &quote! { text }, &quote! { as_str });
        let number = guarded(&number, &quote! { number }, &quote! { as_number });
        if is_empty {
            return parse_quote! {
                pub(crate) fn #name<J: Json, S: Sink>(_: &J, _: &At<'_, S>, _: &mut S) -> Flow { CONTINUE }
            };
        }
        let guarded = quote! { #object #array #text #number };
        let body = match any.split_last() {
            Some((last, before)) if guarded.is_empty() => {
                let last = tail(last.clone());
                quote! { #(#before)* #last }
            }
            _ => quote! { #(#any)* #guarded CONTINUE },
        };
        let value = parameter("value", &body);
        if self.plan.once.contains(&id) {
            return parse_quote! {
                pub(crate) fn #name<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
                    #enter
                    check::once(value, at, sink, |#value, at, sink| { #body })
                }
            };
        }
        parse_quote! {
            pub(crate) fn #name<J: Json, S: Sink>(#value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
                #enter
                #body
            }
        }
    }

    fn add_rules(&self, schema: SchemaId, rules: &[Rule], statements: &mut Statements) {
        let pass = self.member_pass(rules);
        let is_passed = pass.is_some();
        statements.object.extend(pass);
        for rule in rules {
            match NameRule::of(rule) {
                Some(rule) if is_passed => statements.object.extend(rule.after_pass()),
                _ => self.add(schema, rule, statements),
            }
        }
    }

    fn add(&self, schema: SchemaId, rule: &Rule, statements: &mut Statements) {
        match rule {
            Rule::Reference { .. }
            | Rule::AllOf(_)
            | Rule::AnyOf(_)
            | Rule::OneOf(_)
            | Rule::Not(_)
            | Rule::If { .. } => statements.any.extend(self.check_schemas(rule)),
            Rule::Properties(_)
            | Rule::PatternProperties(_)
            | Rule::AdditionalProperties { .. }
            | Rule::PropertyNames(_)
            | Rule::DependentSchemas { .. } => statements.object.extend(self.check_members(rule)),
            Rule::PrefixItems { .. } | Rule::Items { .. } | Rule::Contains { .. } => {
                statements.array.extend(self.check_elements(rule));
            }
            Rule::UnevaluatedProperties(_) => {
                statements
                    .object
                    .extend(self.check_unevaluated(schema, rule));
            }
            Rule::UnevaluatedItems(_) => {
                statements
                    .array
                    .extend(self.check_unevaluated(schema, rule));
            }
            Rule::Never => statements.any.push(quote! { check::never(at, sink, "")?; }),
            Rule::Types(types) => statements.any.push(check_types(*types)),
            Rule::Const(constant) => statements.any.push(check_constant(constant)),
            Rule::Enum(values) => statements.any.push(check_enum(values)),
            Rule::Required(names) => statements
                .object
                .push(quote! { check::required(object, &[#(#names),*], at, sink)?; }),
            Rule::MinProperties(count) => {
                statements
                    .object
                    .push(counted("min_properties", "object", *count))
            }
            Rule::MaxProperties(count) => {
                statements
                    .object
                    .push(counted("max_properties", "object", *count))
            }
            Rule::DependentRequired { keyword, names } => {
                let check = match *keyword {
                    "dependencies" => ident("dependency"),
                    _ => ident("dependent_required"),
                };
                for (name, required) in names {
                    statements.object.push(quote! {
                        check::#check(object, #name, &[#(#required),*], at, sink)?;
                    });
                }
            }
            Rule::SameAs(pairs) => statements.object.extend(pairs.iter().map(check_same_as)),
            Rule::MinItems(count) => statements.array.push(counted("min_items", "array", *count)),
            Rule::MaxItems(count) => statements.array.push(counted("max_items", "array", *count)),
            Rule::UniqueItems => statements
                .array
                .push(quote! { check::unique_items(array, at, sink)?; }),
            Rule::MinLength(length) => statements.text.push(counted("min_length", "text", *length)),
            Rule::MaxLength(length) => statements.text.push(counted("max_length", "text", *length)),
            Rule::Pattern(pattern) if pattern.test.is_always() => {}
            Rule::Pattern(pattern) => statements.text.push(self.check_pattern(pattern)),
            Rule::Format(format) => {
                let (name, test) = (format.name(), format_test(*format, "text"));
                statements
                    .text
                    .push(quote! { check::format(text, #name, #test, at, sink)?; });
            }
            Rule::ContentEncoding(_) | Rule::ContentJson(_) | Rule::ContentSchema { .. } => {
                statements.text.extend(self.check_content(rule));
            }
            Rule::Minimum(bound) => statements.number.push(bounded("minimum", bound)),
            Rule::Maximum(bound) => statements.number.push(bounded("maximum", bound)),
            Rule::ExclusiveMinimum(bound) => {
                statements.number.push(bounded("exclusive_minimum", bound));
            }
            Rule::ExclusiveMaximum(bound) => {
                statements.number.push(bounded("exclusive_maximum", bound));
            }
            Rule::PlainIntegers => statements
                .number
                .push(quote! { check::plain_integer(&number, at, sink)?; }),
            Rule::MultipleOf(divisor) => statements.number.push(bounded("multiple_of", divisor)),
            Rule::ExtensibleEnum(_) => {}
        }
    }

    /// A function that checks the schema, also when it demands nothing. It does not tell the references on the way, so it is for
    /// trials, which report nothing of what they find.
    pub(super) fn total_check(&self, schema: SchemaId) -> TokenStream {
        self.check_function(schema)
            .unwrap_or_else(|| quote! { |_, _, _| CONTINUE })
    }

    pub(super) fn total_checks(&self, schemas: &[SchemaId]) -> Vec<TokenStream> {
        schemas
            .iter()
            .map(|schema| self.total_check(*schema))
            .collect()
    }

    pub(super) fn check_ident(&self, schema: SchemaId) -> Ident {
        match self.shapes.check_names.get(&schema) {
            Some(name) => format_ident!("check_{}", name.trim_end_matches('_')),
            // Every schema that is referred to has been named.
            None => ident("check"),
        }
    }

    /// A function over `(value, at, sink)` that checks the schema; `None` when it demands nothing.
    pub(super) fn check_function(&self, id: SchemaId) -> Option<TokenStream> {
        if self.shapes.check_names.contains_key(&id) {
            let check = self.check_ident(id);
            return Some(quote! { #check });
        }
        let rules = self.shapes.program.schema(id).rules.as_slice();
        debug_assert!(is_one_call(rules), "a schema without a check function");
        match rules {
            [Rule::Reference { .. }] => self.check_function(self.referred(id).0),
            [Rule::Types(types)] => {
                let shorthand = ident(type_keyword(*types));
                Some(quote! { check::#shorthand })
            }
            [Rule::Never] => Some(quote! { |_, at, sink| check::never(at, sink, "") }),
            _ => None,
        }
    }

    /// The same for a schema inside the one that is checked, so that violations tell the references on the way to it.
    pub(super) fn check_inside(&self, id: SchemaId) -> Option<TokenStream> {
        let check = self.check_function(id)?;
        let (_, references) = self.referred(id);
        Some(match references.as_slice() {
            [] | [("$ref", 1)] => check,
            _ => {
                let at = said(&references);
                quote! { |value, at, sink| #check(value, #at, sink) }
            }
        })
    }

    /// A statement that checks what a reference leads to.
    pub(super) fn check_reference(&self, keyword: &'static str, target: SchemaId) -> TokenStream {
        let (target, references) = self.referred_by(vec![(keyword, 1)], target);
        let (check, at) = (self.check_ident(target), said(&references));
        quote! { #check(value, #at, sink)?; }
    }

    /// What a schema stands for that is nothing but a reference, with the references on the way: keywords, and how many of each.
    fn referred(&self, id: SchemaId) -> (SchemaId, Vec<(&'static str, usize)>) {
        self.referred_by(Vec::new(), id)
    }

    fn referred_by(
        &self,
        mut references: Vec<(&'static str, usize)>,
        id: SchemaId,
    ) -> (SchemaId, Vec<(&'static str, usize)>) {
        let mut current = id;
        while let [Rule::Reference { keyword, target }] =
            self.shapes.program.schema(current).rules.as_slice()
        {
            match references.last_mut() {
                Some((last, count)) if last == keyword => *count += 1,
                _ => references.push((keyword, 1)),
            }
            current = *target;
        }
        (current, references)
    }

    /// Functions that check what the schemas demand.
    pub(super) fn check_functions(&self, schemas: &[SchemaId]) -> Vec<TokenStream> {
        let is_never = |schema: &&SchemaId| {
            let rules = self.shapes.program.schema(**schema).rules.as_slice();
            matches!(rules, [Rule::Never])
        };
        // Beside a schema that refuses everything, no other one matters.
        let never = schemas.iter().find(is_never).map(std::slice::from_ref);
        never
            .unwrap_or(schemas)
            .iter()
            .filter_map(|schema| self.check_function(*schema))
            .collect()
    }

    /// One function that checks all of several schemas.
    pub(super) fn check_of(&self, schemas: &[SchemaId]) -> TokenStream {
        let checks = self.check_functions(schemas);
        match checks.split_first() {
            Some((check, rest))
                if rest
                    .iter()
                    .all(|other| other.to_string() == check.to_string()) =>
            {
                check.clone()
            }
            _ => all_checks(&checks),
        }
    }
}

/// Where a check stands that references lead to; one `$ref` goes without saying.
fn said(references: &[(&'static str, usize)]) -> TokenStream {
    if let [("$ref", 1)] = references {
        return quote! { at };
    }
    let said = references.iter().map(|(keyword, count)| match count {
        1 => quote! { .reference(#keyword) },
        _ => {
            let count = Literal::usize_unsuffixed(*count);
            quote! { .references(#keyword, #count) }
        }
    });
    quote! { &at #(#said)* }
}

/// A last statement `f()?;` is the value `f()`.
fn tail(statement: TokenStream) -> TokenStream {
    let mut tokens: Vec<_> = statement.into_iter().collect();
    tokens.truncate(tokens.len().saturating_sub(2));
    tokens.into_iter().collect()
}

fn guarded(statements: &[TokenStream], name: &TokenStream, method: &TokenStream) -> TokenStream {
    if statements.is_empty() {
        return TokenStream::new();
    }
    quote! {
        if let Some(#name) = value.#method() { #(#statements)* }
    }
}
