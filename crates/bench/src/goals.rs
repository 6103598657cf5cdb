//! What the project has set itself, beside what was measured.

use std::fmt;

use crate::table::Table;

/// The goals of one section.
pub struct Goals {
    table: Table,
}

impl Goals {
    /// None yet.
    pub fn new() -> Self {
        Goals {
            table: Table::new(["goal", "bound", "measured", ""]),
        }
    }

    /// A figure that should not be larger.
    pub fn at_most(&mut self, what: impl Into<String>, bound: f64, measured: f64) {
        let what = what.into();
        self.judge(
            what,
            format!("at most {bound:.2}"),
            measured,
            measured <= bound,
        );
    }

    /// A figure that should not be smaller.
    pub fn at_least(&mut self, what: impl Into<String>, bound: f64, measured: f64) {
        let what = what.into();
        self.judge(
            what,
            format!("at least {bound:.2}"),
            measured,
            measured >= bound,
        );
    }

    fn judge(&mut self, what: String, bound: String, measured: f64, is_met: bool) {
        let verdict = if is_met { "met" } else { "**missed**" };
        let measured = format!("{measured:.2}");
        self.table.row([what, bound, measured, verdict.to_owned()]);
    }
}

impl fmt::Display for Goals {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.table.fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::Goals;

    #[test]
    fn a_bound_is_met_or_missed() {
        let mut goals = Goals::new();
        goals.at_most("a", 0.5, 0.5);
        goals.at_most("b", 0.5, 0.51);
        goals.at_least("c", 4.0, 4.0);
        goals.at_least("d", 4.0, 3.99);
        let table = goals.to_string();
        let verdicts: Vec<bool> = table
            .lines()
            .skip(2)
            .map(|line| !line.contains("**missed**"))
            .collect();
        assert_eq!(verdicts, [true, false, true, false]);
    }
}
