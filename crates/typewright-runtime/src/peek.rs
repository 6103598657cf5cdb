//! A look at a few strings of a payload before it is known what to read it as.

use std::borrow::Cow;

use crate::lexer::{self, skip_space, string_end};

/// The strings at `paths`, each a way through member names; `None` where none is found.
///
/// This looks and decides nothing: the payload may not even be JSON. Whoever reads it whole finds that out, so what is found here
/// must only choose how to read it. Of a member that occurs twice, the first string is found.
///
/// ```
/// let payload = br#"{"type":"a.b","data":{},"meta":{"version":"1","count":2}}"#;
/// let found = typewright_runtime::peek_strings(payload, [&["type"], &["meta", "version"], &["meta", "count"]]);
/// assert_eq!(found, [Some("a.b".into()), Some("1".into()), None]);
/// ```
#[must_use]
pub fn peek_strings<'b, const N: usize>(
    bytes: &'b [u8],
    paths: [&[&str]; N],
) -> [Option<Cow<'b, str>>; N] {
    let mut found = [const { None }; N];
    // It ends where everything is found, or where there is nothing to be made of the bytes: both are fine.
    let _ = Look { bytes, at: 0 }.value(&paths, [true; N], 0, &mut found);
    found
}

struct Look<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Look<'b> {
    fn next_byte(&mut self) -> Option<u8> {
        self.at = skip_space(self.bytes, self.at);
        self.bytes.get(self.at).copied()
    }

    /// Looks into the value that comes next, for the paths that lead to it or through it.
    fn value<const N: usize>(
        &mut self,
        paths: &[&[&str]; N],
        leading: [bool; N],
        depth: usize,
        found: &mut [Option<Cow<'b, str>>; N],
    ) -> Option<()> {
        let goes_on = (0..N).any(|path| leading[path] && paths[path].len() > depth);
        match self.next_byte()? {
            b'"' => {
                let text = self.string()?;
                for path in 0..N {
                    if leading[path] && paths[path].len() == depth && found[path].is_none() {
                        found[path] = Some(text.clone());
                    }
                }
                Some(())
            }
            b'{' if goes_on => self.members(paths, leading, depth, found),
            _ => self.skip(),
        }
    }

    fn members<const N: usize>(
        &mut self,
        paths: &[&[&str]; N],
        leading: [bool; N],
        depth: usize,
        found: &mut [Option<Cow<'b, str>>; N],
    ) -> Option<()> {
        self.at += 1;
        loop {
            match self.next_byte()? {
                b',' => self.at += 1,
                b'"' => {
                    let name = self.string()?;
                    if self.next_byte()? != b':' {
                        return None;
                    }
                    self.at += 1;
                    let mut inside = leading;
                    for path in 0..N {
                        inside[path] &= paths[path].get(depth).is_some_and(|step| *step == name);
                    }
                    if inside.contains(&true) {
                        self.value(paths, inside, depth + 1, found)?;
                        if found.iter().all(Option::is_some) {
                            return None;
                        }
                    } else {
                        self.skip()?;
                    }
                }
                b'}' => {
                    self.at += 1;
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    fn string(&mut self) -> Option<Cow<'b, str>> {
        let start = self.at + 1;
        let end = string_end(self.bytes, start).ok()?;
        self.at = end.quote + 1;
        let text = std::str::from_utf8(self.bytes.get(start..end.quote)?).ok()?;
        Some(if end.escaped {
            Cow::Owned(lexer::decode(text))
        } else {
            Cow::Borrowed(text)
        })
    }

    /// Passes over a value by its brackets and strings; whatever else is in it does not matter here.
    fn skip(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            match self.next_byte()? {
                b'"' => self.at = string_end(self.bytes, self.at + 1).ok()?.quote + 1,
                b'{' | b'[' => {
                    open += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    open = open.checked_sub(1)?;
                    self.at += 1;
                }
                _ => {
                    let ends = |byte: &u8| matches!(byte, b',' | b'"' | b'{' | b'}' | b'[' | b']');
                    let rest = self.bytes.get(self.at + 1..)?;
                    self.at += 1 + rest.iter().position(ends).unwrap_or(rest.len());
                }
            }
            if open == 0 {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::peek_strings;

    #[test]
    fn strings_are_found_where_they_stand() {
        let text = br#" { "a" : { "b" : "x" , "c" : 1 } , "d":"y","e":[{"a":"no"},"]}"],"\u0066":"\u007a" } "#;
        let paths: [&[&str]; 6] = [&["a", "b"], &["d"], &["a", "c"], &["a"], &["g"], &["f"]];
        let found = peek_strings(text, paths);
        let strings = found.map(|text| text.map(String::from));
        let expected = [Some("x"), Some("y"), None, None, None, Some("z")];
        assert_eq!(strings, expected.map(|text| text.map(String::from)));
        assert_eq!(peek_strings(br#""s""#, [&[]]), [Some("s".into())]);
        assert_eq!(peek_strings(b"[1]", [&["a"]]), [None]);
    }

    #[test]
    fn the_first_of_two_is_found() {
        assert_eq!(
            peek_strings(br#"{"a":"x","a":"y"}"#, [&["a"]]),
            [Some("x".into())]
        );
        let found = peek_strings(br#"{"a":1,"b":"z","a":"y"}"#, [&["a"]]);
        assert_eq!(found, [Some("y".into())]);
    }

    #[test]
    fn nothing_is_made_of_what_is_no_json() {
        for text in [
            &b""[..],
            b"{",
            b"{\"a\"",
            b"{\"a\":",
            b"{\"a\" \"x\"}",
            b"{\"b\":[\"x\",",
            b"{\"b\":}},\"a\":\"x\"}",
            b"{\"a\":\"\xff\"}",
            b"\"x",
        ] {
            assert_eq!(peek_strings(text, [&["a"]]), [None], "{text:?}");
        }
    }
}
