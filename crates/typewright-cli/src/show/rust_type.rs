//! Planned types as they are written in the generated source.

use typewright::shape::{Field, IntegerWidth, Shapes, Type};

/// The type as a field has it.
pub fn spelled(shapes: &Shapes, value: &Type) -> String {
    match value {
        Type::Named(id) => shapes.type_definition(*id).name.clone(),
        Type::String(_) => "String".to_owned(),
        Type::DateTime(_) => "DateTime".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Null => "()".to_owned(),
        Type::Number(_) => "Number".to_owned(),
        Type::Integer(IntegerWidth::U64, _) => "u64".to_owned(),
        Type::Integer(IntegerWidth::I64, _) => "i64".to_owned(),
        Type::Array(element, ..) => format!("Vec<{}>", spelled(shapes, element)),
        Type::Map(member, _) => format!("Map<{}>", spelled(shapes, member)),
        Type::Nullable(inner) => format!("Option<{}>", spelled(shapes, inner)),
        Type::Boxed(inner) => format!("Box<{}>", spelled(shapes, inner)),
        Type::Deep(inner) => format!("Deep<{}>", spelled(shapes, inner)),
        Type::Checked(inner, _) => spelled(shapes, inner),
        Type::Raw => "Raw".to_owned(),
    }
}

/// The type of a field, with its presence.
pub fn spelled_field(shapes: &Shapes, field: &Field) -> String {
    let value = spelled(shapes, &field.value);
    if field.required {
        value
    } else {
        format!("Option<{value}>")
    }
}
