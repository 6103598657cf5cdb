//! What checks find, for tests.

use crate::report::Report;
use crate::sink::{Flow, Verdict};
use crate::Violation;

/// The violations that a check finds in a JSON text, which must be the same ones in both kinds of tree, whether trials are
/// remembered or not, and none if and only if the verdict is that it is valid.
macro_rules! violations {
    ($json:expr, |$value:ident, $at:ident, $sink:ident| $check:expr) => {{
        #[allow(unused_imports)]
        use $crate::Json as _;
        let text: &str = $json;
        let node = $crate::Node::parse(text, $crate::Limits::new()).expect(text);
        let value: $crate::Value = ::serde_json::from_str(text).expect(text);
        macro_rules! check {
            ($tree:expr) => {
                |$sink| {
                    let $at = &$crate::At::root();
                    let $value = $tree;
                    $check
                }
            };
        }
        let verdicts = [0, 256].map(|few| {
            [
                $crate::check::outcome::verdict(few, check!(&node)),
                $crate::check::outcome::verdict(few, check!(&value)),
            ]
        });
        let reports = [
            $crate::Failures::all(check!(&node)),
            $crate::Failures::all(check!(&value)),
            $crate::Failures::all_remembering(check!(&node)),
            $crate::Failures::all_remembering(check!(&value)),
        ];
        $crate::check::outcome::same(reports, verdicts.as_flattened())
    }};
}

pub(super) use violations;

/// Whether a check finds no violation that remembers what comes of trials after so many of them.
pub(super) fn verdict(few: usize, check: impl FnOnce(&mut Verdict) -> Flow) -> bool {
    Verdict::remembering_after(few).decides(check)
}

pub(super) fn same(reports: [Result<(), Report>; 4], verdicts: &[bool]) -> Vec<Violation> {
    let [report, others @ ..] = reports;
    for other in others {
        assert_eq!(report, other);
    }
    for verdict in verdicts {
        assert_eq!(*verdict, report.is_ok());
    }
    report
        .err()
        .map(|report| report.violations().to_vec())
        .unwrap_or_default()
}
