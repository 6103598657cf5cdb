//! Documentation: text from a schema becomes `///` lines that can hold no code, link or HTML.

use proc_macro2::TokenStream;
use quote::quote;

/// `#[doc]` attributes for lines that are ours.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote! { #(#[doc = #lines])* }
}

/// The lines of a text from a schema, safe as Markdown: no indented line (rustdoc would run it as a test), no fence, no link, no HTML,
/// no heading; control and bidirectional characters are spelled out.
pub(super) fn doc_text(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text
        .split([
            '\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}',
        ])
        .flat_map(|line| wrap(&spell_out(line.trim())))
        .map(|line| escape_line(&line))
        .collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let first = lines.iter().position(|line| !line.is_empty());
    lines.drain(..first.unwrap_or(lines.len()));
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    lines
}

/// So many characters of text stand on a line.
const WIDTH: usize = 90;

/// Breaks a long line between words, but never inside inline code.
fn wrap(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in words(line) {
        let word_length = word.chars().count();
        if length > 0 && length + 1 + word_length > WIDTH {
            lines.push(String::new());
            length = 0;
        }
        let Some(current) = lines.last_mut() else {
            break;
        };
        if length > 0 {
            current.push(' ');
            length += 1;
        }
        current.push_str(word);
        length += word_length;
    }
    lines
}

/// The words of a line; inline code, whatever is in it, is part of one word.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(character) = line[at..].chars().next() {
        if character == '`' {
            let run = line[at..].len() - line[at..].trim_start_matches('`').len();
            at += code_span(&line[at..]).map_or(run, str::len);
            continue;
        }
        if character == ' ' {
            words.push(&line[start..at]);
            start = at + 1;
        }
        at += character.len_utf8();
    }
    words.push(&line[start..]);
    words.retain(|word| !word.is_empty());
    words
}

fn escape_line(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let mut rest = line;
    // What Markdown takes for structure at the start of a line: after wrapping, any word can stand there.
    if let Some(first) = rest.chars().next() {
        if matches!(first, '#' | '>' | '~' | '=' | '|' | ':' | '-' | '+' | '*') {
            escaped.push('\\');
            escaped.push(first);
            rest = &rest[1..];
        } else if first.is_ascii_digit() {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            if rest[digits..].starts_with(['.', ')']) {
                escaped.push_str(&rest[..digits]);
                escaped.push('\\');
                escaped.push_str(&rest[digits..=digits]);
                rest = &rest[digits + 1..];
            }
        }
    }
    while let Some(character) = rest.chars().next() {
        if character == '`' {
            if let Some(span) = code_span(rest) {
                escaped.push_str(span);
                rest = &rest[span.len()..];
                continue;
            }
            escaped.push_str("\\`");
        } else {
            if is_markup(character) || rest.starts_with("://") || rest.starts_with("www.") {
                escaped.push('\\');
                // `\w` is no escape in Markdown: the dot behind `www` is what makes the link.
                if character == 'w' {
                    escaped.pop();
                    escaped.push_str("www\\.");
                    rest = &rest[4..];
                    continue;
                }
            }
            escaped.push(character);
        }
        rest = &rest[character.len_utf8()..];
    }
    escaped
}

fn is_markup(character: char) -> bool {
    matches!(
        character,
        '\\' | '[' | ']' | '<' | '>' | '*' | '_' | '~' | '&' | '$'
    )
}

/// A run of one or two backticks, some text, and the same run again, all on one line.
fn code_span(rest: &str) -> Option<&str> {
    let fence = rest.len() - rest.trim_start_matches('`').len();
    if fence > 2 {
        return None;
    }
    let body = &rest[fence..];
    let mut from = 0;
    while let Some(found) = body[from..].find('`') {
        let start = from + found;
        let run = body[start..].len() - body[start..].trim_start_matches('`').len();
        if run == fence {
            let inner = &body[..start];
            return (!inner.trim().is_empty()).then(|| &rest[..fence + start + run]);
        }
        from = start + run;
    }
    None
}

fn spell_out(line: &str) -> String {
    let mut visible = String::with_capacity(line.len());
    for character in line.chars() {
        if character == '\t' {
            visible.push(' ');
        } else if character.is_control() || is_invisible(character) {
            visible.push_str(&format!("U+{:04X}", character as u32));
        } else {
            visible.push(character);
        }
    }
    visible
}

/// Characters that change how the text around them is shown (Unicode Bidirectional Algorithm), or that are not shown at all.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::doc_text;

    #[test]
    fn plain_text_stays() {
        assert_eq!(
            doc_text("The chat's id.\n\nSee `id` and 5 - 3.\n"),
            ["The chat's id.", "", "See `id` and 5 - 3."]
        );
    }

    #[test]
    fn nothing_becomes_code_or_links_or_markup() {
        assert_eq!(doc_text("    panic!()"), ["panic!()"]);
        assert_eq!(
            doc_text("```\ncode\n```"),
            ["\\`\\`\\`", "code", "\\`\\`\\`"]
        );
        assert_eq!(doc_text("~~~\ncode"), ["\\~\\~\\~", "code"]);
        assert_eq!(doc_text("[a](b) <b>"), ["\\[a\\](b) \\<b\\>"]);
        assert_eq!(doc_text("# head"), ["\\# head"]);
        assert_eq!(doc_text("a ` b"), ["a \\` b"]);
        assert_eq!(doc_text("at https://a.b"), ["at https\\://a.b"]);
        assert_eq!(doc_text("www.a.b"), ["www\\.a.b"]);
        assert_eq!(doc_text("`a]`"), ["`a]`"]);
    }

    #[test]
    fn long_lines_are_wrapped_between_words() {
        let text = format!("{} `a  b` - {} 1. c", "x".repeat(83), "y".repeat(88));
        let wrapped = [
            format!("{} `a  b`", "x".repeat(83)),
            format!("\\- {}", "y".repeat(88)),
            "1\\. c".to_owned(),
        ];
        assert_eq!(doc_text(&text), wrapped);
    }

    #[test]
    fn what_cannot_be_seen_is_spelled_out() {
        assert_eq!(doc_text("a\u{202e}b\u{0}"), ["aU+202EbU+0000"]);
        assert_eq!(doc_text("a\u{ad}b\u{180e}"), ["aU+00ADbU+180E"]);
        assert_eq!(doc_text("a\u{2028}*/b"), ["a", "\\*/b"]);
    }
}
