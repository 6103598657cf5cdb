//! Where a check stands: in the value, and in the schema.

use crate::limits::Limits;
use crate::pointer::{push_fragment, push_index, push_token};
use crate::sink::{Failures, Sink, Verdict};

/// A place in a value and in the schema that it is checked against, as far as the sink wants to know it: a chain of steps on
/// the stack, put together into pointers only when a violation is reported, or nothing but the depth for a [`Verdict`].
#[derive(Debug)]
pub struct At<'p, S: Sink> {
    way: S::Way<'p>,
    depth: usize,
    max_depth: usize,
}

/// The steps from the root to a place.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub struct Steps<'p> {
    parent: Option<&'p Steps<'p>>,
    step: Step<'p>,
}

impl Steps<'_> {
    pub(crate) const ROOT: Steps<'static> = Steps {
        parent: None,
        step: Step::Root,
    };

    pub(crate) const fn then<'s>(&'s self, step: Step<'s>) -> Steps<'s> {
        Steps {
            parent: Some(self),
            step,
        }
    }
}

/// How many levels of nesting a document within a string counts as.
const CONTENT_LEVELS: usize = 16;

/// What leads from one place to the next.
#[derive(Clone, Copy, Debug)]
#[doc(hidden)]
pub enum Step<'p> {
    /// Nowhere yet.
    Root,
    /// Into the schema with that address.
    Schema(&'static str),
    /// To what so many references by a keyword lead to.
    Reference(&'static str, usize),
    /// Into the subschema under a keyword.
    Keyword(&'static str),
    /// Into one of the subschemas under a keyword.
    Branch(&'static str, usize),
    /// Into the subschema with a name under a keyword.
    Named(&'static str, &'p str),
    /// Into a member, and the subschema with its name under a keyword.
    Member(&'static str, &'p str),
    /// Into a member, and the subschema under a keyword.
    Additional(&'static str, &'p str),
    /// Into a member, and the subschema under `patternProperties` with a pattern that the member's name matches.
    Matching(&'static str, &'p str),
    /// Into an element, and the subschema under a keyword.
    Item(&'static str, usize),
    /// Into an element, and the subschema with the same index under a keyword.
    PrefixItem(&'static str, usize),
}

impl<S: Sink> At<'_, S> {
    /// The whole value, before any schema, within the default [`Limits`].
    #[must_use]
    pub fn root() -> At<'static, S> {
        At::root_within(Limits::new())
    }

    /// The whole value, before any schema.
    #[must_use]
    pub fn root_within(limits: Limits) -> At<'static, S> {
        At {
            way: S::root(),
            depth: 0,
            max_depth: limits.max_depth,
        }
    }

    #[inline]
    fn then<'s>(&'s self, step: Step<'s>, deeper: usize) -> At<'s, S> {
        At {
            way: S::then(&self.way, step),
            depth: self.depth + deeper,
            max_depth: self.max_depth,
        }
    }

    /// The same depth, for a sink that need not know the place.
    #[inline]
    pub(crate) fn unnamed(&self) -> At<'static, Verdict> {
        At {
            way: (),
            depth: self.depth,
            max_depth: self.max_depth,
        }
    }

    /// The same value, in the schema with that absolute address (`…/chat.schema.json` or `…/chat.schema.json#/$defs/Id`).
    ///
    /// The outermost one is where the check begins; any other one was come to by `$ref`, unless [`At::reference`] or
    /// [`At::references`] has said otherwise.
    #[must_use]
    #[inline]
    pub fn schema(&self, address: &'static str) -> At<'_, S> {
        self.then(Step::Schema(address), 0)
    }

    /// The same value; what led from here to the schema that is entered next is one reference, by a keyword such as `$dynamicRef`.
    #[must_use]
    #[inline]
    pub fn reference(&self, keyword: &'static str) -> At<'_, S> {
        self.references(keyword, 1)
    }

    /// The same value; what led from here to the schema that is entered next is so many references, by a keyword such as `$ref`: all
    /// schemas between are nothing but references. Where keywords take turns, one call follows another.
    #[must_use]
    #[inline]
    pub fn references(&self, keyword: &'static str, count: usize) -> At<'_, S> {
        self.then(Step::Reference(keyword, count), 0)
    }

    /// The same value, in the subschema under a keyword, such as `not`.
    #[must_use]
    #[inline]
    pub fn keyword(&self, keyword: &'static str) -> At<'_, S> {
        self.then(Step::Keyword(keyword), 0)
    }

    /// The document that a string holds, in the subschema under `contentSchema`. To take documents out of one another costs more
    /// than to look into arrays, so it counts as many levels.
    #[must_use]
    #[inline]
    pub(crate) fn content(&self) -> At<'_, S> {
        self.then(Step::Keyword("contentSchema"), CONTENT_LEVELS)
    }

    /// The same value, in the subschema with that index under a keyword, such as `allOf`.
    #[must_use]
    #[inline]
    pub fn branch(&self, keyword: &'static str, index: usize) -> At<'_, S> {
        self.then(Step::Branch(keyword, index), 0)
    }

    /// The same value, in the subschema with that name under a keyword, such as `dependentSchemas`.
    #[must_use]
    #[inline]
    pub fn named<'s>(&'s self, keyword: &'static str, name: &'s str) -> At<'s, S> {
        self.then(Step::Named(keyword, name), 0)
    }

    /// The member, in the subschema with its name under `properties`.
    #[must_use]
    #[inline]
    pub fn property<'s>(&'s self, name: &'s str) -> At<'s, S> {
        self.then(Step::Member("properties", name), 1)
    }

    /// The member, in the subschema under a keyword, such as `additionalProperties`.
    #[must_use]
    #[inline]
    pub fn additional<'s>(&'s self, name: &'s str, keyword: &'static str) -> At<'s, S> {
        self.then(Step::Additional(keyword, name), 1)
    }

    /// The member, in the subschema with that pattern under `patternProperties`.
    #[must_use]
    #[inline]
    pub fn pattern_property<'s>(&'s self, name: &'s str, pattern: &'static str) -> At<'s, S> {
        self.then(Step::Matching(pattern, name), 1)
    }

    /// The element, in the subschema under a keyword, such as `items`.
    #[must_use]
    #[inline]
    pub fn item(&self, index: usize, keyword: &'static str) -> At<'_, S> {
        self.then(Step::Item(keyword, index), 1)
    }

    /// The element, in the subschema with the same index under a keyword, such as `prefixItems`.
    #[must_use]
    #[inline]
    pub fn prefix_item(&self, index: usize, keyword: &'static str) -> At<'_, S> {
        self.then(Step::PrefixItem(keyword, index), 1)
    }

    /// How many objects and arrays are around the value.
    #[must_use]
    #[inline]
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// How many objects and arrays may be around a value.
    #[must_use]
    #[inline]
    pub fn max_depth(&self) -> usize {
        self.max_depth
    }

    /// Whether more objects and arrays are around the value than the limits allow.
    #[must_use]
    #[inline]
    pub fn is_too_deep(&self) -> bool {
        self.depth > self.max_depth
    }
}

impl<'p> At<'p, Failures> {
    /// Where the value is, as a JSON Pointer (RFC 6901).
    #[must_use]
    pub fn instance_location(&self) -> String {
        let mut pointer = String::new();
        for step in self.steps() {
            match step {
                Step::Member(_, name) | Step::Additional(_, name) | Step::Matching(_, name) => {
                    push_token(&mut pointer, name)
                }
                Step::Item(_, index) | Step::PrefixItem(_, index) => {
                    push_index(&mut pointer, index)
                }
                Step::Root
                | Step::Schema(_)
                | Step::Reference(..)
                | Step::Keyword(_)
                | Step::Branch(..)
                | Step::Named(..) => {}
            }
        }
        pointer
    }

    /// The keywords that led here, each reference among them, as a JSON Pointer (JSON Schema 2020-12 core, section 12.3.1).
    #[must_use]
    pub fn keyword_location(&self) -> String {
        let mut pointer = String::new();
        // The outermost schema is entered without a reference, and any other by one, that is said or a plain one.
        let mut is_said = true;
        for step in self.steps() {
            match step {
                Step::Root => {}
                Step::Schema(_) => {
                    if !is_said {
                        push_token(&mut pointer, "$ref");
                    }
                    is_said = false;
                }
                Step::Reference(..) => {
                    push_keywords(&mut pointer, step);
                    is_said = true;
                }
                _ => push_keywords(&mut pointer, step),
            }
        }
        pointer
    }

    /// The address of the subschema (JSON Schema 2020-12 core, section 12.3.2).
    #[must_use]
    pub fn absolute_keyword_location(&self) -> String {
        let mut address = "";
        let mut pointer = String::new();
        for step in self.steps() {
            if let Step::Schema(entered) = step {
                address = entered;
                pointer.clear();
            } else {
                push_keywords(&mut pointer, step);
            }
        }
        let mut location = address.to_owned();
        if !location.contains('#') {
            location.push('#');
        }
        push_fragment(&mut location, &pointer);
        location
    }

    /// The steps from the root to here.
    fn steps(&self) -> impl Iterator<Item = Step<'p>> {
        let mut steps = Vec::new();
        let mut next = Some(&self.way);
        while let Some(Steps { parent, step }) = next {
            steps.push(*step);
            next = *parent;
        }
        steps.into_iter().rev()
    }
}

fn push_keywords(pointer: &mut String, step: Step<'_>) {
    match step {
        Step::Root | Step::Schema(_) => {}
        Step::Reference(keyword, count) => {
            for _ in 0..count {
                push_token(pointer, keyword);
            }
        }
        Step::Keyword(keyword) | Step::Additional(keyword, _) | Step::Item(keyword, _) => {
            push_token(pointer, keyword)
        }
        Step::Branch(keyword, index) | Step::PrefixItem(keyword, index) => {
            push_token(pointer, keyword);
            push_index(pointer, index);
        }
        Step::Member(keyword, name) | Step::Named(keyword, name) => {
            push_token(pointer, keyword);
            push_token(pointer, name);
        }
        Step::Matching(pattern, _) => {
            push_token(pointer, "patternProperties");
            push_token(pointer, pattern);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_follow_the_steps() {
        let root = At::<Failures>::root();
        let event = root.schema("https://x.example/event.json");
        let branch = event.branch("allOf", 1);
        let data = branch.property("da/ta");
        let chat = data.schema("https://x.example/chat.json#/$defs/Chat");
        let tags = chat.property("tags é");
        let tag = tags.item(3, "items");
        let other = tag.additional("n~", "additionalProperties");
        assert_eq!(other.instance_location(), "/da~1ta/tags é/3/n~0");
        assert_eq!(
            other.keyword_location(),
            "/allOf/1/properties/da~1ta/$ref/properties/tags é/items/additionalProperties"
        );
        assert_eq!(
            other.absolute_keyword_location(),
            "https://x.example/chat.json#/$defs/Chat/properties/tags%20%C3%A9/items/additionalProperties"
        );
        assert_eq!(
            data.absolute_keyword_location(),
            "https://x.example/event.json#/allOf/1/properties/da~1ta"
        );
        assert_eq!(other.depth(), 4);
    }

    #[test]
    fn references_are_named_as_they_are_written() {
        let root = At::<Failures>::root();
        let event = root.schema("https://x.example/event.json");
        let item = event.item(0, "items");
        let by = item.reference("$dynamicRef");
        let node = by.schema("https://x.example/tree.json#/$defs/node");
        assert_eq!(node.keyword_location(), "/items/$dynamicRef");
        assert_eq!(node.instance_location(), "/0");
        assert_eq!(
            node.absolute_keyword_location(),
            "https://x.example/tree.json#/$defs/node"
        );
        let (twice, once) = (node.references("$ref", 2), node.reference("$ref"));
        let mixed = twice.reference("$recursiveRef");
        let leaf = mixed.schema("https://x.example/leaf.json");
        let plain = leaf.schema("https://x.example/text.json");
        assert_eq!(
            plain.keyword_location(),
            "/items/$dynamicRef/$ref/$ref/$recursiveRef/$ref"
        );
        assert_eq!(
            once.schema("https://x.example/text.json")
                .keyword_location(),
            "/items/$dynamicRef/$ref"
        );
        assert_eq!(plain.depth(), 1);
    }

    #[test]
    fn subschemas_may_stand_under_names_that_are_not_those_of_members() {
        let root = At::<Failures>::root();
        let event = root.schema("https://x.example/event.json");
        let dependent = event.named("dependentSchemas", "a/b");
        let member = dependent.pattern_property("x-1", "^x-\\d");
        assert_eq!(dependent.instance_location(), "");
        assert_eq!(member.instance_location(), "/x-1");
        assert_eq!(
            member.keyword_location(),
            "/dependentSchemas/a~1b/patternProperties/^x-\\d"
        );
        assert_eq!(
            member.absolute_keyword_location(),
            "https://x.example/event.json#/dependentSchemas/a~1b/patternProperties/%5Ex-%5Cd"
        );
        assert_eq!((dependent.depth(), member.depth()), (0, 1));
    }
}
