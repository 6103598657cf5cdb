//! Source in Cargo's `OUT_DIR`, and the file by which a crate takes it in.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::path::shown_path;

/// A module in `OUT_DIR`: a folder of source, and beside it a file to include.
///
/// The folder's own `mod.rs` cannot be included: it begins with documentation and lints of its own, and those must begin a
/// file.
#[derive(Clone, Debug)]
pub struct OutDirModule {
    name: String,
    out_dir: Option<PathBuf>,
}

impl OutDirModule {
    /// The module of that name, in the `OUT_DIR` of this build script.
    pub fn new(name: String) -> Self {
        OutDirModule {
            name,
            out_dir: env::var_os("OUT_DIR").map(PathBuf::from),
        }
    }

    /// The folder of its source.
    pub fn folder(&self) -> PathBuf {
        self.out_dir.clone().unwrap_or_default().join(&self.name)
    }

    /// The file to include.
    ///
    /// # Errors
    /// [`DiagnosticKind::InvalidName`] for a name that no module can have, [`DiagnosticKind::Output`] where there is no
    /// `OUT_DIR`, or one that Rust source cannot name.
    pub fn file(&self) -> Result<ModuleFile, Diagnostics> {
        let name = &self.name;
        if syn::parse_str::<syn::Ident>(name).is_err() {
            return Err(refusal(
                DiagnosticKind::InvalidName,
                Path::new(name),
                format!("no module can be called `{name}`"),
                "name it in lower case, with letters, digits and `_`",
            ));
        }
        let Some(out_dir) = &self.out_dir else {
            return Err(refusal(
                DiagnosticKind::Output,
                Path::new("OUT_DIR"),
                "Cargo has not set OUT_DIR, which it does for build scripts only".to_owned(),
                "call this in a build script, or choose an output folder with `out`",
            ));
        };
        let mod_file = self.folder().join("mod.rs");
        let Some(target) = mod_file.to_str() else {
            return Err(refusal(
                DiagnosticKind::Output,
                out_dir,
                "the path of OUT_DIR is not Unicode, so that no source can name it".to_owned(),
                "build in another target folder",
            ));
        };
        Ok(ModuleFile {
            path: out_dir.join(format!("{name}.rs")),
            text: format!("#[path = {target:?}]\npub mod {name};\n"),
        })
    }
}

/// The file to include, as it should be.
#[derive(Clone, Debug)]
pub struct ModuleFile {
    path: PathBuf,
    text: String,
}

impl ModuleFile {
    /// Makes the file say so; it is never there half written, and not touched if it says so already.
    ///
    /// # Errors
    /// [`DiagnosticKind::Output`] when it cannot be written.
    pub fn write(&self) -> Result<(), Diagnostics> {
        if fs::read_to_string(&self.path).is_ok_and(|text| text == self.text) {
            return Ok(());
        }
        let staged = self.path.with_extension("rs.new");
        let written = fs::write(&staged, &self.text).and_then(|()| fs::rename(&staged, &self.path));
        written.map_err(|error: io::Error| {
            refusal(
                DiagnosticKind::Output,
                &self.path,
                format!("the file cannot be written: {error}"),
                "make room for it, or make its folder writable",
            )
        })
    }
}

fn refusal(kind: DiagnosticKind, path: &Path, message: String, help: &str) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let location = Location::file(shown_path(path));
    diagnostics.push(Diagnostic::error(kind, location, message, help));
    diagnostics
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(name: &str, out_dir: Option<&Path>) -> OutDirModule {
        OutDirModule {
            name: name.to_owned(),
            out_dir: out_dir.map(Path::to_path_buf),
        }
    }

    fn kind_and_place(result: Result<ModuleFile, Diagnostics>) -> (DiagnosticKind, String) {
        let diagnostics = result.expect_err("an error").into_sorted();
        (
            diagnostics[0].kind,
            diagnostics[0].location.path.to_string(),
        )
    }

    #[test]
    fn the_file_leads_to_the_module() {
        let folder = tempfile::tempdir().expect("a folder");
        let module = module("contract", Some(folder.path()));
        let file = module.file().expect("a file");
        file.write().expect("written");
        let text = fs::read_to_string(folder.path().join("contract.rs")).expect("there");
        let target = folder.path().join("contract/mod.rs");
        assert_eq!(text, format!("#[path = {target:?}]\npub mod contract;\n"));
        assert!(syn::parse_file(&text).is_ok());
        let there = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(there, 1);
    }

    #[test]
    fn a_module_has_a_name_and_a_place() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["", "../a", "a b", "mod", "a;fn main(){}"] {
            assert_eq!(
                kind_and_place(module(name, Some(folder.path())).file()),
                (DiagnosticKind::InvalidName, name.to_owned())
            );
        }
        assert_eq!(
            kind_and_place(module("contract", None).file()),
            (DiagnosticKind::Output, "OUT_DIR".to_owned())
        );
    }

    #[test]
    fn a_file_that_cannot_be_written_is_an_error_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("contract.rs");
        fs::create_dir_all(path.join("in the way")).expect("a folder");
        let file = module("contract", Some(folder.path()))
            .file()
            .expect("a file");
        let diagnostics = file.write().expect_err("a folder is there").into_sorted();
        assert_eq!(diagnostics[0].kind, DiagnosticKind::Output);
        assert!(diagnostics[0].location.path.ends_with("contract.rs"));
    }
}
