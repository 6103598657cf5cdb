//! Random texts against another implementation, in each dialect that has the format.

use std::collections::BTreeSet;

use jsonschema::{Draft, Validator};
use typewright_runtime::Value;

use super::differences::{is_known_to_differ, DIFFERENCES};
use super::random::Random;
use super::{format_of, FORMATS};

/// Texts of a format, which are damaged, and pieces that random texts are made of.
struct Seeds {
    name: &'static str,
    texts: &'static [&'static str],
    pieces: &'static [&'static str],
}

const SEEDS: &[Seeds] = &[
    Seeds {
        name: "date",
        texts: &["2024-02-29", "1900-12-31"],
        pieces: &["0", "1", "2", "9", "-", "02", "é", " "],
    },
    Seeds {
        name: "date-time",
        texts: &["2024-02-29T23:59:60Z", "1900-12-31t00:00:00.5+01:30"],
        pieces: &[
            "0", "1", "2", "9", "-", "T", "t", ":", ".", "Z", "+", "é", " ",
        ],
    },
    Seeds {
        name: "time",
        texts: &["23:59:60Z", "01:29:60.5+01:30", "12:00:00.123-23:59"],
        pieces: &[
            "0", "1", "2", "3", "5", "9", "6", ":", ".", "Z", "z", "+", "-", "é",
        ],
    },
    Seeds {
        name: "duration",
        texts: &["P1Y2M3DT4H5M6S", "P2W", "PT36H"],
        pieces: &[
            "P", "T", "1", "22", "Y", "M", "D", "W", "H", "S", "1Y", "2M", "3D", "4H", "5S", ".",
            "p", "d",
        ],
    },
    Seeds {
        name: "hostname",
        texts: &[
            "www.example.com",
            "xn--bcher-kva.example",
            "xn--9n2bp8q.xn--9t4b11yi5a",
            "a--b.ab--c",
        ],
        pieces: &[
            "a", "1", "-", ".", "a.", "b-", "_", "é", "a-b.", "Z", "xn--", "--",
        ],
    },
    Seeds {
        name: "idn-hostname",
        texts: &[
            "실례.테스트",
            "bücher.example",
            "xn--bcher-kva.de",
            "ａ。ｂ",
            "אב.example",
            "l·l.ﬁ",
            "ΣΑΣ",
            "cafe\u{301}",
            "क\u{94d}\u{200d}ष",
            "بي\u{200c}بي",
            "ア・イ",
            "β͵α",
            "א״ב",
        ],
        pieces: &[
            "a",
            "1",
            "-",
            ".",
            "b-",
            "_",
            "é",
            "Ä",
            "ß",
            "中",
            "א",
            "ب",
            "٣",
            "۳",
            "·",
            "l",
            "・",
            "\u{200c}",
            "\u{200d}",
            "क\u{94d}",
            "😀",
            "\u{ad}",
            "\u{301}",
            "。",
            "xn--",
            "Ⅷ",
            "\u{640}",
        ],
    },
    Seeds {
        name: "idn-email",
        texts: &[
            "실례@실례.테스트",
            "\"δ ο\"@a.b",
            "a.é@[1.2.3.4]",
            "user@cafe\u{301}.com",
            "a@b.c",
        ],
        pieces: &[
            "a", ".", "@", "\"", " ", "é", "中", "a@b", "b.c", "[", "]", "+", "(", "\u{85}", "א",
            "。",
        ],
    },
    Seeds {
        name: "ipv4",
        texts: &["127.0.0.1", "255.20.3.199"],
        pieces: &["1", "0", "255", "256", ".", "1.", "25.", "a", "-", " "],
    },
    Seeds {
        name: "ipv6",
        texts: &["1:2:3:4:5:6:7:8", "::ffff:1.2.3.4"],
        pieces: &[
            "1", ":", "::", "1:", "2:3:", "ffff", "a:b:", "1.2.3.4", "g", "00000", "%",
        ],
    },
    Seeds {
        name: "json-pointer",
        texts: &["/a/~0b/~1"],
        pieces: &["/", "~", "~0", "~1", "a", "é", "#", "~2"],
    },
    Seeds {
        name: "relative-json-pointer",
        texts: &["0/a/~0b", "12#", "3", "0+1/a"],
        pieces: &["0", "1", "10", "#", "/", "~0", "~", "a", "+", "-", "٣", " "],
    },
    Seeds {
        name: "uri",
        texts: &[
            "http://u:p@h:80/p;x=1//?q#f",
            "ldap://[2001:db8::7]/c",
            "urn:a:b",
        ],
        pieces: URI_PIECES,
    },
    Seeds {
        name: "uri-reference",
        texts: &["//u@h:80/p", "a/b:c?d", "/p?q#f"],
        pieces: URI_PIECES,
    },
    Seeds {
        name: "iri",
        texts: &[
            "http://ü:p@ƒ.h:80/é;x=1//?π#中",
            "ldap://[2001:db8::7]/c",
            "urn:é:b",
        ],
        pieces: URI_PIECES,
    },
    Seeds {
        name: "iri-reference",
        texts: &["//ü@h:80/p", "é/b:c?d", "/p?\u{e000}#f"],
        pieces: URI_PIECES,
    },
    Seeds {
        name: "uri-template",
        texts: &["https://a/{owner}{/path*}{?ref,page:12}", "{+x}{#y}é"],
        pieces: &[
            "a", "{", "}", "{a}", ",", ":", "*", "1", "0", "%41", "%", ".", "+", "=", "é",
            "\u{85}", " ", "'", "^",
        ],
    },
    Seeds {
        name: "uuid",
        texts: &["2eb8aa08-aa98-11ea-b4aa-73b441d16380"],
        pieces: &["-", "0", "g", "F"],
    },
    Seeds {
        name: "email",
        texts: &[
            "a-b.c@d.e",
            "\"a b\"@c",
            "a@[1.2.3.4]",
            "a@[IPv6:1::2]",
            "a@b-c.d",
        ],
        pieces: &[
            "a", ".", "@", "\"", " ", "a@b", "b.c", "[", "]", "+", "(", "é", "\\", "-", "<",
        ],
    },
    Seeds {
        name: "regex",
        texts: &[
            "^(?<n>a|b)\\k<n>[^c-e]{2,3}?$",
            "\\p{L}(?=x)",
            "(a)\\1\\u0041",
        ],
        pieces: &[
            "a", "(", ")", "[", "]", "{1}", "*", "|", "^", "\\", "\\d", "(?:", "(?i)", "-",
        ],
    },
];

const URI_PIECES: &[&str] = &[
    "a",
    "x:",
    ":",
    "/",
    "//",
    "?",
    "#",
    "[",
    "]",
    "@",
    "%",
    "%41",
    "::1",
    "[::1]",
    "1.2.3.4",
    ":80",
    "é",
    "\\",
    "^",
    "!",
    "v1.a",
    " ",
    "\u{e000}",
    "\u{fdd0}",
    "\u{200e}",
    "\u{fffd}",
    "\u{f0000}",
    "\u{9f}",
];

/// Up to so many pieces, one after another.
pub fn text_of(random: &mut Random, pieces: &[&str], most: usize) -> String {
    let count = random.below(most + 1);
    (0..count).map(|_| random.pick(pieces)).collect()
}

/// One of the texts with up to two of its characters left out, written twice, or replaced by one of the pieces.
fn damaged(random: &mut Random, texts: &[&str], pieces: &[&str]) -> String {
    let mut characters: Vec<String> = random.pick(texts).chars().map(String::from).collect();
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

/// The other implementation, as it judges by that dialect.
pub fn judge(name: &str, dialect: &str) -> Validator {
    let draft = match dialect {
        "draft4" => Draft::Draft4,
        "draft6" => Draft::Draft6,
        "draft7" => Draft::Draft7,
        "draft2019-09" => Draft::Draft201909,
        _ => Draft::Draft202012,
    };
    jsonschema::options()
        .with_draft(draft)
        .should_validate_formats(true)
        .build(&serde_json::json!({ "format": name }))
        .unwrap()
}

#[test]
fn random_texts_are_judged_as_another_implementation_does() {
    let mut random = Random::new(11);
    for format in FORMATS {
        // A regular expression takes it the longest.
        let rounds = if format.name == "regex" {
            4_000
        } else {
            20_000
        };
        let seeds = SEEDS.iter().find(|seeds| seeds.name == format.name);
        let seeds = seeds.unwrap_or_else(|| panic!("no seeds for {}", format.name));
        let judges: Vec<Validator> = format
            .dialects
            .iter()
            .map(|dialect| judge(format.name, dialect))
            .collect();
        let mut verdicts = [0, 0];
        let mut alone = BTreeSet::new();
        for _ in 0..rounds {
            let text = match random.below(3) {
                0 => text_of(&mut random, seeds.pieces, 12),
                _ => damaged(&mut random, seeds.texts, seeds.pieces),
            };
            let ours = (format.is_valid)(&text);
            verdicts[usize::from(ours)] += 1;
            for (judge, dialect) in judges.iter().zip(format.dialects) {
                let agrees = judge.is_valid(&Value::from(text.as_str())) == ours;
                if !agrees && !is_known_to_differ(format.name, &text) {
                    alone.insert(format!("{dialect} {text:?} {ours}"));
                }
            }
        }
        assert!(
            alone.is_empty(),
            "{} to us alone:\n{}",
            format.name,
            Vec::from_iter(alone).join("\n")
        );
        assert!(
            verdicts.iter().all(|count| *count > 10),
            "{} {verdicts:?}",
            format.name
        );
    }
}

#[test]
fn every_difference_is_one() {
    for difference in DIFFERENCES {
        let (text, valid) = difference.example;
        let judge = judge(difference.format, difference.dialect);
        let format = format_of(difference.format, difference.dialect).unwrap();
        let told = format!("{} {text:?}: {}", difference.format, difference.reason);
        assert_eq!((format.is_valid)(text), valid, "{told}");
        assert_ne!(judge.is_valid(&Value::from(text)), valid, "{told}");
        assert!((difference.concerns)(text), "{told}");
    }
}
