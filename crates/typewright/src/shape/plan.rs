//! Plans a type for every position of the schemas that the document roots reach.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};
use crate::ir::{Program, Rule, SchemaId, Types};

use super::boxes::box_recursion;
use super::check_names::{name_checks, name_patterns};
use super::deep::limit_depth;
use super::facts::{ChoiceId, Facts, Made, has_own_rules};
use super::kind::undecided;
use super::name::{Names, field_name, own_name};
use super::possible::PossibleTypes;
use super::same_as::report_unreachable;
use super::settled::Settled;
use super::{Residue, Shapes, Type, TypeDefinition, TypeId, TypeKind};

/// Plans the types of one unit.
pub fn plan_program(program: Program, diagnostics: &mut Diagnostics) -> Shapes {
    let settled = Settled::of(&program);
    let mut planner = Planner {
        program: &program,
        possible: PossibleTypes::of(&program),
        settled: &settled,
        root_names: BTreeMap::new(),
        types: Vec::new(),
        ids: BTreeMap::new(),
        open: BTreeMap::new(),
        names: Names::of_types(),
        depth: Depth::default(),
        containers: 0,
        too_deep: BTreeSet::new(),
        first_too_deep: None,
        most_types: FREE_TYPES + TYPES_A_SCHEMA * program.iter().count(),
        first_too_many: None,
    };
    report_unreachable(&planner, diagnostics);
    // Roots are named first: their names are the ones that people look for.
    for root in &program.roots {
        let wanted = planner.own_name(root.schema).unwrap_or_default();
        let name = planner.names.take(&wanted);
        planner.root_names.insert(root.schema, name);
    }
    let roots: Vec<TypeId> = program
        .roots
        .iter()
        .map(|root| planner.root(root.schema))
        .collect();
    if let Some(schema) = planner.first_too_deep {
        diagnostics.push(Diagnostic::warning(
            DiagnosticKind::TooDeep,
            program.schema(schema).place.clone(),
            format!(
                "types would lie within each other through more than {MAX_DEPTH} levels to get here, further than Rust's compiler goes; values are kept as raw JSON here, and are checked"
            ),
            "use fewer definitions that contain each other to get types here as well",
        ));
    }
    if let Some(schema) = planner.first_too_many {
        diagnostics.push(Diagnostic::warning(
            DiagnosticKind::TooDeep,
            program.schema(schema).place.clone(),
            format!(
                "choices within choices have led to {} types when this is reached; values are kept as raw JSON from here on, and are checked",
                planner.most_types
            ),
            "let fewer of the choices around this one stand beside each other to get types here as well",
        ));
    }
    let too_deep = planner.too_deep;
    let mut types: Vec<TypeDefinition> = planner.types.into_iter().flatten().collect();
    name_companions(&mut types, planner.names);
    box_recursion(&mut types);
    limit_depth(&mut types);
    let check_names = name_checks(&program, &types);
    let pattern_names = name_patterns(&program, &check_names);
    Shapes {
        program,
        types,
        roots,
        too_deep,
        check_names,
        pattern_names,
    }
}

/// Names what comes with a type, when every type has its name.
fn name_companions(types: &mut [TypeDefinition], mut names: Names) {
    let mut functions = Names::default();
    for definition in types {
        definition.snake = functions.take(field_name(&definition.name).trim_end_matches('_'));
        let TypeKind::Struct(planned) = &mut definition.kind else {
            continue;
        };
        planned.member_enum = names.take(&format!("{}Member", definition.name));
        let required = planned.fields.iter().filter(|field| field.required).count();
        if required > PARAMETERS {
            planned.required_struct = Some(names.take(&format!("{}Required", definition.name)));
        }
    }
}

/// Up to this many required members are parameters of `new`; more of them come as a struct.
const PARAMETERS: usize = 4;

/// Types within types up to here are read and written by functions of the runtime that Rust's compiler makes for each type: one within
/// the other up to 128 (`recursion_limit`, which generated source cannot raise). Large real schemas have some tens.
const MAX_DEPTH: usize = 120;

/// A unit has so many types at most, and so many more for each schema in it. Real ones have less than one a schema; but choices beside
/// choices, each of which leads to more, would be as many as there are ways to choose.
const FREE_TYPES: usize = 500;
const TYPES_A_SCHEMA: usize = 3;

/// Arrays and maps within each other up to here are written out; what is deeper gets a name: within one type nothing can be put
/// between them that ends what Rust's compiler follows.
const MAX_CONTAINERS: usize = 8;

/// The identity of a planned position: the schemas that demand something there, whatever wrappers lead to them, the JSON types
/// that are left of the value (a union plans each of them by itself), and the choices that are made, each with whether only what was
/// chosen holds.
type Key = (Vec<SchemaId>, Types, Vec<(ChoiceId, bool)>);

/// What is planned: values that all of some schemas hold for.
#[derive(Clone, Debug)]
pub(super) struct Position {
    /// The schemas.
    pub schemas: Vec<SchemaId>,
    /// The JSON types that are looked at.
    pub part: Types,
    /// The choices that are made.
    pub made: BTreeMap<ChoiceId, Made>,
}

impl Position {
    /// All values of some schemas.
    pub(super) fn of(schemas: &[SchemaId]) -> Self {
        Position {
            schemas: schemas.to_vec(),
            part: Types::ALL,
            made: BTreeMap::new(),
        }
    }

    /// Those of the JSON types `part`.
    pub(super) fn only(&self, part: Types) -> Self {
        Position {
            part: part.intersection(self.part),
            ..self.clone()
        }
    }

    /// Those that a choice's branch holds for.
    pub(super) fn choose(&self, choice: ChoiceId, branch: SchemaId) -> Self {
        self.chosen(choice, branch, false)
    }

    /// Those that a choice's branch holds for, when it is known that none of the others does.
    pub(super) fn choose_only(&self, choice: ChoiceId, branch: SchemaId) -> Self {
        self.chosen(choice, branch, true)
    }

    fn chosen(&self, choice: ChoiceId, branch: SchemaId, alone: bool) -> Self {
        let mut chosen = self.clone();
        chosen.made.insert(choice, Made { branch, alone });
        chosen.schemas.push(branch);
        chosen
    }
}

/// The name that a type shall get.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Upper camel case.
    pub name: String,
    /// Whether the schema names it, rather than only the way that leads to it.
    pub by_schema: bool,
    /// Whether the name was handed out already: a root's.
    taken: bool,
}

impl Wanted {
    /// A name made from the way that leads to a position.
    pub(super) fn path(name: String) -> Self {
        Wanted {
            name,
            by_schema: false,
            taken: false,
        }
    }
}

/// How many types of each kind are around a position; each kind has functions of its own in the runtime.
#[derive(Clone, Copy, Default)]
struct Depth {
    named: usize,
    containers: usize,
    transparent: usize,
}

impl Depth {
    fn furthest(self) -> usize {
        self.named.max(self.containers).max(self.transparent)
    }
}

pub(super) struct Planner<'p> {
    pub(super) program: &'p Program,
    pub(super) possible: PossibleTypes,
    settled: &'p Settled,
    root_names: BTreeMap<SchemaId, String>,
    types: Vec<Option<TypeDefinition>>,
    ids: BTreeMap<Key, TypeId>,
    /// Positions being planned that need no name so far; meeting one again inside itself means that it does.
    open: BTreeMap<Key, Option<TypeId>>,
    pub(super) names: Names,
    /// How deep the position is that is being planned.
    depth: Depth,
    /// How many arrays and maps are around it since the last type that has a name.
    containers: usize,
    /// Schemas that demand something of positions beyond [`MAX_DEPTH`], or beyond as many types as there may be.
    too_deep: BTreeSet<SchemaId>,
    /// What is said at the first of these positions.
    first_too_deep: Option<SchemaId>,
    /// How many types there may be.
    most_types: usize,
    /// What is said at the first position beyond them.
    first_too_many: Option<SchemaId>,
}

impl<'p> Planner<'p> {
    /// What is known about the values at a position.
    pub(super) fn facts(&self, position: &Position) -> Facts<'p> {
        Facts::gather(self.program, &self.possible, self.settled, position)
    }

    /// The named type of a document's root.
    fn root(&mut self, schema: SchemaId) -> TypeId {
        let wanted = Wanted {
            name: self.root_names.get(&schema).cloned().unwrap_or_default(),
            by_schema: true,
            taken: true,
        };
        let position = Position::of(&[schema]);
        let facts = self.facts(&position);
        let key = self.key(&facts);
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = self.reserve();
        self.ids.insert(key, id);
        let (kind, residue) = match self.program.schema(schema).rules.as_slice() {
            [Rule::Reference { target, .. }] => {
                let target = self.plan(&[*target], wanted.name.clone() + "Value");
                (TypeKind::Newtype(target), Vec::new())
            }
            _ if self.needs_name(&facts, &position, true) => {
                self.kind(&facts, &position, &wanted.name)
            }
            _ => {
                let value = self.unnamed(&facts, &position, &wanted.name);
                (TypeKind::Newtype(value), Vec::new())
            }
        };
        self.define(id, wanted, &position, kind, residue);
        id
    }

    /// The type for values that all of `schemas` hold for; `path` names it if the schemas do not.
    pub(super) fn plan(&mut self, schemas: &[SchemaId], path: String) -> Type {
        self.plan_position(&Position::of(schemas), path)
    }

    /// The type for the values at a position; `path` names it if the schemas do not.
    pub(super) fn plan_position(&mut self, position: &Position, path: String) -> Type {
        let facts = self.facts(position);
        let wanted = self
            .schema_name(position, &facts)
            .unwrap_or_else(|| Wanted::path(path));
        self.plan_facts(facts, position, wanted)
    }

    /// The same under a name that is given.
    pub(super) fn plan_as(&mut self, position: &Position, wanted: Wanted) -> Type {
        let facts = self.facts(position);
        self.plan_facts(facts, position, wanted)
    }

    fn plan_facts(&mut self, facts: Facts<'p>, position: &Position, wanted: Wanted) -> Type {
        let (depth, containers) = (self.depth, self.containers);
        let planned = self.plan_within(facts, position, wanted);
        (self.depth, self.containers) = (depth, containers);
        planned
    }

    fn plan_within(&mut self, facts: Facts<'p>, position: &Position, wanted: Wanted) -> Type {
        if facts.rules.is_empty() && facts.part == Types::ALL {
            return Type::Raw;
        }
        let key = self.key(&facts);
        if let Some(id) = self.ids.get(&key) {
            return Type::Named(*id);
        }
        let is_too_deep = self.depth.furthest() >= MAX_DEPTH;
        let are_too_many = self.types.len() >= self.most_types;
        if (is_too_deep || are_too_many) && self.leads_on(&facts, position) {
            let first = match is_too_deep {
                true => &mut self.first_too_deep,
                false => &mut self.first_too_many,
            };
            *first = first.or(position.schemas.first().copied());
            let residue = undecided(&facts, |_| false);
            self.too_deep.extend(residue.iter().map(|left| left.schema));
            return match residue.is_empty() {
                true => Type::Raw,
                false => Type::Checked(Box::new(Type::Raw), residue),
            };
        }
        let is_container = self.is_container(&facts, position);
        self.containers += usize::from(is_container);
        self.depth.containers += usize::from(is_container);
        if self.containers > MAX_CONTAINERS || self.needs_name(&facts, position, wanted.by_schema) {
            self.containers = usize::from(is_container);
            self.depth.named += 1;
            let id = self.reserve();
            self.ids.insert(key, id);
            let name = self.take_name(wanted);
            let (kind, residue) = self.kind(&facts, position, &name.name);
            self.define(id, name, position, kind, residue);
            return Type::Named(id);
        }
        if self.is_transparent(&facts, position) {
            // What it may be besides `null`, or what has to be chosen, is a position of its own.
            self.depth.transparent += 1;
            return self.unnamed(&facts, position, &wanted.name);
        }
        if let Some(promoted) = self.open.get(&key).copied() {
            let id = promoted.unwrap_or_else(|| self.reserve());
            self.open.insert(key, Some(id));
            return Type::Named(id);
        }
        self.open.insert(key.clone(), None);
        let value = self.unnamed(&facts, position, &wanted.name);
        match self.open.remove(&key).flatten() {
            None => value,
            Some(id) => {
                self.ids.insert(key, id);
                let name = self.take_name(wanted);
                self.define(id, name, position, TypeKind::Newtype(value), Vec::new());
                Type::Named(id)
            }
        }
    }

    fn key(&self, facts: &Facts<'_>) -> Key {
        let mut schemas: Vec<SchemaId> = facts
            .members
            .iter()
            .copied()
            .filter(|id| {
                self.root_names.contains_key(id) || has_own_rules(self.program, *id, &facts.made)
            })
            .collect();
        schemas.sort();
        let made = facts
            .made
            .iter()
            .filter(|(choice, _)| schemas.contains(&choice.schema))
            .map(|(choice, made)| (*choice, made.alone))
            .collect();
        (schemas, facts.part, made)
    }

    /// The type with that id, once it is planned.
    pub(super) fn definition(&self, id: TypeId) -> Option<&TypeDefinition> {
        self.types[id.0 as usize].as_ref()
    }

    /// The name that the schemas give: their own, or that of the one definition they stand for.
    pub(super) fn schema_name(&self, position: &Position, facts: &Facts<'_>) -> Option<Wanted> {
        let (demanding, ..) = self.key(facts);
        let mut current = match (position.schemas.as_slice(), demanding.as_slice()) {
            ([only], _) => *only,
            (_, [only]) => *only,
            _ => return None,
        };
        // References form no cycle here: `resolve` has refused those.
        loop {
            if let Some(name) = self.root_names.get(&current) {
                // A part of the root's values, such as all but `null`, is not what the root's name is for.
                let whole = position.part == Types::ALL && position.made.is_empty();
                return Some(Wanted {
                    name: if whole {
                        name.clone()
                    } else {
                        format!("{name}Value")
                    },
                    by_schema: true,
                    taken: whole,
                });
            }
            if let Some(name) = self.own_name(current) {
                return Some(Wanted {
                    name,
                    by_schema: true,
                    taken: false,
                });
            }
            current = match self.program.schema(current).rules.as_slice() {
                [Rule::Reference { target, .. }] => *target,
                [Rule::AllOf(branches)] if branches.len() == 1 => branches[0],
                _ => return None,
            };
        }
    }

    /// The name of a schema that has one, as a type's.
    pub(super) fn own_name(&self, schema: SchemaId) -> Option<String> {
        own_name(self.program.schema(schema))
    }

    fn take_name(&mut self, wanted: Wanted) -> Wanted {
        if wanted.taken {
            return wanted;
        }
        Wanted {
            name: self.names.take(&wanted.name),
            taken: true,
            ..wanted
        }
    }

    fn reserve(&mut self) -> TypeId {
        self.types.push(None);
        TypeId(self.types.len() as u32 - 1)
    }

    fn define(
        &mut self,
        id: TypeId,
        name: Wanted,
        position: &Position,
        kind: TypeKind,
        residue: Residue,
    ) {
        let mut meant: Vec<SchemaId> = Vec::new();
        for schema in &position.schemas {
            let schema = self.meant_by(*schema);
            if !meant.contains(&schema) {
                meant.push(schema);
            }
        }
        // A schema that only left the choice that is made here says nothing more.
        let says_more = |schema: &SchemaId| {
            let rules = &self.program.schema(*schema).rules;
            has_own_rules(self.program, *schema, &position.made)
                || rules
                    .iter()
                    .any(|rule| matches!(rule, Rule::Reference { .. } | Rule::AllOf(_)))
        };
        if meant.iter().any(says_more) {
            meant.retain(says_more);
        }
        let described = |schema: &SchemaId| self.program.schema(*schema).description.clone();
        self.types[id.0 as usize] = Some(TypeDefinition {
            name: name.name,
            snake: String::new(),
            description: meant.iter().rev().find_map(described),
            deprecated: meant
                .iter()
                .any(|schema| self.program.schema(*schema).deprecated),
            schemas: meant,
            kind,
            residue,
        });
    }

    /// What a schema that is nothing but a reference refers to; a root stands for itself.
    fn meant_by(&self, schema: SchemaId) -> SchemaId {
        let mut current = schema;
        while !self.root_names.contains_key(&current) {
            match self.program.schema(current).rules.as_slice() {
                [Rule::Reference { target, .. }] => current = *target,
                _ => break,
            }
        }
        current
    }
}
