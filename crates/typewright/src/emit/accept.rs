//! `accept.rs`: whether JSON text is valid, decided as the readers decide it, but keeping nothing.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::parse_quote;

use crate::ir::Types;
use crate::shape::{
    MemberRef, StringEnum, Struct, Tagged, Tuple, Type, TypeDefinition, TypeId, TypeKind,
    UnionVariant, Unnamed,
};

use super::presence::{Settled, settled_by_members};
use super::read::{checked_method, read_constant};
use super::uses::{all_checks, count_test, function_of};
use super::variants::{tag_look, tag_pattern};
use super::{Context, ident};

/// The body of a function, but for what it leaves to the check.
pub(super) struct Body {
    statements: TokenStream,
    /// Whether what is left to the check holds: the expression is the variable `is_settled`.
    settled: Settled,
    /// What decides in the end, or what is given; `None` when the statements have decided and nothing is given.
    decision: Option<TokenStream>,
}

impl Body {
    /// What decides after some statements.
    pub(super) fn of(statements: TokenStream, decision: TokenStream) -> Self {
        Body {
            statements,
            settled: Settled::Never,
            decision: Some(decision),
        }
    }
}

impl From<TokenStream> for Body {
    /// One expression decides.
    fn from(decision: TokenStream) -> Self {
        Body::of(TokenStream::new(), decision)
    }
}

/// A call that can fail, among the statements.
struct Decision {
    call: TokenStream,
    /// Whether what it gives is bound to a variable.
    is_bound: bool,
}

impl Decision {
    fn of(call: TokenStream) -> Self {
        Decision {
            call,
            is_bound: false,
        }
    }
}

impl ToTokens for Decision {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let call = &self.call;
        tokens.extend(quote! { #call?; });
    }
}

impl Context<'_> {
    pub(super) fn accept_ident(&self, id: TypeId) -> Ident {
        self.function("accept", id)
    }

    /// The function that accepts the text of one type.
    pub(super) fn accept_items(&self, id: TypeId) -> Vec<syn::Item> {
        let definition = self.shapes.type_definition(id);
        let body = match &definition.kind {
            TypeKind::Struct(planned) => self.accept_struct(id, definition, planned),
            TypeKind::Text(rules) => self
                .accept_text("skip_string", &self.text_tests(rules, "text"))
                .into(),
            TypeKind::DateTime(rules) => self
                .accept_text("skip_date_time", &self.text_tests(rules, "text"))
                .into(),
            TypeKind::StringEnum(planned) => accept_enum(&ident(&definition.name), planned).into(),
            TypeKind::Union(variants) => self.accept_union(variants).into(),
            TypeKind::Tagged(tagged) => self.accept_tagged(tagged).into(),
            TypeKind::Alternatives(alternatives) => self.accept_alternatives(alternatives),
            TypeKind::Tuple(tuple) => self.accept_tuple(tuple),
            TypeKind::Newtype(value) => self.accept_call(value).into(),
        };
        let accept = self.accept_ident(id);
        let Body {
            statements,
            settled,
            decision,
        } = body;
        let is_left = !definition.residue.is_empty() && !matches!(settled, Settled::Always);
        let may_be_settled = matches!(settled, Settled::When(_));
        let residue = is_left.then(|| {
            let check = all_checks(&self.residue_checks(&definition.residue));
            quote! { reader.residue(start, #check) }
        });
        let begin = residue
            .as_ref()
            .map(|_| quote! { let start = reader.offset(); });
        let texts = match &definition.kind {
            TypeKind::Struct(planned) => self.texts_item(id, planned),
            _ => None,
        };
        let Some(texts) = texts else {
            let body = match residue {
                None => {
                    let decision = decision.unwrap_or_else(|| quote! { Ok(()) });
                    quote! { #statements #decision }
                }
                Some(residue) => {
                    let decision = decision.map(|decision| quote! { #decision?; });
                    let settled = may_be_settled.then(|| {
                        quote! {
                            if is_settled {
                                return Ok(());
                            }
                        }
                    });
                    quote! { #begin #statements #decision #settled #residue }
                }
            };
            return vec![parse_quote! {
                pub(crate) fn #accept(reader: &mut Reader<'_>) -> Read<()> { #body }
            }];
        };
        let residue = residue.map(|residue| match may_be_settled {
            true => quote! { if !is_settled { #residue?; } },
            false => quote! { #residue?; },
        });
        let (name, value) = (self.texts_ident(id), decision);
        let function = parse_quote! {
            pub(crate) fn #accept<'a>(reader: &mut Reader<'a>) -> Read<#name<'a>> {
                #begin
                #statements
                #residue
                Ok(#value)
            }
        };
        vec![texts, function]
    }

    /// A function that accepts the text of the type: a path or a closure over `&mut Reader`.
    pub(super) fn accept_function(&self, value: &Type) -> TokenStream {
        match value {
            Type::Named(id) if !self.compared.are_given_by(*id) => {
                let accept = self.accept_ident(*id);
                quote! { #accept }
            }
            Type::Null => quote! { Reader::null },
            Type::Raw => quote! { Reader::skip_value },
            Type::Boxed(inner) | Type::Deep(inner) => self.accept_function(inner),
            Type::String(rules) if self.text_tests(rules, "text").is_empty() => {
                quote! { Reader::skip_string }
            }
            Type::DateTime(rules) if self.text_tests(rules, "text").is_empty() => {
                quote! { Reader::skip_date_time }
            }
            _ => {
                let accept = self.accept_call(value);
                quote! { |reader| #accept }
            }
        }
    }

    /// The same, called on the variable `reader`.
    pub(super) fn accept_call(&self, value: &Type) -> TokenStream {
        match value {
            Type::Named(id) => {
                let accept = self.accept_ident(*id);
                let forget = self
                    .compared
                    .are_given_by(*id)
                    .then(|| quote! { .map(|_| ()) });
                quote! { #accept(reader) #forget }
            }
            Type::String(rules) => self.accept_text("skip_string", &self.text_tests(rules, "text")),
            Type::DateTime(rules) => {
                self.accept_text("skip_date_time", &self.text_tests(rules, "text"))
            }
            Type::Null => quote! { reader.null() },
            Type::Raw => quote! { reader.skip_value() },
            Type::Boxed(inner) | Type::Deep(inner) => self.accept_call(inner),
            Type::Checked(inner, residue) => {
                if let Some(tests) = self.checked_text_tests(inner, residue) {
                    return self.accept_text("skip_string", &tests);
                }
                let accept = self.accept_function(inner);
                let check = all_checks(&self.residue_checks(residue));
                let checked = checked_method(inner, residue);
                quote! { reader.#checked(#accept, #check) }
            }
            Type::Nullable(inner) => {
                let accept = self.accept_function(inner);
                quote! { reader.nullable(#accept).map(|_| ()) }
            }
            Type::Array(element, counts) if counts.distinct.is_none() => {
                let accept = self.accept_function(element);
                match count_test(*counts, &quote! { length }) {
                    None => quote! { reader.skip_array(#accept) },
                    Some(test) => {
                        let test = function_of(&test, "length");
                        quote! { reader.skip_array_where(#accept, #test) }
                    }
                }
            }
            Type::Map(inner, names) => {
                let accept = self.accept_function(inner);
                match self.name_test(names) {
                    Some(test) => quote! { reader.skip_map_named(#test, #accept) },
                    None => quote! { reader.skip_map(#accept) },
                }
            }
            // Nothing to keep, or needed as a value: numbers that must be in a range, elements that must be distinct.
            Type::Boolean | Type::Number(_) | Type::Integer(..) | Type::Array(..) => {
                let read = self.read_call(value);
                quote! { #read.map(|_| ()) }
            }
        }
    }

    fn accept_text(&self, method: &str, tests: &[TokenStream]) -> TokenStream {
        if tests.is_empty() {
            let method = ident(method);
            return quote! { reader.#method() };
        }
        let method = format_ident!("{method}_where");
        let test = function_of(&quote! { #(#tests)&&* }, "text");
        quote! { reader.#method(#test) }
    }

    fn accept_struct(&self, id: TypeId, definition: &TypeDefinition, planned: &Struct) -> Body {
        if planned.order.is_empty() && planned.unnamed.is_refused() {
            return quote! { reader.empty_object() }.into();
        }
        let members = ident(&planned.member_enum);
        let table = definition.member_table();
        let declarations = planned.order.iter().map(|member| {
            let variable = planned.variable(*member);
            quote! { let mut #variable = None; }
        });
        let arms = planned.order.iter().map(|member| {
            let (variant, variable) = (planned.variant(*member), planned.variable(*member));
            let accept = match member {
                MemberRef::Constant(index) => read_constant(&planned.constants[*index], &variable),
                MemberRef::Field(index) => {
                    let field = &planned.fields[*index];
                    let accept = match self.is_compared(id, planned, field) {
                        true => self.accept_compared(field),
                        false => self.accept_function(&field.value),
                    };
                    quote! { reader.once(&mut #variable, #accept)? }
                }
            };
            quote! { Member::Named(#members::#variant) => #accept, }
        });
        let other = match (&planned.unnamed, self.name_test(&planned.unnamed_names)) {
            (Unnamed::Refused, _) => None,
            (Unnamed::Kept, None) => Some(quote! { others.skip(other, reader)? }),
            (Unnamed::Typed(value), None) => {
                let accept = self.accept_function(value);
                Some(quote! { others.skip_as(other, reader, #accept)? })
            }
            (unnamed, Some(test)) => {
                let accept = self.accept_function(unnamed.value().unwrap_or(&Type::Raw));
                Some(quote! { others.skip_where(other, reader, #test, #accept)? })
            }
        };
        let (others, other_arm, finish) = match other {
            Some(accept) => (
                quote! { let mut others = reader.others(); },
                quote! { Member::Other(other) => #accept, },
                Some(Decision::of(quote! { others.finish(reader) })),
            ),
            None => (
                TokenStream::new(),
                quote! { Member::Other(_) => return reader.reject(), },
                None,
            ),
        };
        let no_arms = planned
            .order
            .is_empty()
            .then(|| quote! { Member::Named(member) => match member {}, });
        let mut decisions = Vec::from_iter(finish);
        decisions.extend(self.required_members(id, planned));
        decisions.extend(planned.equalities.iter().map(|equality| {
            let [left, right] = planned.compared(equality);
            Decision::of(quote! { reader.require(#left == #right) })
        }));
        let decision = if self.compared.are_given_by(id) {
            Some(self.texts_value(id, planned))
        } else {
            // The last one is what the function gives.
            decisions
                .pop_if(|last| !last.is_bound)
                .map(|last| last.call)
        };
        // Before the names of unnamed members are forgotten.
        let settled = settled_by_members(&self.shapes.program, &definition.residue, planned);
        let settle = match &settled {
            Settled::When(test) => Some(quote! { let is_settled = #test; }),
            Settled::Always | Settled::Never => None,
        };
        let compact = self.is_compact_tried(id).then(|| {
            let compact = self.compact_ident(id);
            quote! {
                if reader.skip_compact(#compact) {
                    return Ok(());
                }
            }
        });
        let statements = quote! {
            #compact
            #(#declarations)*
            #others
            let mut members = reader.begin_object(&#table)?;
            while let Some(member) = reader.next_member(&mut members)? {
                match member {
                    #(#arms)*
                    #no_arms
                    #other_arm
                }
            }
            #settle
            #(#decisions)*
        };
        Body {
            statements,
            settled,
            decision,
        }
    }

    /// That the members which must be there are.
    fn required_members(&self, id: TypeId, planned: &Struct) -> impl Iterator<Item = Decision> {
        planned.order.iter().filter_map(move |member| {
            let variable = planned.variable(*member);
            let call = quote! { reader.required(#variable) };
            match member {
                MemberRef::Constant(_) => Some(Decision::of(call)),
                MemberRef::Field(index) => {
                    let field = &planned.fields[*index];
                    if !field.required {
                        return None;
                    }
                    Some(match self.is_compared(id, planned, field) {
                        true => Decision {
                            call: quote! { let #variable = #call },
                            is_bound: true,
                        },
                        false => Decision::of(call),
                    })
                }
            }
        })
    }

    fn accept_union(&self, variants: &[UnionVariant]) -> TokenStream {
        let arms = variants.iter().map(|variant| {
            let variant_name = ident(&variant.variant);
            let accept = self.accept_call(&variant.value);
            quote! { JsonType::#variant_name => #accept, }
        });
        let rest = (variants.len() < Types::JSON.len()).then(|| quote! { _ => reader.reject(), });
        quote! { match reader.peek()? { #(#arms)* #rest } }
    }

    fn accept_tagged(&self, tagged: &Tagged) -> TokenStream {
        let arms = tagged.variants.iter().map(|variant| {
            let tags = tag_pattern(&variant.tags);
            let accept = self.accept_call(&variant.value);
            quote! { Some(#tags) => #accept, }
        });
        let look = tag_look(tagged);
        quote! {
            match #look {
                #(#arms)*
                _ => reader.reject(),
            }
        }
    }

    fn accept_tuple(&self, tuple: &Tuple) -> Body {
        let elements = tuple.elements.iter().enumerate().map(|(index, element)| {
            let accept = self.accept_function(element);
            if index < tuple.required {
                quote! { reader.element(&mut elements, #accept)?; }
            } else {
                quote! { reader.optional_element(&mut elements, #accept)?; }
            }
        });
        let end = match &tuple.rest {
            Some(rest) => {
                let accept = self.accept_function(rest);
                quote! { reader.rest(&mut elements, #accept).map(|_| ()) }
            }
            None => quote! { reader.end_elements(&mut elements) },
        };
        let statements = quote! {
            let mut elements = reader.begin_array()?;
            #(#elements)*
        };
        Body::of(statements, end)
    }
}

fn accept_enum(name: &Ident, planned: &StringEnum) -> TokenStream {
    match planned.other {
        Some(_) => quote! { reader.skip_string() },
        None => quote! { reader.skip_string_where(|text| #name::known(text).is_some()) },
    }
}
