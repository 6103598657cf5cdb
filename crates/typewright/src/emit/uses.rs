//! Uses of types: how they are written as a type, read, and written to the wire.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use typewright_runtime::Number;

use crate::ir::{Pattern, PatternTest};
use crate::shape::{IntegerWidth, NumberRules, TextRules, Type};

use super::Context;

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
            Type::Array(element) => {
                let element = self.type_tokens(element);
                quote! { Vec<#element> }
            }
            Type::Map(inner) => {
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
            _ => match scalar(value) {
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
            Type::Array(element) => {
                let read = self.read_function(element);
                quote! { reader.array(#read) }
            }
            Type::Map(inner) => {
                let read = self.read_function(inner);
                quote! { reader.map(#read) }
            }
            Type::Nullable(inner) => {
                let read = self.read_function(inner);
                quote! { reader.nullable(#read) }
            }
            Type::Boxed(inner) => {
                let read = self.read_call(inner);
                quote! { #read.map(Box::new) }
            }
            Type::String(_) | Type::DateTime(_) | Type::Number(_) | Type::Integer(..) => {
                match scalar(value) {
                    Some((method, tests, variable)) => read_where(&method, &tests, &variable),
                    None => quote! { reader.raw() },
                }
            }
        }
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
            Type::Array(element) => {
                let write = self.write_function(element);
                quote! { writer.array(#reference, #write); }
            }
            Type::Map(inner) => {
                let write = self.write_function(inner);
                quote! { writer.map(#reference, #write); }
            }
            Type::Nullable(inner) => {
                let write = self.write_function(inner);
                quote! { writer.nullable(#reference, #write); }
            }
            Type::Boxed(inner) => self.write_statement(inner, place),
            Type::Raw => quote! { writer.raw(#reference); },
        }
    }

    /// A function over `(&T, &mut Writer)`.
    fn write_function(&self, value: &Type) -> TokenStream {
        match value {
            Type::Named(id) => {
                let write = self.write_ident(*id);
                quote! { #write }
            }
            Type::Null => quote! { |(), writer| writer.null() },
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

/// The method of the reader for a scalar, and the test it takes if there is any.
fn scalar(value: &Type) -> Option<(Ident, Vec<TokenStream>, Ident)> {
    let (method, tests, variable) = match value {
        Type::String(rules) => ("owned_string", text_tests(rules), "text"),
        Type::DateTime(rules) => ("date_time", text_tests(rules), "text"),
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

/// A call of the reader's method, or of the one that takes a test besides.
pub(super) fn read_where(method: &Ident, tests: &[TokenStream], variable: &Ident) -> TokenStream {
    if tests.is_empty() {
        return quote! { reader.#method() };
    }
    let method = format_ident!("{method}_where");
    quote! { reader.#method(|#variable| #(#tests)&&*) }
}

/// What the text in the variable `text` must satisfy, but for being a date-time.
pub(super) fn text_tests(rules: &TextRules) -> Vec<TokenStream> {
    let mut tests = Vec::new();
    if let Some(length) = rules.min_length {
        let length = Literal::u64_unsuffixed(length);
        tests.push(quote! { check::has_min_length(text, #length) });
    }
    if let Some(length) = rules.max_length {
        let length = Literal::u64_unsuffixed(length);
        tests.push(quote! { check::has_max_length(text, #length) });
    }
    tests.extend(rules.patterns.iter().map(pattern_test));
    tests
}

/// Whether the text in the variable `text` matches.
pub(super) fn pattern_test(pattern: &Pattern) -> TokenStream {
    match &pattern.test {
        PatternTest::Prefix(literal) => quote! { text.starts_with(#literal) },
        PatternTest::Suffix(literal) => quote! { text.ends_with(#literal) },
        PatternTest::Equal(literal) => quote! { text == #literal },
        PatternTest::Contains(literal) => quote! { text.contains(#literal) },
    }
}

/// What the number in the variable `number` must satisfy; what its Rust type guarantees is left out.
fn number_tests(rules: &NumberRules, width: Option<IntegerWidth>) -> Vec<TokenStream> {
    let guaranteed = |bound: &&String| width == Some(IntegerWidth::U64) && is_zero(bound);
    let minimums = rules.minimum.iter().filter(|bound| !guaranteed(bound));
    let at_least = minimums.map(|bound| match integer_literal(bound, width) {
        Some(literal) => quote! { number >= #literal },
        None => {
            let number = exact(width);
            quote! { check::has_minimum(#number, #bound) }
        }
    });
    let at_most = rules
        .maximum
        .iter()
        .map(|bound| match integer_literal(bound, width) {
            Some(literal) => quote! { number <= #literal },
            None => {
                let number = exact(width);
                quote! { check::has_maximum(#number, #bound) }
            }
        });
    at_least.chain(at_most).collect()
}

/// The number in the variable `number` as the runtime's exact type.
fn exact(width: Option<IntegerWidth>) -> TokenStream {
    match width {
        None => quote! { number },
        Some(_) => quote! { &Number::from(number) },
    }
}

fn is_zero(bound: &str) -> bool {
    bound
        .parse::<Number>()
        .is_ok_and(|number| number == Number::from(0_i64))
}

/// A bound as a literal of the integer's type; `None` when it is not one.
fn integer_literal(bound: &str, width: Option<IntegerWidth>) -> Option<TokenStream> {
    let number: Number = bound.parse().ok()?;
    match width? {
        IntegerWidth::U64 => {
            let literal = Literal::u64_unsuffixed(number.as_u64()?);
            Some(quote! { #literal })
        }
        IntegerWidth::I64 => {
            let value = number.as_i64()?;
            let magnitude = Literal::u64_unsuffixed(value.unsigned_abs());
            Some(if value < 0 {
                quote! { -#magnitude }
            } else {
                quote! { #magnitude }
            })
        }
    }
}
