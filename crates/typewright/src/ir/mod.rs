//! Stage `ir`: one dialect-free [`Program`], the only place that knows what a keyword means.

mod constant;
mod content;
mod cycle;
mod depth;
mod dynamic_scope;
mod elements;
mod format;
mod keyword;
mod lower;
mod members;
mod partition;
mod pattern;
mod queue;
mod rule_schemas;
mod schema_name;
mod show;
mod specialisation;
mod unevaluated;
mod value;

use crate::diagnostic::Location;

pub use constant::Constant;
pub use content::Encoding;
pub use format::Format;
pub use lower::lower_graph;
pub use pattern::{
    CharSet, Condition, Count, Expression, Pattern, PatternError, PatternErrorKind, PatternTest,
    Scan, Step, Trial,
};
pub(crate) use unevaluated::{Contents, Known, applied_in_place, branches_in_place, known};

/// Index of a [`Schema`] in its [`Program`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemaId(pub(crate) u32);

/// Every schema of one unit, and which of them are document roots.
#[derive(Clone, Debug, Default)]
pub struct Program {
    pub(crate) schemas: Vec<Schema>,
    /// The documents' roots in order of document names.
    pub roots: Vec<Root>,
}

impl Program {
    /// The schema with that id.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0 as usize]
    }

    /// Every schema with its id, in the order in which they were reached.
    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        self.schemas
            .iter()
            .enumerate()
            .map(|(index, schema)| (SchemaId(index as u32), schema))
    }
}

/// A document whose root becomes a type that implements `Contract`.
#[derive(Clone, Debug)]
pub struct Root {
    /// The document's root schema.
    pub schema: SchemaId,
    /// The file's path below the schema root, with `/`.
    pub document: String,
    /// The self-contained text of the contract.
    pub bundle: String,
}

/// One schema: what it says about itself, and its rules in document order.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Absolute keyword location, as reports name it.
    pub location: String,
    /// The same for people: the file below the schema root and the pointer in it.
    pub source_name: String,
    /// Where it stands.
    pub place: Location,
    /// What it is called where it is defined; `None` for a schema written inline.
    pub name: Option<SchemaName>,
    /// What tells it from the other schemas of the same place, in words such as `in strict-tree`: the resources whose dynamic anchors
    /// count in it. `None` for the one in which those of its own resource count, and where there is no other.
    pub specialised: Option<String>,
    /// Whether something refers to it, or it is a root: it has its own check function then.
    pub referenced: bool,
    /// `description`, else nothing.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// The rules.
    pub rules: Vec<Rule>,
}

/// Where a schema's name comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaName {
    /// `x-rust-name`: taken as it is.
    Chosen(String),
    /// The document's `title`, or its file name.
    Document(String),
    /// The key under `$defs` or `definitions`.
    Definition(String),
}

impl SchemaName {
    /// The words the name is made of.
    pub fn text(&self) -> &str {
        let (SchemaName::Chosen(text) | SchemaName::Document(text) | SchemaName::Definition(text)) =
            self;
        text
    }
}

/// One thing a schema demands.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// `false`: nothing is valid.
    Never,
    /// `$ref`; also `$dynamicRef` and `$recursiveRef`, with the schema that they mean here.
    Reference {
        /// One of the three.
        keyword: &'static str,
        /// The schema that is referred to.
        target: SchemaId,
    },
    /// `type`.
    Types(Types),
    /// `type` of draft-04, where an integer has neither fraction nor exponent (draft-04 core, 3.5): so are all that are integers by
    /// value.
    PlainIntegers,
    /// `const`.
    Const(Constant),
    /// `enum`.
    Enum(Vec<Constant>),
    /// `minLength`, in code points.
    MinLength(u64),
    /// `maxLength`, in code points.
    MaxLength(u64),
    /// `pattern`.
    Pattern(Pattern),
    /// `format`, where it is asserted.
    Format(Format),
    /// `contentEncoding`, where it is asserted.
    ContentEncoding(Encoding),
    /// `contentMediaType` with a media type of JSON, where it is asserted.
    ContentJson(Encoding),
    /// `contentSchema`, where it is asserted.
    ContentSchema {
        /// How the string stands for the JSON text.
        encoding: Encoding,
        /// What the JSON must be.
        schema: SchemaId,
    },
    /// `minimum`, as it is spelled.
    Minimum(String),
    /// `maximum`, as it is spelled.
    Maximum(String),
    /// `exclusiveMinimum`, as it is spelled.
    ExclusiveMinimum(String),
    /// `exclusiveMaximum`, as it is spelled.
    ExclusiveMaximum(String),
    /// `multipleOf`, as it is spelled.
    MultipleOf(String),
    /// `required`.
    Required(Vec<String>),
    /// `properties`, in document order.
    Properties(Vec<Property>),
    /// `additionalProperties`: applies to members that are not declared beside it. Also `unevaluatedProperties`, where the schema
    /// alone tells which members are evaluated.
    AdditionalProperties {
        /// The one or the other.
        keyword: &'static str,
        /// The names that `properties` of the same schema declares, or those that are evaluated.
        declared: Vec<String>,
        /// The patterns of `patternProperties` of the same schema, or those whose matches are evaluated.
        patterns: Vec<Pattern>,
        /// What all other members must be.
        schema: SchemaId,
    },
    /// `unevaluatedProperties`, where the value decides which members are evaluated: what all others must be.
    UnevaluatedProperties(SchemaId),
    /// `patternProperties`, in document order.
    PatternProperties(Vec<PatternProperty>),
    /// `propertyNames`.
    PropertyNames(SchemaId),
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `dependentRequired`, or the lists of names in `dependencies`: the names that must be there when a name is.
    DependentRequired {
        /// The one or the other.
        keyword: &'static str,
        /// Each name with those that it asks for.
        names: Vec<(String, Vec<String>)>,
    },
    /// `dependentSchemas`, or the schemas in `dependencies`: what the whole object must be when a name is there.
    DependentSchemas {
        /// The one or the other.
        keyword: &'static str,
        /// Each name with its schema.
        schemas: Vec<Property>,
    },
    /// `prefixItems`, or the array of `items` up to 2019-09: the first elements, one by one.
    PrefixItems {
        /// The one or the other.
        keyword: &'static str,
        /// The schemas of the elements.
        schemas: Vec<SchemaId>,
    },
    /// `items`: every element after those of `prefixItems`; up to 2019-09 `additionalItems`, after those of an array of `items`. Also
    /// `unevaluatedItems`, where the schema alone tells which elements are evaluated.
    Items {
        /// One of the three.
        keyword: &'static str,
        /// How many elements have schemas of their own in the same schema, or are evaluated.
        after: usize,
        /// What the elements must be.
        schema: SchemaId,
    },
    /// `unevaluatedItems`, where the value decides which elements are evaluated: what all others must be.
    UnevaluatedItems(SchemaId),
    /// `contains`, with `minContains` and `maxContains`.
    Contains {
        /// What some elements must be.
        schema: SchemaId,
        /// At least so many.
        min: u64,
        /// At most so many.
        max: Option<u64>,
        /// Whether the elements that it accepts are evaluated, which is so since 2020-12 (core, 10.3.1.3).
        evaluates: bool,
    },
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `uniqueItems`.
    UniqueItems,
    /// `allOf`.
    AllOf(Vec<SchemaId>),
    /// `anyOf`.
    AnyOf(Vec<SchemaId>),
    /// `oneOf`.
    OneOf(Vec<SchemaId>),
    /// `not`.
    Not(SchemaId),
    /// `if`, with `then` and `else`.
    If {
        /// What is tried.
        condition: SchemaId,
        /// What must hold when it holds.
        then: Option<SchemaId>,
        /// What must hold when it does not.
        otherwise: Option<SchemaId>,
    },
    /// `x-extensible-enum`: known values of an open set; demands nothing.
    ExtensibleEnum(Vec<String>),
    /// `x-same-as`.
    SameAs(Vec<SameAs>),
}

impl Rule {
    /// The keyword that makes the rule; `None` for what is no demand of its own.
    pub fn keyword(&self) -> Option<&'static str> {
        Some(match self {
            Rule::Never => "false",
            Rule::Types(_) | Rule::PlainIntegers => "type",
            Rule::Const(_) => "const",
            Rule::Enum(_) => "enum",
            Rule::MinLength(_) => "minLength",
            Rule::MaxLength(_) => "maxLength",
            Rule::Pattern(_) => "pattern",
            Rule::Format(_) => "format",
            Rule::ContentEncoding(_) => "contentEncoding",
            Rule::ContentJson(_) => "contentMediaType",
            Rule::ContentSchema { .. } => "contentSchema",
            Rule::Minimum(_) => "minimum",
            Rule::Maximum(_) => "maximum",
            Rule::ExclusiveMinimum(_) => "exclusiveMinimum",
            Rule::ExclusiveMaximum(_) => "exclusiveMaximum",
            Rule::MultipleOf(_) => "multipleOf",
            Rule::PatternProperties(_) => "patternProperties",
            Rule::PropertyNames(_) => "propertyNames",
            Rule::MinProperties(_) => "minProperties",
            Rule::MaxProperties(_) => "maxProperties",
            Rule::DependentRequired { keyword, .. }
            | Rule::DependentSchemas { keyword, .. }
            | Rule::PrefixItems { keyword, .. }
            | Rule::Items { keyword, .. } => keyword,
            Rule::Contains { .. } => "contains",
            Rule::MinItems(_) => "minItems",
            Rule::MaxItems(_) => "maxItems",
            Rule::UniqueItems => "uniqueItems",
            Rule::AnyOf(_) => "anyOf",
            Rule::OneOf(_) => "oneOf",
            Rule::Not(_) => "not",
            Rule::If { .. } => "if",
            Rule::Required(_) => "required",
            Rule::Properties(_) => "properties",
            Rule::AdditionalProperties { keyword, .. } => keyword,
            Rule::UnevaluatedProperties(_) => "unevaluatedProperties",
            Rule::UnevaluatedItems(_) => "unevaluatedItems",
            Rule::SameAs(_) => "x-same-as",
            Rule::Reference { .. } | Rule::AllOf(_) | Rule::ExtensibleEnum(_) => return None,
        })
    }
}

/// A member that `properties` declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// The member's name.
    pub name: String,
    /// What its value must be.
    pub schema: SchemaId,
}

/// Members that a pattern names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternProperty {
    /// What the names match.
    pub pattern: Pattern,
    /// What the values must be.
    pub schema: SchemaId,
}

/// Two places in an object whose values must be equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameAs {
    /// Property names from the object to one value.
    pub left: Vec<String>,
    /// Property names from the object to the other value.
    pub right: Vec<String>,
    /// Where the left pointer stands in the schema.
    pub left_place: Location,
    /// Where the right pointer stands in the schema.
    pub right_place: Location,
}

/// A set of JSON Schema types; `integer` is a number without a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Types(u8);

impl Types {
    /// No type.
    pub const NONE: Types = Types(0);
    /// `null`
    pub const NULL: Types = Types(1);
    /// `boolean`
    pub const BOOLEAN: Types = Types(2);
    /// `object`
    pub const OBJECT: Types = Types(4);
    /// `array`
    pub const ARRAY: Types = Types(8);
    /// `string`
    pub const STRING: Types = Types(16);
    /// `integer`
    pub const INTEGER: Types = Types(32);
    /// `number`: every integer too.
    pub const NUMBER: Types = Types(64 | 32);
    /// Every type.
    pub const ALL: Types = Types(127);

    /// The single types by their names in the schema.
    pub const NAMED: [(&'static str, Types); 7] = [
        ("null", Types::NULL),
        ("boolean", Types::BOOLEAN),
        ("object", Types::OBJECT),
        ("array", Types::ARRAY),
        ("string", Types::STRING),
        ("integer", Types::INTEGER),
        ("number", Types::NUMBER),
    ];

    /// The types that JSON itself tells apart: every integer is a number. The names are those of the variants of the runtime's
    /// `JsonType`.
    pub const JSON: [(&'static str, Types); 6] = [
        ("String", Types::STRING),
        ("Number", Types::NUMBER),
        ("Boolean", Types::BOOLEAN),
        ("Array", Types::ARRAY),
        ("Object", Types::OBJECT),
        ("Null", Types::NULL),
    ];

    /// Both sets.
    #[must_use]
    pub fn union(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }

    /// What is in both sets.
    #[must_use]
    pub fn intersection(self, other: Types) -> Types {
        Types(self.0 & other.0)
    }

    /// What is in this set and not in the other.
    #[must_use]
    pub const fn without(self, other: Types) -> Types {
        Types(self.0 & !other.0)
    }

    /// Whether every type of `other` is in this set.
    pub fn contains(self, other: Types) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The single types in this set; `number` stands for itself and `integer`.
    pub fn singles(self) -> Vec<Types> {
        Types::NAMED
            .into_iter()
            .map(|(_, single)| single)
            .filter(|single| self.contains(*single))
            .filter(|single| *single != Types::INTEGER || !self.contains(Types::NUMBER))
            .collect()
    }
}
