//! The Gregorian calendar, extended backwards, as RFC 3339 uses it.

const DAYS_IN_400_YEARS: i64 = 146_097;

/// Days from the first of March to the first of each month, March first: so that a leap day is the last day of a year.
const DAYS_BEFORE_MONTH: [i64; 12] = [0, 31, 61, 92, 122, 153, 184, 214, 245, 275, 306, 337];

/// Days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;

#[inline]
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to that date, whose month must be 1 to 12.
#[inline]
pub(super) fn days_from_epoch(year: i64, month: u8, day: u8) -> i64 {
    // January and February belong to the year that began in the March before.
    let (year, month) = match month {
        0..=2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let before_month = DAYS_BEFORE_MONTH
        .get(usize::from(month))
        .copied()
        .unwrap_or(0);
    year * 365 + leap_days + before_month + i64::from(day) - 1 - EPOCH
}

/// Year, month and day of the date that many days after 1970-01-01.
pub(super) fn civil_date(days: i64) -> (i64, u8, u8) {
    // In 128 bits the shift cannot overflow, for any day.
    let days = i128::from(days) + i128::from(EPOCH);
    let cycle = days.div_euclid(DAYS_IN_400_YEARS.into()) as i64;
    let day_of_cycle = days.rem_euclid(DAYS_IN_400_YEARS.into()) as i64;
    // Take the leap days out, so that every year has 365 days: one every 1461 days but for three of four centuries.
    let leap_days =
        day_of_cycle / 1_460 - day_of_cycle / 36_524 + day_of_cycle / (DAYS_IN_400_YEARS - 1);
    let year_of_cycle = (day_of_cycle - leap_days) / 365;
    let day_of_year =
        day_of_cycle - (year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100);
    let month = DAYS_BEFORE_MONTH
        .partition_point(|&before| before <= day_of_year)
        .saturating_sub(1);
    let before_month = DAYS_BEFORE_MONTH.get(month).copied().unwrap_or(0);
    let day = (day_of_year - before_month + 1) as u8;
    let year = cycle * 400 + year_of_cycle;
    match month {
        0..=9 => (year, month as u8 + 3, day),
        _ => (year + 1, month as u8 - 9, day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_ten_thousand_years_follows_the_one_before() {
        let (mut year, mut month, mut day) = (0, 1, 1);
        let first = days_from_epoch(year, month, day);
        assert_eq!(days_from_epoch(1970, 1, 1), 0);
        assert_eq!(days_from_epoch(2000, 3, 1), 11_017);
        for days in first.. {
            assert_eq!(days_from_epoch(year, month, day), days);
            assert_eq!(civil_date(days), (year, month, day));
            day += 1;
            if day > days_in_month(year, month) {
                (day, month) = (1, month + 1);
            }
            if month > 12 {
                (month, year) = (1, year + 1);
            }
            if year > 9999 {
                break;
            }
        }
    }
}
