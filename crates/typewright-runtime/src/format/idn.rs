//! Names of hosts and addresses of mailboxes in all scripts.

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

use super::email::is_mailbox;
use super::hostname::{is_hostname, is_label};

/// Whether a text is the name of a host in any script (RFC 5890 section 2.3.2.3): labels that are letters, digits and
/// inner hyphens, or internationalised ones, spelled out or behind `xn--`; in ASCII of up to 63 bytes each and 253 bytes in
/// all.
///
/// As programs that look names up do, it first makes of the text what people mean by it (Unicode Technical Standard #46,
/// nontransitional): `Ä` is `ä`, an ideographic full stop is a dot, combining accents combine. What comes of it must hold to
/// IDNA2008: right-to-left text to RFC 5893, characters and their context to RFC 5892.
#[must_use]
pub fn is_idn_hostname(text: &str) -> bool {
    // It looks at everything but which characters IDNA2008 has, and some contexts.
    Uts46::new()
        .to_ascii(
            text.as_bytes(),
            AsciiDenyList::STD3,
            Hyphens::Check,
            DnsLength::Verify,
        )
        .is_ok_and(|ascii| is_hostname(&ascii))
}

/// Whether a text is a mailbox in any script (RFC 6531 section 3.3): as RFC 5321 has it, with characters beyond ASCII in the
/// local part and in the labels of the domain, which must be as in [`is_idn_hostname`].
#[must_use]
pub fn is_idn_email(text: &str) -> bool {
    is_mailbox(
        text,
        |character| !character.is_ascii(),
        |domain| {
            if domain.is_ascii() {
                domain.split('.').all(is_label)
            } else {
                is_idn_hostname(domain)
            }
        },
    )
}
