//! Random changes to good payloads: never a panic, never a verdict other than the independent one.

use serde_json::Value;
use wexio_webhooks::Contract;
use wexio_webhooks::v2026_04_01::ChatCreated;

use crate::agreement::{Verdict, broken, independent, ours, report};
use crate::oracle::Oracle;
use crate::payload::{FULL, full, minified_example};

/// A pseudo-random sequence (splitmix64), the same for the same seed on every machine.
struct Random(u64);

impl Random {
    /// Seeded from `WEXIO_SEED`, else always the same; prints the seed, which the test runner shows on failure.
    fn new() -> Self {
        let seed = match std::env::var("WEXIO_SEED") {
            Ok(seed) => seed.parse().expect("WEXIO_SEED is a number"),
            Err(_) => 0x5eed,
        };
        println!("WEXIO_SEED={seed}");
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).expect("less than a usize")
    }

    fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }
}

/// Bytes that matter to JSON or to the contract.
const BYTES: &[u8] = b"\"\"\\{}[]:,, \n0129-+.eEtfnuZz/_\0\x1f\x7f\x80\xc3\xa9\xff";

fn mutate_bytes(random: &mut Random, payload: &mut Vec<u8>) {
    let place = random.below(payload.len());
    match random.below(6) {
        0 => payload[place] ^= 1 << random.below(8),
        1 => payload[place] = *random.pick(BYTES),
        2 => payload.insert(place, *random.pick(BYTES)),
        3 => {
            payload.remove(place);
        }
        4 => {
            let other = random.below(payload.len());
            payload.swap(place, other);
        }
        _ => {
            // Repeats a stretch: doubles members and brackets.
            let end = (place + random.below(40)).min(payload.len());
            let stretch = payload[place..end].to_vec();
            payload.splice(place..place, stretch);
        }
    }
}

#[test]
fn of_bytes() {
    let oracle = Oracle::of("chat.created.schema.json");
    let mut random = Random::new();
    let mut count = [0_usize; 3];
    for round in 0..12_000 {
        let mut payload = if round % 2 == 0 {
            FULL.as_bytes().to_vec()
        } else {
            minified_example().into_bytes()
        };
        for _ in 0..=random.below(3) {
            mutate_bytes(&mut random, &mut payload);
        }
        let verdict = ours(&payload);
        count[verdict as usize] += 1;
        if let Some(independent) = independent(&oracle, &payload) {
            assert_eq!(
                verdict,
                independent,
                "{}",
                String::from_utf8_lossy(&payload)
            );
        }
    }
    // Changes that always end alike would show nothing.
    assert!(count.iter().all(|&count| count > 500), "{count:?}");
}

/// JSON texts that come near to what some member may be.
const VALUES: &[&str] = &[
    "null",
    "true",
    "0",
    "1",
    "2",
    "1.5",
    "-1",
    "1.0",
    "1e2",
    "\"\"",
    "\"evt_\"",
    "\"evt_1\"",
    "\"event\"",
    "\"chat.created\"",
    "\"2026-04-01\"",
    "\"2026-04-24T14:02:10.123Z\"",
    "\"2026-04-24T14:02:10+02:00\"",
    "\"2026-04-31T14:02:10Z\"",
    "\"2026-04-24T14:02:10\"",
    "\"Z\"",
    "\"VIBER\"",
    "[]",
    "[\"a\"]",
    "[1]",
    "{}",
    "{\"a\":null}",
    "{\"a\":[]}",
    "{\"id\":\"x\"}",
    "{\"peopleId\":\"x\"}",
];

/// Pointers to everything inside, the root included.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                pointers(
                    value,
                    &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")),
                    found,
                );
            }
        }
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                pointers(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn mutate_value(random: &mut Random, payload: &mut Value) {
    let mut places = Vec::new();
    pointers(payload, "", &mut places);
    let place = places[random.below(places.len())].clone();
    let new: &&str = random.pick(VALUES);
    let new: Value = serde_json::from_str(new).expect("the values are JSON");
    let other = payload
        .pointer(&places[random.below(places.len())])
        .cloned()
        .unwrap_or_default();
    let target = payload
        .pointer_mut(&place)
        .expect("the place was just found");
    match (random.below(4), target) {
        (0, Value::Object(members)) => {
            let names: Vec<String> = members.keys().cloned().collect();
            if !names.is_empty() {
                members.remove(random.pick(&names));
            }
        }
        (1, Value::Object(members)) => {
            members.insert(
                (*random.pick(&["x", "id", "tags", "archivedAt", "chat"])).to_owned(),
                new,
            );
        }
        (2, target) => *target = other,
        // Replacing the root would leave nothing to change.
        (_, target) if !place.is_empty() => *target = new,
        _ => {}
    }
}

#[test]
fn of_values_break_the_same_rules() {
    let oracle = Oracle::of("chat.created.schema.json");
    let mut random = Random::new();
    let mut valid = 0;
    for _ in 0..4_000 {
        let mut payload = full();
        for _ in 0..=random.below(3) {
            mutate_value(&mut random, &mut payload);
        }
        let text = payload.to_string();
        let expected = oracle.broken(&payload);
        match ours(text.as_bytes()) {
            Verdict::Valid => {
                assert_eq!(expected, [], "{text}");
                assert_eq!(ChatCreated::check(&payload), Ok(()), "{text}");
                valid += 1;
            }
            Verdict::Invalid => {
                let from_slice = report::<ChatCreated>(text.as_bytes());
                assert_eq!(broken(&from_slice), expected, "{text}");
                let check = ChatCreated::check(&payload).expect_err("it is invalid");
                assert_eq!(broken(&check), expected, "{text}");
            }
            Verdict::NotJson => panic!("serde_json wrote what is no JSON: {text}"),
        }
    }
    assert!(valid > 200, "{valid} of 4000 changes kept the contract");
}
