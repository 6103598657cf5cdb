//! The program of the README, run on the documented example.

use std::io::Write;
use std::process::{Command, Output, Stdio};

const EXAMPLE: &str = include_str!("../../schema/2026-04-01/examples/chat.created.json");
const README: &str = include_str!("../../README.md");
const PROGRAM: &str = include_str!("../src/main.rs");

fn run(body: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_consumer"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    stdin
        .write_all(body.as_bytes())
        .expect("the program reads its input");
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

#[test]
fn prints_the_id_of_the_chat() {
    let output = run(EXAMPLE);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "new chat 6804f4c2a6f9f35f6e66f1a1\n"
    );
}

#[test]
fn passes_over_an_event_it_does_not_know() {
    let output = run(&EXAMPLE.replace("chat.created", "chat.vanished"));
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "passed over: chat.vanished\n"
    );
}

#[test]
fn fails_on_a_body_that_breaks_the_contract() {
    let output = run(&EXAMPLE.replace("\"attempt\": 1", "\"attempt\": 0"));
    assert!(!output.status.success(), "{output:?}");
    let told = String::from_utf8_lossy(&output.stderr);
    let first = "Error: the schema refuses the value\n/meta/attempt must be at least 1 (";
    assert!(told.starts_with(first), "{told}");
}

#[test]
fn is_the_program_of_the_readme() {
    let block = format!("```rust\n{PROGRAM}```\n").replace("```rust\n", "```rust,no_run\n");
    assert!(
        README.contains(&block),
        "README.md and consumer/src/main.rs have parted:\n{block}"
    );
}
