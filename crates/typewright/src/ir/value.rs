//! The values of keywords: what they must be, and what is said when they are not.

use std::collections::BTreeSet;

use typewright_runtime::Number;

use crate::diagnostic::{Diagnostic, DiagnosticKind, Location};
use crate::load::{Member, NodeId, NodeValue};
use crate::options::FormatMode;

use super::keyword::closest;
use super::lower::{Keyword, Lowering};
use super::{Format, Pattern, Rule, SameAs, Types};

impl<'g> Lowering<'g, '_> {
    pub(super) fn rust_name(&mut self, keyword: Keyword<'g>) -> Option<()> {
        let name = self.string(keyword, keyword.member.value)?;
        let mut characters = name.chars();
        let fits = characters
            .next()
            .is_some_and(|first| first.is_ascii_uppercase())
            && characters.all(|character| character.is_ascii_alphanumeric());
        if !fits {
            self.diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidName,
                keyword.document.location(keyword.member.value),
                "`x-rust-name` is not the name of a Rust type",
                "use an upper camel case name of ASCII letters and digits, such as `ChatPayload`",
            ));
        }
        Some(())
    }

    pub(super) fn types(&mut self, keyword: Keyword<'g>) -> Option<Types> {
        match keyword.value() {
            NodeValue::String(_) => self.type_name(keyword, keyword.member.value),
            NodeValue::Array(elements) if !elements.is_empty() => {
                // Each one that is wrong is reported.
                let names: Vec<Option<Types>> = elements
                    .iter()
                    .map(|element| self.type_name(keyword, *element))
                    .collect();
                let none = Some(Types::NONE);
                names
                    .into_iter()
                    .fold(none, |types, name| Some(types?.union(name?)))
            }
            _ => self.wrong_value(keyword, "the name of a type or an array of them"),
        }
    }

    pub(super) fn type_name(&mut self, keyword: Keyword<'g>, node: NodeId) -> Option<Types> {
        let name = self.string(keyword, node)?;
        let known = Types::NAMED.iter().find(|(known, _)| *known == name);
        if known.is_none() {
            let help = match closest(name, Types::NAMED.iter().map(|(known, _)| *known)) {
                Some(close) => format!("did you mean `{close}`?"),
                None => "the types are null, boolean, object, array, string, integer and number"
                    .to_owned(),
            };
            self.diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidKeywordValue,
                keyword.document.location(node),
                format!("`{}` is no JSON Schema type", name.escape_debug()),
                help,
            ));
        }
        known.map(|(_, types)| *types)
    }

    pub(super) fn pattern(&mut self, keyword: Keyword<'g>) -> Option<Pattern> {
        let source = self.string(keyword, keyword.member.value)?;
        self.pattern_of(source, keyword.document.location(keyword.member.value))
    }

    /// The pattern with that source, which stands at that place.
    pub(super) fn pattern_of(&mut self, source: &str, place: Location) -> Option<Pattern> {
        match Pattern::parse(source) {
            Ok(pattern) => {
                if pattern.is_tried() {
                    self.diagnostics.push(Diagnostic::warning(
                        DiagnosticKind::BacktrackingPattern,
                        place,
                        "the pattern looks around or refers back, so texts are matched by trying, and refused as undecided after too many steps",
                        "say it with several schemas if you can: `allOf` of patterns for what must be there, `not` with a pattern for what must not",
                    ));
                }
                Some(pattern)
            }
            Err(error) => {
                self.diagnostics.push(Diagnostic::error(
                    DiagnosticKind::InvalidPattern,
                    place,
                    format!("the pattern is not compiled: {error}"),
                    error.help,
                ));
                None
            }
        }
    }

    pub(super) fn format(&mut self, keyword: Keyword<'g>) -> Option<Format> {
        let name = self.string(keyword, keyword.member.value)?;
        if self.options.format == FormatMode::Annotate && !keyword.language.asserts_format() {
            return None;
        }
        let format = Format::named(name, keyword.dialect());
        if format.is_none() {
            self.warn_of_format(keyword, name);
        }
        format
    }

    /// A format that the dialect does not have asserts nothing (2020-12 validation, 7.2.3), which may not be what was meant.
    fn warn_of_format(&mut self, keyword: Keyword<'g>, name: &str) {
        let dialect = keyword.dialect().name();
        let help = match Format::first_dialect(name) {
            Some(first) if first > keyword.dialect() => format!(
                "{} has it: change `$schema`, or say it with `pattern`",
                first.name()
            ),
            _ => match closest(name, Format::names(keyword.dialect())) {
                Some(close) => format!("did you mean `{close}`?"),
                // Formats of one's own are common, and harmless.
                None => return,
            },
        };
        self.diagnostics.push(Diagnostic::warning(
            DiagnosticKind::UnknownFormat,
            keyword.document.location(keyword.member.value),
            format!(
                "`{}` is no format of {dialect} and has no effect",
                name.escape_debug()
            ),
            help,
        ));
    }

    pub(super) fn same_as(&mut self, keyword: Keyword<'g>) -> Option<Vec<SameAs>> {
        const EXPECTED: &str =
            "an array of pairs of JSON Pointers, such as [[\"/id\", \"/meta/eventId\"]]";
        let pairs: Vec<Option<SameAs>> = self
            .array(keyword)?
            .iter()
            .map(|pair| match keyword.value_of(*pair) {
                NodeValue::Array(pointers) => match pointers.as_slice() {
                    [left, right] => self.same_pair(keyword, *left, *right),
                    _ => self.wrong_value_at(keyword, *pair, EXPECTED),
                },
                _ => self.wrong_value_at(keyword, *pair, EXPECTED),
            })
            .collect();
        pairs.into_iter().collect()
    }

    fn same_pair(&mut self, keyword: Keyword<'g>, left: NodeId, right: NodeId) -> Option<SameAs> {
        let [left_path, right_path] = [left, right].map(|pointer| self.path(keyword, pointer));
        Some(SameAs {
            left: left_path?,
            right: right_path?,
            left_place: keyword.document.location(left),
            right_place: keyword.document.location(right),
        })
    }

    /// A JSON Pointer (RFC 6901) to something inside the value.
    pub(super) fn path(&mut self, keyword: Keyword<'g>, node: NodeId) -> Option<Vec<String>> {
        let pointer = self.string(keyword, node)?;
        let Some(tokens) = pointer.strip_prefix('/') else {
            return self.wrong_value_at(keyword, node, "JSON Pointers that begin with `/`");
        };
        let rest = pointer.replace("~0", "").replace("~1", "");
        if rest.contains('~') {
            let expected = "JSON Pointers in which `~` is spelled `~0`, and `/` in a name `~1`";
            return self.wrong_value_at(keyword, node, expected);
        }
        Some(
            tokens
                .split('/')
                .map(|token| token.replace("~1", "/").replace("~0", "~"))
                .collect(),
        )
    }

    pub(super) fn object(&mut self, keyword: Keyword<'g>) -> Option<&'g [Member]> {
        match keyword.value() {
            NodeValue::Object(members) => Some(members),
            _ => self.wrong_value(keyword, "an object"),
        }
    }

    pub(super) fn array(&mut self, keyword: Keyword<'g>) -> Option<&'g [NodeId]> {
        match keyword.value() {
            NodeValue::Array(elements) => Some(elements),
            _ => self.wrong_value(keyword, "an array"),
        }
    }

    pub(super) fn string(&mut self, keyword: Keyword<'g>, node: NodeId) -> Option<&'g str> {
        match keyword.value_of(node) {
            NodeValue::String(text) => Some(text),
            _ => self.wrong_value_at(keyword, node, "a string here"),
        }
    }

    /// An array of strings that are all different, at a node of the keyword's value.
    pub(super) fn strings(&mut self, keyword: Keyword<'g>, node: NodeId) -> Option<Vec<String>> {
        let NodeValue::Array(elements) = keyword.value_of(node) else {
            return self.wrong_value_at(keyword, node, "an array of strings");
        };
        let mut seen = BTreeSet::new();
        let strings: Vec<Option<String>> = elements
            .iter()
            .map(|element| {
                let string = self.string(keyword, *element)?;
                if !seen.insert(string) {
                    let expected = "strings that are all different";
                    return self.wrong_value_at(keyword, *element, expected);
                }
                Some(string.to_owned())
            })
            .collect();
        strings.into_iter().collect()
    }

    pub(super) fn boolean(&mut self, keyword: Keyword<'g>) -> Option<bool> {
        match keyword.value() {
            NodeValue::Boolean(value) => Some(*value),
            _ => self.wrong_value(keyword, "`true` or `false`"),
        }
    }

    /// A number above zero.
    pub(super) fn divisor(&mut self, keyword: Keyword<'g>) -> Option<String> {
        let text = self.number(keyword)?;
        let is_positive = text
            .parse::<Number>()
            .is_ok_and(|number| number > Number::from(0_i64));
        if is_positive {
            Some(text)
        } else {
            self.wrong_value(keyword, "a number above zero")
        }
    }

    pub(super) fn number(&mut self, keyword: Keyword<'g>) -> Option<String> {
        match keyword.value() {
            NodeValue::Number(text) => Some(text.clone()),
            _ => self.wrong_value(keyword, "a number"),
        }
    }

    /// `minimum` or `maximum` of draft-04, where `exclusiveMinimum` and `exclusiveMaximum` say whether the bound itself is left out
    /// (draft-04 validation, 5.1.2 and 5.1.3).
    pub(super) fn inclusive_or_exclusive(&mut self, keyword: Keyword<'g>) -> Option<Rule> {
        let bound = self.number(keyword)?;
        let is_minimum = keyword.name() == "minimum";
        let exclusion = if is_minimum {
            "exclusiveMinimum"
        } else {
            "exclusiveMaximum"
        };
        let exclusion = keyword.beside(exclusion);
        let is_exclusive = exclusion
            .is_some_and(|member| *keyword.value_of(member.value) == NodeValue::Boolean(true));
        Some(match (is_minimum, is_exclusive) {
            (true, true) => Rule::ExclusiveMinimum(bound),
            (true, false) => Rule::Minimum(bound),
            (false, true) => Rule::ExclusiveMaximum(bound),
            (false, false) => Rule::Maximum(bound),
        })
    }

    /// `exclusiveMinimum` or `exclusiveMaximum` of draft-04, which the bound beside it takes into account.
    pub(super) fn exclusion(&mut self, keyword: Keyword<'g>) -> Option<()> {
        self.boolean(keyword)?;
        let bound = match keyword.name() {
            "exclusiveMinimum" => "minimum",
            _ => "maximum",
        };
        if keyword.beside(bound).is_none() {
            self.diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidKeywordValue,
                keyword.document.name_location(keyword.member),
                format!("`{}` means nothing without `{bound}`", keyword.name()),
                format!("add `{bound}`, or remove the keyword"),
            ));
        }
        Some(())
    }

    pub(super) fn length(&mut self, keyword: Keyword<'g>) -> Option<u64> {
        let number = match keyword.value() {
            NodeValue::Number(text) => text.parse::<Number>().ok(),
            _ => None,
        };
        match number.and_then(|number| number.as_u64()) {
            Some(length) => Some(length),
            None => self.wrong_value(keyword, "a non-negative integer"),
        }
    }

    pub(super) fn wrong_value<T>(&mut self, keyword: Keyword<'g>, expected: &str) -> Option<T> {
        self.wrong_value_at(keyword, keyword.member.value, expected)
    }

    /// The same where only a part of the value is wrong.
    fn wrong_value_at<T>(
        &mut self,
        keyword: Keyword<'g>,
        node: NodeId,
        expected: &str,
    ) -> Option<T> {
        self.diagnostics.push(Diagnostic::error(
            DiagnosticKind::InvalidKeywordValue,
            keyword.document.location(node),
            format!("`{}` takes {expected}", keyword.name()),
            "mend the value, or remove the keyword",
        ));
        None
    }
}
