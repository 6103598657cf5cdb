//! Names of the generated source: from anything a schema can say to what a Rust programmer would write.

use std::collections::BTreeSet;

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

use crate::ir::{Schema, SchemaName};

/// Names of the runtime that generated source calls by their bare names.
pub const RUNTIME_NAMES: &[&str] = &[
    "Accept",
    "At",
    "Backtracking",
    "CONTINUE",
    "Compact",
    "Contract",
    "DateTime",
    "Declared",
    "Deep",
    "Error",
    "Extra",
    "Flow",
    "Json",
    "JsonType",
    "Map",
    "Member",
    "Names",
    "Node",
    "Number",
    "Pattern",
    "Raw",
    "Read",
    "Reader",
    "Scan",
    "Sink",
    "Text",
    "Token",
    "Types",
    "Writer",
    "check",
];

/// Other names that a generated type must not take: generated modules define or import them, or they mean something in every Rust file.
const TAKEN_TYPES: &[&str] = &[
    "Root",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "String",
    "Box",
    "Debug",
    "Clone",
    "PartialEq",
    "Eq",
    "Hash",
    "Ord",
    "PartialOrd",
    "Default",
    "From",
    "Into",
    "TryFrom",
    "FromStr",
    "Display",
    "Members",
    "Kind",
    "Report",
    "Known",
];

/// Upper camel case for the words of `text`; `Unnamed` if there are none.
pub fn type_name(text: &str) -> String {
    let name = ascii_words(text).to_pascal_case();
    match name.chars().next() {
        None => "Unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("N{name}"),
        // The one keyword in this case.
        Some(_) if name == "Self" => "SelfValue".to_owned(),
        Some(_) => name,
    }
}

/// The type name of a schema that has a name, with what tells it from others of the same place.
pub(super) fn own_name(schema: &Schema) -> Option<String> {
    let mut name = match schema.name.as_ref()? {
        SchemaName::Chosen(name) => name.clone(),
        SchemaName::Document(text) | SchemaName::Definition(text) => type_name(text),
    };
    if let Some(words) = &schema.specialised {
        name.push_str(&type_name(words));
    }
    Some(name)
}

/// Snake case for the words of `text`; a Rust keyword gets an underscore behind it, and so does the name of our own field.
pub fn field_name(text: &str) -> String {
    let name = ascii_words(text).to_snake_case();
    match name.chars().next() {
        None => "unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{name}"),
        Some(_) if name == "extra" || is_rust_keyword(&name) => format!("{name}_"),
        Some(_) => name,
    }
}

/// Upper snake case for the words of `text`.
pub fn constant_name(text: &str) -> String {
    let name = ascii_words(text).to_shouty_snake_case();
    match name.chars().next() {
        None => "UNNAMED".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("N{name}"),
        // An associated constant of this name belongs to our traits.
        Some(_) if matches!(name.as_str(), "SCHEMA" | "MEMBERS") => format!("{name}_"),
        Some(_) => name,
    }
}

/// A module's name for a folder: `2026-04-01` is `v2026_04_01`.
pub fn module_name(folder: &str) -> String {
    let name = ascii_words(folder).to_lowercase();
    let words: Vec<&str> = name.split_ascii_whitespace().collect();
    let name = words.join("_");
    match name.chars().next() {
        Some(first) if first.is_ascii_digit() => format!("v{name}"),
        Some(_) if is_rust_keyword(&name) || is_our_module(&name) => format!("{name}_"),
        Some(_) => name,
        None => "unnamed".to_owned(),
    }
}

fn is_our_module(name: &str) -> bool {
    matches!(
        name,
        "types" | "codec" | "checks" | "dispatch" | "mod" | "typewright_runtime"
    )
}

/// Letters and digits of ASCII stay, any other letter is spelled as its code point, everything else parts words.
fn ascii_words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            words.push(character);
        } else if character.is_alphanumeric() {
            words.push_str(&format!(" u{:x} ", character as u32));
        } else {
            words.push(' ');
        }
    }
    words
}

fn is_rust_keyword(name: &str) -> bool {
    // `syn` knows the reserved ones too, but for the one that came with edition 2024; `union` and the like are no keywords where a
    // name stands.
    name == "gen" || syn::parse_str::<syn::Ident>(name).is_err()
}

/// Documentation and bundles are files that are named after types, with something before and behind the name, and in snake case;
/// file systems end at 255 bytes.
const LONGEST: usize = 120;

/// Hands out names, each only once.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By Rust, or by us.
    spoken_for: BTreeSet<&'static str>,
    taken: BTreeSet<String>,
}

impl Names {
    /// For types of a unit: with the names that are spoken for.
    pub(super) fn of_types() -> Self {
        Names {
            spoken_for: RUNTIME_NAMES.iter().chain(TAKEN_TYPES).copied().collect(),
            taken: BTreeSet::new(),
        }
    }

    /// `wanted`, or the first of `wanted2`, `wanted3`, … that is free. A name that is spoken for gets `Type` behind it first.
    /// What is longer than [`LONGEST`] is cut, not between words: an underscore at the end is for keywords, and names stay apart
    /// without it.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let mut name: String = wanted.chars().take(LONGEST).collect();
        if name.len() < wanted.len() {
            name.truncate(name.trim_end_matches('_').len());
        }
        if self.spoken_for.contains(wanted) {
            name.push_str("Type");
        }
        let base = name.clone();
        let mut count = 2;
        while self.spoken_for.contains(name.as_str()) || !self.taken.insert(name.clone()) {
            name = format!("{base}{count}");
            count += 1;
        }
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, RUNTIME_NAMES, constant_name, field_name, module_name, type_name};

    #[test]
    fn names_are_idiomatic() {
        assert_eq!(type_name("chat.created"), "ChatCreated");
        assert_eq!(type_name("WHATSAPP"), "Whatsapp");
        assert_eq!(field_name("externalChatId"), "external_chat_id");
        assert_eq!(constant_name("apiVersion"), "API_VERSION");
        assert_eq!(module_name("2026-04-01"), "v2026_04_01");
    }

    #[test]
    fn no_type_takes_a_name_of_the_runtime() {
        let mut names = Names::of_types();
        for name in RUNTIME_NAMES {
            let name = names.take(name);
            assert!(!RUNTIME_NAMES.contains(&name.as_str()), "{name}");
        }
        assert_eq!(names.take("Token"), "TokenType2");
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let mut names = Names::default();
        let long = "A".repeat(1000);
        let first = names.take(&format!("{long}B"));
        let second = names.take(&format!("{long}C"));
        assert_eq!(first, "A".repeat(120));
        assert_eq!(second, format!("{first}2"));
    }

    #[test]
    fn names_cut_between_words_stay_apart_without_what_is_at_their_end() {
        let mut names = Names::default();
        let word = "item_".repeat(24);
        assert_eq!(names.take(word.trim_end_matches('_')).len(), 119);
        let cut = names.take(&format!("{word}item"));
        assert_eq!(cut, format!("{word}2").replace("_2", "2"));
    }

    #[test]
    fn odd_names_become_usable() {
        assert_eq!(field_name("type"), "type_");
        assert_eq!(field_name("gen"), "gen_");
        assert_eq!(field_name("extra"), "extra_");
        assert_eq!(field_name(""), "unnamed");
        assert_eq!(field_name("+1"), "n1");
        assert_eq!(type_name("größe"), "GrUf6UdfE");
        assert_eq!(module_name("a -- b!"), "a_b");
        assert_eq!(module_name("!"), "unnamed");
        assert_eq!(module_name("codec"), "codec_");
        // It would stand in the way of the crate.
        assert_eq!(module_name("typewright_runtime"), "typewright_runtime_");
    }

    #[test]
    fn a_taken_name_gets_a_neighbour() {
        let mut names = Names::of_types();
        assert_eq!(names.take("Chat"), "Chat");
        assert_eq!(names.take("Chat"), "Chat2");
        assert_eq!(names.take("Root"), "RootType");
        assert_eq!(names.take("Option"), "OptionType");
    }
}
