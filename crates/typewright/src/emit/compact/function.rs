//! What such a function is made of.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::parse_quote;

use crate::ir::Types;
use crate::shape::{
    Field, IntegerWidth, MemberRef, Struct, Type, TypeId, TypeKind, UnionVariant, Unnamed,
};

use super::super::number_rule::number_tests;
use super::super::uses::{count_test, function_of};
use super::super::{Context, ident};
use super::is_plain;

impl Context<'_> {
    pub(in crate::emit) fn compact_ident(&self, id: TypeId) -> Ident {
        self.function("compact", id)
    }

    /// The function that accepts compact text of one type, if it has one.
    pub(in crate::emit) fn compact_item(&self, id: TypeId) -> Option<syn::Item> {
        if !self.compact.called.contains(&id) {
            return None;
        }
        let definition = self.shapes.type_definition(id);
        let body = match &definition.kind {
            TypeKind::Struct(planned) => self.compact_struct(id, planned),
            TypeKind::Text(rules) => self.compact_text("string", &self.text_tests(rules, "text")),
            TypeKind::DateTime(rules) => {
                self.compact_text("date_time", &self.text_tests(rules, "text"))
            }
            TypeKind::StringEnum(planned) if planned.other.is_some() => quote! { json.string() },
            TypeKind::StringEnum(_) => {
                let name = ident(&definition.name);
                quote! { json.string_where(|text| #name::known(text).is_some()) }
            }
            TypeKind::Union(variants) => self.compact_union(variants),
            TypeKind::Newtype(value) => self.compact_call(value),
            TypeKind::Tagged(_) | TypeKind::Alternatives(_) | TypeKind::Tuple(_) => return None,
        };
        let compact = self.compact_ident(id);
        Some(if self.compared.are_given_by(id) {
            let texts = self.texts_ident(id);
            parse_quote! {
                fn #compact<'a>(json: Compact<'a>) -> Option<(#texts<'a>, Compact<'a>)> { #body }
            }
        } else {
            parse_quote! {
                fn #compact(json: Compact<'_>) -> Option<Compact<'_>> { #body }
            }
        })
    }

    fn compact_struct(&self, id: TypeId, planned: &Struct) -> TokenStream {
        let mut statements = TokenStream::new();
        let mut members = quote! { json.members() };
        for member in &planned.order {
            match member {
                MemberRef::Constant(index) => {
                    let constant = &planned.constants[*index];
                    let json = raw(&format!(
                        "{}{}",
                        token(&constant.name),
                        constant.value.to_json()
                    ));
                    members.extend(quote! { .constant(#json)? });
                }
                MemberRef::Field(index) => {
                    let field = &planned.fields[*index];
                    let has_function = self.height_of(&field.value, self.compact).is_some();
                    if !has_function || !is_plain(&field.name) {
                        continue;
                    }
                    let name = raw(&token(&field.name));
                    if self.is_compared(id, planned, field) {
                        let variable = planned.variable(*member);
                        let accept = self.compact_compared(field);
                        statements.extend(quote! {
                            let (#variable, members) = #members.required_giving(#name, #accept)?;
                        });
                        members = quote! { members };
                        continue;
                    }
                    let accept = self.compact_function(&field.value);
                    members.extend(match field.required {
                        true => quote! { .required(#name, #accept)? },
                        false => quote! { .optional(#name, #accept)? },
                    });
                }
            }
        }
        let equalities = planned.equalities.iter().map(|equality| {
            let [left, right] = planned.compared(equality);
            quote! { ?.require(#left == #right) }
        });
        let end = match planned.unnamed {
            Unnamed::Kept if self.name_test(&planned.unnamed_names).is_none() => {
                let table = self.shapes.type_definition(id).member_table();
                quote! { end_behind_others(&#table) }
            }
            _ => quote! { end() },
        };
        let end = quote! { #members.#end #(#equalities)* };
        if !self.compared.are_given_by(id) {
            return quote! { #statements #end };
        }
        let texts = self.texts_value(id, planned);
        quote! { #statements #end?.with(#texts) }
    }

    /// A function that accepts what the field holds and gives what is compared of it.
    fn compact_compared(&self, field: &Field) -> TokenStream {
        match &field.value {
            Type::Named(id) if self.compared.are_given_by(*id) => {
                let compact = self.compact_ident(*id);
                quote! { #compact }
            }
            value => {
                let accept = self.compact_function(value);
                quote! { |json| json.token(#accept) }
            }
        }
    }

    fn compact_union(&self, variants: &[UnionVariant]) -> TokenStream {
        let known: Vec<_> = variants
            .iter()
            .filter(|variant| self.height_of(&variant.value, self.compact).is_some())
            .collect();
        let arms = known.iter().map(|variant| {
            let variant_name = ident(&variant.variant);
            let accept = self.compact_call(&variant.value);
            quote! { JsonType::#variant_name => #accept, }
        });
        let rest = (known.len() < Types::JSON.len()).then(|| quote! { _ => None, });
        quote! { match json.peek()? { #(#arms)* #rest } }
    }

    /// A function that accepts compact text of the type: a path, or a closure over `Compact`.
    fn compact_function(&self, value: &Type) -> TokenStream {
        let method = match value {
            Type::Named(id) if !self.compared.are_given_by(*id) => {
                let compact = self.compact_ident(*id);
                return quote! { #compact };
            }
            Type::Boxed(inner) | Type::Deep(inner) => return self.compact_function(inner),
            Type::Null => "null",
            Type::Boolean => "boolean",
            Type::Raw => "value",
            Type::String(rules) if self.text_tests(rules, "text").is_empty() => "string",
            Type::DateTime(rules) if self.text_tests(rules, "text").is_empty() => "date_time",
            Type::Number(rules) if number_tests(rules, None).is_empty() => "number",
            Type::Integer(width, rules) if number_tests(rules, Some(*width)).is_empty() => {
                integer_method(*width)
            }
            _ => {
                let accept = self.compact_call(value);
                return quote! { |json| #accept };
            }
        };
        let method = ident(method);
        quote! { Compact::#method }
    }

    /// The same, called on the variable `json`.
    fn compact_call(&self, value: &Type) -> TokenStream {
        match value {
            Type::Named(id) => {
                let compact = self.compact_ident(*id);
                let forget = self
                    .compared
                    .are_given_by(*id)
                    .then(|| quote! { .map(|(_, json)| json) });
                quote! { #compact(json) #forget }
            }
            Type::Null => quote! { json.null() },
            Type::Boolean => quote! { json.boolean() },
            Type::String(rules) => self.compact_text("string", &self.text_tests(rules, "text")),
            Type::DateTime(rules) => {
                self.compact_text("date_time", &self.text_tests(rules, "text"))
            }
            Type::Number(rules) => method_where("number", &number_tests(rules, None), "number"),
            Type::Integer(width, rules) => {
                let tests = number_tests(rules, Some(*width));
                method_where(integer_method(*width), &tests, "number")
            }
            Type::Nullable(inner) => {
                let accept = self.compact_function(inner);
                quote! { json.nullable(#accept) }
            }
            Type::Boxed(inner) | Type::Deep(inner) => self.compact_call(inner),
            Type::Array(element, counts) => {
                let accept = self.compact_function(element);
                match count_test(*counts, &quote! { length }) {
                    None => quote! { json.array(#accept) },
                    Some(test) => {
                        let test = function_of(&test, "length");
                        quote! { json.array_where(#accept, #test) }
                    }
                }
            }
            Type::Map(inner, names) => {
                let accept = self.compact_function(inner);
                match self.name_test(names) {
                    Some(test) => quote! { json.map_named(#test, #accept) },
                    None => quote! { json.map(#accept) },
                }
            }
            Type::Checked(inner, residue) => {
                let tests = self.checked_text_tests(inner, residue);
                self.compact_text("string", &tests.unwrap_or_default())
            }
            Type::Raw => quote! { json.value() },
        }
    }

    fn compact_text(&self, method: &str, tests: &[TokenStream]) -> TokenStream {
        method_where(method, tests, "text")
    }
}

/// A call of the method, or of the one that takes a test besides.
fn method_where(method: &str, tests: &[TokenStream], variable: &str) -> TokenStream {
    if tests.is_empty() {
        let method = ident(method);
        return quote! { json.#method() };
    }
    let method = format_ident!("{method}_where");
    let test = function_of(&quote! { #(#tests)&&* }, variable);
    quote! { json.#method(#test) }
}

fn integer_method(width: IntegerWidth) -> &'static str {
    match width {
        IntegerWidth::U64 => "u64",
        IntegerWidth::I64 => "i64",
    }
}

/// A name as it stands in JSON text behind another member.
fn token(name: &str) -> String {
    format!(",\"{name}\":")
}

/// A literal for JSON text: a raw one, so that it reads as in a payload, unless something in it would not be seen or would end it.
fn raw(json: &str) -> Literal {
    let is_seen = |char: char| matches!(char, '"' | '\\' | '\'') || char.escape_debug().len() == 1;
    let is_raw = json.chars().all(is_seen) && !json.contains("\"#");
    let raw = is_raw.then(|| format!("r#\"{json}\"#").parse().ok());
    raw.flatten().unwrap_or_else(|| Literal::string(json))
}

#[cfg(test)]
mod tests {
    use super::raw;

    #[test]
    fn text_is_raw_where_all_of_it_is_seen() {
        for (json, literal) in [
            (r#","name":"#, r###"r#","name":"#"###),
            (r#","äö'":"a\"b""#, r###"r#","äö'":"a\"b""#"###),
        ] {
            assert_eq!(raw(json).to_string(), literal);
        }
        // What turns the direction of text, or ends the literal, is escaped.
        for json in [",\"a\u{202e}b\":", ",\"a\u{200b}\":", ",\"a\":\"\\\"#\""] {
            let literal = raw(json).to_string();
            assert!(literal.starts_with('"') && literal.is_ascii(), "{literal}");
            let parsed: syn::LitStr = syn::parse_str(&literal).unwrap();
            assert_eq!(parsed.value(), json);
        }
    }
}
