//! `x-same-as`: pointers must lead somewhere.

use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::ir::{Rule, SchemaId};

use super::plan::{Planner, Position};

/// Reports each pointer of an `x-same-as` that leads through a member which its schema does not declare.
pub(super) fn report_unreachable(planner: &Planner<'_>, diagnostics: &mut Diagnostics) {
    for (id, schema) in planner.program.iter() {
        for rule in &schema.rules {
            let Rule::SameAs(pairs) = rule else { continue };
            for pair in pairs {
                report_path(planner, id, &pair.left, &pair.left_place, diagnostics);
                report_path(planner, id, &pair.right, &pair.right_place, diagnostics);
            }
        }
    }
}

fn report_path(
    planner: &Planner<'_>,
    start: SchemaId,
    path: &[String],
    place: &Location,
    diagnostics: &mut Diagnostics,
) {
    let mut schemas = vec![start];
    for name in path {
        let facts = planner.facts(&Position::of(&schemas));
        if !facts.declared.contains(&name.as_str()) {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::UnreachablePointer,
                place.clone(),
                format!("no member `{}` is declared there", name.escape_debug()),
                "`x-same-as` takes JSON Pointers from the object that has it, through names in `properties`",
            ));
            return;
        }
        schemas = facts.member_schemas(name);
    }
}
