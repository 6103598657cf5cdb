//! What is asked of a number that has been read.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use typewright_runtime::Number;

use crate::shape::{IntegerWidth, NumberRules};

use super::ident;

/// What the number in the variable `number` must satisfy; what its Rust type guarantees is left out.
pub(super) fn number_tests(rules: &NumberRules, width: Option<IntegerWidth>) -> Vec<TokenStream> {
    let mut low: Option<i128> = None;
    let mut high: Option<i128> = None;
    let mut tests = Vec::new();
    // Among integers, above a bound is at least the next one.
    let bounds = [
        (&rules.minimum, 0, "has_minimum"),
        (&rules.exclusive_minimum, 1, "has_exclusive_minimum"),
        (&rules.maximum, 0, "has_maximum"),
        (&rules.exclusive_maximum, -1, "has_exclusive_maximum"),
    ];
    for (bounds, next, predicate) in bounds {
        for bound in bounds {
            match integer_bound(bound, width).and_then(|bound| bound.checked_add(next)) {
                Some(bound) if predicate.ends_with("minimum") => low = low.max(Some(bound)),
                Some(bound) => high = Some(high.map_or(bound, |high| high.min(bound))),
                None => tests.push(exact_test(predicate, bound, width)),
            }
        }
    }
    let is_unsigned = width == Some(IntegerWidth::U64);
    let least = low.or(is_unsigned.then_some(0));
    if let (Some(least), Some(most)) = (least, high)
        && least > most
    {
        // Not a range that is empty: lints take those for mistakes, and the type may not even have its ends.
        return vec![quote! { false }];
    }
    if is_unsigned && low.is_some_and(|low| low <= 0) {
        low = None;
    }
    // With one value left it is an equality, and lints say so.
    if let Some(only) = high.filter(|most| least == Some(*most)) {
        let only = literal(only);
        tests.insert(0, quote! { number == #only });
        low = None;
        high = None;
    }
    let range = match (low.map(literal), high.map(literal)) {
        (None, None) => None,
        (Some(low), None) => Some(quote! { number >= #low }),
        (None, Some(high)) => Some(quote! { number <= #high }),
        (Some(low), Some(high)) => Some(quote! { (#low..=#high).contains(&number) }),
    };
    tests.splice(0..0, range);
    if let Some(listed) = &rules.listed {
        let pattern = integer_pattern(listed);
        let test = match listed.as_slice() {
            [_] => quote! { number == #pattern },
            _ => quote! { matches!(number, #pattern) },
        };
        tests.insert(0, test);
    }
    for divisor in &rules.multiple_of {
        tests.push(exact_test("is_multiple_of", divisor, width));
    }
    tests
}

/// A test by decimal value.
fn exact_test(predicate: &str, operand: &str, width: Option<IntegerWidth>) -> TokenStream {
    let (predicate, number) = (ident(predicate), exact(width));
    quote! { check::#predicate(#number, #operand) }
}

/// The number in the variable `number` as the runtime's exact type.
fn exact(width: Option<IntegerWidth>) -> TokenStream {
    match width {
        None => quote! { number },
        Some(_) => quote! { Number::from(number) },
    }
}

/// A bound as an integer that, with its neighbours, fits the integer's type; `None` for any other bound, or no integer type.
fn integer_bound(bound: &str, width: Option<IntegerWidth>) -> Option<i128> {
    let number: Number = bound.parse().ok()?;
    let (bound, least, most) = match width? {
        IntegerWidth::U64 => (i128::from(number.as_u64()?), 0, i128::from(u64::MAX)),
        IntegerWidth::I64 => (
            i128::from(number.as_i64()?),
            i128::from(i64::MIN) + 1,
            i128::from(i64::MAX),
        ),
    };
    (bound == least || (least < bound && bound < most)).then_some(bound)
}

/// A pattern of these integers, in their order; a range where they are one, as lints want it.
pub(super) fn integer_pattern(values: &[i64]) -> TokenStream {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let follow =
        |pair: &[i64]| matches!(pair, [left, right] if left.checked_add(1) == Some(*right));
    if let [first, _, .., last] = sorted.as_slice()
        && sorted.len() > 2
        && sorted.windows(2).all(follow)
    {
        let (first, last) = (literal(i128::from(*first)), literal(i128::from(*last)));
        return quote! { #first..=#last };
    }
    let values = values.iter().map(|value| literal(i128::from(*value)));
    quote! { #(#values)|* }
}

fn literal(value: i128) -> TokenStream {
    let magnitude = Literal::u128_unsuffixed(value.unsigned_abs());
    if value < 0 {
        quote! { -#magnitude }
    } else {
        quote! { #magnitude }
    }
}
