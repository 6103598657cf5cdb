use super::Compact;
use crate::number::Number;
use crate::reader::{Member, Names, Read, Reader};
use crate::Limits;

fn reader(text: &str) -> Reader<'_> {
    Reader::new(text, Limits::new())
}

/// A function over compact text, and the one of the reader that decides in the end.
type Pair = (
    fn(Compact<'_>) -> Option<Compact<'_>>,
    fn(&mut Reader<'_>) -> Read<()>,
);

fn is_short(text: &str) -> bool {
    text.len() < 12
}

const PAIRS: &[(&str, Pair)] = &[
    (
        "string",
        (|json| json.string(), |reader| reader.skip_string()),
    ),
    (
        "string_where",
        (
            |json| json.string_where(is_short),
            |reader| reader.skip_string_where(is_short),
        ),
    ),
    (
        "date_time",
        (|json| json.date_time(), |reader| reader.skip_date_time()),
    ),
    (
        "date_time_where",
        (
            |json| json.date_time_where(|text| text.ends_with('Z')),
            |reader| reader.skip_date_time_where(|text| text.ends_with('Z')),
        ),
    ),
    (
        "number",
        (|json| json.number(), |reader| reader.skip_number()),
    ),
    (
        "number_where",
        (
            |json| json.number_where(Number::is_integer),
            |reader| reader.number_where(Number::is_integer).map(drop),
        ),
    ),
    ("i64", (|json| json.i64(), |reader| reader.i64().map(drop))),
    (
        "u64_where",
        (
            |json| json.u64_where(|number| number > 1),
            |reader| reader.u64_where(|number| number > 1).map(drop),
        ),
    ),
    ("value", (|json| json.value(), |reader| reader.skip_value())),
    (
        "boolean",
        (|json| json.boolean(), |reader| reader.boolean().map(drop)),
    ),
    (
        "nullable",
        (
            |json| json.nullable(Compact::u64),
            |reader| reader.nullable(Reader::u64).map(drop),
        ),
    ),
    (
        "array_where",
        (
            |json| json.array_where(Compact::i64, |length| length < 3),
            |reader| reader.skip_array_where(|reader| reader.i64().map(drop), |length| length < 3),
        ),
    ),
    (
        "map_named",
        (
            |json| json.map_named(is_short, Compact::string),
            |reader| reader.skip_map_named(is_short, Reader::skip_string),
        ),
    ),
];

/// Texts, each with the functions that it is compact for.
const TEXTS: &[(&str, &[&str])] = &[
    (r#""""#, &["value", "string", "string_where"]),
    (r#""abcdefg""#, &["value", "string", "string_where"]),
    (r#""a string of more than a word""#, &["value", "string"]),
    (r#""é""#, &["value", "string", "string_where"]),
    (r#""a\u0062\n\ud83d\ude00""#, &["value", "string"]),
    (
        r#""2026-04-24T14:02:10Z""#,
        &["value", "string", "date_time", "date_time_where"],
    ),
    (
        r#""2026-04-24T14:02:10.123Z""#,
        &["value", "string", "date_time", "date_time_where"],
    ),
    (
        r#""2024-02-29T14:02:10.123456789Z""#,
        &["value", "string", "date_time", "date_time_where"],
    ),
    (
        r#""2026-04-24T14:02:10+02:00""#,
        &["value", "string", "date_time"],
    ),
    ("0", &["value", "number", "number_where", "i64", "nullable"]),
    (
        "42",
        &[
            "value",
            "number",
            "number_where",
            "i64",
            "u64_where",
            "nullable",
        ],
    ),
    ("-7", &["value", "number", "number_where", "i64"]),
    ("1.50", &["value", "number"]),
    ("1.0", &["value", "number", "number_where"]),
    ("2e400", &["value", "number", "number_where"]),
    ("true", &["value", "boolean"]),
    ("false", &["value", "boolean"]),
    ("null", &["value", "nullable"]),
    ("[]", &["value", "array_where"]),
    ("[1,2]", &["value", "array_where"]),
    ("{}", &["value", "map_named"]),
    (r#"{"a":"","b":"c\"d"}"#, &["value", "map_named"]),
];

/// What follows a value in JSON text, far enough from the end of the text and near to it.
const ENDS: &[&str] = &["", "}", ",\"a member that follows\":1}"];

/// How much of the text the functions go over.
fn lengths((compact, read): Pair, text: &str) -> (Option<usize>, Option<usize>) {
    let compact = compact(Compact(text)).map(|rest| text.len() - rest.0.len());
    let mut reader = reader(text);
    let read = read(&mut reader).ok().map(|()| reader.offset());
    (compact, read)
}

#[test]
fn usual_spellings_fit() {
    for (text, fitting) in TEXTS {
        for end in ENDS {
            for (name, pair) in PAIRS {
                let (compact, _) = lengths(*pair, &format!("{text}{end}"));
                let expected = fitting.contains(name).then_some(text.len());
                assert_eq!(compact, expected, "{name}: {text}{end}");
            }
        }
    }
}

/// With any byte changed, left out or put in besides, what fits is what the reader reads, too.
#[test]
fn what_fits_is_read_as_well() {
    let mut fitting = 0;
    for (text, _) in TEXTS {
        for end in ENDS {
            let text = format!("{text}{end}");
            for index in 0..=text.len() {
                for inserted in (0..0x80).map(Some).chain([None]) {
                    for dropped in [0, 1] {
                        let mut bytes = text.clone().into_bytes();
                        let dropped = index..(index + dropped).min(bytes.len());
                        bytes.splice(dropped, inserted);
                        let Ok(changed) = String::from_utf8(bytes) else {
                            continue;
                        };
                        for (name, pair) in PAIRS {
                            let (compact, read) = lengths(*pair, &changed);
                            fitting += usize::from(compact.is_some());
                            assert!(compact.is_none() || compact == read, "{name}: {changed}");
                        }
                    }
                }
            }
        }
    }
    assert!(fitting > 100_000, "{fitting}");
}

#[test]
fn maps_are_small_and_their_names_unique() {
    let map = |count: usize| {
        let members: Vec<String> = (0..count).map(|index| format!("\"{index}\":1")).collect();
        format!("{{{}}}", members.join(","))
    };
    let fits = |text: &str| Compact(text).map(Compact::u64).is_some();
    assert!(fits(&map(1)) && fits(&map(8)) && !fits(&map(9)));
    assert!(!fits(r#"{"a":1,"b":1,"a":1}"#));
    assert!(!fits(r#"{"a":1,"\u0062":1}"#));
    assert!(!fits(r#"{"a":1,}"#) && !fits("{,}") && !fits(r#"{"a":1"b":1}"#));
}

#[test]
fn tokens_are_compared_as_strings() {
    let token = |text| Compact(text).token(Compact::string).map(|(token, _)| token);
    assert_eq!(token(r#""ab","#), token(r#""a\u0062""#));
    assert_ne!(token(r#""ab""#), token(r#""a""#));
    assert!(token("1").is_none());
}

static NAMES: Names<char, 4> = Names::new(&[("a", 'a'), ("b", 'b'), ("c", 'c'), ("d", 'd')]);

/// Of the members `b` must be there, and `c` must be 7.
fn accept(reader: &mut Reader<'_>) -> Read<()> {
    let [mut a, mut b, mut c, mut d] = [None; 4];
    let mut members = reader.begin_object(&NAMES)?;
    while let Some(member) = reader.next_member(&mut members)? {
        match member {
            Member::Named('a') => reader.once(&mut a, Reader::null)?,
            Member::Named('b') => reader.once(&mut b, Reader::null)?,
            Member::Named('c') => reader.once(&mut c, |reader| {
                reader.u64_where(|number| number == 7).map(drop)
            })?,
            Member::Named(_) => reader.once(&mut d, Reader::null)?,
            Member::Other(_) => return reader.reject(),
        }
    }
    reader.required(b)?;
    reader.required(c)
}

fn compact(json: Compact<'_>) -> Option<Compact<'_>> {
    json.members()
        .optional(r#","a":"#, Compact::null)?
        .required(r#","b":"#, Compact::null)?
        .constant(r#","c":7"#)?
        .optional(r#","d":"#, Compact::null)?
        .end()
}

#[test]
fn members_stand_in_their_places() {
    for text in [
        r#"{"b":null,"c":7}"#,
        r#"{"a":null,"b":null,"c":7}"#,
        r#"{"b":null,"c":7,"d":null}"#,
        r#"{"a":null,"b":null,"c":7,"d":null}"#,
    ] {
        assert_eq!(
            compact(Compact(text)).map(|rest| rest.0),
            Some(""),
            "{text}"
        );
        // Valid or not, the reader decides about what is spelled in another way.
        for index in 0..=text.len() {
            for inserted in [b' ', b',', b'"', b'a', b'7', b'}', b'{'] {
                for dropped in [0, 1] {
                    let mut bytes = text.as_bytes().to_vec();
                    bytes.splice(index..(index + dropped).min(text.len()), [inserted]);
                    let changed = String::from_utf8(bytes).unwrap();
                    if let Some(rest) = compact(Compact(&changed)) {
                        let mut reader = reader(&changed);
                        assert!(accept(&mut reader).is_ok(), "{changed}");
                        assert_eq!(reader.offset(), changed.len() - rest.0.len());
                    }
                }
            }
        }
    }
    for text in [
        "{}",
        r#"{"a":null}"#,
        r#"{"c":7,"b":null}"#,
        r#"{"b":null,"b":null,"c":7}"#,
        r#"{"b":null,"c":7,"e":1}"#,
        r#"{"b":null,"c":7.0}"#,
        r#"{"b":null,"c":70}"#,
        r#"{ "b":null,"c":7}"#,
    ] {
        assert!(compact(Compact(text)).is_none(), "{text}");
    }
}

/// Members that are not named stand last.
#[test]
fn a_few_other_members_are_gone_over() {
    fn accept(reader: &mut Reader<'_>) -> Read<()> {
        let mut b = None;
        let mut others = reader.others();
        let mut members = reader.begin_object(&NAMES)?;
        while let Some(member) = reader.next_member(&mut members)? {
            match member {
                Member::Named('b') => reader.once(&mut b, Reader::null)?,
                Member::Named(_) => return reader.reject(),
                Member::Other(name) => others.skip(name, reader)?,
            }
        }
        others.finish(reader)
    }
    fn compact(text: &str) -> Option<Compact<'_>> {
        let members = Compact(text).members();
        let members = members.optional(r#","b":"#, Compact::null)?;
        members.end_behind_others(&NAMES)
    }
    let last = r#"{"b":null,"e":[{"e":[1, {}]}],"é":"\u0061","":1}"#;
    for text in [last, r#"{"e":1}"#, "{}", r#"{"b":null}"#] {
        assert!(
            compact(text).is_some_and(|rest| rest.0.is_empty()),
            "{text}"
        );
        for index in 0..=text.len() {
            for inserted in (0..0x80).map(Some).chain([None]) {
                for dropped in [0, 1] {
                    let mut bytes = text.as_bytes().to_vec();
                    bytes.splice(index..(index + dropped).min(text.len()), inserted);
                    let Ok(changed) = String::from_utf8(bytes) else {
                        continue;
                    };
                    if let Some(rest) = compact(&changed) {
                        let mut reader = reader(&changed);
                        assert!(accept(&mut reader).is_ok(), "{changed}");
                        assert_eq!(reader.offset(), changed.len() - rest.0.len());
                    }
                }
            }
        }
    }
    for text in [
        r#"{"e":1,"b":null}"#,
        r#"{"b":null,"b":null}"#,
        r#"{"b":null,"e":1,"e":1}"#,
        r#"{"b":null,"e":1,"a":1}"#,
        r#"{"b":null,"e":1,"\u0065":1}"#,
        r#"{"b":null,"e":[[[[[[[[[1]]]]]]]]]}"#,
        r#"{"b":null,"e":{"f":1,"f":1}}"#,
        r#"{"b":null,"e":1,"f":1,"g":1,"h":1,"i":1,"j":1,"k":1,"l":1,"m":1}"#,
    ] {
        assert!(compact(text).is_none(), "{text}");
    }
}

#[test]
fn objects_without_members_fit() {
    let fits = |text| Compact(text).members().end().is_some();
    assert!(fits("{}") && !fits("{ }") && !fits("}") && !fits("{,}"));
}

#[test]
fn types_are_told_by_the_first_byte() {
    for (text, _) in TEXTS {
        assert_eq!(Compact(text).peek(), reader(text).peek().ok(), "{text}");
    }
    assert_eq!(Compact(" 1").peek(), None);
    assert_eq!(Compact("").peek(), None);
}

#[test]
fn only_what_fits_is_consumed() {
    let mut at_value = reader(r#"{"b":null,"c":7} "#);
    assert!(at_value.skip_compact(compact) && at_value.offset() == 16);
    for text in [
        r#"{"c":7,"b":null}"#,
        r#" {"b":null,"c":7}"#,
        r#"{ "b":null,"c":7}"#,
    ] {
        let mut misfit = reader(text);
        assert!(!misfit.skip_compact(compact) && misfit.offset() == 0);
        assert!(accept(&mut misfit).is_ok());
    }
}

#[test]
fn nothing_is_tried_near_the_limit_of_depth() {
    let with_depth = |depth| {
        let limits = Limits::new().with_max_depth(depth);
        Reader::new(r#"{"b":null,"c":7}"#, limits).skip_compact(compact)
    };
    let least = Compact::MOST_OPEN + super::MOST_OPEN_WITHIN;
    assert!(with_depth(least) && !with_depth(least - 1));
}
