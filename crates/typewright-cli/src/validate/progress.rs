//! How far a long run is, on a terminal.

use std::io::{self, Write};
use std::time::{Duration, Instant};

/// Shorter runs need none.
const PATIENCE: Duration = Duration::from_secs(1);

/// Between two looks.
const INTERVAL: Duration = Duration::from_millis(200);

/// Goes back to the start of the line and clears it.
const CLEAR: &str = "\r\u{1b}[K";

/// One line that is written over again and again; other lines go through it too, so that they do not get mixed up.
pub struct Progress<'s> {
    stream: &'s mut dyn Write,
    /// When to show it next; never where nobody looks.
    next: Option<Instant>,
    is_shown: bool,
}

impl<'s> Progress<'s> {
    /// Progress on a stream, from now on, if the stream is a terminal.
    pub fn new(stream: &'s mut dyn Write, is_terminal: bool, now: Instant) -> Self {
        Progress {
            stream,
            next: is_terminal.then(|| now + PATIENCE),
            is_shown: false,
        }
    }

    /// Shows how far the run is, if it is time to.
    pub fn tick(&mut self, now: Instant, line: impl FnOnce() -> String) -> io::Result<()> {
        if self.next.is_none_or(|next| now < next) {
            return Ok(());
        }
        self.next = Some(now + INTERVAL);
        self.is_shown = true;
        write!(self.stream, "{CLEAR}{}", line())?;
        self.stream.flush()
    }

    /// Makes room for other lines on the same terminal.
    pub fn clear(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.is_shown) {
            self.stream.write_all(CLEAR.as_bytes())?;
            self.stream.flush()?;
        }
        Ok(())
    }

    /// Writes whole lines to the stream.
    pub fn say(&mut self, lines: &str) -> io::Result<()> {
        self.clear()?;
        self.stream.write_all(lines.as_bytes())?;
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_runs_on_a_terminal_show_progress_and_not_all_the_time() {
        let start = Instant::now();
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        let mut shown = Vec::new();
        let mut progress = Progress::new(&mut shown, true, start);
        for (time, line) in [(900, "a"), (1000, "b"), (1100, "c"), (1200, "d")] {
            progress
                .tick(at(time), || line.to_owned())
                .expect("written");
        }
        progress.say("done\n").expect("written");
        progress.clear().expect("written");
        let shown = String::from_utf8(shown).expect("UTF-8");
        assert_eq!(shown, format!("{CLEAR}b{CLEAR}d{CLEAR}done\n"));

        let mut piped = Vec::new();
        let mut progress = Progress::new(&mut piped, false, start);
        progress.tick(at(9000), || "a".to_owned()).expect("written");
        progress.say("done\n").expect("written");
        assert_eq!(piped, b"done\n");
    }
}
