//! What a run has found so far, in numbers.

use std::fs;
use std::path::PathBuf;

use super::judge::Verdict;
use crate::commands::{DIFFERENT, FAILED, GOOD};
use crate::summary::counted;

/// The numbers of a run.
#[derive(Debug, Default)]
pub struct Tally {
    /// The inputs there are.
    files: usize,
    /// How long they are together, where that is known.
    total: Option<u64>,
    /// The bytes that were read of them.
    pub bytes: u64,
    /// The inputs that could not be read, or not to their end.
    pub unreadable: usize,
    payloads: usize,
    invalid: usize,
    violations: usize,
    undecided: usize,
}

impl Tally {
    /// Nothing found yet in these files.
    pub fn new(files: &[PathBuf]) -> Self {
        let length = |path| {
            let metadata = fs::metadata(path).ok()?;
            metadata.is_file().then_some(metadata.len())
        };
        Tally {
            files: files.len(),
            total: files.iter().map(length).sum(),
            ..Tally::default()
        }
    }

    /// Adds a verdict.
    pub fn count(&mut self, verdict: &Verdict) {
        self.payloads += 1;
        match verdict {
            Verdict::Valid => {}
            Verdict::Invalid(findings) => {
                self.invalid += 1;
                self.violations += findings.len();
            }
            Verdict::Undecided(_) => self.undecided += 1,
        }
    }

    /// What was found leaves nothing open, or what is wrong is wrong with the input rather than with a payload.
    pub fn exit(&self) -> u8 {
        if self.unreadable > 0 || self.undecided > 0 {
            FAILED
        } else if self.invalid > 0 {
            DIFFERENT
        } else {
            GOOD
        }
    }

    /// How far the run is; fits a narrow terminal.
    pub fn progress(&self) -> String {
        let mut line = format!(
            "{} checked, {} invalid",
            counted(self.payloads, "payload"),
            self.invalid
        );
        if let Some(total) = self.total.filter(|total| *total > 0) {
            let share = self.bytes.min(total) as f64 / total as f64;
            line.push_str(&format!(", {:.0}% read", share * 100.0));
        }
        line
    }

    /// The line at the end.
    pub fn summary(&self) -> String {
        let valid = self.payloads - self.invalid - self.undecided;
        let mut line = format!(
            "checked {} in {}: {valid} valid, {} invalid",
            counted(self.payloads, "payload"),
            counted(self.files, "file"),
            self.invalid
        );
        if self.violations > 0 {
            line.push_str(&format!(" ({})", counted(self.violations, "violation")));
        }
        if self.undecided > 0 {
            line.push_str(&format!(", {} undecided", self.undecided));
        }
        if self.unreadable > 0 {
            let unreadable = counted(self.unreadable, "file");
            line.push_str(&format!("; {unreadable} could not be read"));
        }
        line.push('\n');
        line
    }
}

#[cfg(test)]
mod tests {
    use super::super::judge::Finding;
    use super::*;

    fn finding() -> Finding {
        Finding {
            line: 1,
            column: 1,
            message: String::new(),
        }
    }

    #[test]
    fn the_worst_decides_the_exit_code() {
        let mut tally = Tally::new(&[PathBuf::from("-")]);
        tally.count(&Verdict::Valid);
        assert_eq!(tally.exit(), GOOD);
        assert_eq!(
            tally.summary(),
            "checked 1 payload in 1 file: 1 valid, 0 invalid\n"
        );
        tally.count(&Verdict::Invalid(vec![finding(), finding()]));
        assert_eq!(tally.exit(), DIFFERENT);
        tally.count(&Verdict::Undecided(finding()));
        assert_eq!(tally.exit(), FAILED);
        tally.unreadable += 1;
        assert_eq!(
            tally.summary(),
            "checked 3 payloads in 1 file: 1 valid, 1 invalid (2 violations), 1 undecided; \
             1 file could not be read\n"
        );
    }

    #[test]
    fn progress_has_a_share_where_lengths_are_known() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        fs::write(&path, [b' '; 200]).expect("written");
        let mut tally = Tally::new(std::slice::from_ref(&path));
        tally.bytes = 90;
        assert_eq!(tally.progress(), "0 payloads checked, 0 invalid, 45% read");
        let tally = Tally::new(&[path, PathBuf::from("-")]);
        assert_eq!(tally.progress(), "0 payloads checked, 0 invalid");
    }
}
