//! Uses of types: how they are written as a type, read, and written to the wire.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::ir::{Format, SchemaId};
use crate::shape::{Comparison, CountRules, IntegerWidth, NameRules, Residue, TextRules, Type};

use super::assertion::format_test;
use super::number_rule::number_tests;
use super::read::checked_method;
use super::{Context, parameter};

/// Where a value to be written stands.
#[derive(Clone)]
pub(super) enum Place {
    /// A field: `value.id`.
    Field(TokenStream),
    /// A variable that holds a reference.
    Reference(Ident),
}

impl Place {
    fn by_reference(&self) -> TokenStream {
        match self {
            Place::Field(field) => quote! { &#field },
            Place::Reference(name) => quote! { #name },
        }
    }

    fn by_value(&self) -> TokenStream {
        match self {
            Place::Field(field) => quote! { #field },
            Place::Reference(name) => quote! { *#name },
        }
    }
}

impl Context<'_> {
    /// The type as it is written in a field.
    pub(super) fn type_tokens(&self, value: &Type) -> TokenStream {
        match value {
            Type::Named(id) => {
                let name = self.type_ident(*id);
                quote! { #name }
            }
            Type::String(_) => quote! { String },
            Type::DateTime(_) => quote! { DateTime },
            Type::Boolean => quote! { bool },
            Type::Null => quote! { () },
            Type::Number(_) => quote! { Number },
            Type::Integer(IntegerWidth::U64, _) => quote! { u64 },
            Type::Integer(IntegerWidth::I64, _) => quote! { i64 },
            Type::Checked(inner, _) => self.type_tokens(inner),
            Type::Array(element, _) => {
                let element = self.type_tokens(element);
                quote! { Vec<#element> }
            }
            Type::Map(inner, _) => {
                let inner = self.type_tokens(inner);
                quote! { Map<#inner> }
            }
            Type::Nullable(inner) => {
                let inner = self.type_tokens(inner);
                quote! { Option<#inner> }
            }
            Type::Boxed(inner) => {
                let inner = self.type_tokens(inner);
                quote! { Box<#inner> }
            }
            Type::Deep(inner) => {
                let inner = self.type_tokens(inner);
                quote! { Deep<#inner> }
            }
            Type::Raw => quote! { Raw },
        }
    }

    /// A function that reads the type: a path or a closure over `&mut Reader`.
    pub(super) fn read_function(&self, value: &Type) -> TokenStream {
        match value {
            Type::Named(id) => {
                let read = self.read_ident(*id);
                quote! { #read }
            }
            Type::Boolean => quote! { Reader::boolean },
            Type::Null => quote! { Reader::null },
            Type::Raw => quote! { Reader::raw },
            _ => match self.scalar(value) {
                Some((method, tests, _)) if tests.is_empty() => quote! { Reader::#method },
                _ => {
                    let read = self.read_call(value);
                    quote! { |reader| #read }
                }
            },
        }
    }

    /// The same, called on the variable `reader`.
    pub(super) fn read_call(&self, value: &Type) -> TokenStream {
        match value {
            Type::Named(id) => {
                let read = self.read_ident(*id);
                quote! { #read(reader) }
            }
            Type::Boolean => quote! { reader.boolean() },
            Type::Null => quote! { reader.null() },
            Type::Raw => quote! { reader.raw() },
            Type::Array(element, counts) => self.read_array(element, *counts),
            Type::Checked(inner, residue) => {
                if let Some(tests) = self.checked_text_tests(inner, residue) {
                    return read_where(
                        &super::ident("owned_string"),
                        &tests,
                        &super::ident("text"),
                    );
                }
                let read = self.read_function(inner);
                let checks = self.residue_checks(residue);
                let check = all_checks(&checks);
                let checked = checked_method(inner, residue);
                quote! { reader.#checked(#read, #check) }
            }
            Type::Map(inner, names) => {
                let read = self.read_function(inner);
                match self.name_test(names) {
                    Some(test) => quote! { reader.map_named(#test, #read) },
                    None => quote! { reader.map(#read) },
                }
            }
            Type::Nullable(inner) => {
                let read = self.read_function(inner);
                quote! { reader.nullable(#read) }
            }
            Type::Boxed(inner) => {
                let read = self.read_call(inner);
                quote! { #read.map(Box::new) }
            }
            Type::Deep(inner) => {
                let read = self.read_call(inner);
                quote! { #read.map(Deep::new) }
            }
            Type::String(_) | Type::DateTime(_) | Type::Number(_) | Type::Integer(..) => {
                match self.scalar(value) {
                    Some((method, tests, variable)) => read_where(&method, &tests, &variable),
                    None => quote! { reader.raw() },
                }
            }
        }
    }

    /// The method of the reader for a scalar, the tests of what it reads, and the variable that they are about.
    fn scalar(&self, value: &Type) -> Option<(Ident, Vec<TokenStream>, Ident)> {
        let (method, tests, variable) = match value {
            Type::String(rules) => ("owned_string", self.text_tests(rules, "text"), "text"),
            Type::DateTime(rules) => ("date_time", self.text_tests(rules, "text"), "text"),
            Type::Number(rules) => ("number", number_tests(rules, None), "number"),
            Type::Integer(width @ IntegerWidth::U64, rules) => {
                ("u64", number_tests(rules, Some(*width)), "number")
            }
            Type::Integer(width @ IntegerWidth::I64, rules) => {
                ("i64", number_tests(rules, Some(*width)), "number")
            }
            _ => return None,
        };
        Some((super::ident(method), tests, super::ident(variable)))
    }

    /// What the text in the variable must satisfy, but for being a date-time.
    pub(super) fn text_tests(&self, rules: &TextRules, variable: &str) -> Vec<TokenStream> {
        let text = super::ident(variable);
        let mut tests = Vec::new();
        if let Some(length) = rules.min_length {
            let length = Literal::u64_unsuffixed(length);
            tests.push(quote! { check::has_min_length(#text, #length) });
        }
        if let Some(length) = rules.max_length {
            let length = Literal::u64_unsuffixed(length);
            tests.push(quote! { check::has_max_length(#text, #length) });
        }
        let patterns = rules.patterns.iter();
        let patterns = patterns.filter(|pattern| !pattern.test.is_always());
        tests.extend(patterns.map(|pattern| self.pattern_test(pattern, variable)));
        let formats = rules.formats.iter();
        tests.extend(formats.map(|format| format_test(*format, variable)));
        tests
    }

    /// A function that tests a member's name; `None` when any name will do.
    pub(super) fn name_test(&self, names: &NameRules) -> Option<TokenStream> {
        let mut tests = self.text_tests(&names.text, "name");
        if names.text.date_time {
            tests.push(format_test(Format::DateTime, "name"));
        }
        if let Some(listed) = &names.listed {
            tests.push(quote! { matches!(name, #(#listed)|*) });
        }
        let groups = names.matched.iter();
        let groups = groups.filter(|group| !group.iter().any(|pattern| pattern.test.is_always()));
        let groups: Vec<_> = groups.collect();
        for patterns in &groups {
            let all = patterns
                .iter()
                .map(|pattern| self.pattern_test(pattern, "name"));
            let test = quote! { #(#all)||* };
            let alone = patterns.len() == 1 || (groups.len() == 1 && tests.is_empty());
            tests.push(if alone {
                test
            } else {
                quote! { (#test) }
            });
        }
        let test = quote! { #(#tests)&&* };
        (!tests.is_empty()).then(|| function_of(&test, "name"))
    }

    /// A call that reads an array by a function for its elements.
    fn read_array(&self, element: &Type, counts: CountRules) -> TokenStream {
        let read = self.read_function(element);
        let distinct = counts.distinct.map(|comparison| match comparison {
            Comparison::Whole => quote! { check::are_distinct(elements) },
            Comparison::Text => {
                quote! { check::are_distinct(elements.iter().map(|element| element.as_str())) }
            }
        });
        if matches!((counts.min, counts.max), (Some(min), Some(max)) if min > max) {
            return quote! { reader.array_where(#read, |_| false) };
        }
        let count = match counts {
            // As one writes it.
            CountRules {
                min: Some(1),
                max: None,
                ..
            } => Some(quote! { !elements.is_empty() }),
            CountRules {
                min: None,
                max: Some(0),
                ..
            } => Some(quote! { elements.is_empty() }),
            _ => count_test(counts, &quote! { elements.len() }),
        };
        match (count, distinct) {
            (None, None) => quote! { reader.array(#read) },
            (Some(count), None) => quote! { reader.array_where(#read, |elements| #count) },
            (None, Some(distinct)) => quote! { reader.array_where(#read, |elements| #distinct) },
            (Some(count), Some(distinct)) => {
                quote! { reader.array_where(#read, |elements| #count && #distinct) }
            }
        }
    }

    /// The checks of what reading leaves open, each once.
    pub(super) fn residue_checks(&self, residue: &Residue) -> Vec<TokenStream> {
        let mut schemas: Vec<SchemaId> = residue.iter().map(|left| left.schema).collect();
        schemas.dedup();
        self.check_functions(&schemas)
    }

    /// A statement that writes a value of the type with the variable `writer`.
    pub(super) fn write_statement(&self, value: &Type, place: &Place) -> TokenStream {
        let reference = place.by_reference();
        match value {
            Type::Named(id) => {
                let write = self.write_ident(*id);
                quote! { #write(#reference, writer); }
            }
            Type::String(_) => quote! { writer.string(#reference); },
            Type::DateTime(_) => quote! { writer.date_time(#reference); },
            Type::Boolean => {
                let value = place.by_value();
                quote! { writer.boolean(#value); }
            }
            Type::Null => quote! { writer.null(); },
            Type::Number(_) => quote! { writer.number(#reference); },
            Type::Integer(IntegerWidth::U64, _) => {
                let value = place.by_value();
                quote! { writer.u64(#value); }
            }
            Type::Integer(IntegerWidth::I64, _) => {
                let value = place.by_value();
                quote! { writer.i64(#value); }
            }
            Type::Checked(inner, _) => self.write_statement(inner, place),
            Type::Array(element, _) => {
                let write = self.write_function(element);
                quote! { writer.array(#reference, #write); }
            }
            Type::Map(inner, _) => {
                let write = self.write_function(inner);
                quote! { writer.map(#reference, #write); }
            }
            Type::Nullable(inner) => {
                let write = self.write_function(inner);
                quote! { writer.nullable(#reference, #write); }
            }
            Type::Boxed(inner) | Type::Deep(inner) => self.write_statement(inner, place),
            Type::Raw => quote! { writer.raw(#reference); },
        }
    }

    /// A function over `(&T, &mut Writer)`.
    pub(super) fn write_function(&self, value: &Type) -> TokenStream {
        match value {
            Type::Named(id) => {
                let write = self.write_ident(*id);
                quote! { #write }
            }
            Type::Null => quote! { |(), writer| writer.null() },
            Type::Checked(inner, _) => self.write_function(inner),
            _ => {
                let name = super::ident("value");
                let statement = self.write_statement(value, &Place::Reference(name));
                let expression = without_semicolon(statement);
                quote! { |value, writer| #expression }
            }
        }
    }
}

/// The expression that is the body of a closure or of an arm.
pub(super) fn without_semicolon(statement: TokenStream) -> TokenStream {
    let mut tokens: Vec<_> = statement.into_iter().collect();
    tokens.pop();
    tokens.into_iter().collect()
}

/// What the length must be; `None` when any will do.
pub(super) fn count_test(counts: CountRules, length: &TokenStream) -> Option<TokenStream> {
    let [min, max] = [counts.min, counts.max].map(|bound| bound.map(Literal::u64_unsuffixed));
    Some(match (min, max) {
        (None, None) => return None,
        (Some(_), Some(_)) if counts.min > counts.max => quote! { false },
        (Some(min), None) => quote! { #length >= #min },
        (None, Some(_)) if counts.max == Some(0) => quote! { #length == 0 },
        (None, Some(max)) => quote! { #length <= #max },
        (Some(min), Some(max)) => quote! { (#min..=#max).contains(&#length) },
    })
}

/// One function that makes all of several checks.
pub(super) fn all_checks(checks: &[TokenStream]) -> TokenStream {
    match checks {
        [only] => quote! { #only },
        _ => quote! {
            |value, at, sink| {
                #(#checks(value, at, sink)?;)*
                CONTINUE
            }
        },
    }
}

/// A call of the reader's method, or of the one that takes a test besides.
pub(super) fn read_where(method: &Ident, tests: &[TokenStream], variable: &Ident) -> TokenStream {
    if tests.is_empty() {
        return quote! { reader.#method() };
    }
    let method = format_ident!("{method}_where");
    let function = function_of(&quote! { #(#tests)&&* }, &variable.to_string());
    quote! { reader.#method(#function) }
}

/// The function that a test of the variable is the body of.
pub(super) fn function_of(test: &TokenStream, variable: &str) -> TokenStream {
    match applied_to(test, &super::ident(variable)) {
        Some(function) => function,
        None => {
            let variable = parameter(variable, test);
            quote! { |#variable| #test }
        }
    }
}

/// The function `f` of a test `f(variable)`.
fn applied_to(test: &TokenStream, variable: &Ident) -> Option<TokenStream> {
    let mut tokens: Vec<TokenTree> = test.clone().into_iter().collect();
    let Some(TokenTree::Group(argument)) = tokens.pop() else {
        return None;
    };
    let is_path = tokens.iter().all(|token| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        _ => false,
    });
    let is_it = *variable == argument.stream().to_string();
    (is_path && is_it).then(|| tokens.into_iter().collect())
}
