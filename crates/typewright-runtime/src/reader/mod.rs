//! Reading JSON text directly into values.
//!
//! The reader decides, it does not explain: whatever is not right is a [`Failure`] without content, and only then is the
//! text parsed and checked once more for a report.

mod accept;
mod array;
mod choose;
mod compact;
mod distinct;
mod members;
mod names;
mod scalar;
mod skip;
mod tag;
mod tested;
mod trial;
mod tuple;

pub use accept::{Others, Token};
pub use array::Elements;
pub use compact::{Compact, CompactMembers};
pub use members::{Member, Members};
pub use names::Names;
pub use trial::Accept;

use crate::at::At;
use crate::check::Check;
use crate::json::{JsonType, Node};
use crate::lexer::{self, skip_space};
use crate::limits::Limits;
use crate::sink::Verdict;
use skip::SeenName;

/// What reading a value gives.
pub type Read<T> = Result<T, Failure>;

/// The text is not what was read for. The reader knows where; the report says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure(());

/// Reads one JSON document from text that is known to be UTF-8.
///
/// It accepts JSON as RFC 8259 defines it and I-JSON (RFC 7493) limits it: member names are unique, compared after
/// unescaping, also in parts that are skipped; no surrogate stands alone; no byte order mark; nesting within the limits.
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth_left: usize,
    failed_at: usize,
    unrepresentable: bool,
    /// How much text may be read once more to try alternatives.
    trials_left: usize,
    gave_up: bool,
    /// Names of the objects that are open in a part that is skipped.
    seen: Vec<SeenName<'a>>,
}

impl<'a> Reader<'a> {
    /// A reader at the start of the text.
    #[must_use]
    pub fn new(text: &'a str, limits: Limits) -> Self {
        Reader {
            text,
            at: 0,
            depth_left: limits.max_depth,
            failed_at: 0,
            unrepresentable: false,
            trials_left: text.len().saturating_mul(trial::TRIALS),
            gave_up: false,
            seen: Vec::new(),
        }
    }

    /// Bytes that have been read.
    #[inline]
    #[must_use]
    pub fn offset(&self) -> usize {
        self.at
    }

    /// The text from a former [`offset`](Reader::offset) up to the present one.
    #[inline]
    #[must_use]
    pub fn slice_from(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Where the last failure was, in bytes from the start.
    #[must_use]
    pub fn failed_at(&self) -> usize {
        self.failed_at
    }

    /// Whether the last failure was a value that is right but that the Rust type cannot hold.
    #[must_use]
    pub fn is_unrepresentable(&self) -> bool {
        self.unrepresentable
    }

    #[cold]
    fn fail_at<T>(&mut self, offset: usize) -> Read<T> {
        self.failed_at = offset;
        self.unrepresentable = false;
        Err(Failure(()))
    }

    #[cold]
    fn unrepresentable_at<T>(&mut self, offset: usize) -> Read<T> {
        self.failed_at = offset;
        self.unrepresentable = true;
        Err(Failure(()))
    }

    /// Fails here.
    ///
    /// # Errors
    /// Always.
    #[cold]
    pub fn reject<T>(&mut self) -> Read<T> {
        self.fail_at(self.at)
    }

    /// Fails because the Rust type cannot hold the value that was read last.
    ///
    /// # Errors
    /// Always.
    #[cold]
    pub fn unrepresentable<T>(&mut self) -> Read<T> {
        // The value ends here; the byte before is part of it.
        self.unrepresentable_at(self.at.saturating_sub(1))
    }

    /// Fails unless a rule holds.
    ///
    /// # Errors
    /// It does not hold.
    #[inline]
    pub fn require(&mut self, holds: bool) -> Read<()> {
        if holds {
            Ok(())
        } else {
            self.reject()
        }
    }

    /// The value of a required member.
    ///
    /// # Errors
    /// It was absent.
    #[inline]
    pub fn required<T>(&mut self, slot: Option<T>) -> Read<T> {
        match slot {
            Some(value) => Ok(value),
            None => self.reject(),
        }
    }

    /// Reads a member into its slot.
    ///
    /// # Errors
    /// The slot is filled, so the member is a duplicate; or as the given function.
    #[inline]
    pub fn once<T>(
        &mut self,
        slot: &mut Option<T>,
        read: impl FnOnce(&mut Self) -> Read<T>,
    ) -> Read<()> {
        if slot.is_some() {
            return self.reject();
        }
        // One move into the slot, whatever the size of the value.
        *slot = read(self).ok();
        match slot {
            Some(_) => Ok(()),
            None => Err(Failure(())),
        }
    }

    /// Reads a member that must be this string, and remembers in its slot that it was there.
    ///
    /// # Errors
    /// The slot is filled, so the member is a duplicate; or another value follows.
    #[inline]
    pub fn once_string(&mut self, slot: &mut Option<()>, expected: &str) -> Read<()> {
        self.once(slot, |reader| reader.constant_string(expected))
    }

    /// The type of the value that comes next. Nothing but white space is consumed.
    ///
    /// # Errors
    /// What comes next does not begin a JSON value.
    #[inline]
    pub fn peek(&mut self) -> Read<JsonType> {
        match self.next_byte() {
            Some(b'"') => Ok(JsonType::String),
            Some(b'{') => Ok(JsonType::Object),
            Some(b'[') => Ok(JsonType::Array),
            Some(b'-' | b'0'..=b'9') => Ok(JsonType::Number),
            Some(b't' | b'f') => Ok(JsonType::Boolean),
            Some(b'n') => Ok(JsonType::Null),
            _ => self.reject(),
        }
    }

    /// Ends the document.
    ///
    /// # Errors
    /// Anything but white space follows.
    #[inline]
    pub fn end(&mut self) -> Read<()> {
        match self.next_byte() {
            None => Ok(()),
            Some(_) => self.reject(),
        }
    }

    /// Puts the value that was read from `start` up to here to a check.
    ///
    /// # Errors
    /// The check finds a violation.
    #[cold]
    pub fn residue(&mut self, start: usize, check: Check<Node<'a>, Verdict>) -> Read<()> {
        // The span has been read, so its depth has been checked.
        let limits = Limits::new().with_max_depth(usize::MAX);
        match Node::parse(self.slice_from(start), limits) {
            Ok(node) if Verdict::accepts(|sink| check(&node, &At::root_within(limits), sink)) => {
                Ok(())
            }
            _ => self.fail_at(start),
        }
    }

    /// The byte that the next token starts with; white space before it is consumed.
    #[inline]
    fn next_byte(&mut self) -> Option<u8> {
        self.at = skip_space(self.text.as_bytes(), self.at);
        self.text.as_bytes().get(self.at).copied()
    }

    /// Consumes an opening bracket.
    #[inline]
    fn open(&mut self, bracket: u8) -> Read<()> {
        if self.next_byte() != Some(bracket) || self.depth_left == 0 {
            return self.reject();
        }
        self.depth_left -= 1;
        self.at += 1;
        Ok(())
    }

    /// Consumes a closing bracket, which stands here.
    #[inline]
    fn close(&mut self) {
        self.depth_left += 1;
        self.at += 1;
    }

    #[inline]
    fn lexed<T>(&mut self, lexed: lexer::Lexed<T>) -> Read<T> {
        match lexed {
            Ok(token) => Ok(token),
            Err(fault) => self.fail_at(fault.offset),
        }
    }
}
