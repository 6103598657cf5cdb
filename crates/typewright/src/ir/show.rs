//! A program as text, for people and for the golden tests: one schema a paragraph, one rule a line.

use std::fmt;

use super::{Constant, Pattern, PatternTest, Program, Rule, Schema, SchemaId, SchemaName, Types};

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

/// What a schema says about itself: where it is, how it is called, whether something refers to it.
impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.location)?;
        match &self.name {
            Some(SchemaName::Chosen(name)) => write!(f, " named {name}")?,
            Some(SchemaName::Document(name)) => write!(f, " document {name:?}")?,
            Some(SchemaName::Definition(name)) => write!(f, " definition {name:?}")?,
            None => {}
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
            Rule::Reference(target) => write!(f, "reference {target}"),
            Rule::Types(types) => write!(f, "types {types}"),
            Rule::Const(value) => write!(f, "const {value}"),
            Rule::Enum(values) => write!(f, "enum {}", list(values)),
            Rule::MinLength(length) => write!(f, "min length {length}"),
            Rule::MaxLength(length) => write!(f, "max length {length}"),
            Rule::Pattern(pattern) => write!(f, "pattern {pattern}"),
            Rule::Format(format) => write!(f, "format {}", format.name()),
            Rule::Minimum(bound) => write!(f, "minimum {bound}"),
            Rule::Maximum(bound) => write!(f, "maximum {bound}"),
            Rule::Required(names) => write!(f, "required {names:?}"),
            Rule::Properties(properties) => {
                f.write_str("properties")?;
                for property in properties {
                    write!(f, " {:?}: {}", property.name, property.schema)?;
                }
                Ok(())
            }
            Rule::AdditionalProperties { declared, schema } => {
                write!(f, "additional properties {schema}, beside {declared:?}")
            }
            Rule::Items(schema) => write!(f, "items {schema}"),
            Rule::AllOf(branches) => write!(f, "all of {}", list(branches)),
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
        let (test, literal) = match &self.test {
            PatternTest::Prefix(literal) => ("begins with", literal),
            PatternTest::Suffix(literal) => ("ends with", literal),
            PatternTest::Equal(literal) => ("is", literal),
            PatternTest::Contains(literal) => ("contains", literal),
        };
        write!(f, "{:?}: {test} {literal:?}", self.source)
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
