//! Looks at what stands in the output folder, never through a symbolic link.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// What stands at a path below the output folder.
#[derive(Debug)]
pub enum Found {
    /// Nothing.
    Absent,
    /// A file.
    File(OldFile),
    /// Something else, in words; it, or a link above it, is in the way.
    InTheWay(&'static str),
}

/// A file's content on disk.
#[derive(Clone, Debug)]
pub struct OldFile {
    /// The text, with replacement characters where it is not UTF-8.
    pub text: String,
    /// Whether the bytes were UTF-8.
    pub is_utf8: bool,
}

impl OldFile {
    /// Whether the file says the same as `text`, however its lines end.
    pub fn says(&self, text: &str) -> bool {
        self.is_utf8 && (self.text == text || self.text.replace("\r\n", "\n") == text)
    }
}

/// Looks at `path`, which [`check_name`](super::names::check_name) has passed, below `folder`.
pub fn look_at(folder: &Path, path: &str) -> io::Result<Found> {
    let mut place = folder.to_path_buf();
    let mut names = path.split('/').peekable();
    while let Some(name) = names.next() {
        place.push(name);
        let kind = match fs::symlink_metadata(&place) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Absent),
            Err(error) => return Err(error),
        };
        let is_last = names.peek().is_none();
        if kind.is_symlink() {
            return Ok(Found::InTheWay("a symbolic link"));
        } else if is_last && kind.is_dir() {
            return Ok(Found::InTheWay("a folder"));
        } else if is_last && !kind.is_file() {
            return Ok(Found::InTheWay("something that is no file"));
        } else if !is_last && !kind.is_dir() {
            return Ok(Found::InTheWay("a file in place of a folder"));
        }
    }
    let file = match String::from_utf8(fs::read(&place)?) {
        Ok(text) => OldFile {
            text,
            is_utf8: true,
        },
        Err(error) => OldFile {
            text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
            is_utf8: false,
        },
    };
    Ok(Found::File(file))
}
