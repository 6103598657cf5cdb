//! Untrusted text in a form that is safe to print.

/// The text on one line and safe to print: control characters, and characters that are invisible or turn the direction of
/// writing, are Rust escapes in it; a tab is four spaces.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character == '\t' {
            // A tab's width depends on the terminal, so that marks below would not line up.
            escaped.push_str("    ");
        } else if is_deceptive(character) {
            escaped.extend(character.escape_default());
        } else {
            escaped.push(character);
        }
    }
    escaped
}

fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_as_it_is() {
        assert_eq!(escape("naïve `π` \\ \"😀\""), "naïve `π` \\ \"😀\"");
    }

    #[test]
    fn what_deceives_is_spelled_out() {
        assert_eq!(
            escape("a\u{202e}b\u{0}\r\n\u{feff}"),
            "a\\u{202e}b\\u{0}\\r\\n\\u{feff}"
        );
        assert_eq!(escape("\ta"), "    a");
    }
}
