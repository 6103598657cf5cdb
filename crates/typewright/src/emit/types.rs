//! `types.rs`: what a person reads.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse_quote;

use crate::ir::{Constant, SchemaId};
use crate::shape::{
    ConstantMember, Field, StringEnum, Struct, Tuple, TypeDefinition, TypeId, TypeKind, Unnamed,
};

use super::doc::{doc_text, docs};
use super::{Context, ident};

impl Context<'_> {
    /// The items of one type.
    pub(super) fn type_items(&self, id: TypeId) -> Vec<syn::Item> {
        let definition = self.shapes.type_definition(id);
        let name = ident(&definition.name);
        let docs = self.type_docs(id);
        let deprecated = deprecation(definition.deprecated);
        let head = quote! { #docs #deprecated };
        match &definition.kind {
            TypeKind::Struct(planned) => self.struct_items(&name, &head, planned),
            TypeKind::Text(_) => {
                self.text_items(&name, &head, &quote! { Text }, &quote! { text }, definition)
            }
            TypeKind::DateTime(_) => self.text_items(
                &name,
                &head,
                &quote! { DateTime },
                &quote! { date_time },
                definition,
            ),
            TypeKind::StringEnum(planned) => string_enum_items(&name, &head, planned),
            TypeKind::Union(variants) => vec![self.union_item(&name, &head, variants)],
            TypeKind::Tagged(tagged) => vec![self.tagged_item(&name, &head, tagged)],
            TypeKind::Alternatives(alternatives) => {
                vec![self.alternatives_item(&name, &head, alternatives)]
            }
            TypeKind::Tuple(tuple) => vec![self.tuple_item(&name, &head, tuple)],
            TypeKind::Newtype(value) => {
                let inner = self.type_tokens(value);
                vec![parse_quote! {
                    #head
                    #[derive(Clone, Debug, PartialEq)]
                    pub struct #name(pub #inner);
                }]
            }
        }
    }

    fn type_docs(&self, id: TypeId) -> TokenStream {
        let definition = self.shapes.type_definition(id);
        let mut lines = definition
            .description
            .as_deref()
            .map(doc_text)
            .unwrap_or_default();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let sources: Vec<String> = definition
            .schemas
            .iter()
            .map(|schema| code(&self.source(*schema)))
            .collect();
        lines.push(format!("Schema: {}", sources.join(" and ")));
        if self.shapes.roots.contains(&id) {
            lines.push(String::new());
            lines.push(
                "[`Contract::from_slice`](typewright_runtime::Contract::from_slice) accepts exactly what the schema"
                    .to_owned(),
            );
            lines.push("accepts; `Deserialize` sees only what another reader hands on.".to_owned());
        }
        docs(&lines)
    }

    /// The schema's file and, unless it is the whole file, the pointer in it.
    pub(super) fn source(&self, schema: SchemaId) -> String {
        let name = &self.shapes.program.schema(schema).source_name;
        name.strip_suffix('#').unwrap_or(name).to_owned()
    }

    fn struct_items(&self, name: &Ident, head: &TokenStream, planned: &Struct) -> Vec<syn::Item> {
        let fields = planned.fields.iter().map(|field| {
            let docs = member_docs(field.description.as_deref(), &field.name);
            let deprecated = deprecation(field.deprecated);
            let (field_name, value) = (ident(&field.field), self.field_type(field));
            quote! { #docs #deprecated pub #field_name: #value }
        });
        let value = match &planned.unnamed {
            Unnamed::Kept => Some(TokenStream::new()),
            Unnamed::Typed(value) => {
                let value = self.type_tokens(value);
                Some(quote! { , #value })
            }
            Unnamed::Refused => None,
        };
        let extra = value.map(|value| {
            let docs = docs(&["Members that this version of the schema does not name.".into()]);
            quote! { #docs pub extra: Extra<#name #value>, }
        });
        let default = planned
            .fields
            .iter()
            .all(|field| !field.required)
            .then(|| quote! { Default, });
        let item = parse_quote! {
            #head
            #[derive(Clone, Debug, #default PartialEq)]
            #[non_exhaustive]
            pub struct #name {
                #(#fields,)*
                #extra
            }
        };
        let mut items = vec![item];
        let (constructor, required) = self.constructor(name, planned);
        let constants = planned.constants.iter().filter_map(associated_constant);
        items.push(parse_quote! {
            impl #name {
                #(#constants)*
                #constructor
            }
        });
        items.extend(required);
        if !planned.unnamed.is_refused() {
            let members = planned
                .order
                .iter()
                .map(|member| planned.member_name(*member));
            items.push(parse_quote! {
                impl Declared for #name {
                    const MEMBERS: &'static [&'static str] = &[#(#members),*];
                }
            });
        }
        items
    }

    /// The type of a field, with its presence.
    fn field_type(&self, field: &Field) -> TokenStream {
        let value = self.type_tokens(&field.value);
        if field.required {
            value
        } else {
            quote! { Option<#value> }
        }
    }

    /// `new`, and the struct it takes if there are too many required members for parameters.
    fn constructor(&self, name: &Ident, planned: &Struct) -> (TokenStream, Option<syn::Item>) {
        let required: Vec<&Field> = planned
            .fields
            .iter()
            .filter(|field| field.required)
            .collect();
        let required_struct = planned.required_struct.as_deref().map(ident);
        let by_struct = required_struct.is_some();
        let values = planned.fields.iter().map(|field| {
            let field_name = ident(&field.field);
            match (field.required, by_struct) {
                (false, _) => quote! { #field_name: None },
                (true, false) => quote! { #field_name },
                (true, true) => quote! { #field_name: required.#field_name },
            }
        });
        let extra = (!planned.unnamed.is_refused()).then(|| quote! { extra: Extra::new(), });
        let body = quote! { #name { #(#values,)* #extra } };
        if let Some(required_name) = required_struct {
            let docs_new = docs(&["With the required members; the others are absent.".into()]);
            let docs_struct = docs(&[format!("The required members of [`{name}`].")]);
            let fields = required.iter().map(|field| {
                let docs = member_docs(field.description.as_deref(), &field.name);
                let (field_name, value) = (ident(&field.field), self.type_tokens(&field.value));
                quote! { #docs pub #field_name: #value }
            });
            let item = parse_quote! {
                #docs_struct
                #[derive(Clone, Debug, PartialEq)]
                pub struct #required_name { #(#fields,)* }
            };
            let constructor = quote! {
                #docs_new
                pub fn new(required: #required_name) -> Self { #body }
            };
            return (constructor, Some(item));
        }
        let docs = docs(&[if required.is_empty() {
            "With no members.".to_owned()
        } else {
            "With the required members; the others are absent.".to_owned()
        }]);
        let parameters = required.iter().map(|field| {
            let (field_name, value) = (ident(&field.field), self.type_tokens(&field.value));
            quote! { #field_name: #value }
        });
        let constructor = quote! {
            #docs
            pub fn new(#(#parameters),*) -> Self { #body }
        };
        (constructor, None)
    }

    fn text_items(
        &self,
        name: &Ident,
        head: &TokenStream,
        inner: &TokenStream,
        macro_name: &TokenStream,
        definition: &TypeDefinition,
    ) -> Vec<syn::Item> {
        let derives = if macro_name.to_string() == "text" {
            quote! { #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)] }
        } else {
            quote! { #[derive(Clone, PartialEq, Eq, Hash)] }
        };
        let check = self.check_of(&definition.schemas);
        vec![
            parse_quote! {
                #head
                #derives
                pub struct #name(pub(super) #inner);
            },
            parse_quote! { typewright_runtime::#macro_name!(#name, #check); },
        ]
    }

    fn tuple_item(&self, name: &Ident, head: &TokenStream, tuple: &Tuple) -> syn::Item {
        let elements = tuple.elements.iter().enumerate().map(|(index, element)| {
            let element = self.type_tokens(element);
            if index < tuple.required {
                return quote! { pub #element };
            }
            let docs = docs(&["Absent if the array ends before it.".to_owned()]);
            quote! { #docs pub Option<#element> }
        });
        let rest = tuple.rest.as_ref().map(|rest| {
            let rest = self.type_tokens(rest);
            let docs = docs(&["The elements after these.".to_owned()]);
            quote! { #docs pub Vec<#rest>, }
        });
        parse_quote! {
            #head
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name(#(#elements,)* #rest);
        }
    }
}

impl Struct {
    /// The name of a declared member on the wire.
    pub(super) fn member_name(&self, member: crate::shape::MemberRef) -> &str {
        match member {
            crate::shape::MemberRef::Constant(index) => &self.constants[index].name,
            crate::shape::MemberRef::Field(index) => &self.fields[index].name,
        }
    }
}

/// A text from the schema as inline code; backticks in it would end the code.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").escape_debug())
}

fn member_docs(description: Option<&str>, member: &str) -> TokenStream {
    let lines = description.map(doc_text).unwrap_or_default();
    if lines.is_empty() {
        docs(&[format!("Member {}.", code(member))])
    } else {
        docs(&lines)
    }
}

fn deprecation(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote! { #[deprecated] })
}

/// The constant for a member that always has one value; `None` for values that no constant of Rust's holds.
fn associated_constant(member: &ConstantMember) -> Option<TokenStream> {
    let name = ident(&member.constant);
    let docs = member_docs(member.description.as_deref(), &member.name);
    Some(match &member.value {
        Constant::String(text) => quote! { #docs pub const #name: &'static str = #text; },
        Constant::Boolean(value) => quote! { #docs pub const #name: bool = #value; },
        Constant::Number(text) => quote! { #docs pub const #name: &'static str = #text; },
        Constant::Null | Constant::Array(_) | Constant::Object(_) => return None,
    })
}

fn string_enum_items(name: &Ident, head: &TokenStream, planned: &StringEnum) -> Vec<syn::Item> {
    let known: Vec<Ident> = planned.variants.iter().map(|v| ident(&v.variant)).collect();
    let values: Vec<&str> = planned.variants.iter().map(|v| v.value.as_str()).collect();
    let variant_docs = values.iter().map(|value| docs(&[code(value)]));
    let docs_as_str = docs(&["The string on the wire.".into()]);
    let known_arms = quote! { #(#values => Some(#name::#known),)* };
    let known_function = quote! {
        fn known(text: &str) -> Option<Self> {
            match text {
                #known_arms
                _ => None,
            }
        }
    };
    let Some(other) = planned.other.as_deref().map(ident) else {
        return vec![
            parse_quote! {
                #head
                #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
                #[non_exhaustive]
                pub enum #name { #(#variant_docs #known,)* }
            },
            parse_quote! {
                impl #name {
                    #docs_as_str
                    pub fn as_str(&self) -> &'static str {
                        match self { #(#name::#known => #values,)* }
                    }
                    pub(super) #known_function
                }
            },
            parse_quote! { typewright_runtime::string_enum!(#name); },
        ];
    };
    let docs_other = docs(&[
        "A value that this version of the schema does not list; made by `From<&str>` only.".into(),
    ]);
    let docs_other_type = docs(&[format!("A [`{name}`] that is none of the listed ones.")]);
    vec![
        parse_quote! {
            #head
            #[derive(Clone, Debug, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum #name {
                #(#variant_docs #known,)*
                #docs_other
                Other(#other),
            }
        },
        parse_quote! {
            impl #name {
                #docs_as_str
                pub fn as_str(&self) -> &str {
                    match self {
                        #(#name::#known => #values,)*
                        #name::Other(other) => other.as_str(),
                    }
                }
                #known_function
            }
        },
        parse_quote! {
            impl From<&str> for #name {
                fn from(text: &str) -> Self {
                    #name::known(text).unwrap_or_else(|| #name::Other(#other(text.into())))
                }
            }
        },
        parse_quote! { typewright_runtime::open_string_enum!(#name); },
        parse_quote! {
            #docs_other_type
            #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct #other(pub(super) Text);
        },
        parse_quote! { typewright_runtime::other_text!(#other); },
    ]
}
