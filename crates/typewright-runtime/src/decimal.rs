//! Numbers by decimal value, from their JSON text (RFC 8259 section 6), without rounding.
//!
//! A number is `± 0.d₁d₂…dₙ × 10ᵉ` with `d₁` and `dₙ` not zero; comparing that form digit by digit is exact for every
//! spelling, and needs an allocation only where the spelled exponent has more than 36 digits.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// Compares two JSON numbers by value: `1`, `1.0` and `10e-1` are equal, and so are `0` and `-0`.
///
/// Both texts must be JSON numbers; other text gives some order, but never a panic.
#[must_use]
pub fn cmp(left: &str, right: &str) -> Ordering {
    match (small_integer(left), small_integer(right)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => Decimal::new(left).cmp(&Decimal::new(right)),
    }
}

/// Whether two JSON numbers have the same value.
#[must_use]
pub fn eq(left: &str, right: &str) -> bool {
    left == right || cmp(left, right) == Ordering::Equal
}

/// Whether a JSON number has no fractional part: `1`, `1.0` and `10e-1` are integers, `1e-1` is not.
#[must_use]
pub fn is_integer(text: &str) -> bool {
    small_integer(text).is_some() || Decimal::new(text).is_integer()
}

/// The value as an `i128`, if it is an integer that fits.
#[must_use]
pub fn to_i128(text: &str) -> Option<i128> {
    match small_integer(text) {
        Some(integer) => Some(integer.into()),
        None => Decimal::new(text).to_i128(),
    }
}

/// The value as a `u128`, if it is an integer that fits.
#[must_use]
pub fn to_u128(text: &str) -> Option<u128> {
    let decimal = Decimal::new(text);
    let magnitude = decimal.magnitude()?;
    (!decimal.negative || magnitude == 0).then_some(magnitude)
}

/// The value of a plain integer of at most 18 digits, which is how most numbers are spelled.
#[inline]
fn small_integer(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut value = 0;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + i64::from(digit);
    }
    Some(if negative { -value } else { value })
}

/// A JSON number taken apart: `± 0.whole fraction × 10^exponent`.
#[derive(Clone, Debug)]
pub struct Decimal<'t> {
    negative: bool,
    /// Significant digits before the point, leading zeros gone, trailing ones too if no fraction follows.
    whole: &'t [u8],
    /// Significant digits behind the point, trailing zeros gone, leading ones too if nothing stands before.
    fraction: &'t [u8],
    /// The power of ten that the first significant digit stands one below.
    exponent: Exponent,
}

impl<'t> Decimal<'t> {
    /// Takes a JSON number apart. Text that is no JSON number gives some value, but never a panic.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let (negative, bytes) = match bytes {
            [b'-', rest @ ..] => (true, rest),
            _ => (false, bytes),
        };
        let (mantissa, exponent) = split(bytes, |byte| matches!(byte, b'e' | b'E'));
        let (whole, fraction) = split(mantissa, |byte| byte == b'.');
        let whole = without_leading_zeros(whole);
        let fraction = without_trailing_zeros(fraction);
        let (whole, fraction, shift) = if whole.is_empty() {
            let significant = without_leading_zeros(fraction);
            let zeros = fraction.len() - significant.len();
            (whole, significant, -(zeros as i128))
        } else {
            let shift = whole.len() as i128;
            let kept = if fraction.is_empty() {
                without_trailing_zeros(whole)
            } else {
                whole
            };
            (kept, fraction, shift)
        };
        if whole.is_empty() && fraction.is_empty() {
            // Zero has one form, whatever its sign and exponent.
            return Decimal {
                negative: false,
                whole,
                fraction,
                exponent: Exponent::Small(0),
            };
        }
        Decimal {
            negative,
            whole,
            fraction,
            exponent: Exponent::sum(exponent, shift),
        }
    }

    /// Whether the value is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.is_empty()
    }

    /// Whether the value has no fractional part.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        let digits = (self.whole.len() + self.fraction.len()) as i128;
        self.is_zero() || self.exponent.cmp(&Exponent::Small(digits)) != Ordering::Less
    }

    /// The value as an `i128`, if it is an integer that fits.
    #[must_use]
    pub fn to_i128(&self) -> Option<i128> {
        let magnitude = self.magnitude()?;
        if self.negative {
            0i128.checked_sub_unsigned(magnitude)
        } else {
            i128::try_from(magnitude).ok()
        }
    }

    fn magnitude(&self) -> Option<u128> {
        if !self.is_integer() {
            return None;
        }
        let Exponent::Small(exponent) = self.exponent else {
            return None;
        };
        // No `u128` has more than 39 digits, so this also bounds the loops.
        if exponent > 39 {
            return None;
        }
        let digits = self.whole.len() + self.fraction.len();
        let zeros = usize::try_from(exponent).ok()?.saturating_sub(digits);
        let mut value: u128 = 0;
        for digit in self.digits().chain(std::iter::repeat_n(b'0', zeros)) {
            value = value
                .checked_mul(10)?
                .checked_add(u128::from(digit.wrapping_sub(b'0')))?;
        }
        Some(value)
    }

    fn digits(&self) -> impl Iterator<Item = u8> + use<'t> {
        self.whole.iter().chain(self.fraction).copied()
    }

    fn cmp_magnitude(&self, other: &Self) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            // Trailing zeros are gone, so of two that start alike the longer is the greater.
            (false, false) => self
                .exponent
                .cmp(&other.exponent)
                .then_with(|| self.digits().cmp(other.digits())),
        }
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.cmp_magnitude(other),
            (true, true) => other.cmp_magnitude(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal<'_> {}

impl Hash for Decimal<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.negative.hash(state);
        self.digits().for_each(|digit| digit.hash(state));
        self.exponent.hash(state);
    }
}

/// A power of ten. `Small` holds all that the length of a text in memory can add up to, and 36 spelled digits.
#[derive(Clone, Debug)]
enum Exponent {
    Small(i128),
    Huge { negative: bool, digits: String },
}

impl Exponent {
    const SMALL_DIGITS: usize = 36;

    /// The spelled exponent (sign and digits, or nothing) plus a shift that is at most the length of a text.
    fn sum(spelled: &[u8], shift: i128) -> Self {
        let (negative, digits) = match spelled {
            [b'-', digits @ ..] => (true, digits),
            [b'+', digits @ ..] | digits => (false, digits),
        };
        let digits = without_leading_zeros(digits);
        if digits.len() <= Self::SMALL_DIGITS {
            let magnitude = digits.iter().fold(0, |value, byte| {
                value * 10 + i128::from(byte.wrapping_sub(b'0'))
            });
            return Exponent::Small(shift + if negative { -magnitude } else { magnitude });
        }
        // The magnitude is far greater than the shift, so the sign stays.
        Exponent::Huge {
            negative,
            digits: add_to_digits(digits, if negative { -shift } else { shift }),
        }
    }

    fn sign_and_digits(&self) -> (bool, String) {
        match self {
            Exponent::Small(value) => (*value < 0, value.unsigned_abs().to_string()),
            Exponent::Huge { negative, digits } => (*negative, digits.clone()),
        }
    }

    fn cmp(&self, other: &Self) -> Ordering {
        if let (Exponent::Small(left), Exponent::Small(right)) = (self, other) {
            return left.cmp(right);
        }
        let (left_negative, left) = self.sign_and_digits();
        let (right_negative, right) = other.sign_and_digits();
        let magnitudes = left.len().cmp(&right.len()).then_with(|| left.cmp(&right));
        match (left_negative, right_negative) {
            (false, false) => magnitudes,
            (true, true) => magnitudes.reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl Hash for Exponent {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            // The same value always hashes alike: only what exceeds an `i64` goes by its digits.
            Exponent::Small(value) if i64::try_from(*value).is_ok() => value.hash(state),
            _ => self.sign_and_digits().hash(state),
        }
    }
}

/// The decimal digits of `digits + addend`, which must not be negative.
fn add_to_digits(digits: &[u8], addend: i128) -> String {
    let mut sum: Vec<u8> = Vec::with_capacity(digits.len() + 1);
    let mut carry = addend;
    for byte in digits.iter().rev() {
        let column = i128::from(byte.wrapping_sub(b'0')) + carry;
        sum.push(b'0' + column.rem_euclid(10) as u8);
        carry = column.div_euclid(10);
    }
    while carry > 0 {
        sum.push(b'0' + (carry % 10) as u8);
        carry /= 10;
    }
    sum.reverse();
    without_leading_zeros(&sum)
        .iter()
        .map(|&byte| char::from(byte))
        .collect()
}

fn split(bytes: &[u8], at: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    match bytes.iter().position(|&byte| at(byte)) {
        Some(index) => (&bytes[..index], &bytes[index + 1..]),
        None => (bytes, &[]),
    }
}

fn without_leading_zeros(mut digits: &[u8]) -> &[u8] {
    while let [b'0', rest @ ..] = digits {
        digits = rest;
    }
    digits
}

fn without_trailing_zeros(mut digits: &[u8]) -> &[u8] {
    while let [rest @ .., b'0'] = digits {
        digits = rest;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::DefaultHasher;

    fn hash(text: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        Decimal::new(text).hash(&mut hasher);
        hasher.finish()
    }

    /// Ascending; the spellings in one entry have the same value.
    const ASCENDING: &[&[&str]] = &[
        &["-1e99999999999999999999999999999999999999999"],
        &["-1e400", "-10e399", "-0.1e401"],
        &["-12345678901234567890123"],
        &["-2", "-2.0", "-20e-1"],
        &["-1.5"],
        &["-1e-99999999999999999999999999999999999999999"],
        &[
            "0",
            "-0",
            "0.000",
            "-0e5",
            "0e99999999999999999999999999999999999999999999",
        ],
        &[
            "1e-99999999999999999999999999999999999999999",
            "0.01e-99999999999999999999999999999999999999997",
            "100e-100000000000000000000000000000000000000001",
        ],
        &["1e-99999999999999999999"],
        &["0.0999999"],
        &["0.1", "1e-1", "0.10", "0.01e1", "100e-3", "1E-01"],
        &["0.11"],
        &["1", "1.0", "10e-1", "0.1e1", "1e0", "1E+0", "1e-0"],
        &["1.0000000000000000000000000001"],
        &["9"],
        &["10", "1e1", "1.0e+1", "10.00"],
        &["9007199254740992"],
        &["999999999999999999"],
        &["1000000000000000000", "1e18"],
        &["12345678901234567890122.9"],
        &[
            "12345678901234567890123",
            "12345678901234567890123.0",
            "1.2345678901234567890123e22",
        ],
        &["1e400", "10e399"],
        &["1e99999999999999999999", "10e99999999999999999998"],
        &["1e999999999999999999999999999999999999"],
        &[
            "1e1000000000000000000000000000000000000",
            "10e999999999999999999999999999999999999",
        ],
        &[
            "1e1000000000000000000000000000000000001",
            "0.1e1000000000000000000000000000000000002",
        ],
    ];

    #[test]
    fn every_spelling_compares_by_value() {
        for (left_index, left) in ASCENDING.iter().enumerate() {
            for (right_index, right) in ASCENDING.iter().enumerate() {
                for left in *left {
                    for right in *right {
                        let expected = left_index.cmp(&right_index);
                        assert_eq!(cmp(left, right), expected, "{left} against {right}");
                        if expected == Ordering::Equal {
                            assert_eq!(hash(left), hash(right), "{left} and {right}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn integers_are_integers_by_value() {
        for text in [
            "0",
            "-0.0",
            "1.0",
            "10e-1",
            "1.50e1",
            "1e400",
            "-7",
            "0e-99",
            "1e99999999999999999999999999999999999999999999",
        ] {
            assert!(is_integer(text), "{text}");
        }
        for text in [
            "0.5",
            "1e-1",
            "15e-1",
            "1.05e1",
            "12345678901234567890123.1",
            "1e-99999999999999999999999999999999999999999999",
        ] {
            assert!(!is_integer(text), "{text}");
        }
    }

    #[test]
    fn integers_convert_up_to_the_last_one_that_fits() {
        assert_eq!(to_i128("1.0"), Some(1));
        assert_eq!(to_i128("-1200e-2"), Some(-12));
        assert_eq!(to_i128("1e38"), Some(10i128.pow(38)));
        assert_eq!(to_i128("1e39"), None);
        assert_eq!(to_i128("0.5"), None);
        assert_eq!(to_i128(&i128::MAX.to_string()), Some(i128::MAX));
        assert_eq!(to_i128(&i128::MIN.to_string()), Some(i128::MIN));
        assert_eq!(to_i128("170141183460469231731687303715884105728"), None);
        assert_eq!(to_u128(&u128::MAX.to_string()), Some(u128::MAX));
        assert_eq!(to_u128("340282366920938463463374607431768211456"), None);
        assert_eq!(to_u128("-0"), Some(0));
        assert_eq!(to_u128("-1"), None);
        assert_eq!(
            to_i128("1e99999999999999999999999999999999999999999999"),
            None
        );
    }

    #[test]
    fn exponents_add_with_carry() {
        assert_eq!(add_to_digits(b"999", 1), "1000");
        assert_eq!(add_to_digits(b"1000", -1), "999");
        assert_eq!(add_to_digits(b"5", 1234), "1239");
        assert_eq!(add_to_digits(b"1000", -12), "988");
    }

    #[test]
    fn text_that_is_no_number_never_panics() {
        for text in [
            "",
            "-",
            "e",
            ".",
            "-.e",
            "1e",
            "é",
            "NaN",
            "1e+-5",
            "--",
            "\u{0}e\u{7f}",
        ] {
            let _ = cmp(text, "1");
            let _ = is_integer(text);
            let _ = to_i128(text);
        }
    }
}
