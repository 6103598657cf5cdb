//! What is asked of the compiler for any input at all; the fuzz target asks the same.

use typewright::diagnostic::{Diagnostic, Diagnostics, Severity};
use typewright::load::{Source, load_sources};
use typewright::{Options, Output, compile};

/// Puts one document through the whole pipeline.
pub fn compiled(text: &str) -> (Option<Output>, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new();
    let source = Source::memory([("a.schema.json", text)]);
    let units = load_sources(&source, &mut diagnostics);
    let output = if diagnostics.has_errors() {
        None
    } else {
        compile(units, &Options::default(), &mut diagnostics)
    };
    (output, diagnostics.into_sorted())
}

/// Output whose Rust parses and no error, or no output and errors that name a place; returns whether there is output.
pub fn is_total(text: &str) -> bool {
    let (output, findings) = compiled(text);
    let errors: Vec<&Diagnostic> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    for finding in &findings {
        let place = &finding.location;
        assert!(!place.path.is_empty(), "{finding:?}");
        assert!(place.span.start <= place.span.end, "{finding:?}");
        assert!(place.text.get(place.span.clone()).is_some(), "{finding:?}");
        assert!(!finding.message.is_empty() && !finding.help.is_empty());
    }
    match output {
        Some(output) => {
            assert!(errors.is_empty(), "output beside {errors:?}");
            assert!(output.files.iter().any(|file| file.path == "mod.rs"));
            for file in &output.files {
                if !file.path.ends_with(".rs") {
                    continue;
                }
                if let Err(error) = syn::parse_file(&file.text) {
                    panic!("{}: {error}\n{}\nfrom {text}", file.path, file.text);
                }
            }
            true
        }
        None => {
            assert!(!errors.is_empty(), "neither output nor error for {text}");
            for error in errors {
                // Where a document is cut off there is nothing to show but its end.
                let place = &error.location;
                let is_end = place.span.start == place.text.len();
                assert!(is_end || !place.span.is_empty(), "{error:?}");
            }
            false
        }
    }
}
