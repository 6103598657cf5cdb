use regress::Regex;

use super::{Backtracking, TooManySteps};
use crate::sink::Verdict;
use crate::{check, At, Failures, Flow, Json, Limits, Node, Reader, Sink, CONTINUE};

/// Every text of some characters up to a length.
fn texts(characters: &str, longest: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut from = 0;
    for _ in 0..longest {
        let to = all.len();
        for index in from..to {
            for character in characters.chars() {
                all.push(format!("{}{character}", all[index]));
            }
        }
        from = to;
    }
    all
}

/// The engine and an independent one agree on each text.
fn agree(source: &str, texts: &[String]) {
    let judge = Regex::with_flags(source, "u").unwrap();
    let pattern = Backtracking::from(source.to_owned());
    assert!(pattern.compiles(), "{source}");
    for text in texts {
        let expected = judge.find(text).is_some();
        assert_eq!(
            pattern.try_match(text),
            Ok(expected),
            "{source} on {text:?}"
        );
    }
}

#[test]
fn groups_are_referred_to_as_ecma_262_says() {
    let texts = texts("ab", 6);
    for source in [
        r"^(a|b)\1$",
        r"^(a*)b\1$",
        r"(a+)b\1a",
        // A group that took no part stands for the empty text.
        r"^(a)?\1b$",
        r"^(?:(a)|b)\1$",
        // Each repetition forgets what groups were.
        r"^(?:(a)|b)*\1$",
        r"^(?:(a)|(b)){2}\1\2$",
        r"^(?:(a)|(b))*\1\2$",
        r"^(z)((a+)?(b+)?(c))*\3$",
        // Before its group, and within it.
        r"^\1(a)$",
        r"^(a\1)b$",
        r"^(?:\2b|(a))*(b)\1$",
        r"^(a|ab)(b|)\2\1$",
        // Lazy or greedy makes a difference where nothing is tried again.
        r"^(?=(a*?))\1b",
        r"^(?=(a*))\1b",
        r"^(?=(a+|ab))\1$",
        r"^(?:(?=(a))a)*\1b",
        r"(?!(a)b)\1b$",
        r"^(?!(?=(a)))\1b",
        // What looks behind is matched from its end.
        r"(?<=(a+)(a))\1b",
        r"(?<=\1(a))b",
        r"(?<=(a)\1)b",
        r"(?<=(ab?)*)\1b$",
        r"(?<!(a)\1)b$",
        r"(?<=^(a*)b*)b\1$",
    ] {
        agree(source, &texts);
    }
}

#[test]
fn what_is_around_is_looked_at_as_ecma_262_says() {
    let texts = texts("ab1", 5);
    for source in [
        r"a(?=b)",
        r"^(?!a).*$".replace('.', "[^]").as_str(),
        r"^(?:(?!ab)[ab1])*$",
        r"^(?:(?=[^]*1)[ab1])+$",
        r"(?<=a)b",
        r"(?<!a)b$",
        r"(?<=a|b1)a",
        r"(?<=^[ab]{1,2})1",
        r"(?<=a*)b(?!b)",
        r"(?<=(?=ab)a)b",
        r"(?<=(?<!b)a)b",
        r"(?=a(?!b))[^]",
        r"(?=(?:a|b)*1)b$",
        r"\b1\b",
        r"a\Bb",
        r"(?=\b)a(?!\b)",
        r"^(?:a?b?)*?1(?=a)",
        r"(?:a|(?=b))*b1",
        r"^(?:(?=a)a|(?!a)b){2,3}?1?$",
        r"^(?:|a)+(?<=a)$",
        r"^(?:(?:a|b)?(?=1)1?)*$",
        r"(?=)a(?!)|(?<=)b(?<=b)$",
    ] {
        agree(source, &texts);
    }
}

/// The independent engine never ends here.
#[test]
fn repetitions_of_nothing_end() {
    let pattern = Backtracking::new(r"(?:(?:a*)*)*(?=1)");
    for text in texts("ab1", 5) {
        assert_eq!(pattern.try_match(&text), Ok(text.contains('1')), "{text:?}");
    }
    let pattern = Backtracking::new(r"^(?:(?:(a*)*)*\1)*$");
    for text in texts("ab", 5) {
        // The group has matched something when there is anything to match, and that once more.
        let expected = !text.contains('b') && text.len() != 1;
        assert_eq!(pattern.try_match(&text), Ok(expected), "{text:?}");
    }
}

#[test]
fn characters_are_code_points() {
    let texts = texts("é🐲\n", 3);
    for source in [
        r"^[^é](?=🐲)",
        r"(?<=é)[🐲]$",
        r"(?<=[\u{1F400}-\u{1F4FF}])\n",
        r"(?<![^\n])🐲",
        r"^(🐲|é)[^]\1$",
        r"(?<=(é|🐲)\1)$",
        r"(?!\bé)[\-\]\\é]",
    ] {
        agree(source, &texts);
    }
}

#[test]
fn looking_around_takes_time_in_proportion_to_the_text() {
    let long = "a".repeat(200_000);
    for (source, expected) in [
        (r"^(?:(?![^]*x$)a)*$", true),
        (r"^(?:(?=[^]*a)a)*$", true),
        (r"(?=a*b)c", false),
        (r"(?:a|a)*(?=b)", false),
        (r"^(?:a+)+(?!a)b", false),
        (r"(?<=^a*)b", false),
        (r"(?<=a*)a$", true),
    ] {
        let pattern = Backtracking::from(source.to_owned());
        assert_eq!(pattern.try_match(&long), Ok(expected), "{source}");
    }
}

#[test]
fn what_takes_too_long_is_not_decided() {
    let pattern = Backtracking::new(r"^(a+)+\1b$");
    assert_eq!(pattern.try_match("aaab"), Ok(true));
    assert_eq!(pattern.try_match("aaa"), Ok(false));
    let long = "a".repeat(60);
    assert_eq!(pattern.try_match(&long), Err(TooManySteps));
    assert!(!pattern.is_match(&long));
    // Nothing is left behind: the next text is decided.
    assert_eq!(pattern.try_match("aaab"), Ok(true));
}

#[test]
fn what_the_compiler_does_not_write_does_not_compile() {
    for source in [
        "(", ")", "a**", "[b", r"\d", ".", "a]", "(?<a>b)", r"\", "(?i:a)", "a{1", r"\u0061",
        r"[\b]",
    ] {
        assert!(
            !Backtracking::from(source.to_owned()).compiles(),
            "{source}"
        );
    }
    let too_big = Backtracking::from(format!("{}a{}", "(?:".repeat(3), "){1000}".repeat(3)));
    assert!(!too_big.compiles());
    let too_deep = Backtracking::from(format!("{}{}", "(".repeat(10_000), ")".repeat(10_000)));
    assert!(!too_deep.compiles());
}

static TWICE: Backtracking = Backtracking::new(r"^(a+)+\1b$");

fn twice<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
    match value.as_str() {
        Some(text) => check::tried_pattern(text, "^(a+)+\\1b$", TWICE.try_match(text), at, sink),
        None => CONTINUE,
    }
}

/// The violations, each as place in the schema and keyword.
fn found<'n>(
    value: &Node<'n>,
    check: impl Fn(&Node<'n>, &At<'_, Failures>, &mut Failures) -> Flow,
) -> Vec<(String, String, String)> {
    let report = Failures::all(|sink| check(value, &At::root(), sink)).err();
    let remembering = Failures::all_remembering(|sink| check(value, &At::root(), sink));
    assert_eq!(report, remembering.err());
    let violations = report.iter().flat_map(|report| report.violations());
    let shown = violations.map(|violation| {
        (
            violation.instance_location().to_owned(),
            violation.keyword_location().to_owned(),
            violation.message().to_owned(),
        )
    });
    shown.collect()
}

const UNDECIDED: &str = "could not be checked: the pattern takes too many steps to match";

#[test]
fn a_string_that_is_not_decided_is_refused_by_what_allows_and_by_what_forbids() {
    let long = "a".repeat(60);
    let value = Node::from(long.as_str());
    let undecided = |place: &str| vec![(String::new(), place.to_owned(), UNDECIDED.to_owned())];
    assert_eq!(found(&value, twice), undecided("/pattern"));
    let not = |value: &Node<'_>, at: &At<'_, Failures>, sink: &mut Failures| {
        check::not(value, at, sink, twice)
    };
    assert_eq!(found(&value, not), undecided("/not"));
    assert!(!Verdict::accepts(|sink| check::not(
        &value,
        &At::root(),
        sink,
        twice
    )));
    let any = |value: &Node<'_>, at: &At<'_, Failures>, sink: &mut Failures| {
        check::any_of(value, at, sink, &[twice, check::string])
    };
    assert_eq!(found(&value, any), []);
    assert_eq!(found(&Node::from("aaab"), any), []);
    let either = |value: &Node<'_>, at: &At<'_, Failures>, sink: &mut Failures| {
        check::any_of(value, at, sink, &[check::null, twice])
    };
    assert_eq!(found(&value, either), undecided("/anyOf/1"));
    let decided = Node::from("aaa");
    assert_eq!(found(&decided, not), []);
    assert_eq!(found(&decided, twice).len(), 1);
    assert_ne!(found(&decided, twice)[0].2, UNDECIDED);
}

#[test]
fn names_that_are_not_decided_are_refused() {
    let json = format!("{{\"aaab\":1,\"{}\":2}}", "a".repeat(60));
    let value = Node::parse(&json, Limits::new()).unwrap();
    let names =
        |value: &Node<'_>, at: &At<'_, Failures>, sink: &mut Failures| match value.as_object() {
            Some(object) => check::tried_names(object, &TWICE, "patternProperties", at, sink),
            None => CONTINUE,
        };
    let place = format!("/{}", "a".repeat(60));
    let expected = (place, "/patternProperties".to_owned(), UNDECIDED.to_owned());
    assert_eq!(found(&value, names), [expected]);
}

fn any_two<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
    check::any_of(value, at, sink, &[twice, check::string])
}

fn one_of_two<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
    check::one_of(value, at, sink, &[twice, check::string])
}

#[test]
fn what_follows_from_neither_verdict_is_not_said() {
    let text = "a".repeat(60);
    let value = Node::from(text.as_str());
    let undecided = |place: &str| vec![(String::new(), place.to_owned(), UNDECIDED.to_owned())];
    assert_eq!(found(&value, one_of_two), undecided("/oneOf/0"));
    let three = |value: &Node<'_>, at: &At<'_, Failures>, sink: &mut Failures| {
        check::one_of(value, at, sink, &[twice, check::string, any_two])
    };
    let [(_, place, message)] = &found(&value, three)[..] else {
        panic!("one violation is enough");
    };
    assert_eq!(place, "/oneOf");
    assert!(message.ends_with("but satisfies 2"), "{message}");
    // If it held, `null` would be wanted, and if it did not, `true`.
    let condition = |value: &Node<'_>, at: &At<'_, Failures>, sink: &mut Failures| {
        let (then, otherwise) = (Some(check::null as _), Some(check::boolean as _));
        check::if_then_else(value, at, sink, twice, then, otherwise)
    };
    assert_eq!(found(&value, condition), undecided("/if"));
    let json = format!("[\"{text}\"]");
    let array = Node::parse(&json, Limits::new()).unwrap();
    let contains =
        |value: &Node<'_>, at: &At<'_, Failures>, sink: &mut Failures| match value.as_array() {
            Some(elements) => check::contains(elements, 1, None, at, sink, twice),
            None => CONTINUE,
        };
    let [(place, keyword, message)] = &found(&array, contains)[..] else {
        panic!("one violation is enough");
    };
    assert_eq!([place, keyword, message], ["/0", "/contains", UNDECIDED]);
}

/// `{"properties": {"text": twice, "kind": {"const": "a"}}, "required": ["kind"]}`
fn twice_of_kind_a<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
    check::once(value, at, sink, |value, at, sink| {
        check::object(value, at, sink)?;
        let Some(object) = value.as_object() else {
            return CONTINUE;
        };
        check::required(object, &["kind"], at, sink)?;
        check::property(object, "text", at, sink, twice)?;
        check::property(object, "kind", at, sink, |value, at, sink| {
            check::constant(value, "\"a\"", at, sink)
        })
    })
}

#[test]
fn what_is_refused_anyhow_is_refused_within_a_trial() {
    let text = "a".repeat(60);
    let not = |value: &Node<'_>, at: &At<'_, Failures>, sink: &mut Failures| {
        check::not(value, at, sink, twice_of_kind_a)
    };
    // A second trial of the same gives the same, also where what came of the first is remembered.
    let again = |value: &Node<'_>, at: &At<'_, Failures>, sink: &mut Failures| {
        check::any_of(
            value,
            at,
            sink,
            &[twice_of_kind_a, twice_of_kind_a, |value, at, sink| {
                twice_of_kind_a(value, at, sink)
            }],
        )
    };
    for (kind, undecided) in [("a", true), ("b", false)] {
        let json = format!("{{\"text\":\"{text}\",\"kind\":\"{kind}\"}}");
        let value = Node::parse(&json, Limits::new()).unwrap();
        let places = |check: &dyn Fn(&Node<'_>, &At<'_, Failures>, &mut Failures) -> Flow| {
            let found = found(&value, check);
            let places = found.iter().map(|(_, keyword, message)| {
                assert_eq!(message == UNDECIDED, undecided, "{kind}: {message}");
                keyword.clone()
            });
            places.collect::<Vec<_>>()
        };
        let expected: &[&str] = if undecided { &["/not"] } else { &[] };
        assert_eq!(places(&not), expected, "{kind}");
        let expected = if undecided { "/anyOf/0" } else { "/anyOf" };
        assert_eq!(places(&again), [expected], "{kind}");
    }
}

/// A text in an array in an array…, each of which asks twice.
fn twice_a_level<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
    check::any_of(
        value,
        at,
        sink,
        &[
            |value, at, sink| check::not(value, at, sink, inside),
            |value, at, sink| inside(value, at, sink),
        ],
    )
}

fn inside<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
    match value.as_array() {
        Some(elements) => check::items(elements, at, sink, twice_a_level),
        None => twice(value, at, sink),
    }
}

#[test]
fn what_is_not_decided_is_tried_once_however_many_ways_lead_to_it() {
    let json = format!("{}\"{}\"{}", "[".repeat(60), "a".repeat(60), "]".repeat(60));
    let value = Node::parse(&json, Limits::new()).unwrap();
    let found = found(&value, twice_a_level);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].2, UNDECIDED);
}

#[test]
fn an_alternative_that_is_not_decided_is_not_chosen() {
    let json = format!("\"{}\"", "a".repeat(60));
    let alternatives: [check::Check<Node<'_>, Verdict>; 2] = [twice, check::string];
    let mut reader = Reader::new(&json, Limits::new());
    assert_eq!(reader.choose_any_of(&alternatives).ok(), Some(1));
    assert!(reader.choose_any_of(&alternatives[..1]).is_err());
    assert!(reader.choose_one_of(&alternatives).is_err());
    let mut reader = Reader::new("\"a\"", Limits::new());
    assert_eq!(reader.choose_one_of(&alternatives).ok(), Some(1));
}
