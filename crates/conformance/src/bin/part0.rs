//! A part of the generated code: answers questions on standard input.

#![deny(warnings)]

use std::process::ExitCode;

include!(concat!(env!("OUT_DIR"), "/part0.rs"));

fn main() -> ExitCode {
    conformance::serve(ENTRIES)
}
