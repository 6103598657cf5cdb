//! A table of many schemas: the times of all contestants, how many times faster the last is than each other, and the means.

use crate::table::{Table, grouped};

/// The table as it grows.
pub struct Comparison {
    table: Table,
    /// Columns between the name and the ratios.
    plain: usize,
    /// For each contestant but the last, the logarithms of its ratios.
    logarithms: Vec<Vec<f64>>,
}

impl Comparison {
    /// An empty table: the names of what is told about a schema, and of the contestants.
    pub fn new(about: &[&str], contestants: &[&str]) -> Self {
        let others = contestants.len().saturating_sub(1);
        let mut headings = vec![String::new()];
        headings.extend(
            about
                .iter()
                .chain(contestants)
                .map(|name| (*name).to_owned()),
        );
        headings.extend(
            contestants
                .iter()
                .take(others)
                .map(|name| format!("than {name}: times")),
        );
        Comparison {
            table: Table::new(headings),
            plain: about.len() + contestants.len(),
            logarithms: vec![Vec::new(); others],
        }
    }

    /// Adds a schema.
    pub fn row(&mut self, name: &str, about: impl IntoIterator<Item = String>, times: &[f64]) {
        let mut cells = vec![name.to_owned()];
        cells.extend(about);
        cells.extend(times.iter().map(|time| grouped(time.round() as usize)));
        let last = times.last().copied().unwrap_or(f64::NAN);
        for (logarithms, time) in self.logarithms.iter_mut().zip(times) {
            let ratio = time / last;
            logarithms.push(ratio.ln());
            cells.push(format!("{ratio:.2}"));
        }
        self.table.row(cells);
    }

    /// The number of schemas.
    pub fn len(&self) -> usize {
        self.logarithms.first().map_or(0, Vec::len)
    }

    /// The geometric mean of how many times faster the last is than a contestant; nothing where there is no such one.
    pub fn mean(&self, contestant: usize) -> Option<f64> {
        let logarithms = self.logarithms.get(contestant)?;
        let sum: f64 = logarithms.iter().sum();
        (!logarithms.is_empty()).then(|| (sum / logarithms.len() as f64).exp())
    }

    /// The table with its last row, the geometric means.
    pub fn finish(mut self) -> Table {
        let mut cells = vec!["**geometric mean**".to_owned()];
        cells.extend(vec![String::new(); self.plain]);
        for contestant in 0..self.logarithms.len() {
            let mean = self.mean(contestant).unwrap_or(f64::NAN);
            cells.push(format!("**{mean:.2}**"));
        }
        self.table.row(cells);
        self.table
    }
}

#[cfg(test)]
mod tests {
    use super::Comparison;

    #[test]
    fn ratios_are_to_the_last_and_their_mean_is_geometric() {
        let mut comparison = Comparison::new(&["size"], &["a", "b", "c"]);
        comparison.row("x", ["7".to_owned()], &[40.0, 10.0, 20.0]);
        comparison.row("y", ["9".to_owned()], &[160.0, 10.0, 20.0]);
        assert_eq!(comparison.len(), 2);
        let table = comparison.finish().to_string();
        let rows: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
            .collect();
        assert_eq!(
            rows[0][1..],
            ["size", "a", "b", "c", "than a: times", "than b: times"]
        );
        assert_eq!(rows[2], ["x", "7", "40", "10", "20", "2.00", "0.50"]);
        assert_eq!(rows[4][5..], ["**4.00**", "**0.50**"]);
    }
}
