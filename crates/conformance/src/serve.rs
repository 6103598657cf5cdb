//! The main loop of a part.

use std::io::{self, BufRead, Write};
use std::panic;
use std::process::ExitCode;

use crate::entry::Entry;
use crate::exchange::Question;

/// Answers the questions on standard input, one a line, until it ends; what is no question ends it with a failure.
pub fn serve(entries: &[Entry]) -> ExitCode {
    // Panics are part of the answer.
    panic::set_hook(Box::new(|_| {}));
    match answer_all(entries, io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn answer_all(
    entries: &[Entry],
    questions: impl BufRead,
    mut answers: impl Write,
) -> io::Result<()> {
    for line in questions.lines() {
        let question: Question = serde_json::from_str(&line?)?;
        let entry = entries
            .get(question.entry)
            .ok_or_else(|| io::Error::other(format!("there are {} entries only", entries.len())))?;
        serde_json::to_writer(&mut answers, &entry.answer(&question))?;
        answers.write_all(b"\n")?;
        answers.flush()?;
    }
    Ok(())
}
