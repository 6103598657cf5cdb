//! What was put to which check before.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::check::Check;
use crate::hash::mix;
use crate::json::{Json, JsonType};
use crate::sink::Sink;

/// Of checks within one check: which value, by its address, was put to which check, and what came of it. Within the outermost
/// check everything stays where it is.
#[derive(Debug)]
pub(super) struct Memory<O> {
    /// Of arrays and objects.
    outcomes: HashMap<(usize, usize), O, BuildHasherDefault<AddressHasher>>,
    /// Of any other value, while it is the one that is checked: nothing is within it, so that no other one is meanwhile.
    current: Option<usize>,
    outcomes_of_current: HashMap<usize, O, BuildHasherDefault<AddressHasher>>,
}

impl<O: Copy> Memory<O> {
    pub(super) fn new() -> Self {
        Memory {
            outcomes: HashMap::default(),
            current: None,
            outcomes_of_current: HashMap::default(),
        }
    }

    /// What came of a check of the value, if that is remembered.
    pub(super) fn outcome<J: Json, S: Sink>(&self, value: &J, check: Check<J, S>) -> Option<O> {
        let check = check as usize;
        if has_inside(value) {
            return self.outcomes.get(&(address(value), check)).copied();
        }
        if self.current != Some(address(value)) {
            return None;
        }
        self.outcomes_of_current.get(&check).copied()
    }

    pub(super) fn remember<J: Json, S: Sink>(&mut self, value: &J, check: Check<J, S>, outcome: O) {
        let check = check as usize;
        if has_inside(value) {
            self.outcomes.insert((address(value), check), outcome);
            return;
        }
        if self.current.replace(address(value)) != Some(address(value)) {
            self.outcomes_of_current.clear();
        }
        self.outcomes_of_current.insert(check, outcome);
    }

    /// Another value may come to be where the last one was.
    pub(super) fn forget_current(&mut self) {
        self.current = None;
    }

    pub(super) fn forget(&mut self) {
        self.current = None;
        if !self.outcomes.is_empty() {
            self.outcomes.clear();
        }
    }
}

fn has_inside<J: Json>(value: &J) -> bool {
    matches!(value.json_type(), JsonType::Array | JsonType::Object)
}

fn address<J: Json>(value: &J) -> usize {
    std::ptr::from_ref(value) as usize
}

/// Mixes addresses. Whoever writes a payload does not choose them, so there is no need for a keyed hash.
#[derive(Clone, Copy, Debug, Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        // The table looks at the lowest and the highest bits.
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, address: usize) {
        self.0 = mix(self.0, address as u64);
    }
}
