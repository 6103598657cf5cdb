//! Plans structs: which members are fields, which are constants, and what is left to the check.

use std::collections::BTreeSet;

use crate::ir::{Rule, SchemaId};

use super::facts::Facts;
use super::name::{Names, constant_name, field_name, type_name};
use super::plan::{Planner, Position};
use super::scalar::single_value;
use super::unnamed::asks_to_try;
use super::{
    ConstantMember, Equality, Field, MemberRef, Residue, Struct, Type, TypeKind, Undecided, Unnamed,
};

impl<'p> Planner<'p> {
    /// The struct for objects with declared members; `name` is the struct's.
    pub(super) fn plan_struct(&mut self, facts: &Facts<'p>, name: &str) -> (Struct, Residue) {
        let mut planned = Struct {
            // Both are named when all types are: what is private gives way.
            member_enum: String::new(),
            required_struct: None,
            constants: Vec::new(),
            fields: Vec::new(),
            order: Vec::new(),
            unnamed: Unnamed::Kept,
            unnamed_names: Box::default(),
            equalities: Vec::new(),
        };
        let mut fields = Names::default();
        let mut constants = Names::default();
        let mut variants = Names::default();
        let required = facts.required();
        let undeclared = required
            .iter()
            .filter(|name| !facts.declared.contains(name));
        let members: Vec<&str> = facts.declared.iter().chain(undeclared).copied().collect();
        let required: BTreeSet<&str> = required.into_iter().collect();
        for member in members {
            let schemas = facts.member_schemas(member);
            let required = required.contains(member);
            let inside = self.facts(&Position::of(&schemas));
            if let (true, Some(value)) = (required, single_value(&inside)) {
                planned
                    .order
                    .push(MemberRef::Constant(planned.constants.len()));
                planned.constants.push(ConstantMember {
                    name: member.to_owned(),
                    constant: constants.take(&constant_name(member)),
                    variant: variants.take(&type_name(member)),
                    variable: String::new(),
                    description: self.member_description(&schemas),
                    value: value.clone(),
                });
                continue;
            }
            planned.order.push(MemberRef::Field(planned.fields.len()));
            let field = fields.take(&field_name(member));
            let value = self.plan(&schemas, format!("{name}{}", type_name(member)));
            planned.fields.push(Field {
                name: member.to_owned(),
                field,
                variant: variants.take(&type_name(member)),
                description: self.member_description(&schemas),
                deprecated: schemas
                    .iter()
                    .any(|schema| self.program.schema(*schema).deprecated),
                required,
                value,
            });
        }
        for constant in &mut planned.constants {
            constant.variable = fields.take(&format!("has_{}", constant.constant.to_lowercase()));
        }
        let mut residue = Residue::new();
        self.plan_unnamed(facts, name, &mut planned, &mut residue);
        self.plan_equalities(facts, &mut planned, &mut residue);
        (planned, residue)
    }

    fn plan_unnamed(
        &mut self,
        facts: &Facts<'p>,
        name: &str,
        planned: &mut Struct,
        residue: &mut Residue,
    ) {
        let unnamed = self.unnamed_members(facts);
        let value = self.facts(&Position::of(&unnamed.schemas));
        let refused = value.never();
        if refused {
            planned.unnamed = Unnamed::Refused;
        } else if !value.rules.is_empty() {
            planned.unnamed = Unnamed::Typed(self.plan(&unnamed.schemas, format!("{name}Value")));
        }
        // Refusing every unnamed member satisfies whatever is said about them, but declared ones may have names that cannot be told.
        let is_decided = |rule: &Rule| (refused && !asks_to_try(rule)) || unnamed.decides(rule);
        let fields = planned.fields.iter().map(|field| &field.name);
        let constants = planned.constants.iter().map(|constant| &constant.name);
        let names_fit = fields
            .chain(constants)
            .all(|name| unnamed.accepts_name(name));
        for (schema, rule) in &facts.rules {
            let (keyword, decided) = match rule {
                Rule::AdditionalProperties { keyword, .. } => (*keyword, is_decided(rule)),
                Rule::PatternProperties(_) => ("patternProperties", is_decided(rule)),
                Rule::PropertyNames(_) => ("propertyNames", is_decided(rule) && names_fit),
                _ => continue,
            };
            if !decided {
                residue.push(Undecided {
                    schema: *schema,
                    keyword,
                });
            }
        }
        if !refused {
            *planned.unnamed_names = unnamed.names;
        }
    }

    fn plan_equalities(&self, facts: &Facts<'p>, planned: &mut Struct, residue: &mut Residue) {
        for (schema, pair) in facts.same_as() {
            let left = self.text_path(planned, &pair.left);
            let right = self.text_path(planned, &pair.right);
            match (left, right) {
                (Some(left), Some(right)) => planned.equalities.push(Equality { left, right }),
                _ => residue.push(Undecided {
                    schema,
                    keyword: "x-same-as",
                }),
            }
        }
    }

    /// The fields that lead to a text that is always there; `None` when some step is optional, or the end is no text.
    fn text_path(&self, start: &Struct, members: &[String]) -> Option<Vec<String>> {
        let mut path = Vec::new();
        let mut current = start;
        let (last, steps) = members.split_last()?;
        for step in steps {
            let field = required_field(current, step)?;
            path.push(field.field.clone());
            let Type::Named(id) = &field.value else {
                return None;
            };
            match &self.definition(*id)?.kind {
                TypeKind::Struct(inner) => current = inner,
                _ => return None,
            }
        }
        let field = required_field(current, last)?;
        path.push(field.field.clone());
        let is_text = match &field.value {
            Type::String(_) | Type::DateTime(_) => true,
            Type::Named(id) => matches!(
                self.definition(*id)?.kind,
                TypeKind::Text(_) | TypeKind::DateTime(_)
            ),
            _ => false,
        };
        is_text.then_some(path)
    }

    fn member_description(&self, schemas: &[SchemaId]) -> Option<String> {
        schemas
            .iter()
            .rev()
            .find_map(|schema| self.program.schema(*schema).description.clone())
    }
}

fn required_field<'s>(planned: &'s Struct, member: &str) -> Option<&'s Field> {
    planned
        .fields
        .iter()
        .find(|field| field.name == member && field.required)
}
