//! URI references (RFC 3986): parsing, resolution, comparison.

use std::borrow::Cow;

use fluent_uri::resolve::{ResolveError, Resolver};
use fluent_uri::{Uri, UriRef};

use crate::load::{SCHEME, Token};

/// Why a reference does not become a URI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum UriError {
    /// Not a URI reference; with the spelling that would be one, if escaping is all it takes.
    Malformed(Option<String>),
    /// Relative, and the base (such as a `urn:`) has no place for relative references.
    OpaqueBase,
    /// `..` goes up further than there are folders.
    AboveRoot,
    /// The fragment's escapes are not UTF-8.
    FragmentNotUtf8,
}

/// A reference after resolution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResolvedUri {
    /// The absolute URI without fragment.
    pub uri: String,
    /// The fragment as it is spelled, and unescaped; `None` when there is no `#`.
    pub fragment: Option<(String, String)>,
}

/// Resolves a reference against an absolute base without fragment.
pub(crate) fn resolve_uri(base: &str, reference: &str) -> Result<ResolvedUri, UriError> {
    let reference =
        UriRef::parse(reference).map_err(|_| UriError::Malformed(escaped_spelling(reference)))?;
    let base = Uri::parse(base).map_err(|_| UriError::Malformed(None))?;
    // Below our own root `..` must not be clamped, as RFC 3986 does it: it would name a file that nobody meant.
    let clamped = base.scheme().as_str() != SCHEME;
    let resolved = Resolver::with_base(base.strip_fragment())
        .allow_path_underflow(clamped)
        .resolve(&reference)
        .map_err(|error| match error {
            ResolveError::PathUnderflow => UriError::AboveRoot,
            _ => UriError::OpaqueBase,
        })?;
    let fragment = match resolved.fragment() {
        None => None,
        Some(fragment) => {
            let text = fragment.decode().to_string();
            let text = text.map_err(|_| UriError::FragmentNotUtf8)?.into_owned();
            Some((fragment.as_str().to_owned(), text))
        }
    };
    Ok(ResolvedUri {
        uri: resolved.strip_fragment().as_str().to_owned(),
        fragment,
    })
}

/// An absolute URI that a document can have, without its fragment if that is empty; nothing for other texts and for URIs of ours.
pub(crate) fn document_identifier(text: &str) -> Option<String> {
    let uri = Uri::parse(text).ok()?;
    let is_whole = uri
        .fragment()
        .is_none_or(|fragment| fragment.as_str().is_empty());
    let is_free = uri.scheme().as_str() != SCHEME;
    (is_whole && is_free).then(|| uri.strip_fragment().as_str().to_owned())
}

/// The form in which two equivalent URIs are the same text.
pub(crate) fn comparable(uri: &str) -> String {
    match Uri::parse(uri) {
        Ok(uri) => uri.normalize().into_string(),
        Err(_) => uri.to_owned(),
    }
}

/// Whether a reference names neither scheme nor host.
pub(crate) fn is_relative(reference: &str) -> bool {
    UriRef::parse(reference).is_ok_and(|uri| !uri.has_scheme() && !uri.has_authority())
}

/// The scheme of an absolute URI, in lower case.
pub(crate) fn scheme(uri: &str) -> String {
    let scheme = uri.split(':').next().unwrap_or_default();
    scheme.to_ascii_lowercase()
}

/// The name below the schema root of the document that a URI of ours stands for.
pub(crate) fn document_name(uri: &str) -> Option<String> {
    let uri = Uri::parse(uri).ok()?;
    let ours = uri.scheme().as_str() == SCHEME
        && uri
            .authority()
            .is_some_and(|authority| authority.as_str().is_empty())
        && !uri.has_query();
    let path = uri.path().as_str().strip_prefix('/')?;
    if !ours || path.is_empty() {
        return None;
    }
    let mut segments = Vec::new();
    for segment in path.split('/') {
        let segment = percent_decode(segment)?;
        if segment.is_empty() || segment == "." || segment == ".." || segment.contains('/') {
            return None;
        }
        segments.push(segment);
    }
    Some(segments.join("/"))
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push((high * 16 + low) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// A JSON Pointer in its URI fragment form (RFC 6901 §6), without the `#`.
pub(crate) fn fragment_pointer(pointer: &str) -> String {
    let mut fragment = String::with_capacity(pointer.len());
    for byte in pointer.bytes() {
        if is_fragment_byte(byte) {
            fragment.push(char::from(byte));
        } else {
            fragment.push_str(&format!("%{byte:02X}"));
        }
    }
    fragment
}

/// What RFC 3986 §3.5 lets stand in a fragment without escape.
fn is_fragment_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte)
}

/// A URI reference as it must be spelled: with everything escaped that RFC 3986 §2 lets stand nowhere. Programs that write schemas often
/// leave names in a pointer as they are, such as `#/definitions/Record<string,string>`, which can mean one thing only. A text that is
/// none however it is escaped stays as it is.
pub(crate) fn respelled(reference: &str) -> Cow<'_, str> {
    match UriRef::parse(reference) {
        Ok(_) => Cow::Borrowed(reference),
        Err(_) => escaped_spelling(reference).map_or(Cow::Borrowed(reference), Cow::Owned),
    }
}

/// The reference with everything escaped that must be; nothing when that is not enough.
fn escaped_spelling(reference: &str) -> Option<String> {
    let (path, fragment) = match reference.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (reference, None),
    };
    let escape = |text: &str, allowed: &dyn Fn(u8) -> bool| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'%' => "%".to_owned(),
                _ if allowed(byte) => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            })
            .collect()
    };
    let mut escaped = escape(path, &|byte| {
        is_fragment_byte(byte) || b"[]".contains(&byte)
    });
    if let Some(fragment) = fragment {
        escaped.push('#');
        escaped.push_str(&escape(fragment, &is_fragment_byte));
    }
    UriRef::parse(escaped.as_str()).is_ok().then_some(escaped)
}

/// Splits a JSON Pointer into unescaped steps; nothing when it is not one.
pub(crate) fn pointer_steps(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    pointer
        .strip_prefix('/')?
        .split('/')
        .map(|step| {
            let unescaped = step.replace("~1", "/").replace("~0", "~");
            // Every tilde must begin one of the two escapes.
            let escapes = step.matches("~0").count() + step.matches("~1").count();
            (step.matches('~').count() == escapes).then_some(unescaped)
        })
        .collect()
}

/// The `#…` form of a pointer with one more step: for messages.
pub(crate) fn shown_pointer(pointer: &str, step: Option<&str>) -> String {
    let mut pointer = pointer.to_owned();
    if let Some(step) = step {
        crate::load::push_token(&mut pointer, &Token::Name(step.to_owned()));
    }
    format!("#{}", fragment_pointer(&pointer))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(base: &str, reference: &str) -> Result<String, UriError> {
        resolve_uri(base, reference).map(|found| found.uri)
    }

    #[test]
    fn references_resolve_against_their_base() {
        let base = "typewright:///v1/a.json";
        assert_eq!(
            resolved(base, "b.json#/x").as_deref(),
            Ok("typewright:///v1/b.json")
        );
        assert_eq!(
            resolved(base, "../c/d.json").as_deref(),
            Ok("typewright:///c/d.json")
        );
        assert_eq!(resolved(base, "#x").as_deref(), Ok(base));
        assert_eq!(resolved(base, "../../d.json"), Err(UriError::AboveRoot));
        assert_eq!(
            resolved("https://x.test/a/b", "../../../c").as_deref(),
            Ok("https://x.test/c")
        );
        assert_eq!(
            resolved("urn:example:a", "b.json"),
            Err(UriError::OpaqueBase)
        );
        assert_eq!(
            resolved("urn:example:a", "#/b").as_deref(),
            Ok("urn:example:a")
        );
    }

    #[test]
    fn fragments_are_unescaped() {
        let found = resolve_uri("typewright:///a", "#/a%25b%C3%A9").unwrap();
        assert_eq!(
            found.fragment,
            Some(("/a%25b%C3%A9".to_owned(), "/a%bé".to_owned()))
        );
        assert_eq!(
            resolve_uri("typewright:///a", "#%FF"),
            Err(UriError::FragmentNotUtf8)
        );
    }

    #[test]
    fn malformed_references_come_with_the_right_spelling() {
        let error = resolve_uri("typewright:///a", "#/$defs/a b<ü>").unwrap_err();
        let spelling = "#/$defs/a%20b%3C%C3%BC%3E".to_owned();
        assert_eq!(error, UriError::Malformed(Some(spelling)));
        assert_eq!(respelled("#/$defs/a b<ü>"), "#/$defs/a%20b%3C%C3%BC%3E");
        let error = resolve_uri("typewright:///a", "#/%zz").unwrap_err();
        assert_eq!(error, UriError::Malformed(None));
        for kept in ["#/%zz", "#/$defs/a%20b", "a.json?b[0]", ""] {
            assert_eq!(respelled(kept), kept);
        }
    }

    #[test]
    fn only_clean_paths_are_document_names() {
        assert_eq!(
            document_name("typewright:///v1/a%20b.json").as_deref(),
            Some("v1/a b.json")
        );
        for uri in [
            "https://x.test/a.json",
            "typewright://host/a.json",
            "typewright:///a.json?b",
            "typewright:///",
            "typewright:///a//b",
            "typewright:///a/%2e%2e/b",
            "typewright:///a%2Fb",
            "typewright:///%FF",
        ] {
            assert_eq!(document_name(uri), None, "{uri}");
        }
    }

    #[test]
    fn pointers_are_split_and_unescaped() {
        assert_eq!(pointer_steps(""), Some(vec![]));
        assert_eq!(
            pointer_steps("/a~1b/~01/"),
            Some(vec!["a/b".to_owned(), "~1".to_owned(), String::new()])
        );
        assert_eq!(pointer_steps("a"), None);
        assert_eq!(pointer_steps("/a~2"), None);
        assert_eq!(pointer_steps("/a~"), None);
    }

    #[test]
    fn pointers_are_escaped_for_fragments() {
        assert_eq!(
            fragment_pointer("/a b/ü\"%/$x~0"),
            "/a%20b/%C3%BC%22%25/$x~0"
        );
    }

    #[test]
    fn equivalent_uris_compare_equal() {
        assert_eq!(
            comparable("HTTP://X.test:80/a/./b%7e"),
            comparable("http://x.test/a/b~")
        );
        assert_ne!(comparable("http://x.test/a"), comparable("http://x.test/A"));
    }
}
