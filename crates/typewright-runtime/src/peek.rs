//! A look at a few strings of a payload before it is known what to read it as.

use crate::contract::utf8;
use crate::error::Error;
use crate::json::JsonType;
use crate::json::Node;
use crate::limits::Limits;
use crate::reader::{Read, Reader};

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
    if peek(&mut reader, &paths, 0, [true; N], &mut found)
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

/// Reads one value; `on_way` says which of the paths have led here with their first `depth` steps.
fn peek<const N: usize>(
    reader: &mut Reader<'_>,
    paths: &[&[&str]; N],
    depth: usize,
    on_way: [bool; N],
    found: &mut [Option<String>; N],
) -> Read<()> {
    let ends_here = |index: usize| on_way[index] && paths[index].len() == depth;
    let goes_on = |index: usize| on_way[index] && paths[index].len() > depth;
    match reader.peek()? {
        JsonType::String if (0..N).any(ends_here) => {
            let text = reader.string()?;
            for index in (0..N).filter(|index| ends_here(*index)) {
                found[index] = Some(text.as_ref().to_owned());
            }
            Ok(())
        }
        JsonType::Object if (0..N).any(goes_on) => reader.each_member(|reader, name| {
            let mut through = [false; N];
            for index in 0..N {
                through[index] = on_way[index] && paths[index].get(depth) == Some(&name);
            }
            peek(reader, paths, depth + 1, through, found)
        }),
        _ => reader.skip_value(),
    }
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
