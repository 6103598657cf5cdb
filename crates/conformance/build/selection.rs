//! Which part of everything is generated: all of it, or what a developer is at.

/// A selection by fragments of names such as `draft7/ref.json`, `github/issues` or `random`.
pub struct Selection {
    fragments: Vec<String>,
}

impl Selection {
    /// What a comma-separated list selects: everything if it is empty.
    pub fn parse(text: &str) -> Self {
        let fragments = text.split(',').map(str::trim);
        let fragments = fragments.filter(|fragment| !fragment.is_empty());
        Selection {
            fragments: fragments.map(str::to_owned).collect(),
        }
    }

    /// Whether it leaves anything out.
    pub fn is_restricted(&self) -> bool {
        !self.fragments.is_empty()
    }

    /// Whether something of that name is selected.
    pub fn contains(&self, name: &str) -> bool {
        self.fragments.is_empty()
            || self
                .fragments
                .iter()
                .any(|fragment| name.contains(fragment))
    }
}
