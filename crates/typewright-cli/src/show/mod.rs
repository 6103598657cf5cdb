//! `show`: what the compiler makes of a schema, and who decides what.

mod declaration;
mod rule;
mod rust_type;

use typewright::diagnostic::{Diagnostics, render};
use typewright::load::{Source, load_sources};
use typewright::measure::{Decision, Decisions, Holding, Measure, Position, positions};
use typewright::shape::{Shapes, TypeKind};
use typewright::{Options, PlannedUnit};

use crate::Color;
use crate::arguments::Show;
use crate::commands::{Answer, FAILED, GOOD};
use crate::summary::counted;
use declaration::{Row, declaration, source};
use rule::described;

/// Tells what would be generated for a schema file or folder; writes nothing.
pub fn show(arguments: &Show, color: Color) -> Answer {
    let mut diagnostics = Diagnostics::new();
    let planned = plan(
        &arguments.beside.source(&arguments.schema),
        &Options {
            format: arguments.format.into(),
            content: arguments.content.into(),
            dispatch: None,
        },
        &mut diagnostics,
    );
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

/// The pipeline up to the types; nothing when there was an error.
fn plan(
    source: &Source,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<PlannedUnit>> {
    let units = load_sources(source, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    typewright::plan(units, options, diagnostics)
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
        text.push_str(&rules(&unit.shapes));
        let positions = positions(&unit.shapes);
        text.push_str(&opaque(&positions));
        text.push_str(&any(&positions));
        totals.count(&unit.shapes);
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
fn rules(shapes: &Shapes) -> String {
    let decisions = Decisions::of(shapes);
    let mut text = "Rules\n\n".to_owned();
    for (id, schema) in shapes.program.iter() {
        let mut rows: Vec<Row> = Vec::new();
        for rule in &schema.rules {
            let decided = match decisions.decision(id, rule) {
                None => continue,
                Some(Decision::Reader) => "reader".to_owned(),
                Some(Decision::Check(why)) => format!("check: {why}"),
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

/// Where values are kept as text although the schema says more, and why.
fn opaque(positions: &[Position]) -> String {
    let rows: Vec<Row> = positions
        .iter()
        .filter_map(|position| match position.holding {
            Holding::Opaque(why) => {
                let inside = match position.hidden {
                    0 => String::new(),
                    hidden => format!(", with {} inside", counted(hidden, "position")),
                };
                Some((position.place.clone(), format!("{why}{inside}")))
            }
            Holding::Typed | Holding::Any => None,
        })
        .collect();
    section("Opaque: kept as text, though the schema says more", &rows)
}

/// Where the schema allows any JSON.
fn any(positions: &[Position]) -> String {
    let rows: Vec<Row> = positions
        .iter()
        .filter(|position| position.holding == Holding::Any)
        .map(|position| (position.place.clone(), String::new()))
        .collect();
    section("Any: kept as text, since the schema allows any JSON", &rows)
}

/// Rows under a heading; nothing when there are none.
fn section(heading: &str, rows: &[Row]) -> String {
    match rows {
        [] => String::new(),
        rows => format!("{heading}\n\n{}\n", table(rows, 2)),
    }
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
    measure: Measure,
}

impl Totals {
    fn count(&mut self, shapes: &Shapes) {
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
        self.measure += Measure::of(shapes);
    }

    fn described(&self) -> String {
        let types = self.structs + self.enums + self.others;
        let Measure {
            positions,
            opaque,
            any,
            rules,
            residue,
        } = self.measure;
        let typed = positions - opaque - any;
        let read = rules - residue;
        format!(
            "{}: {}, {}, {}\n{}: {read} by the reader{}, {residue} by the check{}\n{}: {typed} typed{}, {any} any{}, {opaque} opaque{}\n",
            counted(types, "type"),
            counted(self.structs, "struct"),
            counted(self.enums, "enum"),
            counted(self.others, "newtype"),
            counted(rules, "rule"),
            share(read, rules),
            share(residue, rules),
            counted(positions, "position"),
            share(typed, positions),
            share(any, positions),
            share(opaque, positions),
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
