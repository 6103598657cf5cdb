//! How time grows with the payload: it should not, for each byte.

use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;

use bench_peers::derived::Owned;
use typewright_runtime::{Contract, Limits};
use wexio_webhooks::v2026_04_01::ChatCreated;

use crate::bulk;
use crate::contracts::growth::{IntegerMap, Nested, Unique};
use crate::contracts::list::ChatCreatedList;
use crate::contracts::{PATTERNS, Pattern};
use crate::payload;
use crate::rounds::{Contestant, Effort, measure};
use crate::table::Table;

const BYTES: &[usize] = &[1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
const MEMBERS: &[usize] = &[1, 10, 100, 1_000, 10_000];
const DEPTHS: &[usize] = &[1, 2, 8, 32, 64, Limits::DEFAULT_MAX_DEPTH];
const ITEMS: &[usize] = &[10, 100, 1_000, 10_000, 100_000];
const STRING_BYTES: &[usize] = &[1_000, 10_000, 100_000, 1_000_000];

/// What a row is about: reads a payload, and tells whether it accepts.
type Verdict = fn(&[u8]) -> bool;

/// All tables, as Markdown.
///
/// # Errors
/// A contestant that does not say of a payload what it should.
pub fn measured() -> Result<Option<String>, Box<dyn Error>> {
    let mut text = String::new();
    for (title, table) in [
        ("An array of events, by its bytes", events()?),
        ("An object, by its members", members()?),
        ("Nesting, by its depth", nesting()?),
        ("`uniqueItems`, by the number of items", unique()?),
        (
            "Strings that are hostile to a pattern, by their bytes",
            patterns()?,
        ),
    ] {
        write!(text, "### {title}\n\n{table}\n")?;
    }
    Ok(Some(text))
}

fn events() -> Result<Table, Box<dyn Error>> {
    let mut growth = Growth::new("", BYTES);
    let payloads: Vec<Vec<u8>> = BYTES
        .iter()
        .map(|bytes| bulk::array(*bytes))
        .collect::<Result<_, _>>()?;
    growth.row("from_slice", &payloads, |body| {
        ChatCreatedList::from_slice(body).is_ok()
    })?;
    growth.row("is_valid", &payloads, ChatCreatedList::is_valid)?;
    growth.row(
        "serde_json, derived types, nothing validated",
        &payloads,
        |body| serde_json::from_slice::<Vec<Owned>>(body).is_ok(),
    )?;
    Ok(growth.table)
}

fn members() -> Result<Table, Box<dyn Error>> {
    let mut growth = Growth::new("", MEMBERS);
    let maps = payloads(MEMBERS, |count| {
        let members: Vec<String> = (0..count)
            .map(|index| format!("\"name{index:05}\":{index}"))
            .collect();
        format!("{{{}}}", members.join(","))
    });
    growth.row("map, from_slice", &maps, |body| {
        IntegerMap::from_slice(body).is_ok()
    })?;
    growth.row("map, is_valid", &maps, IntegerMap::is_valid)?;
    let events: Vec<Vec<u8>> = MEMBERS
        .iter()
        .map(|count| payload::with_unknown(*count).map(String::into_bytes))
        .collect::<Result<_, _>>()?;
    growth.row("event and unknown members, from_slice", &events, |body| {
        ChatCreated::from_slice(body).is_ok()
    })?;
    growth.row(
        "event and unknown members, is_valid",
        &events,
        ChatCreated::is_valid,
    )?;
    Ok(growth.table)
}

fn nesting() -> Result<Table, Box<dyn Error>> {
    let mut growth = Growth::new("", DEPTHS);
    let objects = payloads(DEPTHS, |depth| {
        let open = "{\"child\":".repeat(depth - 1);
        format!("{open}{{}}{}", "}".repeat(depth - 1))
    });
    growth.row("recursive type, from_slice", &objects, |body| {
        Nested::from_slice(body).is_ok()
    })?;
    growth.row("recursive type, is_valid", &objects, Nested::is_valid)?;
    let arrays = payloads(DEPTHS, |depth| {
        format!("{}{}", "[".repeat(depth), "]".repeat(depth))
    });
    growth.row(
        "arrays in a list without types, from_slice",
        &arrays,
        |body| Unique::from_slice(body).is_ok(),
    )?;
    Ok(growth.table)
}

fn unique() -> Result<Table, Box<dyn Error>> {
    let mut growth = Growth::new("", ITEMS);
    for (name, item) in [
        (
            "integers",
            (|index| index.to_string()) as fn(usize) -> String,
        ),
        ("strings", |index| format!("\"item {index:06}\"")),
        ("objects", |index| {
            format!("{{\"a\":{{\"b\":[1,2]}},\"id\":{index}}}")
        }),
    ] {
        let arrays = payloads(ITEMS, |count| {
            let items: Vec<String> = (0..count).map(item).collect();
            format!("[{}]", items.join(","))
        });
        growth.row(name, &arrays, Unique::is_valid)?;
    }
    Ok(growth.table)
}

fn patterns() -> Result<Table, Box<dyn Error>> {
    let mut growth = Growth::new("", STRING_BYTES);
    for Pattern {
        pattern,
        hostile: [begin, repeated, end],
        is_valid,
    } in PATTERNS
    {
        let bytes = |bytes: usize| {
            let count = bytes / repeated.len();
            format!("\"{begin}{}{end}\"", repeated.repeat(count))
        };
        let name = format!("`{}`", pattern.replace('|', "\\|"));
        match is_valid {
            Ok(is_valid) => {
                growth.judged_row(&name, &payloads(STRING_BYTES, bytes), *is_valid, *is_valid)?
            }
            Err(reason) => growth.table.row([name, (*reason).to_owned()]),
        }
    }
    Ok(growth.table)
}

fn payloads(sizes: &[usize], payload: impl Fn(usize) -> String) -> Vec<Vec<u8>> {
    sizes
        .iter()
        .map(|size| payload(*size).into_bytes())
        .collect()
}

/// A table of nanoseconds a byte: a column a size, a row a way to read.
struct Growth {
    table: Table,
}

impl Growth {
    fn new(heading: &str, sizes: &[usize]) -> Self {
        let sizes = sizes.iter().map(|size| grouped(*size));
        Growth {
            table: Table::new([heading.to_owned()].into_iter().chain(sizes)),
        }
    }

    /// Measures valid payloads of all sizes, taking turns.
    fn row(&mut self, name: &str, payloads: &[Vec<u8>], verdict: Verdict) -> Result<(), String> {
        self.judged_row(name, payloads, verdict, |_| true)
    }

    /// Measures payloads of all sizes, taking turns, each with the verdict that is expected of it.
    fn judged_row(
        &mut self,
        name: &str,
        payloads: &[Vec<u8>],
        verdict: Verdict,
        expected: Verdict,
    ) -> Result<(), String> {
        let mut contestants: Vec<Contestant<'_>> = payloads
            .iter()
            .map(|body| {
                let contestant = Contestant::new(name, move || verdict(black_box(body)));
                contestant.expecting(expected(body))
            })
            .collect();
        let medians = measure(&mut contestants, Effort::COARSE)?;
        let figures = medians.iter().zip(payloads);
        let figures = figures.map(|(median, body)| format!("{:.2}", median / body.len() as f64));
        self.table.row([name.to_owned()].into_iter().chain(figures));
        Ok(())
    }
}

/// `100,000`.
fn grouped(number: usize) -> String {
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
    use super::{DEPTHS, Nested, grouped, payloads};
    use typewright_runtime::Contract;

    #[test]
    fn numbers_are_grouped() {
        let numbers = [1, 100, 1_000, 100_000_000].map(grouped);
        assert_eq!(numbers, ["1", "100", "1,000", "100,000,000"]);
    }

    #[test]
    fn the_deepest_payload_is_at_the_limit() {
        let deepest = DEPTHS[DEPTHS.len() - 1];
        let nested = |depth| {
            format!(
                "{}{{}}{}",
                "{\"child\":".repeat(depth - 1),
                "}".repeat(depth - 1)
            )
        };
        let bodies = payloads(&[deepest, deepest + 1], nested);
        assert!(Nested::is_valid(&bodies[0]));
        assert!(!Nested::is_valid(&bodies[1]));
    }
}
