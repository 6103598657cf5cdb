//! A program as text, for people and for the golden tests: one schema a paragraph, one rule a line.

use std::fmt;

use super::{
    Constant, Encoding, Pattern, Program, Property, Rule, Schema, SchemaId, SchemaName, Types,
};

impl fmt::Display for SchemaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for root in &self.roots {
            writeln!(f, "root {} of {}", root.schema, root.document)?;
        }
        for (id, schema) in self.iter() {
            writeln!(f, "\n{id} {schema}")?;
            for rule in &schema.rules {
                writeln!(f, "  {rule}")?;
            }
        }
        Ok(())
    }
}

/// What a schema says about itself: where it is, how it is called, in which meaning, whether something refers to it.
impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.location)?;
        match &self.name {
            Some(SchemaName::Chosen(name)) => write!(f, " named {name}")?,
            Some(SchemaName::Document(name)) => write!(f, " document {name:?}")?,
            Some(SchemaName::Definition(name)) => write!(f, " definition {name:?}")?,
            None => {}
        }
        if let Some(words) = &self.specialised {
            write!(f, " {words}")?;
        }
        if self.referenced {
            f.write_str(", referenced")?;
        }
        if self.deprecated {
            f.write_str(", deprecated")?;
        }
        Ok(())
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rule::Never => f.write_str("never"),
            Rule::Reference {
                keyword: "$ref",
                target,
            } => write!(f, "reference {target}"),
            Rule::Reference { keyword, target } => write!(f, "reference {target} by {keyword}"),
            Rule::Types(types) => write!(f, "types {types}"),
            Rule::PlainIntegers => f.write_str("integers without fraction and exponent"),
            Rule::Const(value) => write!(f, "const {value}"),
            Rule::Enum(values) => write!(f, "enum {}", list(values)),
            Rule::MinLength(length) => write!(f, "min length {length}"),
            Rule::MaxLength(length) => write!(f, "max length {length}"),
            Rule::Pattern(pattern) => write!(f, "pattern {pattern}"),
            Rule::ContentEncoding(encoding) => write!(f, "content{}", encoded(*encoding)),
            Rule::ContentJson(encoding) => write!(f, "content of JSON{}", encoded(*encoding)),
            Rule::ContentSchema { encoding, schema } => {
                write!(f, "content {schema}{}", encoded(*encoding))
            }
            Rule::Format(format) => write!(f, "format {format}"),
            Rule::Minimum(bound) => write!(f, "minimum {bound}"),
            Rule::Maximum(bound) => write!(f, "maximum {bound}"),
            Rule::ExclusiveMinimum(bound) => write!(f, "exclusive minimum {bound}"),
            Rule::ExclusiveMaximum(bound) => write!(f, "exclusive maximum {bound}"),
            Rule::MultipleOf(divisor) => write!(f, "multiple of {divisor}"),
            Rule::Required(names) => write!(f, "required {names:?}"),
            Rule::Properties(properties) => write!(f, "properties{}", members(properties)),
            Rule::AdditionalProperties {
                keyword,
                declared,
                patterns,
                schema,
            } => {
                let keyword = words(keyword);
                write!(f, "{keyword} {schema}, beside {declared:?}")?;
                for pattern in patterns {
                    write!(f, " {pattern}")?;
                }
                Ok(())
            }
            Rule::PatternProperties(properties) => {
                f.write_str("pattern properties")?;
                for property in properties {
                    write!(f, " {}: {}", property.pattern, property.schema)?;
                }
                Ok(())
            }
            Rule::UnevaluatedProperties(schema) => {
                write!(f, "unevaluated properties {schema}, as it turns out")
            }
            Rule::PropertyNames(schema) => write!(f, "property names {schema}"),
            Rule::MinProperties(count) => write!(f, "min properties {count}"),
            Rule::MaxProperties(count) => write!(f, "max properties {count}"),
            Rule::DependentRequired { names, .. } => {
                f.write_str("dependent required")?;
                for (name, required) in names {
                    write!(f, " {name:?}: {required:?}")?;
                }
                Ok(())
            }
            Rule::DependentSchemas { schemas, .. } => {
                write!(f, "dependent schemas{}", members(schemas))
            }
            Rule::PrefixItems { schemas, .. } => write!(f, "prefix items {}", list(schemas)),
            Rule::Items {
                keyword,
                after,
                schema,
            } => {
                write!(f, "{} {schema}", words(keyword))?;
                match after {
                    0 => Ok(()),
                    after => write!(f, " after {after}"),
                }
            }
            Rule::UnevaluatedItems(schema) => {
                write!(f, "unevaluated items {schema}, as it turns out")
            }
            Rule::Contains {
                schema,
                min,
                max,
                evaluates,
            } => {
                write!(f, "contains {schema}, at least {min}")?;
                if let Some(max) = max {
                    write!(f, ", at most {max}")?;
                }
                if *evaluates {
                    f.write_str(", which are evaluated")?;
                }
                Ok(())
            }
            Rule::MinItems(count) => write!(f, "min items {count}"),
            Rule::MaxItems(count) => write!(f, "max items {count}"),
            Rule::UniqueItems => f.write_str("unique items"),
            Rule::AllOf(branches) => write!(f, "all of {}", list(branches)),
            Rule::AnyOf(branches) => write!(f, "any of {}", list(branches)),
            Rule::OneOf(branches) => write!(f, "one of {}", list(branches)),
            Rule::Not(schema) => write!(f, "not {schema}"),
            Rule::If {
                condition,
                then,
                otherwise,
            } => {
                write!(f, "if {condition}")?;
                if let Some(then) = then {
                    write!(f, " then {then}")?;
                }
                if let Some(otherwise) = otherwise {
                    write!(f, " else {otherwise}")?;
                }
                Ok(())
            }
            Rule::ExtensibleEnum(values) => write!(f, "known values {values:?}"),
            Rule::SameAs(pairs) => {
                f.write_str("same")?;
                for pair in pairs {
                    write!(f, " {:?} = {:?}", pair.left, pair.right)?;
                }
                Ok(())
            }
        }
    }
}

/// A keyword as the words it is made of: `additionalProperties` is `additional properties`.
fn words(keyword: &str) -> String {
    let mut words = String::new();
    for letter in keyword.chars() {
        if letter.is_uppercase() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

fn encoded(encoding: Encoding) -> String {
    match encoding {
        Encoding::Identity => String::new(),
        other => format!(" in {}", other.name()),
    }
}

fn members(properties: &[Property]) -> String {
    properties
        .iter()
        .map(|property| format!(" {:?}: {}", property.name, property.schema))
        .collect()
}

fn list<T: fmt::Display>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(T::to_string).collect();
    values.join(" ")
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_json())
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {}", self.source, self.test)
    }
}

impl fmt::Display for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let singles = self.singles();
        let names = Types::NAMED
            .iter()
            .filter(|(_, types)| singles.contains(types));
        let names: Vec<&str> = names.map(|(name, _)| *name).collect();
        f.write_str(&names.join(" "))
    }
}
