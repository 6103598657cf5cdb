//! Tokens of JSON text (RFC 8259), shared by the direct reader and the tree parser.
//!
//! Everything here works on text that is known to be UTF-8, by byte offset, and only ever stops at ASCII bytes: so an
//! offset that comes out of here is always a character boundary.

mod number;
mod string;

pub(crate) use number::{is_number, number_end, plain_integer};
pub(crate) use string::{
    decode, escaped_string_end, is_plain, next_special, plain_string_end, string_end,
};

use crate::error::Problem;

/// Where and how a text stops being JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) offset: usize,
    pub(crate) problem: Problem,
}

pub(crate) type Lexed<T> = Result<T, Fault>;

#[cold]
pub(crate) fn fault<T>(offset: usize, problem: Problem) -> Lexed<T> {
    Err(Fault { offset, problem })
}

/// The offset of the first byte at or after `at` that is not white space (RFC 8259 section 2).
#[inline]
pub(crate) fn skip_space(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        // Every byte that starts a token is above the space character.
        Some(&byte) if byte > b' ' => at,
        // One space stands behind a colon.
        Some(b' ') if bytes.get(at + 1).is_some_and(|&byte| byte > b' ') => at + 1,
        _ => skip_space_run(bytes, at),
    }
}

#[inline(never)]
fn skip_space_run(bytes: &[u8], mut at: usize) -> usize {
    const SPACES: u64 = u64::from_le_bytes([b' '; 8]);
    loop {
        // Indentation is a run of spaces.
        while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
            let others = u64::from_le_bytes(*chunk) ^ SPACES;
            if others != 0 {
                at += (others.trailing_zeros() / 8) as usize;
                break;
            }
            at += 8;
        }
        match bytes.get(at) {
            Some(b' ' | b'\n' | b'\r' | b'\t') => at += 1,
            _ => return at,
        }
    }
}

/// The offset behind `literal`, which must stand at `at`.
#[inline]
pub(crate) fn literal_end(bytes: &[u8], at: usize, literal: &str) -> Lexed<usize> {
    if bytes
        .get(at..)
        .is_some_and(|rest| rest.starts_with(literal.as_bytes()))
    {
        Ok(at + literal.len())
    } else {
        fault(at, Problem::expected("a JSON value"))
    }
}
