//! The official meta-schemas, which are there without any file.
//!
//! Their texts are those that the crate `referencing` carries.

use std::ops::Deref;

use referencing::meta;
use typewright_runtime::Value;

use super::document::{Label, judge_document, parse_document};
use super::language::Languages;
use super::tree::{Document, Origin};
use crate::diagnostic::Diagnostics;

/// The official meta-schema with that URI, in its comparable form; nothing for other URIs.
pub(super) fn official_meta_schema(uri: &str) -> Option<Document> {
    let mut text = String::new();
    write_value(official_value(uri)?, 0, &mut text);
    text.push('\n');
    let label = Label {
        path: uri,
        origin: Origin::Resource,
        name: uri,
    };
    // Each states its dialect, and nothing is wrong with any of them: see the tests.
    let mut unsaid = Diagnostics::new();
    let document = parse_document(label, text.into_bytes(), &mut unsaid)?;
    judge_document(document, &Languages::default(), &mut unsaid)
}

fn official_value(uri: &str) -> Option<&'static Value> {
    let (_, place) = uri.split_once("://json-schema.org/")?;
    let (scheme, value) = match place {
        "draft-04/schema" => ("http", meta::DRAFT4.deref()),
        "draft-06/schema" => ("http", meta::DRAFT6.deref()),
        "draft-07/schema" => ("http", meta::DRAFT7.deref()),
        "draft/2019-09/schema" => ("https", meta::DRAFT201909.deref()),
        "draft/2019-09/meta/core" => ("https", meta::DRAFT201909_CORE.deref()),
        "draft/2019-09/meta/applicator" => ("https", meta::DRAFT201909_APPLICATOR.deref()),
        "draft/2019-09/meta/validation" => ("https", meta::DRAFT201909_VALIDATION.deref()),
        "draft/2019-09/meta/meta-data" => ("https", meta::DRAFT201909_META_DATA.deref()),
        "draft/2019-09/meta/format" => ("https", meta::DRAFT201909_FORMAT.deref()),
        "draft/2019-09/meta/content" => ("https", meta::DRAFT201909_CONTENT.deref()),
        "draft/2020-12/schema" => ("https", meta::DRAFT202012.deref()),
        "draft/2020-12/meta/core" => ("https", meta::DRAFT202012_CORE.deref()),
        "draft/2020-12/meta/applicator" => ("https", meta::DRAFT202012_APPLICATOR.deref()),
        "draft/2020-12/meta/unevaluated" => ("https", meta::DRAFT202012_UNEVALUATED.deref()),
        "draft/2020-12/meta/validation" => ("https", meta::DRAFT202012_VALIDATION.deref()),
        "draft/2020-12/meta/meta-data" => ("https", meta::DRAFT202012_META_DATA.deref()),
        "draft/2020-12/meta/format-annotation" => {
            ("https", meta::DRAFT202012_FORMAT_ANNOTATION.deref())
        }
        "draft/2020-12/meta/format-assertion" => {
            ("https", meta::DRAFT202012_FORMAT_ASSERTION.deref())
        }
        "draft/2020-12/meta/content" => ("https", meta::DRAFT202012_CONTENT.deref()),
        _ => return None,
    };
    // `http` and `https` are not the same URI, and one of the two is official.
    (uri.split_once(':')?.0 == scheme).then_some(value)
}

/// Writes JSON with the members by name: their order in a `Value` depends on what else is built along with us.
fn write_value(value: &Value, indent: usize, text: &mut String) {
    let line = |indent: usize, text: &mut String| {
        text.push('\n');
        text.push_str(&"  ".repeat(indent));
    };
    match value {
        Value::Object(members) if !members.is_empty() => {
            let mut members: Vec<(&String, &Value)> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            text.push('{');
            for (index, (name, value)) in members.into_iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                line(indent + 1, text);
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push_str(": ");
                write_value(value, indent + 1, text);
            }
            line(indent, text);
            text.push('}');
        }
        Value::Array(elements) if !elements.is_empty() => {
            text.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                line(indent + 1, text);
                write_value(element, indent + 1, text);
            }
            line(indent, text);
            text.push(']');
        }
        scalar => text.push_str(&scalar.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Dialect;

    const PARTS: [(&str, Dialect, &[&str]); 2] = [
        (
            "2019-09",
            Dialect::Draft2019,
            &[
                "core",
                "applicator",
                "validation",
                "meta-data",
                "format",
                "content",
            ],
        ),
        (
            "2020-12",
            Dialect::Draft2020,
            &[
                "core",
                "applicator",
                "unevaluated",
                "validation",
                "meta-data",
                "format-annotation",
                "format-assertion",
                "content",
            ],
        ),
    ];

    /// Every official URI without fragment, and the dialect that the document is in.
    fn official() -> Vec<(String, Dialect)> {
        let roots = Dialect::ALL.map(|dialect| {
            let uri = dialect.uri();
            (uri.strip_suffix('#').unwrap_or(uri).to_owned(), dialect)
        });
        let parts = PARTS.iter().flat_map(|(year, dialect, parts)| {
            let uri =
                move |part: &&str| format!("https://json-schema.org/draft/{year}/meta/{part}");
            parts.iter().map(move |part| (uri(part), *dialect))
        });
        roots.into_iter().chain(parts).collect()
    }

    #[test]
    fn each_is_what_it_says() {
        assert_eq!(official().len(), 19);
        for (uri, dialect) in official() {
            let document = official_meta_schema(&uri).expect(&uri);
            assert_eq!(document.dialect(), dialect, "{uri}");
            assert_eq!(document.uri, uri);
            let stated = crate::resolve::stated_identifier(&document);
            assert_eq!(stated.as_ref(), Some(&uri));
        }
    }

    #[test]
    fn other_uris_are_not_official() {
        for uri in [
            "https://json-schema.org/draft-07/schema",
            "http://json-schema.org/draft/2020-12/schema",
            "https://json-schema.org/draft/next/schema",
            "https://example.com/draft/2020-12/schema",
        ] {
            assert!(official_meta_schema(uri).is_none(), "{uri}");
        }
    }

    #[test]
    fn members_are_written_by_name() {
        let value: Value = serde_json::from_str(
            r#"{"b": [1, {}, "\u0007\""], "a": {"d": null, "c": [], "\u00e9": true}}"#,
        )
        .expect("JSON");
        let mut text = String::new();
        write_value(&value, 0, &mut text);
        let expected = "{\n  \"a\": {\n    \"c\": [],\n    \"d\": null,\n    \"é\": true\n  },\n  \
                        \"b\": [\n    1,\n    {},\n    \"\\u0007\\\"\"\n  ]\n}";
        assert_eq!(text, expected);
    }
}
