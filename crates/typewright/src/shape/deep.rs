//! Ends the depth to which types lie within each other.
//!
//! To tell whether a type can go to another thread, how it is dropped or laid out, Rust's compiler looks into the types inside it, and
//! those inside them, and gives up at 128 (`recursion_limit`, which only the crate around generated source could raise). It looks
//! through `Vec` and `Box` as well, and counts the types that these are made of. It does not look into the runtime's `Deep`.

use crate::components::Components;

use super::boxes::direct_uses;
use super::{Type, TypeDefinition, TypeId, TypeKind, Unnamed};

/// How far a type may lead. Scalars at the end take some 20 more, and what remains is for what users put around the type.
const LIMIT: usize = 64;

/// What the standard library's types and ours are made of, each within the other, with some to spare.
const OPTION: usize = 1;
const BOX: usize = 3;
const ARRAY: usize = 4;
const MAP: usize = 6;
const DEEP: usize = 6;

/// Puts a [`Type::Deep`] around uses of types that lead too far: around as few as it takes where no type leads back to itself, and
/// else around those that lead back.
pub(super) fn limit_depth(types: &mut [TypeDefinition]) {
    let uses: Vec<Vec<Use>> = types
        .iter_mut()
        .map(|definition| uses_of(&mut definition.kind))
        .collect();
    for (index, use_index) in too_deep(&uses) {
        if let Some(value) = all_uses(&mut types[index].kind).nth(use_index) {
            put_around_named(value);
        }
    }
}

/// One use of a named type in another.
struct Use {
    /// Its index among all uses there.
    index: usize,
    /// What is around the named type.
    around: usize,
    target: usize,
}

fn uses_of(kind: &mut TypeKind) -> Vec<Use> {
    let uses = all_uses(kind).enumerate().filter_map(|(index, value)| {
        let (around, TypeId(target)) = named_inside(value)?;
        Some(Use {
            index,
            // Whether a member may be absent is not told here.
            around: OPTION + around,
            target: target as usize,
        })
    });
    uses.collect()
}

/// All uses, also those that [`direct_uses`] leaves out because an array or a map is around them in any case.
fn all_uses(kind: &mut TypeKind) -> Box<dyn Iterator<Item = &mut Type> + '_> {
    match kind {
        TypeKind::Struct(planned) => {
            let unnamed = match &mut planned.unnamed {
                Unnamed::Typed(value) => Some(value),
                Unnamed::Kept | Unnamed::Refused => None,
            };
            let fields = planned.fields.iter_mut().map(|field| &mut field.value);
            Box::new(fields.chain(unnamed))
        }
        TypeKind::Tuple(tuple) => Box::new(tuple.elements.iter_mut().chain(&mut tuple.rest)),
        _ => direct_uses(kind),
    }
}

fn named_inside(value: &Type) -> Option<(usize, TypeId)> {
    let (inner, around) = match value {
        Type::Named(id) => return Some((0, *id)),
        Type::Array(inner, _) => (inner, ARRAY),
        Type::Map(inner, _) => (inner, MAP),
        Type::Nullable(inner) => (inner, OPTION),
        Type::Boxed(inner) => (inner, BOX),
        Type::Checked(inner, _) => (inner, 0),
        _ => return None,
    };
    let (inside, id) = named_inside(inner)?;
    Some((around + inside, id))
}

/// Puts it in the place of a box, where there is one.
fn put_around_named(value: &mut Type) {
    match value {
        Type::Boxed(inner) => *value = Type::Deep(inner.clone()),
        Type::Named(id) => *value = Type::Deep(Box::new(Type::Named(*id))),
        Type::Array(inner, _)
        | Type::Map(inner, _)
        | Type::Nullable(inner)
        | Type::Checked(inner, _) => put_around_named(inner),
        _ => {}
    }
}

/// The uses, each by the type that has it and its index there, that have to be ended.
fn too_deep(uses: &[Vec<Use>]) -> Vec<(usize, usize)> {
    let forward: Vec<Vec<usize>> = uses
        .iter()
        .map(|uses| uses.iter().map(|used| used.target).collect())
        .collect();
    let components = Components::of(&forward);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); uses.len()];
    let mut left_at = vec![0; uses.len()];
    for (place, index) in components.inmost_first().iter().enumerate() {
        members[components.number(*index)].push(*index);
        left_at[*index] = place;
    }
    let mut ended = Vec::new();
    let mut depths = vec![0; uses.len()];
    // A component is numbered by the one that is left last, when all that it leads to is known.
    for last in components.inmost_first() {
        let members = &members[*last];
        let through = |index: usize| {
            let inside = uses[index].iter();
            let inside = inside.filter(|used| components.number(used.target) == *last);
            1 + inside.map(|used| used.around).max().unwrap_or(0)
        };
        // Where types lead to each other, some way may lead through all of them.
        let around: usize = members.iter().map(|index| through(*index)).sum();
        let is_one = members.len() == 1;
        let mut furthest = around;
        for index in members {
            let mut depth = 1;
            for used in &uses[*index] {
                let is_inside = components.number(used.target) == *last;
                let before = match is_one || around > LIMIT {
                    true => 1,
                    false if is_inside => continue,
                    false => around,
                };
                let leads_back = is_inside && left_at[used.target] >= left_at[*index];
                if leads_back && is_one {
                    continue;
                }
                let reached = before + used.around + depths[used.target];
                if leads_back || reached > LIMIT {
                    ended.push((*index, used.index));
                    depth = depth.max(before + used.around + DEEP);
                } else {
                    depth = depth.max(reached);
                }
            }
            depths[*index] = depth;
            furthest = furthest.max(depth);
        }
        if !is_one && around <= LIMIT {
            for index in members {
                depths[*index] = furthest;
            }
        }
    }
    ended
}

#[cfg(test)]
mod tests {
    use super::{ARRAY, LIMIT, Use, too_deep};

    /// Each uses those in its list, as elements of an array.
    fn ended(targets: &[&[usize]]) -> Vec<(usize, usize)> {
        let uses = targets.iter().map(|targets| {
            let targets = targets.iter().enumerate();
            let uses = targets.map(|(index, target)| Use {
                index,
                around: ARRAY,
                target: *target,
            });
            uses.collect()
        });
        too_deep(&uses.collect::<Vec<_>>())
    }

    /// So many types with a use may lie within each other.
    const LEVELS: usize = LIMIT / (1 + ARRAY);

    #[test]
    fn a_chain_is_ended_where_it_gets_too_long() {
        let chain = |length: usize| -> Vec<(usize, usize)> {
            let targets: Vec<Vec<usize>> = (1..=length)
                .map(|next| Vec::from_iter((next < length).then_some(next)))
                .collect();
            ended(&targets.iter().map(Vec::as_slice).collect::<Vec<_>>())
        };
        // The last type of a chain has no use.
        assert_eq!(chain(LEVELS + 1), []);
        // Counted from the end.
        assert_eq!(chain(LEVELS + 2), [(0, 0)]);
        assert_eq!(chain(2 * LEVELS).len(), 1);
        // The end itself takes some levels.
        assert_eq!(chain(3 * LEVELS).len(), 3);
    }

    #[test]
    fn types_that_lead_back_are_ended_only_if_they_are_many() {
        let ring = |length: usize| -> Vec<(usize, usize)> {
            let targets: Vec<[usize; 1]> =
                (0..length).map(|index| [(index + 1) % length]).collect();
            ended(&targets.iter().map(|target| &target[..]).collect::<Vec<_>>())
        };
        assert_eq!(ring(1), []);
        assert_eq!(ring(LEVELS), []);
        // Where it leads back, and where what is left is still too long.
        assert_eq!(ring(LEVELS + 1), [(LEVELS, 0), (1, 0)]);
    }

    #[test]
    fn what_is_used_in_a_circle_counts_as_if_the_way_led_through_all_of_it() {
        let tail: Vec<Vec<usize>> = (0..LEVELS + 1)
            .map(|index| match index {
                0 => vec![1],
                1 => vec![0, 2],
                LEVELS => vec![],
                _ => vec![index + 1],
            })
            .collect();
        let targets: Vec<&[usize]> = tail.iter().map(Vec::as_slice).collect();
        assert_eq!(ended(&targets[..]), [(1, 1)]);
    }
}
