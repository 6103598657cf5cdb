//! Random JSON from a fixed seed, so that a failure comes again.

pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    /// SplitMix64.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub fn pick<'p>(&mut self, pieces: &[&'p str]) -> &'p str {
        pieces[self.below(pieces.len())]
    }

    pub fn document(&mut self) -> String {
        let mut text = String::new();
        self.value(&mut text, 4);
        text
    }

    fn value(&mut self, text: &mut String, depth: usize) {
        self.space(text);
        match self.below(if depth == 0 { 6 } else { 10 }) {
            0 => text.push_str(self.pick(&["null", "true", "false"])),
            1 | 2 => text.push_str(self.pick(&[
                "0",
                "-0",
                "1",
                "-17",
                "1.0",
                "10e-1",
                "0.25",
                "12345678901234567890",
                "1E+2",
                "6.02e23",
                "-9223372036854775808",
            ])),
            3..=5 => self.string(text),
            6 | 7 => {
                text.push('[');
                for index in 0..self.below(4) {
                    if index > 0 {
                        text.push(',');
                    }
                    self.value(text, depth - 1);
                }
                self.space(text);
                text.push(']');
            }
            _ => {
                text.push('{');
                for index in 0..self.below(12) {
                    if index > 0 {
                        text.push(',');
                    }
                    self.space(text);
                    match self.below(3) {
                        0 => text.push_str(self.pick(&[
                            "\"a\"",
                            "\"ab\"",
                            "\"x\\\"y\"",
                            "\"\"",
                            "\"é\"",
                            "\"\\u0061\"",
                            "\"\\u00e9\"",
                        ])),
                        _ => self.string(text),
                    }
                    self.space(text);
                    text.push(':');
                    self.value(text, depth - 1);
                }
                self.space(text);
                text.push('}');
            }
        }
        self.space(text);
    }

    fn space(&mut self, text: &mut String) {
        if self.below(4) == 0 {
            text.push_str(self.pick(&[" ", "\n", "\r\n\t", "            ", "\t "]));
        }
    }

    fn string(&mut self, text: &mut String) {
        text.push('"');
        for _ in 0..self.below(8) {
            text.push_str(self.pick(&[
                "a",
                "b",
                "é",
                "€",
                "😀",
                "\u{7f}",
                "/",
                "'",
                "\\\"",
                "\\\\",
                "\\/",
                "\\b",
                "\\n",
                "\\u0000",
                "\\u00E9",
                "\\ud83d\\ude00",
                "plain text of some length",
            ]));
        }
        text.push('"');
    }

    /// The text with a few characters changed, added, doubled or gone.
    pub fn damage(&mut self, text: &str) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        for _ in 0..=self.below(2) {
            let at = self.below(characters.len() + 1);
            let piece = self.pick(&[
                "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "1", "e", "-", ".", "+", " ", "\n",
                "\u{1}", "\u{feff}", "x", "é", "null", "\\ud800", "\\udc00", "\\u", "\"a\":1,",
                "\u{a0}",
            ]);
            match self.below(4) {
                0 if at < characters.len() => {
                    characters.remove(at);
                }
                1 if at < characters.len() => {
                    characters.splice(at..=at, piece.chars());
                }
                2 if at < characters.len() => {
                    let end = (at + self.below(8)).min(characters.len());
                    let copy = characters[at..end].to_vec();
                    characters.splice(at..at, copy);
                }
                _ => {
                    characters.splice(at..at, piece.chars());
                }
            }
        }
        characters.into_iter().collect()
    }
}
