//! One value, many texts: JSON does not care, so no verdict may.

use serde_json::{Number, Value};

use crate::dice::Dice;

/// A text of the value, with white space, members in some order, escapes and numbers spelled in some way.
pub fn spell(value: &Value, dice: &mut Dice) -> String {
    let mut text = String::new();
    write(value, dice, &mut text);
    text
}

fn write(value: &Value, dice: &mut Dice, text: &mut String) {
    space(dice, text);
    match value {
        Value::Null | Value::Bool(_) => text.push_str(&value.to_string()),
        Value::Number(number) => text.push_str(&number_text(number, dice)),
        Value::String(string) => write_string(string, dice, text),
        Value::Array(elements) => {
            text.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(element, dice, text);
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            if dice.chance(50) {
                dice.shuffle(&mut members);
            }
            text.push('{');
            for (index, (name, value)) in members.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                space(dice, text);
                write_string(name, dice, text);
                space(dice, text);
                text.push(':');
                write(value, dice, text);
            }
            text.push('}');
        }
    }
    space(dice, text);
}

fn space(dice: &mut Dice, text: &mut String) {
    if dice.chance(4) {
        text.push_str(dice.pick::<&str>(&[" ", "\n", "\t", "\r\n  "]));
    }
}

fn number_text(number: &Number, dice: &mut Dice) -> String {
    let plain = number.to_string();
    if plain.contains(['.', 'e', 'E']) || dice.chance(80) {
        return plain;
    }
    match dice.below(3) {
        0 => format!("{plain}.0"),
        1 => format!("{plain}E+0"),
        // Another zero after one would not be JSON.
        _ if plain.ends_with('0') => format!("{plain}e00"),
        _ => format!("{plain}0e-1"),
    }
}

fn write_string(string: &str, dice: &mut Dice, text: &mut String) {
    text.push('"');
    for character in string.chars() {
        let must = matches!(character, '"' | '\\' | '\0'..='\x1f');
        if must || dice.chance(3) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            text.push(character);
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::spell;
    use crate::dice::Dice;
    use serde_json::{Value, json};

    #[test]
    fn every_text_is_the_value() {
        let value = json!({"a": ["\"\n😀é", 12, null, true], "b": -0.5, "c": [0, {}]});
        let mut texts = BTreeSet::new();
        for stream in 0..200 {
            let text = spell(&value, &mut Dice::new(1, stream));
            let mut parsed: Value = serde_json::from_str(&text).expect("JSON");
            // Spellings that `Value` tells apart.
            for (pointer, number) in [("/a/1", 12), ("/c/0", 0)] {
                let there = parsed.pointer_mut(pointer).expect("it is there");
                assert_eq!(there.as_f64(), Some(f64::from(number)), "{text}");
                *there = json!(number);
            }
            assert_eq!(parsed, value, "{text}");
            texts.insert(text);
        }
        assert!(texts.len() > 50, "{}", texts.len());
    }
}
