//! A rule in a few words: its keyword, and its value if that is short.

use typewright::ir::Rule;

use super::declaration::{pattern_shown, shortened};

/// The keyword with its value; what is inside a schema of its own is shown there.
pub fn described(rule: &Rule) -> String {
    let keyword = rule.keyword().unwrap_or_default();
    let value = match rule {
        Rule::Types(types) => types.to_string(),
        Rule::Const(value) => shortened(&value.to_string()),
        Rule::Enum(values) => {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            shortened(&values.join(" "))
        }
        Rule::MinLength(count)
        | Rule::MaxLength(count)
        | Rule::MinItems(count)
        | Rule::MaxItems(count)
        | Rule::MinProperties(count)
        | Rule::MaxProperties(count) => count.to_string(),
        Rule::Minimum(number)
        | Rule::Maximum(number)
        | Rule::ExclusiveMinimum(number)
        | Rule::ExclusiveMaximum(number)
        | Rule::MultipleOf(number) => shortened(number),
        Rule::Pattern(pattern) => pattern_shown(pattern),
        Rule::ContentEncoding(encoding) => encoding.name().to_owned(),
        Rule::Format(format) => format.to_string(),
        Rule::Required(names) => shortened(&names.join(" ")),
        Rule::Contains { min, max, .. } => match max {
            Some(max) => format!("at least {min}, at most {max}"),
            None => format!("at least {min}"),
        },
        _ => String::new(),
    };
    format!("{keyword} {value}").trim_end().to_owned()
}
