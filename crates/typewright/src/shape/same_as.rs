//! `x-same-as`: pointers must lead somewhere.

use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::ir::{Program, Rule, SchemaId};

use super::facts::Facts;

/// Reports each pointer of an `x-same-as` that leads through a member which its schema does not declare.
pub(super) fn report_unreachable(program: &Program, diagnostics: &mut Diagnostics) {
    for (id, schema) in program.iter() {
        for rule in &schema.rules {
            let Rule::SameAs(pairs) = rule else { continue };
            for pair in pairs {
                report_path(program, id, &pair.left, &pair.left_place, diagnostics);
                report_path(program, id, &pair.right, &pair.right_place, diagnostics);
            }
        }
    }
}

fn report_path(
    program: &Program,
    start: SchemaId,
    path: &[String],
    place: &Location,
    diagnostics: &mut Diagnostics,
) {
    let mut schemas = vec![start];
    for name in path {
        let facts = Facts::gather(program, &schemas);
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
