//! JSON in the order in which it was written, which serde_json's `Value` does not keep.

use std::fmt;

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// One JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// Members in their order.
    Object(Vec<(String, Tree)>),
    /// Items.
    Array(Vec<Tree>),
    /// Any other value, and what was set in one piece.
    Scalar(Value),
}

impl Tree {
    /// Reads JSON.
    ///
    /// # Errors
    /// Whatever is no JSON.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The members of the object that a path of names leads to.
    ///
    /// # Errors
    /// The path leads to no object.
    pub fn members(&mut self, path: &[&str]) -> Result<&mut Vec<(String, Tree)>, String> {
        let Tree::Object(members) = self else {
            return Err(format!("no object at {path:?}"));
        };
        let Some((first, rest)) = path.split_first() else {
            return Ok(members);
        };
        let member = members.iter_mut().find(|(name, _)| name == first);
        let (_, member) = member.ok_or_else(|| format!("no member {first}"))?;
        member.members(rest)
    }

    /// Sets a member: where it stands, or as the last.
    ///
    /// # Errors
    /// The path leads to no object.
    pub fn set(
        &mut self,
        path: &[&str],
        name: &str,
        value: impl Into<Value>,
    ) -> Result<(), String> {
        let members = self.members(path)?;
        let value = Tree::Scalar(value.into());
        match members.iter_mut().find(|(known, _)| known == name) {
            Some((_, member)) => *member = value,
            None => members.push((name.to_owned(), value)),
        }
        Ok(())
    }

    /// Removes a member, if it is there.
    ///
    /// # Errors
    /// The path leads to no object.
    pub fn remove(&mut self, path: &[&str], name: &str) -> Result<(), String> {
        self.members(path)?.retain(|(known, _)| known != name);
        Ok(())
    }

    /// Turns the order of members round, in all objects.
    pub fn reverse(&mut self) {
        match self {
            Tree::Object(members) => {
                members.reverse();
                members.iter_mut().for_each(|(_, member)| member.reverse());
            }
            Tree::Array(items) => items.iter_mut().for_each(Tree::reverse),
            Tree::Scalar(_) => {}
        }
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Tree::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, member) in members {
                    map.serialize_entry(name, member)?;
                }
                map.end()
            }
            Tree::Array(items) => {
                let mut sequence = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    sequence.serialize_element(item)?;
                }
                sequence.end()
            }
            Tree::Scalar(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyJson)
    }
}

struct AnyJson;

impl<'de> Visitor<'de> for AnyJson {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Tree, E> {
        Ok(Tree::Scalar(Value::Null))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element()? {
            items.push(item);
        }
        Ok(Tree::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Tree::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn order_is_kept_and_turned_round() {
        let text = r#"{"z":{"b":1,"a":[{"d":null,"c":true}]},"y":2.5}"#;
        let mut tree = Tree::parse(text).expect("JSON");
        let written = |tree: &Tree| serde_json::to_string(tree).expect("a tree");
        assert_eq!(written(&tree), text);
        tree.reverse();
        let reversed = r#"{"y":2.5,"z":{"a":[{"c":true,"d":null}],"b":1}}"#;
        assert_eq!(written(&tree), reversed);
    }

    #[test]
    fn members_are_set_where_they_stand() {
        let mut tree = Tree::parse(r#"{"a":{"b":1,"c":2}}"#).expect("JSON");
        tree.set(&["a"], "b", "x").expect("an object");
        tree.set(&["a"], "d", 3).expect("an object");
        tree.remove(&["a"], "c").expect("an object");
        assert_eq!(tree, Tree::parse(r#"{"a":{"b":"x","d":3}}"#).expect("JSON"));
        let missing = tree.set(&["a", "b"], "e", 0);
        assert_eq!(missing, Err("no object at []".to_owned()));
    }
}
