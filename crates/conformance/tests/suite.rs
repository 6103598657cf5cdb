//! Generated code on the official JSON Schema Test Suite.

#![deny(warnings)]

use std::process::ExitCode;

use conformance::run::{Case, Duty, Origin, Run};

mod generated {
    include!(concat!(env!("OUT_DIR"), "/suite.rs"));
}

/// The files whose every case must be right.
const WHOLE: &[(&str, &[&str])] = &[(
    "draft2020-12",
    &[
        "additionalProperties.json",
        "allOf.json",
        "anchor.json",
        "anyOf.json",
        "boolean_schema.json",
        "const.json",
        "contains.json",
        "content.json",
        "default.json",
        "defs.json",
        "dependentRequired.json",
        "dependentSchemas.json",
        "enum.json",
        "exclusiveMaximum.json",
        "exclusiveMinimum.json",
        "format.json",
        "if-then-else.json",
        "infinite-loop-detection.json",
        "items.json",
        "maxContains.json",
        "maxItems.json",
        "maxLength.json",
        "maxProperties.json",
        "maximum.json",
        "minContains.json",
        "minItems.json",
        "minLength.json",
        "minProperties.json",
        "minimum.json",
        "multipleOf.json",
        "not.json",
        "oneOf.json",
        "pattern.json",
        "patternProperties.json",
        "prefixItems.json",
        "properties.json",
        "propertyNames.json",
        "ref.json",
        "required.json",
        "type.json",
        "uniqueItems.json",
    ],
)];

fn main() -> ExitCode {
    let Some((groups, subjects)) = generated::SUITE else {
        println!("suite: did not run, for there is no suite; see crates/conformance/build/main.rs");
        return ExitCode::SUCCESS;
    };
    let mut collections: Vec<&str> = groups.iter().map(|group| group.collection).collect();
    collections.dedup();
    let mut run = match generated::IS_RESTRICTED {
        true => Run::over_part(&collections),
        false => Run::over(&collections),
    };
    for (collection, files) in WHOLE {
        for file in *files {
            let is_there = |group: &&_| is_of(group, collection, file);
            if !generated::IS_RESTRICTED && groups.iter().find(is_there).is_none() {
                run.fail_because(format!("the suite has no {collection}/{file}"));
            }
        }
    }
    for group in groups {
        let whole = |(collection, files): &(&str, &[&str])| {
            files.iter().any(|file| is_of(group, collection, file))
        };
        let duty = match WHOLE.iter().any(whole) {
            true => Duty::Generate,
            false => Duty::Try,
        };
        let origin = Origin {
            collection: group.collection,
            file: group.file,
            group: group.description,
        };
        let cases: Vec<Case> = group
            .cases
            .iter()
            .map(|(description, payload, valid)| Case {
                name: (*description).to_owned(),
                payload: (*payload).to_owned(),
                valid: *valid,
            })
            .collect();
        run.judge(origin, &subjects[group.subject], duty, &cases);
    }
    run.finish()
}

fn is_of(group: &conformance::subject::Group, collection: &str, file: &str) -> bool {
    group.collection == collection && group.file == file
}
