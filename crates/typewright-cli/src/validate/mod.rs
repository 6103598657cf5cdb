//! `validate`: tells which payloads a schema refuses, and why.

mod formats;
mod judge;
mod language;
mod payloads;
mod place;
mod progress;
mod schema;
mod tally;

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::path::Path;
use std::time::Instant;

use typewright::diagnostic::{Diagnostics, escape, render};

use crate::arguments::Validate;
use crate::commands::FAILED;
use crate::summary::shown;
use judge::{Finding, Judge, Verdict};
use payloads::{Framing, Payloads};
use progress::Progress;
use schema::load_validator;
use tally::Tally;

/// Where a run writes to.
pub struct Streams<'s> {
    /// For the findings.
    pub out: &'s mut dyn Write,
    /// For everything else.
    pub err: &'s mut dyn Write,
    /// Whether somebody looks at `err` while the run goes on.
    pub err_is_terminal: bool,
    /// Whether `err` takes colour.
    pub err_color: bool,
}

/// Judges the payloads of all files, with one line a violation and one for all at the end; returns the exit code.
pub fn validate(arguments: &Validate, streams: Streams<'_>) -> u8 {
    let mut diagnostics = Diagnostics::new();
    let validator = load_validator(
        &arguments.schema,
        &arguments.beside,
        arguments.format.into(),
        &mut diagnostics,
    );
    let findings = render(&diagnostics.into_sorted(), streams.err_color);
    let mut progress = Progress::new(streams.err, streams.err_is_terminal, Instant::now());
    let said = progress.say(&findings);
    let (Some(validator), Ok(())) = (validator, said) else {
        return FAILED;
    };
    let mut run = Run {
        judge: Judge {
            validator,
            shows_values: arguments.values,
        },
        out: streams.out,
        progress,
        tally: Tally::new(&arguments.files),
    };
    match run.files(arguments) {
        Ok(()) => run.tally.exit(),
        // The reader, `head` for one, has seen enough: that changes nothing about what was found.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => run.tally.exit(),
        Err(_) => FAILED,
    }
}

/// A run under way. Its functions fail only when nothing can be written any more.
struct Run<'s> {
    judge: Judge,
    out: &'s mut dyn Write,
    progress: Progress<'s>,
    tally: Tally,
}

impl Run<'_> {
    fn files(&mut self, arguments: &Validate) -> io::Result<()> {
        for path in &arguments.files {
            let framing = match arguments.lines {
                true => Framing::Lines,
                false => Framing::of(path),
            };
            if path == Path::new("-") {
                self.input("<stdin>", io::stdin().lock(), framing)?;
                continue;
            }
            let name = escape(&shown(path));
            match open(path) {
                Ok(file) => self.input(&name, BufReader::new(file), framing)?,
                Err(error) => self.unreadable(&name, &error)?,
            }
        }
        self.progress.say(&self.tally.summary())
    }

    fn input(&mut self, name: &str, input: impl BufRead, framing: Framing) -> io::Result<()> {
        let mut payloads = Payloads::new(input, framing);
        let before = self.tally.bytes;
        loop {
            let verdict = match payloads.next() {
                Ok(None) => return Ok(()),
                Ok(Some(payload)) => (self.judge.judge(payload.text), payload.line),
                Err(error) => return self.unreadable(name, &error),
            };
            self.tally.bytes = before + payloads.bytes();
            let (verdict, line) = verdict;
            self.tally.count(&verdict);
            match verdict {
                Verdict::Valid => {}
                Verdict::Invalid(findings) => {
                    self.progress.clear()?;
                    for finding in &findings {
                        self.out.write_all(told(name, line, finding).as_bytes())?;
                    }
                }
                Verdict::Undecided(finding) => {
                    self.progress.say(&told(name, line, &finding))?;
                }
            }
            self.progress
                .tick(Instant::now(), || self.tally.progress())?;
        }
    }

    fn unreadable(&mut self, name: &str, error: &io::Error) -> io::Result<()> {
        self.tally.unreadable += 1;
        self.progress
            .say(&format!("error: {name} cannot be read: {error}\n"))
    }
}

fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        // Reading it would say less clearly what is wrong.
        return Err(io::Error::other("it is a folder; name the files in it"));
    }
    Ok(file)
}

/// One finding on one line, as compilers and `grep` have it; `line` is where the payload begins.
fn told(name: &str, line: u64, finding: &Finding) -> String {
    let line = line - 1 + finding.line;
    format!("{name}:{line}:{}: {}\n", finding.column, finding.message)
}
