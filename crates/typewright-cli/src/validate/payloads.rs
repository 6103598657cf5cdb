//! From the bytes of an input to the payloads in it, one at a time: inputs may be larger than the memory.

use std::io::{self, BufRead};
use std::path::Path;

use typewright_runtime::Raw;

/// How an input holds its payloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// The whole input is one payload.
    Document,
    /// Every line is a payload, but for blank ones (NDJSON, JSON Lines).
    Lines,
    /// [`Lines`](Framing::Lines) if the first line is JSON by itself, or else [`Document`](Framing::Document).
    Detected,
}

impl Framing {
    /// By the file's name; what has no telling name, standard input for one, is looked at.
    pub fn of(path: &Path) -> Self {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("ndjson" | "jsonl") => Framing::Lines,
            Some("json") => Framing::Document,
            _ => Framing::Detected,
        }
    }
}

/// One payload.
#[derive(Debug, PartialEq, Eq)]
pub struct Payload<'p> {
    /// Its bytes.
    pub text: &'p [u8],
    /// The line of the input that it begins in, counted from 1.
    pub line: u64,
}

/// The payloads of an input.
#[derive(Debug)]
pub struct Payloads<R> {
    input: R,
    framing: Framing,
    /// The lines that were read.
    lines: u64,
    /// The bytes that were read.
    bytes: u64,
    ended: bool,
    /// Kept between payloads, so that there is one allocation for all.
    text: Vec<u8>,
}

impl<R: BufRead> Payloads<R> {
    /// The payloads that an input holds in that way.
    pub fn new(input: R, framing: Framing) -> Self {
        Payloads {
            input,
            framing,
            lines: 0,
            bytes: 0,
            ended: false,
            text: Vec::new(),
        }
    }

    /// How many bytes of the input have been read.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads the next payload; there is none when the input ends.
    ///
    /// An input that should be one document is always one payload, even if it is empty: nothing is not JSON.
    pub fn next(&mut self) -> io::Result<Option<Payload<'_>>> {
        self.text.clear();
        if self.ended {
            return Ok(None);
        }
        match self.framing {
            Framing::Lines => {
                if !self.read_line()? {
                    return Ok(None);
                }
            }
            Framing::Document => self.read_rest()?,
            Framing::Detected => {
                if self.read_line()? && is_json(&self.text) {
                    self.framing = Framing::Lines;
                } else {
                    let line = self.lines;
                    self.read_rest()?;
                    self.lines = line;
                }
            }
        }
        Ok(Some(Payload {
            text: &self.text,
            line: self.lines.max(1),
        }))
    }

    /// Reads the next line that is not blank, with its end; `false` when there is none.
    fn read_line(&mut self) -> io::Result<bool> {
        loop {
            self.text.clear();
            let count = self.input.read_until(b'\n', &mut self.text)?;
            self.bytes += count as u64;
            if count == 0 {
                self.ended = true;
                return Ok(false);
            }
            self.lines += 1;
            let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
            if !self.text.iter().all(is_blank) {
                return Ok(true);
            }
        }
    }

    /// Adds all that is left.
    fn read_rest(&mut self) -> io::Result<()> {
        self.bytes += self.input.read_to_end(&mut self.text)? as u64;
        self.ended = true;
        Ok(())
    }
}

fn is_json(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| text.parse::<Raw>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payloads(input: &str, framing: Framing) -> Vec<(u64, String)> {
        let mut payloads = Payloads::new(input.as_bytes(), framing);
        let mut all = Vec::new();
        while let Some(payload) = payloads.next().expect("memory can be read") {
            let text = String::from_utf8(payload.text.to_vec()).expect("UTF-8");
            all.push((payload.line, text.trim_end().to_owned()));
        }
        assert_eq!(payloads.bytes(), input.len() as u64);
        all
    }

    fn owned<const N: usize>(all: [(u64, &str); N]) -> Vec<(u64, String)> {
        all.map(|(line, text)| (line, text.to_owned())).into()
    }

    #[test]
    fn names_tell_the_framing() {
        for (name, framing) in [
            ("a.json", Framing::Document),
            ("b/a.ndjson", Framing::Lines),
            ("a.jsonl", Framing::Lines),
            ("-", Framing::Detected),
            ("a.log", Framing::Detected),
        ] {
            assert_eq!(Framing::of(Path::new(name)), framing, "{name}");
        }
    }

    #[test]
    fn lines_are_payloads_but_for_blank_ones() {
        assert_eq!(
            payloads("1\r\n\n \t\r\n{\n[2]", Framing::Lines),
            owned([(1, "1"), (4, "{"), (5, "[2]")])
        );
        assert_eq!(payloads("\n\n", Framing::Lines), owned([]));
    }

    #[test]
    fn a_document_is_one_payload_even_when_empty() {
        assert_eq!(payloads("1\n2\n", Framing::Document), owned([(1, "1\n2")]));
        assert_eq!(payloads("", Framing::Document), owned([(1, "")]));
    }

    #[test]
    fn what_has_no_telling_name_is_looked_at() {
        let detected = |input| payloads(input, Framing::Detected);
        assert_eq!(detected("\n1\n{\n"), owned([(2, "1"), (3, "{")]));
        assert_eq!(detected("\n{\n}\n"), owned([(2, "{\n}")]));
        assert_eq!(detected("{}"), owned([(1, "{}")]));
        assert_eq!(detected("{,}\n{}\n"), owned([(1, "{,}\n{}")]));
        assert_eq!(detected("\n\n"), owned([(2, "")]));
        assert_eq!(detected(""), owned([(1, "")]));
    }
}
