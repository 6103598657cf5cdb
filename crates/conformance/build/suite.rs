//! The official JSON Schema Test Suite: files of groups, each a schema with cases.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::value::RawValue;
use typewright::load::Dialect;

use crate::catalog::{Group, Suite, SuiteCase};
use crate::selection::Selection;
use crate::subjects::{Modes, Subjects};

/// Folders below `tests`, and the dialect of schemas that state none.
const DRAFTS: &[(&str, Dialect)] = &[
    ("draft2020-12", Dialect::Draft2020),
    ("draft2019-09", Dialect::Draft2019),
    ("draft7", Dialect::Draft7),
    ("draft6", Dialect::Draft6),
    ("draft4", Dialect::Draft4),
];

/// Folders below each of them, and whether `format` decides their cases.
const PARTS: &[(&str, bool)] = &[
    ("", false),
    ("/optional", false),
    ("/optional/format", true),
];

/// The file whose cases `contentEncoding` and `contentMediaType` decide.
const CONTENT: &str = "draft7/optional/content.json";

/// Where schemas expect the documents of the folder `remotes`.
const REMOTES: &str = "http://localhost:1234/";

/// An object whose members' texts are kept as they are spelled: to parse a number may be to change it.
type Members = BTreeMap<String, Box<RawValue>>;

/// The groups of the suite in that folder, their schemas added to `subjects`.
pub fn collect(
    suite: &Path,
    selection: &Selection,
    subjects: &mut Subjects,
) -> Result<Suite, Box<dyn Error>> {
    let remotes = remotes(&suite.join("remotes"), "")?;
    let mut groups = Vec::new();
    for (draft, dialect) in DRAFTS {
        for (part, format) in PARTS {
            let collection = format!("{draft}{part}");
            for file in files(&suite.join("tests").join(&collection))? {
                let name = format!("{collection}/{file}");
                if !selection.contains(&name) {
                    continue;
                }
                let modes = Modes {
                    format: *format,
                    content: name == CONTENT,
                };
                let path = suite.join("tests").join(&collection).join(&file);
                let text = fs::read_to_string(&path)?;
                let members: Vec<Members> = serde_json::from_str(&text)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
                for group in &members {
                    let schema = text_of(group, "schema")?;
                    groups.push(Group {
                        collection: collection.clone(),
                        file: file.clone(),
                        description: string_of(group, "description")?,
                        subject: subjects.add(schema, modes, *dialect, &remotes),
                        cases: cases(group)?,
                    });
                }
            }
        }
    }
    let revision = fs::read_to_string(suite.join("REVISION")).ok();
    let revision = revision.and_then(|text| Some(text.split_whitespace().next()?.to_owned()));
    Ok(Suite { revision, groups })
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

fn cases(group: &Members) -> Result<Vec<SuiteCase>, Box<dyn Error>> {
    let cases: Vec<Members> = serde_json::from_str(text_of(group, "tests")?)?;
    let cases = cases.iter().map(|case| {
        Ok(SuiteCase {
            description: string_of(case, "description")?,
            payload: text_of(case, "data")?.to_owned(),
            valid: serde_json::from_str(text_of(case, "valid")?)?,
        })
    });
    cases.collect()
}

fn text_of<'m>(members: &'m Members, name: &str) -> Result<&'m str, String> {
    let member = members.get(name).ok_or(format!("no member `{name}`"))?;
    Ok(member.get())
}

fn string_of(members: &Members, name: &str) -> Result<String, Box<dyn Error>> {
    Ok(serde_json::from_str(text_of(members, name)?)?)
}
