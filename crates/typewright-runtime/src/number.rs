//! Numbers that keep their JSON text.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use crate::decimal::{self, Decimal};
use crate::lexer::is_number;
use crate::text::Text;

/// A JSON number of any size and precision, kept as it is spelled.
///
/// Equality, order and hash go by decimal value: `1`, `1.0` and `10e-1` are the same number, and so are `0` and `-0`.
#[derive(Clone)]
pub struct Number(Text);

impl Number {
    /// The number whose text the caller has checked.
    #[inline]
    pub(crate) fn from_checked(text: &str) -> Self {
        Number(Text::from(text))
    }

    /// The JSON text.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The value, if it is an integer that fits: `1.0` gives 1.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_i128().and_then(|value| value.try_into().ok())
    }

    /// The value, if it is an integer that fits: `1.0` gives 1.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_i128().and_then(|value| value.try_into().ok())
    }

    /// The value, if it is an integer that fits: `1.0` gives 1.
    #[must_use]
    pub fn as_i128(&self) -> Option<i128> {
        decimal::to_i128(self.as_str())
    }

    /// The nearest `f64`, as IEEE 754 rounds: a number beyond its range gives an infinity.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        // Every JSON number is in the grammar of `f64::from_str`, so this never falls back.
        self.as_str().parse().unwrap_or(f64::NAN)
    }

    /// Whether the number has no fractional part: `1.0` has none.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        decimal::is_integer(self.as_str())
    }
}

impl AsRef<str> for Number {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        decimal::eq(self.as_str(), other.as_str())
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        decimal::cmp(self.as_str(), other.as_str())
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Decimal::new(self.as_str()).hash(state);
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {
        $(impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Number(Text::of(value))
            }
        })*
    };
}

from_integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

impl TryFrom<f64> for Number {
    type Error = NotANumber;

    /// The number in the shortest spelling that gives the same `f64` back.
    ///
    /// # Errors
    /// JSON has no infinity and no NaN.
    fn try_from(value: f64) -> Result<Self, NotANumber> {
        if value.is_finite() {
            // `Debug` of a finite float is a JSON number, and never a hundred zeros long.
            Ok(Number(Text::of(format_args!("{value:?}"))))
        } else {
            Err(NotANumber(()))
        }
    }
}

impl FromStr for Number {
    type Err = NotANumber;

    /// The number with that JSON text (RFC 8259 section 6), without white space around it.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        if is_number(text) {
            Ok(Number::from_checked(text))
        } else {
            Err(NotANumber(()))
        }
    }
}

/// What was given is not a JSON number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber(());

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a JSON number")
    }
}

impl std::error::Error for NotANumber {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn number(text: &str) -> Number {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_keep_their_text_and_compare_by_value() {
        assert_eq!(number("10e-1").to_string(), "10e-1");
        assert_eq!(number("10e-1"), Number::from(1));
        assert_eq!(number("-0"), Number::from(0));
        assert!(number("0.1") < number("0.11"));
        assert_ne!(
            number("12345678901234567890123"),
            number("12345678901234567890124")
        );
        let set: HashSet<_> = ["1", "1.0", "10e-1", "2"].map(number).into();
        assert_eq!(set.len(), 2);
        assert!("01".parse::<Number>().is_err());
    }

    #[test]
    fn conversions_are_exact_or_nothing() {
        assert_eq!(number("1.0").as_u64(), Some(1));
        assert_eq!(number("-1").as_u64(), None);
        assert_eq!(number("1.5").as_i64(), None);
        assert_eq!(number("9223372036854775808").as_i64(), None);
        assert_eq!(number("9223372036854775808").as_u64(), Some(1 << 63));
        assert_eq!(Number::from(i64::MIN).as_i64(), Some(i64::MIN));
        assert!(Number::try_from(f64::NAN).is_err());
        assert!(Number::try_from(f64::INFINITY).is_err());
        for value in [0.1, -0.0, 1e300, 5e-324, f64::MAX, 1.0, 123456.75] {
            let number = Number::try_from(value).unwrap();
            assert!(is_number(number.as_str()), "{number}");
            assert_eq!(number.to_f64().to_bits(), value.to_bits());
        }
    }

    #[test]
    fn floats_round_to_the_nearest() {
        assert_eq!(number("1e400").to_f64(), f64::INFINITY);
        assert_eq!(
            number("-1e99999999999999999999999").to_f64(),
            f64::NEG_INFINITY
        );
        assert_eq!(number("1e-99999999999999999999999").to_f64(), 0.0);
        assert_eq!(number("0e99999999999999999999999").to_f64(), 0.0);
        assert_eq!(number("9007199254740993").to_f64(), 9007199254740992.0);
    }
}
