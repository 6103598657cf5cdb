//! Which of several alternatives a value is, by their checks, before it is read as one of them.

use crate::at::At;
use crate::check::{Alternative, Check};
use crate::json::Node;
use crate::limits::Limits;
use crate::sink::{Unchecked, Verdict};

use super::{Read, Reader};

impl<'a> Reader<'a> {
    /// The index of the first check that accepts the value that comes next. Nothing but white space is consumed.
    ///
    /// # Errors
    /// No JSON value follows, or no check accepts it.
    pub fn choose_any_of(&mut self, alternatives: &[Check<Node<'a>, Verdict>]) -> Read<usize> {
        self.choose(alternatives.iter().copied().enumerate(), false)
    }

    /// As [`choose_any_of`](Reader::choose_any_of), where only some come into question: the index of the only one, before it is
    /// checked, if there are not more.
    ///
    /// # Errors
    /// No alternative comes into question; of several, as [`choose_any_of`](Reader::choose_any_of).
    pub fn choose_any_of_possible(&mut self, possible: &[Alternative<Node<'a>>]) -> Read<usize> {
        match possible {
            [] => self.reject(),
            [(index, _)] => Ok(*index),
            _ => self.choose(possible.iter().copied(), false),
        }
    }

    /// The index of the only check that accepts the value that comes next. Nothing but white space is consumed.
    ///
    /// # Errors
    /// No JSON value follows, no check accepts it, or more than one does.
    pub fn choose_one_of(&mut self, alternatives: &[Check<Node<'a>, Verdict>]) -> Read<usize> {
        self.choose(alternatives.iter().copied().enumerate(), true)
    }

    /// As [`choose_one_of`](Reader::choose_one_of), where only some come into question: the index of the only one, before it is
    /// checked, if there are not more.
    ///
    /// # Errors
    /// No alternative comes into question; of several, as [`choose_one_of`](Reader::choose_one_of).
    pub fn choose_one_of_possible(&mut self, possible: &[Alternative<Node<'a>>]) -> Read<usize> {
        match possible {
            [] => self.reject(),
            [(index, _)] => Ok(*index),
            _ => self.choose(possible.iter().copied(), true),
        }
    }

    fn choose(
        &mut self,
        alternatives: impl Iterator<Item = Alternative<Node<'a>>>,
        exclusive: bool,
    ) -> Read<usize> {
        self.next_byte();
        let start = self.at;
        self.skip_value()?;
        // The span has been read, so its depth has been checked.
        let limits = Limits::new().with_max_depth(usize::MAX);
        let node = Node::parse(self.slice_from(start), limits);
        self.at = start;
        let Ok(node) = node else {
            return self.reject();
        };
        let at = At::root_within(limits);
        let mut accepted = None;
        let mut undecided = false;
        // What one alternative has tried, the next need not try again.
        let mut verdict = Verdict::new();
        verdict.enter();
        for (index, check) in alternatives {
            match verdict.tries(&node, &at, check) {
                Ok(true) => {}
                Ok(false) => continue,
                Err(Unchecked::TooManySteps) => {
                    undecided = true;
                    continue;
                }
                // The check of the whole says why.
                Err(Unchecked::TooDeep) => return self.reject(),
            }
            if accepted.is_some() {
                return self.reject();
            }
            accepted = Some(index);
            if !exclusive {
                break;
            }
        }
        match exclusive && undecided {
            true => self.reject(),
            false => self.required(accepted),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::{self, Check};
    use crate::sink::{Verdict, CONTINUE};
    use crate::{Limits, Node, Reader};

    fn chosen<'a>(json: &'a str, alternatives: &[Check<Node<'a>, Verdict>]) -> [Option<usize>; 2] {
        let mut reader = Reader::new(json, Limits::new());
        let any = reader.choose_any_of(alternatives).ok();
        let one = reader.choose_one_of(alternatives).ok();
        if any.is_some() {
            assert!(reader.raw().is_ok() && reader.end().is_ok(), "{json}");
        }
        [any, one]
    }

    #[test]
    fn the_first_or_the_only_one_is_chosen_and_nothing_is_consumed() {
        let alternatives: &[Check<Node<'_>, Verdict>] = &[
            check::string,
            check::integer,
            check::number,
            |_, at, sink| check::never(at, sink, ""),
        ];
        assert_eq!(chosen(" \"a\"", alternatives), [Some(0), Some(0)]);
        assert_eq!(chosen("1", alternatives), [Some(1), None]);
        assert_eq!(chosen("1.5 ", alternatives), [Some(2), Some(2)]);
        assert_eq!(chosen("null", alternatives), [None, None]);
    }

    #[test]
    fn the_only_one_that_comes_into_question_need_not_be_checked() {
        let possible = |only: &[usize], json: &str| {
            let checks: [Check<Node<'_>, Verdict>; 3] = [check::string, check::string, check::null];
            let possible: Vec<_> = only.iter().map(|index| (*index, checks[*index])).collect();
            let mut reader = Reader::new(json, Limits::new());
            let any = reader.choose_any_of_possible(&possible).ok();
            [any, reader.choose_one_of_possible(&possible).ok()]
        };
        assert_eq!(possible(&[1], "null"), [Some(1), Some(1)]);
        assert_eq!(possible(&[0, 2], "null"), [Some(2), Some(2)]);
        assert_eq!(possible(&[0, 1], "null"), [None, None]);
        assert_eq!(possible(&[0, 1], "\"a\""), [Some(0), None]);
        assert_eq!(possible(&[], "null"), [None, None]);
    }

    #[test]
    fn what_is_no_json_is_not_chosen() {
        let alternatives: &[Check<Node<'_>, Verdict>] = &[|_, _, _| CONTINUE];
        for json in ["", "[1", "{\"a\":1,\"a\":2}"] {
            assert_eq!(chosen(json, alternatives), [None, None], "{json}");
        }
        let deep = format!("{}{}", "[".repeat(129), "]".repeat(129));
        assert_eq!(chosen(&deep, alternatives), [None, None]);
    }
}
