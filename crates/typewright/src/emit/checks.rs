//! `checks.rs`: each schema's rules over parsed JSON, every rule once.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::parse_quote;

use crate::ir::{Constant, Format, Pattern, PatternTest, Rule, SameAs, SchemaId, Types};
use crate::shape::{is_one_call, patterns_in};

use super::uses::all_checks;
use super::{Context, ident, parameter};

/// The statements of a check, by the JSON type of the values they concern.
#[derive(Default)]
struct Statements {
    any: Vec<TokenStream>,
    object: Vec<TokenStream>,
    array: Vec<TokenStream>,
    text: Vec<TokenStream>,
    number: Vec<TokenStream>,
}

impl Context<'_> {
    /// The check functions of the unit, each named schema before what it leads to.
    pub(super) fn check_items(&self) -> Vec<syn::Item> {
        let mut named: Vec<(&SchemaId, &String)> = self.shapes.check_names.iter().collect();
        named.sort_by_key(|(schema, _)| **schema);
        let mut emitted = BTreeSet::new();
        let mut items = Vec::new();
        for (schema, _) in named {
            let rules = &self.shapes.program.schema(*schema).rules;
            for pattern in rules.iter().flat_map(patterns_in) {
                if let PatternTest::Regex(expression) = &pattern.test
                    && emitted.insert(&pattern.source)
                {
                    let name = self.pattern_ident(pattern);
                    items.push(parse_quote! {
                        pub(crate) static #name: Pattern = Pattern::new(#expression);
                    });
                }
            }
            items.push(self.check_item(*schema));
        }
        items
    }

    fn pattern_ident(&self, pattern: &Pattern) -> Ident {
        match self.shapes.pattern_names.get(&pattern.source) {
            Some(name) => ident(name),
            // Every pattern of a schema with a check has been named.
            None => ident("PATTERN"),
        }
    }

    fn check_item(&self, id: SchemaId) -> syn::Item {
        let schema = self.shapes.program.schema(id);
        let name = self.check_ident(id);
        let location = &schema.location;
        let enter = schema
            .referenced
            .then(|| quote! { let at = &at.schema(#location); });
        let mut statements = Statements::default();
        for rule in &schema.rules {
            self.add(rule, &mut statements);
        }
        let Statements {
            any,
            object,
            array,
            text,
            number,
        } = statements;
        let is_empty = [&any, &object, &array, &text, &number]
            .iter()
            .all(|group| group.is_empty());
        let object = guarded(&object, &quote! { object }, &quote! { as_object });
        let array = guarded(&array, &quote! { array }, &quote! { as_array });
        let text = guarded(&text, &quote! { text }, &quote! { as_str });
        let number = guarded(&number, &quote! { number }, &quote! { as_number });
        if is_empty {
            return parse_quote! {
                pub(crate) fn #name<J: Json>(_: &J, _: &At<'_>, _: &mut dyn Sink) -> Flow { CONTINUE }
            };
        }
        let guarded = quote! { #object #array #text #number };
        let body = match any.split_last() {
            Some((last, before)) if guarded.is_empty() => {
                let last = tail(last.clone());
                quote! { #(#before)* #last }
            }
            _ => quote! { #(#any)* #guarded CONTINUE },
        };
        let value = parameter("value", &body);
        parse_quote! {
            pub(crate) fn #name<J: Json>(#value: &J, at: &At<'_>, sink: &mut dyn Sink) -> Flow {
                #enter
                #body
            }
        }
    }

    fn add(&self, rule: &Rule, statements: &mut Statements) {
        match rule {
            Rule::Reference(_)
            | Rule::AllOf(_)
            | Rule::AnyOf(_)
            | Rule::OneOf(_)
            | Rule::Not(_)
            | Rule::If { .. } => statements.any.extend(self.check_schemas(rule)),
            Rule::Properties(_)
            | Rule::PatternProperties(_)
            | Rule::AdditionalProperties { .. }
            | Rule::PropertyNames(_)
            | Rule::DependentSchemas(_) => statements.object.extend(self.check_members(rule)),
            Rule::PrefixItems(_) | Rule::Items { .. } | Rule::Contains { .. } => {
                statements.array.extend(self.check_elements(rule));
            }
            Rule::Never => statements.any.push(quote! { check::never(at, sink, "")?; }),
            Rule::Types(types) => statements.any.push(check_types(*types)),
            Rule::Const(constant) => statements.any.push(check_constant(constant)),
            Rule::Enum(values) => statements.any.push(check_enum(values)),
            Rule::Required(names) => statements
                .object
                .push(quote! { check::required(object, &[#(#names),*], at, sink)?; }),
            Rule::MinProperties(count) => {
                statements
                    .object
                    .push(counted("min_properties", "object", *count))
            }
            Rule::MaxProperties(count) => {
                statements
                    .object
                    .push(counted("max_properties", "object", *count))
            }
            Rule::DependentRequired(dependents) => {
                for (name, required) in dependents {
                    statements.object.push(quote! {
                        check::dependent_required(object, #name, &[#(#required),*], at, sink)?;
                    });
                }
            }
            Rule::SameAs(pairs) => statements.object.extend(pairs.iter().map(check_same_as)),
            Rule::MinItems(count) => statements.array.push(counted("min_items", "array", *count)),
            Rule::MaxItems(count) => statements.array.push(counted("max_items", "array", *count)),
            Rule::UniqueItems => statements
                .array
                .push(quote! { check::unique_items(array, at, sink)?; }),
            Rule::MinLength(length) => statements.text.push(counted("min_length", "text", *length)),
            Rule::MaxLength(length) => statements.text.push(counted("max_length", "text", *length)),
            Rule::Pattern(pattern) => {
                let (source, test) = (&pattern.source, self.pattern_test(pattern, "text"));
                statements
                    .text
                    .push(quote! { check::pattern(text, #source, #test, at, sink)?; });
            }
            Rule::Format(format) => {
                let (name, test) = (format.name(), format_test(*format));
                statements
                    .text
                    .push(quote! { check::format(text, #name, #test, at, sink)?; });
            }
            Rule::Minimum(bound) => statements.number.push(bounded("minimum", bound)),
            Rule::Maximum(bound) => statements.number.push(bounded("maximum", bound)),
            Rule::ExclusiveMinimum(bound) => {
                statements.number.push(bounded("exclusive_minimum", bound));
            }
            Rule::ExclusiveMaximum(bound) => {
                statements.number.push(bounded("exclusive_maximum", bound));
            }
            Rule::MultipleOf(divisor) => statements.number.push(bounded("multiple_of", divisor)),
            Rule::ExtensibleEnum(_) => {}
        }
    }

    /// Rules that put the whole value to other schemas.
    fn check_schemas(&self, rule: &Rule) -> Vec<TokenStream> {
        match rule {
            Rule::Reference(target) => {
                let check = self.check_ident(*target);
                vec![quote! { #check(value, at, sink)?; }]
            }
            Rule::AllOf(branches) => branches
                .iter()
                .enumerate()
                .filter_map(|(index, branch)| {
                    let check = self.check_function(*branch)?;
                    let index = Literal::usize_unsuffixed(index);
                    Some(quote! { check::branch(value, "allOf", #index, at, sink, #check)?; })
                })
                .collect(),
            Rule::AnyOf(branches) => {
                let checks = self.total_checks(branches);
                vec![quote! { check::any_of(value, at, sink, &[#(#checks),*])?; }]
            }
            Rule::OneOf(branches) => {
                let checks = self.total_checks(branches);
                vec![quote! { check::one_of(value, at, sink, &[#(#checks),*])?; }]
            }
            Rule::Not(schema) => {
                let check = self.total_check(*schema);
                vec![quote! { check::not(value, at, sink, #check)?; }]
            }
            Rule::If {
                condition,
                then,
                otherwise,
            } => {
                let [then, otherwise] = [then, otherwise].map(|schema| match schema {
                    Some(schema) => {
                        let check = self.total_check(*schema);
                        quote! { Some(#check) }
                    }
                    None => quote! { None },
                });
                let condition = self.total_check(*condition);
                vec![quote! {
                    check::if_then_else(value, at, sink, #condition, #then, #otherwise)?;
                }]
            }
            _ => Vec::new(),
        }
    }

    /// Rules that put members, or their names, to other schemas.
    fn check_members(&self, rule: &Rule) -> Vec<TokenStream> {
        match rule {
            Rule::Properties(properties) => properties
                .iter()
                .filter_map(|property| {
                    let (name, check) = (&property.name, self.check_function(property.schema)?);
                    Some(quote! { check::property(object, #name, at, sink, #check)?; })
                })
                .collect(),
            Rule::PatternProperties(properties) => properties
                .iter()
                .filter_map(|property| {
                    let check = self.check_function(property.schema)?;
                    let source = &property.pattern.source;
                    let test = self.pattern_test(&property.pattern, "name");
                    Some(quote! {
                        check::pattern_properties(object, #source, |name| #test, at, sink, #check)?;
                    })
                })
                .collect(),
            Rule::AdditionalProperties {
                declared,
                patterns,
                schema,
            } => self
                .check_additional(declared, patterns, *schema)
                .into_iter()
                .collect(),
            Rule::PropertyNames(schema) => match self.check_function(*schema) {
                Some(check) => {
                    vec![quote! { check::property_names(object, at, sink, #check)?; }]
                }
                None => Vec::new(),
            },
            Rule::DependentSchemas(properties) => properties
                .iter()
                .filter_map(|property| {
                    let (name, check) = (&property.name, self.check_function(property.schema)?);
                    Some(quote! {
                        check::dependent_schema(object, value, #name, at, sink, #check)?;
                    })
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Rules that put elements to other schemas.
    fn check_elements(&self, rule: &Rule) -> Vec<TokenStream> {
        match rule {
            Rule::PrefixItems(schemas) => schemas
                .iter()
                .enumerate()
                .filter_map(|(index, schema)| {
                    let check = self.check_function(*schema)?;
                    let index = Literal::usize_unsuffixed(index);
                    Some(quote! { check::prefix_item(array, #index, at, sink, #check)?; })
                })
                .collect(),
            Rule::Items { after, schema } => {
                let Some(check) = self.check_function(*schema) else {
                    return Vec::new();
                };
                if *after == 0 {
                    return vec![quote! { check::items(array, at, sink, #check)?; }];
                }
                let after = Literal::usize_unsuffixed(*after);
                vec![quote! { check::items_after(array, #after, "items", at, sink, #check)?; }]
            }
            Rule::Contains { schema, min, max } => {
                let check = self.total_check(*schema);
                let min = Literal::u64_unsuffixed(*min);
                let max = match max {
                    Some(max) => {
                        let max = Literal::u64_unsuffixed(*max);
                        quote! { Some(#max) }
                    }
                    None => quote! { None },
                };
                vec![quote! { check::contains(array, #min, #max, at, sink, #check)?; }]
            }
            _ => Vec::new(),
        }
    }

    fn check_additional(
        &self,
        declared: &[String],
        patterns: &[Pattern],
        schema: SchemaId,
    ) -> Option<TokenStream> {
        let rules = self.shapes.program.schema(schema).rules.as_slice();
        let never = matches!(rules, [Rule::Never]);
        let check = self.check_function(schema)?;
        if patterns.is_empty() {
            let declared = quote! { &[#(#declared),*] };
            return Some(if never {
                quote! { check::no_additional_properties(object, #declared, at, sink)?; }
            } else {
                quote! { check::additional_properties(object, #declared, at, sink, #check)?; }
            });
        }
        let tests = patterns
            .iter()
            .map(|pattern| self.pattern_test(pattern, "name"));
        let declared = match declared {
            [] => None,
            _ => Some(quote! { [#(#declared),*].contains(&name) }),
        };
        let named = declared.into_iter().chain(tests);
        let additional = quote! { |name| !(#(#named)||*) };
        Some(if never {
            quote! { check::no_additional_properties_where(object, #additional, at, sink)?; }
        } else {
            quote! { check::additional_properties_where(object, #additional, at, sink, #check)?; }
        })
    }

    /// A function that checks the schema, also when it demands nothing.
    fn total_check(&self, schema: SchemaId) -> TokenStream {
        self.check_function(schema)
            .unwrap_or_else(|| quote! { |_, _, _| CONTINUE })
    }

    fn total_checks(&self, schemas: &[SchemaId]) -> Vec<TokenStream> {
        schemas
            .iter()
            .map(|schema| self.total_check(*schema))
            .collect()
    }

    /// Whether the text in the variable matches.
    pub(super) fn pattern_test(&self, pattern: &Pattern, variable: &str) -> TokenStream {
        let text = ident(variable);
        match &pattern.test {
            PatternTest::Prefix(literal) => quote! { #text.starts_with(#literal) },
            PatternTest::Suffix(literal) => quote! { #text.ends_with(#literal) },
            PatternTest::Equal(literal) => quote! { #text == #literal },
            PatternTest::Contains(literal) => quote! { #text.contains(#literal) },
            PatternTest::Regex(_) => {
                let name = self.pattern_ident(pattern);
                quote! { #name.is_match(#text) }
            }
        }
    }

    fn check_ident(&self, schema: SchemaId) -> Ident {
        match self.shapes.check_names.get(&schema) {
            Some(name) => format_ident!("check_{}", name.trim_end_matches('_')),
            // Every schema that is referred to has been named.
            None => ident("check"),
        }
    }

    /// A function over `(value, at, sink)` that checks the schema; `None` when it demands nothing.
    pub(super) fn check_function(&self, id: SchemaId) -> Option<TokenStream> {
        if self.shapes.check_names.contains_key(&id) {
            let check = self.check_ident(id);
            return Some(quote! { #check });
        }
        let rules = self.shapes.program.schema(id).rules.as_slice();
        debug_assert!(is_one_call(rules), "a schema without a check function");
        match rules {
            [Rule::Reference(target)] => self.check_function(*target),
            [Rule::Types(types)] => {
                let shorthand = ident(type_keyword(*types));
                Some(quote! { check::#shorthand })
            }
            [Rule::Never] => Some(quote! { |_, at, sink| check::never(at, sink, "") }),
            _ => None,
        }
    }

    /// Functions that check what the schemas demand.
    pub(super) fn check_functions(&self, schemas: &[SchemaId]) -> Vec<TokenStream> {
        let is_never = |schema: &&SchemaId| {
            let rules = self.shapes.program.schema(**schema).rules.as_slice();
            matches!(rules, [Rule::Never])
        };
        // Beside a schema that refuses everything, no other one matters.
        let never = schemas.iter().find(is_never).map(std::slice::from_ref);
        never
            .unwrap_or(schemas)
            .iter()
            .filter_map(|schema| self.check_function(*schema))
            .collect()
    }

    /// One function that checks all of several schemas.
    pub(super) fn check_of(&self, schemas: &[SchemaId]) -> TokenStream {
        let checks = self.check_functions(schemas);
        match checks.split_first() {
            Some((check, rest))
                if rest
                    .iter()
                    .all(|other| other.to_string() == check.to_string()) =>
            {
                check.clone()
            }
            _ => all_checks(&checks),
        }
    }
}

/// A last statement `f()?;` is the value `f()`.
fn tail(statement: TokenStream) -> TokenStream {
    let mut tokens: Vec<_> = statement.into_iter().collect();
    tokens.truncate(tokens.len().saturating_sub(2));
    tokens.into_iter().collect()
}

fn guarded(statements: &[TokenStream], name: &TokenStream, method: &TokenStream) -> TokenStream {
    if statements.is_empty() {
        return TokenStream::new();
    }
    quote! {
        if let Some(#name) = value.#method() { #(#statements)* }
    }
}

fn type_keyword(types: Types) -> &'static str {
    Types::NAMED
        .iter()
        .find(|(_, single)| *single == types)
        .map_or("null", |(name, _)| *name)
}

fn check_types(types: Types) -> TokenStream {
    let singles = types.singles();
    if let [single] = singles.as_slice() {
        let shorthand = ident(type_keyword(*single));
        return quote! { check::#shorthand(value, at, sink)?; };
    }
    let mut constants = singles
        .iter()
        .map(|single| ident(&type_keyword(*single).to_uppercase()));
    let first = match constants.next() {
        Some(first) => quote! { Types::#first },
        None => quote! { Types::NONE },
    };
    quote! { check::types(value, #first #(.or(Types::#constants))*, at, sink)?; }
}

fn check_enum(values: &[Constant]) -> TokenStream {
    let strings: Option<Vec<&String>> = values
        .iter()
        .map(|value| match value {
            Constant::String(text) => Some(text),
            _ => None,
        })
        .collect();
    match strings {
        Some(strings) => quote! { check::one_of_strings(value, &[#(#strings),*], at, sink)?; },
        None => {
            let values = values.iter().map(Constant::to_json);
            quote! { check::enumeration(value, &[#(#values),*], at, sink)?; }
        }
    }
}

fn check_constant(constant: &Constant) -> TokenStream {
    match constant {
        Constant::String(text) => quote! { check::constant_string(value, #text, at, sink)?; },
        other => {
            let json = other.to_json();
            quote! { check::constant(value, #json, at, sink)?; }
        }
    }
}

/// A check of a length or a count.
fn counted(check: &str, variable: &str, count: u64) -> TokenStream {
    let (check, variable) = (ident(check), ident(variable));
    let count = Literal::u64_unsuffixed(count);
    quote! { check::#check(#variable, #count, at, sink)?; }
}

/// A check of a number against one that is spelled.
fn bounded(check: &str, bound: &str) -> TokenStream {
    let check = ident(check);
    quote! { check::#check(&number, #bound, at, sink)?; }
}

/// Whether the text in the variable `text` is of the format.
pub(super) fn format_test(format: Format) -> TokenStream {
    let predicate = format_ident!("is_{}", format.name().replace('-', "_"));
    quote! { check::#predicate(text) }
}

fn check_same_as(pair: &SameAs) -> TokenStream {
    let (left, right) = (&pair.left, &pair.right);
    let [left_pointer, right_pointer] = [left, right].map(|path| pointer(path));
    quote! {
        check::same_as(object, &[#(#left),*], &[#(#right),*], #left_pointer, #right_pointer, at, sink)?;
    }
}

/// The JSON Pointer (RFC 6901) through property names.
fn pointer(path: &[String]) -> String {
    path.iter()
        .map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1")))
        .collect()
}
