//! The sections of RESULTS.md that a run fills in.

use std::fs;
use std::io;

/// The checked-in file.
pub const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/RESULTS.md");

/// Whether there is such a section, before anybody measures for it.
///
/// # Errors
/// As [`write()`].
pub fn expect(name: &str) -> Result<(), String> {
    with_section(&read()?, name, "")
        .map(drop)
        .ok_or_else(|| absence(name))
}

/// Puts a text between `<!-- begin NAME -->` and `<!-- end NAME -->`.
///
/// # Errors
/// The file cannot be read or written, or has no such section.
pub fn write(name: &str, text: &str) -> Result<(), String> {
    let results = with_section(&read()?, name, text).ok_or_else(|| absence(name))?;
    fs::write(PATH, results).map_err(explain)
}

fn read() -> Result<String, String> {
    fs::read_to_string(PATH).map_err(explain)
}

fn explain(error: io::Error) -> String {
    format!("{PATH}: {error}")
}

fn absence(name: &str) -> String {
    format!("{PATH} has no section called {name}")
}

fn with_section(results: &str, name: &str, text: &str) -> Option<String> {
    let begin = format!("<!-- begin {name} -->\n");
    let end = format!("<!-- end {name} -->");
    let (before, rest) = results.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n{}\n\n{end}{after}", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::with_section;

    #[test]
    fn only_the_section_changes() {
        let results =
            "a\n<!-- begin x -->\nold\n<!-- end x -->\nb\n<!-- begin y -->\n<!-- end y -->\n";
        let expected =
            "a\n<!-- begin x -->\n\nnew\n\n<!-- end x -->\nb\n<!-- begin y -->\n<!-- end y -->\n";
        assert_eq!(
            with_section(results, "x", "new\n").as_deref(),
            Some(expected)
        );
        assert_eq!(
            with_section(expected, "x", "new").as_deref(),
            Some(expected)
        );
    }

    #[test]
    fn a_section_that_is_not_there_is_none() {
        assert_eq!(with_section("<!-- begin x -->\n", "x", ""), None);
        assert_eq!(with_section("", "x", ""), None);
    }
}
