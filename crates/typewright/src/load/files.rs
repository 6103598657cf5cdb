//! Where documents are read from: the disk, or memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Why a file below the root was not read.
#[derive(Debug)]
pub(crate) enum ReadError {
    /// There is no such file.
    Missing,
    /// The path leads out of the root, by itself or through a symbolic link.
    Outside,
    /// The operating system refused.
    Unreadable(io::Error),
}

/// A folder's entries, by name.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    pub files: BTreeSet<String>,
    pub folders: BTreeSet<String>,
    /// Names that are not Unicode, as nearly as they can be shown.
    pub unnameable: BTreeSet<String>,
}

/// Files below one root, named by paths with `/`. The empty name is the root itself.
pub(crate) trait Files {
    /// What a folder holds; hidden entries (with a leading dot) are left out.
    fn list(&self, folder: &str) -> Result<Listing, ReadError>;
    /// The bytes of a file.
    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError>;
    /// The file as a person would name it.
    fn shown(&self, name: &str) -> String;
}

/// Whether a name stays below the root and means the same on every system.
fn stays_below(name: &str) -> bool {
    !name.contains(['\\', '\0'])
        && Path::new(name)
            .components()
            .all(|component| matches!(component, Component::Normal(_)))
}

/// A folder on disk.
pub(crate) struct Disk {
    root: PathBuf,
    /// The root without symbolic links: what every file must lie in.
    canonical: PathBuf,
    /// A folder that is not listed, without symbolic links.
    left_out: Option<PathBuf>,
}

impl Disk {
    pub fn open(root: &Path, left_out: Option<&Path>) -> io::Result<Self> {
        // An empty path is how `Path::parent` spells the current folder.
        let named = if root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            root
        };
        Ok(Disk {
            root: root.to_owned(),
            canonical: named.canonicalize()?,
            // A folder that is not there holds nothing that could be taken for a schema.
            left_out: left_out.and_then(|folder| folder.canonicalize().ok()),
        })
    }

    fn locate(&self, name: &str) -> Result<PathBuf, ReadError> {
        if !stays_below(name) {
            return Err(ReadError::Outside);
        }
        let path = self.canonical.join(name);
        let path = path.canonicalize().map_err(read_error)?;
        if !path.starts_with(&self.canonical) {
            return Err(ReadError::Outside);
        }
        Ok(path)
    }

    fn is_left_out(&self, path: &Path) -> bool {
        let same = |left_out: &PathBuf| path.canonicalize().is_ok_and(|path| path == *left_out);
        self.left_out.as_ref().is_some_and(same)
    }
}

fn read_error(error: io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::Missing,
        _ => ReadError::Unreadable(error),
    }
}

impl Files for Disk {
    fn list(&self, folder: &str) -> Result<Listing, ReadError> {
        let path = self.locate(folder)?;
        let mut listing = Listing::default();
        for entry in fs::read_dir(&path).map_err(read_error)? {
            let entry = entry.map_err(read_error)?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let shown = name.to_string_lossy().into_owned();
                listing.unnameable.insert(shown);
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            // Follows links; a dangling one counts as a file, so that reading it says what is wrong.
            let is_folder = fs::metadata(entry.path()).is_ok_and(|metadata| metadata.is_dir());
            if is_folder && self.is_left_out(&entry.path()) {
                continue;
            }
            let names = if is_folder {
                &mut listing.folders
            } else {
                &mut listing.files
            };
            names.insert(name.to_owned());
        }
        Ok(listing)
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        let path = self.locate(name)?;
        let metadata = fs::metadata(&path).map_err(read_error)?;
        if metadata.is_dir() {
            return Err(ReadError::Missing);
        }
        if !metadata.is_file() {
            // A pipe or a device may never end.
            let error = io::Error::new(io::ErrorKind::InvalidInput, "not a regular file");
            return Err(ReadError::Unreadable(error));
        }
        fs::read(&path).map_err(read_error)
    }

    fn shown(&self, name: &str) -> String {
        let path = if name.is_empty() {
            self.root.clone()
        } else {
            self.root.join(name)
        };
        let plain = path.strip_prefix(".").unwrap_or(&path);
        let shown = plain.display().to_string();
        if cfg!(windows) {
            shown.replace('\\', "/")
        } else {
            shown
        }
    }
}

/// Files in memory, by name.
pub(crate) struct Memory<'a> {
    pub files: &'a BTreeMap<String, Vec<u8>>,
}

impl Files for Memory<'_> {
    fn list(&self, folder: &str) -> Result<Listing, ReadError> {
        let mut listing = Listing::default();
        for name in self.files.keys() {
            let below = if folder.is_empty() {
                Some(name.as_str())
            } else {
                name.strip_prefix(folder)
                    .and_then(|rest| rest.strip_prefix('/'))
            };
            match below.map(|rest| rest.split_once('/')) {
                Some(Some((first, _))) => listing.folders.insert(first.to_owned()),
                Some(None) => listing.files.insert(below.unwrap_or_default().to_owned()),
                None => false,
            };
        }
        Ok(listing)
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        if !stays_below(name) {
            return Err(ReadError::Outside);
        }
        self.files.get(name).cloned().ok_or(ReadError::Missing)
    }

    fn shown(&self, name: &str) -> String {
        name.to_owned()
    }
}
