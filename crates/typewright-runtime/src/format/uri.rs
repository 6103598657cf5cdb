//! URIs (RFC 3986).

use super::ip::{is_ipv4, is_ipv6};

/// Whether a text is a URI (RFC 3986 section 3): with a scheme, and ASCII only.
#[must_use]
pub fn is_uri(text: &str) -> bool {
    match split_scheme(text) {
        Some((scheme, rest)) => is_scheme(scheme) && is_relative_part(rest),
        None => false,
    }
}

/// Whether a text is a URI reference (RFC 3986 section 4.1): a URI, or what is resolved against one.
#[must_use]
pub fn is_uri_reference(text: &str) -> bool {
    match split_scheme(text) {
        // Where a colon stands in its first segment, a reference is a URI or nothing.
        Some((scheme, rest)) => is_scheme(scheme) && is_relative_part(rest),
        None => is_relative_part(text),
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

/// `[ "//" authority ] path [ "?" query ] [ "#" fragment ]`
fn is_relative_part(text: &str) -> bool {
    let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
    let (text, query) = text.split_once('?').unwrap_or((text, ""));
    let path = match text.strip_prefix("//") {
        Some(text) => {
            let (authority, path) = text.split_at(text.find('/').unwrap_or(text.len()));
            if !is_authority(authority) {
                return false;
            }
            path
        }
        None => text,
    };
    let is_path_byte = |byte| is_pchar(byte) || byte == b'/';
    let is_query_byte = |byte| is_path_byte(byte) || byte == b'?';
    is_made_of(path, is_path_byte)
        && is_made_of(query, is_query_byte)
        && is_made_of(fragment, is_query_byte)
}

/// `[ userinfo "@" ] host [ ":" port ]`
fn is_authority(text: &str) -> bool {
    let is_user_byte = |byte| is_unreserved(byte) || is_sub_delimiter(byte) || byte == b':';
    let (user, host) = text.split_once('@').unwrap_or(("", text));
    if !is_made_of(user, is_user_byte) {
        return false;
    }
    let (host_holds, port) = match host.strip_prefix('[') {
        Some(host) => match host.split_once(']') {
            Some((literal, port)) => (is_ipv6(literal) || is_ip_future(literal), port),
            None => return false,
        },
        None => {
            let (name, port) = host.split_at(host.find(':').unwrap_or(host.len()));
            let is_name_byte = |byte| is_unreserved(byte) || is_sub_delimiter(byte);
            (is_ipv4(name) || is_made_of(name, is_name_byte), port)
        }
    };
    let port_holds = match port.strip_prefix(':') {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_digit()),
        None => port.is_empty(),
    };
    host_holds && port_holds
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

/// Whether every byte is allowed or part of a percent-encoded octet.
fn is_made_of(text: &str, is_allowed: impl Fn(u8) -> bool) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let holds = match byte {
            b'%' => {
                let mut is_digit = || bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit());
                is_digit() && is_digit()
            }
            byte => is_allowed(byte),
        };
        if !holds {
            return false;
        }
    }
    true
}

fn is_pchar(byte: u8) -> bool {
    is_unreserved(byte) || is_sub_delimiter(byte) || matches!(byte, b':' | b'@')
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn is_sub_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'='
    )
}

#[cfg(test)]
mod tests {
    use super::{is_uri, is_uri_reference};

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
            "x:é",
            "x:#a#b",
            "x:\\",
            "x:\u{7f}",
            "http://a:80:80",
        ] {
            assert!(!is_uri(text), "{text}");
            assert!(!is_uri_reference(text), "{text}");
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
        }
        for text in [
            "^", "a\"", "//[", "//h:x", "/%", "<a>", "{a}", "a|b", "`", " ",
        ] {
            assert!(!is_uri_reference(text), "{text}");
        }
    }
}
