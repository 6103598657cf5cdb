//! `show`: what the compiler makes of a schema, and who decides what.

mod decision;
mod declaration;
mod opaque;
mod rule;
mod rust_type;

use std::path::Path;

use typewright::diagnostic::{Diagnostics, render};
use typewright::ir::lower_graph;
use typewright::load::{Source, load_sources};
use typewright::resolve::resolve_documents;
use typewright::shape::{Shapes, TypeKind, plan_program};
use typewright::{FormatMode, Options};

use crate::Color;
use crate::arguments::Show;
use crate::commands::{Answer, FAILED, GOOD};
use crate::summary::counted;
use decision::{Decision, Decisions};
use declaration::{Row, declaration, source};
use opaque::Positions;
use rule::described;

/// Tells what would be generated for a schema file or folder; writes nothing.
pub fn show(arguments: &Show, color: Color) -> Answer {
    let mut diagnostics = Diagnostics::new();
    let planned = plan(&arguments.schema, arguments.format.into(), &mut diagnostics);
    let err = render(&diagnostics.into_sorted(), color.err);
    match planned {
        Some(units) => Answer {
            exit: GOOD,
            out: overview(&units),
            err,
        },
        None => Answer {
            exit: FAILED,
            out: String::new(),
            err,
        },
    }
}

/// The shapes of one folder of documents, or of the documents at the schema root.
struct PlannedUnit {
    folder: Option<String>,
    shapes: Shapes,
}

/// The pipeline up to the types; nothing when there was an error.
fn plan(
    schema: &Path,
    format: FormatMode,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<PlannedUnit>> {
    let options = Options {
        format,
        dispatch: None,
    };
    let mut planned = Vec::new();
    for unit in load_sources(&Source::path(schema), diagnostics) {
        if diagnostics.has_errors() {
            return None;
        }
        let graph = resolve_documents(unit.documents, diagnostics);
        if diagnostics.has_errors() {
            return None;
        }
        let program = lower_graph(&graph, &options, diagnostics);
        if diagnostics.has_errors() {
            return None;
        }
        planned.push(PlannedUnit {
            folder: unit.folder,
            shapes: plan_program(program, diagnostics),
        });
    }
    (!diagnostics.has_errors()).then_some(planned)
}

/// Types, rules and opaque positions of each unit, and totals of all.
fn overview(units: &[PlannedUnit]) -> String {
    let mut text = String::new();
    let mut totals = Totals::default();
    for unit in units {
        if let Some(folder) = &unit.folder {
            text.push_str(&format!("# {}\n\n", source(folder)));
        }
        text.push_str(&types(&unit.shapes));
        text.push_str(&rules(&unit.shapes, &mut totals));
        let positions = Positions::of(&unit.shapes);
        if !positions.opaque.is_empty() {
            text.push_str("Opaque: kept as text, whatever JSON it is\n\n");
            text.push_str(&table(&positions.opaque, 2));
            text.push('\n');
        }
        totals.count(&unit.shapes, &positions);
    }
    text.push_str(&totals.described());
    text
}

/// Every type with its parts.
fn types(shapes: &Shapes) -> String {
    let mut text = "Types\n\n".to_owned();
    for definition in &shapes.types {
        let (head, parts) = declaration(shapes, definition);
        text.push_str(&table(&[head], 2));
        text.push_str(&table(&parts, 4));
        text.push('\n');
    }
    text
}

/// Every rule, by schema, with who decides it.
fn rules(shapes: &Shapes, totals: &mut Totals) -> String {
    let decisions = Decisions::of(shapes);
    let mut text = "Rules\n\n".to_owned();
    for (id, schema) in shapes.program.iter() {
        let mut rows: Vec<Row> = Vec::new();
        for rule in &schema.rules {
            let decided = match decisions.decision(id, rule) {
                None => continue,
                Some(Decision::Reader) => {
                    totals.read += 1;
                    "reader".to_owned()
                }
                Some(Decision::Check(reason)) => {
                    totals.checked += 1;
                    format!("check: {reason}")
                }
                Some(Decision::Nobody) => "nobody: nothing applies this schema".to_owned(),
            };
            rows.push((described(rule), decided));
        }
        if !rows.is_empty() {
            text.push_str(&format!("  {}\n", source(&schema.source_name)));
            text.push_str(&table(&rows, 4));
            text.push('\n');
        }
    }
    text
}

/// Beyond this width, the second column of a row goes out of line rather than all others further away.
const WIDEST: usize = 48;

/// Two columns.
fn table(rows: &[Row], indent: usize) -> String {
    let width = |row: &Row| row.0.chars().count();
    let widest = rows.iter().map(width).filter(|width| *width <= WIDEST);
    let widest = widest.max().unwrap_or(0);
    let gap = if widest == 0 { 0 } else { 2 };
    let mut text = String::new();
    for (left, right) in rows {
        let line = format!("{:indent$}{left:widest$}{:gap$}{right}", "", "");
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Numbers over everything that was shown.
#[derive(Debug, Default)]
struct Totals {
    structs: usize,
    enums: usize,
    others: usize,
    read: usize,
    checked: usize,
    positions: usize,
    opaque: usize,
}

impl Totals {
    fn count(&mut self, shapes: &Shapes, positions: &Positions) {
        for definition in &shapes.types {
            match definition.kind {
                TypeKind::Struct(_) => self.structs += 1,
                TypeKind::StringEnum(_)
                | TypeKind::Union(_)
                | TypeKind::Tagged(_)
                | TypeKind::Alternatives(_) => {
                    self.enums += 1;
                }
                _ => self.others += 1,
            }
        }
        self.positions += positions.count;
        self.opaque += positions.opaque.len();
    }

    fn described(&self) -> String {
        let types = self.structs + self.enums + self.others;
        let rules = self.read + self.checked;
        let typed = self.positions - self.opaque;
        format!(
            "{}: {}, {}, {}\n{}: {} by the reader{}, {} by the check{}\n{}: {typed} typed{}, {} opaque{}\n",
            counted(types, "type"),
            counted(self.structs, "struct"),
            counted(self.enums, "enum"),
            counted(self.others, "newtype"),
            counted(rules, "rule"),
            self.read,
            share(self.read, rules),
            self.checked,
            share(self.checked, rules),
            counted(self.positions, "position"),
            share(typed, self.positions),
            self.opaque,
            share(self.opaque, self.positions),
        )
    }
}

/// A part of a whole in per cent: 0 and 100 only where it is none and all.
fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return String::new();
    }
    let rounded = (part * 200 + whole) / (whole * 2);
    let percent = match rounded {
        0 if part > 0 => 1,
        100 if part < whole => 99,
        rounded => rounded,
    };
    format!(" ({percent}%)")
}

#[cfg(test)]
mod tests;
