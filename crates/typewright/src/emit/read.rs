//! The reading half of `codec.rs`: bytes to values, deciding on the way all that it can.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::parse_quote;

use crate::ir::Constant;
use crate::shape::{
    ConstantMember, Equality, MemberRef, Residue, StringEnum, Struct, Tuple, Type, TypeDefinition,
    TypeId, TypeKind, Unnamed,
};

use super::uses::{all_checks, read_where};
use super::{Context, ident, local};

/// Variables of a reading function that fields must not shadow.
const TAKEN: &[&str] = &[
    "reader",
    "members",
    "member",
    "other",
    "others",
    "extra",
    "start",
    "value",
    "is_settled",
];

impl Context<'_> {
    /// The items that read one type.
    pub(super) fn read_items(&self, id: TypeId) -> Vec<syn::Item> {
        let definition = self.shapes.type_definition(id);
        let name = ident(&definition.name);
        match &definition.kind {
            TypeKind::Struct(planned) => self.read_struct(id, &name, definition, planned),
            TypeKind::Text(rules) | TypeKind::DateTime(rules) => {
                let tests = self.text_tests(rules, "text");
                let method = match &definition.kind {
                    TypeKind::Text(_) => ident("text"),
                    _ => ident("date_time"),
                };
                let read = read_where(&method, &tests, &ident("text"));
                let value = quote! { #name(#read?) };
                vec![self.read_function_item(id, definition, &TokenStream::new(), &value)]
            }
            TypeKind::StringEnum(planned) => vec![self.read_enum(id, &name, definition, planned)],
            TypeKind::Union(variants) => vec![self.read_union(id, &name, definition, variants)],
            TypeKind::Tagged(tagged) => vec![self.read_tagged(id, &name, definition, tagged)],
            TypeKind::Alternatives(alternatives) => {
                vec![self.read_alternatives(id, &name, definition, alternatives)]
            }
            TypeKind::Tuple(tuple) => vec![self.read_tuple(id, &name, definition, tuple)],
            TypeKind::Newtype(value) => {
                let read = self.read_call(value);
                let value = quote! { #name(#read?) };
                vec![self.read_function_item(id, definition, &TokenStream::new(), &value)]
            }
        }
    }

    /// A reading function: `body`, then `value`, then the residue if there is one.
    pub(super) fn read_function_item(
        &self,
        id: TypeId,
        definition: &TypeDefinition,
        body: &TokenStream,
        value: &TokenStream,
    ) -> syn::Item {
        let read = self.read_ident(id);
        let name = ident(&definition.name);
        if definition.residue.is_empty() {
            return parse_quote! {
                pub(crate) fn #read(reader: &mut Reader<'_>) -> Read<#name> {
                    #body
                    Ok(#value)
                }
            };
        }
        let check = all_checks(&self.residue_checks(&definition.residue));
        let bind = (value.to_string() != "value").then(|| quote! { let value = #value; });
        parse_quote! {
            pub(crate) fn #read(reader: &mut Reader<'_>) -> Read<#name> {
                let start = reader.offset();
                #body
                #bind
                reader.residue(start, #check)?;
                Ok(value)
            }
        }
    }

    fn read_struct(
        &self,
        id: TypeId,
        name: &Ident,
        definition: &TypeDefinition,
        planned: &Struct,
    ) -> Vec<syn::Item> {
        if planned.order.is_empty() && planned.unnamed.is_refused() {
            let body = quote! { reader.empty_object()?; };
            return vec![self.read_function_item(id, definition, &body, &quote! { #name {} })];
        }
        let members = ident(&planned.member_enum);
        let table = definition.member_table();
        let variants: Vec<Ident> = planned.order.iter().map(|m| planned.variant(*m)).collect();
        let names = planned.order.iter().map(|m| planned.member_name(*m));
        let count = Literal::usize_unsuffixed(variants.len());
        let mut items = vec![
            parse_quote! {
                #[derive(Clone, Copy)]
                pub(super) enum #members { #(#variants,)* }
            },
            parse_quote! {
                pub(super) static #table: Names<#members, #count> = Names::new(&[#((#names, #members::#variants),)*]);
            },
        ];
        let declarations = planned.order.iter().map(|member| {
            let variable = planned.variable(*member);
            quote! { let mut #variable = None; }
        });
        let arms = planned.order.iter().map(|member| {
            let (variant, variable) = (planned.variant(*member), planned.variable(*member));
            let read = match member {
                MemberRef::Constant(index) => read_constant(&planned.constants[*index], &variable),
                MemberRef::Field(index) => {
                    let read = self.read_function(&planned.fields[*index].value);
                    quote! { reader.once(&mut #variable, #read)? }
                }
            };
            quote! { Member::Named(#members::#variant) => #read, }
        });
        let read_extra = match (&planned.unnamed, self.name_test(&planned.unnamed_names)) {
            (Unnamed::Refused, _) => None,
            (Unnamed::Kept, None) => Some(quote! { extra.read_member(other, reader)? }),
            (Unnamed::Typed(value), None) => {
                let read = self.read_function(value);
                Some(quote! { extra.read_member_as(other, reader, #read)? })
            }
            (unnamed, Some(test)) => {
                let read = self.read_function(unnamed.value().unwrap_or(&Type::Raw));
                Some(quote! { extra.read_member_where(other, reader, #test, #read)? })
            }
        };
        let (extra, other_arm, finish) = match read_extra {
            Some(read) => (
                quote! { let mut extra = Extra::new(); },
                quote! { Member::Other(other) => #read, },
                quote! { extra.finish_reading(reader)?; },
            ),
            None => (
                TokenStream::new(),
                quote! { Member::Other(_) => return reader.reject(), },
                TokenStream::new(),
            ),
        };
        let no_arms = planned
            .order
            .is_empty()
            .then(|| quote! { Member::Named(member) => match member {}, });
        let requires = planned.constants.iter().enumerate().map(|(index, _)| {
            let variable = planned.variable(MemberRef::Constant(index));
            quote! { reader.required(#variable)?; }
        });
        // What is compared must be there before; all else is asked for where it is needed.
        let compared = planned.fields.iter().enumerate();
        let compared = compared
            .filter(|(_, field)| planned.is_compared(&field.field))
            .map(|(index, _)| {
                let variable = planned.variable(MemberRef::Field(index));
                quote! { let #variable = reader.required(#variable)?; }
            });
        let equalities = planned
            .equalities
            .iter()
            .map(|equality| self.equality(planned, equality));
        let values = planned.fields.iter().enumerate().map(|(index, field)| {
            let field_name = ident(&field.field);
            let variable = planned.variable(MemberRef::Field(index));
            let is_known = planned.is_compared(&field.field);
            if field.required && !is_known {
                quote! { #field_name: reader.required(#variable)? }
            } else if field_name == variable {
                quote! { #field_name }
            } else {
                quote! { #field_name: #variable }
            }
        });
        let kept = (!planned.unnamed.is_refused()).then(|| quote! { extra, });
        let value = quote! { #name { #(#values,)* #kept } };
        let body = quote! {
            #(#declarations)*
            #extra
            let mut members = reader.begin_object(&#table)?;
            while let Some(member) = reader.next_member(&mut members)? {
                match member {
                    #(#arms)*
                    #no_arms
                    #other_arm
                }
            }
            #finish
            #(#requires)*
            #(#compared)*
            #(reader.require(#equalities)?;)*
        };
        items.push(self.read_function_item(id, definition, &body, &value));
        items
    }

    /// Two texts are equal as JSON when their characters are.
    fn equality(&self, planned: &Struct, equality: &Equality) -> TokenStream {
        let [left, right] = planned.compared(equality);
        if self.same_type(planned, &equality.left, &equality.right) {
            quote! { #left == #right }
        } else {
            quote! { #left.as_str() == #right.as_str() }
        }
    }

    fn same_type(&self, planned: &Struct, left: &[String], right: &[String]) -> bool {
        match (self.type_at(planned, left), self.type_at(planned, right)) {
            (Some(Type::Named(left)), Some(Type::Named(right))) => left == right,
            (Some(Type::String(_)), Some(Type::String(_))) => true,
            (Some(Type::DateTime(_)), Some(Type::DateTime(_))) => true,
            _ => false,
        }
    }

    fn type_at<'c>(&'c self, planned: &'c Struct, path: &[String]) -> Option<&'c Type> {
        let (first, rest) = path.split_first()?;
        let field = planned.fields.iter().find(|field| field.field == *first)?;
        if rest.is_empty() {
            return Some(&field.value);
        }
        match &field.value {
            Type::Named(id) => match &self.shapes.type_definition(*id).kind {
                TypeKind::Struct(inner) => self.type_at(inner, rest),
                _ => None,
            },
            _ => None,
        }
    }

    fn read_enum(
        &self,
        id: TypeId,
        name: &Ident,
        definition: &TypeDefinition,
        planned: &StringEnum,
    ) -> syn::Item {
        if planned.other.is_some() {
            let value = quote! { #name::from(&*reader.string()?) };
            return self.read_function_item(id, definition, &TokenStream::new(), &value);
        }
        let known = quote! { reader.required(#name::known(&text)) };
        if definition.residue.is_empty() {
            let read = self.read_ident(id);
            return parse_quote! {
                pub(crate) fn #read(reader: &mut Reader<'_>) -> Read<#name> {
                    let text = reader.string()?;
                    #known
                }
            };
        }
        let body = quote! { let text = reader.string()?; };
        self.read_function_item(id, definition, &body, &quote! { #known? })
    }

    fn read_tuple(
        &self,
        id: TypeId,
        name: &Ident,
        definition: &TypeDefinition,
        tuple: &Tuple,
    ) -> syn::Item {
        let reads = tuple.elements.iter().enumerate().map(|(index, element)| {
            let read = self.read_function(element);
            if index < tuple.required {
                quote! { reader.element(&mut elements, #read)? }
            } else {
                quote! { reader.optional_element(&mut elements, #read)? }
            }
        });
        let rest = tuple.rest.as_ref().map(|rest| {
            let read = self.read_function(rest);
            quote! { , reader.rest(&mut elements, #read)? }
        });
        let begin = quote! { let mut elements = reader.begin_array()?; };
        let value = quote! { #name(#(#reads),* #rest) };
        if tuple.rest.is_some() {
            return self.read_function_item(id, definition, &begin, &value);
        }
        let body = quote! {
            #begin
            let value = #value;
            reader.end_elements(&mut elements)?;
        };
        self.read_function_item(id, definition, &body, &quote! { value })
    }
}

impl TypeDefinition {
    /// The table of a struct's members.
    pub(super) fn member_table(&self) -> Ident {
        format_ident!("{}_MEMBERS", self.snake.to_uppercase())
    }
}

impl Struct {
    pub(super) fn variant(&self, member: MemberRef) -> Ident {
        match member {
            MemberRef::Field(index) => ident(&self.fields[index].variant),
            MemberRef::Constant(index) => ident(&self.constants[index].variant),
        }
    }

    pub(super) fn variable(&self, member: MemberRef) -> Ident {
        match member {
            MemberRef::Field(index) => local(self, &self.fields[index].field, TAKEN),
            MemberRef::Constant(index) => ident(&self.constants[index].variable),
        }
    }

    /// The variable of a field.
    pub(super) fn variable_of(&self, field: &str) -> Ident {
        local(self, field, TAKEN)
    }

    /// What must be equal, as expressions of the variables of fields.
    pub(super) fn compared(&self, equality: &Equality) -> [TokenStream; 2] {
        [&equality.left, &equality.right].map(|path| {
            let begin = path.first().map(|field| self.variable_of(field));
            let steps = path.iter().skip(1).map(|field| ident(field));
            quote! { #begin #(.#steps)* }
        })
    }

    /// Whether the value of a field, or something in it, must be equal to something else.
    pub(super) fn is_compared(&self, field: &str) -> bool {
        let mut paths = self
            .equalities
            .iter()
            .flat_map(|equality| [&equality.left, &equality.right]);
        paths.any(|path| path.first().is_some_and(|first| first == field))
    }
}

pub(super) fn read_constant(member: &ConstantMember, variable: &Ident) -> TokenStream {
    match &member.value {
        Constant::String(text) => quote! { reader.once_string(&mut #variable, #text)? },
        Constant::Null => quote! { reader.once(&mut #variable, Reader::null)? },
        other => {
            let json = other.to_json();
            quote! { reader.once(&mut #variable, |reader| reader.constant(#json))? }
        }
    }
}

/// The method that puts what it has read to a check: to a distinct array it comes rarely.
pub(super) fn checked_method(value: &Type, residue: &Residue) -> Ident {
    let is_distinct = residue.iter().all(|left| left.keyword == "uniqueItems");
    match value {
        Type::Array(..) if is_distinct => format_ident!("distinct"),
        _ => format_ident!("checked"),
    }
}
