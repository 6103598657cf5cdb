//! Formats that are asserted, and what each dialect means by a name.

use std::fmt;

use typewright_runtime::check;

use crate::load::Dialect;
use crate::load::Dialect::{Draft4, Draft6, Draft7, Draft2019, Draft2020};

/// One meaning of a format. Where dialects mean different things by a name, each is a format of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// RFC 3339 `date-time`.
    DateTime,
    /// RFC 3339 `full-date`.
    Date,
    /// RFC 3339 `full-time`.
    Time,
    /// RFC 3339, appendix A, `duration`.
    Duration,
    /// RFC 5321 mailbox.
    Email,
    /// RFC 6531 mailbox.
    IdnEmail,
    /// RFC 1034 host name, which is letters, digits and hyphens whatever they encode.
    LdhHostname,
    /// RFC 1123 host name, whose encoded labels hold to RFC 5891.
    Hostname,
    /// RFC 5890 internationalised host name.
    IdnHostname,
    /// RFC 2673 dotted quad.
    Ipv4,
    /// RFC 4291 address.
    Ipv6,
    /// RFC 3986 URI.
    Uri,
    /// RFC 3986 URI reference.
    UriReference,
    /// RFC 3987 IRI.
    Iri,
    /// RFC 3987 IRI reference.
    IriReference,
    /// RFC 6570 URI template.
    UriTemplate,
    /// RFC 4122 UUID.
    Uuid,
    /// RFC 6901 JSON Pointer.
    JsonPointer,
    /// Relative JSON Pointer of draft-handrews-relative-json-pointer-01.
    RelativeJsonPointer,
    /// Relative JSON Pointer of draft-bhutton-relative-json-pointer-00, which may go to another element.
    RelativeJsonPointerWithIndex,
    /// ECMA-262 regular expression.
    Regex,
}

/// Which name means what, from one dialect to another.
///
/// Drafts 4 and 6 do not list `regex` either, but their own meta-schemas use it.
const MEANINGS: &[(&str, Format, Dialect, Dialect)] = &[
    ("date-time", Format::DateTime, Draft4, Draft2020),
    ("date", Format::Date, Draft7, Draft2020),
    ("time", Format::Time, Draft7, Draft2020),
    ("duration", Format::Duration, Draft2019, Draft2020),
    ("email", Format::Email, Draft4, Draft2020),
    ("idn-email", Format::IdnEmail, Draft7, Draft2020),
    ("hostname", Format::LdhHostname, Draft4, Draft6),
    ("hostname", Format::Hostname, Draft7, Draft2020),
    ("idn-hostname", Format::IdnHostname, Draft7, Draft2020),
    ("ipv4", Format::Ipv4, Draft4, Draft2020),
    ("ipv6", Format::Ipv6, Draft4, Draft2020),
    ("uri", Format::Uri, Draft4, Draft2020),
    ("uri-reference", Format::UriReference, Draft6, Draft2020),
    ("iri", Format::Iri, Draft7, Draft2020),
    ("iri-reference", Format::IriReference, Draft7, Draft2020),
    ("uri-template", Format::UriTemplate, Draft6, Draft2020),
    ("uuid", Format::Uuid, Draft2019, Draft2020),
    ("json-pointer", Format::JsonPointer, Draft6, Draft2020),
    (
        "relative-json-pointer",
        Format::RelativeJsonPointer,
        Draft7,
        Draft2019,
    ),
    (
        "relative-json-pointer",
        Format::RelativeJsonPointerWithIndex,
        Draft2020,
        Draft2020,
    ),
    ("regex", Format::Regex, Draft4, Draft2020),
];

impl Format {
    /// What a dialect means by a name; `None` where it has no such format, which then only informs.
    pub fn named(name: &str, dialect: Dialect) -> Option<Format> {
        MEANINGS
            .iter()
            .find(|(known, _, first, last)| *known == name && (*first..=*last).contains(&dialect))
            .map(|(_, format, ..)| *format)
    }

    /// Every format.
    pub fn all() -> impl Iterator<Item = Format> {
        MEANINGS.iter().map(|(_, format, ..)| *format)
    }

    /// The oldest dialect that has a format of that name.
    pub fn first_dialect(name: &str) -> Option<Dialect> {
        let meanings = MEANINGS.iter().filter(|(known, ..)| *known == name);
        meanings.map(|(_, _, first, _)| *first).min()
    }

    /// The names of a dialect's formats.
    pub(super) fn names(dialect: Dialect) -> impl Iterator<Item = &'static str> {
        let meanings = MEANINGS.iter();
        meanings
            .filter(move |(_, _, first, last)| (*first..=*last).contains(&dialect))
            .map(|(name, ..)| *name)
    }

    /// The name in the schema.
    pub fn name(self) -> &'static str {
        let meaning = MEANINGS.iter().find(|(_, format, ..)| *format == self);
        meaning.map_or("", |(name, ..)| *name)
    }

    /// The name of the test in the runtime's module `check`.
    pub fn predicate(self) -> &'static str {
        match self {
            Format::DateTime => "is_date_time",
            Format::Date => "is_date",
            Format::Time => "is_time",
            Format::Duration => "is_duration",
            Format::Email => "is_email",
            Format::IdnEmail => "is_idn_email",
            Format::LdhHostname => "is_ldh_hostname",
            Format::Hostname => "is_hostname",
            Format::IdnHostname => "is_idn_hostname",
            Format::Ipv4 => "is_ipv4",
            Format::Ipv6 => "is_ipv6",
            Format::Uri => "is_uri",
            Format::UriReference => "is_uri_reference",
            Format::Iri => "is_iri",
            Format::IriReference => "is_iri_reference",
            Format::UriTemplate => "is_uri_template",
            Format::Uuid => "is_uuid",
            Format::JsonPointer => "is_json_pointer",
            Format::RelativeJsonPointer => "is_relative_json_pointer",
            Format::RelativeJsonPointerWithIndex => "is_relative_json_pointer_with_index",
            Format::Regex => "is_regex",
        }
    }

    /// The feature of the runtime that has the test, if it is not there without.
    pub fn runtime_feature(self) -> Option<&'static str> {
        match self {
            Format::DateTime | Format::Date | Format::Time => None,
            Format::IdnEmail | Format::IdnHostname => Some("idn"),
            _ => Some("formats"),
        }
    }

    /// The test itself; `None` for the formats of the runtime's feature `idn`, which follow tables of Unicode: their verdicts
    /// depend on versions of other crates, and what is generated must not.
    pub fn test(self) -> Option<fn(&str) -> bool> {
        Some(match self {
            Format::DateTime => check::is_date_time,
            Format::Date => check::is_date,
            Format::Time => check::is_time,
            Format::Duration => check::is_duration,
            Format::Email => check::is_email,
            Format::IdnEmail | Format::IdnHostname => return None,
            Format::LdhHostname => check::is_ldh_hostname,
            Format::Hostname => check::is_hostname,
            Format::Ipv4 => check::is_ipv4,
            Format::Ipv6 => check::is_ipv6,
            Format::Uri => check::is_uri,
            Format::UriReference => check::is_uri_reference,
            Format::Iri => check::is_iri,
            Format::IriReference => check::is_iri_reference,
            Format::UriTemplate => check::is_uri_template,
            Format::Uuid => check::is_uuid,
            Format::JsonPointer => check::is_json_pointer,
            Format::RelativeJsonPointer => check::is_relative_json_pointer,
            Format::RelativeJsonPointerWithIndex => check::is_relative_json_pointer_with_index,
            Format::Regex => check::is_regex,
        })
    }
}

/// The name in the schema; of two meanings of a name, the narrower one says which it is.
impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Format::LdhHostname => f.write_str(" of letters, digits and hyphens"),
            Format::RelativeJsonPointer => f.write_str(" without index manipulation"),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Format, MEANINGS};
    use crate::load::Dialect;

    #[test]
    fn a_name_means_one_thing_in_a_dialect() {
        for dialect in Dialect::ALL {
            let names: Vec<&str> = Format::names(dialect).collect();
            let distinct: BTreeSet<&str> = names.iter().copied().collect();
            assert_eq!(names.len(), distinct.len(), "{dialect:?}");
        }
        let counts = Dialect::ALL.map(|dialect| Format::names(dialect).count());
        assert_eq!(counts, [7, 10, 17, 19, 19]);
    }

    #[test]
    fn dialects_have_the_formats_of_their_specifications() {
        let named = |name| Dialect::ALL.map(|dialect| Format::named(name, dialect));
        let (ldh, encoded) = (Some(Format::LdhHostname), Some(Format::Hostname));
        assert_eq!(named("hostname"), [ldh, ldh, encoded, encoded, encoded]);
        let uuid = Some(Format::Uuid);
        assert_eq!(named("uuid"), [None, None, None, uuid, uuid]);
        let plain = Some(Format::RelativeJsonPointer);
        let with_index = Some(Format::RelativeJsonPointerWithIndex);
        let expected = [None, None, plain, plain, with_index];
        assert_eq!(named("relative-json-pointer"), expected);
        assert_eq!(named("phone"), [None; 5]);
        assert_eq!(Format::first_dialect("uuid"), Some(Dialect::Draft2019));
        assert_eq!(Format::first_dialect("phone"), None);
    }

    #[test]
    fn a_test_is_there_unless_it_follows_tables_of_unicode() {
        for (name, format, ..) in MEANINGS {
            assert_eq!(format.name(), *name);
            let follows_tables = format.runtime_feature() == Some("idn");
            assert_eq!(format.test().is_none(), follows_tables, "{name}");
        }
    }
}
