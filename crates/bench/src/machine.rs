//! What a run was measured on and with: the head of every section.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::num::NonZero;
use std::thread::available_parallelism;

/// The workspace's, which names the version of every peer.
const LOCK: &str = include_str!("../../../Cargo.lock");

/// The packages whose dependencies the peers are.
const USERS: &[&str] = &["bench", "bench-peers"];

/// Who is measured, by the name of the crate.
const PEERS: &[&str] = &[
    "serde_json",
    "serde",
    "chrono",
    "typify",
    "sonic-rs",
    "simd-json",
    "jsonschema",
];

/// Processes that want to run, for each core, above which figures are not to be trusted.
const BUSY: f64 = 0.6;

/// The profile that this program was built with: Cargo puts it into a folder of that name.
pub fn profile() -> String {
    let program = env::current_exe().ok();
    let folder = program.as_deref().and_then(|path| path.parent());
    let name = folder.and_then(|folder| folder.file_name());
    name.map_or_else(
        || "unknown".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Machine, compiler, profile and versions, as Markdown.
pub fn description() -> String {
    let cores = available_parallelism().map_or(1, NonZero::get);
    let mut text = format!(
        "{}, {cores} cores; {}; profile `{}`.\n",
        processor(),
        env!("BENCH_RUSTC"),
        profile()
    );
    let versions: Vec<String> = PEERS
        .iter()
        .map(|name| format!("{name} {}", version(name).unwrap_or("(unknown)")))
        .collect();
    let _ = writeln!(text, "{}.", versions.join(", "));
    match load() {
        Some(load) if load > BUSY * cores as f64 => {
            let _ = writeln!(
                text,
                "\n**Measured while the machine was busy** (load {load:.1} when the run began): not to be quoted."
            );
        }
        Some(_) => {}
        None => text.push_str("\nHow busy the machine was is not known.\n"),
    }
    text
}

fn processor() -> String {
    let description = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let mut lines = description.lines();
    let model = lines.find_map(|line| line.strip_prefix("model name"));
    model.map_or_else(
        || format!("a processor of {}", env::consts::ARCH),
        |model| model.trim_start_matches([' ', '\t', ':']).to_owned(),
    )
}

/// Processes that wanted to run, the mean of the last minute.
fn load() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next()?.parse().ok()
}

/// The version of a crate that the bench uses, of all that the lock file may have.
fn version(name: &str) -> Option<&'static str> {
    let packages = || LOCK.split("[[package]]");
    let field = |package: &'static str, key: &str| {
        let mut lines = package.lines();
        lines.find_map(|line| {
            line.strip_prefix(key)?
                .strip_prefix(" = \"")?
                .strip_suffix('"')
        })
    };
    // A dependency has a version only where its name leaves a choice.
    let users = packages()
        .filter(|package| field(package, "name").is_some_and(|name| USERS.contains(&name)));
    let mut chosen = users.flat_map(str::lines).filter_map(|line| {
        let dependency = line.trim().trim_end_matches(',').trim_matches('"');
        dependency.strip_prefix(name)?.strip_prefix(' ')
    });
    chosen.next().or_else(|| {
        let mut named = packages().filter(|package| field(package, "name") == Some(name));
        field(named.next()?, "version")
    })
}

#[cfg(test)]
mod tests {
    use super::{PEERS, version};

    #[test]
    fn every_peer_has_a_version() {
        for peer in PEERS {
            assert!(version(peer).is_some(), "{peer}");
        }
    }

    #[test]
    fn of_two_versions_it_is_the_one_that_is_used() {
        let version = version("jsonschema").expect("a peer");
        assert!(version.starts_with("0.60."), "{version}");
    }
}
