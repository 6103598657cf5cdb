//! What rules about what is not evaluated come down to where a choice is made.

use std::collections::BTreeMap;

use crate::ir::{Contents, Known, Program, Rule, SchemaId, branches_in_place, known};

use super::facts::{ChoiceId, Made};

/// For each rule that leaves it to the value what is evaluated: what is known if one branch of a choice is the only one that holds.
#[derive(Debug, Default)]
pub(super) struct Settled {
    known: BTreeMap<(SchemaId, Contents, ChoiceId, SchemaId), Known>,
}

impl Settled {
    /// Looks through a whole program.
    pub(super) fn of(program: &Program) -> Self {
        let mut settled = Settled::default();
        for (id, schema) in program.iter() {
            for rule in &schema.rules {
                let Some((contents, _)) = Contents::unevaluated(rule) else {
                    continue;
                };
                for chosen in branches_in_place(program, id, contents) {
                    if let Some(known) = known(program, id, rule, Some(chosen)) {
                        let choice = ChoiceId {
                            schema: chosen.schema,
                            exclusive: chosen.exclusive,
                        };
                        let key = (id, contents, choice, chosen.branch);
                        settled.known.insert(key, known);
                    }
                }
            }
        }
        settled
    }

    /// What is known for a rule of a schema, the choices being made.
    pub(super) fn known(
        &self,
        schema: SchemaId,
        rule: &Rule,
        made: &BTreeMap<ChoiceId, Made>,
    ) -> Option<&Known> {
        let (contents, _) = Contents::unevaluated(rule)?;
        made.iter()
            .filter(|(_, made)| made.alone)
            .find_map(|(choice, made)| self.known.get(&(schema, contents, *choice, made.branch)))
    }
}
