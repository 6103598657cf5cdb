//! Small changes to payloads: what a service gets wrong, or changes without notice.

use serde_json::{Map, Value, json};

use crate::dice::Dice;

/// A step from a value to one inside it.
#[derive(Clone, Debug)]
enum Step {
    Name(String),
    Index(usize),
}

type Path = Vec<Step>;

/// Changes the payload in one place: a member dropped, added, nulled or retyped, a string or number changed, a container emptied, an
/// array element duplicated.
pub fn mutate(payload: &mut Value, dice: &mut Dice) {
    let mut paths = Vec::new();
    find_paths(payload, &mut Vec::new(), &mut paths);
    let path = dice.pick(&paths).clone();
    let Some(target) = value_at(payload, &path) else {
        return;
    };
    match dice.below(4) {
        0 => *target = retyped(dice),
        1 => *target = Value::Null,
        _ => change(target, dice),
    }
}

/// Paths to everything inside, the root included.
fn find_paths(value: &Value, at: &mut Path, found: &mut Vec<Path>) {
    found.push(at.clone());
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                at.push(Step::Name(name.clone()));
                find_paths(value, at, found);
                at.pop();
            }
        }
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                at.push(Step::Index(index));
                find_paths(value, at, found);
                at.pop();
            }
        }
        _ => {}
    }
}

fn value_at<'v>(value: &'v mut Value, path: &[Step]) -> Option<&'v mut Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Name(name) => value.get_mut(name),
        Step::Index(index) => value.get_mut(index),
    })
}

fn change(target: &mut Value, dice: &mut Dice) {
    match target {
        Value::Object(members) => change_members(members, dice),
        Value::Array(elements) => change_elements(elements, dice),
        Value::String(string) => *string = changed_string(string, dice),
        Value::Number(number) => *target = changed_number(number.as_f64().unwrap_or(0.0), dice),
        Value::Bool(boolean) => *boolean = !*boolean,
        Value::Null => *target = retyped(dice),
    }
}

fn change_members(members: &mut Map<String, Value>, dice: &mut Dice) {
    let names: Vec<String> = members.keys().cloned().collect();
    match dice.below(4) {
        0 | 1 if !names.is_empty() => {
            members.remove(dice.pick(&names));
        }
        2 => members.clear(),
        _ => {
            let name = match names.is_empty() || dice.chance(50) {
                true => (*dice.pick(&["", "x", "id", "type", "a b", "é"])).to_owned(),
                false => format!("{}_", dice.pick(&names)),
            };
            members.insert(name, retyped(dice));
        }
    }
}

fn change_elements(elements: &mut Vec<Value>, dice: &mut Dice) {
    match dice.below(4) {
        0 => elements.clear(),
        1 if !elements.is_empty() => {
            elements.remove(dice.below(elements.len()));
        }
        2 if !elements.is_empty() => {
            let element = dice.pick(elements).clone();
            elements.insert(dice.below(elements.len() + 1), element);
        }
        _ => elements.push(retyped(dice)),
    }
}

fn changed_string(string: &str, dice: &mut Dice) -> String {
    let characters: Vec<char> = string.chars().collect();
    match dice.below(4) {
        0 => String::new(),
        1 => format!("{string}{}", dice.pick(&["x", "é", "😀", "\n", " "])),
        2 => characters.iter().skip(1).collect(),
        _ => {
            let place = dice.below(characters.len());
            let changed = characters.iter().enumerate();
            changed
                .map(|(index, character)| if index == place { 'Z' } else { *character })
                .collect()
        }
    }
}

fn changed_number(number: f64, dice: &mut Dice) -> Value {
    match dice.below(5) {
        0 => json!(0),
        1 => json!(-number),
        2 => json!(number + 0.5),
        3 => json!(number + 1.0),
        _ => json!(number - 1.0),
    }
}

fn retyped(dice: &mut Dice) -> Value {
    let values = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(3),
        json!(""),
        json!("a"),
        json!("text"),
        json!([]),
        json!([null]),
        json!([1, "a"]),
        json!({}),
        json!({"id": 1}),
        json!({"a": "b"}),
    ];
    dice.pick(&values).clone()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::mutate;
    use crate::dice::Dice;
    use serde_json::json;

    #[test]
    fn changes_are_many_and_repeatable() {
        let payload = json!({"a": [1, 1, "x"], "b": {"c": null, "d": false}});
        let mutant = |stream| {
            let mut mutant = payload.clone();
            mutate(&mut mutant, &mut Dice::new(7, stream));
            mutant.to_string()
        };
        let mutants: BTreeSet<String> = (0..500).map(mutant).collect();
        assert!(mutants.len() > 80, "{}", mutants.len());
        assert_eq!(mutants, (0..500).map(mutant).collect());
        for expected in [
            json!({"a": [1, 1, "x"]}),
            json!({"a": null, "b": {"c": null, "d": false}}),
            json!({"a": [], "b": {"c": null, "d": false}}),
            json!({"a": [1, 1, 1, "x"], "b": {"c": null, "d": false}}),
            json!({"a": [1, 1, ""], "b": {"c": null, "d": false}}),
            json!({"a": [1, 1, "x"], "b": {"c": null, "d": true}}),
        ] {
            assert!(mutants.contains(&expected.to_string()), "{expected}");
        }
    }
}
