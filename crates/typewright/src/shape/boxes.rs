//! Puts a box where a type would otherwise contain itself.

use super::{Field, Type, TypeDefinition, TypeId, TypeKind};

/// Boxes each use that closes a cycle of types containing each other directly (a `Vec` or a map is not direct).
///
/// The uses are met in the order of the types and their members, so the same types get the same boxes.
pub(super) fn box_recursion(types: &mut [TypeDefinition]) {
    let mut state = vec![State::New; types.len()];
    for start in 0..types.len() {
        visit(types, TypeId(start as u32), &mut state);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    /// On the way from the start to the current type.
    Open,
    Done,
}

/// Depth-first with a stack of its own: chains of types can be as long as the schema.
fn visit(types: &mut [TypeDefinition], start: TypeId, state: &mut [State]) {
    let mut stack = vec![(start, 0_usize)];
    while let Some((id, next)) = stack.pop() {
        let index = id.0 as usize;
        if next == 0 {
            if state[index] != State::New {
                continue;
            }
            state[index] = State::Open;
        }
        let Some(used) = direct_uses(&mut types[index].kind).nth(next) else {
            state[index] = State::Done;
            continue;
        };
        stack.push((id, next + 1));
        let Some(value) = innermost(used) else {
            continue;
        };
        if let Type::Named(inside) = *value {
            match state[inside.0 as usize] {
                State::Open => *value = Type::Boxed(Box::new(Type::Named(inside))),
                State::New => stack.push((inside, 0)),
                State::Done => {}
            }
        }
    }
}

pub(super) fn direct_uses(kind: &mut TypeKind) -> Box<dyn Iterator<Item = &mut Type> + '_> {
    match kind {
        TypeKind::Struct(planned) => {
            Box::new(planned.fields.iter_mut().map(|Field { value, .. }| value))
        }
        TypeKind::Union(variants) => {
            Box::new(variants.iter_mut().map(|variant| &mut variant.value))
        }
        TypeKind::Tagged(tagged) => {
            Box::new(tagged.variants.iter_mut().map(|variant| &mut variant.value))
        }
        TypeKind::Alternatives(alternatives) => Box::new(
            alternatives
                .variants
                .iter_mut()
                .map(|variant| &mut variant.value),
        ),
        TypeKind::Tuple(tuple) => Box::new(tuple.elements.iter_mut()),
        TypeKind::Newtype(value) => Box::new(std::iter::once(value)),
        TypeKind::Text(_) | TypeKind::DateTime(_) | TypeKind::StringEnum(_) => {
            Box::new(std::iter::empty())
        }
    }
}

/// The named type that a use contains directly: through `Option`, not through `Vec`, a map or a box.
fn innermost(value: &mut Type) -> Option<&mut Type> {
    match value {
        Type::Nullable(inner) | Type::Checked(inner, _) => innermost(inner),
        Type::Named(_) => Some(value),
        _ => None,
    }
}
