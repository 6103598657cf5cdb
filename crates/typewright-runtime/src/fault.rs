//! What a violation says.

use std::fmt;

use crate::json::Types;

/// Which rule a value breaks. Displays as a message that names the rule and never shows the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault<'f> {
    /// The value is of another type.
    Type(Types),
    /// The integer has a fraction or an exponent.
    PlainInteger,
    /// A member is missing.
    Required(&'f str),
    /// Nothing is allowed here.
    Never,
    /// The value is another one than the constant with that JSON text.
    Constant(&'f str),
    /// The string is another one.
    ConstantString(&'f str),
    /// The value is none of those with these JSON texts.
    Enumeration(&'f [&'f str]),
    /// The string is none of these.
    Strings(&'f [&'f str]),
    /// The string has fewer characters.
    MinLength(usize),
    /// The string has more characters.
    MaxLength(usize),
    /// The number is less.
    Minimum(&'f str),
    /// The number is greater.
    Maximum(&'f str),
    /// The number is less or equal.
    ExclusiveMinimum(&'f str),
    /// The number is greater or equal.
    ExclusiveMaximum(&'f str),
    /// The number is no multiple of the divisor.
    MultipleOf(&'f str),
    /// The array has fewer elements.
    MinItems(usize),
    /// The array has more elements.
    MaxItems(usize),
    /// The elements with these two indices are equal.
    UniqueItems(usize, usize),
    /// Fewer elements satisfy `contains`.
    MinContains(usize),
    /// More elements satisfy `contains`.
    MaxContains(usize),
    /// The object has fewer members.
    MinProperties(usize),
    /// The object has more members.
    MaxProperties(usize),
    /// A member is missing, the first, that another one asks for, the second.
    DependentRequired(&'f str, &'f str),
    /// The value satisfies none of so many alternatives.
    AnyOf(usize),
    /// The value does not satisfy exactly one of so many alternatives, the first number, but so many, the second.
    OneOf(usize, usize),
    /// The value satisfies what it must not.
    Not,
    /// The string does not match the regular expression.
    Pattern(&'f str),
    /// The string is not of the format.
    Format(&'f str),
    /// The string is not encoded so.
    ContentEncoding(&'f str),
    /// The string does not hold JSON.
    ContentJson,
    /// The string holds JSON that does not satisfy `contentSchema`.
    ContentSchema,
    /// The values at two places differ.
    SameAs(&'f str, &'f str),
    /// The value is nested too deeply to be checked.
    TooDeep(usize),
    /// The string, or the name of a member, takes too many steps to be matched with the regular expression.
    TooManySteps,
    /// The reader refuses what the checks accept, which is a mistake in one of them.
    Unexplained,
}

impl Fault<'_> {
    /// Whether the violation is that of a keyword in the schema where the check stands, rather than of that schema.
    pub(crate) fn is_of_keyword(&self) -> bool {
        !matches!(
            self,
            Fault::Never | Fault::TooDeep(_) | Fault::TooManySteps | Fault::Unexplained
        )
    }
}

impl fmt::Display for Fault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: &usize| if *count == 1 { "" } else { "s" };
        match self {
            Fault::Type(types) => write!(f, "must be {types}"),
            Fault::Required(name) => write!(f, "must have the member {name:?}"),
            Fault::Never => f.write_str("is not allowed here"),
            Fault::Constant(json) => write!(f, "must be {json}"),
            Fault::ConstantString(text) => write!(f, "must be {text:?}"),
            Fault::Enumeration(values) => {
                f.write_str("must be one of ")?;
                list(f, values, |f, json| f.write_str(json))
            }
            Fault::Strings(texts) => {
                f.write_str("must be one of ")?;
                list(f, texts, |f, text| write!(f, "{text:?}"))
            }
            Fault::MinLength(count) => {
                write!(f, "must have at least {count} character{}", plural(count))
            }
            Fault::MaxLength(count) => {
                write!(f, "must have at most {count} character{}", plural(count))
            }
            Fault::Minimum(bound) => write!(f, "must be at least {bound}"),
            Fault::Maximum(bound) => write!(f, "must be at most {bound}"),
            Fault::ExclusiveMinimum(bound) => write!(f, "must be greater than {bound}"),
            Fault::ExclusiveMaximum(bound) => write!(f, "must be less than {bound}"),
            Fault::ContentEncoding(name) => write!(f, "must be encoded in {name}"),
            Fault::ContentJson => f.write_str("must hold JSON"),
            Fault::ContentSchema => {
                f.write_str("must hold JSON that satisfies the schema under `contentSchema`")
            }
            Fault::PlainInteger => f.write_str("must have neither fraction nor exponent"),
            Fault::MultipleOf(divisor) => write!(f, "must be a multiple of {divisor}"),
            Fault::MinItems(count) => {
                write!(f, "must have at least {count} element{}", plural(count))
            }
            Fault::MaxItems(count) => {
                write!(f, "must have at most {count} element{}", plural(count))
            }
            Fault::UniqueItems(first, second) => write!(
                f,
                "must not have equal elements, but those at {first} and {second} are"
            ),
            Fault::MinContains(count) => write!(
                f,
                "must have at least {count} element{} that `contains` accepts",
                plural(count)
            ),
            Fault::MaxContains(count) => write!(
                f,
                "must have at most {count} element{} that `contains` accepts",
                plural(count)
            ),
            Fault::MinProperties(count) => {
                write!(f, "must have at least {count} member{}", plural(count))
            }
            Fault::MaxProperties(count) => {
                write!(f, "must have at most {count} member{}", plural(count))
            }
            Fault::DependentRequired(missing, present) => {
                write!(f, "must have the member {missing:?}, as it has {present:?}")
            }
            Fault::AnyOf(count) => write!(
                f,
                "must satisfy at least one of {count} alternative{}",
                plural(count)
            ),
            Fault::OneOf(count, matched) => {
                write!(
                    f,
                    "must satisfy exactly one of {count} alternative{}, but satisfies ",
                    plural(count)
                )?;
                match matched {
                    0 => f.write_str("none"),
                    matched => write!(f, "{matched}"),
                }
            }
            Fault::Not => f.write_str("must not satisfy the schema under `not`"),
            Fault::Pattern(source) => write!(f, "must match the pattern {source}"),
            Fault::Format(name) => write!(f, "must be of the format {name}"),
            Fault::SameAs(left, right) => write!(f, "must have equal values at {left} and {right}"),
            Fault::TooDeep(max) => write!(f, "is nested more than {max} deep"),
            Fault::TooManySteps => {
                f.write_str("could not be checked: the pattern takes too many steps to match")
            }
            Fault::Unexplained => {
                f.write_str("is refused, but no rule says why: please report this")
            }
        }
    }
}

fn list(
    f: &mut fmt::Formatter<'_>,
    items: &[&str],
    show: impl Fn(&mut fmt::Formatter<'_>, &str) -> fmt::Result,
) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        show(f, item)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Fault;

    #[test]
    fn messages_name_the_rule() {
        for (fault, message) in [
            (Fault::MultipleOf("0.01"), "must be a multiple of 0.01"),
            (Fault::MinItems(1), "must have at least 1 element"),
            (Fault::MaxItems(2), "must have at most 2 elements"),
            (
                Fault::UniqueItems(0, 3),
                "must not have equal elements, but those at 0 and 3 are",
            ),
            (
                Fault::MinContains(1),
                "must have at least 1 element that `contains` accepts",
            ),
            (
                Fault::MaxContains(0),
                "must have at most 0 elements that `contains` accepts",
            ),
            (Fault::MinProperties(1), "must have at least 1 member"),
            (Fault::MaxProperties(3), "must have at most 3 members"),
            (
                Fault::DependentRequired("a", "b"),
                r#"must have the member "a", as it has "b""#,
            ),
            (
                Fault::AnyOf(2),
                "must satisfy at least one of 2 alternatives",
            ),
            (
                Fault::OneOf(3, 0),
                "must satisfy exactly one of 3 alternatives, but satisfies none",
            ),
            (
                Fault::OneOf(3, 2),
                "must satisfy exactly one of 3 alternatives, but satisfies 2",
            ),
            (
                Fault::ContentEncoding("base64"),
                "must be encoded in base64",
            ),
            (Fault::ContentJson, "must hold JSON"),
            (
                Fault::ContentSchema,
                "must hold JSON that satisfies the schema under `contentSchema`",
            ),
            (
                Fault::PlainInteger,
                "must have neither fraction nor exponent",
            ),
            (Fault::Not, "must not satisfy the schema under `not`"),
        ] {
            assert_eq!(fault.to_string(), message);
        }
    }
}
