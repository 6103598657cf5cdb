//! The table that a run ends with.

use std::fmt;

/// What became of the cases of one file, schema or collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Schemas that code was generated for.
    pub generated: usize,
    /// Schemas that the compiler refuses.
    pub refused: usize,
    /// Cases in all.
    pub cases: usize,
    /// Cases with nothing wrong.
    pub right: usize,
    /// Cases with something wrong that is not a known departure.
    pub wrong: usize,
    /// Cases with something wrong that is a known departure.
    pub departures: usize,
    /// Cases of schemas that the compiler refuses.
    pub not_generated: usize,
    /// Of the right ones: valid payloads that do not fit the type.
    pub unrepresentable: usize,
    /// Of the right ones: payloads that `check` was not asked about, since a parsed value would be another one.
    pub unchecked: usize,
    /// Of the right ones: payloads read and written back equal.
    pub round_trips: usize,
}

impl Tally {
    /// Whether every case was right.
    pub fn is_whole(&self) -> bool {
        self.right == self.cases
    }

    /// Adds another one.
    pub fn add(&mut self, other: &Tally) {
        self.generated += other.generated;
        self.refused += other.refused;
        self.cases += other.cases;
        self.right += other.right;
        self.wrong += other.wrong;
        self.departures += other.departures;
        self.not_generated += other.not_generated;
        self.unrepresentable += other.unrepresentable;
        self.unchecked += other.unchecked;
        self.round_trips += other.round_trips;
    }

    fn columns(&self) -> [usize; 10] {
        [
            self.generated,
            self.refused,
            self.cases,
            self.right,
            self.wrong,
            self.departures,
            self.not_generated,
            self.unrepresentable,
            self.unchecked,
            self.round_trips,
        ]
    }
}

const HEADINGS: [&str; 10] = [
    "generated",
    "refused",
    "cases",
    "right",
    "wrong",
    "departures",
    "not generated",
    "unrepresentable",
    "unchecked",
    "round trips",
];

/// Tallies by name, in the order of their making.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: Vec<(String, Tally)>,
}

impl Table {
    /// The tally with that name.
    pub fn row(&mut self, name: &str) -> &mut Tally {
        let index = match self.rows.iter().position(|(there, _)| there == name) {
            Some(index) => index,
            None => {
                self.rows.push((name.to_owned(), Tally::default()));
                self.rows.len() - 1
            }
        };
        &mut self.rows[index].1
    }

    /// The rows.
    pub fn rows(&self) -> &[(String, Tally)] {
        &self.rows
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.rows.iter().map(|(name, _)| name.len()).max();
        let width = width.unwrap_or(0);
        write!(f, "{:width$}", "")?;
        for heading in HEADINGS {
            write!(f, "  {heading}")?;
        }
        for (name, tally) in &self.rows {
            write!(f, "\n{name:width$}")?;
            for (heading, count) in HEADINGS.iter().zip(tally.columns()) {
                write!(f, "  {count:>width$}", width = heading.len())?;
            }
        }
        writeln!(f)
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn rows_stand_under_their_headings() {
        let mut table = Table::default();
        table.row("one").cases = 3;
        table.row("another").wrong = 12;
        table.row("one").right = 2;
        let text = table.to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        let end = lines[0].find("cases").expect("a heading") + "cases".len();
        assert!(lines[1][..end].ends_with("    3"), "{text}");
        assert!(lines[1].starts_with("one      "), "{text}");
        let end = lines[0].find("wrong").expect("a heading") + "wrong".len();
        assert!(lines[2][..end].ends_with("   12"), "{text}");
    }
}
