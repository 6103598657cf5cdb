//! Tests of texts by patterns: comparisons where they are used, anything longer as an item of its own that checks and readers share.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::parse_quote;

use crate::ir::{CharSet, Condition, Count, Pattern, PatternTest, Rule, Scan, Step};
use crate::shape::patterns_in;

use super::doc::{doc_text, docs};
use super::{Context, ident};

impl Context<'_> {
    /// Whether the text in the variable matches.
    pub(super) fn pattern_test(&self, pattern: &Pattern, variable: &str) -> TokenStream {
        let text = ident(variable);
        let name = || self.pattern_ident(pattern);
        match &pattern.test {
            PatternTest::Regex(_) | PatternTest::Backtracking(_) => {
                let name = name();
                quote! { #name.is_match(#text) }
            }
            test if test.is_comparison() => comparison(test, &text),
            _ => {
                let name = name();
                quote! { #name(#text) }
            }
        }
    }

    /// Whether the text in the variable may match: also where it takes too many steps to tell, which is refused already.
    pub(super) fn pattern_may_match(&self, pattern: &Pattern, variable: &str) -> TokenStream {
        if !pattern.is_tried() {
            return self.pattern_test(pattern, variable);
        }
        let (name, text) = (self.pattern_ident(pattern), ident(variable));
        quote! { #name.may_match(#text) }
    }

    fn pattern_ident(&self, pattern: &Pattern) -> Ident {
        match self.shapes.pattern_names.get(&pattern.source) {
            Some(name) => ident(name),
            // Every pattern of a schema with a check has been named.
            None => ident("PATTERN"),
        }
    }

    /// The check of a text by a pattern.
    pub(super) fn check_pattern(&self, pattern: &Pattern) -> TokenStream {
        let source = &pattern.source;
        if pattern.is_tried() {
            let name = self.pattern_ident(pattern);
            return quote! {
                check::tried_pattern(text, #source, #name.try_match(text), at, sink)?;
            };
        }
        let test = self.pattern_test(pattern, "text");
        quote! { check::pattern(text, #source, #test, at, sink)?; }
    }

    /// Checks that members' names can be told apart, by the patterns of these rules that have to be tried.
    pub(super) fn check_tried_names(&self, rules: &[Rule]) -> Vec<TokenStream> {
        let mut seen = BTreeSet::new();
        // The rule that has the pattern first, which others repeat.
        let (matching, others): (Vec<&Rule>, Vec<&Rule>) = rules
            .iter()
            .filter(|rule| !matches!(rule, Rule::Pattern(_)))
            .partition(|rule| matches!(rule, Rule::PatternProperties(_)));
        let mut checks = Vec::new();
        for rule in matching.into_iter().chain(others) {
            let Some(keyword) = rule.keyword() else {
                continue;
            };
            for pattern in patterns_in(rule) {
                if pattern.is_tried() && seen.insert(&pattern.source) {
                    let name = self.pattern_ident(pattern);
                    checks
                        .push(quote! { check::tried_names(object, &#name, #keyword, at, sink)?; });
                }
            }
        }
        checks
    }

    /// The item that other tests of this pattern call, if it is more than a comparison.
    pub(super) fn pattern_item(&self, pattern: &Pattern) -> Option<syn::Item> {
        let name = ident(self.shapes.pattern_names.get(&pattern.source)?);
        match &pattern.test {
            PatternTest::Regex(expression) => {
                let source = expression.source();
                return Some(parse_quote! {
                    pub(crate) static #name: Pattern = Pattern::new(#source);
                });
            }
            PatternTest::Backtracking(trial) => {
                let source = trial.source();
                return Some(parse_quote! {
                    pub(crate) static #name: Backtracking = Backtracking::new(#source);
                });
            }
            _ => {}
        }
        let docs = docs(&doc_text(&format!(
            "Whether a text matches {}.",
            code(&pattern.source)
        )));
        let mut engines = Vec::new();
        let test = test(&pattern.test, &mut engines);
        Some(parse_quote! {
            #docs
            pub(crate) fn #name(text: &str) -> bool { #(#engines)* #test }
        })
    }
}

/// A pattern as inline code.
fn code(source: &str) -> String {
    let runs = source.split(|character| character != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0) + 1);
    let space = if source.starts_with('`') || source.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{space}{source}{space}{fence}")
}

/// Whether the text in the variable is this one.
pub(super) fn equality(text: &Ident, literal: &str) -> TokenStream {
    match literal.is_empty() {
        true => quote! { #text.is_empty() },
        false => quote! { #text == #literal },
    }
}

/// One comparison of the text in the variable.
fn comparison(test: &PatternTest, text: &Ident) -> TokenStream {
    match test {
        PatternTest::Prefix(literal) => quote! { #text.starts_with(#literal) },
        PatternTest::Suffix(literal) => quote! { #text.ends_with(#literal) },
        PatternTest::Equal(literal) => equality(text, literal),
        PatternTest::Contains(literal) => quote! { #text.contains(#literal) },
        PatternTest::AnyOf(tests) => {
            let literals = tests.iter().filter_map(|test| match test {
                PatternTest::Equal(literal) => Some(literal),
                _ => None,
            });
            quote! { matches!(#text, #(#literals)|*) }
        }
        _ => quote! { false },
    }
}

/// The test of the variable `text`; engines that it needs are defined in front of it.
fn test(test: &PatternTest, engines: &mut Vec<TokenStream>) -> TokenStream {
    let text = ident("text");
    match test {
        PatternTest::Scan(scan) => scan_test(scan),
        PatternTest::Regex(expression) => {
            let count = engines.len() + 1;
            let name = ident(&format!(
                "PART{}",
                if count > 1 {
                    count.to_string()
                } else {
                    String::new()
                }
            ));
            let source = expression.source();
            engines.push(quote! { static #name: Pattern = Pattern::new(#source); });
            quote! { #name.is_match(text) }
        }
        PatternTest::AllOf(conditions) => {
            let parts = conditions
                .iter()
                .map(|condition| condition_test(condition, engines));
            let parts: Vec<TokenStream> = parts.collect();
            quote! { #(#parts)&&* }
        }
        PatternTest::AnyOf(tests) if !test.is_comparison() => {
            let mut parts = Vec::new();
            let mut rest = tests.as_slice();
            while let [first, ..] = rest {
                let alike = rest.iter().take_while(|other| literal_of(other).is_some());
                let alike = alike.take_while(|other| {
                    std::mem::discriminant(*other) == std::mem::discriminant(first)
                });
                let length = alike.count().max(1);
                let (now, after) = rest.split_at(length);
                parts.push(alternatives(now, &text, engines));
                rest = after;
            }
            quote! { #(#parts)||* }
        }
        comparable => comparison(comparable, &text),
    }
}

/// What must hold, or must not.
fn condition_test(condition: &Condition, engines: &mut Vec<TokenStream>) -> TokenStream {
    let inner = test(&condition.test, engines);
    match (&condition.test, condition.negated) {
        (PatternTest::Equal(literal), true) if !literal.is_empty() => quote! { text != #literal },
        (PatternTest::AnyOf(_), negated) if !condition.test.is_comparison() => {
            let not = negated.then(|| quote! { ! });
            quote! { #not (#inner) }
        }
        (PatternTest::AllOf(_), true) => quote! { !(#inner) },
        (_, true) => quote! { !#inner },
        (_, false) => inner,
    }
}

/// So many comparisons of one kind are made one by one.
const FEW: usize = 3;

/// Tests of one kind.
fn alternatives(
    tests: &[PatternTest],
    text: &Ident,
    engines: &mut Vec<TokenStream>,
) -> TokenStream {
    let literals: Vec<&str> = tests.iter().filter_map(literal_of).collect();
    let method = match tests {
        [only] => return test(only, engines),
        [PatternTest::Prefix(_), ..] => ident("starts_with"),
        [PatternTest::Suffix(_), ..] => ident("ends_with"),
        [PatternTest::Contains(_), ..] => ident("contains"),
        _ => return quote! { matches!(#text, #(#literals)|*) },
    };
    if literals.len() <= FEW {
        return quote! { #(#text.#method(#literals))||* };
    }
    quote! { [#(#literals),*].iter().any(|part| #text.#method(part)) }
}

fn literal_of(test: &PatternTest) -> Option<&str> {
    match test {
        PatternTest::Prefix(literal)
        | PatternTest::Suffix(literal)
        | PatternTest::Equal(literal)
        | PatternTest::Contains(literal) => Some(literal),
        _ => None,
    }
}

const ONCE: Count = Count {
    least: 1,
    most: Some(1),
};

const ANY: Count = Count {
    least: 0,
    most: None,
};

fn scan_test(scan: &Scan) -> TokenStream {
    let test = match scan.steps.as_slice() {
        [Step::Chars(set, ANY)] if scan.from_start && scan.to_end => {
            let class = class_function(set);
            quote! { text.chars().all(#class) }
        }
        [Step::Chars(set, ONCE)] if !(scan.from_start && scan.to_end) => {
            let class = class_pattern(set);
            match (scan.from_start, scan.to_end) {
                (true, _) => quote! { text.starts_with(#class) },
                (false, true) => quote! { text.ends_with(#class) },
                (false, false) => quote! { text.contains(#class) },
            }
        }
        [Step::IgnoringCase(literal)] if scan.from_start && scan.to_end => {
            quote! { text.eq_ignore_ascii_case(#literal) }
        }
        steps => {
            let calls = calls(steps);
            let end = if scan.to_end {
                quote! { .is_at_end() }
            } else {
                quote! { .has_matched() }
            };
            if scan.from_start {
                quote! { Scan::new(text)#calls #end }
            } else {
                quote! { Scan::anywhere(text, |scan| scan #calls #end) }
            }
        }
    };
    if scan.suffix.is_empty() {
        return test;
    }
    let suffix = &scan.suffix;
    quote! { text.strip_suffix(#suffix).is_some_and(|text| #test) }
}

/// The calls for some steps, one after the other.
fn calls(steps: &[Step]) -> TokenStream {
    let calls = steps.iter().map(|step| match step {
        Step::Literal(literal) => quote! { .literal(#literal) },
        Step::IgnoringCase(literal) => quote! { .ignoring_case(#literal) },
        Step::OneOf(literals) => quote! { .one_of(&[#(#literals),*]) },
        Step::Chars(set, count) => {
            let (count, class) = (range(*count), class_function(set));
            quote! { .chars(#count, #class) }
        }
        Step::Group(alternatives, count) => {
            let inner = group(alternatives);
            match *count {
                ONCE => inner,
                Count {
                    least: 0,
                    most: Some(1),
                } => quote! { .optional(|scan| scan #inner) },
                count => {
                    let count = range(count);
                    quote! { .repeat(#count, |scan| scan #inner) }
                }
            }
        }
    });
    quote! { #(#calls)* }
}

/// The calls for one of several sequences.
fn group(alternatives: &[Vec<Step>]) -> TokenStream {
    let literal = |steps: &Vec<Step>| match steps.as_slice() {
        [Step::Literal(literal)] => Some(literal.clone()),
        _ => None,
    };
    let literals: Option<Vec<String>> = alternatives.iter().map(literal).collect();
    match (alternatives, literals) {
        ([only], _) => calls(only),
        (_, Some(literals)) => quote! { .one_of(&[#(#literals),*]) },
        _ => {
            let parts = alternatives.iter().map(|steps| calls(steps));
            quote! { .first_of(&[#(&|scan| scan #parts),*]) }
        }
    }
}

fn range(count: Count) -> TokenStream {
    let least = Literal::u32_unsuffixed(count.least);
    let most = count.most.map(Literal::u32_unsuffixed);
    match (count.least, most) {
        (0, None) => quote! { .. },
        (_, None) => quote! { #least.. },
        (0, Some(most)) if count.most != Some(0) => quote! { ..=#most },
        (_, Some(most)) if count.most == Some(count.least) => quote! { #most },
        (_, Some(most)) => quote! { #least..=#most },
    }
}

/// A function that tells whether a character is in a set.
fn class_function(set: &CharSet) -> TokenStream {
    if *set == CharSet::white_space() {
        return quote! { check::is_white_space };
    }
    let test = class_test(set);
    match set.complement().is_empty() {
        true => quote! { |_| true },
        false => quote! { |c| #test },
    }
}

/// The same for a method of `str`.
fn class_pattern(set: &CharSet) -> TokenStream {
    let listed = set.ranges().iter();
    let listed = listed.map(|(first, last)| match is_pair(*first, *last) {
        true => Some(vec![*first, *last]),
        false => (first == last).then(|| vec![*first]),
    });
    if let Some(listed) = listed.collect::<Option<Vec<_>>>() {
        let listed = listed.concat();
        return quote! { [#(#listed),*] };
    }
    if *set == CharSet::white_space() {
        return quote! { check::is_white_space };
    }
    let test = class_test(set);
    match set.complement().is_empty() {
        true => quote! { |_: char| true },
        false => quote! { |c: char| #test },
    }
}

/// Whether there is nothing between the two.
fn is_pair(first: char, last: char) -> bool {
    u32::from(last) == u32::from(first) + 1
}

/// Whether the character `c` is in a set, or is not in the others, whichever is shorter.
fn class_test(set: &CharSet) -> TokenStream {
    let (positive, others) = (Terms::of(set), Terms::of(&set.complement()));
    if positive.number <= others.number {
        return positive.test;
    }
    match (others.number, set.complement().only()) {
        (_, Some(only)) => quote! { c != #only },
        (1, None) => {
            let test = others.test;
            quote! { !#test }
        }
        _ if others.is_one_call => {
            let test = others.test;
            quote! { !#test }
        }
        _ => {
            let test = others.test;
            quote! { !(#test) }
        }
    }
}

/// How a set is spelled.
struct Terms {
    test: TokenStream,
    /// How many parts it has.
    number: usize,
    /// Whether a `!` in front needs no parentheses.
    is_one_call: bool,
}

/// Sets that `char` has a method for.
const METHODS: &[(&str, &[(char, char)])] = &[
    ("is_ascii_digit", &[('0', '9')]),
    ("is_ascii_lowercase", &[('a', 'z')]),
    ("is_ascii_uppercase", &[('A', 'Z')]),
    ("is_ascii_alphabetic", &[('A', 'Z'), ('a', 'z')]),
    (
        "is_ascii_alphanumeric",
        &[('0', '9'), ('A', 'Z'), ('a', 'z')],
    ),
    ("is_ascii_hexdigit", &[('0', '9'), ('A', 'F'), ('a', 'f')]),
];

impl Terms {
    fn of(set: &CharSet) -> Self {
        let named: [(CharSet, TokenStream); 2] = [
            (CharSet::white_space(), quote! { check::is_white_space(c) }),
            (
                CharSet::line_terminators(),
                quote! { check::is_line_terminator(c) },
            ),
        ];
        let mut tests = Vec::new();
        let mut rest = set.clone();
        for (named, test) in named {
            if named.is_subset(&rest) && rest.ranges().len() >= named.ranges().len() {
                rest = rest.without(&named);
                tests.push(test);
            }
        }
        let number = tests.len() + rest.ranges().len();
        if !rest.is_empty() {
            tests.push(listed(&rest));
        }
        Terms {
            number,
            is_one_call: tests.len() == 1 && rest.only().is_none(),
            test: quote! { #(#tests)||* },
        }
    }
}

/// Whether the character `c` is in one of the ranges.
fn listed(set: &CharSet) -> TokenStream {
    let method = METHODS.iter().find(|(_, ranges)| *ranges == set.ranges());
    if let Some((method, _)) = method {
        let method = ident(method);
        return quote! { c.#method() };
    }
    if let Some(only) = set.only() {
        return quote! { c == #only };
    }
    let ranges =
        set.ranges()
            .iter()
            .map(|(first, last)| match u32::from(*last) - u32::from(*first) {
                0 => quote! { #first },
                1 => quote! { #first | #last },
                _ => quote! { #first..=#last },
            });
    quote! { matches!(c, #(#ranges)|*) }
}
