//! Strings that hold other documents (JSON Schema 2020-12 validation, section 8), where that is asserted.

use super::hold;
use crate::at::At;
use crate::content::Decoder;
use crate::fault::Fault;
use crate::json::Node;
use crate::limits::Limits;
use crate::sink::{Flow, Sink, Verdict, CONTINUE};

/// The string is encoded as it says (keyword `contentEncoding`).
pub fn content_encoding<S: Sink>(
    text: &str,
    name: &'static str,
    decode: Decoder,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let fault = Fault::ContentEncoding(name);
    hold(decode(text).is_some(), at, sink, "contentEncoding", &fault)
}

/// The string holds JSON (keyword `contentMediaType`, with a media type for it).
///
/// Of one that is not encoded rightly nothing is said here.
pub fn content_json<S: Sink>(text: &str, decode: Decoder, at: &At<'_, S>, sink: &mut S) -> Flow {
    let Some(bytes) = decode(text) else {
        return CONTINUE;
    };
    let json = std::str::from_utf8(&bytes).ok();
    let holds = json.is_some_and(|json| Node::parse(json, Limits::new()).is_ok());
    hold(holds, at, sink, "contentMediaType", &Fault::ContentJson)
}

/// The JSON that the string holds satisfies the subschema under `contentSchema`.
///
/// Of a string that holds none nothing is said here. What is within the content has no place in the value: it is the string that
/// breaks the rule. Content within content counts as sixteen levels of nesting.
pub fn content_schema<S: Sink>(
    text: &str,
    decode: Decoder,
    at: &At<'_, S>,
    sink: &mut S,
    check: impl Fn(&Node<'_>, &At<'_, Verdict>, &mut Verdict) -> Flow,
) -> Flow {
    let at_content = at.unnamed();
    let inside = at_content.content();
    if inside.is_too_deep() {
        return sink.violation(at, "", &Fault::TooDeep(at.max_depth()));
    }
    let Some(bytes) = decode(text) else {
        return CONTINUE;
    };
    let json = std::str::from_utf8(&bytes).ok();
    let Some(content) = json.and_then(|json| Node::parse(json, Limits::new()).ok()) else {
        return CONTINUE;
    };
    // The content is gone afterwards, so that no trial around may remember its parts.
    match Verdict::new().run(|sink| check(&content, &inside, sink)) {
        Ok(holds) => hold(holds, at, sink, "contentSchema", &Fault::ContentSchema),
        Err(unchecked) => unchecked.report(&at.keyword("contentSchema"), sink),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::outcome::violations;
    use crate::check::{integer, items};
    use crate::content::{from_base64, unencoded};
    use crate::json::Json;
    use crate::sink::Verdict;

    #[test]
    fn each_keyword_speaks_for_itself() {
        for (json, expected) in [
            (r#""WzFd""#, &[][..]),
            (r#""%%%%""#, &["/contentEncoding"]),
            (r#""ezp9""#, &["/contentMediaType"]),
            (r#""/w==""#, &["/contentMediaType"]),
            (r#""eyJhIjoxLCJhIjoyfQ==""#, &["/contentMediaType"]),
            (r#""WyIxIl0=""#, &["/contentSchema"]),
        ] {
            let found = violations!(json, |value, at, sink| {
                let text = Json::as_str(value).unwrap();
                content_encoding(text, "base64", from_base64, at, sink)?;
                content_json(text, from_base64, at, sink)?;
                content_schema(text, from_base64, at, sink, |value, at, sink| {
                    items(value.as_array().unwrap(), at, sink, integer)
                })
            });
            let found: Vec<&str> = found.iter().map(|found| found.keyword_location()).collect();
            assert_eq!(found, expected, "{json}");
        }
    }

    /// A string, and a string within it, and so on.
    fn nested(value: &Node<'_>, at: &At<'_, Verdict>, sink: &mut Verdict) -> Flow {
        match value.as_str() {
            Some(text) => content_schema(text, unencoded, at, sink, nested),
            None => CONTINUE,
        }
    }

    #[test]
    fn content_within_content_comes_to_an_end() {
        let mut json = "1".to_owned();
        for level in 1..=10 {
            json = format!("{json:?}");
            let value = Node::parse(&json, Limits::new()).unwrap();
            let holds = Verdict::accepts(|sink| nested(&value, &At::root(), sink));
            assert_eq!(holds, level <= 8, "{level}");
        }
    }
}
