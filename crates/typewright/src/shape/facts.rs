//! What a set of schemas that hold together says about one value.

use std::collections::BTreeSet;

use crate::ir::{Constant, Format, Pattern, Program, Property, Rule, SameAs, SchemaId, Types};

/// The rules of several schemas, taken together.
#[derive(Clone, Debug)]
pub(super) struct Facts<'p> {
    /// The schemas, in order of first mention; references and `allOf` are followed.
    pub members: Vec<SchemaId>,
    /// The types a value can have.
    pub types: Types,
    /// The part of the values that is looked at: all, or those of some types when a union is planned piece by piece.
    pub part: Types,
    /// The values it must equal, from `const`.
    pub constants: Vec<&'p Constant>,
    /// The sets it must be in, from `enum`.
    pub enums: Vec<&'p [Constant]>,
    /// Known strings of an open set.
    pub extensible: Option<&'p [String]>,
    /// The highest `minLength`.
    pub min_length: Option<u64>,
    /// The lowest `maxLength`.
    pub max_length: Option<u64>,
    /// Every `pattern`.
    pub patterns: Vec<&'p Pattern>,
    /// Every `format`.
    pub formats: BTreeSet<Format>,
    /// Every `minimum`.
    pub minimums: Vec<&'p str>,
    /// Every `maximum`.
    pub maximums: Vec<&'p str>,
    /// The names that must be there, in order of first mention.
    pub required: Vec<&'p str>,
    /// The declared members in order of first mention.
    pub declared: Vec<&'p str>,
    /// Every `properties`, in the order in which a reader of the schema meets them.
    properties: Vec<&'p [Property]>,
    /// Every `additionalProperties`, with the names declared beside it.
    pub additional: Vec<(&'p [String], SchemaId)>,
    /// Every `items`.
    pub items: Vec<SchemaId>,
    /// Every `x-same-as` pair, with the schema that has it.
    pub same_as: Vec<(SchemaId, &'p SameAs)>,
    /// Whether no value is valid.
    pub never: bool,
}

/// The schemas that hold wherever all of `starts` hold: references and `allOf` followed, in order of first mention.
pub(super) fn conjunction(program: &Program, starts: &[SchemaId]) -> Vec<SchemaId> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut stack: Vec<SchemaId> = starts.iter().rev().copied().collect();
    while let Some(id) = stack.pop() {
        if !seen.insert(id) {
            continue;
        }
        found.push(id);
        let mut inside = Vec::new();
        for rule in &program.schema(id).rules {
            match rule {
                Rule::Reference(target) => inside.push(*target),
                Rule::AllOf(branches) => inside.extend(branches),
                _ => {}
            }
        }
        stack.extend(inside.into_iter().rev());
    }
    found
}

impl<'p> Facts<'p> {
    /// What the schemas that `starts` lead to say together.
    pub(super) fn gather(program: &'p Program, starts: &[SchemaId]) -> Self {
        let mut facts = Facts {
            members: conjunction(program, starts),
            types: Types::ALL,
            part: Types::ALL,
            constants: Vec::new(),
            enums: Vec::new(),
            extensible: None,
            min_length: None,
            max_length: None,
            patterns: Vec::new(),
            formats: BTreeSet::new(),
            minimums: Vec::new(),
            maximums: Vec::new(),
            required: Vec::new(),
            declared: Vec::new(),
            properties: Vec::new(),
            additional: Vec::new(),
            items: Vec::new(),
            same_as: Vec::new(),
            never: false,
        };
        facts.declare(program, starts);
        for id in facts.members.clone() {
            for rule in &program.schema(id).rules {
                facts.add(id, rule);
            }
        }
        facts
    }

    /// Declared members in the order in which a reader of the schema meets them: an `allOf` before `properties` comes first.
    fn declare(&mut self, program: &'p Program, starts: &[SchemaId]) {
        enum Step<'p> {
            Into(SchemaId),
            Declare(&'p [Property]),
        }
        let mut seen = BTreeSet::new();
        let mut steps: Vec<Step<'p>> = starts.iter().rev().copied().map(Step::Into).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Declare(properties) => {
                    self.properties.push(properties);
                    for property in properties {
                        if !self.declared.contains(&property.name.as_str()) {
                            self.declared.push(&property.name);
                        }
                    }
                }
                Step::Into(id) if seen.insert(id) => {
                    for rule in program.schema(id).rules.iter().rev() {
                        match rule {
                            Rule::Reference(target) => steps.push(Step::Into(*target)),
                            Rule::AllOf(branches) => {
                                steps.extend(branches.iter().rev().copied().map(Step::Into));
                            }
                            Rule::Properties(properties) => steps.push(Step::Declare(properties)),
                            _ => {}
                        }
                    }
                }
                Step::Into(_) => {}
            }
        }
    }

    fn add(&mut self, id: SchemaId, rule: &'p Rule) {
        match rule {
            Rule::Never => self.never = true,
            Rule::Types(types) => self.types = self.types.intersection(*types),
            Rule::Const(value) => {
                self.constants.push(value);
                self.types = self.types.intersection(value.types());
            }
            Rule::Enum(values) => {
                self.enums.push(values);
                let types = values
                    .iter()
                    .fold(Types::NONE, |types, value| types.union(value.types()));
                self.types = self.types.intersection(types);
            }
            Rule::MinLength(length) => self.min_length = self.min_length.max(Some(*length)),
            Rule::MaxLength(length) => {
                self.max_length = Some(self.max_length.map_or(*length, |max| max.min(*length)));
            }
            Rule::Pattern(pattern) => self.patterns.push(pattern),
            Rule::Format(format) => {
                self.formats.insert(*format);
            }
            Rule::Minimum(bound) => self.minimums.push(bound),
            Rule::Maximum(bound) => self.maximums.push(bound),
            Rule::Required(names) => {
                for name in names {
                    if !self.required.contains(&name.as_str()) {
                        self.required.push(name);
                    }
                }
            }
            Rule::AdditionalProperties { declared, schema } => {
                self.additional.push((declared, *schema));
            }
            Rule::Items(schema) => self.items.push(*schema),
            Rule::ExtensibleEnum(values) => self.extensible = self.extensible.or(Some(values)),
            Rule::SameAs(pairs) => self.same_as.extend(pairs.iter().map(|pair| (id, pair))),
            Rule::Properties(_) | Rule::Reference(_) | Rule::AllOf(_) => {}
        }
    }

    /// The schemas that hold for the member of that name: from every `properties` that declares it, and from every
    /// `additionalProperties` whose neighbours do not.
    pub(super) fn member_schemas(&self, name: &str) -> Vec<SchemaId> {
        let declared = self
            .properties
            .iter()
            .flat_map(|properties| properties.iter())
            .filter(|property| property.name == name)
            .map(|property| property.schema);
        let additional = self
            .additional
            .iter()
            .filter(|(declared, _)| !declared.iter().any(|declared| declared == name))
            .map(|(_, schema)| *schema);
        declared.chain(additional).collect()
    }

    /// The schemas that hold for a member that no `properties` names.
    pub(super) fn unnamed_schemas(&self) -> Vec<SchemaId> {
        self.additional.iter().map(|(_, schema)| *schema).collect()
    }

    /// Whether the schemas demand anything at all.
    pub(super) fn demands_anything(&self, program: &Program) -> bool {
        self.members.iter().any(|id| has_own_rules(program, *id))
    }
}

/// Whether a schema demands something by itself, not only through the schemas it refers to.
pub(super) fn has_own_rules(program: &Program, id: SchemaId) -> bool {
    let rules = &program.schema(id).rules;
    rules
        .iter()
        .any(|rule| !matches!(rule, Rule::Reference(_) | Rule::AllOf(_)))
}
