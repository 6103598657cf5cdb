//! A part of a catalog.

use crate::catalog::Catalog;
use crate::random;

impl Catalog {
    /// Keeps what has a wanted name: `draft7/ref.json`, `github/issues`, `random`.
    pub fn keep(&mut self, is_wanted: impl Fn(&str) -> bool) {
        if let Some(suite) = &mut self.suite {
            suite
                .groups
                .retain(|group| is_wanted(&format!("{}/{}", group.collection, group.file)));
        }
        self.corpora
            .retain(|corpus| is_wanted(&format!("{}/{}", corpus.collection, corpus.name)));
        if !is_wanted(random::COLLECTION) {
            self.random.subjects.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::{Catalog, Corpus};

    #[test]
    fn what_is_not_wanted_goes() {
        let corpus = |name: &str| Corpus {
            collection: "github".to_owned(),
            name: name.to_owned(),
            subject: 0,
            payloads: String::new(),
        };
        let mut catalog = Catalog {
            corpora: vec![corpus("issues"), corpus("push")],
            ..Catalog::default()
        };
        catalog.random.subjects = vec![0];
        catalog.keep(|name| name.contains("github/is"));
        let names: Vec<&str> = catalog
            .corpora
            .iter()
            .map(|corpus| corpus.name.as_str())
            .collect();
        assert_eq!(names, ["issues"]);
        assert!(catalog.random.subjects.is_empty());
    }
}
