//! Stage `sync`: an [`Output`] against a folder on disk.
//!
//! [`compare_output`] only looks; the [`Difference`] it returns can be shown ([`Difference::diff`]) or made good
//! ([`Difference::write`]). A file is ours if its first line is our header, or if the folder's manifest, itself with our
//! header, lists it (a bundled schema is JSON and cannot carry a comment). Nothing else is ever overwritten or removed.

mod disk;
mod lock;
mod manifest;
mod names;
mod staging;

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::output::Output;
use crate::path::shown_path;
use disk::{Found, look_at};
pub use manifest::{MANIFEST, Manifest, ManifestLine, Role, fingerprint, has_header};
use names::{check_name, check_names};

/// After this long a diff of one file becomes coarser instead of slower.
const DIFF_TIME: Duration = Duration::from_millis(500);

/// Paths below the output folder, by what happens to them. The manifest is one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Changes {
    /// New files.
    pub created: Vec<String>,
    /// Files with another text than before.
    pub updated: Vec<String>,
    /// Files of ours that are no longer made.
    pub removed: Vec<String>,
    /// Files that already say what they should; they are not touched.
    pub unchanged: Vec<String>,
}

impl Changes {
    /// Whether the folder is as it should be.
    pub fn is_empty(&self) -> bool {
        self.created.is_empty() && self.updated.is_empty() && self.removed.is_empty()
    }
}

/// One path at which the folder is not as it should be.
#[derive(Debug)]
struct FileChange {
    path: String,
    /// What stands there now.
    old: Option<String>,
    /// What should stand there.
    new: Option<String>,
}

/// How a folder differs from what it should hold.
#[derive(Debug)]
pub struct Difference {
    folder: PathBuf,
    /// Removals first, the manifest last.
    files: Vec<FileChange>,
    changes: Changes,
}

/// Compares an output with a folder, which need not exist. Writes nothing.
///
/// # Errors
/// [`DiagnosticKind::Output`] for everything that stands in the way and is not ours, or cannot be read;
/// [`DiagnosticKind::InvalidName`] and [`DiagnosticKind::NameCollision`] for file names that not every system takes.
pub fn compare_output(output: &Output, folder: &Path) -> Result<Difference, Diagnostics> {
    let mut comparison = Comparison::new(folder);
    comparison.check_folder();
    check_names(output, folder, &mut comparison.diagnostics);
    if comparison.diagnostics.has_errors() {
        return Err(comparison.diagnostics);
    }
    let listed = comparison.read_manifest();
    for line in listed.outputs() {
        if !output.files.iter().any(|file| file.path == line.path) {
            comparison.compare_stale(line);
        }
    }
    for file in &output.files {
        let is_listed = listed.output(&file.path).is_some();
        comparison.compare_file(&file.path, &file.text, is_listed);
    }
    let manifest = Manifest::of_output(output).to_text();
    comparison.compare_file(MANIFEST, &manifest, false);
    comparison.finish()
}

/// The work of [`compare_output`].
struct Comparison<'a> {
    folder: &'a Path,
    diagnostics: Diagnostics,
    files: Vec<FileChange>,
    changes: Changes,
}

impl<'a> Comparison<'a> {
    fn new(folder: &'a Path) -> Self {
        Comparison {
            folder,
            diagnostics: Diagnostics::new(),
            files: Vec::new(),
            changes: Changes::default(),
        }
    }

    /// The folder itself may be a link: its user chose it. What is in it may not.
    fn check_folder(&mut self) {
        if self.folder.as_os_str().is_empty() {
            self.refuse("", "the output folder has an empty name", "name a folder");
        } else if self.folder.exists() && !self.folder.is_dir() {
            self.refuse(
                "",
                "the output folder is a file",
                "name a folder, or move the file away",
            );
        }
    }

    fn read_manifest(&mut self) -> Manifest {
        match look_at(self.folder, MANIFEST) {
            Ok(Found::File(file)) if has_header(&file.text) => Manifest::parse(&file.text),
            // What else may stand there, `compare_file` tells.
            _ => Manifest::default(),
        }
    }

    /// A file that an earlier run made and this one does not.
    fn compare_stale(&mut self, line: &ManifestLine) {
        if check_name(&line.path).is_err() {
            // Not a line that we wrote.
            return;
        }
        let old = match look_at(self.folder, &line.path) {
            Ok(Found::File(old)) => old,
            Ok(Found::Absent | Found::InTheWay(_)) => return,
            Err(error) => return self.refuse_unreadable(&line.path, &error),
        };
        let is_ours =
            has_header(&old.text) || (old.is_utf8 && fingerprint(&old.text) == line.fingerprint);
        if !is_ours {
            return self.refuse(
                &line.path,
                "the file is no longer generated, but it was changed by hand",
                "delete it, or keep it somewhere else",
            );
        }
        self.changes.removed.push(line.path.clone());
        self.files.push(FileChange {
            path: line.path.clone(),
            old: Some(old.text),
            new: None,
        });
    }

    /// A file as this run makes it.
    fn compare_file(&mut self, path: &str, text: &str, is_listed: bool) {
        let old = match look_at(self.folder, path) {
            Ok(Found::Absent) => None,
            Ok(Found::File(old)) => Some(old),
            Ok(Found::InTheWay(what)) => {
                let message = format!("{what} stands where a generated file should go");
                return self.refuse(
                    path,
                    &message,
                    "move it away, or choose another output folder",
                );
            }
            Err(error) => return self.refuse_unreadable(path, &error),
        };
        let (list, old) = match old {
            None => (&mut self.changes.created, None),
            Some(old) if self.is_respelled(path) => (&mut self.changes.created, Some(old.text)),
            Some(old) if old.says(text) => {
                self.changes.unchanged.push(path.to_owned());
                return;
            }
            Some(old) if is_listed || has_header(&old.text) => {
                (&mut self.changes.updated, Some(old.text))
            }
            Some(_) => {
                return self.refuse(
                    path,
                    "a file that typewright did not generate stands where a generated file should go",
                    "move it away or delete it, or choose another output folder",
                );
            }
        };
        list.push(path.to_owned());
        self.files.push(FileChange {
            path: path.to_owned(),
            old,
            new: Some(text.to_owned()),
        });
    }

    /// Whether a file that goes differs from this one in case only: where case does not count, the two are one file on
    /// disk, which is removed first and then written under its new name.
    fn is_respelled(&self, path: &str) -> bool {
        let folded = path.to_lowercase();
        let removed = &self.changes.removed;
        removed.iter().any(|other| other.to_lowercase() == folded)
    }

    fn refuse_unreadable(&mut self, path: &str, error: &std::io::Error) {
        let message = format!("the file cannot be read: {error}");
        self.refuse(path, &message, "make it readable, or delete it");
    }

    fn refuse(&mut self, path: &str, message: &str, help: &str) {
        self.diagnostics
            .extend(output_error(&self.folder.join(path), message, help));
    }

    fn finish(self) -> Result<Difference, Diagnostics> {
        if self.diagnostics.has_errors() {
            return Err(self.diagnostics);
        }
        Ok(Difference {
            folder: self.folder.to_path_buf(),
            files: self.files,
            changes: self.changes,
        })
    }
}

impl Difference {
    /// What [`write`](Difference::write) would do.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// A unified diff from what is on disk to what should be; empty when there is no difference.
    pub fn diff(&self) -> String {
        let mut diff = String::new();
        for file in &self.files {
            let name = |side, text: &Option<String>| match text {
                Some(_) => format!("{side}/{}", shown_path(&self.folder.join(&file.path))),
                None => "/dev/null".to_owned(),
            };
            let old = file
                .old
                .as_deref()
                .unwrap_or_default()
                .replace("\r\n", "\n");
            let new = file.new.as_deref().unwrap_or_default();
            let lines = similar::TextDiff::configure()
                .timeout(DIFF_TIME)
                .diff_lines(old.as_str(), new);
            let text = lines
                .unified_diff()
                .header(&name("a", &file.old), &name("b", &file.new))
                .to_string();
            diff.push_str(&text);
        }
        diff
    }

    /// Makes the folder as it should be: removes, creates and replaces files of ours, the manifest last.
    ///
    /// All new files are first written beside the folder and then renamed into it, so that none is ever half written.
    /// Files that need no change are not touched.
    ///
    /// # Errors
    /// [`DiagnosticKind::Output`] when something cannot be written. Then everything is as it was before.
    pub fn write(self) -> Result<Changes, Diagnostics> {
        if !self.files.is_empty() {
            staging::replace_files(&self.folder, &self.files)?;
        }
        Ok(self.changes)
    }
}

/// One finding about a place in the output.
fn output_error(path: &Path, message: impl Into<String>, help: impl Into<String>) -> Diagnostics {
    let location = Location::file(shown_path(path));
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(Diagnostic::error(
        DiagnosticKind::Output,
        location,
        message,
        help,
    ));
    diagnostics
}
