//! The official JSON Schema Test Suite: files of groups, each a schema with cases.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::value::RawValue;
use typewright::FormatMode;

use crate::folder::Folder;
use crate::subjects::Subjects;

/// Folders below `tests`, and what `format` means to their cases.
const COLLECTIONS: &[(&str, FormatMode)] = &[
    ("draft2020-12", FormatMode::Annotate),
    ("draft2020-12/optional", FormatMode::Annotate),
    ("draft2020-12/optional/format", FormatMode::Assert),
];

/// An object whose members' texts are kept as they are spelled: to parse a number may be to change it.
type Members = BTreeMap<String, Box<RawValue>>;

/// Writes modules and index.
pub fn generate(suite: Option<&Path>, folder: &Folder) -> Result<(), Box<dyn Error>> {
    let Some(suite) = suite else {
        folder.write_index(
            "use conformance::subject::{Group, Subject};\n\n\
             pub static SUITE: Option<(&[Group], &[Subject])> = None;\n",
        )?;
        return Ok(());
    };
    let mut subjects = Subjects::new(folder);
    let mut groups = String::new();
    for (collection, format) in COLLECTIONS {
        for file in files(&suite.join("tests").join(collection))? {
            let path = suite.join("tests").join(collection).join(&file);
            let text = fs::read_to_string(&path)?;
            let members: Vec<Members> = serde_json::from_str(&text)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            for group in &members {
                let subject = subjects.add(text_of(group, "schema")?, *format)?;
                let description = string_of(group, "description")?;
                groups += &format!(
                    "    Group {{ collection: {collection:?}, file: {file:?}, \
                     description: {description:?}, subject: {subject}, cases: &[{}] }},\n",
                    cases(group)?
                );
            }
        }
    }
    folder.write_index(&format!(
        "use conformance::subject::{{Group, Subject}};\n\n{}\n\
         static GROUPS: &[Group] = &[\n{groups}];\n\n\
         pub static SUITE: Option<(&[Group], &[Subject])> = Some((GROUPS, SUBJECTS));\n",
        subjects.into_source()
    ))?;
    Ok(())
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
