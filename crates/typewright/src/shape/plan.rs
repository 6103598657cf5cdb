//! Plans a type for every position of the schemas that the document roots reach.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::ir::{Program, Rule, SchemaId, SchemaName, Types};

use super::boxes::box_recursion;
use super::check_names::name_checks;
use super::facts::{Facts, has_own_rules};
use super::name::{Names, field_name, type_name};
use super::same_as::report_unreachable;
use super::{Residue, Shapes, Type, TypeDefinition, TypeId, TypeKind};

/// Plans the types of one unit.
pub fn plan_program(program: Program, diagnostics: &mut Diagnostics) -> Shapes {
    report_unreachable(&program, diagnostics);
    let mut planner = Planner {
        program: &program,
        root_names: BTreeMap::new(),
        types: Vec::new(),
        ids: BTreeMap::new(),
        open: BTreeMap::new(),
        names: Names::of_types(),
    };
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
    let mut types: Vec<TypeDefinition> = planner.types.into_iter().flatten().collect();
    name_companions(&mut types, planner.names);
    box_recursion(&mut types);
    let check_names = name_checks(&program, &types);
    Shapes {
        program,
        types,
        roots,
        check_names,
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

/// The identity of a planned position: the schemas that demand something there, whatever wrappers lead to them, and the JSON
/// types that are left of the value (a union plans each of them by itself).
type Key = (Vec<SchemaId>, Types);

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

pub(super) struct Planner<'p> {
    pub(super) program: &'p Program,
    root_names: BTreeMap<SchemaId, String>,
    types: Vec<Option<TypeDefinition>>,
    ids: BTreeMap<Key, TypeId>,
    /// Positions being planned that need no name so far; meeting one again inside itself means that it does.
    open: BTreeMap<Key, Option<TypeId>>,
    pub(super) names: Names,
}

impl<'p> Planner<'p> {
    /// The named type of a document's root.
    fn root(&mut self, schema: SchemaId) -> TypeId {
        let wanted = Wanted {
            name: self.root_names.get(&schema).cloned().unwrap_or_default(),
            by_schema: true,
            taken: true,
        };
        let facts = Facts::gather(self.program, &[schema]);
        let key = self.key(&facts);
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = self.reserve();
        self.ids.insert(key, id);
        let (kind, residue) = match self.program.schema(schema).rules.as_slice() {
            [Rule::Reference(target)] => {
                let target = self.plan(&[*target], wanted.name.clone() + "Value");
                (TypeKind::Newtype(target), Vec::new())
            }
            _ if self.needs_name(&facts, true) => self.kind(&facts, &[schema], &wanted.name),
            _ => {
                let value = self.unnamed(&facts, &[schema], &wanted.name);
                (TypeKind::Newtype(value), Vec::new())
            }
        };
        self.define(id, wanted, &[schema], kind, residue);
        id
    }

    /// The type for values that all of `schemas` hold for; `path` names it if the schemas do not.
    pub(super) fn plan(&mut self, schemas: &[SchemaId], path: String) -> Type {
        let facts = Facts::gather(self.program, schemas);
        let wanted = self
            .schema_name(schemas, &facts)
            .unwrap_or_else(|| Wanted::path(path));
        self.plan_facts(facts, schemas, wanted)
    }

    /// The same for the values that are of the JSON types `types`.
    pub(super) fn plan_only(&mut self, schemas: &[SchemaId], types: Types, wanted: Wanted) -> Type {
        let mut facts = Facts::gather(self.program, schemas);
        facts.types = facts.types.intersection(types);
        facts.part = facts.types;
        self.plan_facts(facts, schemas, wanted)
    }

    fn plan_facts(&mut self, facts: Facts<'p>, schemas: &[SchemaId], wanted: Wanted) -> Type {
        if !facts.demands_anything(self.program) && facts.part == Types::ALL {
            return Type::Raw;
        }
        let key = self.key(&facts);
        if let Some(id) = self.ids.get(&key) {
            return Type::Named(*id);
        }
        if self.needs_name(&facts, wanted.by_schema) {
            let id = self.reserve();
            self.ids.insert(key, id);
            let name = self.take_name(wanted);
            let (kind, residue) = self.kind(&facts, schemas, &name.name);
            self.define(id, name, schemas, kind, residue);
            return Type::Named(id);
        }
        if self.is_nullable(&facts) {
            // What it may be besides `null` is a position of its own.
            return self.unnamed(&facts, schemas, &wanted.name);
        }
        if let Some(promoted) = self.open.get(&key).copied() {
            let id = promoted.unwrap_or_else(|| self.reserve());
            self.open.insert(key, Some(id));
            return Type::Named(id);
        }
        self.open.insert(key.clone(), None);
        let value = self.unnamed(&facts, schemas, &wanted.name);
        match self.open.remove(&key).flatten() {
            None => value,
            Some(id) => {
                self.ids.insert(key, id);
                let name = self.take_name(wanted);
                self.define(id, name, schemas, TypeKind::Newtype(value), Vec::new());
                Type::Named(id)
            }
        }
    }

    fn key(&self, facts: &Facts<'_>) -> Key {
        let mut schemas: Vec<SchemaId> = facts
            .members
            .iter()
            .copied()
            .filter(|id| self.root_names.contains_key(id) || has_own_rules(self.program, *id))
            .collect();
        schemas.sort();
        (schemas, facts.part)
    }

    /// The type with that id, once it is planned.
    pub(super) fn definition(&self, id: TypeId) -> Option<&TypeDefinition> {
        self.types[id.0 as usize].as_ref()
    }

    /// The name that the schemas give: their own, or that of the one definition they stand for.
    pub(super) fn schema_name(&self, schemas: &[SchemaId], facts: &Facts<'_>) -> Option<Wanted> {
        let (demanding, _) = self.key(facts);
        let mut current = match (schemas, demanding.as_slice()) {
            ([only], _) => *only,
            (_, [only]) => *only,
            _ => return None,
        };
        // References form no cycle here: `resolve` has refused those.
        loop {
            if let Some(name) = self.root_names.get(&current) {
                return Some(Wanted {
                    name: name.clone(),
                    by_schema: true,
                    taken: true,
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
                [Rule::Reference(target)] => *target,
                [Rule::AllOf(branches)] if branches.len() == 1 => branches[0],
                _ => return None,
            };
        }
    }

    fn own_name(&self, schema: SchemaId) -> Option<String> {
        self.program
            .schema(schema)
            .name
            .as_ref()
            .map(|name| match name {
                SchemaName::Chosen(name) => name.clone(),
                SchemaName::Document(text) | SchemaName::Definition(text) => type_name(text),
            })
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
        schemas: &[SchemaId],
        kind: TypeKind,
        residue: Residue,
    ) {
        let mut meant: Vec<SchemaId> = Vec::new();
        for schema in schemas {
            let schema = self.meant_by(*schema);
            if !meant.contains(&schema) {
                meant.push(schema);
            }
        }
        self.types[id.0 as usize] = Some(TypeDefinition {
            name: name.name,
            snake: String::new(),
            description: meant
                .iter()
                .rev()
                .find_map(|schema| self.program.schema(*schema).description.clone()),
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
                [Rule::Reference(target)] => current = *target,
                _ => break,
            }
        }
        current
    }
}
