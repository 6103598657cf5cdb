//! Schemas whose every text tries to become something else: code, a comment, a link, a test, somebody else's name.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// Stands in every attack on its own: where an attack gets out of its literal, this becomes an identifier.
pub const MARK: &str = "pwned";

/// Texts that close, open or continue what they might be put into; none of them is spelled as an identifier that is just [`MARK`].
pub const TEXTS: &[&str] = &[
    "quote \"; pub fn pwned() { } //",
    "raw \"# ; pwned!(); r#\"",
    "raws \"## pwned \"### pwned r##\"",
    "backslash \\\" pwned \\",
    "backslash at the end \\",
    "comment */ pwned!(); /*",
    "comment // pwned",
    "/// pwned as a comment",
    "//! pwned as a module",
    "line\nfn pwned() {}\nlast line",
    "return\rfn pwned() {}\r\nlast return",
    "separator\u{2028}fn pwned() {}\u{2029}last\u{85}next\u{b}tab\u{c}feed",
    "fence\n```\npwned!();\n```\nend of fence",
    "rust fence\n```rust\nfn main() { pwned(); }\n```",
    "tilde\n~~~\npwned!();\n~~~",
    "unclosed fence\n````\npwned!();",
    "indented\n\n    pwned!();\n\n\tpwned!();\nend",
    "list\n\n- item\n\n      pwned!();\n\n1. one\n\n       pwned!();",
    "quoted\n\n> > ```\n> > pwned!();\n> > ```",
    "html <script>pwned()</script> <b> </div> <!-- pwned",
    "html block\n\n<pre>\npwned!();\n</pre>",
    "link [`Vec`] and [pwned] and [Vec](Vec) and [a]: pwned",
    "link definition\n\n[pwned]: https://pwned.example/ \"title\"\n\n[x][pwned]",
    "bare https://pwned.example/?a=b&c=<d> and www.pwned.example and <https://pwned.example>",
    "image ![pwned](https://pwned.example/x.png)",
    "footnote[^pwned]\n\n[^pwned]: text",
    "table\n\na | b\n--|--\npwned | c",
    "heading\n===\n# pwned\npwned\n---",
    "odd ` backtick ``pwned` ``` pwned",
    "code `pwned` and ``a ` pwned`` and `<b>` and `[Vec]`",
    "attribute #[doc = \"pwned\"] #![pwned] #[path = \"pwned.rs\"] mod pwned;",
    "macro include_str!(\"/etc/pwned\") compile_error!(\"pwned\") env!(\"PWNED\")",
    "interpolation {pwned} {0} {{}} ${pwned} #pwned #(#pwned)* $crate",
    "bidi \u{202e}pwned\u{202c} \u{2066}pwned\u{2069} \u{200f}\u{61c}",
    "invisible \u{200b}pwned\u{feff}\u{ad}\u{2060}\u{180e}\u{e0041}",
    "control \u{0}\u{1}\u{7}\u{8}\u{1b}[31mpwned\u{7f}\u{9f}",
    "not letters \u{1f600} e\u{301} \u{fffd} \u{10ffff} pwned",
    "lifetime 'pwned 'a: 'static b'x' c\"pwned\"",
    "closing pwned}}}}]]]]))))",
    "((((([[[[[{{{{{opening pwned",
    "$(pwned) `pwned` %s %n ; DROP TABLE pwned",
    "",
    " ",
    "\n",
    "`",
    "\"",
    "'",
    "\\",
    "0",
    "-1",
    "#",
    "_",
    "__",
    "\u{202e}",
    "\u{0}",
];

/// Names that mean something in Rust, in the runtime, or in the functions that are generated.
pub const NAMES: &[&str] = &[
    // Keywords, also of later editions and reserved ones.
    "abstract",
    "as",
    "async",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "macro_rules",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "raw",
    "ref",
    "return",
    "safe",
    "self",
    "Self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
    "'static",
    "r#type",
    // The standard library's, and primitive types.
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
    "Copy",
    "PartialEq",
    "Eq",
    "Hash",
    "Ord",
    "PartialOrd",
    "Default",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "FromStr",
    "Display",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "Future",
    "Send",
    "Sync",
    "Sized",
    "Unpin",
    "AsRef",
    "AsMut",
    "ToOwned",
    "ToString",
    "Iterator",
    "IntoIterator",
    "FromIterator",
    "Extend",
    "ExactSizeIterator",
    "DoubleEndedIterator",
    "Infallible",
    "Borrow",
    "Deref",
    "str",
    "bool",
    "u8",
    "u64",
    "i64",
    "usize",
    "char",
    "std",
    "core",
    "alloc",
    "Cow",
    "Serialize",
    "Deserialize",
    "Serializer",
    "serde",
    // The runtime's.
    "Root",
    "Contract",
    "Declared",
    "Extra",
    "Map",
    "Raw",
    "Number",
    "DateTime",
    "Text",
    "Reader",
    "Read",
    "Writer",
    "Json",
    "JsonType",
    "Names",
    "Member",
    "Members",
    "At",
    "Sink",
    "Flow",
    "Types",
    "Node",
    "Kind",
    "Report",
    "Error",
    "Known",
    "Value",
    "Violation",
    "Limits",
    "CONTINUE",
    "check",
    "typewright_runtime",
    // Variables, methods, modules and constants of generated source.
    "reader",
    "members",
    "member",
    "extra",
    "value",
    "writer",
    "start",
    "other",
    "text",
    "at",
    "sink",
    "object",
    "number",
    "array",
    "required",
    "has_kind",
    "kind",
    "new",
    "known",
    "as_str",
    "from",
    "from_slice",
    "read",
    "write",
    "check_node",
    "types",
    "codec",
    "checks",
    "dispatch",
    "keys",
    "bytes",
    "SCHEMA",
    "MEMBERS",
    "string",
    "boolean",
    "null",
    "J",
    "T",
    "S",
    "D",
    "E",
    "validate",
    "to_vec",
    "fmt",
    "drop",
    "clone",
    "default",
    "eq",
    "hash",
    // Names that differ only in case, or only in what no identifier holds.
    "chat",
    "Chat",
    "CHAT",
    "cHAT",
    "chat ",
    "chat_",
    "_chat",
    "chat-",
    "a-b",
    "a_b",
    "a b",
    "aB",
    "AB",
    "ab",
    "unnamed",
    "Unnamed",
    "n1",
    "N1",
    "1",
    "+1",
    "ä",
    "Ä",
    "a2",
    "a",
    "A",
    "a_2",
    "extra_",
    "extra2",
    "type_",
];

/// Every attack, each once.
pub fn attacks() -> Vec<&'static str> {
    let all: BTreeSet<&str> = TEXTS.iter().chain(NAMES).copied().collect();
    all.into_iter().collect()
}

/// A name of 2000 letters, and one that is longer in ASCII than it is.
pub fn long_names() -> [String; 2] {
    ["x".repeat(2000), "ä".repeat(400)]
}

/// Members of an object, one for each attack: names, descriptions, titles and values are attacks.
fn object(attacks: &[&str], required: bool, closed: bool) -> Value {
    let mut properties = Map::new();
    for (index, attack) in attacks.iter().enumerate() {
        let value = match index % 5 {
            0 => json!({"type": "string", "description": attack, "title": attack}),
            1 => json!({"const": attack, "description": attack}),
            2 => json!({"type": ["string", "null"], "$comment": attack, "description": attack}),
            3 => json!({"type": "array", "items": {"enum": [attack, "second"]}, "default": attack}),
            _ => json!({"enum": [attack, 1, {*attack: [attack]}, null], "description": attack}),
        };
        properties.insert((*attack).to_owned(), value);
    }
    let mut schema = json!({"type": "object", "title": attacks[0], "properties": properties});
    if required {
        schema["required"] = json!(attacks);
    }
    if closed {
        schema["additionalProperties"] = json!(false);
    }
    schema
}

/// A pattern that matches the text as it stands.
fn pattern(text: &str) -> String {
    let mut pattern = String::from("^");
    for character in text.chars() {
        if "^$\\.*+?()[]{}|/".contains(character) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

/// A reference to a definition, as a URI fragment that spells every byte out.
fn reference(key: &str) -> String {
    let pointer = key.replace('~', "~0").replace('/', "~1");
    let bytes: String = pointer.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("#/$defs/{bytes}")
}

/// Documents by file name: everything that an attack can be put into, and that is a valid schema all the same.
pub fn documents() -> Vec<(String, String)> {
    let attacks = attacks();
    let dialect = "https://json-schema.org/draft/2020-12/schema";
    let mut documents = Vec::new();
    for (name, attacks, required, closed) in [
        ("required", attacks.as_slice(), true, false),
        ("optional", TEXTS, false, false),
        ("closed", TEXTS, true, true),
        ("closed names", NAMES, false, true),
    ] {
        let mut schema = object(attacks, required, closed);
        schema["$schema"] = json!(dialect);
        documents.push((format!("{name}.schema.json"), schema));
    }

    // Each name by itself, so that it meets no neighbour that would rename it.
    let mut definitions = Map::new();
    let mut properties = Map::new();
    for (index, attack) in attacks.iter().enumerate() {
        let definition = match index % 7 {
            0 => json!({"type": "string", "minLength": 1, "pattern": pattern(attack)}),
            1 => object(&[*attack], true, false),
            2 => json!({"enum": [attack, "second", "third"]}),
            3 => json!({"x-extensible-enum": [attack, "listed"], "type": "string"}),
            4 => json!({"type": "string", "format": "date-time", "pattern": pattern(attack)}),
            5 => json!({"type": ["string", "array", "object", "null"], "description": attack}),
            _ => object(&[*attack, "second"], false, true),
        };
        let mut definition = definition;
        definition["description"] = json!(attack);
        definition["title"] = json!(attack);
        definition["deprecated"] = json!(index % 3 == 0);
        definitions.insert((*attack).to_owned(), definition);
        properties.insert(format!("m{index}"), json!({"$ref": reference(attack)}));
    }
    let long = long_names();
    for name in &long {
        definitions.insert(
            name.clone(),
            object(&[name.as_str(), "second"], true, false),
        );
        properties.insert(name.clone(), json!({"$ref": reference(name)}));
    }
    documents.push((
        "definitions.schema.json".to_owned(),
        json!({"$schema": dialect, "description": TEXTS.join("\n"), "$comment": TEXTS,
            "$id": "https://example.com/a';pwned();//b?c=(d)&!*$@[%22]%0A".replace(['[', ']'], ""),
            "properties": properties, "$defs": definitions, "x-unknown": TEXTS}),
    ));

    // Sets of strings, and every other keyword that carries text.
    documents.push((
        "texts.schema.json".to_owned(),
        json!({
            "$schema": dialect,
            "type": "object",
            "required": ["left", "right", "undeclared \"; pwned!(); //"],
            "properties": {
                "closed": {"enum": attacks},
                "open": {"type": "string", "x-extensible-enum": attacks},
                "mixed": {"enum": [[attacks], {"a": attacks}, 1, "\u{202e}"]},
                "constant": {"const": {"\"pwned": attacks}},
                "left": {"type": "object", "properties": {"a\"b": {"type": "string"}}},
                "right": {"type": "object", "required": ["`*/"], "properties": {"`*/": {"type": "string"}}},
                "map": {"type": "object", "additionalProperties": {"enum": ["\"#", "*/"]}},
                // Named as the functions that read, write and check it.
                "read_chat": {"$ref": "#/$defs/Chat"},
                "write_chat": {"$ref": "#/$defs/Chat"},
                "check_chat": {"$ref": "#/$defs/Chat"},
                "member_read_chat": {"$ref": "#/$defs/Chat"}
            },
            "$defs": {"Chat": {"type": "object", "properties": {"check_chat": {"$ref": "#/$defs/Chat"}},
                "additionalProperties": {"minLength": 1}}},
            "x-same-as": [["/left/a\"b", "/right/`*~1"]]
        }),
    ));

    // What is short enough for the name of a file, and allowed in it.
    let names = TEXTS.iter().chain(NAMES).filter(|text| {
        !text.contains(['/', '\\'])
            && !text.chars().any(char::is_control)
            && !text.starts_with('.')
            && text.len() < 100
    });
    for (index, name) in names.enumerate() {
        // A part of them, so that the tree stays small.
        if index % 9 == 0 {
            let schema = json!({"$schema": dialect, "type": "object", "description": name});
            documents.push((format!("{name}.schema.json"), schema));
        }
    }
    documents
        .into_iter()
        .map(|(name, schema)| (name, schema.to_string()))
        .collect()
}

/// Names of folders: each becomes a module.
pub const FOLDERS: &[&str] = &[
    "quote\";pub fn pwned(){} mod x{",
    "`[`Vec`](pwned) <b> pwned",
    "#![pwned] mod x \u{202e}",
    "Self",
    "crate",
    "gen",
    "types",
    "codec",
    "dispatch",
    "std",
    "core",
    "alloc",
    "typewright_runtime",
    "serde_json",
    "Root",
    "ä",
    "2026-04-01",
    "!",
];
