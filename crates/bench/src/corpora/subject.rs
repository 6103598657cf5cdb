//! A schema with its payloads, and everybody who can judge them.

use std::error::Error;
use std::fs;

use bench_corpora::Code;
use bench_peers::corpora::{Corpus, Typify};
use jsonschema::Validator;
use serde_json::Value;

/// A schema of a corpus; all who validate agree on every payload.
pub struct Subject<'t> {
    /// Its name in the corpus.
    pub name: &'static str,
    /// The payloads that are valid.
    pub valid: Vec<Payload<'t>>,
    /// How many are not.
    pub invalid: usize,
    /// jsonschema at run time.
    pub validator: Validator,
    /// jsonschema's macro.
    pub macros: fn(&Value) -> bool,
    /// typify's types, or why there are none.
    pub typify: Result<Typify, &'static str>,
    /// Our code, or why there is none.
    pub ours: Result<Code, &'static str>,
}

/// A payload as text, and parsed.
pub struct Payload<'t> {
    /// The text. Those of a schema lie one behind the other, so that no contestant waits for memory more than another.
    pub text: &'t str,
    /// The tree.
    pub value: Value,
}

impl<'t> Subject<'t> {
    /// Reads the schema, and has everybody judge the payloads, one in each line.
    ///
    /// # Errors
    /// A file that cannot be read, or a payload on which validators differ.
    pub fn of(corpus: &Corpus, payloads: &'t str) -> Result<Self, Box<dyn Error>> {
        let schema = serde_json::from_str(&fs::read_to_string(corpus.schema)?)?;
        // Asserted, as by the macro and by us.
        let options = jsonschema::options().should_validate_formats(true);
        let mut codes = bench_corpora::CORPORA.iter();
        let code =
            codes.find(|code| (code.collection, code.name) == (corpus.collection, corpus.name));
        let mut subject = Subject {
            name: corpus.name,
            valid: Vec::new(),
            invalid: 0,
            validator: options.build(&schema).map_err(|error| error.to_string())?,
            macros: corpus.is_valid,
            typify: corpus.typify,
            ours: code.ok_or("the compiler was not asked")?.code,
        };
        for (index, line) in payloads.lines().enumerate() {
            let payload = Payload {
                text: line,
                value: serde_json::from_str(line)?,
            };
            match subject.verdict(&payload) {
                Ok(true) => subject.valid.push(payload),
                Ok(false) => subject.invalid += 1,
                Err(verdicts) => {
                    return Err(
                        format!("payload {}: validators differ: {verdicts}", index + 1).into(),
                    );
                }
            }
        }
        Ok(subject)
    }

    /// The verdict of all who validate, or what each says if they differ.
    fn verdict(&self, payload: &Payload<'_>) -> Result<bool, String> {
        let Payload { text, value } = payload;
        let mut verdicts = vec![
            ("jsonschema at run time", self.validator.is_valid(value)),
            ("jsonschema's macro", (self.macros)(value)),
        ];
        if let Ok(code) = &self.ours {
            verdicts.push(("is_valid", (code.is_valid)(text.as_bytes())));
            verdicts.push(("from_slice", (code.from_slice)(text.as_bytes())));
            verdicts.push(("check", (code.check)(value)));
        }
        let first = verdicts[0].1;
        match verdicts.iter().all(|(_, verdict)| *verdict == first) {
            true => Ok(first),
            false => Err(format!("{verdicts:?}")),
        }
    }

    /// The valid payloads that typify's types take.
    pub fn taken_by(&self, typify: Typify) -> Vec<&Payload<'t>> {
        let Typify {
            from_slice,
            from_value,
        } = typify;
        let taken = |payload: &&Payload<'_>| {
            from_slice(payload.text.as_bytes()) && from_value(payload.value.clone())
        };
        self.valid.iter().filter(taken).collect()
    }
}
