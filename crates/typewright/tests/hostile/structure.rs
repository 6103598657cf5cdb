//! What generated source consists of: looked at as syntax, so that it does not matter how an attack would be spelled.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use crate::attacks::MARK;

/// Attributes that the compiler makes.
const ATTRIBUTES: &[&str] = &[
    "allow",
    "deprecated",
    "derive",
    "doc",
    "non_exhaustive",
    "rustfmt::skip",
];

/// Macros that generated source calls.
const MACROS: &[&str] = &[
    "include_str",
    "typewright_runtime::date_time",
    "typewright_runtime::open_string_enum",
    "typewright_runtime::other_text",
    "typewright_runtime::requires",
    "typewright_runtime::serde_impls",
    "typewright_runtime::string_enum",
    "typewright_runtime::text",
];

/// Methods and functions by their whole names; others begin with a verb.
const FUNCTIONS: &[&str] = &[
    "new",
    "known",
    "as_str",
    "from",
    "from_slice",
    "read",
    "write",
    "accept",
    "check_node",
];

const VERBS: &[&str] = &["accept_", "compact_", "read_", "write_", "check_"];

/// Everything in a file that no emitter makes; empty for a file as it should be.
pub fn foreign_parts(text: &str) -> BTreeSet<String> {
    let mut found = Foreign::default();
    let file = syn::parse_file(text).expect("generated source is Rust");
    found.visit_file(&file);
    let rest = without_strings_and_docs(text);
    for comment in ["//", "/*", "*/"] {
        if rest.contains(comment) {
            found.parts.insert(format!("comment {comment}"));
        }
    }
    if let Some(character) = rest.chars().find(|character| !character.is_ascii()) {
        found.parts.insert(format!("character {character:?}"));
    }
    for character in text.chars() {
        if is_deceptive(character) {
            found.parts.insert(format!("character {character:?}"));
        }
    }
    found.parts
}

#[derive(Default)]
struct Foreign {
    parts: BTreeSet<String>,
}

impl Foreign {
    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(name) if name == MARK => {
                    self.parts.insert("the mark".to_owned());
                }
                TokenTree::Group(group) => self.tokens(group.stream()),
                _ => {}
            }
        }
    }
}

fn spelled(path: &syn::Path) -> String {
    let segments: Vec<String> = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    segments.join("::")
}

impl<'ast> Visit<'ast> for Foreign {
    fn visit_ident(&mut self, name: &'ast syn::Ident) {
        if name == MARK {
            self.parts.insert("the mark".to_owned());
        }
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        let name = spelled(attribute.path());
        if !ATTRIBUTES.contains(&name.as_str()) {
            self.parts.insert(format!("attribute {name}"));
        }
        visit::visit_attribute(self, attribute);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = spelled(&call.path);
        if !MACROS.contains(&name.as_str()) {
            self.parts.insert(format!("macro {name}"));
        }
        if name == "include_str" {
            let argument: syn::LitStr = call.parse_body().expect("the name of a file");
            let argument = argument.value();
            if argument.contains(['/', '\\']) || !argument.ends_with(".schema.json") {
                self.parts.insert(format!("inclusion of {argument}"));
            }
        }
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        let name = signature.ident.to_string();
        let known =
            FUNCTIONS.contains(&name.as_str()) || VERBS.iter().any(|verb| name.starts_with(verb));
        if !known || !matches!(signature.safety, syn::Safety::Default) || signature.abi.is_some() {
            self.parts.insert(format!("function {name}"));
        }
        visit::visit_signature(self, signature);
    }

    fn visit_expr_unsafe(&mut self, _: &'ast syn::ExprUnsafe) {
        self.parts.insert("unsafe".to_owned());
    }

    fn visit_item(&mut self, item: &'ast syn::Item) {
        let kind = match item {
            syn::Item::ExternCrate(_) => Some("extern crate"),
            syn::Item::ForeignMod(_) => Some("foreign module"),
            syn::Item::Macro(item) if item.ident.is_some() => Some("macro definition"),
            syn::Item::Mod(item) if item.content.is_some() => Some("inline module"),
            syn::Item::Union(_) => Some("union"),
            syn::Item::Verbatim(_) => Some("unparsed item"),
            _ => None,
        };
        self.parts.extend(kind.map(str::to_owned));
        visit::visit_item(self, item);
    }
}

/// The text with what stands in string literals and behind `///` and `//!` cut out, and without the header.
fn without_strings_and_docs(text: &str) -> String {
    let mut rest = String::new();
    let body = text.split_once('\n').map_or("", |(_, body)| body);
    let mut characters = body.char_indices();
    while let Some((at, character)) = characters.next() {
        let here = &body[at..];
        if here.starts_with("///") || here.starts_with("//!") {
            let end = here.find('\n').unwrap_or(here.len());
            while characters.offset() < at + end {
                characters.next();
            }
        } else if character == '"' && rest.ends_with("r#") {
            // A raw string ends at the first quote with a hash behind it, whatever stands before.
            let end = here.find("\"#").unwrap_or(here.len());
            while characters.offset() < at + end + 1 {
                characters.next();
            }
        } else if character == '"' {
            assert!(
                !rest.ends_with('r') && !rest.ends_with('#'),
                "another raw string: read it here too"
            );
            while let Some((_, inside)) = characters.next() {
                match inside {
                    '\\' => {
                        characters.next();
                    }
                    '"' => break,
                    _ => {}
                }
            }
        } else {
            rest.push(character);
        }
    }
    rest
}

/// Characters that are not seen, or that turn the direction of writing; our own list, not the compiler's.
fn is_deceptive(character: char) -> bool {
    (character.is_control() && character != '\n')
        || "\u{ad}\u{61c}\u{180e}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
            \u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}\u{e0041}"
            .contains(character)
}

#[test]
fn what_an_attack_would_look_like_is_found() {
    let header = "// @generated\n";
    for (text, part) in [
        ("fn pwned() {}", "the mark"),
        ("fn other() {}", "function other"),
        ("#[path = \"x\"] mod a;", "attribute path"),
        ("pwned!();", "macro pwned"),
        (
            "const A: &str = include_str!(\"../x\");",
            "inclusion of ../x",
        ),
        ("/// doc\nconst A: u8 = 1; // more", "comment //"),
        ("const A: &str = \"\\\"//\"; /* more */", "comment /*"),
        ("const A: &str = r#\"// \\\"#; // more", "comment //"),
        ("macro_rules! a { () => {} }", "macro definition"),
        ("fn read_a() { unsafe {} }", "unsafe"),
        ("/// \u{202e}\nconst A: u8 = 1;", "character '\\u{202e}'"),
    ] {
        let found = foreign_parts(&format!("{header}{text}"));
        assert!(found.contains(part), "{text}: {found:?}");
    }
    for good in [
        "/// // pwned */ ä\nconst A: &str = \"// pwned \\\\\"; fn check_a() {}",
        "const A: &str = r#\"{\"// pwned /*\\\"#; fn check_a() {}",
    ] {
        assert_eq!(foreign_parts(&format!("{header}{good}")), BTreeSet::new());
    }
}
