//! `checks.rs`: each schema's rules over parsed JSON, every rule once.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::parse_quote;

use crate::ir::{Constant, Rule, SameAs, SchemaId, Types};
use crate::shape::is_one_call;

use super::uses::pattern_test;
use super::{Context, ident};

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
    pub(super) fn check_items(&self) -> Vec<syn::Item> {
        let mut named: Vec<(&SchemaId, &String)> = self.shapes.check_names.iter().collect();
        named.sort_by_key(|(schema, _)| **schema);
        named
            .into_iter()
            .map(|(schema, _)| self.check_item(*schema))
            .collect()
    }

    fn check_item(&self, id: SchemaId) -> syn::Item {
        let schema = self.shapes.program.schema(id);
        let name = self.check_ident(id);
        let location = &schema.location;
        let enter = schema
            .referenced
            .then(|| quote! { let at = &at.schema(#location); });
        let mut statements = Statements::default();
        for rule in &schema.rules {
            self.add(rule, &mut statements);
        }
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
                pub(crate) fn #name<J: Json>(_: &J, _: &At<'_>, _: &mut dyn Sink) -> Flow { CONTINUE }
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
        parse_quote! {
            pub(crate) fn #name<J: Json>(value: &J, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
                #enter
                #body
            }
        }
    }

    fn add(&self, rule: &Rule, statements: &mut Statements) {
        match rule {
            Rule::Never => statements.any.push(quote! { check::never(at, sink, "")?; }),
            Rule::Reference(target) => {
                let check = self.check_ident(*target);
                statements.any.push(quote! { #check(value, at, sink)?; });
            }
            Rule::Types(types) => statements.any.push(check_types(*types)),
            Rule::Const(Constant::String(text)) => statements
                .any
                .push(quote! { check::constant_string(value, #text, at, sink)?; }),
            Rule::Const(constant) => {
                let json = constant.to_json();
                statements
                    .any
                    .push(quote! { check::constant(value, #json, at, sink)?; });
            }
            Rule::Enum(values) => statements.any.push(check_enum(values)),
            Rule::AllOf(branches) => {
                for (index, branch) in branches.iter().enumerate() {
                    if let Some(check) = self.check_function(*branch) {
                        let index = Literal::usize_unsuffixed(index);
                        statements.any.push(
                            quote! { check::branch(value, "allOf", #index, at, sink, #check)?; },
                        );
                    }
                }
            }
            Rule::Required(names) => statements
                .object
                .push(quote! { check::required(object, &[#(#names),*], at, sink)?; }),
            Rule::Properties(properties) => {
                for property in properties {
                    if let Some(check) = self.check_function(property.schema) {
                        let name = &property.name;
                        statements
                            .object
                            .push(quote! { check::property(object, #name, at, sink, #check)?; });
                    }
                }
            }
            Rule::AdditionalProperties { declared, schema } => {
                statements
                    .object
                    .extend(self.check_additional(declared, *schema));
            }
            Rule::SameAs(pairs) => statements.object.extend(pairs.iter().map(check_same_as)),
            Rule::Items(schema) => {
                if let Some(check) = self.check_function(*schema) {
                    statements
                        .array
                        .push(quote! { check::items(array, at, sink, #check)?; });
                }
            }
            Rule::MinLength(length) => {
                let length = Literal::u64_unsuffixed(*length);
                statements
                    .text
                    .push(quote! { check::min_length(text, #length, at, sink)?; });
            }
            Rule::MaxLength(length) => {
                let length = Literal::u64_unsuffixed(*length);
                statements
                    .text
                    .push(quote! { check::max_length(text, #length, at, sink)?; });
            }
            Rule::Pattern(pattern) => {
                let (source, test) = (&pattern.source, pattern_test(pattern));
                statements
                    .text
                    .push(quote! { check::pattern(text, #source, #test, at, sink)?; });
            }
            Rule::Format(format) => {
                let name = format.name();
                let predicate = format_ident!("is_{}", name.replace('-', "_"));
                statements.text.push(
                    quote! { check::format(text, #name, check::#predicate(text), at, sink)?; },
                );
            }
            Rule::Minimum(bound) => statements
                .number
                .push(quote! { check::minimum(&number, #bound, at, sink)?; }),
            Rule::Maximum(bound) => statements
                .number
                .push(quote! { check::maximum(&number, #bound, at, sink)?; }),
            Rule::ExtensibleEnum(_) => {}
        }
    }

    fn check_additional(&self, declared: &[String], schema: SchemaId) -> Option<TokenStream> {
        if matches!(
            self.shapes.program.schema(schema).rules.as_slice(),
            [Rule::Never]
        ) {
            return Some(
                quote! { check::no_additional_properties(object, &[#(#declared),*], at, sink)?; },
            );
        }
        let check = self.check_function(schema)?;
        Some(quote! {
            check::additional_properties(object, &[#(#declared),*], at, sink, #check)?;
        })
    }

    fn check_ident(&self, schema: SchemaId) -> Ident {
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
            [Rule::Reference(target)] => self.check_function(*target),
            [Rule::Types(types)] => {
                let shorthand = ident(type_keyword(*types));
                Some(quote! { check::#shorthand })
            }
            [Rule::Never] => Some(quote! { |_, at, sink| check::never(at, sink, "") }),
            _ => None,
        }
    }

    /// One function that checks all of several schemas.
    pub(super) fn check_of(&self, schemas: &[SchemaId]) -> TokenStream {
        let checks: Vec<TokenStream> = schemas
            .iter()
            .filter_map(|schema| self.check_function(*schema))
            .collect();
        match checks.as_slice() {
            [check, rest @ ..]
                if rest
                    .iter()
                    .all(|other| other.to_string() == check.to_string()) =>
            {
                quote! { #check }
            }
            checks => quote! {
                |value, at, sink| {
                    #(#checks(value, at, sink)?;)*
                    CONTINUE
                }
            },
        }
    }
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

fn type_keyword(types: Types) -> &'static str {
    Types::NAMED
        .iter()
        .find(|(_, single)| *single == types)
        .map_or("null", |(name, _)| *name)
}

fn check_types(types: Types) -> TokenStream {
    let singles = types.singles();
    if let [single] = singles.as_slice() {
        let shorthand = ident(type_keyword(*single));
        return quote! { check::#shorthand(value, at, sink)?; };
    }
    let mut constants = singles
        .iter()
        .map(|single| ident(&type_keyword(*single).to_uppercase()));
    let first = match constants.next() {
        Some(first) => quote! { Types::#first },
        None => quote! { Types::NONE },
    };
    quote! { check::types(value, #first #(.or(Types::#constants))*, at, sink)?; }
}

fn check_enum(values: &[Constant]) -> TokenStream {
    let strings: Option<Vec<&String>> = values
        .iter()
        .map(|value| match value {
            Constant::String(text) => Some(text),
            _ => None,
        })
        .collect();
    match strings {
        Some(strings) => quote! { check::one_of_strings(value, &[#(#strings),*], at, sink)?; },
        None => {
            let values = values.iter().map(Constant::to_json);
            quote! { check::enumeration(value, &[#(#values),*], at, sink)?; }
        }
    }
}

fn check_same_as(pair: &SameAs) -> TokenStream {
    let (left, right) = (&pair.left, &pair.right);
    let [left_pointer, right_pointer] = [left, right].map(|path| pointer(path));
    quote! {
        check::same_as(object, &[#(#left),*], &[#(#right),*], #left_pointer, #right_pointer, at, sink)?;
    }
}

/// The JSON Pointer (RFC 6901) through property names.
fn pointer(path: &[String]) -> String {
    path.iter()
        .map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1")))
        .collect()
}
