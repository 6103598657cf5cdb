//! A folder of generated modules, and the file beside it that declares them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use typewright::OutputFile;

/// Holds the generated code of one test target.
pub struct Folder {
    modules: PathBuf,
    index: PathBuf,
}

impl Folder {
    /// `<name>/` and `<name>.rs` in the build script's output folder, emptied of what earlier runs left.
    pub fn new(out: &Path, name: &str) -> io::Result<Self> {
        let modules = out.join(name);
        if modules.exists() {
            fs::remove_dir_all(&modules)?;
        }
        fs::create_dir_all(&modules)?;
        Ok(Folder {
            modules,
            index: out.join(format!("{name}.rs")),
        })
    }

    /// Writes a generated tree; returns its declaration as a module.
    pub fn write_module(&self, name: &str, files: &[OutputFile]) -> io::Result<String> {
        let folder = self.modules.join(name);
        fs::create_dir(&folder)?;
        for file in files {
            fs::write(folder.join(&file.path), &file.text)?;
        }
        let path = folder.join("mod.rs");
        Ok(format!(
            "#[path = {:?}]\nmod {name};\n",
            path.display().to_string()
        ))
    }

    /// Writes the file that the test target includes.
    pub fn write_index(&self, text: &str) -> io::Result<()> {
        fs::write(&self.index, text)
    }
}
