use super::parse::parse;
use super::translate::translate;
use super::{Pattern, PatternErrorKind, PatternTest};

fn test_of(source: &str) -> Result<PatternTest, String> {
    Pattern::parse(source)
        .map(|pattern| pattern.test)
        .map_err(|error| error.to_string())
}

/// The pattern in the syntax of the engine, whether or not it needs one.
fn expression(source: &str) -> String {
    match parse(source) {
        Ok(node) => translate(&node),
        Err(error) => panic!("{source}: {error}"),
    }
}

/// The test as it is shown.
fn shown(source: &str) -> String {
    match test_of(source) {
        Ok(test) => test.to_string(),
        Err(error) => panic!("{source}: {error}"),
    }
}

#[test]
fn anchors_and_literals_are_text_comparisons() {
    assert_eq!(test_of("^evt_"), Ok(PatternTest::Prefix("evt_".into())));
    assert_eq!(test_of("Z$"), Ok(PatternTest::Suffix("Z".into())));
    assert_eq!(test_of("^a\\.b$"), Ok(PatternTest::Equal("a.b".into())));
    assert_eq!(test_of("ä/b"), Ok(PatternTest::Contains("ä/b".into())));
    assert_eq!(test_of(""), Ok(PatternTest::Contains(String::new())));
    assert_eq!(test_of("^(a(?:b))"), Ok(PatternTest::Prefix("ab".into())));
    assert_eq!(
        test_of(r"\x41\u0042\u{43}\cA\uD83D\uDC32"),
        Ok(PatternTest::Contains("ABC\u{1}🐲".into()))
    );
}

#[test]
fn what_need_not_be_there_at_an_open_end_is_left_out() {
    assert_eq!(test_of("^abc.*"), Ok(PatternTest::Prefix("abc".into())));
    assert_eq!(test_of("[^]?.*abc$"), Ok(PatternTest::Suffix("abc".into())));
    assert_eq!(test_of(".*a(b|c)*"), Ok(PatternTest::Contains("a".into())));
    assert_eq!(test_of("a*"), Ok(PatternTest::Contains(String::new())));
    assert_eq!(test_of("^(a|b*)"), Ok(PatternTest::Contains(String::new())));
    assert_eq!(
        shown("^abc.+"),
        r#"goes ^ "abc" [^\n\r\u{2028}-\u{2029}] …"#
    );
    assert_eq!(shown("b+a{2,3}"), r#"contains "baa""#);
    assert_eq!(shown("^(xy*|xz*)w?"), r#"begins with "x""#);
    // At a closed end it says what may stand there: no line terminator.
    assert_eq!(
        shown("^abc.*$"),
        r#"goes ^ "abc" [^\n\r\u{2028}-\u{2029}]* $"#
    );
}

#[test]
fn words_are_compared_one_by_one() {
    for (source, test) in [
        ("a|b", r#"contains "a" or contains "b""#),
        ("^a$|^b$", r#"is "a" or is "b""#),
        ("^(on|off|)$", r#"is "" or is "on" or is "off""#),
        (
            "^https?://",
            r#"begins with "http://" or begins with "https://""#,
        ),
        ("(^x-)|-x$", r#"begins with "x-" or ends with "-x""#),
        ("^(?:a|b)(?:c|d)$", "goes ^ [a-b] [c-d] $"),
        ("^ab|^ab", r#"begins with "ab""#),
        ("a{2}b?c", r#"contains "aac" or contains "aabc""#),
        (
            "^(aa|bb|cc|dd|ee)$",
            r#"is "aa" or is "bb" or is "cc" or is "dd" or is "ee""#,
        ),
        ("^x$|", r#"contains """#),
        ("^(a$|b)", r#"is "a" or begins with "b""#),
        ("(^a|b)$", r#"is "a" or ends with "b""#),
        (
            "^(?:(?:a$|b)|c)",
            r#"is "a" or begins with "b" or begins with "c""#,
        ),
    ] {
        assert_eq!(shown(source), test, "{source}");
    }
}

#[test]
fn one_walk_decides_what_one_look_ahead_tells_apart() {
    for (source, test) in [
        ("^cht_[0-9a-f]{24}$", r#"goes ^ "cht_" [0-9a-f]{24} $"#),
        ("^[a-z][a-z0-9_]*$", "goes ^ [a-z] [0-9_a-z]* $"),
        (r"^\d{4}-\d\d$", r#"goes ^ [0-9]{4} "-" [0-9]{2} $"#),
        (r"^[^/]+$", "goes ^ [^/]+ $"),
        (
            r"^\S+$",
            r"goes ^ [^\t-\r \u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}-\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}]+ $",
        ),
        ("[0-9]", "goes … [0-9] …"),
        (r"^([a-z]+\.)*[a-z]+$", r#"goes ^ [a-z]+ ( "." [a-z]+ )* $"#),
        (r"^[a-z]+(\.[a-z]+)+$", r#"goes ^ [a-z]+ ( "." [a-z]+ )+ $"#),
        (
            r"^.*\.json$",
            r#"goes ^ [^\n\r\u{2028}-\u{2029}]* ".json" $"#,
        ),
        ("^[Ee][Ss]6$", r#"goes ^ "es6" in any case $"#),
        ("^a[Bb]c$", r#"goes ^ "a" "b" in any case "c" $"#),
        (
            "^(jsx?|ts)-[a-z]*$",
            r#"goes ^ ( "js" [x]? or "ts" ) "-" [a-z]* $"#,
        ),
        (
            "^(js|jsx|ts)-[a-z]*$",
            r#"goes ^ ("jsx" or "js" or "ts") "-" [a-z]* $"#,
        ),
        ("^(-[0-9]+)?$", r#"goes ^ ( "-" [0-9]+ )? $"#),
        ("[a-z]cole", r#"goes … [a-z] "cole" …"#),
        ("[0-9]{2}$", "goes … [0-9]{2} $"),
        ("^a{1,100000}$", "goes ^ [a]{1,100000} $"),
        ("^[a-z]+$|^[0-9]", "goes ^ [a-z]+ $ or goes ^ [0-9] …"),
        (
            "^([a-z]+|[a-z]{2}[0-9]+)$",
            "goes ^ [a-z]+ $ or goes ^ [a-z]{2} [0-9]+ $",
        ),
        ("^(a+){2}$", "goes ^ [a]{2,} $"),
    ] {
        assert_eq!(shown(source), test, "{source}");
    }
}

#[test]
fn what_would_have_to_be_taken_back_is_left_to_the_engine() {
    for source in [
        "a$b",
        "a^",
        r"\ba",
        "^.*abc",
        r"^\S+@\S+$",
        "^[a-z0-9-]*[a-z0-9]$",
        "[0-9]+x[0-9]*x",
        "f.*o",
        r"^\p{Lu}$",
        "^(ab?)*bc?$",
        r"^[^\uD800]$|\uD800",
        "^(a{2,3})*$",
    ] {
        let test = test_of(source);
        assert!(
            matches!(test, Ok(PatternTest::Regex(_))),
            "{source}: {test:?}"
        );
    }
    let too_long = format!("^{}$", "a[0-9]b?".repeat(20));
    assert!(matches!(test_of(&too_long), Ok(PatternTest::Regex(_))));
}

#[test]
fn sets_are_spelled_out() {
    assert_eq!(expression(r"^\d+$"), "^[0-9]+$");
    assert_eq!(expression(r"\W"), "[^0-9A-Za-z_]");
    assert_eq!(expression(r"[\w\-.]"), r"[0-9A-Za-z_\-.]");
    assert_eq!(expression(r"[\D]"), "[[^0-9]]");
    assert_eq!(
        expression(r"\p{Lu}[\P{Script=Greek}]"),
        r"\p{Lu}[\P{Script=Greek}]"
    );
    assert_eq!(expression(r"a\b"), r"a(?-u:\b)");
}

#[test]
fn operators_of_the_other_syntax_are_literal_in_classes() {
    assert_eq!(expression("[a&&b]"), r"[a\&\&b]");
    assert_eq!(expression("[[~~]"), r"[\[\~\~]");
    assert_eq!(expression(r"[\b^]"), r"[\u{8}\^]");
    assert_eq!(expression("[--/]"), r"[\--/]");
}

#[test]
fn groups_and_repetitions_keep_what_decides() {
    assert_eq!(
        expression("^(?<year>a)??(b){2,}?c{02}$"),
        "^(?:a)?(?:b){2,}c{2}$"
    );
    assert_eq!(expression("^a{0,}x{1,}y{0,1}$"), "^a*x+y?$");
}

#[test]
fn surrogates_are_in_no_text() {
    let matches = |source: &str, text: &str| Pattern::parse(source).unwrap().is_match(text);
    assert!(!matches(r"\uD83D", "🐲"));
    assert!(matches(r"^\uD83D?$", ""));
    assert!(!matches(r"^[\uD800-\uDFFF]$", "🐲"));
    assert!(matches(r"^[^\uD800-\uDFFF]$", "🐲"));
    assert!(matches(r"^[\u0000-\uFFFF]$", "\u{e000}"));
    assert!(matches(r"^[\uD83D\uDC32]$", "🐲"));
    assert!(matches(r"^[\uDC32-\uE000]$", "\u{e000}"));
    assert!(!matches(r"\p{Cs}", "a🐲"));
    assert!(matches(r"^[\P{gc=Surrogate}]$", "a"));
    assert!(!matches("[]", "a"));
    assert!(matches("^[^]$", "\n"));
}

#[test]
fn spellings_that_can_only_mean_themselves_are_taken() {
    for (source, literal) in [
        (r"\_\-\@\ ", "_-@ "),
        ("a]", "a]"),
        ("{a}", "{a}"),
        ("a{2", "a{2"),
        ("é\\é", "éé"),
        ("(?::]])", ":]]"),
    ] {
        assert_eq!(
            test_of(source),
            Ok(PatternTest::Contains(literal.into())),
            "{source}"
        );
    }
    assert_eq!(expression(r"[\w-.]"), r"[0-9A-Za-z_\-.]");
    assert_eq!(expression(r"[.-\d]"), r"[.\-0-9]");
}

#[test]
fn matching_follows_the_test() {
    let matches = |source: &str, text: &str| Pattern::parse(source).map(|p| p.is_match(text));
    assert_eq!(matches("^evt_", "evt_1"), Ok(true));
    assert_eq!(matches("^evt_", "an evt_1"), Ok(false));
    assert_eq!(matches("Z$", "1Z"), Ok(true));
    // ECMA-262 without the `m` flag: `$` is the very end, not before a line break.
    assert_eq!(matches("Z$", "1Z\n"), Ok(false));
    assert_eq!(matches("^[Z]$", "Z\n"), Ok(false));
    assert_eq!(matches("^a$", "aa"), Ok(false));
    assert_eq!(matches("b", "abc"), Ok(true));
    assert_eq!(matches("[0-9]{2}", "a31b"), Ok(true));
    assert_eq!(matches(r"\bé", "é"), Ok(false));
    assert_eq!(matches(r"(?:[^]|\B){2}", "aéa"), Ok(true));
    assert_eq!(matches(r"^\s$", "\u{180e}"), Ok(false));
}

/// Kind, offset in characters, and a part of what is said.
fn refused(source: &str, kind: PatternErrorKind, offset: usize, what: &str) {
    let error = Pattern::parse(source).expect_err(source);
    assert_eq!(
        (error.kind, error.offset),
        (kind, offset),
        "{source}: {error}"
    );
    assert!(error.what.contains(what), "{source}: {error}");
    assert!(!error.help.is_empty() && !error.what.ends_with('.'));
}

#[test]
fn what_is_no_pattern_is_refused_where_it_goes_wrong() {
    for (source, offset, what) in [
        ("é(a", 1, "the group is not closed"),
        ("éa)", 2, "`)` closes no group"),
        ("ab[c", 2, "the class is not closed"),
        ("a[b-a]", 2, "the range ends before it begins"),
        ("a\\", 1, "escapes nothing"),
        ("a[\\", 2, "escapes nothing"),
        ("+a", 0, "nothing that `+` could repeat"),
        ("a**", 2, "nothing that `*` could repeat"),
        ("a++", 2, "nothing that `+` could repeat"),
        ("a|?", 2, "nothing that `?` could repeat"),
        ("({2})", 1, "nothing that `{` could repeat"),
        ("a{1}{2}", 4, "nothing that `{` could repeat"),
        ("a{3,2}", 1, "the greater number comes first"),
        ("a{,3}", 1, "`{,3}` says how often"),
        ("^*", 1, "`^` is a place"),
        ("(?=a)*", 5, "`(?=a)` is a place"),
        ("(?<!a){2}", 6, "`(?<!a)` is a place"),
        (r"a\b+", 3, r"`\b` is a place"),
        ("$?", 1, "`$` is a place"),
        (r"a\Z", 1, r"`\Z` means nothing"),
        (r"[\B]", 1, r"`\B` means nothing"),
        (r"[\1]", 1, r"`\1` means nothing"),
        (r"\01", 0, r"`\0` is followed by a digit"),
        (r"\c1", 0, "names no control character"),
        (r"\x4", 0, "two hexadecimal digits"),
        (r"\u004", 0, "names no code point"),
        (r"\u{110000}", 0, "names no code point"),
        (r"\u{}", 0, "names no code point"),
        (r"\u{+1}", 0, "names no code point"),
        (r"a\1", 1, "there is no group 1"),
        (r"(a)\99999999999", 3, "there is no group"),
        (r"(?<a>b)\k<c>", 7, "there is no group `c`"),
        (r"\k", 0, "refers to no group"),
        ("(?<1>a)", 3, "no name of a group"),
        ("(?<>a)", 3, "no name of a group"),
        ("(?<a", 3, "no name of a group"),
        ("(?<a>b)(?<a>c)", 10, "two groups are called `a`"),
        ("((?<a>b)|c)(?<a>d)", 14, "two groups are called `a`"),
        ("(?P<a>b)", 0, "no group of ECMA-262"),
        ("x(?i)a", 1, "no group of ECMA-262"),
        ("(?ii:a)", 0, "no group of ECMA-262"),
        ("(?-:a)", 0, "no group of ECMA-262"),
        ("(?>a)", 0, "no group of ECMA-262"),
        ("[[:alpha:]]", 10, "no classes such as `[:alpha:]`"),
        (r"a\p{Greek}", 1, "knows no property `Greek`"),
        (r"\p{letter}", 0, "knows no property `letter`"),
        (r"\p{Script=greek}", 0, "knows no property"),
        (r"\p{gc=Greek}", 0, "knows no property"),
        (r"\p{Lu=Lu}", 0, "knows no property"),
        (r"\pL", 0, "names no property"),
        // A mistake is said before what is not compiled.
        (r"(?=a)b[", 6, "the class is not closed"),
    ] {
        refused(source, PatternErrorKind::Invalid, offset, what);
    }
}

#[test]
fn what_is_not_compiled_is_named() {
    for (source, offset, what) in [
        ("a(?i-s:b)", 1, "a group with flags"),
        (r"\p{CWKCF}", 0, "the property `CWKCF`"),
    ] {
        refused(source, PatternErrorKind::Unsupported, offset, what);
    }
}

#[test]
fn looks_at_the_ends_are_conditions_on_the_whole_text() {
    for (source, test) in [
        (
            "^(?!foo)[a-z]+$",
            r#"not (begins with "foo") and (goes ^ [a-z]+ $)"#,
        ),
        (
            "^(?=[ab]*[0-9])(?=[0-9]*b)a",
            r#"(goes ^ [a-b]* [0-9] …) and (goes ^ [0-9]* "b" …) and (begins with "a")"#,
        ),
        (
            "^(?=.*[.])a",
            r#"(matches "^(?:[^\\n\\r\\u{2028}\\u{2029}]*[.])") and (begins with "a")"#,
        ),
        (
            "^[a-z0-]+(?<!-)$",
            r#"not (ends with "-") and (goes ^ [-0a-z]+ $)"#,
        ),
        (
            "[a-z]{3}(?<=abc|xyz)$",
            r#"(ends with "abc" or ends with "xyz") and (goes … [a-z]{3} $)"#,
        ),
        ("^(?!a$|b$)", r#"not (is "a" or is "b")"#),
        (
            "^((?!foo)[^,])*$",
            r#"not (contains "foo") and (goes ^ [^,]* $)"#,
        ),
        ("^(?=a)", r#"begins with "a""#),
        ("^(?=)a", r#"begins with "a""#),
        ("^(?=)", r#"contains """#),
        (
            "^(?!a)b$|^c",
            r#"not (begins with "a") and (is "b") or begins with "c""#,
        ),
        (
            "(^(?!-)[a-z]$)",
            r#"not (begins with "-") and (goes ^ [a-z] $)"#,
        ),
    ] {
        assert_eq!(shown(source), test, "{source}");
        assert!(!Pattern::parse(source).unwrap().is_tried(), "{source}");
    }
}

#[test]
fn what_looks_around_or_refers_back_otherwise_is_tried() {
    for (source, spelled) in [
        (r"^(?<a>.)\k<a>1\1$", r"^([^\n\r\u{2028}-\u{2029}])\1[1]\1$"),
        (r"a(?=\d)", "a(?=[0-9])"),
        (r"(?<![^\W_])a{2,3}?", "(?<![0-9A-Za-z])a{2,3}?"),
        (r"(?!a)b", "(?!a)b"),
        ("^a(?!b)[]$", "^a(?!b)[]$"),
        (r"\k<ä>(?:(?<ä>b)|(?<ä>[^])){2}", r"\1\2(?:(b)|([^])){2}"),
        (
            r"(?<=^|[*\-\]])\*+?\uD83D?(?!\b)",
            r"(?<=^|[*\-\]])\*+?[]?(?!\b)",
        ),
        (r"\p{sc=Ogam}(?=🐲)", r"[\u{1680}-\u{169C}](?=\u{1F432})"),
        ("^(?:(?!ab|)a)*$", "^(?:(?!ab|)a)*$"),
        ("^(?:(?!a)ab)*$", "^(?:(?!a)ab)*$"),
        (r"(?:[^]|\B){2}", r"(?:[^]|\B){2}"),
    ] {
        let pattern = Pattern::parse(source).unwrap();
        let spelled_as = match &pattern.test {
            PatternTest::Backtracking(trial) => trial.source(),
            other => panic!("{source}: {other}"),
        };
        assert_eq!(spelled_as, spelled, "{source}");
        assert!(pattern.is_tried() && !pattern.needs_engine());
    }
}

#[test]
fn names_are_read_and_forgotten() {
    assert_eq!(expression("(?<a>b)|(?<a>c)"), "(?:b)|(?:c)");
    assert_eq!(expression(r"(?<\u0061$_1é>b)+$"), "(?:b)+$");
}

#[test]
fn hostile_sizes_are_refused() {
    let too_big = |source: String, offset: usize, what: &str| {
        refused(&source, PatternErrorKind::TooBig, offset, what);
    };
    too_big(r"^(\w{1000}\b){1000}$".into(), 0, "too much memory");
    too_big("^a{99999999999999999999}$".into(), 0, "too much memory");
    too_big(
        "^(?:(?:(?:a?b?){999}){999}){999}$".into(),
        0,
        "too much memory",
    );
    too_big(r"\p{L}".repeat(4000), 0, "too much memory");
    too_big("a|".repeat(1 << 15) + "b", 0, "longer than 64 KiB");
    too_big("(".repeat(1 << 20), 60, "more than 60 levels");
    // Quadratic time would not end here.
    assert!(Pattern::parse(&("{".repeat(1 << 18) + "}")).is_ok());
}

#[test]
fn the_deepest_nesting_compiles() {
    let nested = (0..60).fold("z[^\\D]".to_owned(), |inner, _| format!("v(?:x|y{inner})*"));
    let pattern = Pattern::parse(&format!("^{nested}$")).unwrap();
    assert!(pattern.is_match("vx"));
    assert!(!pattern.is_match("vz"));
}
