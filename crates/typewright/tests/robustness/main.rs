//! Any input gives either source that parses or an error that says where: never a panic, an overflow, or a wait without end.

mod extremes;
mod language;
mod nesting;
mod random;
mod total;

use total::{compiled, is_total};
