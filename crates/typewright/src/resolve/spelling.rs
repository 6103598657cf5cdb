//! Which of the names that exist was probably meant by one that does not.

/// Finds the names that were meant.
///
/// It stops guessing when it has compared very many names, so that a document full of wrong references is still quick to
/// refuse.
pub(super) struct Guesser {
    /// How many names may still be compared.
    left: usize,
}

impl Guesser {
    pub fn new() -> Self {
        Guesser { left: 1_000_000 }
    }

    /// The candidate that is most like a name, if any is so like that it was probably meant.
    pub fn nearest<'a>(
        &mut self,
        name: &str,
        candidates: impl Iterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let limit = (name.chars().count() / 3).clamp(1, 4);
        let name = name.to_lowercase();
        candidates
            .take_while(|_| {
                let goes_on = self.left > 0;
                self.left = self.left.saturating_sub(1);
                goes_on
            })
            .filter_map(|candidate| {
                let distance = edit_distance(&name, &candidate.to_lowercase(), limit)?;
                Some((distance, candidate))
            })
            .min()
            .map(|(_, candidate)| candidate)
    }
}

/// How many characters must be put in, left out, replaced or swapped with the next; nothing when more than `limit`.
fn edit_distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let replaced = above[j] + usize::from(a[i] != b[j]);
            let mut distance = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                distance = distance.min(before[j - 1] + 1);
            }
            row.push(distance);
        }
        before = std::mem::replace(&mut above, row);
    }
    Some(above[b.len()]).filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_or_none() {
        let names = ["ChatId", "ContactId", "Timestamp"];
        let near = |name| Guesser::new().nearest(name, names.into_iter());
        assert_eq!(near("chatId"), Some("ChatId"));
        assert_eq!(near("CahtId"), Some("ChatId"));
        assert_eq!(near("Timestam"), Some("Timestamp"));
        assert_eq!(near("Message"), None);
    }

    #[test]
    fn guessing_comes_to_an_end() {
        let mut guesser = Guesser { left: 3 };
        assert_eq!(guesser.nearest("a1", ["x", "a2"].into_iter()), Some("a2"));
        assert_eq!(guesser.nearest("a1", ["x", "a2"].into_iter()), None);
    }

    #[test]
    fn swapped_characters_are_one_edit() {
        assert_eq!(edit_distance("abcd", "acbd", 4), Some(1));
        assert_eq!(edit_distance("abc", "", 3), Some(3));
        assert_eq!(edit_distance("kitten", "sitting", 2), None);
    }
}
