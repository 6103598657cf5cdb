//! URI templates (RFC 6570).

use super::ucschar::{is_iprivate, is_ucschar};
use super::usual::usual_blocks_length;

/// Whether a text is a URI template (RFC 6570 section 2): literal text and expressions such as `{/path*}`, also those with an
/// operator that is reserved. An apostrophe is a literal, as erratum 6937 says.
#[must_use]
pub fn is_uri_template(text: &str) -> bool {
    is_plain_template(text) || is_template(text)
}

/// Whether a text is a template of ASCII in which nothing is encoded and each expression is an operator or none, names and commas: what
/// most templates are. Only a shortcut: of any other text it tells nothing.
fn is_plain_template(text: &str) -> bool {
    let is_literal = |byte: &u8| LITERALS[usize::from(*byte)];
    let bytes = text.as_bytes();
    // The colon is the only byte in most literals that is not usual.
    let mut rest = bytes.strip_prefix(b"https://").unwrap_or(bytes);
    loop {
        rest = rest.get(usual_blocks_length(rest)..).unwrap_or_default();
        let literals = rest.iter().take_while(|byte| is_literal(byte)).count();
        let Some((_, [b'{', expression @ ..])) = rest.split_at_checked(literals) else {
            return literals == rest.len();
        };
        match plain_expression_length(expression) {
            Some(length) => rest = expression.get(length..).unwrap_or_default(),
            None => return false,
        }
    }
}

/// The length of what stands behind an opening brace, up to and with the closing one.
fn plain_expression_length(text: &[u8]) -> Option<usize> {
    let operator = matches!(
        text.first(),
        Some(b'+' | b'#' | b'.' | b'/' | b';' | b'?' | b'&')
    );
    // At the beginning, and behind a comma, a name must begin.
    let mut is_begun = false;
    for (index, byte) in text.iter().enumerate().skip(usize::from(operator)) {
        match byte {
            b'}' if is_begun => return Some(index + 1),
            b',' if is_begun => is_begun = false,
            b'_' => is_begun = true,
            byte if byte.is_ascii_alphanumeric() => is_begun = true,
            _ => return None,
        }
    }
    None
}

/// Whether each byte is a literal that stands for itself.
static LITERALS: [bool; 256] = {
    let mut literals = [false; 256];
    let mut index = 0;
    while index < 256 {
        literals[index] = is_literal(index as u8);
        index += 1;
    }
    literals
};

/// Whether a byte is a literal that stands for itself.
const fn is_literal(byte: u8) -> bool {
    !matches!(
        byte,
        b'"' | b'%' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'
    ) && matches!(byte, b'!'..=b'~')
}

fn is_template(text: &str) -> bool {
    let mut rest = text;
    while let Some(start) = rest.find(['{', '}']) {
        let (literals, opened) = rest.split_at(start);
        let Some((expression, after)) = opened
            .strip_prefix('{')
            .and_then(|opened| opened.split_once('}'))
        else {
            return false;
        };
        if !is_literals(literals) || !is_expression(expression) {
            return false;
        }
        rest = after;
    }
    is_literals(rest)
}

fn is_literals(text: &str) -> bool {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let holds = match character {
            '%' => {
                let mut is_digit = || characters.next().is_some_and(|c| c.is_ascii_hexdigit());
                is_digit() && is_digit()
            }
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => false,
            '!'..='~' => true,
            _ => is_ucschar(character) || is_iprivate(character),
        };
        if !holds {
            return false;
        }
    }
    true
}

/// `[ operator ] varspec *( "," varspec )`
fn is_expression(text: &str) -> bool {
    let operators = ['+', '#', '.', '/', ';', '?', '&', '=', ',', '!', '@', '|'];
    let variables = text.strip_prefix(operators).unwrap_or(text);
    variables.split(',').all(is_variable)
}

/// `varname [ ":" max-length / "*" ]`
fn is_variable(text: &str) -> bool {
    let name = match text.split_once(':') {
        Some((name, length)) => {
            if !is_max_length(length) {
                return false;
            }
            name
        }
        None => text.strip_suffix('*').unwrap_or(text),
    };
    name.split('.').all(is_name)
}

/// Between 1 and 9999, without leading zeros.
fn is_max_length(text: &str) -> bool {
    (1..=4).contains(&text.len())
        && !text.starts_with('0')
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1*( ALPHA / DIGIT / "_" / pct-encoded )`
fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let holds = match byte {
            b'%' => {
                let mut is_digit = || bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit());
                is_digit() && is_digit()
            }
            byte => byte.is_ascii_alphanumeric() || byte == b'_',
        };
        if !holds {
            return false;
        }
    }
    !text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{is_plain_template, is_template, is_uri_template};

    #[test]
    fn the_shortcut_takes_nothing_else() {
        for text in [
            "https://a/b{/path,x_1}{?ref}c'd",
            "https://a.b-c/de/'fg'/(h){/i}/j?k=lmno*,+&p",
            "{a}",
            "{+a,b}",
            "",
        ] {
            assert!(is_plain_template(text), "{text}");
            // Whatever stands in it, in place of anything or before it.
            for place in 0..=text.len() {
                for character in (0..=0x80).filter_map(char::from_u32) {
                    for end in [place, text.len().min(place + 1)] {
                        let other = format!("{}{character}{}", &text[..place], &text[end..]);
                        assert!(
                            is_template(&other) || !is_plain_template(&other),
                            "{other:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn templates_are_literals_and_expressions() {
        for text in [
            "",
            "https://api.example.com/repos/{owner}/{repo}/contents{/path*}{?ref,page}",
            "{+base}index{#part}{.suffix}{;x:3}{&more}",
            "{=reserved}{,a}{!a}{@a}{|a}",
            "{a.b.c_1:9999,%41%7a*}",
            "it's-100%25~[x]",
            "é\u{e000}\u{10fffd}😀",
        ] {
            assert!(is_uri_template(text), "{text}");
        }
        for text in [
            "{",
            "}",
            "{}",
            "{+}",
            "{a}}",
            "{{a}}",
            "a{b",
            "{a,}",
            "{,}",
            "{a b}",
            "{a-b}",
            "{é}",
            "{.a.}",
            "{a:}",
            "{a:0}",
            "{a:10000}",
            "{a:1*}",
            "{a**}",
            "{*}",
            "{%4}",
            "a b",
            "a%4",
            "a%zz",
            "\\",
            "a|b",
            "<a>",
            "`",
            "\"",
            "^",
            "\t",
            "\u{7f}",
            "\u{9f}",
            "\u{fdd0}",
            "\u{fffd}",
            "\u{1ffff}",
            "\u{e0001}",
        ] {
            assert!(!is_uri_template(text), "{text:?}");
        }
    }
}
