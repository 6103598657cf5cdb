//! Addresses of the Internet Protocol.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether a text is an IPv4 address: four octets (RFC 2673 section 3.2), none with leading zeros, which some would read
/// as octal (RFC 3986 section 3.2.2 spells them so too).
#[must_use]
pub fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

/// Whether a text is an IPv6 address (RFC 4291 section 2.2), without brackets, prefix length or zone.
#[must_use]
pub fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::{is_ipv4, is_ipv6};

    #[test]
    fn octets_are_plain_decimals() {
        for text in ["0.0.0.0", "255.255.255.255", "1.20.255.0"] {
            assert!(is_ipv4(text), "{text}");
        }
        for text in [
            "",
            "1.2.3",
            "1.2.3.4.5",
            "256.1.1.1",
            "01.2.3.4",
            "1.2.3.4 ",
            "+1.2.3.4",
            "1..2.3",
            "0x1.2.3.4",
            "1.2.3.४",
        ] {
            assert!(!is_ipv4(text), "{text}");
        }
    }

    #[test]
    fn groups_are_eight_unless_zeros_are_left_out() {
        for text in [
            "::",
            "::1",
            "1::",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1::3:4:5:6:7:8",
            "::ffff:1.2.3.4",
            "1:2:3:4:5:6:1.2.3.4",
            "FFFF::abcd",
        ] {
            assert!(is_ipv6(text), "{text}");
        }
        for text in [
            "",
            ":",
            ":::",
            "1",
            "1::2::3",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:7:8::",
            "12345::",
            "::1%eth0",
            "[::1]",
            "::1/64",
            "::1.2.3.04",
            "1.2.3.4::",
            "::g",
        ] {
            assert!(!is_ipv6(text), "{text}");
        }
    }
}
