//! Tables as RESULTS.md has them.

use std::fmt;

/// A table: the first column names the row, the others are figures.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table with these headings.
    pub fn new<S: Into<String>>(headings: impl IntoIterator<Item = S>) -> Self {
        let headings = headings.into_iter().map(Into::into).collect();
        Table {
            rows: vec![headings],
        }
    }

    /// Adds a row.
    pub fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(|column| width(column).max(3)).collect();
        for (index, row) in self.rows.iter().enumerate() {
            for (column, width) in widths.iter().enumerate() {
                let cell = row.get(column).map_or("", String::as_str);
                match column {
                    0 => write!(formatter, "| {cell:<width$} |")?,
                    _ => write!(formatter, " {cell:>width$} |")?,
                }
            }
            writeln!(formatter)?;
            if index == 0 {
                for (column, width) in widths.iter().enumerate() {
                    match column {
                        0 => write!(formatter, "|{}|", "-".repeat(width + 2))?,
                        _ => write!(formatter, "{}:|", "-".repeat(width + 1))?,
                    }
                }
                writeln!(formatter)?;
            }
        }
        Ok(())
    }
}

/// `100,000`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::{Table, grouped};

    #[test]
    fn numbers_are_grouped() {
        let numbers = [1, 100, 1_000, 100_000_000].map(grouped);
        assert_eq!(numbers, ["1", "100", "1,000", "100,000,000"]);
    }

    #[test]
    fn columns_are_aligned() {
        let mut table = Table::new(["", "ns"]);
        table.row(["a reader", "12345"]);
        let expected = "|          |    ns |\n|----------|------:|\n| a reader | 12345 |\n";
        assert_eq!(table.to_string(), expected);
    }
}
