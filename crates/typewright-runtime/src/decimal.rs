//! Numbers by decimal value, from their JSON text (RFC 8259 section 6), without rounding.
//!
//! A number is `± 0.d₁d₂…dₙ × 10ᵉ` with `d₁` and `dₙ` not zero; comparing that form digit by digit is exact for every
//! spelling, and needs an allocation only where the spelled exponent has more than 36 digits.

mod exponent;
mod multiple;

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use exponent::Exponent;

pub use multiple::is_multiple_of;

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

    /// Appends bytes that are the same for every spelling of the value, and for no other value: sign, significant digits,
    /// exponent.
    pub(crate) fn push_canonical(&self, bytes: &mut Vec<u8>) {
        let (negative, exponent) = self.exponent.sign_and_digits();
        bytes.push(if self.negative { b'-' } else { b'+' });
        bytes.extend(self.digits());
        bytes.push(if negative { b'e' } else { b'E' });
        bytes.extend_from_slice(exponent.as_bytes());
        bytes.push(b';');
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
mod tests;
