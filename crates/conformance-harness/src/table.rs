//! The table that a run ends with.

use std::fmt;
use std::ops::AddAssign;

use serde::Serialize;

use crate::catalog::Shares;

/// What became of the cases of one file, schema or collection.
///
/// Each case is one of: right, wrong, departure, unrepresentable, not generated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Schemas.
    pub schemas: usize,
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
    /// Valid payloads that do not fit the type, and nothing wrong.
    pub unrepresentable: usize,
    /// Cases of schemas that the compiler refuses.
    pub not_generated: usize,
    /// Cases that `check` is right about.
    pub check: usize,
    /// Cases that `from_slice` is right about.
    pub from_slice: usize,
    /// Valid payloads that are read and written back equal.
    pub round_trips: usize,
    /// Positions and rules of the schemas.
    pub shares: Shares,
}

impl Tally {
    /// Whether every case was right.
    pub fn is_whole(&self) -> bool {
        self.right == self.cases
    }

    fn cells(&self) -> [String; COLUMNS.len()] {
        let Shares {
            positions,
            opaque,
            rules,
            residue,
        } = self.shares;
        [
            self.schemas.to_string(),
            self.refused.to_string(),
            self.cases.to_string(),
            self.right.to_string(),
            self.wrong.to_string(),
            self.departures.to_string(),
            self.unrepresentable.to_string(),
            self.not_generated.to_string(),
            self.check.to_string(),
            self.from_slice.to_string(),
            self.round_trips.to_string(),
            percent(opaque, positions),
            percent(residue, rules),
        ]
    }
}

impl AddAssign<&Tally> for Tally {
    fn add_assign(&mut self, other: &Tally) {
        self.schemas += other.schemas;
        self.refused += other.refused;
        self.cases += other.cases;
        self.right += other.right;
        self.wrong += other.wrong;
        self.departures += other.departures;
        self.unrepresentable += other.unrepresentable;
        self.not_generated += other.not_generated;
        self.check += other.check;
        self.from_slice += other.from_slice;
        self.round_trips += other.round_trips;
        self.shares.positions += other.shares.positions;
        self.shares.opaque += other.shares.opaque;
        self.shares.rules += other.shares.rules;
        self.shares.residue += other.shares.residue;
    }
}

fn percent(part: usize, whole: usize) -> String {
    match whole {
        0 => "-".to_owned(),
        _ => format!("{:.2} %", part as f64 * 100.0 / whole as f64),
    }
}

const COLUMNS: [&str; 13] = [
    "schemas",
    "refused",
    "cases",
    "right",
    "wrong",
    "departures",
    "unrepresentable",
    "not generated",
    "check",
    "from_slice",
    "round trips",
    "opaque",
    "residue",
];

/// Tallies by name, in the order of their making; written as a table in Markdown.
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

    /// Those of the rows that a person looks for.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&str, &Tally) -> bool) -> Table {
        let rows = self.rows.iter();
        Table {
            rows: rows
                .filter(|(name, tally)| wanted(name, tally))
                .cloned()
                .collect(),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.rows.iter().map(|(name, _)| name.chars().count());
        let first = names.max().unwrap_or(0);
        let cells: Vec<_> = self.rows.iter().map(|(_, tally)| tally.cells()).collect();
        let width = |column: usize| {
            let widths = cells.iter().map(|cells| cells[column].len());
            widths.fold(COLUMNS[column].len(), usize::max)
        };
        write!(f, "| {:first$} |", "")?;
        for (column, heading) in COLUMNS.iter().enumerate() {
            write!(f, " {heading:>width$} |", width = width(column))?;
        }
        write!(f, "\n|{:-<1$}|", "", first + 2)?;
        for column in 0..COLUMNS.len() {
            write!(f, "{:-<1$}:|", "", width(column) + 1)?;
        }
        for ((name, _), cells) in self.rows.iter().zip(&cells) {
            write!(f, "\n| {name:first$} |")?;
            for (column, cell) in cells.iter().enumerate() {
                write!(f, " {cell:>width$} |", width = width(column))?;
            }
        }
        writeln!(f)
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, Tally};

    #[test]
    fn rows_stand_under_their_headings() {
        let mut table = Table::default();
        table.row("one").cases = 3;
        table.row("another").wrong = 12;
        table.row("one").right = 2;
        let text = table.to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4);
        assert!(
            lines.iter().all(|line| line.len() == lines[0].len()),
            "{text}"
        );
        let end = lines[0].find("cases").expect("a heading") + "cases".len();
        assert!(lines[2][..end].ends_with("    3"), "{text}");
        assert!(lines[2].starts_with("| one     |"), "{text}");
        let end = lines[0].find("wrong").expect("a heading") + "wrong".len();
        assert!(lines[3][..end].ends_with("   12"), "{text}");
    }

    #[test]
    fn shares_are_of_what_adds_up() {
        let mut sum = Tally::default();
        for (opaque, positions) in [(1, 10), (0, 30)] {
            let mut tally = Tally::default();
            tally.shares.opaque = opaque;
            tally.shares.positions = positions;
            sum += &tally;
        }
        let mut table = Table::default();
        *table.row("sum") = sum;
        table.row("all").shares.positions = 1;
        table.row("all").shares.opaque = 1;
        let text = table.to_string();
        assert!(text.contains("|   2.50 % |"), "{text}");
        assert!(text.contains("| 100.00 % |"), "{text}");
    }
}
