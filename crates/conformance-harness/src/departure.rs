//! Where generated code is known to differ from what the suite or the oracle says, and why.
//!
//! A departure that shows no more fails the run: it is to be struck from the list.

/// A known difference.
#[derive(Clone, Copy, Debug)]
pub struct Departure {
    /// The collection, such as `draft2020-12`.
    pub collection: &'static str,
    /// The file of the suite, or the schema of the corpus.
    pub file: &'static str,
    /// The group's description; nothing for all of the file.
    pub group: Option<&'static str>,
    /// The case's description; nothing for all of the group, and for a schema that is refused.
    pub case: Option<&'static str>,
    /// Why it differs.
    pub reason: &'static str,
}

/// All known differences.
pub const DEPARTURES: &[Departure] = &[];

impl Departure {
    /// What it is about, in words.
    pub fn place(&self) -> String {
        let place = [
            Some(self.collection),
            Some(self.file),
            self.group,
            self.case,
        ];
        let place: Vec<&str> = place.into_iter().flatten().collect();
        place.join(": ")
    }

    /// Whether this is about that case; `case` is nothing when the whole schema is refused.
    pub fn covers(&self, collection: &str, file: &str, group: &str, case: Option<&str>) -> bool {
        let within = |wanted: Option<&str>, there: &str| wanted.is_none_or(|name| name == there);
        self.collection == collection
            && self.file == file
            && within(self.group, group)
            && match (self.case, case) {
                (None, _) => true,
                (wanted, there) => wanted == there,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::Departure;

    #[test]
    fn a_departure_covers_what_it_names_and_all_in_it() {
        let group = Departure {
            collection: "c",
            file: "f",
            group: Some("g"),
            case: None,
            reason: "",
        };
        assert!(group.covers("c", "f", "g", None));
        assert!(group.covers("c", "f", "g", Some("k")));
        assert!(!group.covers("c", "f", "h", None));
        assert!(!group.covers("d", "f", "g", None));
        let case = Departure {
            case: Some("k"),
            ..group
        };
        assert!(case.covers("c", "f", "g", Some("k")));
        assert!(!case.covers("c", "f", "g", Some("l")));
        assert!(!case.covers("c", "f", "g", None));
    }
}
