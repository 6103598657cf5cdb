//! Lets one run at a time write into an output folder: a build script and an editor may well start two.

use std::fs::{File, OpenOptions};
use std::path::Path;

use super::manifest::fingerprint;

/// Waits until no other run writes into `folder` (a canonical path); the lock ends with the value.
///
/// The lock file lies in the system's folder for temporary files and stays there, since a lock on a file that is
/// removed locks nothing. Where it cannot be made, runs are not kept apart: that is no reason not to run at all.
pub fn lock_folder(folder: &Path) -> Option<File> {
    let name = format!(
        "typewright-{:016x}.lock",
        fingerprint(&folder.to_string_lossy())
    );
    let path = std::env::temp_dir().join(name);
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        // Another user's: it can be locked without writing to it.
        .or_else(|_| File::open(&path))
        .ok()?;
    file.lock().ok()?;
    Some(file)
}
