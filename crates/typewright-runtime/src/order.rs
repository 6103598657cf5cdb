//! Sorting. A sort is much code for each type that it is compiled for, in each crate that calls it: these are compiled once.

/// Sorts texts by their bytes; equal ones by the number beside them.
#[inline(never)]
pub(crate) fn sort_texts(texts: &mut [(&[u8], usize)]) {
    texts.sort_unstable();
}

/// Sorts numbers; equal ones by the number beside them.
#[inline(never)]
pub(crate) fn sort_numbers(numbers: &mut [(u64, usize)]) {
    numbers.sort_unstable();
}
