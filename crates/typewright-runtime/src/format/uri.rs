//! URIs (RFC 3986) and IRIs (RFC 3987), whose grammars differ in the characters that they allow.

use super::ip::is_ipv6;
use super::ucschar::{is_iprivate, is_ucschar};
use super::usual::are_usual;

/// Whether a text is a URI (RFC 3986 section 3): with a scheme, and ASCII only.
#[must_use]
pub fn is_uri(text: &str) -> bool {
    is_plain_url(text)
        || split_scheme(text)
            .is_some_and(|(scheme, rest)| is_scheme(scheme) && URI.is_relative_part(rest))
}

/// Whether a text is a URI reference (RFC 3986 section 4.1): a URI, or what is resolved against one.
#[must_use]
pub fn is_uri_reference(text: &str) -> bool {
    is_plain_url(text) || is_reference(text, URI)
}

/// Whether a text is an IRI (RFC 3987 section 2.2): a URI in which characters beyond ASCII may stand for themselves.
///
/// None of them may be a bidirectional formatting character (section 4.1), though the grammar has them.
#[must_use]
pub fn is_iri(text: &str) -> bool {
    split_scheme(text).is_some_and(|(scheme, rest)| is_scheme(scheme) && IRI.is_relative_part(rest))
}

/// Whether a text is an IRI reference (RFC 3987 section 2.2): an IRI, or what is resolved against one.
#[must_use]
pub fn is_iri_reference(text: &str) -> bool {
    is_reference(text, IRI)
}

/// Whether a text is such as `https://host/path?query`, with nothing in it that is encoded: what most URIs are. Only a shortcut: of
/// any other text it tells nothing.
fn is_plain_url(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Usual bytes may stand in host, path and query alike, so it does not matter where one ends and the next begins.
    if bytes.strip_prefix(b"https://").is_some_and(are_usual) {
        return true;
    }
    let run = |bytes: &[u8], class: u8| {
        let is_of_class = |byte: &u8| CLASSES[usize::from(*byte)] & class != 0;
        bytes.iter().take_while(|byte| is_of_class(byte)).count()
    };
    let (scheme, rest) = bytes.split_at(run(bytes, LETTER));
    let Some(rest) = rest.strip_prefix(b"://") else {
        return false;
    };
    let (_, path) = rest.split_at(run(rest, NAME));
    let is_path = path.is_empty() || path.starts_with(b"/");
    !scheme.is_empty() && is_path && run(path, PATH) == path.len()
}

/// Letters.
const LETTER: u8 = 1;
/// What the name of a host is made of, but for what is encoded.
const NAME: u8 = 2;
/// What a path is made of, but for what is encoded.
const PATH: u8 = 4;

/// The classes of each byte.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut index = 0;
    while index < 128 {
        let byte = index as u8;
        if byte.is_ascii_alphabetic() {
            classes[index] |= LETTER;
        }
        if is_unreserved(byte) || is_sub_delimiter(byte) {
            classes[index] |= NAME;
        }
        if is_pchar(byte) || byte == b'/' {
            classes[index] |= PATH;
        }
        index += 1;
    }
    classes
};

fn is_reference(text: &str, grammar: Grammar) -> bool {
    match split_scheme(text) {
        // Where a colon stands in its first segment, a reference is a URI or nothing.
        Some((scheme, rest)) => is_scheme(scheme) && grammar.is_relative_part(rest),
        None => grammar.is_relative_part(text),
    }
}

/// What stands before and behind the first colon, unless a path, a query or a fragment has begun before it.
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let end = text.find([':', '/', '?', '#'])?;
    let (scheme, rest) = text.split_at_checked(end)?;
    Some((scheme, rest.strip_prefix(':')?))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// What stands for itself beyond the ASCII that both grammars share.
#[derive(Clone, Copy)]
struct Grammar {
    /// Everywhere but in the scheme.
    text: fn(char) -> bool,
    /// In the query.
    query: fn(char) -> bool,
}

const URI: Grammar = Grammar {
    text: |_| false,
    query: |_| false,
};

const IRI: Grammar = Grammar {
    text: |character| is_ucschar(character) && !is_bidi_formatting(character),
    query: |character| (IRI.text)(character) || is_iprivate(character),
};

impl Grammar {
    /// `[ "//" authority ] path [ "?" query ] [ "#" fragment ]`
    fn is_relative_part(self, text: &str) -> bool {
        let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
        let (text, query) = text.split_once('?').unwrap_or((text, ""));
        let path = match text.strip_prefix("//") {
            Some(text) => {
                let (authority, path) = text.split_at(text.find('/').unwrap_or(text.len()));
                if !self.is_authority(authority) {
                    return false;
                }
                path
            }
            None => text,
        };
        let is_path_byte = |byte| is_pchar(byte) || byte == b'/';
        let is_query_byte = |byte| is_path_byte(byte) || byte == b'?';
        is_made_of(path, is_path_byte, self.text)
            && is_made_of(query, is_query_byte, self.query)
            && is_made_of(fragment, is_query_byte, self.text)
    }

    /// `[ userinfo "@" ] host [ ":" port ]`
    fn is_authority(self, text: &str) -> bool {
        let is_name_byte = |byte| is_unreserved(byte) || is_sub_delimiter(byte);
        let is_user_byte = |byte| is_name_byte(byte) || byte == b':';
        let (user, host) = text.split_once('@').unwrap_or(("", text));
        if !is_made_of(user, is_user_byte, self.text) {
            return false;
        }
        let (host_holds, port) = match host.strip_prefix('[') {
            Some(host) => match host.split_once(']') {
                Some((literal, port)) => (is_ipv6(literal) || is_ip_future(literal), port),
                None => return false,
            },
            // An IPv4 address is a name as well.
            None => {
                let (name, port) = host.split_at(host.find(':').unwrap_or(host.len()));
                (is_made_of(name, is_name_byte, self.text), port)
            }
        };
        let port_holds = match port.strip_prefix(':') {
            Some(digits) => digits.bytes().all(|byte| byte.is_ascii_digit()),
            None => port.is_empty(),
        };
        host_holds && port_holds
    }
}

/// `"v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )`
fn is_ip_future(text: &str) -> bool {
    let Some((version, address)) = text.split_once('.') else {
        return false;
    };
    let digits = version.strip_prefix(['v', 'V']).unwrap_or_default();
    let is_address_byte = |byte| is_unreserved(byte) || is_sub_delimiter(byte) || byte == b':';
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        && !address.is_empty()
        && address.bytes().all(is_address_byte)
}

/// Whether everything is allowed or part of a percent-encoded octet: ASCII by the byte, the rest by the character.
fn is_made_of(text: &str, is_allowed: impl Fn(u8) -> bool, is_beyond: fn(char) -> bool) -> bool {
    let mut is_ascii = true;
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let holds = match byte {
            b'%' => {
                let mut is_digit = || bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit());
                is_digit() && is_digit()
            }
            0x80.. => {
                is_ascii = false;
                true
            }
            byte => is_allowed(byte),
        };
        if !holds {
            return false;
        }
    }
    is_ascii
        || text
            .chars()
            .all(|character| character.is_ascii() || is_beyond(character))
}

/// The marks, embeddings and overrides that RFC 3987 section 4.1 lists.
fn is_bidi_formatting(character: char) -> bool {
    matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}')
}

const fn is_pchar(byte: u8) -> bool {
    is_unreserved(byte) || is_sub_delimiter(byte) || matches!(byte, b':' | b'@')
}

const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

const fn is_sub_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'='
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_have_a_scheme() {
        for text in [
            "a:",
            "a+b-1.c:d",
            "http://h",
            "http://",
            "file:///p",
            "http://u:p@h:80/p;x=1//?q?/#f/?",
            "x://h:",
            "x:/",
            "x:a:b@c",
            "http://[::1]:8080",
            "http://[v1F.a:b]",
            "http://%41%7e/%C3%A9",
            "urn:a:b",
            "mailto:a@b",
            "x:?",
            "x:#",
            "x://@h",
            "X://1.2.3.4",
        ] {
            assert!(is_uri(text), "{text}");
            assert!(is_uri_reference(text), "{text}");
            assert!(is_iri(text), "{text}");
            assert!(is_iri_reference(text), "{text}");
        }
        for text in [
            "1a:b",
            ":b",
            "é:b",
            "a_b:c",
            "http://[::1",
            "http://[::1]x",
            "http://[v.a]",
            "http://[v1.]",
            "http://[1.2.3.4]",
            "http://::1",
            "x://h:8a",
            "x://u@v@h",
            "x://u[@h",
            "x:[",
            "x:a b",
            "x:%",
            "x:%4",
            "x:%4g",
            "x:#a#b",
            "x:\\",
            "x:\u{7f}",
            "http://a:80:80",
        ] {
            assert!(!is_uri(text), "{text}");
            assert!(!is_uri_reference(text), "{text}");
            assert!(!is_iri(text), "{text}");
            assert!(!is_iri_reference(text), "{text}");
        }
    }

    #[test]
    fn the_shortcut_takes_nothing_else() {
        for text in [
            "https://a.b-c/d:e@f/~(g)",
            "https://a_b.c/de/'fg'/(h)?i=jklm&n=/?*,+o",
            "https://",
            "http://",
            "x:///",
            "X://h",
        ] {
            assert!(is_plain_url(text), "{text}");
            // Whatever stands in it, in place of anything.
            for place in 0..=text.len() {
                for character in (0..=0x80).filter_map(char::from_u32) {
                    let end = place + usize::from(place < text.len());
                    let other = format!("{}{character}{}", &text[..place], &text[end..]);
                    let long_way = split_scheme(&other).is_some_and(|(scheme, rest)| {
                        is_scheme(scheme) && URI.is_relative_part(rest)
                    });
                    assert!(long_way || !is_plain_url(&other), "{other:?}");
                }
            }
        }
    }

    #[test]
    fn references_may_be_relative() {
        for text in [
            "", "a", "a/b:c", "./a:b", "/a", "//h/p", "//", "?q:", "#f:", "..", "a?b#c", "a@b",
            "///",
        ] {
            assert!(is_uri_reference(text), "{text}");
            assert!(!is_uri(text), "{text}");
            assert!(is_iri_reference(text), "{text}");
            assert!(!is_iri(text), "{text}");
        }
        for text in [
            "^", "a\"", "//[", "//h:x", "/%", "<a>", "{a}", "a|b", "`", " ",
        ] {
            assert!(!is_uri_reference(text), "{text}");
            assert!(!is_iri_reference(text), "{text}");
        }
    }

    #[test]
    fn iris_spell_characters_out() {
        for text in [
            "x:é",
            "x://é",
            "x://é@h",
            "x://h/é/中?π#😀",
            "x:?\u{e000}\u{f0000}\u{10fffd}",
            "x:\u{a0}\u{ffef}\u{e1000}",
            "x:é%41",
        ] {
            assert!(is_iri(text), "{text}");
            assert!(is_iri_reference(text), "{text}");
            assert!(!is_uri_reference(text), "{text}");
        }
        for text in [
            // Private use belongs into queries, noncharacters and controls nowhere.
            "x:\u{e000}",
            "x:#\u{e000}",
            "x://\u{f0000}",
            "x:\u{9f}",
            "x:?\u{80}",
            "x:\u{fdd0}",
            "x:?\u{ffff}",
            "x:?\u{1fffe}",
            "x:\u{fffd}",
            "x:\u{e0001}",
            // What changes the direction of text does not appear itself.
            "x:a\u{200e}",
            "x:?\u{200f}",
            "x:#\u{202e}",
            "é:a",
            "x://h:٣",
            "x:é%",
            "x:é b",
            "x://[é]",
            "x://[v1.é]",
        ] {
            assert!(!is_iri(text), "{text:?}");
            assert!(!is_iri_reference(text), "{text:?}");
        }
        assert!(is_iri_reference("é/π?中") && !is_iri("é/π?中"));
    }
}
