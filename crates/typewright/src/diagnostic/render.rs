//! Diagnostics as text for a terminal, with the source line they are about.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::escape::escape;
use super::{Diagnostic, Severity};

/// How many characters of a line are shown before the place, and from it on.
const SHOWN_BEFORE: usize = 50;
const SHOWN_FROM: usize = 80;

/// Every diagnostic with its place, the source line with a mark under it, the JSON Pointer, and what to do.
///
/// Lines are cut around the place when they are long. Control characters and those that turn the direction of writing are shown
/// as escapes: schemas are untrusted text, and terminals obey it. With `color` the text has ANSI escapes of our own. Diagnostics
/// are parted by empty lines; nothing is rendered as nothing.
pub fn render(diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = String::new();
    for diagnostic in diagnostics {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&rendered(diagnostic, &renderer));
        text.push('\n');
    }
    text
}

fn rendered(diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let location = &diagnostic.location;
    let title = level.clone().primary_title(escape(&diagnostic.message));
    let origin = Origin::path(escape(&location.path));
    if location.text.is_empty() {
        let group = Group::with_title(title).element(origin);
        return renderer.render(&[group.elements(notes(diagnostic))]);
    }
    let (line, column) = location.line_column();
    let (source, span) = shown_line(&location.text, &location.span);
    let origin = origin.line(line).char_column(column);
    let snippet = Snippet::source(source)
        .line_start(line)
        .annotation(AnnotationKind::Primary.span(span));
    // Rendered apart, since the renderer would take the column of a snippet from the line that it shows, which may be cut.
    let heading = renderer.render(&[Group::with_title(title).element(origin)]);
    let excerpt = Group::with_level(level).element(snippet);
    let excerpt = renderer.render(&[excerpt.elements(notes(diagnostic))]);
    let indented = format!("\n{}", " ".repeat(line.to_string().len()));
    format!("{}\n{excerpt}", heading.replacen('\n', &indented, 1))
}

/// What is said below the source line.
fn notes(diagnostic: &Diagnostic) -> Vec<Element<'static>> {
    let mut notes = Vec::new();
    if !diagnostic.location.pointer.is_empty() {
        let at = format!("at JSON Pointer {}", escape(&diagnostic.location.pointer));
        notes.push(Level::NOTE.message(at).into());
    }
    if !diagnostic.help.is_empty() {
        notes.push(Level::HELP.message(escape(&diagnostic.help)).into());
    }
    notes
}

/// The part worth showing of the line in which a span begins, and where in it the span lies.
fn shown_line(text: &str, span: &Range<usize>) -> (String, Range<usize>) {
    let start = floor_boundary(text, span.start);
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[start..]
        .find(['\n', '\r'])
        .map_or(text.len(), |end| start + end);
    // A value can go on for many lines: its first is enough.
    let end = floor_boundary(text, span.end).clamp(start, line_end.max(start));
    let from = text[line_start..start]
        .char_indices()
        .rev()
        .nth(SHOWN_BEFORE - 1)
        .map_or(line_start, |(index, _)| line_start + index);
    let to = text[start..line_end.max(start)]
        .char_indices()
        .nth(SHOWN_FROM)
        .map_or(line_end.max(start), |(index, _)| start + index);
    let mut shown = String::new();
    if from > line_start {
        shown.push('…');
    }
    shown.push_str(&escape(&text[from..start]));
    let marked_from = shown.len();
    shown.push_str(&escape(&text[start..end.min(to)]));
    let marked_to = shown.len();
    shown.push_str(&escape(&text[end.min(to)..to]));
    if to < line_end {
        shown.push('…');
    }
    (shown, marked_from..marked_to)
}

/// The nearest character boundary at or before an offset, within the text.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{DiagnosticKind, Location};
    use super::*;

    fn diagnostic(text: &str, span: Range<usize>) -> Diagnostic {
        Diagnostic::error(
            DiagnosticKind::UnresolvedReference,
            Location {
                path: Arc::from("schema/a.json"),
                text: Arc::from(text),
                span,
                pointer: "/a/$ref".to_owned(),
            },
            "`#/b` leads to nothing",
            "did you mean `#/c`?",
        )
    }

    #[test]
    fn a_diagnostic_shows_place_line_pointer_and_help() {
        let text = "{\n  \"a\": {\"$ref\": \"#/b\"}\n}\n";
        let start = text.find("\"#/b\"").unwrap();
        let rendered = render(&[diagnostic(text, start..start + 5)], false);
        assert_eq!(
            rendered,
            "\
error: `#/b` leads to nothing
 --> schema/a.json:2:17
  |
2 |   \"a\": {\"$ref\": \"#/b\"}
  |                 ^^^^^
  |
  = note: at JSON Pointer /a/$ref
  = help: did you mean `#/c`?
"
        );
    }

    #[test]
    fn a_file_without_text_is_named_alone() {
        let diagnostic = Diagnostic::warning(
            DiagnosticKind::NoSchema,
            Location::file("schema"),
            "nothing here",
            "put something there",
        );
        let rendered = render(&[diagnostic], false);
        assert_eq!(
            rendered,
            "warning: nothing here\n--> schema\n = help: put something there\n"
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = format!("[{}\"here\"{}]", "1,".repeat(500_000), ",2".repeat(500_000));
        let start = text.find("\"here\"").unwrap();
        let rendered = render(&[diagnostic(&text, start..start + 6)], false);
        assert!(
            rendered.contains("--> schema/a.json:1:1000002"),
            "{rendered}"
        );
        let lines: Vec<&str> = rendered.lines().collect();
        assert!(lines.iter().all(|line| line.chars().count() < 150));
        let marked = lines.iter().position(|line| line.contains('^')).unwrap();
        let column = |line: &str, what: &str| line[..line.find(what).unwrap()].chars().count();
        assert_eq!(
            column(lines[marked - 1], "\"here\""),
            column(lines[marked], "^^^^^^")
        );
        assert!(lines[marked - 1].contains("…1,1,") && lines[marked - 1].ends_with("2…"));
    }

    #[test]
    fn a_span_of_many_lines_is_marked_on_its_first() {
        let rendered = render(&[diagnostic("[\r\n{\r\n}\r\n]", 3..8)], false);
        assert!(rendered.contains("2 | {\n  | ^\n"), "{rendered}");
    }

    #[test]
    fn the_end_of_the_file_and_odd_spans_can_be_marked() {
        let reversed = Range { start: 2, end: 1 };
        for span in [3..3, 4..4, 0..9, 9..9, reversed] {
            let rendered = render(&[diagnostic("{é}", span)], false);
            assert!(rendered.contains('^'), "{rendered}");
        }
        let rendered = render(&[diagnostic("{\n", 2..2)], false);
        assert!(rendered.contains("schema/a.json:2:1"), "{rendered}");
    }

    #[test]
    fn untrusted_text_cannot_command_the_terminal() {
        let mut diagnostic = diagnostic("\"\u{202e}\u{1b}[2Jx\"", 8..9);
        diagnostic.message = "bad \u{1b}]0;title\u{7} \u{202e}name\nsecond line".to_owned();
        diagnostic.help = "\u{2066}help".to_owned();
        diagnostic.location.pointer = "/\u{9b}1m".to_owned();
        diagnostic.location.path = Arc::from("a\u{1b}b.json");
        let rendered = render(&[diagnostic], false);
        for forbidden in ['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}', '\u{2066}'] {
            assert!(!rendered.contains(forbidden), "{rendered:?}");
        }
        assert!(rendered.contains("\\u{1b}[2Jx"), "{rendered}");
        assert!(
            rendered.contains("\\u{202e}name\\nsecond line"),
            "{rendered}"
        );
    }

    #[test]
    fn diagnostics_are_parted_by_empty_lines() {
        let one = diagnostic("{}", 0..2);
        let rendered = render(&[one.clone(), one], false);
        assert_eq!(rendered.matches("\n\nerror:").count(), 1);
        assert_eq!(render(&[], true), "");
    }

    #[test]
    fn color_is_given_on_request_only() {
        let one = [diagnostic("{}", 0..2)];
        assert!(render(&one, true).contains('\u{1b}'));
        assert!(!render(&one, false).contains('\u{1b}'));
    }
}
