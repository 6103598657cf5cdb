//! How time grows with the payload: it should not, for each byte.

use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;

use bench_peers::derived::Owned;
use typewright_runtime::{Contract, Limits};
use wexio_webhooks::v2026_04_01::ChatCreated;

use crate::bulk;
use crate::contracts::declared::Root as Declared;
use crate::contracts::growth::{IntegerMap, Nested, Unique};
use crate::contracts::list::ChatCreatedList;
use crate::contracts::{PATTERNS, Pattern};
use crate::payload;
use crate::rounds::{Contestant, Effort, median, times};
use crate::table::{Table, grouped};

const BYTES: &[usize] = &[1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];
const MEMBERS: &[usize] = &[1, 10, 100, 1_000, 10_000];
/// Of as many as the last that are declared.
const DECLARED: &[usize] = &[1, 10, 100, 400];
const DEPTHS: &[usize] = &[1, 2, 8, 32, 64, Limits::DEFAULT_MAX_DEPTH];
const ITEMS: &[usize] = &[10, 100, 1_000, 10_000, 100_000];
const STRING_BYTES: &[usize] = &[1_000, 10_000, 100_000, 1_000_000];

/// A payload of more bytes is read few times.
const LARGE: usize = 2_000_000;

/// The sizes of a row are measured in so many laps, so that a slow moment of the machine does not look like growth.
const LAPS: usize = 5;

/// What a row is about: reads a payload, and tells whether it accepts.
type Verdict = fn(&[u8]) -> bool;

/// The text of an array's item, by its index.
type Item = fn(usize) -> String;

/// All tables, as Markdown.
///
/// # Errors
/// A contestant that does not say of a payload what it should.
pub fn measured() -> Result<Option<String>, Box<dyn Error>> {
    let mut text = String::new();
    for (title, table) in [
        ("An array of events, by its bytes", events()?),
        ("An object, by its members", members()?),
        ("An object, by its declared members", declared()?),
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
    let mut growth = Growth::new(BYTES);
    let arrays = BYTES.iter().map(|bytes| bulk::array(*bytes));
    let arrays: Vec<Vec<u8>> = arrays.collect::<Result<_, _>>()?;
    growth.rows(
        &arrays,
        &[
            ("from_slice", |body| {
                ChatCreatedList::from_slice(body).is_ok()
            }),
            ("is_valid", ChatCreatedList::is_valid),
            ("serde_json, derived types, nothing validated", |body| {
                serde_json::from_slice::<Vec<Owned>>(body).is_ok()
            }),
        ],
    )?;
    Ok(growth.table)
}

fn members() -> Result<Table, Box<dyn Error>> {
    let mut growth = Growth::new(MEMBERS);
    let maps = payloads(MEMBERS, |count| named_integers(0..count));
    growth.rows(
        &maps,
        &[
            ("map, from_slice", |body| {
                IntegerMap::from_slice(body).is_ok()
            }),
            ("map, is_valid", IntegerMap::is_valid),
        ],
    )?;
    let events = MEMBERS.iter().map(|count| payload::with_unknown(*count));
    let events: Vec<Vec<u8>> = events
        .map(|event| event.map(String::into_bytes))
        .collect::<Result<_, _>>()?;
    growth.rows(
        &events,
        &[
            ("event and unknown members, from_slice", |body| {
                ChatCreated::from_slice(body).is_ok()
            }),
            ("event and unknown members, is_valid", ChatCreated::is_valid),
        ],
    )?;
    Ok(growth.table)
}

/// A member for each index.
fn named_integers(indices: impl Iterator<Item = usize>) -> String {
    let members = indices.map(|index| format!("\"name{index:05}\":{index}"));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

fn declared() -> Result<Table, Box<dyn Error>> {
    let mut growth = Growth::new(DECLARED);
    let ways: [(&str, Verdict); 2] = [
        ("from_slice", |body| Declared::from_slice(body).is_ok()),
        ("is_valid", Declared::is_valid),
    ];
    let all = DECLARED.last().copied().unwrap_or_default();
    for (order, body) in [
        ("in order", spread as fn(usize, usize) -> String),
        ("reversed", |count, all| {
            named_integers((0..count).rev().map(|index| index * all / count))
        }),
    ] {
        let bodies = payloads(DECLARED, |count| body(count, all));
        let names = ways.map(|(way, _)| format!("{order}, {way}"));
        let ways: Vec<(&str, Verdict)> = names
            .iter()
            .zip(ways)
            .map(|(name, (_, verdict))| (name.as_str(), verdict))
            .collect();
        growth.rows(&bodies, &ways)?;
    }
    Ok(growth.table)
}

/// So many of all declared members, at equal distances.
fn spread(count: usize, all: usize) -> String {
    named_integers((0..count).map(|index| index * all / count))
}

fn nesting() -> Result<Table, Box<dyn Error>> {
    let mut growth = Growth::new(DEPTHS);
    growth.rows(
        &payloads(DEPTHS, nested),
        &[
            ("recursive type, from_slice", |body| {
                Nested::from_slice(body).is_ok()
            }),
            ("recursive type, is_valid", Nested::is_valid),
        ],
    )?;
    let arrays = payloads(DEPTHS, |depth| {
        format!("{}{}", "[".repeat(depth), "]".repeat(depth))
    });
    growth.rows(
        &arrays,
        &[("arrays under `uniqueItems`, is_valid", Unique::is_valid)],
    )?;
    Ok(growth.table)
}

/// Objects in each other, so deep.
fn nested(depth: usize) -> String {
    let inside = depth - 1;
    format!("{}{{}}{}", "{\"child\":".repeat(inside), "}".repeat(inside))
}

fn unique() -> Result<Table, Box<dyn Error>> {
    let mut growth = Growth::new(ITEMS);
    let kinds: [(&str, Item); 3] = [
        ("integers", |index| index.to_string()),
        ("strings", |index| format!("\"item {index:06}\"")),
        ("objects", |index| {
            format!("{{\"a\":{{\"b\":[1,2]}},\"id\":{index}}}")
        }),
    ];
    for (name, item) in kinds {
        let arrays = payloads(ITEMS, |count| {
            let items: Vec<String> = (0..count).map(item).collect();
            format!("[{}]", items.join(","))
        });
        growth.rows(&arrays, &[(name, Unique::is_valid)])?;
    }
    Ok(growth.table)
}

fn patterns() -> Result<Table, Box<dyn Error>> {
    let mut growth = Growth::new(STRING_BYTES);
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
            Ok(is_valid) => growth.judged_rows(
                &payloads(STRING_BYTES, bytes),
                &[(&name, *is_valid)],
                *is_valid,
            )?,
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
    fn new(sizes: &[usize]) -> Self {
        let sizes = sizes.iter().map(|size| grouped(*size));
        Growth {
            table: Table::new([String::new()].into_iter().chain(sizes)),
        }
    }

    /// Measures ways to read valid payloads.
    fn rows(&mut self, payloads: &[Vec<u8>], ways: &[(&str, Verdict)]) -> Result<(), String> {
        self.judged_rows(payloads, ways, |_| true)
    }

    /// Measures ways to read payloads, which take turns at each; with the verdict that is expected of all.
    ///
    /// Payloads of different sizes take turns by laps, not by rounds: a large one would spoil caches and memory for a small one.
    fn judged_rows(
        &mut self,
        payloads: &[Vec<u8>],
        ways: &[(&str, Verdict)],
        expected: Verdict,
    ) -> Result<(), String> {
        let mut found = vec![vec![Vec::new(); payloads.len()]; ways.len()];
        for _ in 0..LAPS {
            for (column, body) in payloads.iter().enumerate() {
                let expected = expected(body);
                let contestants = ways.iter().map(|(name, verdict)| {
                    Contestant::new(*name, move || verdict(black_box(body))).expecting(expected)
                });
                let effort = match body.len() > LARGE {
                    true => Effort::BULK,
                    false => Effort::COARSE,
                };
                let mut contestants: Vec<Contestant<'_>> = contestants.collect();
                let lap = times(&mut contestants, effort.part_of(LAPS))?;
                for (row, times) in found.iter_mut().zip(lap) {
                    row[column].extend(times);
                }
            }
        }
        for ((name, _), times) in ways.iter().zip(found) {
            let cells = times
                .into_iter()
                .zip(payloads)
                .map(|(times, body)| format!("{:.2}", median(times) / body.len() as f64));
            self.table
                .row([(*name).to_owned()].into_iter().chain(cells));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{DECLARED, DEPTHS, Declared, Nested, nested, payloads, spread};
    use typewright_runtime::Contract;

    #[test]
    fn every_member_that_is_declared_is_met() {
        let all = DECLARED[DECLARED.len() - 1];
        let declared = Declared::from_slice(spread(all, all).as_bytes()).expect("valid");
        assert!(declared.extra.is_empty());
        assert!(Declared::SCHEMA.contains(&format!("name{:05}", all - 1)));
        assert!(!Declared::SCHEMA.contains(&format!("name{all:05}")));
    }

    #[test]
    fn the_deepest_payload_is_at_the_limit() {
        let deepest = DEPTHS[DEPTHS.len() - 1];
        let bodies = payloads(&[deepest, deepest + 1], nested);
        assert!(Nested::is_valid(&bodies[0]));
        assert!(!Nested::is_valid(&bodies[1]));
    }
}
