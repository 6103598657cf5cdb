//! The generated modules, spread over the executables that compile them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use typewright::OutputFile;

/// As many as there are `src/bin/part*.rs`.
const COUNT: usize = 6;

/// The parts; each module goes to the one with the least source so far.
pub struct Parts {
    out: PathBuf,
    parts: Vec<Part>,
}

#[derive(Default)]
struct Part {
    bytes: usize,
    modules: String,
    entries: Vec<String>,
}

impl Parts {
    /// Empty parts in the build script's output folder, cleared of what earlier runs left.
    pub fn new(out: &Path) -> io::Result<Self> {
        let folder = out.join("modules");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir(&folder)?;
        Ok(Parts {
            out: out.to_owned(),
            parts: (0..COUNT).map(|_| Part::default()).collect(),
        })
    }

    /// Writes a generated tree; returns its part, and its entry there.
    pub fn add(&mut self, name: &str, files: &[OutputFile]) -> io::Result<(usize, usize)> {
        let folder = self.out.join("modules").join(name);
        fs::create_dir(&folder)?;
        for file in files {
            fs::write(folder.join(&file.path), &file.text)?;
        }
        let parts = self.parts.iter_mut().enumerate();
        let (index, part) = parts
            .min_by_key(|(index, part)| (part.bytes, *index))
            .ok_or(io::ErrorKind::NotFound)?;
        part.bytes += files.iter().map(|file| file.text.len()).sum::<usize>();
        let path = folder.join("mod.rs").display().to_string();
        part.modules += &format!("#[path = {path:?}]\nmod {name};\n");
        part.entries
            .push(format!("    Entry::of::<{name}::Root>(),\n"));
        Ok((index, part.entries.len() - 1))
    }

    /// Writes the files that the executables include.
    pub fn write(&self) -> io::Result<()> {
        for (index, part) in self.parts.iter().enumerate() {
            let Part {
                modules, entries, ..
            } = part;
            let text = format!(
                "use conformance::Entry;\n\n{modules}\n\
                 const ENTRIES: &[Entry] = &[\n{}];\n",
                entries.concat()
            );
            fs::write(self.out.join(format!("part{index}.rs")), text)?;
        }
        Ok(())
    }
}
