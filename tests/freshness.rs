//! `generated/` is what the compiler makes of `schema/` now.

use std::path::Path;

use typewright::Build;

#[test]
fn the_generated_source_is_fresh() {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("typewright.toml");
    let comparison = match Build::from_config(config).and_then(|build| build.check()) {
        Ok(comparison) => comparison,
        Err(error) => panic!("{error}"),
    };
    let diff = comparison.diff();
    assert!(
        diff.is_empty() && comparison.changes().is_empty(),
        "generated/ is stale; to mend it, run: cargo run --bin typewright -- generate\n{diff}"
    );
}
