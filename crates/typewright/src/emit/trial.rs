//! Alternatives that are told apart by accepting the text as one after the other.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::ir::Rule;
use crate::shape::{Alternatives, Shapes, Type, patterns_in};

use super::accept::Body;
use super::demand::TagKind;
use super::{Context, mentions};

/// Which choices may be made by accepting the text as each of the alternatives, besides by their checks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Trials {
    /// `anyOf`.
    any_of: bool,
    /// `oneOf`.
    one_of: bool,
}

impl Trials {
    pub(super) fn of(shapes: &Shapes) -> Self {
        let has = |is_such: fn(&Rule) -> bool| {
            let mut schemas = shapes.program.iter();
            schemas.any(|(_, schema)| schema.rules.iter().any(is_such))
        };
        // What takes too many steps to match is neither accepted nor refused, which only checks can tell.
        let any_of = !has(|rule| {
            let mut patterns = patterns_in(rule).into_iter();
            patterns.any(|pattern| pattern.is_tried())
        });
        // An alternative of `oneOf` is planned as the only one that holds. Where that says what is evaluated, another may hold
        // besides and not be accepted.
        let has_unevaluated = has(|rule| {
            matches!(
                rule,
                Rule::UnevaluatedProperties(_) | Rule::UnevaluatedItems(_)
            )
        });
        Trials {
            any_of,
            one_of: any_of && !has_unevaluated,
        }
    }
}

impl Context<'_> {
    /// What accepts a value of an enum whose variants are told apart by their checks.
    pub(super) fn accept_alternatives(&self, alternatives: &Alternatives) -> Body {
        let may_try = match alternatives.exclusive {
            true => self.trials.one_of,
            false => self.trials.any_of,
        };
        if !may_try {
            return self.accept_chosen(alternatives);
        }
        let accepts: Vec<TokenStream> = alternatives
            .variants
            .iter()
            .map(|variant| self.accept_trial(&variant.value))
            .collect();
        let method = match alternatives.exclusive {
            true => format_ident!("accept_one_of"),
            false => format_ident!("accept_any_of"),
        };
        let Some(choice) = self.choice(alternatives) else {
            return quote! { reader.#method(&[#(#accepts),*]) }.into();
        };
        let possible = choice.expression(
            &quote! { reader.peek()? },
            |telling| match telling {
                (member, TagKind::String) => quote! { reader.look_for_tag(#member)?.as_deref() },
                (member, TagKind::Integer) => quote! { reader.look_for_integer_tag(#member)? },
            },
            |index| accepts[index].clone(),
        );
        Body::of(
            quote! { let possible: &[Accept] = #possible; },
            quote! { reader.#method(possible) },
        )
    }

    /// A function that accepts one of the alternatives, whatever the lifetime of the text: methods of the reader are for one.
    fn accept_trial(&self, value: &Type) -> TokenStream {
        let function = self.accept_function(value);
        if !mentions(&function, "Reader") {
            return function;
        }
        let accept = self.accept_call(value);
        quote! { |reader| #accept }
    }

    /// The checks choose, and what they have chosen is accepted.
    fn accept_chosen(&self, alternatives: &Alternatives) -> Body {
        let (look, choose) = self.choose_call(alternatives);
        let arms = alternatives.variants.iter().enumerate();
        let arms = arms.map(|(index, variant)| {
            let index = Literal::usize_unsuffixed(index);
            let accept = self.accept_call(&variant.value);
            quote! { #index => #accept, }
        });
        Body::of(
            look,
            quote! {
                match #choose? {
                    #(#arms)*
                    _ => reader.reject(),
                }
            },
        )
    }
}
