//! Every violation of a schema, for people and for machines.

mod output;
mod source;

pub(crate) use source::pointer_at;
pub use source::InSource;

use std::fmt;

use crate::at::At;
use crate::date_time::DateTime;
use crate::fault::Fault;
use crate::pointer::{push_fragment, push_token, Place};
use crate::sink::Failures;

/// The date-time with that text, for a type whose schema has refused all other texts before.
///
/// # Errors
/// It is not a date-time, so that the schema does not say what the type promises.
#[doc(hidden)]
pub fn date_time_or_report(text: &str) -> Result<DateTime, Report> {
    DateTime::try_from(text).map_err(|_| {
        Report::of(Violation::new(
            &At::root(),
            "format",
            &Fault::Format("date-time"),
        ))
    })
}

/// Every violation that a check found; there is at least one.
///
/// Displays as one violation a line: where in the payload, what is wrong, which rule of the schema says so. Values of the
/// payload are personal data and do not occur in it; [`in_source`](Report::in_source) shows them on request. Serialises as
/// the *basic* output of JSON Schema 2020-12 (core, section 12.4.2). `Debug` says the same below a line of its own, since it is
/// what a program prints whose `main` returns the report.
#[derive(Clone, PartialEq, Eq)]
pub struct Report {
    violations: Vec<Violation>,
}

impl Report {
    /// The report of these violations, if there are any.
    pub(crate) fn new(violations: Vec<Violation>) -> Result<(), Report> {
        if violations.is_empty() {
            Ok(())
        } else {
            Err(Report { violations })
        }
    }

    /// The report of one violation.
    pub(crate) fn of(violation: Violation) -> Self {
        Report {
            violations: vec![violation],
        }
    }

    /// The violations, in the order in which the checks came upon them, which is the same each time for the same value. Members
    /// mostly come in the order in which their object keeps them: that of the payload in [`from_slice`](crate::Contract::from_slice),
    /// that of the map in a [`Value`](crate::Value). What order the rules of one schema have is not promised.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// The report together with the text that was checked: displays each violation with line, column and an excerpt of
    /// the value it is about.
    #[must_use]
    pub fn in_source<'r>(&'r self, source: &'r [u8]) -> InSource<'r> {
        InSource::new(self, source)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.violations.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            violation.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the schema refuses the value\n{self}")
    }
}

impl std::error::Error for Report {}

impl<'r> IntoIterator for &'r Report {
    type Item = &'r Violation;
    type IntoIter = std::slice::Iter<'r, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.violations.iter()
    }
}

/// One rule of a schema that a value breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    instance_location: String,
    keyword_location: String,
    absolute_keyword_location: String,
    keyword: &'static str,
    message: String,
}

impl Violation {
    #[cold]
    pub(crate) fn new(at: &At<'_, Failures>, keyword: &'static str, fault: &Fault<'_>) -> Self {
        let mut keyword_location = at.keyword_location();
        let mut absolute_keyword_location = at.absolute_keyword_location();
        if fault.is_of_keyword() {
            let mut token = String::new();
            push_token(&mut token, keyword);
            keyword_location.push_str(&token);
            push_fragment(&mut absolute_keyword_location, &token);
        }
        Violation {
            instance_location: at.instance_location(),
            keyword_location,
            absolute_keyword_location,
            keyword,
            message: fault.to_string(),
        }
    }

    /// The violation of a value that the reader refuses and the checks do not.
    #[cold]
    pub(crate) fn unexplained(instance_location: String) -> Self {
        Violation {
            instance_location,
            ..Violation::new(&At::root(), "", &Fault::Unexplained)
        }
    }

    /// The value that breaks the rule, as a JSON Pointer (RFC 6901); empty for the whole payload.
    #[must_use]
    pub fn instance_location(&self) -> &str {
        &self.instance_location
    }

    /// The keywords that led to the rule, each `$ref` among them, as a JSON Pointer.
    #[must_use]
    pub fn keyword_location(&self) -> &str {
        &self.keyword_location
    }

    /// The address of the rule: the schema's URI with the rule as its fragment.
    #[must_use]
    pub fn absolute_keyword_location(&self) -> &str {
        &self.absolute_keyword_location
    }

    /// The keyword, such as `minLength`.
    #[must_use]
    pub fn keyword(&self) -> &'static str {
        self.keyword
    }

    /// What is wrong, without the value.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", Place(&self.instance_location), self.message)?;
        match self.absolute_keyword_location.as_str() {
            // Found before any schema was entered.
            "#" => Ok(()),
            rule => write!(f, " ({rule})"),
        }
    }
}
