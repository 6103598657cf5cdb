//! Dynamic references are resolved while compiling: what each means, how schemas with several meanings are told apart, and what
//! is refused.

mod errors;
mod meanings;
mod names;

use typewright::diagnostic::{Diagnostic, Diagnostics};
use typewright::ir::{Program, Rule, Schema, SchemaId, lower_graph};
use typewright::load::{Source, load_sources};
use typewright::resolve::resolve_documents;
use typewright::{Options, Output, compile};

fn lowered(files: &[(&str, &str)]) -> (Program, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new();
    let source = Source::memory(files.iter().map(|(name, text)| (*name, *text)));
    let mut units = load_sources(&source, &mut diagnostics);
    let graph = resolve_documents(units.remove(0).documents, &mut diagnostics);
    let program = lower_graph(&graph, &Options::default(), &mut diagnostics);
    (program, diagnostics.into_sorted())
}

/// What is made of the documents without any complaint.
fn program(files: &[(&str, &str)]) -> Program {
    let (program, findings) = lowered(files);
    assert!(findings.is_empty(), "{findings:#?}");
    program
}

fn compiled(files: &[(&str, &str)]) -> (Option<Output>, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new();
    let source = Source::memory(files.iter().map(|(name, text)| (*name, *text)));
    let units = load_sources(&source, &mut diagnostics);
    let output = compile(units, &Options::default(), &mut diagnostics);
    (output, diagnostics.into_sorted())
}

/// A schema's place, by the name of its resource and the pointer there, and in which meaning it is.
fn shown(schema: &Schema) -> String {
    let (uri, pointer) = schema.location.split_once('#').expect("a fragment");
    let name = uri.rsplit('/').next().unwrap_or_default();
    let name = name.split('.').next().unwrap_or_default();
    match &schema.specialised {
        Some(words) => format!("{name}#{pointer} {words}"),
        None => format!("{name}#{pointer}"),
    }
}

/// Every schema of the program.
fn all(program: &Program) -> Vec<String> {
    program.iter().map(|(_, schema)| shown(schema)).collect()
}

/// What the references lead to that a value meets from a root on, by the names of members; `""` is the root itself.
fn targets(program: &Program, root: usize, way: &[&str]) -> Vec<String> {
    let mut reached = vec![program.roots[root].schema];
    for name in way {
        let inside = followed(program, &reached)
            .into_iter()
            .flat_map(|id| &program.schema(id).rules)
            .filter_map(|rule| match rule {
                Rule::Properties(properties) => Some(properties),
                _ => None,
            })
            .flatten()
            .filter(|property| property.name == *name);
        reached = inside.map(|property| property.schema).collect();
    }
    let start = reached.len();
    let found = followed(program, &reached);
    let found = found.into_iter().skip(start);
    found.map(|id| shown(program.schema(id))).collect()
}

/// The schemas, and all that references lead to from there.
fn followed(program: &Program, start: &[SchemaId]) -> Vec<SchemaId> {
    let mut found = start.to_vec();
    let mut index = 0;
    while let Some(id) = found.get(index) {
        for rule in &program.schema(*id).rules {
            if let Rule::Reference { target, .. } = rule
                && !found.contains(target)
            {
                found.push(*target);
            }
        }
        index += 1;
    }
    found
}
