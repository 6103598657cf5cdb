//! Runs the instructions of an expression on a text.

use super::program::{Instruction, Program};
use super::TooManySteps;

/// So many steps any text may take, and as many more for each of its bytes as there are instructions.
const STEPS: usize = 50_000;

/// At least so many more for each of its bytes.
const STEPS_PER_BYTE: usize = 50;

/// Choices are noted up to so many pairs of a choice and a place, which is 16 MiB of notes.
const MOST_NOTES: usize = 1 << 26;

/// Whether an expression matches somewhere in the text.
///
/// # Errors
/// It takes too many steps to tell.
pub(super) fn is_match(program: &Program, text: &str) -> Result<bool, TooManySteps> {
    let per_byte = program.instructions.len().max(STEPS_PER_BYTE);
    let noted = program.noted.saturating_mul(text.len() + 1);
    let mut matcher = Matcher {
        program,
        text,
        position: 0,
        slots: vec![None; program.slots],
        stack: Vec::new(),
        looks: Vec::new(),
        notes: Notes::of(if noted <= MOST_NOTES { noted } else { 0 }),
        left: text.len().saturating_mul(per_byte).saturating_add(STEPS),
    };
    let starts = text.char_indices().map(|(start, _)| start);
    for start in starts.chain([text.len()]) {
        matcher.position = start;
        if matcher.run()? {
            return Ok(true);
        }
        if program.from_start {
            break;
        }
    }
    Ok(false)
}

struct Matcher<'m> {
    program: &'m Program,
    text: &'m str,
    position: usize,
    slots: Vec<Option<usize>>,
    stack: Vec<Entry>,
    /// Where in the stack the looks are that are under way.
    looks: Vec<usize>,
    notes: Notes,
    /// How many steps are left.
    left: usize,
}

/// What to do when the way that was taken last leads to nothing.
enum Entry {
    /// Take another.
    Try { instruction: usize, position: usize },
    /// Remember again what was remembered before.
    Restore { slot: usize, value: Option<usize> },
    /// What was looked for is not there.
    Look {
        negated: bool,
        after: usize,
        position: usize,
    },
    /// Both ways of a choice lead to nothing.
    Note(usize),
}

impl Matcher<'_> {
    /// Whether the expression matches at the position.
    fn run(&mut self) -> Result<bool, TooManySteps> {
        self.slots.fill(None);
        self.stack.clear();
        self.looks.clear();
        let mut at = 0;
        loop {
            self.left = self.left.checked_sub(1).ok_or(TooManySteps)?;
            if matches!(self.program.instructions.get(at), Some(Instruction::Match)) {
                return Ok(true);
            }
            let next = match self.step(at) {
                Some(next) => Some(next),
                None => self.back()?,
            };
            match next {
                Some(next) => at = next,
                None => return Ok(false),
            }
        }
    }

    /// Takes one step; the instruction that is next, or `None` when this way leads to nothing.
    fn step(&mut self, at: usize) -> Option<usize> {
        let program = self.program;
        match program.instructions.get(at)? {
            Instruction::Chars { set, backward } => {
                let (before, after) = self.text.split_at_checked(self.position)?;
                let (character, length) = match backward {
                    true => before.chars().next_back().map(|c| (c, c.len_utf8())),
                    false => after.chars().next().map(|c| (c, c.len_utf8())),
                }?;
                if !set.contains(character) {
                    return None;
                }
                match backward {
                    true => self.position -= length,
                    false => self.position += length,
                }
            }
            Instruction::Start if self.position == 0 => {}
            Instruction::End if self.position == self.text.len() => {}
            Instruction::Start | Instruction::End => return None,
            Instruction::WordBoundary { negated } => {
                if self.is_word_boundary() == *negated {
                    return None;
                }
            }
            Instruction::Save(slot) => self.remember(*slot, Some(self.position)),
            Instruction::Forget(slots) => {
                for slot in slots.clone() {
                    self.remember(slot, None);
                }
            }
            Instruction::Jump(target) => return Some(*target),
            Instruction::Split {
                first,
                second,
                noted,
            } => return self.choose(*first, *second, *noted),
            Instruction::Progress(slot) => {
                if self.slots.get(*slot) == Some(&Some(self.position)) {
                    return None;
                }
            }
            Instruction::Reference { group, backward } => self.refer(*group, *backward)?,
            Instruction::Look { negated, after } => {
                self.looks.push(self.stack.len());
                self.stack.push(Entry::Look {
                    negated: *negated,
                    after: *after,
                    position: self.position,
                });
            }
            Instruction::Found => return self.found(),
            Instruction::Match => {}
        }
        Some(at + 1)
    }

    fn choose(&mut self, first: usize, second: usize, noted: Option<usize>) -> Option<usize> {
        if let Some(choice) = noted {
            let note = choice * (self.text.len() + 1) + self.position;
            match self.notes.get(note) {
                Note::None => self.stack.push(Entry::Note(note)),
                Note::Nothing => return None,
                Note::Found => return self.found(),
            }
        }
        self.stack.push(Entry::Try {
            instruction: second,
            position: self.position,
        });
        Some(first)
    }

    fn remember(&mut self, slot: usize, position: Option<usize>) {
        if let Some(known) = self.slots.get_mut(slot) {
            if *known != position {
                let value = std::mem::replace(known, position);
                self.stack.push(Entry::Restore { slot, value });
            }
        }
    }

    fn is_word_boundary(&self) -> bool {
        let is_word = |byte: Option<&u8>| {
            byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        };
        let bytes = self.text.as_bytes();
        let before = self.position.checked_sub(1).and_then(|at| bytes.get(at));
        is_word(before) != is_word(bytes.get(self.position))
    }

    /// Takes what a group has matched; a group that has matched nothing so far stands for the empty text.
    fn refer(&mut self, group: usize, backward: bool) -> Option<()> {
        let slot = |index: usize| self.slots.get(index).copied().flatten();
        let Some((start, end)) = slot(2 * group).zip(slot(2 * group + 1)) else {
            return Some(());
        };
        let matched = self.text.get(start..end)?;
        let (before, after) = self.text.split_at_checked(self.position)?;
        let found = match backward {
            true => before.ends_with(matched),
            false => after.starts_with(matched),
        };
        self.left = self.left.saturating_sub(matched.len() / 8);
        match backward {
            _ if !found => return None,
            true => self.position -= matched.len(),
            false => self.position += matched.len(),
        }
        Some(())
    }

    /// What the innermost look looks for is there: no other way of finding it will be tried.
    fn found(&mut self) -> Option<usize> {
        let start = self.looks.pop()?;
        let mut within = self.stack.drain(start..);
        let Some(Entry::Look {
            negated,
            after,
            position,
        }) = within.next()
        else {
            return None;
        };
        let mut restores = Vec::new();
        for entry in within {
            match entry {
                Entry::Restore { slot, value } => restores.push((slot, value)),
                // The choices that have not led to nothing have led here.
                Entry::Note(note) => self.notes.set(note, Note::Found),
                Entry::Try { .. } | Entry::Look { .. } => {}
            }
        }
        if negated {
            for (slot, value) in restores.into_iter().rev() {
                if let Some(known) = self.slots.get_mut(slot) {
                    *known = value;
                }
            }
            return None;
        }
        // What groups have matched within stays, until what came before is taken back.
        let restores = restores.into_iter();
        self.stack
            .extend(restores.map(|(slot, value)| Entry::Restore { slot, value }));
        self.position = position;
        Some(after)
    }

    /// Goes back to where another way can be taken: its instruction, or `None` when there is none.
    fn back(&mut self) -> Result<Option<usize>, TooManySteps> {
        while let Some(entry) = self.stack.pop() {
            self.left = self.left.checked_sub(1).ok_or(TooManySteps)?;
            match entry {
                Entry::Try {
                    instruction,
                    position,
                } => {
                    self.position = position;
                    return Ok(Some(instruction));
                }
                Entry::Restore { slot, value } => {
                    if let Some(known) = self.slots.get_mut(slot) {
                        *known = value;
                    }
                }
                Entry::Look {
                    negated,
                    after,
                    position,
                } => {
                    self.looks.pop();
                    if negated {
                        self.position = position;
                        return Ok(Some(after));
                    }
                }
                Entry::Note(note) => self.notes.set(note, Note::Nothing),
            }
        }
        Ok(None)
    }
}

/// What came of a choice at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Note {
    None,
    /// Neither way leads on.
    Nothing,
    /// It leads to the end of what the look around it looks for.
    Found,
}

/// What came of choices, two bits each. Without references it does not depend on how the place was reached.
struct Notes {
    bits: Vec<u64>,
}

impl Notes {
    fn of(count: usize) -> Self {
        Notes {
            bits: vec![0; count.div_ceil(32)],
        }
    }

    fn get(&self, note: usize) -> Note {
        let bits = self.bits.get(note / 32).copied().unwrap_or_default();
        match (bits >> (note % 32 * 2)) & 3 {
            0 => Note::None,
            1 => Note::Nothing,
            _ => Note::Found,
        }
    }

    fn set(&mut self, note: usize, value: Note) {
        let value: u64 = if value == Note::Nothing { 1 } else { 2 };
        if let Some(bits) = self.bits.get_mut(note / 32) {
            *bits |= value << (note % 32 * 2);
        }
    }
}
