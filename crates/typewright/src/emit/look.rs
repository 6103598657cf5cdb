//! Looks at schemas within schemas that come to an end.

use std::cell::Cell;

use crate::ir::{Program, Rule, SchemaId};

/// A look at schemas, of which so many may be looked at in all. Schemas that are reached by several ways count each time.
pub(super) struct Look<'p> {
    program: &'p Program,
    left: Cell<usize>,
}

impl<'p> Look<'p> {
    /// At most so many schemas.
    pub(super) fn new(program: &'p Program, most: usize) -> Self {
        Look {
            program,
            left: Cell::new(most),
        }
    }

    /// The rules of a schema; `None` if too many have been looked at.
    pub(super) fn rules(&self, schema: SchemaId) -> Option<&'p [Rule]> {
        self.left.set(self.left.get().checked_sub(1)?);
        Some(&self.program.schema(schema).rules)
    }

    /// The same, also `None` if no depth is left.
    pub(super) fn rules_within(&self, depth: usize, schema: SchemaId) -> Option<&'p [Rule]> {
        match depth {
            0 => None,
            _ => self.rules(schema),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::recursion::tests::program_of;
    use super::Look;

    #[test]
    fn a_look_comes_to_an_end() {
        let program = program_of(r#""minLength": 1"#);
        let root = program.roots[0].schema;
        let look = Look::new(&program, 2);
        assert!(look.rules_within(0, root).is_none());
        assert!(look.rules(root).is_some_and(|rules| !rules.is_empty()));
        assert!(look.rules_within(1, root).is_some());
        assert!(look.rules_within(1, root).is_none());
        assert!(look.rules(root).is_none());
    }
}
