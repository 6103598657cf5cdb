//! How much of a schema the planned types hold, and how much of it reading decides.
//!
//! Two shares are measured, and held low by tests:
//!
//! - **Opaque positions**, of all positions. A *position* is one place in the plan where a type is used: a document root, a member
//!   that the schema declares, the members that it does not declare but speaks of, an array's elements, a map's values, a variant's
//!   value, an element of a tuple. A named type's inside is counted once, however often the type is used; `Option` and `Box` around a
//!   type are the same position. A position is *opaque* when its values are kept as the text of any JSON although some schema demands
//!   something of them. What their schemas describe inside them is opaque
//!   with them, and counts as positions too: an opaque document is not one opaque position but a hundred. Where no schema does (`true`, `{}`, or nothing but annotations), the position holds *any* JSON by the
//!   schema's own word: that is counted by itself and is not opaque.
//! - **Residue**, of all rules. A *rule* is a keyword of a schema that can refuse a value, or `false`; `$ref`, `allOf` and annotations are
//!   none. Each rule counts once, wherever its schema applies. It is *residue* when reading leaves it to the check in at least one place, or when
//!   its schema is reached only through such a rule. Rules of schemas that nothing applies are not counted.

mod decisions;
mod inside;
mod positions;

use std::ops::AddAssign;

pub use decisions::{Decision, Decisions, WhyChecked};
pub use positions::{Holding, Position, WhyOpaque, positions};

use crate::shape::Shapes;

/// The counts of some shapes; those of several add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// All positions.
    pub positions: usize,
    /// Of these: kept as text although a schema demands something.
    pub opaque: usize,
    /// Of these: kept as text because no schema demands anything.
    pub any: usize,
    /// All rules.
    pub rules: usize,
    /// Of these: left to the check.
    pub residue: usize,
}

impl Measure {
    /// Counts positions and rules of a plan.
    pub fn of(shapes: &Shapes) -> Self {
        let mut measure = Measure::default();
        for position in positions(shapes) {
            measure.positions += 1 + position.hidden;
            match position.holding {
                Holding::Typed => {}
                Holding::Any => measure.any += 1,
                Holding::Opaque(_) => measure.opaque += 1 + position.hidden,
            }
        }
        let decisions = Decisions::of(shapes);
        for (id, schema) in shapes.program.iter() {
            for rule in &schema.rules {
                match decisions.decision(id, rule) {
                    Some(Decision::Reader) => measure.rules += 1,
                    Some(Decision::Check(_)) => {
                        measure.rules += 1;
                        measure.residue += 1;
                    }
                    Some(Decision::Nobody) | None => {}
                }
            }
        }
        measure
    }

    /// Opaque positions, in per cent of all; 0 where there are none.
    pub fn opaque_percent(&self) -> f64 {
        percent(self.opaque, self.positions)
    }

    /// Rules left to the check, in per cent of all; 0 where there are none.
    pub fn residue_percent(&self) -> f64 {
        percent(self.residue, self.rules)
    }
}

impl AddAssign for Measure {
    fn add_assign(&mut self, other: Self) {
        self.positions += other.positions;
        self.opaque += other.opaque;
        self.any += other.any;
        self.rules += other.rules;
        self.residue += other.residue;
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    part as f64 * 100.0 / whole as f64
}

#[cfg(test)]
mod tests;
