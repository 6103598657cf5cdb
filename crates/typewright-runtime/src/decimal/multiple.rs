//! Divisibility of decimals (JSON Schema 2020-12 validation, section 6.2.1), without rounding.

use std::cmp::Ordering;

use super::{small_integer, Decimal};

/// Whether one JSON number divided by another is an integer, exactly, for every spelling of both.
///
/// The time grows with the length of the number's text, not with its exponent. Zero is a multiple of every number, and the
/// only one of zero, which no schema may name. Both texts must be JSON numbers; other text gives some answer, but never a
/// panic.
#[must_use]
pub fn is_multiple_of(number: &str, divisor: &str) -> bool {
    if let (Some(number), Some(divisor)) = (small_integer(number), small_integer(divisor)) {
        if let Some(remainder) = number.checked_rem(divisor) {
            return remainder == 0;
        }
    }
    Decimal::new(number).is_multiple_of(&Decimal::new(divisor))
}

impl Decimal<'_> {
    /// Whether this divided by the divisor is an integer.
    #[must_use]
    pub fn is_multiple_of(&self, divisor: &Self) -> bool {
        if self.is_zero() || divisor.is_zero() {
            return self.is_zero();
        }
        // Both are an integer that does not end in zero, `m` and `n`, times a power of ten, so the question is whether `n`
        // divides `m × 10ᵏ`. For a negative `k` it does not: `n × 10⁻ᵏ` would end in zero, and `m` does not.
        let Some(zeros) = self.zeros_over(divisor) else {
            return false;
        };
        let digits = self.digit_values().chain(std::iter::repeat_n(0, zeros));
        match divisor.small_significand() {
            Some(divisor) => {
                let next = |rest: u64, digit| (rest * 10 + u64::from(digit)) % divisor;
                digits.fold(0, next) == 0
            }
            None => divides_long(&divisor.digit_values().collect::<Vec<_>>(), digits),
        }
    }

    /// By how many powers of ten the last significant digit stands above that of another decimal, or `None` if it stands
    /// below. More than it takes to make up for every factor of two and five in the other's significand are left out.
    fn zeros_over(&self, other: &Self) -> Option<usize> {
        // A significand of d digits has fewer than 4d factors of two, and fewer of five.
        let enough = other.digit_count() * 4;
        let shift = other.digit_count() as i128 - self.digit_count() as i128;
        let last = self.exponent.plus(shift);
        if last.cmp(&other.exponent) == Ordering::Less {
            return None;
        }
        let reaches =
            |zeros: usize| last.cmp(&other.exponent.plus(zeros as i128)) != Ordering::Less;
        if reaches(enough) {
            return Some(enough);
        }
        let (mut reached, mut missed) = (0, enough);
        while missed - reached > 1 {
            let middle = reached + (missed - reached) / 2;
            if reaches(middle) {
                reached = middle;
            } else {
                missed = middle;
            }
        }
        Some(reached)
    }

    /// The significant digits, 0 to 9 each, whatever the text.
    fn digit_values(&self) -> impl Iterator<Item = u8> + use<'_> {
        self.digits().map(|byte| byte.wrapping_sub(b'0').min(9))
    }

    fn digit_count(&self) -> usize {
        self.whole.len() + self.fraction.len()
    }

    /// The significant digits as an integer, if it leaves room for one more digit in a `u64`.
    fn small_significand(&self) -> Option<u64> {
        let next = |value, digit| value * 10 + u64::from(digit);
        (self.digit_count() <= 18).then(|| self.digit_values().fold(0, next))
    }
}

/// Long division, digit by digit: whether nothing is left. The divisor's first digit is not zero.
fn divides_long(divisor: &[u8], digits: impl Iterator<Item = u8>) -> bool {
    // The rest has one digit more than the divisor, most significant first.
    let mut rest = vec![0; divisor.len() + 1];
    for digit in digits {
        rest.rotate_left(1);
        if let Some(last) = rest.last_mut() {
            *last = digit;
        }
        while !is_less(&rest, divisor) {
            subtract(&mut rest, divisor);
        }
    }
    rest.iter().all(|digit| *digit == 0)
}

fn is_less(rest: &[u8], divisor: &[u8]) -> bool {
    match rest.split_first() {
        Some((0, rest)) => rest < divisor,
        _ => false,
    }
}

fn subtract(rest: &mut [u8], divisor: &[u8]) {
    let mut borrow = 0;
    let subtrahend = divisor.iter().rev().copied().chain([0]);
    for (digit, less) in rest.iter_mut().rev().zip(subtrahend) {
        let less = less + borrow;
        borrow = u8::from(*digit < less);
        *digit = *digit + borrow * 10 - less;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_do_not_matter() {
        for (number, divisor) in [
            ("0", "7"),
            ("-0.0", "0.3"),
            ("0e99999999999999999999999999999999999999999999", "3"),
            ("9", "3"),
            ("-9", "3"),
            ("9.0", "3"),
            ("90e-1", "0.3e1"),
            ("0.0075", "0.0001"),
            ("0.3", "0.1"),
            ("1.1", "0.1"),
            ("19.99", "0.01"),
            ("12391239123", "1e-8"),
            ("1e308", "0.5"),
            ("1e400", "1"),
            ("3e400", "3"),
            ("1e999999999", "0.00048828125"),
            ("1e99999999999999999999999999999999999999999999", "1024"),
            ("36893488147419103232", "18446744073709551616"),
            ("12345678901234567890123", "12345678901234567890123"),
            ("24691357802469135780246", "12345678901234567890123"),
            ("1e80", "1208925819614629174706176"),
            (
                "3e-99999999999999999999999999999999999999999999",
                "1.5e-99999999999999999999999999999999999999999999",
            ),
            (
                "5e-99999999999999999999999999999999999999999991",
                "1024e-100000000000000000000000000000000000000000001",
            ),
        ] {
            assert!(is_multiple_of(number, divisor), "{number} of {divisor}");
        }
        for (number, divisor) in [
            ("1", "2"),
            ("7", "3"),
            ("35", "1.5"),
            ("0.00751", "0.0001"),
            ("0.35", "0.1"),
            ("1e-9", "1e-8"),
            ("1e400", "3"),
            ("1e999999999", "3"),
            ("1e-999999999", "1"),
            ("5", "1e999999999"),
            ("36893488147419103233", "18446744073709551616"),
            ("12345678901234567890124", "12345678901234567890123"),
            ("1e79", "1208925819614629174706176"),
            (
                "1e-99999999999999999999999999999999999999999999",
                "1e-99999999999999999999999999999999999999999998",
            ),
            (
                "3e-99999999999999999999999999999999999999999990",
                "5e-99999999999999999999999999999999999999999990",
            ),
            (
                "5e-99999999999999999999999999999999999999999992",
                "1024e-100000000000000000000000000000000000000000001",
            ),
            ("1e400", "123456789e-9"),
            ("1", "0"),
        ] {
            assert!(!is_multiple_of(number, divisor), "{number} of {divisor}");
        }
    }

    #[test]
    fn both_ways_of_dividing_agree_with_integers() {
        for number in (0u64..400).chain([u64::MAX, u64::MAX - 5, 1 << 63, 10u64.pow(19)]) {
            for divisor in (1u64..60).chain([1_000_003, 1 << 40, 10u64.pow(17)]) {
                let expected = number % divisor == 0;
                let (number, divisor) = (number.to_string(), divisor.to_string());
                let digits = |text: &str| text.bytes().map(|byte| byte - b'0').collect::<Vec<_>>();
                assert_eq!(
                    divides_long(&digits(&divisor), digits(&number).into_iter()),
                    expected,
                    "{number} of {divisor}"
                );
                for (number, divisor) in [
                    (number.clone(), divisor.clone()),
                    (format!("-{number}e-3"), format!("{divisor}.0e-3")),
                    (
                        format!("{number}00e5"),
                        format!("0.00{divisor}e{}", divisor.len() + 9),
                    ),
                ] {
                    assert_eq!(
                        is_multiple_of(&number, &divisor),
                        expected,
                        "{number} of {divisor}"
                    );
                }
            }
        }
    }

    #[test]
    fn exponents_cost_no_time() {
        let number = format!("{}e{}", "9".repeat(10_000), "9".repeat(10_000));
        assert!(is_multiple_of(&number, "0.03"));
        assert!(!is_multiple_of(&number, "7e10"));
    }

    #[test]
    fn text_that_is_no_number_never_panics() {
        for text in ["", "-", "e", ".", "-.e", "1e", "é", "NaN", "1e+-5", "0"] {
            let _ = is_multiple_of(text, "3");
            let _ = is_multiple_of("3", text);
            let _ = is_multiple_of("3.5", text);
        }
    }
}
