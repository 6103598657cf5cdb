//! The command `typewright`.
fn main() {}
