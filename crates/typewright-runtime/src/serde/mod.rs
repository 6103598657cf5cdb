//! Generated types in serde's data model, by way of their JSON text: so that both ways keep to the same rules.

mod de;
mod ser;

pub use de::deserialize;
pub use ser::serialize;

use std::sync::LazyLock;

/// Under this name `serde_json` passes numbers through serde's data model where its feature `arbitrary_precision` is on.
const NUMBER_TOKEN: &str = "$serde_json::private::Number";

/// Whether that feature is on, which any crate of a build can do: only then does `serde_json` hold such a number.
static ARBITRARY_PRECISION: LazyLock<bool> =
    LazyLock::new(|| serde_json::from_str::<serde_json::Number>("1e400").is_ok());
