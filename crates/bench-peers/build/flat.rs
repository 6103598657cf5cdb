//! A bundled contract in the form that typify takes: one document, all definitions beside each other, in the words of draft-07.

use std::error::Error;

use serde_json::{Map, Value};

/// Moves embedded documents and their definitions into `definitions`, by their titles, and turns every reference to them.
///
/// # Errors
/// A document or definition that lacks what it is named by, or a name that two of them have.
pub fn flatten(mut bundle: Value) -> Result<Value, Box<dyn Error>> {
    let mut definitions = Map::new();
    // What a reference may be, to the name it has afterwards.
    let mut names = Vec::new();
    lift(&mut bundle, &mut definitions, &mut names)?;
    turn(&mut bundle, &names)?;
    for definition in definitions.values_mut() {
        turn(definition, &names)?;
    }
    let root = bundle.as_object_mut().ok_or("the bundle is no object")?;
    root.remove("$schema");
    root.insert("definitions".to_owned(), definitions.into());
    Ok(bundle)
}

fn lift(
    document: &mut Value,
    definitions: &mut Map<String, Value>,
    names: &mut Vec<(String, String)>,
) -> Result<(), Box<dyn Error>> {
    let Some(document) = document.as_object_mut() else {
        return Ok(());
    };
    document.remove("$id");
    let Some(Value::Object(parts)) = document.remove("$defs") else {
        return Ok(());
    };
    for (key, mut part) in parts {
        lift(&mut part, definitions, names)?;
        let name = match key.rsplit_once('/') {
            None => {
                names.push((format!("#/$defs/{key}"), key.clone()));
                key
            }
            Some((_, file)) => {
                let title = part["title"].as_str().ok_or("a document without a title")?;
                names.push((file.to_owned(), title.to_owned()));
                title.to_owned()
            }
        };
        if definitions.insert(name.clone(), part).is_some() {
            return Err(format!("two definitions are called {name}").into());
        }
    }
    Ok(())
}

fn turn(schema: &mut Value, names: &[(String, String)]) -> Result<(), Box<dyn Error>> {
    match schema {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get_mut("$ref") {
                let name = names.iter().find(|(old, _)| old == reference);
                let (_, name) = name.ok_or_else(|| format!("nothing is called {reference}"))?;
                *reference = format!("#/definitions/{name}");
            }
            members
                .values_mut()
                .try_for_each(|member| turn(member, names))
        }
        Value::Array(items) => items.iter_mut().try_for_each(|item| turn(item, names)),
        _ => Ok(()),
    }
}
