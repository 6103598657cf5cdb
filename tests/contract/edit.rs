//! Small changes to a payload.

use serde_json::Value;

/// One change, at a JSON Pointer.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Puts the JSON text there.
    Set(String, String),
    /// Takes the member away.
    Remove(String),
}

/// Puts the JSON text at the pointer, whether or not something is there.
pub fn set(pointer: &str, json: &str) -> Edit {
    Edit::Set(pointer.to_owned(), json.to_owned())
}

/// Takes away what is at the pointer.
pub fn remove(pointer: &str) -> Edit {
    Edit::Remove(pointer.to_owned())
}

/// Makes the changes, in order. A change that changes nothing is a mistake of the test.
pub fn apply(payload: &mut Value, edits: &[Edit]) {
    for edit in edits {
        let before = payload.clone();
        match edit {
            Edit::Set(pointer, json) => {
                let value = serde_json::from_str(json).expect("the new value is JSON");
                if pointer.is_empty() {
                    *payload = value;
                } else {
                    let (parent, name) = split(pointer);
                    match payload.pointer_mut(parent).expect("the parent is there") {
                        Value::Object(members) => {
                            members.insert(name.to_owned(), value);
                        }
                        Value::Array(elements) => {
                            let index: usize = name.parse().expect("an index is a number");
                            elements[index] = value;
                        }
                        scalar => panic!("{parent} is {scalar}"),
                    }
                }
            }
            Edit::Remove(pointer) => {
                let (parent, name) = split(pointer);
                payload
                    .pointer_mut(parent)
                    .and_then(Value::as_object_mut)
                    .expect("the parent is an object")
                    .remove(name);
            }
        }
        assert_ne!(before, *payload, "{edit:?} changes nothing");
    }
}

fn split(pointer: &str) -> (&str, &str) {
    pointer.rsplit_once('/').expect("a pointer has a slash")
}
