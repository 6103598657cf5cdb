//! What checks find, for tests.

use crate::report::Report;
use crate::Violation;

/// The violations that a check finds in a JSON text, which must be the same ones in both kinds of tree.
macro_rules! violations {
    ($json:expr, |$value:ident, $at:ident, $sink:ident| $check:expr) => {{
        #[allow(unused_imports)]
        use $crate::Json as _;
        let text: &str = $json;
        let node = $crate::Node::parse(text, $crate::Limits::new()).expect(text);
        let value: $crate::Value = ::serde_json::from_str(text).expect(text);
        let $at = &$crate::At::root();
        let of_node = $crate::AllFailures::of(|$sink| {
            let $value = &node;
            $check
        });
        let of_value = $crate::AllFailures::of(|$sink| {
            let $value = &value;
            $check
        });
        $crate::check::outcome::same(of_node, of_value)
    }};
}

pub(super) use violations;

pub(super) fn same(left: Result<(), Report>, right: Result<(), Report>) -> Vec<Violation> {
    assert_eq!(left, right);
    left.err()
        .map(|report| report.violations().to_vec())
        .unwrap_or_default()
}
