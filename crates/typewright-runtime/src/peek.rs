//! A look at a few strings of a payload before it is known what to read it as.

use std::borrow::Cow;

use crate::contract::utf8;
use crate::error::Error;
use crate::json::JsonType;
use crate::json::Node;
use crate::limits::Limits;
use crate::reader::{Member, Names, Read, Reader};

/// No names are expected: every member comes by its name.
enum Nothing {}

impl Clone for Nothing {
    fn clone(&self) -> Self {
        *self
    }
}

impl Copy for Nothing {}

static NO_NAMES: Names<Nothing> = Names::new(&[]);

/// The strings at `paths`, each a way through member names; `None` where the payload has none, or something else than a string.
///
/// The whole payload is read, and only read: nothing is decided about it but that it is JSON.
///
/// # Errors
/// [`Error::Syntax`] if the bytes are not JSON as I-JSON (RFC 7493) limits it.
pub fn peek_strings<const N: usize>(
    bytes: &[u8],
    paths: [&[&str]; N],
) -> Result<[Option<String>; N], Error> {
    let text = utf8(bytes)?;
    let mut reader = Reader::new(text, Limits::new());
    let mut found = [const { None }; N];
    if peek(&mut reader, &paths, 0, &mut found)
        .and_then(|()| reader.end())
        .is_ok()
    {
        return Ok(found);
    }
    match Node::parse(text, Limits::new()) {
        Err(error) => Err(Error::Syntax(error)),
        // The reader refuses nothing here but what is no JSON, and then parsing has refused it too.
        Ok(_) => Ok([const { None }; N]),
    }
}

fn peek(
    reader: &mut Reader<'_>,
    paths: &[&[&str]],
    depth: usize,
    found: &mut [Option<String>],
) -> Read<()> {
    let ends_here = |path: &&[&str]| path.len() == depth;
    match reader.peek()? {
        JsonType::String if paths.iter().any(ends_here) => {
            let text = reader.string()?;
            for (path, slot) in paths.iter().zip(found) {
                if ends_here(path) {
                    *slot = Some(text.as_ref().to_owned());
                }
            }
            Ok(())
        }
        JsonType::Object if paths.iter().any(|path| path.len() > depth) => {
            peek_members(reader, paths, depth, found)
        }
        _ => reader.skip_value(),
    }
}

fn peek_members(
    reader: &mut Reader<'_>,
    paths: &[&[&str]],
    depth: usize,
    found: &mut [Option<String>],
) -> Read<()> {
    let mut seen: Vec<Cow<'_, str>> = Vec::new();
    let mut members = reader.begin_object(&NO_NAMES)?;
    while let Some(member) = reader.next_member(&mut members)? {
        let name = match member {
            Member::Named(nothing) => match nothing {},
            Member::Other(name) => name,
        };
        // The paths that go on through this member; the others keep what they have.
        let mut through: Vec<(usize, &[&str])> = Vec::new();
        for (index, path) in paths.iter().enumerate() {
            if path.get(depth).is_some_and(|step| *step == name) {
                through.push((index, path));
            }
        }
        if through.is_empty() {
            reader.skip_value()?;
        } else {
            let inner: Vec<&[&str]> = through.iter().map(|(_, path)| *path).collect();
            let mut slots = vec![None; inner.len()];
            peek(reader, &inner, depth + 1, &mut slots)?;
            for ((index, _), slot) in through.into_iter().zip(slots) {
                if let Some(target) = found.get_mut(index) {
                    *target = slot;
                }
            }
        }
        seen.push(name);
    }
    seen.sort_unstable();
    reader.require(seen.windows(2).all(|pair| pair[0] != pair[1]))
}

#[cfg(test)]
mod tests {
    use super::peek_strings;
    use crate::error::Error;

    #[test]
    fn strings_are_found_where_they_stand() {
        let text = br#"{"a":{"b":"x","c":1},"d":"y","e":[{"a":"no"}]}"#;
        let found = peek_strings(text, [&["a", "b"], &["d"], &["a", "c"], &["a"], &["z"]]);
        let strings = [Some("x".to_owned()), Some("y".to_owned()), None, None, None];
        assert_eq!(found.ok(), Some(strings));
        assert_eq!(
            peek_strings(br#""s""#, [&[]]).ok(),
            Some([Some("s".to_owned())])
        );
        assert_eq!(peek_strings(b"[1]", [&["a"]]).ok(), Some([None]));
    }

    #[test]
    fn what_is_no_json_is_refused_wherever_it_stands() {
        for text in [
            r#"{"a":"x""#,
            r#"{"a":"x","a":"y"}"#,
            r#"{"a":"x","z":{"b":1,"\u0062":2}}"#,
            r#"{"a":"x"} 1"#,
        ] {
            let found = peek_strings(text.as_bytes(), [&["a"]]);
            assert!(matches!(found, Err(Error::Syntax(_))), "{text}");
        }
    }
}
