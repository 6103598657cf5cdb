//! The official JSON Schema Test Suite.

use crate::catalog::{Catalog, Suite};
use crate::judgement::{Expected, exact_value};
use crate::run::{Case, Origin, Run};

/// Judges every group of the suite.
pub fn judge(run: &mut Run, catalog: &Catalog, suite: &Suite) {
    for group in &suite.groups {
        let origin = Origin {
            collection: &group.collection,
            file: &group.file,
            group: &group.description,
        };
        let cases = group.cases.iter().map(|case| Case {
            name: case.description.clone(),
            payload: case.payload.clone(),
            exact: exact_value(&case.payload).is_some(),
            expected: Expected::of(case.valid),
        });
        let cases: Vec<Case> = cases.collect();
        run.judge(origin, &catalog.subjects[group.subject], &cases);
    }
}
