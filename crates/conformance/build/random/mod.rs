//! Random schemas of the everyday keywords.
//!
//! Half of the documents keep to what people write (records, unions, maps, lists), in half of them keywords are thrown together as
//! well, since both kinds of mistake exist: in types and codec, and in what keywords do to each other.

mod author;
mod keyword;

use std::error::Error;

use serde_json::{Map, Value, json};
use typewright::load::Dialect;

use author::{Author, anchor};

use crate::catalog::Random;
use crate::dice::Dice;
use crate::subjects::{Modes, Subjects};

/// So many schemas, added to `subjects`.
pub fn collect(seed: u64, count: u64, subjects: &mut Subjects) -> Result<Random, Box<dyn Error>> {
    let schemas = (0..count).map(|stream| {
        let schema = document(&mut Dice::new(seed, stream));
        let schema = serde_json::to_string(&schema)?;
        Ok(subjects.add(&schema, Modes::DEFAULT, Dialect::Draft2020, &[]))
    });
    let subjects = schemas.collect::<Result<_, serde_json::Error>>()?;
    Ok(Random { seed, subjects })
}

fn document(dice: &mut Dice) -> Value {
    let mut author = Author::new(dice);
    let mut definitions = Map::new();
    for (index, name) in author.definitions().to_vec().into_iter().enumerate() {
        let definition = match author.definition() {
            Value::Object(mut members) => {
                members.insert("$anchor".to_owned(), json!(anchor(index)));
                members
            }
            // Booleans have no room for an anchor.
            boolean => {
                let anchor = json!(anchor(index));
                Map::from_iter([("$anchor".to_owned(), anchor), ("if".to_owned(), boolean)])
            }
        };
        definitions.insert(name.to_owned(), Value::Object(definition));
    }
    author.leave_definitions();
    let mut document = author.schema(0, false);
    if let Value::Object(members) = &mut document {
        let dialect = "https://json-schema.org/draft/2020-12/schema";
        members.insert("$schema".to_owned(), json!(dialect));
        if !definitions.is_empty() {
            members.insert("$defs".to_owned(), Value::Object(definitions));
        }
    }
    document
}
