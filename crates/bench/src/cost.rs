//! What it costs to own: time to build a dependant, crates that it builds, size of its program, lines generated.

mod consumer;

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use bench_peers::TYPIFY_OUTPUT;

use crate::table::Table;
use consumer::{CONSUMERS, Consumer, ROOT};

/// Clean builds of each consumer, in turns.
const BUILDS: usize = 3;

/// A consumer that takes more seconds is built once.
const LONG: f64 = 90.0;

/// What Cargo is told besides: nothing, or to optimise over all crates.
const PROFILES: [(&str, &[(&str, &str)]); 2] = [
    ("release", &[]),
    (
        "fat LTO",
        &[
            ("CARGO_PROFILE_RELEASE_LTO", "fat"),
            ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1"),
        ],
    ),
];

/// Both tables, as Markdown. The consumers are built in a temporary folder, which is removed afterwards.
///
/// # Errors
/// A consumer that does not build or run.
pub fn measured() -> Result<Option<String>, Box<dyn Error>> {
    let folder = env::temp_dir().join(format!("typewright-bench-{}", std::process::id()));
    let built = built(&folder);
    fs::remove_dir_all(&folder)?;
    let mut text = String::new();
    write!(text, "### A dependant\n\n{}\n", built?)?;
    write!(text, "### Lines\n\n{}", lines()?)?;
    Ok(Some(text))
}

fn built(folder: &Path) -> Result<Table, Box<dyn Error>> {
    let consumers: Vec<Consumer> = CONSUMERS
        .iter()
        .map(|project| Consumer::create(project, folder))
        .collect::<Result<_, _>>()?;
    let mut columns = Vec::new();
    for (_, variables) in PROFILES {
        let mut built = vec![Built::default(); consumers.len()];
        for _ in 0..BUILDS {
            for (consumer, built) in consumers.iter().zip(&mut built) {
                if built.seconds.first().is_some_and(|seconds| *seconds > LONG) {
                    continue;
                }
                built.seconds.push(consumer.build(variables)?);
                built.bytes = consumer.size()?;
            }
        }
        columns.push(built);
    }
    let crates: Vec<(&str, usize)> = consumers
        .iter()
        .map(|consumer| Ok((consumer.name(), consumer.crates()?)))
        .collect::<Result<_, Box<dyn Error>>>()?;
    Ok(tabulated(&crates, &columns))
}

/// What came of building a consumer in one profile.
#[derive(Clone, Debug, Default)]
struct Built {
    /// Of each build.
    seconds: Vec<f64>,
    /// Of the program.
    bytes: u64,
}

impl Built {
    fn median(&self) -> f64 {
        let mut seconds = self.seconds.clone();
        seconds.sort_by(f64::total_cmp);
        seconds.get(seconds.len() / 2).copied().unwrap_or(f64::NAN)
    }
}

/// The table: names with their crates, and for each profile what came of building each. The first is the one without anything, and
/// the second the one that the others are compared with.
fn tabulated(consumers: &[(&str, usize)], columns: &[Vec<Built>]) -> Table {
    let mut headings = vec![String::new(), "crates".to_owned()];
    for (profile, _) in PROFILES {
        headings.extend([
            format!("build, {profile}: s"),
            "ratio".to_owned(),
            "KB more than without".to_owned(),
        ]);
    }
    let mut table = Table::new(headings);
    for (index, (name, crates)) in consumers.iter().enumerate() {
        let mut cells = vec![(*name).to_owned(), crates.to_string()];
        for column in columns {
            let [without, base, ..] = column.as_slice() else {
                continue;
            };
            let Some(built) = column.get(index) else {
                continue;
            };
            cells.extend([
                format!("{:.1}", built.median()),
                format!("{:.2}", built.median() / base.median()),
                (built.bytes.saturating_sub(without.bytes) / 1000).to_string(),
            ]);
        }
        table.row(cells);
    }
    table
}

/// Lines of source for the contract's lines.
fn lines() -> Result<Table, Box<dyn Error>> {
    let schema = lines_in(&Path::new(ROOT).join("schema/2026-04-01"), ".schema.json")?;
    let generated = Path::new(ROOT).join("generated/v2026_04_01");
    let mut table = Table::new(["", "lines", "for each of the contract's"]);
    table.row(["the contract", &schema.to_string(), ""]);
    for (name, lines) in [
        ("typify's output: types", TYPIFY_OUTPUT.lines().count()),
        ("ours: types", lines_in(&generated, "types.rs")?),
        ("ours: codec", lines_in(&generated, "codec.rs")?),
        ("ours: checks", lines_in(&generated, "checks.rs")?),
        ("ours: accept", lines_in(&generated, "accept.rs")?),
        ("ours: all", lines_in(&generated, ".rs")?),
    ] {
        let share = format!("{:.1}", lines as f64 / schema as f64);
        table.row([name.to_owned(), lines.to_string(), share]);
    }
    Ok(table)
}

/// The lines of the files in a folder whose names end so.
fn lines_in(folder: &Path, end: &str) -> Result<usize, Box<dyn Error>> {
    let mut lines = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.display().to_string().ends_with(end) {
            lines += fs::read_to_string(path)?.lines().count();
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::{Built, lines, tabulated};

    #[test]
    fn builds_are_compared_with_the_second_and_sizes_with_the_first() {
        let built = |seconds: [f64; 3], bytes| Built {
            seconds: seconds.to_vec(),
            bytes,
        };
        let column = vec![
            built([1.0, 1.0, 1.0], 300_000),
            built([20.0, 10.0, 30.0], 1_300_000),
            built([5.0, 4.0, 90.0], 500_000),
        ];
        let consumers = [("without", 1), ("base", 16), ("ours", 9)];
        let table = tabulated(&consumers, &[column.clone(), column]).to_string();
        let last = table.lines().last().expect("a row").trim_matches('|');
        let cells: Vec<&str> = last.split('|').map(str::trim).collect();
        assert_eq!(
            cells,
            ["ours", "9", "5.0", "0.25", "200", "5.0", "0.25", "200"]
        );
    }

    #[test]
    fn lines_are_counted() {
        let table = lines().expect("the contract and its code").to_string();
        let count = |row: &str| -> usize {
            let line = table
                .lines()
                .find(|line| line.starts_with(&format!("| {row}")))
                .expect(row);
            let cell = line.split('|').nth(2).expect("a figure");
            cell.trim().parse().expect("a number")
        };
        let parts = count("ours: types")
            + count("ours: codec")
            + count("ours: accept")
            + count("ours: checks");
        assert!(count("the contract") > 0);
        assert!(count("ours: all") > parts, "there is mod.rs, too");
    }
}
