//! Dates and times as RFC 3339 spells them.

use super::calendar::{days_from_epoch, days_in_month};
use super::utc::utc_date_time_length;

/// The numbers in a date-time text.
pub(super) struct Parts<'t> {
    /// Minutes from 1970-01-01T00:00Z to the minute named, in UTC.
    pub(super) minute: i64,
    /// 60 in a leap second.
    pub(super) second: i64,
    /// The digits behind the point.
    pub(super) fraction: &'t [u8],
    /// Minutes that local time is ahead of UTC.
    pub(super) offset: i64,
}

impl<'t> Parts<'t> {
    #[inline]
    pub(super) fn new(text: &'t [u8]) -> Option<Self> {
        let (head, tail) = text.split_first_chunk::<19>()?;
        let year = i64::from(two(head, 0)?) * 100 + i64::from(two(head, 2)?);
        let month = two(head, 5)?;
        let day = two(head, 8)?;
        let hour = two(head, 11)?;
        let minute = two(head, 14)?;
        let second = two(head, 17)?;
        let separated = head[4] == b'-'
            && head[7] == b'-'
            && matches!(head[10], b'T' | b't')
            && head[13] == b':'
            && head[16] == b':';
        let in_range = (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour <= 23
            && minute <= 59
            && second <= 60;
        if !(separated && in_range) {
            return None;
        }
        let (fraction, zone) = fraction_and_zone(tail)?;
        let offset = zone_offset(zone)?;
        let day_minute = i64::from(hour) * 60 + i64::from(minute) - offset;
        if second == 60 && !ends_a_day(day_minute) {
            return None;
        }
        Some(Parts {
            minute: days_from_epoch(year, month, day) * 24 * 60 + day_minute,
            second: i64::from(second),
            fraction,
            offset,
        })
    }
}

/// The value of the two digits at an index.
#[inline]
fn two<const N: usize>(text: &[u8; N], at: usize) -> Option<u8> {
    let tens = text[at].wrapping_sub(b'0');
    let ones = text[at + 1].wrapping_sub(b'0');
    (tens <= 9 && ones <= 9).then(|| tens * 10 + ones)
}

#[inline]
fn fraction_and_zone(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let [b'.', digits @ ..] = text else {
        return Some((&[], text));
    };
    let length = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    (length > 0).then(|| digits.split_at(length))
}

/// Minutes that the zone is ahead of UTC.
#[inline]
fn zone_offset(zone: &[u8]) -> Option<i64> {
    match *zone {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let digits = [h1, h2, m1, m2].map(|byte| i64::from(byte.wrapping_sub(b'0')));
            let [h1, h2, m1, m2] = digits;
            let (hours, minutes) = (h1 * 10 + h2, m1 * 10 + m2);
            let in_range = digits.iter().all(|digit| *digit <= 9) && hours <= 23 && minutes <= 59;
            let offset = hours * 60 + minutes;
            in_range.then_some(if sign == b'-' { -offset } else { offset })
        }
        _ => None,
    }
}

/// Whether a text is an RFC 3339 date-time.
///
/// That is: `T` or `t` between date and time, `Z`, `z` or an offset of at most 23:59 behind it, a day that its month has,
/// a second of 60 only where UTC is 23:59:60, and any number of digits behind a point, but at least one.
#[inline]
#[must_use]
pub fn is_date_time(text: &str) -> bool {
    utc_date_time_length(text.as_bytes()) == Some(text.len())
        || Parts::new(text.as_bytes()).is_some()
}

/// Whether a text is an RFC 3339 full-date: year, month and a day that the month has, such as `2024-02-29`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let Ok(text) = <&[u8; 10]>::try_from(text.as_bytes()) else {
        return false;
    };
    let date = || {
        let year = i64::from(two(text, 0)?) * 100 + i64::from(two(text, 2)?);
        Some((year, two(text, 5)?, two(text, 8)?))
    };
    date().is_some_and(|(year, month, day)| {
        text[4] == b'-'
            && text[7] == b'-'
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
    })
}

/// Whether a text is an RFC 3339 full-time, such as `14:02:10.5+02:00`: what [`is_date_time`] allows behind the `T`.
#[must_use]
pub fn is_time(text: &str) -> bool {
    let time = || {
        let (head, tail) = text.as_bytes().split_first_chunk::<8>()?;
        let (hour, minute, second) = (two(head, 0)?, two(head, 3)?, two(head, 6)?);
        let separated = head[2] == b':' && head[5] == b':';
        let (_, zone) = fraction_and_zone(tail)?;
        let day_minute = i64::from(hour) * 60 + i64::from(minute) - zone_offset(zone)?;
        Some(
            separated
                && hour <= 23
                && minute <= 59
                && (second <= 59 || second == 60 && ends_a_day(day_minute)),
        )
    };
    time().unwrap_or(false)
}

/// Whether a minute, in minutes from the begin of some day of UTC, is the last one of a day: only then is there a leap
/// second, whatever the local time.
fn ends_a_day(minute: i64) -> bool {
    minute.rem_euclid(24 * 60) == 24 * 60 - 1
}
