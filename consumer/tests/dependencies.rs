//! What an integrator takes in with wexio-webhooks.

use std::collections::BTreeSet;
use std::process::Command;

/// The crates of the consumer's default build, itself included.
fn crates() -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .arg("--manifest-path")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.trim_end_matches(" (*)").to_owned())
        .collect()
}

#[test]
fn are_nine_at_most() {
    let crates = crates();
    assert!(crates.len() <= 9, "{} crates: {crates:#?}", crates.len());
    assert!(
        crates
            .iter()
            .any(|name| name.starts_with("wexio-webhooks ")),
        "{crates:#?}"
    );
}

#[test]
fn hold_no_procedural_macro_and_no_compiler() {
    for name in crates() {
        assert!(
            !name.contains("(proc-macro)"),
            "{name} is a procedural macro"
        );
        let package = name.split(' ').next().unwrap_or_default();
        assert!(
            ![
                "syn",
                "quote",
                "proc-macro2",
                "typify",
                "typewright",
                "regex",
                "serde_derive"
            ]
            .contains(&package),
            "{name} is in the integrator's build"
        );
    }
}
