//! Statements of checks that look at what a string holds.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Encoding, Rule};

use super::{Context, ident};

impl Context<'_> {
    /// A statement about the content of the variable `text`.
    pub(super) fn check_content(&self, rule: &Rule) -> Option<TokenStream> {
        Some(match rule {
            Rule::ContentEncoding(encoding) => {
                let (name, decoder) = (encoding.name(), decoder(*encoding));
                quote! { check::content_encoding(text, #name, #decoder, at, sink)?; }
            }
            Rule::ContentJson(encoding) => {
                let decoder = decoder(*encoding);
                quote! { check::content_json(text, #decoder, at, sink)?; }
            }
            Rule::ContentSchema { encoding, schema } => {
                let decoder = decoder(*encoding);
                // The content is of another type than the value that holds it, which a function by its name cannot be for.
                let check = match self.shapes.program.schema(*schema).rules.as_slice() {
                    [Rule::Never] => quote! { |_, at, sink| check::never(at, sink, "") },
                    _ => {
                        let check = self.check_function(*schema)?;
                        quote! { |value, at, sink| #check(value, at, sink) }
                    }
                };
                quote! { check::content_schema(text, #decoder, at, sink, #check)?; }
            }
            _ => return None,
        })
    }
}

fn decoder(encoding: Encoding) -> TokenStream {
    let decoder = ident(match encoding {
        Encoding::Identity => "unencoded",
        Encoding::SevenBit => "from_7bit",
        Encoding::Base16 => "from_base16",
        Encoding::Base32 => "from_base32",
        Encoding::Base32Hex => "from_base32hex",
        Encoding::Base64 => "from_base64",
        Encoding::Base64Url => "from_base64url",
    });
    quote! { check::#decoder }
}
