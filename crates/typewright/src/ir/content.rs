//! Strings that hold other documents, where that is asserted.

use crate::diagnostic::{Diagnostic, DiagnosticKind};
use crate::load::NodeValue;
use crate::options::ContentMode;

use super::Rule;
use super::lower::{Keyword, Lowering};

/// How a string stands for what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// The text is the content; so it is without `contentEncoding`.
    Identity,
    /// RFC 2045, ASCII only.
    SevenBit,
    /// RFC 4648, hexadecimal digits.
    Base16,
    /// RFC 4648.
    Base32,
    /// RFC 4648, digits first.
    Base32Hex,
    /// RFC 4648.
    Base64,
    /// RFC 4648, for URLs and file names.
    Base64Url,
}

impl Encoding {
    const NAMED: [(&'static str, Encoding); 8] = [
        ("8bit", Encoding::Identity),
        ("binary", Encoding::Identity),
        ("7bit", Encoding::SevenBit),
        ("base16", Encoding::Base16),
        ("base32", Encoding::Base32),
        ("base32hex", Encoding::Base32Hex),
        ("base64", Encoding::Base64),
        ("base64url", Encoding::Base64Url),
    ];

    /// The encoding of that name, in letters of either case (RFC 2045 section 6.1); nothing where it is not known.
    pub fn named(name: &str) -> Option<Encoding> {
        let mut all = Encoding::NAMED.iter();
        let (_, encoding) = all.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(*encoding)
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        let mut all = Encoding::NAMED.iter();
        all.find(|(_, encoding)| *encoding == self)
            .map_or("8bit", |(name, _)| name)
    }
}

impl<'g> Lowering<'g, '_> {
    /// `contentEncoding`, `contentMediaType` or `contentSchema`, which only inform unless the options say otherwise (2020-12
    /// validation, 8.2).
    pub(super) fn content(&mut self, keyword: Keyword<'g>) -> Option<Rule> {
        if self.options.content == ContentMode::Annotate {
            return None;
        }
        match keyword.name() {
            "contentEncoding" => {
                let name = self.string(keyword, keyword.member.value)?;
                match Encoding::named(name) {
                    Some(Encoding::Identity) => None,
                    Some(encoding) => Some(Rule::ContentEncoding(encoding)),
                    None => self.warn_of_content(keyword, &format!("the encoding `{name}`")),
                }
            }
            "contentMediaType" => {
                let name = self.string(keyword, keyword.member.value)?;
                match is_json(name) {
                    true => Some(Rule::ContentJson(encoding_beside(keyword)?)),
                    false => self.warn_of_content(keyword, &format!("the media type `{name}`")),
                }
            }
            _ => {
                // Lowered in any case, so that a mistake in it is found. It means nothing without a media type.
                let schema = self.subschema(keyword);
                let media_type = string_beside(keyword, "contentMediaType")?;
                let encoding = encoding_beside(keyword).filter(|_| is_json(media_type))?;
                Some(Rule::ContentSchema { encoding, schema })
            }
        }
    }

    fn warn_of_content<T>(&mut self, keyword: Keyword<'g>, what: &str) -> Option<T> {
        self.diagnostics.push(Diagnostic::warning(
            DiagnosticKind::UnknownContent,
            keyword.document.location(keyword.member.value),
            format!("{what} is not known, and strings are not held to it"),
            "known are the encodings of RFC 4648, such as `base64`, and the media type `application/json`",
        ));
        None
    }
}

/// The encoding that is named beside a keyword; nothing for one that is not known.
fn encoding_beside(keyword: Keyword<'_>) -> Option<Encoding> {
    match string_beside(keyword, "contentEncoding") {
        Some(name) => Encoding::named(name),
        None => Some(Encoding::Identity),
    }
}

fn string_beside<'g>(keyword: Keyword<'g>, name: &str) -> Option<&'g str> {
    match keyword.value_of(keyword.beside(name)?.value) {
        NodeValue::String(text) => Some(text),
        _ => None,
    }
}

/// Whether a media type is JSON, or a format made of it (RFC 8259 section 11, RFC 6839 section 3.1).
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    essence == "application/json" || (essence.contains('/') && essence.ends_with("+json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_of_json_are_known() {
        for (media_type, expected) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("application/problem+json", true),
            ("application/xml", false),
            ("json", false),
            ("+json", false),
            ("", false),
        ] {
            assert_eq!(is_json(media_type), expected, "{media_type}");
        }
    }

    #[test]
    fn encodings_are_known_by_their_names() {
        for (name, encoding) in Encoding::NAMED {
            assert_eq!(Encoding::named(&name.to_uppercase()), Some(encoding));
        }
        assert_eq!(Encoding::Base64.name(), "base64");
        assert_eq!(Encoding::named("quoted-printable"), None);
    }
}
