//! The official JSON Schema Test Suite: files of groups, each a schema with cases.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::value::RawValue;
use typewright::FormatMode;
use typewright::load::Dialect;

use crate::folder::Folder;
use crate::selection::Selection;
use crate::subjects::Subjects;

/// Folders below `tests`, and the dialect of schemas that state none.
const DRAFTS: &[(&str, Dialect)] = &[
    ("draft2020-12", Dialect::Draft2020),
    ("draft2019-09", Dialect::Draft2019),
    ("draft7", Dialect::Draft7),
    ("draft6", Dialect::Draft6),
    ("draft4", Dialect::Draft4),
];

/// Folders below each of them, and what `format` means to their cases.
const PARTS: &[(&str, FormatMode)] = &[
    ("", FormatMode::Annotate),
    ("/optional", FormatMode::Annotate),
    ("/optional/format", FormatMode::Assert),
];

/// Where schemas expect the documents of the folder `remotes`.
const REMOTES: &str = "http://localhost:1234/";

/// An object whose members' texts are kept as they are spelled: to parse a number may be to change it.
type Members = BTreeMap<String, Box<RawValue>>;

/// Writes modules and index.
pub fn generate(
    suite: Option<&Path>,
    selection: &Selection,
    folder: &Folder,
) -> Result<(), Box<dyn Error>> {
    let Some(suite) = suite else {
        folder.write_index(
            "use conformance::subject::{Group, Subject};\n\n\
             pub static SUITE: Option<(&[Group], &[Subject])> = None;\n\n\
             pub const IS_RESTRICTED: bool = false;\n",
        )?;
        return Ok(());
    };
    let mut subjects = Subjects::new(folder);
    subjects.add_resources(remotes(&suite.join("remotes"), "")?);
    let mut groups = String::new();
    for (draft, dialect) in DRAFTS {
        for (part, format) in PARTS {
            let collection = format!("{draft}{part}");
            for file in files(&suite.join("tests").join(&collection))? {
                if !selection.contains(&format!("{collection}/{file}")) {
                    continue;
                }
                let path = suite.join("tests").join(&collection).join(&file);
                let text = fs::read_to_string(&path)?;
                let members: Vec<Members> = serde_json::from_str(&text)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
                for group in &members {
                    let subject = subjects.add(text_of(group, "schema")?, *format, *dialect)?;
                    let description = string_of(group, "description")?;
                    groups += &format!(
                        "    Group {{ collection: {collection:?}, file: {file:?}, \
                         description: {description:?}, subject: {subject}, cases: &[{}] }},\n",
                        cases(group)?
                    );
                }
            }
        }
    }
    folder.write_index(&format!(
        "use conformance::subject::{{Group, Subject}};\n\n{}\n\
         static GROUPS: &[Group] = &[\n{groups}];\n\n\
         pub static SUITE: Option<(&[Group], &[Subject])> = Some((GROUPS, SUBJECTS));\n\n\
         pub const IS_RESTRICTED: bool = {};\n",
        subjects.into_source(),
        selection.is_restricted()
    ))?;
    Ok(())
}

/// The documents below a folder, with the URI of each; `below` is the way to it, ending with `/`.
fn remotes(folder: &Path, below: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            found.extend(remotes(&entry.path(), &format!("{below}{name}/"))?);
        } else if name.ends_with(".json") {
            let text = fs::read_to_string(entry.path())?;
            found.push((format!("{REMOTES}{below}{name}"), text));
        }
    }
    found.sort();
    Ok(found)
}

/// Names of the files directly in a folder, sorted.
fn files(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".json") {
            files.push(name);
        }
    }
    files.sort();
    Ok(files)
}

fn cases(group: &Members) -> Result<String, Box<dyn Error>> {
    let cases: Vec<Members> = serde_json::from_str(text_of(group, "tests")?)?;
    let mut source = String::new();
    for case in &cases {
        let description = string_of(case, "description")?;
        let payload = text_of(case, "data")?;
        let valid: bool = serde_json::from_str(text_of(case, "valid")?)?;
        source += &format!("({description:?}, {payload:?}, {valid}), ");
    }
    Ok(source)
}

fn text_of<'m>(members: &'m Members, name: &str) -> Result<&'m str, String> {
    let member = members.get(name).ok_or(format!("no member `{name}`"))?;
    Ok(member.get())
}

fn string_of(members: &Members, name: &str) -> Result<String, Box<dyn Error>> {
    Ok(serde_json::from_str(text_of(members, name)?)?)
}
