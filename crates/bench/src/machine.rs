//! What a run was measured on and with: the head of every section.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::num::NonZero;
use std::thread::{available_parallelism, sleep};
use std::time::Duration;

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

/// What others may take of the processor, in per cent, for figures to be trusted.
const BUSY_PERCENT: f64 = 5.0;

/// How long to look at what others take.
const LOOK: Duration = Duration::from_secs(1);

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

/// Machine, compiler, profile and versions, as Markdown; and what others took of the processor, if that is known.
pub fn description(busy_percent: Option<f64>) -> String {
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
    match busy_percent {
        Some(percent) if percent > BUSY_PERCENT => {
            let _ = writeln!(
                text,
                "\n**Measured while the machine was busy** (others took {percent:.0} % of it): not to be quoted."
            );
        }
        Some(_) => {}
        None => text.push_str("\nHow busy the machine was is not known.\n"),
    }
    text
}

/// What others take of the processor, in per cent, while this program sleeps; nothing where the system does not tell.
pub fn busy_percent() -> Option<f64> {
    let (idle, all) = processor_time(&fs::read_to_string(STATISTICS).ok()?)?;
    sleep(LOOK);
    let (idle_now, all_now) = processor_time(&fs::read_to_string(STATISTICS).ok()?)?;
    let idle = idle_now.checked_sub(idle)? as f64;
    let all = all_now.checked_sub(all)?.max(1) as f64;
    Some(100.0 * (1.0 - idle / all))
}

const STATISTICS: &str = "/proc/stat";

/// Time that all cores were idle, and all their time, from Linux' statistics: see proc_stat(5).
fn processor_time(statistics: &str) -> Option<(u64, u64)> {
    let fields = statistics.lines().next()?.strip_prefix("cpu ")?;
    let times: Vec<u64> = fields
        .split_whitespace()
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    // user, nice, system, idle, iowait, irq, softirq, steal; guests are in user and nice already.
    let idle = times.get(3)? + times.get(4)?;
    Some((idle, times.iter().take(8).sum()))
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
    use super::{PEERS, processor_time, version};

    #[test]
    fn idle_time_is_that_of_all_cores() {
        let statistics = "cpu  10 1 5 80 4 0 0 2 7 0\ncpu0 5 1 2 40 2 0 0 1 7 0\n";
        assert_eq!(processor_time(statistics), Some((84, 102)));
        assert_eq!(processor_time("intr 1"), None);
    }

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
