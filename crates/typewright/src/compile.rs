//! The pure part of the pipeline, from loaded units to file texts.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{panic, thread};

use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::emit::{
    Part, dispatch_entries, emit_dispatch, emit_frame, emit_package, emit_part, runtime_features,
};
use crate::ir::{Program, lower_graph};
use crate::load::{Document, Origin, Unit};
use crate::options::{Dispatch, Options};
use crate::output::{InputFile, InputResource, Output, OutputFile};
use crate::print::{Body, print_module, print_part};
use crate::resolve::{Graph, resolve_documents};
use crate::shape::{Shapes, module_name, plan_program};

/// Types lead into one another as deep as the schema says, and stages follow them by recursion: this much is enough for the depth
/// at which planning stops, also without optimisation. Memory is taken only as it is used.
const STACK_BYTES: usize = 256 << 20;

/// The types of one unit: what [`plan`] returns.
#[derive(Clone, Debug)]
pub struct PlannedUnit {
    /// The folder of the unit's documents; `None` for those directly at the schema root.
    pub folder: Option<String>,
    /// The planned types.
    pub shapes: Shapes,
}

/// Plans the types of every unit and generates nothing; warnings and errors are added to `diagnostics`.
///
/// Each stage runs over all units before the next begins, so that all errors of a stage are shown at once. Returns nothing when
/// there was an error.
pub fn plan(
    units: Vec<Unit>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<PlannedUnit>> {
    let place = first_document(&units);
    with_stack(place, diagnostics, |diagnostics| {
        plan_units(units, options, diagnostics)
    })
}

/// Compiles every unit; warnings and errors are added to `diagnostics`.
///
/// Returns nothing when there was an error.
pub fn compile(
    units: Vec<Unit>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Output> {
    let place = first_document(&units);
    with_stack(place, diagnostics, |diagnostics| {
        compile_units(units, options, diagnostics)
    })
}

fn first_document(units: &[Unit]) -> Location {
    let first = units.iter().flat_map(|unit| unit.documents.iter()).next();
    Location::file(first.map_or("", |(_, document)| document.name.as_str()))
}

/// Does the work on a thread with enough stack; a panic there goes on here.
fn with_stack<T: Send>(
    place: Location,
    diagnostics: &mut Diagnostics,
    work: impl FnOnce(&mut Diagnostics) -> Option<T> + Send,
) -> Option<T> {
    let done = thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || work(diagnostics))
            .map(|thread| thread.join())
    });
    match done {
        Ok(Ok(done)) => done,
        Ok(Err(panic)) => panic::resume_unwind(panic),
        Err(error) => {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::Output,
                place,
                format!("the system gives no thread to compile in: {error}"),
                "free some memory, or allow more threads",
            ));
            None
        }
    }
}

fn plan_units(
    units: Vec<Unit>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<PlannedUnit>> {
    report_module_collisions(&units, diagnostics);
    let mut folders: Vec<Option<String>> = Vec::new();
    let mut graphs: Vec<Graph> = Vec::new();
    for unit in units {
        folders.push(unit.folder);
        graphs.push(resolve_documents(unit.documents, diagnostics));
    }
    if diagnostics.has_errors() {
        return None;
    }
    let programs: Vec<Program> = graphs
        .iter()
        .map(|graph| lower_graph(graph, options, diagnostics))
        .collect();
    if diagnostics.has_errors() {
        return None;
    }
    let shapes: Vec<Shapes> = programs
        .into_iter()
        .map(|program| plan_program(program, diagnostics))
        .collect();
    if diagnostics.has_errors() {
        return None;
    }
    let planned = folders.into_iter().zip(shapes);
    Some(
        planned
            .map(|(folder, shapes)| PlannedUnit { folder, shapes })
            .collect(),
    )
}

fn compile_units(
    units: Vec<Unit>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<Output> {
    let (inputs, resources) = (inputs(&units), resources(&units));
    let units = plan_units(units, options, diagnostics)?;
    let planned: Vec<(Option<&str>, &Shapes)> = units
        .iter()
        .map(|unit| (unit.folder.as_deref(), &unit.shapes))
        .collect();
    let dispatch = match &options.dispatch {
        Some(dispatch) => Some(compile_dispatch(&planned, dispatch, diagnostics)?),
        None => None,
    };
    let mut files = vec![print_module(emit_package(&planned, dispatch.is_some()))];
    files.extend(dispatch.map(print_module));
    for (folder, shapes) in &planned {
        files.extend(emit_frame(*folder, shapes).into_iter().map(print_module));
    }
    files.extend(part_files(&planned));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Some(Output {
        runtime_features: runtime_features(&planned),
        files,
        inputs,
        resources,
    })
}

/// The parts of every unit. They know nothing of each other, so each is emitted and printed by whichever thread comes to it.
fn part_files(planned: &[(Option<&str>, &Shapes)]) -> Vec<OutputFile> {
    let parts: Vec<_> = planned
        .iter()
        .flat_map(|unit| Part::ALL.map(|part| (unit, part)))
        .collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut files = Vec::new();
        while let Some(((folder, shapes), part)) = parts.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut body = Body::default();
            let frame = emit_part(*folder, shapes, *part, |item| body.push(item));
            files.push(print_part(frame, body));
        }
        files
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        // This thread works as well; without others it does all.
        let others: Vec<_> = (1..threads.min(parts.len()))
            .map_while(|_| {
                let builder = thread::Builder::new().stack_size(STACK_BYTES);
                builder.spawn_scoped(scope, work).ok()
            })
            .collect();
        let mut files = work();
        for thread in others {
            match thread.join() {
                Ok(more) => files.extend(more),
                Err(panic) => panic::resume_unwind(panic),
            }
        }
        files
    })
}

fn compile_dispatch(
    planned: &[(Option<&str>, &Shapes)],
    dispatch: &Dispatch,
    diagnostics: &mut Diagnostics,
) -> Option<crate::emit::ModuleFile> {
    let keys: Vec<Vec<String>> = dispatch.keys.iter().map(|key| tokens(key)).collect();
    let entries = dispatch_entries(planned, &keys);
    if entries.is_empty() {
        let roots = planned.iter().flat_map(|(_, shapes)| &shapes.program.roots);
        let document = roots.map(|root| root.document.as_str()).next();
        diagnostics.push(Diagnostic::error(
            DiagnosticKind::Configuration,
            Location::file(document.unwrap_or_default()),
            format!(
                "there is nothing to dispatch: neither this contract nor another has a required string constant at {}",
                dispatch.keys.join(" and ")
            ),
            "mend the pointers in `dispatch`, or leave it out",
        ));
        return None;
    }
    for (index, entry) in entries.iter().enumerate() {
        let earlier = entries[..index]
            .iter()
            .find(|earlier| earlier.values == entry.values);
        if let Some(earlier) = earlier {
            diagnostics.push(Diagnostic::warning(
                DiagnosticKind::AmbiguousDispatch,
                Location::file(entry.document.as_str()),
                format!(
                    "this contract has the same constants as `{}`, and payloads go to that one",
                    earlier.document
                ),
                format!("give it its own constant at {}", dispatch.keys.join(" or ")),
            ));
        }
    }
    Some(emit_dispatch(&entries, &dispatch.keys))
}

/// The property names of a JSON Pointer (RFC 6901).
fn tokens(pointer: &str) -> Vec<String> {
    pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// Every file read, by path; one that two units refer to stands once.
fn inputs(units: &[Unit]) -> Vec<InputFile> {
    let mut inputs: Vec<InputFile> = documents_from(units, Origin::SchemaRoot)
        .map(|document| InputFile {
            path: document.name.clone(),
            text: document.text.to_string(),
        })
        .collect();
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    inputs.dedup();
    inputs
}

/// Every resource that something refers to, by URI.
fn resources(units: &[Unit]) -> Vec<InputResource> {
    let mut resources: Vec<InputResource> = documents_from(units, Origin::Resource)
        .map(|document| InputResource {
            uri: document.name.clone(),
            text: document.text.to_string(),
        })
        .collect();
    resources.sort_by(|a, b| a.uri.cmp(&b.uri));
    resources.dedup();
    resources
}

fn documents_from(units: &[Unit], origin: Origin) -> impl Iterator<Item = &Document> {
    let documents = units.iter().flat_map(|unit| unit.documents.iter());
    documents
        .map(|(_, document)| document)
        .filter(move |document| document.origin == origin)
}

fn report_module_collisions(units: &[Unit], diagnostics: &mut Diagnostics) {
    let modules: Vec<(&str, String)> = units
        .iter()
        .filter_map(|unit| unit.folder.as_deref())
        .map(|folder| (folder, module_name(folder)))
        .collect();
    for (index, (folder, module)) in modules.iter().enumerate() {
        if let Some((earlier, _)) = modules[..index].iter().find(|(_, name)| name == module) {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::NameCollision,
                Location::file(*folder),
                format!("folders `{earlier}` and `{folder}` would both become module `{module}`"),
                "rename one of the folders",
            ));
        }
    }
}
