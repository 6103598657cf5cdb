//! The spellings that webhooks use, decided a word at a time: `2026-04-24T14:02:10Z` and `2026-04-24T14:02:10.000Z`.
//!
//! Only a shortcut: whatever is not accepted here is decided by [`Parts`](super::fields::Parts).

use super::calendar::days_in_month;

/// The length of a date-time at the beginning of the text that is spelled in one of the two ways, or `None` for every
/// other text.
#[inline]
pub(crate) fn utc_date_time_length(text: &[u8]) -> Option<usize> {
    let head = text.first_chunk::<20>()?;
    if !is_date_and_time(head) {
        return None;
    }
    match head[19] {
        b'Z' => Some(20),
        b'.' => match text.get(20..24)? {
            [a, b, c, b'Z'] if [a, b, c].iter().all(|byte| byte.is_ascii_digit()) => Some(24),
            _ => None,
        },
        _ => None,
    }
}

#[inline(always)]
fn is_date_and_time(head: &[u8; 20]) -> bool {
    let (Some(date), Some(time)) = (
        head.first_chunk::<8>(),
        head.get(11..).and_then(|rest| rest.first_chunk::<8>()),
    ) else {
        return false;
    };
    let (Some(date), Some(time)) = (
        numbers(u64::from_le_bytes(*date), *b"0000-00-"),
        numbers(u64::from_le_bytes(*time), *b"00:00:00"),
    ) else {
        return false;
    };
    let [tens, ones] = [head[8], head[9]].map(|byte| byte.wrapping_sub(b'0'));
    if tens > 9 || ones > 9 || head[10] != b'T' {
        return false;
    }
    let day = tens * 10 + ones;
    let month = number(date, 5);
    // A leap second is rare enough for the long way.
    let time_is_right = number(time, 0) <= 23 && number(time, 3) <= 59 && number(time, 6) <= 59;
    time_is_right
        && (1..=12).contains(&month)
        && day >= 1
        && (day <= 28 || day <= last_day(date, month))
}

/// The last day of the month; the year comes from the date.
fn last_day(date: u64, month: u8) -> u8 {
    let year = i64::from(number(date, 0)) * 100 + i64::from(number(date, 2));
    days_in_month(year, month)
}

/// Eight bytes that look like the pattern, in which `0` stands for any digit: at the index of the first of two digits that
/// follow one another, the number that they spell.
#[inline]
fn numbers(bytes: u64, pattern: [u8; 8]) -> Option<u64> {
    const TOPS: u64 = 0x8080_8080_8080_8080;
    // What added to a digit's value, or to the nothing that is left of a separator, reaches the top bit if it is too much.
    let room = pattern.map(|byte| if byte == b'0' { 0x7F - 9 } else { 0x7F });
    let values = bytes ^ u64::from_le_bytes(pattern);
    // A sum can spill into the byte above only from one whose own top bit is set.
    let too_much = (values.wrapping_add(u64::from_le_bytes(room)) | values) & TOPS;
    (too_much == 0).then(|| values.wrapping_mul(10).wrapping_add(values >> 8))
}

#[inline]
fn number(numbers: u64, index: usize) -> u8 {
    (numbers >> (index * 8)) as u8
}

#[cfg(test)]
mod tests {
    use super::super::fields::Parts;
    use super::utc_date_time_length;

    /// What is accepted, the long way accepts too, and the other way round for the two spellings.
    #[test]
    fn the_short_way_agrees_with_the_long_one() {
        let spelled = ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59.123Z"];
        let agree = |text: &[u8]| {
            let short = utc_date_time_length(text) == Some(text.len());
            let long = Parts::new(text).is_some();
            let plain =
                text.get(17..19) != Some(b"60") && text[10] == b'T' && text.last() == Some(&b'Z');
            assert_eq!(short, long && plain, "{:?}", String::from_utf8_lossy(text));
        };
        for text in spelled {
            agree(text.as_bytes());
            // Every byte at every place.
            for index in 0..text.len() {
                for byte in 0..=255 {
                    let mut bytes = text.as_bytes().to_vec();
                    bytes[index] = byte;
                    agree(&bytes);
                }
            }
        }
        // Every number at every place of two digits.
        for index in [0, 2, 5, 8, 11, 14, 17] {
            for number in 0..100 {
                for text in [
                    "2023-02-11T00:00:00Z",
                    "1900-01-29T00:00:00Z",
                    "2000-11-31T10:10:10Z",
                ] {
                    let mut bytes = text.as_bytes().to_vec();
                    bytes[index..index + 2].copy_from_slice(format!("{number:02}").as_bytes());
                    agree(&bytes);
                }
            }
        }
    }

    #[test]
    fn what_follows_does_not_count() {
        assert_eq!(utc_date_time_length(b"2024-02-29T23:59:59Z\""), Some(20));
        assert_eq!(
            utc_date_time_length(b"2024-02-29T23:59:59.123Z\""),
            Some(24)
        );
        assert_eq!(utc_date_time_length(b"2024-02-29T23:59:59.12\"Z"), None);
        assert_eq!(utc_date_time_length(b"2024-02-29T23:59:59.12Z"), None);
        assert_eq!(utc_date_time_length(b"2024-02-29T23:59:59"), None);
    }
}
