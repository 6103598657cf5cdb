//! Expressions as instructions.

use std::ops::Range;

use super::parse::Expression;
use super::tree::{CharSet, Node};

/// More instructions than this are refused: counts are written out.
const MOST_INSTRUCTIONS: usize = 20_000;

/// An expression as instructions; the first of them is where it begins.
#[derive(Debug)]
pub(super) struct Program {
    pub instructions: Vec<Instruction>,
    /// How many positions it remembers: the beginning and the end of each group, and where repetitions began.
    pub slots: usize,
    /// How many choices are noted, so that no choice is made twice at one place.
    pub noted: usize,
    /// Whether it can only match at the beginning of the text.
    pub from_start: bool,
}

/// One step. `backward` goes towards the beginning of the text, as what looks behind does.
#[derive(Debug)]
pub(super) enum Instruction {
    Chars {
        set: CharSet,
        backward: bool,
    },
    Start,
    End,
    WordBoundary {
        negated: bool,
    },
    /// Remembers the position.
    Save(usize),
    /// Forgets what groups were.
    Forget(Range<usize>),
    Jump(usize),
    /// Goes on at the first; when that fails, at the second.
    Split {
        first: usize,
        second: usize,
        /// Its number among those that are noted.
        noted: Option<usize>,
    },
    /// Fails if nothing was taken since the position was remembered.
    Progress(usize),
    Reference {
        group: usize,
        backward: bool,
    },
    /// Matches what follows up to [`Instruction::Found`]; then, or when that fails if it is negated, goes on at `after`.
    Look {
        negated: bool,
        after: usize,
    },
    /// The end of what a look matches.
    Found,
    Match,
}

impl Program {
    /// `None` when there would be too many instructions.
    pub(super) fn of(expression: &Expression) -> Option<Self> {
        let has_references = has_references(&expression.node);
        let mut writer = Writer {
            instructions: Vec::new(),
            slots: 2 * (expression.groups as usize + 1),
            noted: 0,
            // What a reference matches depends on how its place was reached.
            notes: !has_references,
            remembers: has_references,
        };
        writer.write(&expression.node, false)?;
        writer.push(Instruction::Match)?;
        Some(Program {
            instructions: writer.instructions,
            slots: writer.slots,
            noted: writer.noted,
            from_start: is_from_start(&expression.node),
        })
    }
}

struct Writer {
    instructions: Vec<Instruction>,
    slots: usize,
    noted: usize,
    /// Whether choices can be noted here.
    notes: bool,
    /// Whether anything asks for what groups have matched.
    remembers: bool,
}

impl Writer {
    fn push(&mut self, instruction: Instruction) -> Option<usize> {
        let at = self.instructions.len();
        self.instructions.push(instruction);
        (at < MOST_INSTRUCTIONS).then_some(at)
    }

    /// A choice whose ways are filled in by [`Writer::join`].
    fn split(&mut self) -> Option<usize> {
        let noted = self.notes.then_some(self.noted);
        self.noted += usize::from(self.notes);
        self.push(Instruction::Split {
            first: 0,
            second: 0,
            noted,
        })
    }

    /// Fills in where a choice or jump goes on.
    fn join(&mut self, at: usize, to: usize, and: usize) {
        match self.instructions.get_mut(at) {
            Some(Instruction::Split { first, second, .. }) => (*first, *second) = (to, and),
            Some(Instruction::Jump(target) | Instruction::Look { after: target, .. }) => {
                *target = to;
            }
            _ => {}
        }
    }

    fn here(&self) -> usize {
        self.instructions.len()
    }

    fn write(&mut self, node: &Node, backward: bool) -> Option<()> {
        match node {
            Node::Chars(set) => {
                let set = CharSet {
                    ranges: set.ranges.clone(),
                    negated: set.negated,
                };
                self.push(Instruction::Chars { set, backward })?;
            }
            Node::Start => {
                self.push(Instruction::Start)?;
            }
            Node::End => {
                self.push(Instruction::End)?;
            }
            Node::WordBoundary { negated } => {
                self.push(Instruction::WordBoundary { negated: *negated })?;
            }
            Node::Sequence(nodes) if backward => {
                nodes
                    .iter()
                    .rev()
                    .try_for_each(|node| self.write(node, true))?;
            }
            Node::Sequence(nodes) => nodes.iter().try_for_each(|node| self.write(node, false))?,
            Node::Choice(nodes) => self.write_choice(nodes, backward)?,
            Node::Group(_, node) if !self.remembers => self.write(node, backward)?,
            Node::Group(number, node) => {
                let first = 2 * *number as usize;
                let (before, after) = match backward {
                    true => (first + 1, first),
                    false => (first, first + 1),
                };
                self.push(Instruction::Save(before))?;
                self.write(node, backward)?;
                self.push(Instruction::Save(after))?;
            }
            Node::Repeat { .. } => self.write_repeat(node, backward)?,
            Node::Look {
                behind,
                negated,
                node,
            } => {
                let look = self.push(Instruction::Look {
                    negated: *negated,
                    after: 0,
                })?;
                self.write(node, *behind)?;
                self.push(Instruction::Found)?;
                self.join(look, self.here(), 0);
            }
            Node::Reference(group) => {
                let group = *group as usize;
                self.push(Instruction::Reference { group, backward })?;
            }
        }
        Some(())
    }

    fn write_choice(&mut self, nodes: &[Node], backward: bool) -> Option<()> {
        let mut ends = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            if index + 1 == nodes.len() {
                self.write(node, backward)?;
                break;
            }
            let split = self.split()?;
            self.write(node, backward)?;
            ends.push(self.push(Instruction::Jump(0))?);
            self.join(split, split + 1, self.here());
        }
        for end in ends {
            self.join(end, self.here(), 0);
        }
        Some(())
    }

    fn write_repeat(&mut self, repeat: &Node, backward: bool) -> Option<()> {
        let Node::Repeat {
            node,
            least,
            most,
            greedy,
            groups,
        } = repeat
        else {
            return Some(());
        };
        let slots = 2 * groups.start as usize..2 * groups.end as usize;
        for _ in 0..*least {
            self.write_once(node, &slots, backward)?;
        }
        // Only repetitions that need not be there must take something.
        let began = node.may_be_empty().then_some(self.slots);
        self.slots += usize::from(began.is_some());
        let notes = self.notes;
        self.notes &= began.is_none();
        let mut splits = Vec::new();
        for _ in *least..most.unwrap_or(*least + 1) {
            let split = self.split()?;
            splits.push(split);
            if let Some(began) = began {
                self.push(Instruction::Save(began))?;
            }
            self.write_once(node, &slots, backward)?;
            if let Some(began) = began {
                self.push(Instruction::Progress(began))?;
            }
            if most.is_none() {
                self.push(Instruction::Jump(split))?;
            }
        }
        self.notes = notes;
        let end = self.here();
        for split in splits {
            match greedy {
                true => self.join(split, split + 1, end),
                false => self.join(split, end, split + 1),
            }
        }
        Some(())
    }

    fn write_once(&mut self, node: &Node, slots: &Range<usize>, backward: bool) -> Option<()> {
        if self.remembers && !slots.is_empty() {
            self.push(Instruction::Forget(slots.clone()))?;
        }
        self.write(node, backward)
    }
}

fn has_references(node: &Node) -> bool {
    match node {
        Node::Reference(_) => true,
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().any(has_references),
        Node::Group(_, node) | Node::Repeat { node, .. } | Node::Look { node, .. } => {
            has_references(node)
        }
        Node::Chars(_) | Node::Start | Node::End | Node::WordBoundary { .. } => false,
    }
}

fn is_from_start(node: &Node) -> bool {
    match node {
        Node::Start => true,
        Node::Sequence(nodes) => nodes.first().is_some_and(is_from_start),
        Node::Choice(nodes) => nodes.iter().all(is_from_start),
        Node::Group(_, node) => is_from_start(node),
        _ => false,
    }
}
