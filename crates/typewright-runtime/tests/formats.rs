//! The formats against independent judges: the official test suite, where it is at hand (`TYPEWRIGHT_SUITE` says where, or
//! else it is looked for in `../shared/json-schema-test-suite` beside the repository), and other implementations.

use std::fs;
use std::path::PathBuf;

use jsonschema::Draft;
use random::Random;
use typewright_runtime::{check, Value};

#[allow(dead_code)]
mod random;

type Format = (&'static str, fn(&str) -> bool);

const FORMATS: &[Format] = &[
    ("date", check::is_date),
    ("date-time", check::is_date_time),
    ("duration", check::is_duration),
    ("email", check::is_email),
    ("hostname", check::is_hostname),
    ("ipv4", check::is_ipv4),
    ("ipv6", check::is_ipv6),
    ("json-pointer", check::is_json_pointer),
    ("regex", check::is_regex),
    ("time", check::is_time),
    ("uri", check::is_uri),
    ("uri-reference", check::is_uri_reference),
    ("uri-template", check::is_uri_template),
    ("uuid", check::is_uuid),
];

/// Where the cases for formats are, or `None`, said plainly, if there is no suite.
fn suite() -> Option<PathBuf> {
    let suite = std::env::var_os("TYPEWRIGHT_SUITE").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/json-schema-test-suite"),
        PathBuf::from,
    );
    let folder = suite.join("tests/draft2020-12/optional/format");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("not run: there is no test suite at {}", suite.display());
    None
}

#[test]
fn formats_are_what_the_official_suite_says() {
    let Some(folder) = suite() else { return };
    let mut wrong = Vec::new();
    for (name, is_valid) in FORMATS {
        let path = folder.join(name).with_extension("json");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let groups: Value = serde_json::from_str(&text).unwrap();
        let mut asked = 0;
        for group in groups.as_array().unwrap() {
            assert_eq!(group["schema"]["format"], *name, "{path:?}");
            for case in group["tests"].as_array().unwrap() {
                // A format says nothing about other types.
                let Some(text) = case["data"].as_str() else {
                    continue;
                };
                asked += 1;
                if case["valid"].as_bool() != Some(is_valid(text)) {
                    wrong.push(format!("{name} {text:?}: {}", case["description"]));
                }
            }
        }
        assert!(asked > 0, "{path:?} has no cases");
        println!("{name}: {asked} cases");
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Texts of a format (mailboxes without backslashes or hyphens in the domain, of which
/// the judge refuses some that RFC 5321 allows), which are damaged, and pieces that random texts are made of.
const SAMPLES: &[(&str, &[&str], &[&str])] = &[
    (
        "date",
        &["2024-02-29", "1900-12-31"],
        &["0", "1", "2", "9", "-", "02", "é", " "],
    ),
    (
        "time",
        &["23:59:60Z", "01:29:60.5+01:30", "12:00:00.123-23:59"],
        &[
            "0", "1", "2", "3", "5", "9", "6", ":", ".", "Z", "z", "+", "-", "é",
        ],
    ),
    (
        "duration",
        &["P1Y2M3DT4H5M6S", "P2W", "PT36H"],
        &[
            "P", "T", "1", "22", "Y", "M", "D", "W", "H", "S", "1Y", "2M", "3D", "4H", "5S", ".",
        ],
    ),
    (
        "hostname",
        &["www.example.com"],
        &["a", "1", "-", ".", "a.", "b-", "_", "é", "a-b.", "Z"],
    ),
    (
        "ipv4",
        &["127.0.0.1", "255.20.3.199"],
        &["1", "0", "255", "256", ".", "1.", "25.", "a", "-", " "],
    ),
    (
        "ipv6",
        &["1:2:3:4:5:6:7:8", "::ffff:1.2.3.4"],
        &[
            "1", ":", "::", "1:", "2:3:", "ffff", "a:b:", "1.2.3.4", "g", "00000", "%",
        ],
    ),
    (
        "json-pointer",
        &["/a/~0b/~1"],
        &["/", "~", "~0", "~1", "a", "é", "#", "~2"],
    ),
    (
        "uri",
        &[
            "http://u:p@h:80/p;x=1//?q#f",
            "ldap://[2001:db8::7]/c",
            "urn:a:b",
        ],
        URI_PIECES,
    ),
    (
        "uri-reference",
        &["//u@h:80/p", "a/b:c?d", "/p?q#f"],
        URI_PIECES,
    ),
    (
        "uuid",
        &["2eb8aa08-aa98-11ea-b4aa-73b441d16380"],
        &["-", "0", "g", "F"],
    ),
    (
        "email",
        &["a-b.c@d.e", "\"a b\"@c", "a@[1.2.3.4]", "a@[IPv6:1::2]"],
        &[
            "a", ".", "@", "\"", " ", "a@b", "b.c", "[", "]", "+", "(", "é",
        ],
    ),
];

const URI_PIECES: &[&str] = &[
    "a", "x:", ":", "/", "//", "?", "#", "[", "]", "@", "%", "%41", "::1", "[::1]", "1.2.3.4",
    ":80", "é", "\\", "^", "!", "v1.a", " ",
];

/// Up to so many pieces, one after another.
fn text_of(random: &mut Random, pieces: &[&str], most: usize) -> String {
    let count = random.below(most + 1);
    (0..count).map(|_| random.pick(pieces)).collect()
}

/// One of the samples with up to two of its characters left out, written twice, or replaced by one of the pieces.
fn damaged(random: &mut Random, samples: &[&str], pieces: &[&str]) -> String {
    let mut characters: Vec<String> = random.pick(samples).chars().map(String::from).collect();
    for _ in 0..random.below(3) {
        let index = random.below(characters.len());
        match random.below(3) {
            0 => characters[index].clear(),
            1 => characters[index] = characters[index].repeat(2),
            _ => characters[index] = random.pick(pieces).to_owned(),
        }
    }
    characters.concat()
}

#[test]
fn random_texts_are_judged_as_another_implementation_does() {
    let mut random = Random::new(11);
    for (name, samples, pieces) in SAMPLES {
        let (_, is_valid) = FORMATS.iter().find(|(other, _)| other == name).unwrap();
        let judge = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .build(&serde_json::json!({ "format": name }))
            .unwrap();
        let mut verdicts = [0, 0];
        for _ in 0..20_000 {
            let text = match random.below(3) {
                0 => text_of(&mut random, pieces, 12),
                _ => damaged(&mut random, samples, pieces),
            };
            let expected = judge.is_valid(&Value::from(text.as_str()));
            assert_eq!(is_valid(&text), expected, "{name} {text:?}");
            verdicts[usize::from(expected)] += 1;
        }
        assert!(
            verdicts.iter().all(|count| *count > 10),
            "{name} {verdicts:?}"
        );
    }
}

#[test]
fn random_regular_expressions_are_judged_as_an_engine_does() {
    let pieces = [
        "a",
        "x",
        "(",
        ")",
        "(?:",
        "(?=",
        "(?<!",
        "(?<n>",
        "(?<m>",
        "[",
        "]",
        "[^",
        "x-",
        "a-z",
        "{",
        "}",
        "{1}",
        "{2,1}",
        "{1,}",
        "*",
        "+",
        "?",
        "|",
        "^",
        "$",
        ".",
        "\\d",
        "\\1",
        "\\k<n>",
        "\\",
        "\\u0041",
        "\\u{1F600}",
        "\\x41",
        "\\cA",
        "\\0",
        "\\p{L}",
        "\\]",
        "é",
    ];
    // The engine lets `\b` be repeated, which the flag `u` forbids; so there is none.
    let mut random = Random::new(12);
    let mut verdicts = [0, 0];
    for _ in 0..200_000 {
        let text = text_of(&mut random, &pieces, 7);
        let expected = regress::Regex::with_flags(&text, "u").is_ok();
        assert_eq!(check::is_regex(&text), expected, "{text:?}");
        verdicts[usize::from(expected)] += 1;
    }
    assert!(verdicts.iter().all(|count| *count > 10_000), "{verdicts:?}");
}
