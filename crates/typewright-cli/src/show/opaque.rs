//! Positions without a type of their own: any JSON is kept there as text.

use typewright::ir::{Constant, Rule, SchemaId, Types};
use typewright::shape::{Residue, Shapes, Type, TypeDefinition, TypeKind};

/// Every position that a value can stand at.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Positions {
    /// How many there are.
    pub count: usize,
    /// Those that are opaque: where, and why.
    pub opaque: Vec<(String, String)>,
}

/// Whether a type keeps any JSON as text.
pub fn is_opaque(definition: &TypeDefinition) -> bool {
    fn is_raw(value: &Type) -> bool {
        match value {
            Type::Raw => true,
            Type::Checked(inner, _) => is_raw(inner),
            _ => false,
        }
    }
    matches!(&definition.kind, TypeKind::Newtype(value) if is_raw(value))
}

impl Positions {
    /// The positions of some shapes: document roots, members, elements, what variants hold.
    pub fn of(shapes: &Shapes) -> Self {
        let mut positions = Positions::default();
        for root in &shapes.roots {
            let definition = shapes.type_definition(*root);
            positions.at(shapes, &Type::Named(*root), definition.name.clone(), None);
        }
        for definition in &shapes.types {
            positions.inside(shapes, definition);
        }
        positions
    }

    fn inside(&mut self, shapes: &Shapes, definition: &TypeDefinition) {
        let name = &definition.name;
        match &definition.kind {
            TypeKind::Struct(planned) => {
                self.count += planned.constants.len();
                for field in &planned.fields {
                    let place = format!("{name}.{}", field.field);
                    self.at(shapes, &field.value, place, None);
                }
            }
            TypeKind::Union(variants) => {
                for variant in variants {
                    let place = format!("{name}::{}", variant.variant);
                    self.at(shapes, &variant.value, place, None);
                }
            }
            TypeKind::Tagged(tagged) => {
                for variant in &tagged.variants {
                    let place = format!("{name}::{}", variant.variant);
                    self.at(shapes, &variant.value, place, None);
                }
            }
            TypeKind::Alternatives(alternatives) => {
                for variant in &alternatives.variants {
                    let place = format!("{name}::{}", variant.variant);
                    self.at(shapes, &variant.value, place, None);
                }
            }
            TypeKind::Tuple(tuple) => {
                for (index, element) in tuple.elements.iter().chain(&tuple.rest).enumerate() {
                    self.at(shapes, element, format!("{name}.{index}"), None);
                }
            }
            // The newtype's own position was counted where it is used.
            TypeKind::Newtype(value) => self.below(shapes, value, name),
            TypeKind::Text(_) | TypeKind::DateTime(_) | TypeKind::StringEnum(_) => {}
        }
    }

    /// Counts a value and what is inside it; `around` is what is left to the check of what it stands in.
    fn at(&mut self, shapes: &Shapes, value: &Type, place: String, around: Option<&Residue>) {
        match unwrapped(value).0 {
            Type::Raw => {
                let reason = raw_reason(around).to_owned();
                self.opaque.push((place.clone(), reason));
            }
            Type::Named(id) => {
                let definition = shapes.type_definition(*id);
                if is_opaque(definition) {
                    let reason = type_reason(shapes, definition).to_owned();
                    self.opaque.push((place.clone(), reason));
                }
            }
            _ => {}
        }
        self.count += 1;
        self.below(shapes, value, &place);
    }

    /// Counts the elements or members of a value.
    fn below(&mut self, shapes: &Shapes, value: &Type, place: &str) {
        let (value, left) = unwrapped(value);
        match value {
            Type::Array(inner, ..) => self.at(shapes, inner, format!("{place}[]"), left),
            Type::Map(inner) => self.at(shapes, inner, format!("{place}{{}}"), left),
            _ => {}
        }
    }
}

/// The type without what stands around it at the same position, and what is left to the check there.
fn unwrapped(value: &Type) -> (&Type, Option<&Residue>) {
    let (mut value, mut left) = (value, None);
    loop {
        value = match value {
            Type::Nullable(inner) | Type::Boxed(inner) => inner,
            Type::Checked(inner, residue) => {
                left = Some(residue);
                inner
            }
            _ => return (value, left),
        };
    }
}

/// Why a value without a named type is kept as text.
fn raw_reason(residue: Option<&Residue>) -> &'static str {
    let left =
        |keyword| residue.is_some_and(|left| left.iter().any(|left| left.keyword == keyword));
    if left("prefixItems") {
        "`prefixItems` names elements that need not be there"
    } else if left("patternProperties") {
        "`patternProperties` tells members apart by patterns"
    } else if left("anyOf") || left("oneOf") {
        "which alternative tells what it is, is left to the check"
    } else if left("if") || left("dependentSchemas") {
        "which condition tells what it is, is left to the check"
    } else {
        "the schema allows any JSON"
    }
}

/// Why a named type keeps its values as text.
fn type_reason(shapes: &Shapes, definition: &TypeDefinition) -> &'static str {
    let rules = rules(shapes, &definition.schemas);
    let lists = |is_listed: fn(&Constant) -> bool| {
        rules.iter().any(|rule| match rule {
            Rule::Const(value) => is_listed(value),
            Rule::Enum(values) => values.iter().any(is_listed),
            _ => false,
        })
    };
    let narrows = |rule: &Rule| matches!(rule, Rule::Types(types) if *types != Types::ALL);
    if rules.iter().any(|rule| matches!(rule, Rule::Never)) {
        "no value at all is valid"
    } else if lists(|value| !matches!(value, Constant::String(_))) {
        "the values that are listed are not all strings"
    } else if lists(|_| true) {
        "which of the listed strings are valid is left to the check"
    } else if rules.is_empty() {
        "the schema allows any JSON"
    } else if !rules.iter().any(|rule| narrows(rule)) {
        "the schema allows values of any type"
    } else {
        "no type holds these values and only these"
    }
}

/// The rules of schemas that hold together; references and `allOf` are followed.
fn rules<'s>(shapes: &'s Shapes, schemas: &[SchemaId]) -> Vec<&'s Rule> {
    let mut pending = schemas.to_vec();
    let mut seen = Vec::new();
    let mut rules = Vec::new();
    while let Some(schema) = pending.pop() {
        if seen.contains(&schema) {
            continue;
        }
        seen.push(schema);
        for rule in &shapes.program.schema(schema).rules {
            match rule {
                Rule::Reference(target) => pending.push(*target),
                Rule::AllOf(parts) => pending.extend(parts),
                rule => rules.push(rule),
            }
        }
    }
    rules
}
