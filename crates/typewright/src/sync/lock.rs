//! Lets one run at a time write: a build script and an editor may well start two at once.

use std::fs::{File, OpenOptions, TryLockError};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// One for all output folders: writing takes milliseconds, and temporary files should not pile up.
const LOCK_FILE: &str = "typewright.lock";

/// Far longer than any run writes; after that the other one hangs.
const PATIENCE: Duration = Duration::from_secs(10);

/// Waits until no other run writes; the lock ends with the value.
///
/// The lock file lies in the system's folder for temporary files and stays there, since a lock on a file that is
/// removed locks nothing. Where it cannot be had, runs are not kept apart: that is no reason not to run at all.
pub fn lock_writing() -> Option<File> {
    let path = std::env::temp_dir().join(LOCK_FILE);
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        // Another user's: it can be locked without writing to it.
        .or_else(|_| File::open(&path))
        .ok()?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Some(file),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                sleep(Duration::from_millis(5));
            }
            Err(_) => return None,
        }
    }
}
