//! Functions of `accept.rs` for text as most senders write it: what they accept is valid, and all else is decided by the others.

mod function;

use std::collections::{BTreeMap, BTreeSet};

use typewright_runtime::Compact;

use crate::components::Components;
use crate::ir::Constant;
use crate::shape::{MemberRef, Struct, Type, TypeDefinition, TypeId, TypeKind};

use super::Context;

/// Members of a value with such a function, with those of all that is in it. The more there are, the likelier one is out of its place,
/// and all before it has been gone over in vain.
const MOST_MEMBERS: usize = 64;

/// Members of one struct that may be absent: each is looked for. Where there are more, few of them come, and a table finds those sooner.
const MOST_OPTIONAL: usize = 32;

/// The types that have such a function.
#[derive(Default)]
pub(super) struct CompactTypes {
    /// How large a value of the type may be.
    sizes: BTreeMap<TypeId, Size>,
    /// Those where it is tried before members are read one by one.
    tried: BTreeSet<TypeId>,
    /// Those where it is called at all.
    called: BTreeSet<TypeId>,
}

#[derive(Clone, Copy)]
struct Size {
    /// How many arrays and objects are open at once.
    height: usize,
    /// How many members there are, with one element in each array.
    members: usize,
}

impl CompactTypes {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let types = &context.shapes.types;
        let forward: Vec<Vec<usize>> = types.iter().map(types_within).collect();
        let components = Components::of(&forward);
        let mut together: BTreeMap<usize, usize> = BTreeMap::new();
        for node in 0..forward.len() {
            *together.entry(components.number(node)).or_default() += 1;
        }
        let mut compact = CompactTypes::default();
        // Those that are made of other such structs.
        let mut outer: BTreeSet<usize> = BTreeSet::new();
        for &node in components.inmost_first() {
            // Nothing stops the calls for a type that holds itself.
            let is_recursive =
                together[&components.number(node)] > 1 || forward[node].contains(&node);
            let id = type_id(node);
            let height = context.height(id, &compact).filter(|_| !is_recursive);
            let members = compact.members(&types[node], &forward[node]);
            let Some(height) = height.filter(|_| members <= MOST_MEMBERS) else {
                continue;
            };
            compact.sizes.insert(id, Size { height, members });
            let is_outer = |inner: &usize| {
                let is_struct = matches!(types[*inner].kind, TypeKind::Struct(_));
                outer.contains(inner) || is_struct && compact.sizes.contains_key(&type_id(*inner))
            };
            if forward[node].iter().any(is_outer) {
                outer.insert(node);
            }
        }
        let outermost = outermost(context);
        compact.tried = compact.sizes.keys().copied().collect();
        compact.tried.retain(|id| {
            let node = id.0 as usize;
            begins_with_required(&types[node])
                && !context.compared.are_given_by(*id)
                && (!outer.contains(&node) || outermost.contains(&node))
        });
        compact.follow_calls(context);
        compact
    }

    /// How many members a value of the type has, if it is made of these types.
    fn members(&self, definition: &TypeDefinition, within: &[usize]) -> usize {
        let own = match &definition.kind {
            TypeKind::Struct(planned) => planned.order.len(),
            _ => 0,
        };
        let inner = within
            .iter()
            .filter_map(|node| self.sizes.get(&type_id(*node)));
        own + inner.map(|size| size.members).sum::<usize>()
    }

    fn follow_calls(&mut self, context: &Context<'_>) {
        let mut stack: Vec<TypeId> = self.tried.iter().copied().collect();
        while let Some(id) = stack.pop() {
            if self.called.insert(id) {
                let uses = uses_of(context.shapes.type_definition(id)).into_iter();
                let called = uses.filter(|value| context.height_of(value, self).is_some());
                stack.extend(called.flat_map(named).map(type_id));
            }
        }
    }
}

/// Whether the type is a struct that is told from other text by its first member.
fn begins_with_required(definition: &TypeDefinition) -> bool {
    let TypeKind::Struct(planned) = &definition.kind else {
        return false;
    };
    planned.order.first().is_some_and(|first| match first {
        MemberRef::Constant(_) => true,
        MemberRef::Field(index) => planned.fields[*index].required,
    })
}

fn type_id(node: usize) -> TypeId {
    TypeId(node as u32)
}

/// The structs that documents are, or that they are made of without another struct around them.
fn outermost(context: &Context<'_>) -> BTreeSet<usize> {
    let types = &context.shapes.types;
    let mut found = BTreeSet::new();
    let mut stack: Vec<usize> = context
        .shapes
        .roots
        .iter()
        .map(|id| id.0 as usize)
        .collect();
    while let Some(node) = stack.pop() {
        let is_struct = matches!(types[node].kind, TypeKind::Struct(_));
        if found.insert(node) && !is_struct {
            stack.extend(types_within(&types[node]));
        }
    }
    found
}

/// The types that a value of the type may be made of.
fn types_within(definition: &TypeDefinition) -> Vec<usize> {
    uses_of(definition).into_iter().flat_map(named).collect()
}

/// What a value of the type is made of.
fn uses_of(definition: &TypeDefinition) -> Vec<&Type> {
    match &definition.kind {
        TypeKind::Struct(planned) => planned.fields.iter().map(|field| &field.value).collect(),
        TypeKind::Union(variants) => variants.iter().map(|variant| &variant.value).collect(),
        TypeKind::Tagged(tagged) => tagged
            .variants
            .iter()
            .map(|variant| &variant.value)
            .collect(),
        TypeKind::Alternatives(alternatives) => {
            let variants = alternatives.variants.iter();
            variants.map(|variant| &variant.value).collect()
        }
        TypeKind::Tuple(tuple) => tuple.elements.iter().chain(&tuple.rest).collect(),
        TypeKind::Newtype(value) => vec![value],
        TypeKind::Text(_) | TypeKind::DateTime(_) | TypeKind::StringEnum(_) => Vec::new(),
    }
}

/// The named type in a use, if there is one.
fn named(mut value: &Type) -> Option<usize> {
    loop {
        value = match value {
            Type::Named(id) => return Some(id.0 as usize),
            Type::Array(inner, _)
            | Type::Map(inner, _)
            | Type::Nullable(inner)
            | Type::Boxed(inner)
            | Type::Deep(inner)
            | Type::Checked(inner, _) => inner,
            _ => return None,
        };
    }
}

impl Context<'_> {
    /// How many arrays and objects are open at once in a value of the type; `None` if it has no function.
    fn height(&self, id: TypeId, known: &CompactTypes) -> Option<usize> {
        let definition = self.shapes.type_definition(id);
        if !definition.residue.is_empty() {
            return None;
        }
        let height = match &definition.kind {
            TypeKind::Text(_) | TypeKind::DateTime(_) | TypeKind::StringEnum(_) => 0,
            TypeKind::Newtype(value) => self.height_of(value, known)?,
            TypeKind::Union(variants) => {
                let heights = variants.iter();
                heights
                    .filter_map(|variant| self.height_of(&variant.value, known))
                    .max()?
            }
            TypeKind::Struct(planned) => 1 + self.height_of_members(id, planned, known)?,
            TypeKind::Tagged(_) | TypeKind::Alternatives(_) | TypeKind::Tuple(_) => return None,
        };
        (height <= Compact::MOST_OPEN).then_some(height)
    }

    fn height_of_members(
        &self,
        id: TypeId,
        planned: &Struct,
        known: &CompactTypes,
    ) -> Option<usize> {
        let optional = planned.fields.iter().filter(|field| !field.required);
        if optional.count() > MOST_OPTIONAL {
            return None;
        }
        let mut height = None;
        for member in &planned.order {
            let (name, required, value) = match member {
                MemberRef::Constant(index) => {
                    let constant = &planned.constants[*index];
                    let is_scalar =
                        !matches!(constant.value, Constant::Array(_) | Constant::Object(_));
                    (&constant.name, true, is_scalar.then_some(0))
                }
                MemberRef::Field(index) => {
                    let field = &planned.fields[*index];
                    (
                        &field.name,
                        field.required,
                        self.height_of(&field.value, known),
                    )
                }
            };
            match value.filter(|_| is_plain(name)) {
                Some(value) => height = height.max(Some(value)),
                None if required => return None,
                None => {}
            }
        }
        let fields = planned.fields.iter();
        let mut compared = fields.filter(|field| self.is_compared(id, planned, field));
        height.filter(|_| compared.all(|field| field.required))
    }

    fn height_of(&self, value: &Type, known: &CompactTypes) -> Option<usize> {
        match value {
            Type::Named(id) => known.sizes.get(id).map(|size| size.height),
            Type::String(_)
            | Type::DateTime(_)
            | Type::Boolean
            | Type::Null
            | Type::Number(_)
            | Type::Integer(..) => Some(0),
            Type::Nullable(inner) | Type::Boxed(inner) | Type::Deep(inner) => {
                self.height_of(inner, known)
            }
            Type::Array(_, counts) if counts.distinct.is_some() => None,
            Type::Array(inner, _) | Type::Map(inner, _) => Some(1 + self.height_of(inner, known)?),
            Type::Checked(inner, residue) => self.checked_text_tests(inner, residue).map(|_| 0),
            Type::Raw => Some(0),
        }
    }

    /// Whether the function that accepts a type tries this one before. Both go over the same text where this one is tried in vain. So it
    /// is tried where a document begins and in the inmost objects, and not in those between; and only if the first member must be there,
    /// which most other text does not begin with.
    pub(super) fn is_compact_tried(&self, id: TypeId) -> bool {
        self.compact.tried.contains(&id)
    }
}

/// Whether a name stands in JSON text as it is.
fn is_plain(name: &str) -> bool {
    !name
        .chars()
        .any(|char| char < ' ' || matches!(char, '"' | '\\'))
}
