//! What schemas say about a string, as a test of its text.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::ir::{Constant, Rule, SchemaId, Types};
use crate::shape::{Residue, TextRules, Type};

use super::Context;
use super::assertion::format_test;
use super::look::Look;

/// So many schemas are looked at for one text; what says more is left to the check.
const MOST_LOOKS: usize = 32;

/// So many strings at most are written out.
const MOST_STRINGS: usize = 128;

/// What a rule comes down to.
enum Test {
    Always,
    Never,
    /// An expression over the variable `text`.
    When(TokenStream, Binding),
}

/// How tightly an expression holds together.
#[derive(Clone, Copy, PartialEq)]
enum Binding {
    Call,
    All,
    Any,
}

impl Test {
    fn of(holds: bool) -> Self {
        match holds {
            true => Test::Always,
            false => Test::Never,
        }
    }

    /// It does not hold. A comparison would be spelled the other way round, so it is left to the check.
    fn not(self) -> Option<Self> {
        match self {
            Test::Always => Some(Test::Never),
            Test::Never => Some(Test::Always),
            Test::When(test, _) if compares(&test) => None,
            Test::When(test, Binding::Call) => Some(Test::When(quote! { !#test }, Binding::Call)),
            Test::When(test, _) => Some(Test::When(quote! { !(#test) }, Binding::Call)),
        }
    }

    /// All of them hold.
    fn all(tests: impl IntoIterator<Item = Option<Test>>) -> Option<Self> {
        let mut left = Vec::new();
        let mut is_never = false;
        for test in tests {
            match test? {
                Test::Always => {}
                Test::Never => is_never = true,
                Test::When(test, binding) => left.push((test, binding)),
            }
        }
        if is_never {
            return Some(Test::Never);
        }
        if left.len() < 2 {
            let only = left.pop();
            return Some(only.map_or(Test::Always, |(test, binding)| Test::When(test, binding)));
        }
        let tests = left.iter().map(|(test, binding)| match binding {
            Binding::Any => quote! { (#test) },
            Binding::Call | Binding::All => test.clone(),
        });
        Some(Test::When(quote! { #(#tests)&&* }, Binding::All))
    }

    /// One of them holds.
    fn any(tests: impl IntoIterator<Item = Option<Test>>) -> Option<Self> {
        let mut left = Vec::new();
        let mut is_always = false;
        for test in tests {
            match test? {
                Test::Always => is_always = true,
                Test::Never => {}
                Test::When(test, binding) => left.push((test, binding)),
            }
        }
        if is_always {
            return Some(Test::Always);
        }
        if left.len() < 2 {
            let only = left.pop();
            return Some(only.map_or(Test::Never, |(test, binding)| Test::When(test, binding)));
        }
        let tests = left.iter().map(|(test, _)| test);
        Some(Test::When(quote! { #(#tests)||* }, Binding::Any))
    }
}

impl Context<'_> {
    /// The tests of a text that also say what is left to a check; `None` if they cannot.
    pub(super) fn whole_text_tests(
        &self,
        rules: &TextRules,
        residue: &Residue,
    ) -> Option<Vec<TokenStream>> {
        let look = Look::new(&self.shapes.program, MOST_LOOKS);
        let mut all: Vec<Option<Test>> = Vec::new();
        all.extend(self.simple_tests(rules).map(Some));
        for left in residue {
            let schema = self.shapes.program.schema(left.schema);
            let mut meant = schema
                .rules
                .iter()
                .filter(|rule| rule.keyword() == Some(left.keyword))
                .peekable();
            meant.peek()?;
            all.extend(meant.map(|rule| self.text_rule(rule, &look)));
        }
        match Test::all(all)? {
            Test::Always => Some(Vec::new()),
            Test::Never => None,
            Test::When(test, _) => Some(vec![test]),
        }
    }

    fn simple_tests(&self, rules: &TextRules) -> impl Iterator<Item = Test> {
        let tests = self.text_tests(rules, "text");
        tests.into_iter().map(|test| Test::When(test, Binding::All))
    }

    /// The same for a string that is put to a check.
    pub(super) fn checked_text_tests(
        &self,
        value: &Type,
        residue: &Residue,
    ) -> Option<Vec<TokenStream>> {
        match value {
            Type::String(rules) => self.whole_text_tests(rules, residue),
            _ => None,
        }
    }

    fn text_schema(&self, schema: SchemaId, look: &Look<'_>) -> Option<Test> {
        let rules = look.rules(schema)?.iter();
        Test::all(rules.map(|rule| self.text_rule(rule, look)))
    }

    fn text_rule(&self, rule: &Rule, look: &Look<'_>) -> Option<Test> {
        let text_rules = |rules: TextRules| Test::all(self.simple_tests(&rules).map(Some));
        match rule {
            Rule::Never => Some(Test::Never),
            Rule::Types(types) => Some(Test::of(types.contains(Types::STRING))),
            Rule::Const(Constant::String(only)) => {
                Some(Test::When(quote! { matches!(text, #only) }, Binding::Call))
            }
            Rule::Const(_) => Some(Test::Never),
            Rule::Enum(values) => {
                let strings: Vec<&String> = values
                    .iter()
                    .filter_map(|value| match value {
                        Constant::String(text) => Some(text),
                        _ => None,
                    })
                    .collect();
                match strings.len() {
                    0 => Some(Test::Never),
                    1..=MOST_STRINGS => Some(Test::When(
                        quote! { matches!(text, #(#strings)|*) },
                        Binding::Call,
                    )),
                    _ => None,
                }
            }
            Rule::MinLength(length) => text_rules(TextRules {
                min_length: Some(*length),
                ..TextRules::default()
            }),
            Rule::MaxLength(length) => text_rules(TextRules {
                max_length: Some(*length),
                ..TextRules::default()
            }),
            // What takes too many steps is neither.
            Rule::Pattern(pattern) if pattern.is_tried() => None,
            Rule::Pattern(pattern) => text_rules(TextRules {
                patterns: vec![pattern.clone()],
                ..TextRules::default()
            }),
            Rule::Format(format) => Some(Test::When(format_test(*format, "text"), Binding::All)),
            Rule::Reference { target, .. } => self.text_schema(*target, look),
            Rule::AllOf(parts) => Test::all(parts.iter().map(|part| self.text_schema(*part, look))),
            Rule::AnyOf(parts) => Test::any(parts.iter().map(|part| self.text_schema(*part, look))),
            Rule::Not(schema) => self.text_schema(*schema, look)?.not(),
            _ => None,
        }
    }
}

/// Whether a test has a comparison that stands by itself.
fn compares(test: &TokenStream) -> bool {
    test.clone().into_iter().any(|token| match token {
        TokenTree::Punct(sign) => matches!(sign.as_char(), '=' | '<' | '>'),
        TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    })
}
