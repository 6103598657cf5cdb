//! Alternatives that are told apart by trying to accept what comes next as each of them.

use std::borrow::Cow;

use super::{Failure, Read, Reader};

/// Reads over a value and decides whether it is valid.
pub type Accept = fn(&mut Reader<'_>) -> Read<()>;

/// Trials may read so many times the text: within each other they would else take exponential time.
pub(super) const TRIALS: usize = 16;

impl<'a> Reader<'a> {
    /// Reads over what any of the functions accepts; they are tried one after the other.
    ///
    /// # Errors
    /// None of them accepts it, or the reader [gave up](Reader::gave_up).
    pub fn accept_any_of(&mut self, alternatives: &[Accept]) -> Read<()> {
        self.next_byte();
        let start = self.at;
        let mut possible = alternatives.iter().copied();
        let Some(mut accept) = possible.next() else {
            return self.reject();
        };
        // The last one decides: nothing has to be tried after it.
        for next in possible {
            if self.tries(accept)? {
                return Ok(());
            }
            self.at = start;
            accept = next;
        }
        accept(self)
    }

    /// Reads over what exactly one of the functions accepts; they are tried one after the other.
    ///
    /// # Errors
    /// None of them accepts it, more than one does, or the reader [gave up](Reader::gave_up).
    pub fn accept_one_of(&mut self, alternatives: &[Accept]) -> Read<()> {
        self.next_byte();
        let start = self.at;
        let mut possible = alternatives.iter().copied();
        let Some(first) = possible.next() else {
            return self.reject();
        };
        let Some(second) = possible.next() else {
            return first(self);
        };
        let mut accepted = None;
        for accept in [first, second].into_iter().chain(possible) {
            self.at = start;
            if !self.tries(accept)? {
                continue;
            }
            if accepted.is_some() {
                return self.reject();
            }
            accepted = Some(self.at);
        }
        match accepted {
            Some(end) => {
                self.at = end;
                Ok(())
            }
            None => self.fail_at(start),
        }
    }

    /// As [`peek_member`](Reader::peek_member), before alternatives are tried.
    ///
    /// # Errors
    /// What comes before the member is no JSON, or the reader [gave up](Reader::gave_up).
    pub fn look_for_tag(&mut self, name: &str) -> Read<Option<Cow<'a, str>>> {
        let (found, seen) = self.look_at_string(name)?;
        self.charge_look(seen)?;
        Ok(found)
    }

    /// As [`peek_integer_member`](Reader::peek_integer_member), before alternatives are tried.
    ///
    /// # Errors
    /// What comes before the member is no JSON, or the reader [gave up](Reader::gave_up).
    pub fn look_for_integer_tag(&mut self, name: &str) -> Read<Option<i64>> {
        let (found, seen) = self.look_at_integer(name)?;
        self.charge_look(seen)?;
        Ok(found)
    }

    /// Counts text that has been looked at. Within trials the same is looked at again and again. A look takes less than a trial, and most
    /// are made only once.
    fn charge_look(&mut self, seen: usize) -> Read<()> {
        self.charge(seen.saturating_sub(self.at) / TRIALS)
    }

    /// Whether trials would have taken too long, or one of them met a number that its type cannot hold: then a failure says
    /// nothing about the text, and a check must.
    #[must_use]
    pub fn gave_up(&self) -> bool {
        self.gave_up
    }

    /// Whether the function accepts what comes next. If not, only the place is left to be set back.
    fn tries(&mut self, accept: Accept) -> Read<bool> {
        let (start, depth_left, names) = (self.at, self.depth_left, self.seen.len());
        let accepted = accept(self).is_ok();
        if !accepted {
            if self.gave_up || self.unrepresentable {
                self.gave_up = true;
                return Err(Failure(()));
            }
            self.depth_left = depth_left;
            self.seen.truncate(names);
        }
        self.charge(self.at.saturating_sub(start))?;
        Ok(accepted)
    }

    /// Counts text that has been read and may be read again.
    fn charge(&mut self, bytes: usize) -> Read<()> {
        match self.trials_left.checked_sub(bytes) {
            Some(left) => {
                self.trials_left = left;
                Ok(())
            }
            None => {
                self.gave_up = true;
                self.reject()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Accept;
    use crate::{Limits, Read, Reader};

    fn reader(text: &str) -> Reader<'_> {
        Reader::new(text, Limits::new())
    }

    fn accepted(json: &str, alternatives: &[Accept]) -> [bool; 2] {
        let mut any = reader(json);
        let mut one = reader(json);
        [
            any.accept_any_of(alternatives).is_ok() && any.end().is_ok(),
            one.accept_one_of(alternatives).is_ok() && one.end().is_ok(),
        ]
    }

    fn short(reader: &mut Reader<'_>) -> Read<()> {
        reader.skip_string_where(|text| text.len() < 3)
    }

    #[test]
    fn any_or_exactly_one_accepts() {
        let alternatives: &[Accept] = &[
            short,
            |reader| reader.skip_string(),
            |reader| reader.skip_number(),
        ];
        assert_eq!(accepted(" \"ab\"", alternatives), [true, false]);
        assert_eq!(accepted("\"abc\" ", alternatives), [true, true]);
        assert_eq!(accepted("1", alternatives), [true, true]);
        assert_eq!(accepted("null", alternatives), [false, false]);
        assert_eq!(accepted("1", &[]), [false, false]);
        assert_eq!(
            accepted("1", &[|reader| reader.skip_number()]),
            [true, true]
        );
    }

    #[test]
    fn a_trial_that_fails_leaves_nothing_behind() {
        // It fails inside of two arrays and an object, with a name seen.
        fn deep(reader: &mut Reader<'_>) -> Read<()> {
            reader.skip_array(|reader| reader.skip_map(|reader| reader.skip_array(Reader::null)))
        }
        let alternatives: &[Accept] = &[deep, |reader| reader.skip_value()];
        let json = r#"[{"a":[null],"b":[1]}]"#;
        assert_eq!(accepted(json, alternatives), [true, true]);
        let limits = Limits::new().with_max_depth(3);
        let mut reader = Reader::new(json, limits);
        assert!(reader.accept_any_of(alternatives).is_ok());
        assert!(reader.seen.is_empty() && reader.depth_left == 3);
    }

    #[test]
    fn what_is_no_json_is_accepted_by_none() {
        let alternatives: &[Accept] = &[|reader| reader.null(), |reader| reader.skip_value()];
        for json in ["", "[1", "{\"a\":1,\"a\":2}"] {
            assert_eq!(accepted(json, alternatives), [false, false], "{json}");
        }
    }

    #[test]
    fn trials_within_trials_are_given_up() {
        fn nested(reader: &mut Reader<'_>) -> Read<()> {
            fn array(reader: &mut Reader<'_>) -> Read<()> {
                reader.skip_array(nested)
            }
            reader.accept_one_of(&[array, array, array])
        }
        let json = format!("{}{}", "[".repeat(100), "]".repeat(100));
        let mut deep = reader(&json);
        assert!(nested(&mut deep).is_err() && deep.gave_up());
        let mut flat = reader("[[]]");
        assert!(nested(&mut flat).is_err() && !flat.gave_up());
    }

    #[test]
    fn a_number_that_does_not_fit_is_left_to_the_check() {
        fn fits(reader: &mut Reader<'_>) -> Read<()> {
            reader.u64().map(|_| ())
        }
        let alternatives: &[Accept] = &[fits, |reader| reader.skip_string()];
        let mut reader = reader("123456789012345678901234567890");
        assert!(reader.accept_any_of(alternatives).is_err() && reader.gave_up());
    }

    #[test]
    fn a_look_costs_little_but_not_nothing() {
        let mut reader = reader(r#"{"a":[1,2,3,4,5,6,7,8],"op":"x"}"#);
        for _ in 0..64 {
            assert_eq!(reader.look_for_tag("op"), Ok(Some("x".into())));
            assert_eq!(reader.look_for_tag("of"), Ok(None));
        }
        let many = (0..1000).any(|_| reader.look_for_tag("op").is_err());
        assert!(many && reader.gave_up());
    }
}
