//! The command `typewright`: generates and checks Rust source made from JSON Schema, and validates payloads.

mod arguments;
mod commands;
mod show;
mod summary;
mod validate;
mod watch;

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use commands::{Answer, check, generate};
use show::show;
use validate::{Streams, validate};
use watch::watch;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let color = Color {
        out: wants_color(&io::stdout()),
        err: wants_color(&io::stderr()),
    };
    match &arguments.command {
        Command::Generate(arguments) if arguments.watch => {
            ExitCode::from(watch(&arguments.target, color, write_out))
        }
        Command::Generate(arguments) => print(&generate(&arguments.target, color)),
        Command::Check(target) => print(&check(target, color)),
        Command::Show(arguments) => print(&show(arguments, color)),
        Command::Validate(arguments) => {
            let streams = Streams {
                out: &mut io::stdout().lock(),
                err: &mut io::stderr().lock(),
                err_is_terminal: io::stderr().is_terminal(),
                err_color: color.err,
            };
            ExitCode::from(validate(arguments, streams))
        }
    }
}

/// Which streams take colour.
#[derive(Clone, Copy, Debug, Default)]
struct Color {
    out: bool,
    err: bool,
}

/// Colour is for people who look, unless they have said no (<https://no-color.org>).
fn wants_color(stream: &impl IsTerminal) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    stream.is_terminal() && !refused
}

fn print(answer: &Answer) -> ExitCode {
    match write_out(answer) {
        Ok(()) => ExitCode::from(answer.exit),
        // The reader, `head` for one, has seen enough: that changes nothing about the finding.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::from(answer.exit),
        Err(_) => ExitCode::from(commands::FAILED),
    }
}

fn write_out(answer: &Answer) -> io::Result<()> {
    io::stdout().write_all(answer.out.as_bytes())?;
    io::stdout().flush()?;
    io::stderr().write_all(answer.err.as_bytes())
}
