//! Payloads that a parsed value cannot show: duplicate names, too deep nesting, numbers beyond any machine type.

use serde_json::Value;

use crate::dice::Dice;

/// A text that is no JSON by our definition: a name is there twice, or arrays are nested deeper than any payload may be.
/// Nothing if the payload has no members to repeat and the dice want that.
pub fn broken(payload: &Value, dice: &mut Dice) -> Option<String> {
    match dice.below(2) {
        0 => repeated(payload, dice),
        _ => Some(format!("{}{payload}{}", "[".repeat(200), "]".repeat(200))),
    }
}

/// The text with one object's member written twice.
fn repeated(payload: &Value, dice: &mut Dice) -> Option<String> {
    let mut objects = Vec::new();
    find_objects(payload, String::new(), &mut objects);
    if objects.is_empty() {
        return None;
    }
    // A place in the text that no string of a payload can hold.
    const MARK: &str = "\u{fdd0}";
    let pointer = dice.pick(&objects).clone();
    let mut marked = payload.clone();
    let members = marked.pointer_mut(&pointer)?.as_object_mut()?;
    let (name, value) = members.iter().next()?;
    let again = format!("{}:{value}", Value::String(name.clone()));
    members.insert(MARK.to_owned(), Value::Null);
    Some(
        marked
            .to_string()
            .replace(&format!("\"{MARK}\":null"), &again),
    )
}

fn find_objects(value: &Value, pointer: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let token = name.replace('~', "~0").replace('/', "~1");
                find_objects(value, format!("{pointer}/{token}"), found);
            }
            if !members.is_empty() {
                found.push(pointer);
            }
        }
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                find_objects(value, format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// The same payload with its integers spelled so that no machine type holds what stands there: as many zeros as it takes.
pub fn long(payload: &Value) -> String {
    match payload {
        Value::Number(number) if number.is_i64() || number.is_u64() => {
            format!("{number}.{}", "0".repeat(400))
        }
        Value::Array(elements) => {
            let elements: Vec<String> = elements.iter().map(long).collect();
            format!("[{}]", elements.join(","))
        }
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}:{}", Value::String(name.clone()), long(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{broken, long};
    use crate::dice::Dice;
    use crate::judgement::is_json;
    use serde_json::{Value, json};

    #[test]
    fn broken_payloads_are_no_json() {
        let payload = json!({"a": [{"b/~": "x"}, {}], "c": 1});
        let mut repeated = 0;
        for stream in 0..40 {
            let text = broken(&payload, &mut Dice::new(3, stream)).expect("there are members");
            assert!(!is_json(&text), "{text}");
            repeated += usize::from(!text.starts_with("[["));
        }
        assert!((10..30).contains(&repeated), "{repeated}");
        let without = (0..40).filter_map(|stream| broken(&json!([]), &mut Dice::new(3, stream)));
        assert!(without.count() < 40);
    }

    #[test]
    fn a_long_payload_is_the_same_payload() {
        let payload = json!({"a": [1, -7, 2.5], "b": "x"});
        let text = long(&payload);
        assert!(text.len() > 800, "{text}");
        let mut parsed: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(parsed["a"][0].as_f64(), Some(1.0));
        assert_eq!(parsed["a"][1].as_f64(), Some(-7.0));
        parsed["a"] = payload["a"].clone();
        assert_eq!(parsed, payload);
    }
}
