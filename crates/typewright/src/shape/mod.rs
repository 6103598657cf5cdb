//! Stage `shape`: which Rust types hold every valid value, what they are called, and what the reader decides about them.

mod boxes;
mod check_names;
mod choice;
mod deep;
mod facts;
mod kind;
mod members;
mod name;
mod plan;
mod possible;
mod same_as;
mod scalar;
mod settled;
mod tag;
mod unnamed;

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Constant, Format, Pattern, Program, SchemaId};

pub(crate) use check_names::{is_one_call, patterns_in};
pub use name::{RUNTIME_NAMES, module_name};
pub use plan::plan_program;

/// Index of a [`TypeDefinition`] in its [`Shapes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub(crate) u32);

/// The planned types of one unit.
#[derive(Clone, Debug)]
pub struct Shapes {
    /// What they were planned from: the checks follow the schemas, not the types.
    pub program: Program,
    /// The named types in the order in which a reader of the schema meets them.
    pub types: Vec<TypeDefinition>,
    /// The type of each document root, in the order of `program.roots`.
    pub roots: Vec<TypeId>,
    /// Schemas whose values are kept as text where types would lie within each other too deeply, or be too many.
    pub too_deep: BTreeSet<SchemaId>,
    /// The name of each schema that has a check function, in snake case and unique.
    pub check_names: BTreeMap<SchemaId, String>,
    /// The name of the item for each pattern that is more than a comparison, by the pattern's source.
    pub pattern_names: BTreeMap<String, String>,
}

impl Shapes {
    /// The type with that id.
    pub fn type_definition(&self, id: TypeId) -> &TypeDefinition {
        &self.types[id.0 as usize]
    }
}

/// A type that gets a name.
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// Upper camel case, unique in the unit.
    pub name: String,
    /// The name in snake case, for the functions about the type; unique in the unit.
    pub snake: String,
    /// `description` of the schema it is planned from.
    pub description: Option<String>,
    /// Whether the schema says `deprecated`.
    pub deprecated: bool,
    /// The schemas that the type is planned from: a value of the type is valid by all of them.
    pub schemas: Vec<SchemaId>,
    /// What it looks like.
    pub kind: TypeKind,
    /// What reading does not decide: if there is anything, the checks of `schemas` run over the same text.
    pub residue: Residue,
}

/// What reading does not decide, by schema and keyword, with the reason; empty when reading decides everything.
pub type Residue = Vec<Undecided>;

/// One keyword that is left to the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// The schema that has the keyword.
    pub schema: SchemaId,
    /// The keyword.
    pub keyword: &'static str,
}

/// The kinds of named types.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// A struct with a field for each declared member.
    Struct(Struct),
    /// A newtype over text.
    Text(TextRules),
    /// A newtype over a date-time.
    DateTime(TextRules),
    /// An enum of strings.
    StringEnum(StringEnum),
    /// An enum with a variant for each JSON type.
    Union(Vec<UnionVariant>),
    /// An enum of objects that one of their members tells apart.
    Tagged(Tagged),
    /// An enum of values that the checks of their schemas tell apart.
    Alternatives(Alternatives),
    /// An array with a type for each element.
    Tuple(Tuple),
    /// A newtype over any other type: a document root that is an array or a scalar, or an opaque value.
    Newtype(Type),
}

/// A struct.
#[derive(Clone, Debug)]
pub struct Struct {
    /// The name of the private enum of its declared members.
    pub member_enum: String,
    /// The name of the struct that holds the required members, if they are too many for parameters of `new`.
    pub required_struct: Option<String>,
    /// Members that every valid object has with this one value: no fields, the writer emits them.
    pub constants: Vec<ConstantMember>,
    /// All other declared members.
    pub fields: Vec<Field>,
    /// The order of the declared members in the schema, constants and fields together.
    pub order: Vec<MemberRef>,
    /// What becomes of members that the schema does not name.
    pub unnamed: Unnamed,
    /// What the names of such members must satisfy.
    pub unnamed_names: Box<NameRules>,
    /// Equalities that reading decides, as paths of fields.
    pub equalities: Vec<Equality>,
}

/// A declared member: an index into `constants` or `fields`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberRef {
    /// Index into [`Struct::constants`].
    Constant(usize),
    /// Index into [`Struct::fields`].
    Field(usize),
}

/// A required member with one possible value.
#[derive(Clone, Debug)]
pub struct ConstantMember {
    /// The member's name.
    pub name: String,
    /// The associated constant's name.
    pub constant: String,
    /// The member's variant in the private enum of members.
    pub variant: String,
    /// The variable that remembers, while reading, that the member was there.
    pub variable: String,
    /// `description` of the member.
    pub description: Option<String>,
    /// The value.
    pub value: Constant,
}

/// A field of a struct.
#[derive(Clone, Debug)]
pub struct Field {
    /// The member's name.
    pub name: String,
    /// The field's name: snake case, unique in the struct, never a keyword.
    pub field: String,
    /// The member's variant in the private enum of members.
    pub variant: String,
    /// `description` of the member.
    pub description: Option<String>,
    /// Whether the schema says `deprecated`.
    pub deprecated: bool,
    /// Whether the member must be there.
    pub required: bool,
    /// The type of its value.
    pub value: Type,
}

/// What becomes of members without a name in the schema.
#[derive(Clone, Debug)]
pub enum Unnamed {
    /// They are kept as raw text.
    Kept,
    /// All of them have values of one type.
    Typed(Type),
    /// They are invalid.
    Refused,
}

/// Two fields, as paths of field names from the struct, whose texts must be equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equality {
    /// One path.
    pub left: Vec<String>,
    /// The other path.
    pub right: Vec<String>,
}

/// The use of a type.
#[derive(Clone, Debug)]
pub enum Type {
    /// A named type.
    Named(TypeId),
    /// `String`.
    String(TextRules),
    /// A date-time.
    DateTime(TextRules),
    /// `bool`.
    Boolean,
    /// `()`: `null`.
    Null,
    /// Any number, exactly.
    Number(NumberRules),
    /// An integer.
    Integer(IntegerWidth, NumberRules),
    /// `Vec<T>`.
    Array(Box<Type>, CountRules),
    /// Member name → `T`.
    Map(Box<Type>, NameRules),
    /// `Option<T>`: the value or `null`.
    Nullable(Box<Type>),
    /// `Box<T>`: where a type would contain itself.
    Boxed(Box<Type>),
    /// `Deep<T>`: a box where types would lie within each other further than Rust's compiler follows.
    Deep(Box<Type>),
    /// The type inside, and rules that reading it does not decide.
    Checked(Box<Type>, Residue),
    /// Any JSON value, kept as its text.
    Raw,
}

impl Type {
    /// Whether the value is always `null`, whatever else is checked of it.
    pub fn is_null(&self) -> bool {
        match self {
            Type::Null => true,
            Type::Checked(inner, _) => inner.is_null(),
            _ => false,
        }
    }
}

/// The Rust type of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerWidth {
    /// `u64`: the schema forbids negative numbers.
    U64,
    /// `i64`.
    I64,
}

/// What a text must satisfy, as far as it is decided while reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextRules {
    /// In code points.
    pub min_length: Option<u64>,
    /// In code points.
    pub max_length: Option<u64>,
    /// All of them.
    pub patterns: Vec<Pattern>,
    /// All of them, but for `date-time`.
    pub formats: Vec<Format>,
    /// Whether it must be an RFC 3339 date-time.
    pub date_time: bool,
}

impl Unnamed {
    /// Whether such members are invalid.
    pub fn is_refused(&self) -> bool {
        matches!(self, Unnamed::Refused)
    }

    /// The type of their values, if the schema says something about them.
    pub fn value(&self) -> Option<&Type> {
        match self {
            Unnamed::Typed(value) => Some(value),
            Unnamed::Kept | Unnamed::Refused => None,
        }
    }
}

/// How many elements there must be, both inclusive, and whether no two of them may be equal.
/// What the names of members must satisfy, as far as it is decided while reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NameRules {
    /// As any text.
    pub text: TextRules,
    /// The only names there may be.
    pub listed: Option<Vec<String>>,
    /// A name matches at least one pattern of each group.
    pub matched: Vec<Vec<Pattern>>,
}

/// How many there must be, both inclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CountRules {
    /// Not fewer.
    pub min: Option<u64>,
    /// Not more.
    pub max: Option<u64>,
    /// How elements are compared, where they must be distinct and reading decides it.
    pub distinct: Option<Comparison>,
}

/// How elements that must be distinct are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// As they are: strings and integers.
    Whole,
    /// By the text of a named type.
    Text,
}

/// Bounds of a number, as spelled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NumberRules {
    /// Not below.
    pub minimum: Vec<String>,
    /// Not above.
    pub maximum: Vec<String>,
    /// Above.
    pub exclusive_minimum: Vec<String>,
    /// Below.
    pub exclusive_maximum: Vec<String>,
    /// A multiple of each.
    pub multiple_of: Vec<String>,
    /// One of these, where integers are listed.
    pub listed: Option<Vec<i64>>,
}

/// An enum of strings.
#[derive(Clone, Debug)]
pub struct StringEnum {
    /// The variants in schema order.
    pub variants: Vec<StringVariant>,
    /// Whether other strings are valid too: the name of the type that holds them.
    pub other: Option<String>,
}

/// One string of a string enum.
#[derive(Clone, Debug)]
pub struct StringVariant {
    /// Upper camel case, unique in the enum.
    pub variant: String,
    /// The string.
    pub value: String,
}

/// An enum of objects that one of their members tells apart.
#[derive(Clone, Debug)]
pub struct Tagged {
    /// The member's name.
    pub tag: String,
    /// The variants in schema order.
    pub variants: Vec<TaggedVariant>,
}

/// One variant of a tagged enum.
#[derive(Clone, Debug)]
pub struct TaggedVariant {
    /// Upper camel case, unique in the enum.
    pub variant: String,
    /// The values that the tag has in this variant, and in no other: strings in all variants, or integers in all of them.
    pub tags: Vec<TagValue>,
    /// What it holds.
    pub value: Type,
}

/// A value of the member that tells variants apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TagValue {
    /// A string.
    String(String),
    /// A number, compared by value.
    Integer(i64),
}

/// An enum of values that the checks of their schemas tell apart.
#[derive(Clone, Debug)]
pub struct Alternatives {
    /// Whether no value may be of two alternatives (`oneOf`); otherwise the first that fits is taken (`anyOf`).
    pub exclusive: bool,
    /// The rule that demands one of them: the checks decide it.
    pub told_apart: Undecided,
    /// The variants in schema order.
    pub variants: Vec<Alternative>,
}

/// One variant of such an enum.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// Upper camel case, unique in the enum.
    pub variant: String,
    /// The schema whose check accepts the values of this variant.
    pub schema: SchemaId,
    /// What it holds.
    pub value: Type,
}

/// An array with a type for each element.
#[derive(Clone, Debug)]
pub struct Tuple {
    /// The first elements.
    pub elements: Vec<Type>,
    /// So many of them are always there; each of the others is if the array does not end before it.
    pub required: usize,
    /// What comes after them; `None` when nothing may.
    pub rest: Option<Type>,
}

/// One variant of a union.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// Upper camel case: the JSON type's name.
    pub variant: String,
    /// What it holds; `null` makes a unit variant.
    pub value: Type,
}
