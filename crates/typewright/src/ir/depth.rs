//! How deep schemas lead into one another without going into the value.

use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};

use super::{Rule, Schema, SchemaId};

/// Each of these levels is a call within a call when a value is checked: so many take about half the stack that Rust gives a thread,
/// without optimisation. Real schemas have some ten.
const MAX_IN_PLACE: usize = 1_500;

/// Reports where more schemas than that apply to one and the same value, each within the one before; once, at the longest.
///
/// A schema that is nothing but a reference does not count: no call is made for it. There must be no circle.
pub(super) fn report_depth(schemas: &[Schema], diagnostics: &mut Diagnostics) {
    let depths = depths(schemas);
    let deepest = (0..schemas.len())
        .rev()
        .filter(|index| !is_reference(&schemas[*index]))
        .max_by_key(|index| depths[*index]);
    let Some(index) = deepest.filter(|index| depths[*index] > MAX_IN_PLACE) else {
        return;
    };
    diagnostics.push(Diagnostic::error(
        DiagnosticKind::TooDeep,
        schemas[index].place.clone(),
        format!(
            "from here on schemas lead into one another through {} levels for one and the same value",
            depths[index]
        ),
        format!("use at most {MAX_IN_PLACE} schemas that apply each other"),
    ));
}

/// Whether a schema is nothing but a reference.
fn is_reference(schema: &Schema) -> bool {
    matches!(schema.rules.as_slice(), [Rule::Reference { .. }])
}

/// For each schema, how many levels there are from it on.
fn depths(schemas: &[Schema]) -> Vec<usize> {
    let inside = |id: usize| -> Vec<SchemaId> {
        schemas[id].rules.iter().flat_map(Rule::in_place).collect()
    };
    let mut depths: Vec<Option<usize>> = vec![None; schemas.len()];
    for start in 0..schemas.len() {
        let mut path = vec![(start, inside(start).into_iter(), 0)];
        while let Some((id, next, deepest)) = path.last_mut() {
            let id = *id;
            if depths[id].is_some() {
                path.pop();
                continue;
            }
            match next.next() {
                Some(SchemaId(next)) => match depths[next as usize] {
                    Some(depth) => *deepest = depth.max(*deepest),
                    None => {
                        let next = next as usize;
                        path.push((next, inside(next).into_iter(), 0));
                    }
                },
                None => {
                    let depth = *deepest + usize::from(!is_reference(&schemas[id]));
                    depths[id] = Some(depth);
                    path.pop();
                    if let Some((.., outer)) = path.last_mut() {
                        *outer = depth.max(*outer);
                    }
                }
            }
        }
    }
    depths.into_iter().map(Option::unwrap_or_default).collect()
}
