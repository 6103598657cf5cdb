//! Contestants that all do the same: a row each, compared with the first.

use std::fmt;

use crate::rounds::{Contestant, Effort, measure};
use crate::table::{Table, grouped};

/// What came of measuring them.
pub struct Race {
    bytes: usize,
    /// Names and median nanoseconds.
    medians: Vec<(String, f64)>,
}

impl Race {
    /// Measures contestants that all read or write as many bytes.
    ///
    /// # Errors
    /// As [`measure`].
    pub fn run(
        mut contestants: Vec<Contestant<'_>>,
        bytes: usize,
        effort: Effort,
    ) -> Result<Self, String> {
        let medians = measure(&mut contestants, effort)?;
        let names = contestants.into_iter().map(|contestant| contestant.name);
        Ok(Race {
            bytes,
            medians: names.zip(medians).collect(),
        })
    }

    /// How many times as long one takes as another.
    ///
    /// # Errors
    /// There is no contestant of that name.
    pub fn ratio(&self, name: &str, base: &str) -> Result<f64, String> {
        Ok(self.median(name)? / self.median(base)?)
    }

    /// Median nanoseconds of a contestant.
    ///
    /// # Errors
    /// There is no contestant of that name.
    pub fn median(&self, name: &str) -> Result<f64, String> {
        let mut medians = self.medians.iter();
        let found = medians.find(|(known, _)| known == name);
        let (_, median) = found.ok_or_else(|| format!("nobody is called {name}"))?;
        Ok(*median)
    }
}

/// Nanoseconds, MB/s, and the ratio to the first.
impl fmt::Display for Race {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base = self.medians.first().map_or(f64::NAN, |(_, median)| *median);
        let mut table = Table::new(["", "ns", "MB/s", "ratio"]);
        for (name, median) in &self.medians {
            table.row([
                name.clone(),
                grouped(median.round() as usize),
                grouped((self.bytes as f64 * 1e3 / median).round() as usize),
                format!("{:.2}", median / base),
            ]);
        }
        table.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::Race;

    #[test]
    fn figures_are_of_all_bytes_and_the_first_row() {
        let race = Race {
            bytes: 3_000,
            medians: vec![("a".to_owned(), 2_000.0), ("b".to_owned(), 1_500.0)],
        };
        let table = race.to_string();
        let rows: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
            .collect();
        assert_eq!(rows[2], ["a", "2,000", "1,500", "1.00"]);
        assert_eq!(rows[3], ["b", "1,500", "2,000", "0.75"]);
        assert_eq!(race.ratio("b", "a"), Ok(0.75));
        assert_eq!(race.ratio("b", "c"), Err("nobody is called c".to_owned()));
    }
}
