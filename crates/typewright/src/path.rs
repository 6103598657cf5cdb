//! How paths are told to people.

use std::path::{MAIN_SEPARATOR, Path};

/// A path as it was given, with `/` on every system.
pub fn shown_path(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = text.strip_prefix("./").unwrap_or(&text);
    if MAIN_SEPARATOR == '/' {
        text.to_owned()
    } else {
        text.replace(MAIN_SEPARATOR, "/")
    }
}
