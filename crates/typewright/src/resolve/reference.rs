//! The keywords that refer to schemas.

use super::resource::ResourceId;
use crate::load::{Dialect, NodeId, Place};

/// A keyword that refers to a schema by a URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceKeyword {
    /// `$ref`.
    Ref,
    /// `$dynamicRef` (2020-12 core, 8.2.3.2).
    DynamicRef,
    /// `$recursiveRef` (2019-09 core, 8.2.4.2.1).
    RecursiveRef,
}

impl ReferenceKeyword {
    /// All of them.
    pub const ALL: [ReferenceKeyword; 3] = [
        ReferenceKeyword::Ref,
        ReferenceKeyword::DynamicRef,
        ReferenceKeyword::RecursiveRef,
    ];

    /// Those of a dialect.
    pub fn of(dialect: Dialect) -> &'static [ReferenceKeyword] {
        match dialect {
            Dialect::Draft2020 => &[ReferenceKeyword::Ref, ReferenceKeyword::DynamicRef],
            Dialect::Draft2019 => &[ReferenceKeyword::Ref, ReferenceKeyword::RecursiveRef],
            _ => &[ReferenceKeyword::Ref],
        }
    }

    /// The keyword as it is spelled.
    pub fn name(self) -> &'static str {
        match self {
            ReferenceKeyword::Ref => "$ref",
            ReferenceKeyword::DynamicRef => "$dynamicRef",
            ReferenceKeyword::RecursiveRef => "$recursiveRef",
        }
    }
}

/// Where a reference is written: no object has two of one keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder {
    /// The object that holds it.
    pub place: Place,
    /// The keyword.
    pub keyword: ReferenceKeyword,
}

/// What a `$dynamicRef` or a `$recursiveRef` can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DynamicReference<'g> {
    /// The schema that it means when nothing else is asked.
    pub target: Place,
    /// The dynamic anchor that is looked for, from the outermost resource inwards, before `target` counts.
    ///
    /// `None`: the reference is like a `$ref`, since its target is not named by a dynamic anchor.
    pub anchor: Option<&'g str>,
}

/// The dynamic anchor that `$recursiveAnchor` makes: a name that no `$dynamicAnchor` can have.
pub(crate) const RECURSIVE_ANCHOR: &str = "";

/// A reference, as it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reference {
    pub holder: Holder,
    /// The string.
    pub value: NodeId,
    /// What it resolves against.
    pub resource: ResourceId,
}
