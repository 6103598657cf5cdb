//! Powers of ten, however far.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::without_leading_zeros;

/// A power of ten. `Small` holds all that the length of a text in memory can add up to, and 36 spelled digits.
#[derive(Clone, Debug)]
pub(super) enum Exponent {
    Small(i128),
    Huge { negative: bool, digits: String },
}

impl Exponent {
    const SMALL_DIGITS: usize = 36;

    /// The spelled exponent (sign and digits, or nothing) plus a shift that is at most the length of a text.
    pub(super) fn sum(spelled: &[u8], shift: i128) -> Self {
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

    /// The exponent plus a shift that is at most the length of a text.
    pub(super) fn plus(&self, shift: i128) -> Self {
        match self {
            Exponent::Small(value) => Exponent::Small(value + shift),
            Exponent::Huge { negative, digits } => Exponent::Huge {
                negative: *negative,
                digits: add_to_digits(digits.as_bytes(), if *negative { -shift } else { shift }),
            },
        }
    }

    pub(super) fn sign_and_digits(&self) -> (bool, String) {
        match self {
            Exponent::Small(value) => (*value < 0, value.unsigned_abs().to_string()),
            Exponent::Huge { negative, digits } => (*negative, digits.clone()),
        }
    }

    pub(super) fn cmp(&self, other: &Self) -> Ordering {
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
pub(super) fn add_to_digits(digits: &[u8], addend: i128) -> String {
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
