//! Addresses of mailboxes (RFC 5321).

use std::net::Ipv6Addr;

use super::hostname::is_label;

/// Whether a text is a mailbox (RFC 5321 section 4.1.2): a dot-string or quoted string, `@`, and a domain or the address
/// of a host in brackets; ASCII only.
///
/// 2019-09 and 2020-12 name this. Earlier drafts name RFC 5322 section 3.4.1, which has comments and folded lines between
/// the parts besides: they belong to the header of a message, not to an address, and are refused.
#[must_use]
pub fn is_email(text: &str) -> bool {
    is_mailbox(text, |_| false, |domain| domain.split('.').all(is_label))
}

/// The same with characters beyond ASCII where a grammar has them in the local part, and with its own domains.
pub(super) fn is_mailbox(
    text: &str,
    is_beyond: fn(char) -> bool,
    is_domain: fn(&str) -> bool,
) -> bool {
    let domain = match text.strip_prefix('"') {
        Some(quoted) => behind_quoted(quoted, is_beyond),
        None => text
            .split_once('@')
            .and_then(|(local, domain)| is_dot_string(local, is_beyond).then_some(domain)),
    };
    domain.is_some_and(|domain| match domain.strip_prefix('[') {
        Some(literal) => literal.strip_suffix(']').is_some_and(is_address_literal),
        None => is_domain(domain),
    })
}

/// The domain behind a quoted local part, whose opening quote is gone.
fn behind_quoted(text: &str, is_beyond: fn(char) -> bool) -> Option<&str> {
    let mut characters = text.chars();
    loop {
        match characters.next()? {
            '"' => return characters.as_str().strip_prefix('@'),
            '\\' => {
                characters.next().filter(|next| matches!(next, ' '..='~'))?;
            }
            ' '..='~' => {}
            other if is_beyond(other) => {}
            _ => return None,
        }
    }
}

fn is_dot_string(text: &str, is_beyond: fn(char) -> bool) -> bool {
    let is_atom_character = |character| match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() => is_atom_byte(byte),
        _ => is_beyond(character),
    };
    text.split('.')
        .all(|atom| !atom.is_empty() && atom.chars().all(is_atom_character))
}

/// RFC 5322 section 3.2.3.
fn is_atom_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

/// RFC 5321 section 4.1.3; no tag but that of IPv6 has been registered.
fn is_address_literal(text: &str) -> bool {
    match text.split_at_checked("IPv6:".len()) {
        Some((tag, address)) if tag.eq_ignore_ascii_case("IPv6:") => is_ipv6_literal(address),
        _ => is_ipv4_literal(text),
    }
}

/// Four decimals up to 255; leading zeros are allowed here, up to three digits.
fn is_ipv4_literal(text: &str) -> bool {
    let mut octets = 0;
    text.split('.').all(|octet| {
        octets += 1;
        octet.len() <= 3
            && octet.bytes().all(|byte| byte.is_ascii_digit())
            && octet.parse::<u8>().is_ok()
    }) && octets == 4
}

/// As an IPv6 address elsewhere, but `::` stands for two groups or more.
fn is_ipv6_literal(text: &str) -> bool {
    const LONGEST: usize = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".len();
    if text.len() > LONGEST {
        return false;
    }
    let (groups, has_ipv4) = match text.rsplit_once(':') {
        Some((groups, ipv4)) if ipv4.contains('.') => {
            if !is_ipv4_literal(ipv4) {
                return false;
            }
            (groups, true)
        }
        _ => (text, false),
    };
    // The octets have been looked at; what stands for them here is two groups like any other.
    let spelled = if has_ipv4 {
        &format!("{groups}:0:0")
    } else {
        text
    };
    let written = spelled.split(':').filter(|group| !group.is_empty()).count();
    spelled.parse::<Ipv6Addr>().is_ok() && (!spelled.contains("::") || written <= 6)
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn mailboxes_have_a_local_part_and_a_domain() {
        for text in [
            "a@b",
            "a.b@c.d",
            "!#$%&'*+-/=?^_`{|}~@b",
            "\"\"@b",
            "\"a@b\"@c",
            "\"a\\\"b\"@c",
            "\"a\\\\\"@c",
            "\" \"@c",
            "a@1-2.x",
            "a@[1.2.3.4]",
            "a@[001.002.003.004]",
            "a@[IPv6:::]",
            "a@[ipv6:1::6]",
            "a@[IPv6:1:2:3:4:5:6:7:8]",
            "a@[IPv6:::1.2.3.4]",
            "a@[IPv6:1:2:3:4:5:6:1.2.3.4]",
            "a@[IPv6:1:2::3:4:5:6]",
            "a@[IPv6:1:2::3:4:1.2.3.4]",
        ] {
            assert!(is_email(text), "{text}");
        }
        for text in [
            "",
            "a",
            "@",
            "a@",
            "@b",
            ".a@b",
            "a.@b",
            "a..b@c",
            "a b@c",
            "a@b@c",
            "a@-b",
            "a@b-",
            "a@b..c",
            "a@b.",
            "a@.b",
            "a@b_c",
            "\"@b",
            "\"a\"b@c",
            "\"a\"",
            "\"a\"\"b\"@c",
            "\"\\\"@c",
            "\"\t\"@c",
            "\"é\"@c",
            "é@b",
            "a@é",
            "a@[1.2.3]",
            "a@[1.2.3.256]",
            "a@[1.2.3.0004]",
            "a@[]",
            "a@[::1]",
            "a@[IPv6:]",
            "a@[IPv6:1.2.3.4]",
            "a@[IPv6:1:2::3:4:5:6:7]",
            "a@[IPv6:1:2:3::4:5:1.2.3.4]",
            "a@[IPv6:1:2:3:4:5:6:7:1.2.3.4]",
            "a@[x:1]",
            "a@[1.2.3.4",
            "a@1.2.3.4]",
            "a<b>@c",
            "a@[IPv6:::1.2.3.4.5]",
            "a@[+1.2.3.4]",
        ] {
            assert!(!is_email(text), "{text}");
        }
    }
}
