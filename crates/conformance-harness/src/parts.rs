//! The executables that hold generated code.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use conformance::{Answer, Question};

/// The executables, each started when it is first asked.
#[derive(Debug)]
pub struct Parts {
    executables: Vec<PathBuf>,
    running: Vec<Option<Part>>,
}

#[derive(Debug)]
struct Part {
    process: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Parts {
    /// Those at these paths, by number.
    pub fn new(executables: &[PathBuf]) -> Self {
        Parts {
            executables: executables.to_vec(),
            running: executables.iter().map(|_| None).collect(),
        }
    }

    /// Asks one of them.
    ///
    /// # Errors
    /// It cannot be started, or gives no answer. The next question starts it again.
    pub fn ask(&mut self, part: usize, question: &Question) -> Result<Answer, String> {
        let executable = self.executables.get(part).ok_or("there is no such part")?;
        let slot = &mut self.running[part];
        let mut running = match slot.take() {
            Some(running) => running,
            None => Part::start(executable).map_err(|error| format!("no start: {error}"))?,
        };
        match running.ask(question) {
            Ok(answer) => {
                *slot = Some(running);
                Ok(answer)
            }
            Err(error) => Err(match running.end() {
                Some(status) => format!("the code ends its process: {status} ({error})"),
                None => format!("the code gives no answer: {error}"),
            }),
        }
    }
}

impl Part {
    fn start(executable: &PathBuf) -> Result<Self, String> {
        let mut process = Command::new(executable)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{}: {error}", executable.display()))?;
        let (Some(questions), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
            return Err("it has no pipes".to_owned());
        };
        Ok(Part {
            process,
            questions,
            answers: BufReader::new(answers),
        })
    }

    fn ask(&mut self, question: &Question) -> Result<Answer, String> {
        let mut line = serde_json::to_vec(question).map_err(|error| error.to_string())?;
        line.push(b'\n');
        let sent = self.questions.write_all(&line);
        sent.and_then(|()| self.questions.flush())
            .map_err(|error| error.to_string())?;
        let mut answer = String::new();
        self.answers
            .read_line(&mut answer)
            .map_err(|error| error.to_string())?;
        serde_json::from_str(&answer).map_err(|error| error.to_string())
    }

    /// Ends the process; how it ended.
    fn end(mut self) -> Option<String> {
        drop(self.questions);
        let status = self.process.wait().ok()?;
        Some(status.to_string())
    }
}

impl Drop for Parts {
    fn drop(&mut self) {
        for running in self.running.iter_mut().filter_map(Option::take) {
            running.end();
        }
    }
}
