//! Symbolic links in, at and above the output folder.

use std::fs;
use std::os::unix::fs::symlink;

use crate::{output, refusals, source, write};

#[test]
fn links_in_the_folder_are_not_followed() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = place.path().join("generated");
    let outside = place.path().join("outside");
    fs::create_dir(&folder).expect("a folder");
    fs::create_dir(&outside).expect("a folder");
    fs::write(outside.join("mod.rs"), source("outside")).expect("written");
    symlink(outside.join("mod.rs"), folder.join("mod.rs")).expect("a link");
    symlink(&outside, folder.join("v1")).expect("a link");
    let made = output(&[("mod.rs", &source("a")), ("v1/mod.rs", &source("b"))]);
    let found = refusals(write(&made, &folder));
    assert_eq!(found.len(), 2);
    assert!(
        found
            .iter()
            .all(|d| d.message.starts_with("a symbolic link stands"))
    );
    assert_eq!(
        fs::read_to_string(outside.join("mod.rs")).expect("text"),
        source("outside")
    );
}

#[test]
fn stale_files_behind_a_link_are_left_alone() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = place.path().join("generated");
    let outside = place.path().join("outside");
    write(&output(&[("v1/mod.rs", &source("a"))]), &folder).expect("written");
    fs::rename(folder.join("v1"), &outside).expect("moved");
    symlink(&outside, folder.join("v1")).expect("a link");
    let changes = write(&output(&[]), &folder).expect("written");
    assert!(changes.removed.is_empty());
    assert!(outside.join("mod.rs").exists());
}

#[test]
fn the_folder_itself_may_be_a_link() {
    let place = tempfile::tempdir().expect("a folder");
    let real = place.path().join("real");
    fs::create_dir(&real).expect("a folder");
    let link = place.path().join("generated");
    symlink(&real, &link).expect("a link");
    write(&output(&[("mod.rs", &source("a"))]), &link).expect("written");
    assert!(real.join("mod.rs").is_file());
    assert!(link.is_symlink());
}
