//! `generate --watch`: goes on, whatever happens to the schemas.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::{SCHEMA, assert_has, folder, read, typewright, with_flags, write};

/// Far longer than anything takes, even where many tests share a processor.
const PATIENCE: Duration = Duration::from_secs(60);

/// A run that goes on; it ends with the value.
struct Watch {
    child: Child,
    lines: Receiver<String>,
    /// What was said and not expected yet: of two streams, either may come first.
    unexpected: Vec<String>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        // It may have ended already, which the test has found out by then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watch {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_typewright"))
            .args(arguments)
            .current_dir(folder)
            .env_remove("CARGO_PKG_NAME")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let (sender, lines) = channel();
        pass_on(child.stdout.take().expect("piped"), sender.clone());
        pass_on(child.stderr.take().expect("piped"), sender);
        Watch {
            child,
            lines,
            unexpected: Vec::new(),
        }
    }

    /// Waits for a line with that in it.
    fn expect(&mut self, part: &str) {
        let end = Instant::now() + PATIENCE;
        let said = self.unexpected.iter().position(|line| line.contains(part));
        if let Some(index) = said {
            self.unexpected.remove(index);
            return;
        }
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) if line.contains(part) => return,
                Ok(line) => self.unexpected.push(line),
                Err(_) => panic!("{part:?} is not in {:#?}", self.unexpected),
            }
        }
    }
}

fn pass_on(stream: impl Read + Send + 'static, lines: Sender<String>) {
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if lines.send(line).is_err() {
                return;
            }
        }
    });
}

#[test]
fn every_change_is_generated_and_a_bad_one_is_shown() {
    let folder = folder(SCHEMA);
    let mut watch = Watch::start(folder.path(), &with_flags("generate", &["--watch"]));
    watch.expect("wrote generated/manifest.txt");
    watch.expect("watching schema; stop with Ctrl-C");

    let path = "schema/chat.schema.json";
    write(
        &folder,
        path,
        &SCHEMA.replace("\"minLength\": 1", "\"minLength\": 77"),
    );
    watch.expect("schema/chat.schema.json has changed");
    watch.expect("updated generated/manifest.txt");
    let manifest = read(&folder, "generated/manifest.txt");

    write(
        &folder,
        path,
        &SCHEMA.replace("\"minLength\": 1", "\"minLength\": \"77\""),
    );
    watch.expect("--> schema/chat.schema.json:7:");
    watch.expect("nothing was written");
    assert_eq!(read(&folder, "generated/manifest.txt"), manifest);

    write(&folder, path, SCHEMA);
    watch.expect("updated generated/manifest.txt");

    fs::create_dir(folder.path().join("schema/v2")).expect("a folder");
    write(&folder, "schema/v2/other.schema.json", SCHEMA);
    watch.expect("wrote generated/v2/mod.rs");
}

#[test]
fn the_configuration_is_watched_too() {
    let folder = folder(SCHEMA);
    write(&folder, "typewright.toml", "schema = \"schema\"\n");
    let mut watch = Watch::start(folder.path(), &["generate", "--watch"]);
    watch.expect("\"out\" is missing");
    watch.expect("watching typewright.toml;");
    let whole = "schema = \"schema\"\nout = \"generated\"\n";
    write(&folder, "typewright.toml", whole);
    watch.expect("wrote generated/manifest.txt");
    // Now that it is known where they are, the schemas are watched.
    write(&folder, "schema/chat.schema.json", "{ \"type\": }");
    watch.expect("--> schema/chat.schema.json:1:11");
}

#[test]
fn where_nothing_could_change_it_ends() {
    let folder = folder(SCHEMA);
    let said = typewright(folder.path(), &["generate", "--watch"]);
    assert_eq!(said.exit, Some(2));
    assert_has(&said.err, &["there is no typewright.toml"]);
    let said = typewright(folder.path(), &with_flags("check", &["--watch"]));
    assert_eq!(said.exit, Some(2));
    assert_has(&said.err, &["--watch"]);
}
