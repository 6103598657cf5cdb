//! Every place in a plan where a type is used, and what is known of its values.

use std::collections::BTreeSet;
use std::fmt;

use super::decisions::Decisions;
use super::inside::{Step, behind, closure, conjunction};
use crate::ir::{Constant, Program, Rule, SchemaId, Types};
use crate::shape::{Residue, Shapes, Type, TypeDefinition, TypeId, TypeKind, Undecided};

/// One place in the plan where a type is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The way to it from the named type around it: `Chat.tags[]`.
    pub place: String,
    /// What is known of its values.
    pub holding: Holding,
    /// If they are opaque: how many positions their schemas describe inside them that are not counted anywhere else.
    pub hidden: usize,
}

/// What a position's type knows of the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// What they are.
    Typed,
    /// Nothing, and no schema says anything either.
    Any,
    /// Nothing, though a schema demands something: they are kept as the text of any JSON.
    Opaque(WhyOpaque),
}

/// Why values are kept as text although a schema demands something of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyOpaque {
    /// No value is valid.
    Never,
    /// `const` or `enum` lists values that are not all strings.
    ListedValues,
    /// `const` or `enum` lists strings, and other rules refuse some of them.
    ListedStrings,
    /// The rules leave every JSON type possible.
    AnyType,
    /// Rules on elements or members depend on where or under which name they stand.
    Keyword(&'static str),
    /// The check decides which alternative holds, and with it what the value is.
    Alternative,
    /// The check decides which condition holds, and with it what the value is.
    Condition,
    /// Types would lie within each other too deeply for Rust's compiler, or choices would lead to too many of them.
    TooDeep,
    /// Nothing of the above, and still there is no type for it.
    NoType,
}

impl fmt::Display for WhyOpaque {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WhyOpaque::Never => "no value at all is valid",
            WhyOpaque::ListedValues => "the values that are listed are not all strings",
            WhyOpaque::ListedStrings => {
                "which of the listed strings are valid is left to the check"
            }
            WhyOpaque::AnyType => "the schema allows values of any type",
            WhyOpaque::Keyword("prefixItems") => {
                "`prefixItems` names elements that need not be there"
            }
            WhyOpaque::Keyword("patternProperties") => {
                "`patternProperties` tells members apart by patterns"
            }
            WhyOpaque::Keyword(keyword) => {
                return write!(f, "`{keyword}` is left to the check");
            }
            WhyOpaque::Alternative => "which alternative tells what it is, is left to the check",
            WhyOpaque::Condition => "which condition tells what it is, is left to the check",
            WhyOpaque::TooDeep => "types would lie within each other too deeply, or be too many",
            WhyOpaque::NoType => "no type holds these values and only these",
        })
    }
}

/// Whether a type keeps any JSON as text.
pub(super) fn is_text(definition: &TypeDefinition) -> bool {
    fn is_raw(value: &Type) -> bool {
        match value {
            Type::Raw => true,
            Type::Checked(inner, _) => is_raw(inner),
            _ => false,
        }
    }
    matches!(&definition.kind, TypeKind::Newtype(value) if is_raw(value))
}

/// The positions of a plan: those of the roots, then those inside each type.
pub fn positions(shapes: &Shapes) -> Vec<Position> {
    let mut finder = Finder {
        shapes,
        found: Vec::new(),
        counted: Decisions::of(shapes).into_read(),
    };
    for root in &shapes.roots {
        let place = shapes.type_definition(*root).name.clone();
        let (holding, left) = finder.named(*root, Left::default());
        finder.add(place, holding, &left);
    }
    for definition in &shapes.types {
        finder.inside(definition);
    }
    finder.found
}

/// What is left to the check about a value: the rules that may apply to it, each with the keyword that the check begins with.
#[derive(Clone, Debug, Default)]
struct Left<'s> {
    rules: Vec<(&'static str, &'s Rule)>,
}

impl<'s> Left<'s> {
    fn of(program: &'s Program, residue: &Residue) -> Self {
        let mut left = Left::default();
        for Undecided { schema, keyword } in residue {
            let rules = program.schema(*schema).rules.iter();
            let rules = rules.filter(|rule| rule.keyword() == Some(keyword));
            left.extend(program, keyword, rules.collect());
        }
        left
    }

    fn extend(&mut self, program: &'s Program, keyword: &'static str, rules: Vec<&'s Rule>) {
        let rules = closure(program, rules).into_iter();
        self.rules.extend(rules.map(|rule| (keyword, rule)));
    }

    /// What is left about what is one step further in.
    fn step(&self, program: &'s Program, step: Step<'_>) -> Self {
        let mut inner = Left::default();
        for (keyword, rule) in &self.rules {
            for schema in behind(rule, step) {
                inner.extend(
                    program,
                    keyword,
                    program.schema(schema).rules.iter().collect(),
                );
            }
        }
        inner
    }

    fn and(mut self, other: Self) -> Self {
        self.rules.extend(other.rules);
        self
    }

    /// Why a value without a type is kept as text, if that is not by the schema's own word.
    fn why(&self) -> Option<WhyOpaque> {
        let demanding = self
            .rules
            .iter()
            .find(|(_, rule)| rule.keyword().is_some())?;
        Some(match demanding.0 {
            "anyOf" | "oneOf" => WhyOpaque::Alternative,
            "if" | "dependentSchemas" => WhyOpaque::Condition,
            keyword => WhyOpaque::Keyword(keyword),
        })
    }

    fn holding(&self) -> Holding {
        self.why().map_or(Holding::Any, Holding::Opaque)
    }
}

struct Finder<'s> {
    shapes: &'s Shapes,
    found: Vec<Position>,
    /// The schemas whose positions are counted: those that reading knows, and what was found inside opaque values.
    counted: BTreeSet<SchemaId>,
}

impl<'s> Finder<'s> {
    fn add(&mut self, place: String, holding: Holding, left: &Left<'s>) {
        let hidden = match holding {
            Holding::Opaque(_) => self.hidden(left),
            Holding::Typed | Holding::Any => 0,
        };
        self.found.push(Position {
            place,
            holding,
            hidden,
        });
    }

    /// Counts the positions inside an opaque value, if they are not counted yet.
    fn hidden(&mut self, left: &Left<'s>) -> usize {
        let program = &self.shapes.program;
        let mut count = 0;
        let mut pending: Vec<&Rule> = left.rules.iter().map(|(_, rule)| *rule).collect();
        while let Some(rule) = pending.pop() {
            let mut inner = behind(rule, Step::OtherMembers(&[]));
            inner.extend(behind(rule, Step::Elements));
            for schema in inner {
                let rules = closure(program, program.schema(schema).rules.iter().collect());
                if rules.iter().any(|rule| matches!(rule, Rule::Never)) {
                    continue;
                }
                if self.counted.insert(schema) {
                    count += 1;
                    pending.extend(rules);
                }
            }
        }
        count
    }

    /// The positions inside a named type.
    fn inside(&mut self, definition: &'s TypeDefinition) {
        let program = &self.shapes.program;
        let name = &definition.name;
        let left = Left::of(program, &definition.residue);
        match &definition.kind {
            TypeKind::Struct(planned) => {
                for constant in &planned.constants {
                    let place = format!("{name}::{}", constant.constant);
                    self.add(place, Holding::Typed, &left);
                }
                for field in &planned.fields {
                    let place = format!("{name}.{}", field.field);
                    let left = left.step(program, Step::Member(&field.name));
                    self.at(&field.value, place, &left);
                }
                let constants = planned.constants.iter().map(|member| member.name.as_str());
                let fields = planned.fields.iter().map(|member| member.name.as_str());
                let names: Vec<&str> = constants.chain(fields).collect();
                let others = left.step(program, Step::OtherMembers(&names));
                let place = format!("{name}.extra{{}}");
                if let Some(value) = planned.unnamed.value() {
                    self.at(value, place, &others);
                } else if let Some(why) = others.why() {
                    self.add(place, Holding::Opaque(why), &others);
                }
            }
            TypeKind::Union(variants) => {
                for variant in variants {
                    let place = format!("{name}::{}", variant.variant);
                    self.at(&variant.value, place, &left);
                }
            }
            TypeKind::Tagged(tagged) => {
                for variant in &tagged.variants {
                    let place = format!("{name}::{}", variant.variant);
                    self.at(&variant.value, place, &left);
                }
            }
            TypeKind::Alternatives(alternatives) => {
                for variant in &alternatives.variants {
                    let place = format!("{name}::{}", variant.variant);
                    self.at(&variant.value, place, &left);
                }
            }
            TypeKind::Tuple(tuple) => {
                let left = left.step(program, Step::Elements);
                for (index, element) in tuple.elements.iter().chain(&tuple.rest).enumerate() {
                    self.at(element, format!("{name}.{index}"), &left);
                }
            }
            // The newtype's own position is where it is used.
            TypeKind::Newtype(value) => self.below(value, name, left),
            TypeKind::Text(_) | TypeKind::DateTime(_) | TypeKind::StringEnum(_) => {}
        }
    }

    /// A position, and those inside its type as far as they have no named type around them.
    fn at(&mut self, value: &'s Type, place: String, left: &Left<'s>) {
        let (inner, residue) = unwrapped(value);
        let around = residue.map(|residue| Left::of(&self.shapes.program, residue));
        let left = left.clone().and(around.unwrap_or_default());
        let is_too_deep = |residue: &Residue| {
            let mut left = residue.iter();
            left.any(|left| self.shapes.too_deep.contains(&left.schema))
        };
        let (holding, known) = match inner {
            Type::Raw if residue.is_some_and(is_too_deep) => {
                (Holding::Opaque(WhyOpaque::TooDeep), left.clone())
            }
            Type::Raw => (left.holding(), left.clone()),
            Type::Named(id) => self.named(*id, left.clone()),
            _ => (Holding::Typed, Left::default()),
        };
        self.add(place.clone(), holding, &known);
        self.below(inner, &place, left);
    }

    /// The elements or members of a value, where `left` is left to the check of it.
    fn below(&mut self, value: &'s Type, place: &str, left: Left<'s>) {
        let program = &self.shapes.program;
        match value {
            Type::Array(inner, ..) => {
                let left = left.step(program, Step::Elements);
                self.at(inner, format!("{place}[]"), &left);
            }
            Type::Map(inner, _) => {
                let left = left.step(program, Step::OtherMembers(&[]));
                self.at(inner, format!("{place}{{}}"), &left);
            }
            Type::Nullable(inner) | Type::Boxed(inner) | Type::Deep(inner) => {
                self.below(inner, place, left);
            }
            Type::Checked(inner, residue) => {
                let around = Left::of(program, residue);
                self.below(inner, place, left.and(around));
            }
            _ => {}
        }
    }

    /// What is known of the values of a named type, and what is left to the check of them.
    fn named(&self, id: TypeId, left: Left<'s>) -> (Holding, Left<'s>) {
        let definition = self.shapes.type_definition(id);
        if !is_text(definition) {
            return (Holding::Typed, left);
        }
        let program = &self.shapes.program;
        let schemas = definition.schemas.iter();
        let rules = schemas.flat_map(|schema| &program.schema(*schema).rules);
        let rules: Vec<&Rule> = rules.collect();
        let certain = conjunction(program, rules.clone());
        if !certain.iter().any(|rule| rule.keyword().is_some()) {
            return (left.holding(), left);
        }
        let mut all = left;
        all.extend(program, "", rules);
        (Holding::Opaque(why_text(&certain)), all)
    }
}

/// The type without what stands around it at the same position, and what is left to the check there.
fn unwrapped(value: &Type) -> (&Type, Option<&Residue>) {
    let (mut value, mut left) = (value, None);
    loop {
        value = match value {
            Type::Nullable(inner) | Type::Boxed(inner) | Type::Deep(inner) => inner,
            Type::Checked(inner, residue) => {
                left = Some(residue);
                inner
            }
            _ => return (value, left),
        };
    }
}

/// Why values that all of some rules hold for are kept as text.
fn why_text(rules: &[&Rule]) -> WhyOpaque {
    let lists = |is_listed: fn(&Constant) -> bool| {
        rules.iter().any(|rule| match rule {
            Rule::Const(value) => is_listed(value),
            Rule::Enum(values) => values.iter().any(is_listed),
            _ => false,
        })
    };
    let narrows = |rule: &Rule| matches!(rule, Rule::Types(types) if *types != Types::ALL);
    if rules.iter().any(|rule| matches!(rule, Rule::Never)) {
        WhyOpaque::Never
    } else if lists(|value| !matches!(value, Constant::String(_))) {
        WhyOpaque::ListedValues
    } else if lists(|_| true) {
        WhyOpaque::ListedStrings
    } else if !rules.iter().any(|rule| narrows(rule)) {
        WhyOpaque::AnyType
    } else {
        WhyOpaque::NoType
    }
}
