//! One planned type: its declaration, and beside each part what it is in JSON.

use typewright::diagnostic::escape;
use typewright::ir::Pattern;
use typewright::shape::{
    Alternatives, MemberRef, Shapes, StringEnum, Struct, TagValue, Tagged, TextRules, Tuple,
    TypeDefinition, TypeKind, UnionVariant, Unnamed,
};

use super::rust_type::{spelled, spelled_field};

/// A line: what stands in Rust, and what it means in JSON.
pub type Row = (String, String);

/// The head of a type, and its parts.
pub fn declaration(shapes: &Shapes, definition: &TypeDefinition) -> (Row, Vec<Row>) {
    let name = &definition.name;
    let (head, parts) = match &definition.kind {
        TypeKind::Struct(planned) => (format!("struct {name}"), struct_rows(shapes, name, planned)),
        TypeKind::Text(rules) => (format!("struct {name}(Text)"), text_rows(rules)),
        TypeKind::DateTime(rules) => (format!("struct {name}(DateTime)"), text_rows(rules)),
        TypeKind::StringEnum(planned) => (format!("enum {name}"), string_rows(planned)),
        TypeKind::Union(variants) => (format!("enum {name}"), union_rows(shapes, variants)),
        TypeKind::Tagged(tagged) => (format!("enum {name}"), tagged_rows(shapes, tagged)),
        TypeKind::Alternatives(alternatives) => (
            format!("enum {name}"),
            alternative_rows(shapes, alternatives),
        ),
        TypeKind::Tuple(tuple) => (format!("struct {name}"), tuple_rows(shapes, tuple)),
        TypeKind::Newtype(value) => {
            let value = spelled(shapes, value);
            (format!("struct {name}({value})"), Vec::new())
        }
    };
    ((head, sources(shapes, definition)), parts)
}

/// The schemas that a type is planned from.
pub fn sources(shapes: &Shapes, definition: &TypeDefinition) -> String {
    let sources: Vec<String> = definition
        .schemas
        .iter()
        .map(|schema| source(&shapes.program.schema(*schema).source_name))
        .collect();
    sources.join(" and ")
}

/// A schema's file, and the pointer in it unless it is the whole file.
pub fn source(source_name: &str) -> String {
    escape(source_name.strip_suffix('#').unwrap_or(source_name))
}

fn struct_rows(shapes: &Shapes, name: &str, planned: &Struct) -> Vec<Row> {
    let mut rows = Vec::new();
    for member in &planned.order {
        match member {
            MemberRef::Constant(index) => {
                if let Some(constant) = planned.constants.get(*index) {
                    rows.push((
                        format!("const {}", constant.constant),
                        format!(
                            "{}, always {}",
                            quoted(&constant.name),
                            shortened(&constant.value.to_string())
                        ),
                    ));
                }
            }
            MemberRef::Field(index) => {
                if let Some(field) = planned.fields.get(*index) {
                    let presence = if field.required {
                        "required"
                    } else {
                        "optional"
                    };
                    rows.push((
                        format!("{}: {}", field.field, spelled_field(shapes, field)),
                        format!("{}, {presence}", quoted(&field.name)),
                    ));
                }
            }
        }
    }
    match &planned.unnamed {
        Unnamed::Typed(value) => rows.push((
            format!("extra: Extra<{name}, {}>", spelled(shapes, value)),
            "members without a name in the schema".to_owned(),
        )),
        Unnamed::Kept => rows.push((
            format!("extra: Extra<{name}>"),
            "members without a name in the schema".to_owned(),
        )),
        Unnamed::Refused => rows.push((String::new(), "no other members".to_owned())),
    }
    for equality in &planned.equalities {
        rows.push((
            String::new(),
            format!(
                "{} is the same as {}",
                equality.left.join("."),
                equality.right.join(".")
            ),
        ));
    }
    rows
}

fn text_rows(rules: &TextRules) -> Vec<Row> {
    let mut said = Vec::new();
    if let Some(length) = rules.min_length {
        said.push(format!("at least {}", characters(length)));
    }
    if let Some(length) = rules.max_length {
        said.push(format!("at most {}", characters(length)));
    }
    for pattern in &rules.patterns {
        said.push(format!("matches {}", pattern_shown(pattern)));
    }
    for format in &rules.formats {
        said.push(format!("of format {}", format.name()));
    }
    said.into_iter().map(|text| (String::new(), text)).collect()
}

fn characters(length: u64) -> String {
    let plural = if length == 1 { "" } else { "s" };
    format!("{length} character{plural}")
}

fn string_rows(planned: &StringEnum) -> Vec<Row> {
    let known = planned.variants.iter();
    let mut rows: Vec<Row> = known
        .map(|variant| (variant.variant.clone(), quoted(&variant.value)))
        .collect();
    if let Some(other) = &planned.other {
        rows.push((format!("Other({other})"), "any other string".to_owned()));
    }
    rows
}

fn union_rows(shapes: &Shapes, variants: &[UnionVariant]) -> Vec<Row> {
    let row = |variant: &UnionVariant| {
        let name = &variant.variant;
        if variant.value.is_null() {
            return (name.clone(), "null".to_owned());
        }
        let value = spelled(shapes, &variant.value);
        (format!("{name}({value})"), name.to_lowercase())
    };
    variants.iter().map(row).collect()
}

fn tagged_rows(shapes: &Shapes, tagged: &Tagged) -> Vec<Row> {
    let tag = quoted(&tagged.tag);
    let rows = tagged.variants.iter().map(|variant| {
        let spelled_tag = |value: &TagValue| match value {
            TagValue::String(text) => quoted(text),
            TagValue::Integer(number) => number.to_string(),
        };
        let tags: Vec<String> = variant.tags.iter().map(spelled_tag).collect();
        (
            format!("{}({})", variant.variant, spelled(shapes, &variant.value)),
            format!("{tag} is {}", tags.join(" or ")),
        )
    });
    rows.collect()
}

fn alternative_rows(shapes: &Shapes, alternatives: &Alternatives) -> Vec<Row> {
    let rows = alternatives.variants.iter().map(|variant| {
        let schema = &shapes.program.schema(variant.schema).source_name;
        (
            format!("{}({})", variant.variant, spelled(shapes, &variant.value)),
            format!("what {} accepts", source(schema)),
        )
    });
    rows.collect()
}

fn tuple_rows(shapes: &Shapes, tuple: &Tuple) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, element) in tuple.elements.iter().enumerate() {
        let value = spelled(shapes, element);
        rows.push(if index < tuple.required {
            (format!("{index}: {value}"), format!("element {index}"))
        } else {
            let meaning = format!("element {index}, optional");
            (format!("{index}: Option<{value}>"), meaning)
        });
    }
    match &tuple.rest {
        Some(rest) => rows.push((
            format!("{}: Vec<{}>", tuple.elements.len(), spelled(shapes, rest)),
            "the elements after these".to_owned(),
        )),
        None => rows.push((String::new(), "no other elements".to_owned())),
    }
    rows
}

/// So many characters of a text of the schema are shown.
const SHOWN: usize = 60;

/// A pattern, and that its engine may give up, if that is so.
pub fn pattern_shown(pattern: &Pattern) -> String {
    let tried = match pattern.is_tried() {
        true => " (in a limited number of steps)",
        false => "",
    };
    format!("{}{tried}", quoted(&pattern.source))
}

/// A text of the schema in quotation marks.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", shortened(text))
}

/// The start of a text of the schema, on one line and safe to print.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", escape(&text[..end])),
        None => escape(text),
    }
}
