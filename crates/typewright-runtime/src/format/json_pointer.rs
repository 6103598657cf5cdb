//! JSON Pointers (RFC 6901).

/// Whether a text is a JSON Pointer (RFC 6901 section 3): empty, or tokens after `/`, in which `~` only begins `~0` and
/// `~1`. The form for URI fragments is another one.
#[must_use]
pub fn is_json_pointer(text: &str) -> bool {
    let mut bytes = text.bytes();
    if !matches!(bytes.next(), None | Some(b'/')) {
        return false;
    }
    while let Some(byte) = bytes.next() {
        if byte == b'~' && !matches!(bytes.next(), Some(b'0' | b'1')) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::is_json_pointer;

    #[test]
    fn tildes_only_escape() {
        for text in ["", "/", "//", "/a", "/a~0b~1", "/~01", "/é\n", "/ ", "/#"] {
            assert!(is_json_pointer(text), "{text}");
        }
        for text in ["a", "#", "#/a", "/~", "/~2", "/a~", "~0", "/~~0"] {
            assert!(!is_json_pointer(text), "{text}");
        }
    }
}
