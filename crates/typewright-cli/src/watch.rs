//! `generate --watch`: generates again whenever a schema or the configuration changes.
//!
//! It looks at the files a few times a second. That is as quick as an editor's eye, costs next to nothing for the files that
//! schemas are, and works on every file system, which notifications of the operating system do not.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use typewright::Build;
use typewright::diagnostic::{Diagnostics, escape};
use typewright::load::{Origin, load_sources};

use crate::Color;
use crate::arguments::Target;
use crate::commands::{Answer, FAILED, Failure, build, config_path, generate};
use crate::summary::shown;

/// Between two looks.
const INTERVAL: Duration = Duration::from_millis(200);

/// For so long nothing may change before it is read: an editor may write several files, or one in several steps.
const SETTLING: Duration = Duration::from_millis(50);

/// So many files and folders below the schema root are looked at, those nearest to it first. A folder of schemas has far
/// fewer; a schema file may lie in a folder that holds everything.
const LOOKED_AT: usize = 10_000;

/// Generates now and whenever something changes, and hands each answer to `say`. Returns the exit code when `say` fails, or
/// when there is nothing that could be watched.
pub fn watch(target: &Target, color: Color, mut say: impl FnMut(&Answer) -> io::Result<()>) -> u8 {
    let mut notice = String::new();
    loop {
        let watched = Watched::of(target);
        let seen = watched.as_ref().map(Watched::look);
        let mut answer = generate(target, color);
        if let Some(watched) = watched.as_ref().filter(|_| notice.is_empty()) {
            notice = format!("watching {}; stop with Ctrl-C\n", watched.name());
            answer.err.push_str(&notice);
        }
        let said = say(&answer);
        let (Some(watched), Some(seen), Ok(())) = (watched, seen, said) else {
            return answer.exit;
        };
        let changed = watched.wait_for_change(&seen);
        let changed = Answer {
            err: format!("{} has changed\n", escape(&shown(&changed))),
            ..Answer::default()
        };
        if say(&changed).is_err() {
            return FAILED;
        }
    }
}

/// What a file looked like; nothing when there is none.
type Stamp = Option<(SystemTime, u64)>;

/// The files that generating reads, or would read if they were there.
#[derive(Debug)]
struct Watched {
    /// The schema root, if it is known.
    root: Option<PathBuf>,
    /// The output folder, in which nothing is watched, wherever it lies: what is generated may end with `.json` too.
    out: Option<PathBuf>,
    /// Files, wherever they are.
    files: BTreeSet<PathBuf>,
}

impl Watched {
    /// What to watch; nothing when there is neither a schema path nor a configuration that would name one.
    fn of(target: &Target) -> Option<Self> {
        let mut files = BTreeSet::new();
        files.extend(config_path(target).ok().flatten());
        match build(target) {
            Ok(build) => Some(Watched::of_build(&build, files)),
            Err(Failure::Build(_)) => Some(Watched {
                root: None,
                out: None,
                files,
            }),
            Err(Failure::Usage(_)) => None,
        }
    }

    fn of_build(build: &Build, mut files: BTreeSet<PathBuf>) -> Self {
        let schema = build.schema_path();
        let root = if schema.is_dir() {
            schema
        } else {
            files.insert(schema.to_path_buf());
            schema.parent().unwrap_or(Path::new(""))
        };
        // References may name files of any name; what is wrong with them, `generate` says.
        let units = load_sources(&build.source(), &mut Diagnostics::new());
        for unit in &units {
            let documents = unit.documents.iter().map(|(_, document)| document);
            let below = documents.filter(|document| document.origin == Origin::SchemaRoot);
            files.extend(below.map(|document| root.join(&document.name)));
        }
        files.extend(build.resource_paths().map(Path::to_path_buf));
        let root = match root.as_os_str().is_empty() {
            true => PathBuf::from("."),
            false => root.to_path_buf(),
        };
        Watched {
            root: Some(root),
            out: Some(build.out_path().to_path_buf()),
            files,
        }
    }

    /// What people call it.
    fn name(&self) -> String {
        let paths = self.root.iter().chain(&self.files);
        paths.take(1).map(|path| shown(path)).collect()
    }

    /// What the files look like: those that are known, and all `*.json` below the schema root.
    fn look(&self) -> BTreeMap<PathBuf, Stamp> {
        let mut seen = BTreeMap::new();
        for path in &self.files {
            seen.insert(path.clone(), stamp(path));
        }
        let out = self.out.as_ref().and_then(|out| fs::canonicalize(out).ok());
        let mut folders: VecDeque<PathBuf> = self.root.iter().cloned().collect();
        let mut left = LOOKED_AT;
        while let Some(folder) = folders.pop_front() {
            // A folder that cannot be read, or has just gone, holds nothing that could be used.
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let Some(rest) = left.checked_sub(1) else {
                    return seen;
                };
                left = rest;
                let path = entry.path();
                let name = entry.file_name();
                if name.to_string_lossy().starts_with('.') {
                    continue;
                }
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    if out.is_none() || fs::canonicalize(&path).ok() != out {
                        folders.push_back(path);
                    }
                } else if path.extension().is_some_and(|ending| ending == "json") {
                    let stamp = stamp(&path);
                    seen.insert(path, stamp);
                }
            }
        }
        seen
    }

    /// Waits until something no longer looks as it was seen, and all of it has come to rest; tells one file that changed.
    fn wait_for_change(&self, seen: &BTreeMap<PathBuf, Stamp>) -> PathBuf {
        loop {
            let mut now = self.look();
            if let Some(changed) = difference(seen, &now) {
                loop {
                    sleep(SETTLING);
                    let next = self.look();
                    if next == now {
                        return changed;
                    }
                    now = next;
                }
            }
            sleep(INTERVAL);
        }
    }
}

fn stamp(path: &Path) -> Stamp {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

/// The first file that looks different, is new or has gone.
fn difference(old: &BTreeMap<PathBuf, Stamp>, new: &BTreeMap<PathBuf, Stamp>) -> Option<PathBuf> {
    let differs =
        |path: &&PathBuf| old.get(*path).unwrap_or(&None) != new.get(*path).unwrap_or(&None);
    old.keys().chain(new.keys()).find(differs).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watched(root: &Path) -> Watched {
        let build = Build::new()
            .schema(root.join("a.json"))
            .out(root.join("generated"));
        Watched::of_build(&build, BTreeSet::new())
    }

    #[test]
    fn whatever_can_be_read_is_watched_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        let write = |name: &str, text: &str| fs::write(root.join(name), text).expect("written");
        write("a.json", r#"{ "$ref": "b.txt" }"#);
        write("b.txt", "{}");
        let mut watched = watched(root);
        let mut seen = watched.look();
        for (name, is_watched) in [
            ("a.json", true),
            ("b.txt", true),
            ("new.json", true),
            ("parts/new.json", true),
            ("c.txt", false),
            (".hidden/new.json", false),
            ("generated/new.json", false),
        ] {
            fs::create_dir_all(root.join(name).parent().expect("a folder")).expect("a folder");
            write(name, "{ \"title\": \"changed\" }");
            let now = watched.look();
            let changed = is_watched.then(|| root.join(name));
            assert_eq!(difference(&seen, &now), changed, "{name}");
            seen = now;
        }
        fs::remove_file(root.join("new.json")).expect("removed");
        assert_eq!(
            difference(&seen, &watched.look()),
            Some(root.join("new.json"))
        );
        watched.root = None;
        assert_eq!(watched.look().len(), 2);
    }

    #[test]
    fn a_file_that_is_missing_is_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let watched = watched(folder.path());
        let seen = watched.look();
        let path = folder.path().join("a.json");
        assert_eq!(seen.get(&path), Some(&None));
        fs::write(&path, "{}").expect("written");
        assert_eq!(watched.wait_for_change(&seen), path);
    }
}
