//! RFC 3339 date-times that keep their spelling.

mod calendar;
mod fields;
mod utc;

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::text::Text;
use calendar::civil_date;
use fields::Parts;

pub use fields::{is_date, is_date_time, is_time};
pub(crate) use utc::utc_date_time_length;

const SECONDS_A_DAY: i64 = 86_400;

/// A date-time as RFC 3339 section 5.6 spells it (JSON Schema format `date-time`), kept as it was spelled.
///
/// Equality and hash go by the text; [`same_instant`](DateTime::same_instant) goes by time.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime(Text);

impl DateTime {
    /// The date-time whose text the caller has checked.
    #[inline]
    pub(crate) fn from_checked(text: impl Into<Text>) -> Self {
        DateTime(text.into())
    }

    /// The text, as it was spelled.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    fn parts(&self) -> Parts<'_> {
        // The text was checked when this value was made; the fallback is never taken.
        Parts::new(self.as_str().as_bytes()).unwrap_or(Parts {
            minute: 0,
            second: 0,
            fraction: &[],
            offset: 0,
        })
    }

    /// Whether both name the same instant, exactly, however many digits and whatever zones they are spelled with. A leap
    /// second is another instant than the second that follows it.
    #[must_use]
    pub fn same_instant(&self, other: &Self) -> bool {
        let (left, right) = (self.parts(), other.parts());
        let significant = |digits: &[u8]| {
            digits
                .iter()
                .rposition(|byte| *byte != b'0')
                .map_or(0, |last| last + 1)
        };
        left.minute == right.minute
            && left.second == right.second
            && left.fraction.get(..significant(left.fraction))
                == right.fraction.get(..significant(right.fraction))
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down. A leap second counts as the second that follows it, as in
    /// POSIX time.
    #[must_use]
    pub fn unix_seconds(&self) -> i64 {
        let parts = self.parts();
        parts.minute * 60 + parts.second
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z; digits beyond the ninth are dropped. A leap second counts as the second
    /// that follows it, as in POSIX time.
    #[must_use]
    pub fn unix_nanos(&self) -> i128 {
        i128::from(self.unix_seconds()) * 1_000_000_000 + i128::from(self.subsecond_nanos())
    }

    fn subsecond_nanos(&self) -> u32 {
        let digits = self.parts().fraction.iter().copied();
        digits
            .chain(std::iter::repeat(b'0'))
            .take(9)
            .fold(0, |nanos, digit| nanos * 10 + u32::from(digit - b'0'))
    }

    /// The instant, with what [`unix_nanos`](DateTime::unix_nanos) drops dropped, or `None` if this machine's clock type
    /// cannot hold it.
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let seconds = self.unix_seconds();
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let second = if seconds < 0 {
            UNIX_EPOCH.checked_sub(whole)?
        } else {
            UNIX_EPOCH.checked_add(whole)?
        };
        second.checked_add(Duration::from_nanos(self.subsecond_nanos().into()))
    }

    /// Whether it is spelled with `Z` or `z`.
    #[must_use]
    pub fn is_utc(&self) -> bool {
        matches!(self.as_str().as_bytes().last(), Some(b'Z' | b'z'))
    }

    /// Minutes that the spelled local time is ahead of UTC.
    #[must_use]
    pub fn offset_minutes(&self) -> i32 {
        self.parts().offset as i32
    }
}

impl Deref for DateTime {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for DateTime {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for DateTime {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq<str> for DateTime {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for DateTime {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl FromStr for DateTime {
    type Err = NotADateTime;

    fn from_str(text: &str) -> Result<Self, NotADateTime> {
        DateTime::try_from(text)
    }
}

impl TryFrom<&str> for DateTime {
    type Error = NotADateTime;

    fn try_from(text: &str) -> Result<Self, NotADateTime> {
        if is_date_time(text) {
            Ok(DateTime::from_checked(text))
        } else {
            Err(NotADateTime(()))
        }
    }
}

impl TryFrom<String> for DateTime {
    type Error = NotADateTime;

    fn try_from(text: String) -> Result<Self, NotADateTime> {
        if is_date_time(&text) {
            Ok(DateTime::from_checked(text))
        } else {
            Err(NotADateTime(()))
        }
    }
}

impl TryFrom<SystemTime> for DateTime {
    type Error = NotADateTime;

    /// The instant in UTC with three digits of a second, or with six or nine where it has them.
    ///
    /// # Errors
    /// The year is not in 0000 to 9999, which is all that RFC 3339 can spell.
    fn try_from(time: SystemTime) -> Result<Self, NotADateTime> {
        let (seconds, nanos) = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => (i128::from(after.as_secs()), after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                match before.subsec_nanos() {
                    0 => (-i128::from(before.as_secs()), 0),
                    nanos => (-i128::from(before.as_secs()) - 1, 1_000_000_000 - nanos),
                }
            }
        };
        let seconds = i64::try_from(seconds).map_err(|_| NotADateTime(()))?;
        let (year, month, day) = civil_date(seconds.div_euclid(SECONDS_A_DAY));
        if !(0..=9999).contains(&year) {
            return Err(NotADateTime(()));
        }
        let second = seconds.rem_euclid(SECONDS_A_DAY);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let (width, fraction) = match nanos {
            nanos if nanos % 1_000_000 == 0 => (3, nanos / 1_000_000),
            nanos if nanos % 1_000 == 0 => (6, nanos / 1_000),
            nanos => (9, nanos),
        };
        Ok(DateTime(Text::of(format_args!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:0width$}Z"
        ))))
    }
}

/// The text is not an RFC 3339 date-time, or the time cannot be spelled as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADateTime(());

impl fmt::Display for NotADateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an RFC 3339 date-time")
    }
}

impl std::error::Error for NotADateTime {}

#[cfg(test)]
mod tests;
