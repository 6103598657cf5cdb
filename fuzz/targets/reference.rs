//! What serde_json makes of a text, held to our stricter rules: unique member names, and no more than 128 arrays and objects
//! open at once.

use std::fmt;

use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

const MAX_DEPTH: usize = 128;

#[derive(Debug)]
pub enum Reference {
    Json(Tree),
    NotJson,
    /// A number is too great for it.
    Unknown,
}

/// JSON with numbers rounded.
#[derive(Debug)]
pub enum Tree {
    Null,
    Boolean(bool),
    Number(f64),
    String(String),
    Array(Vec<Tree>),
    /// In order; names are unique.
    Object(Vec<(String, Tree)>),
}

impl Reference {
    pub fn of(text: &str) -> Reference {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        deserializer.disable_recursion_limit();
        let tree = Tree::deserialize(&mut deserializer);
        match tree.and_then(|tree| deserializer.end().map(|()| tree)) {
            Ok(tree) if tree.depth() <= MAX_DEPTH => Reference::Json(tree),
            Ok(_) => Reference::NotJson,
            Err(error) if error.to_string().starts_with("number out of range") => {
                Reference::Unknown
            }
            Err(_) => Reference::NotJson,
        }
    }
}

impl Tree {
    fn depth(&self) -> usize {
        match self {
            Tree::Array(elements) => 1 + elements.iter().map(Tree::depth).max().unwrap_or(0),
            Tree::Object(members) => {
                let depths = members.iter().map(|(_, value)| value.depth());
                1 + depths.max().unwrap_or(0)
            }
            _ => 0,
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, boolean: bool) -> Result<Tree, E> {
        Ok(Tree::Boolean(boolean))
    }

    fn visit_u64<E>(self, integer: u64) -> Result<Tree, E> {
        Ok(Tree::Number(integer as f64))
    }

    fn visit_i64<E>(self, integer: i64) -> Result<Tree, E> {
        Ok(Tree::Number(integer as f64))
    }

    fn visit_f64<E>(self, float: f64) -> Result<Tree, E> {
        Ok(Tree::Number(float))
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Tree, A::Error> {
        let mut array = Vec::new();
        while let Some(element) = elements.next_element()? {
            array.push(element);
        }
        Ok(Tree::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut object: Vec<(String, Tree)> = Vec::new();
        while let Some((name, value)) = members.next_entry::<String, Tree>()? {
            if object.iter().any(|(other, _)| *other == name) {
                return Err(A::Error::custom("a member name occurs twice"));
            }
            object.push((name, value));
        }
        Ok(Tree::Object(object))
    }
}
