//! Circles in a graph.

use std::collections::BTreeMap;

/// A node whose successors are being visited.
struct Visit<N> {
    node: N,
    next: std::vec::IntoIter<N>,
}

/// Who has mended so many will look again. Without an end, many long circles would take their lengths' product to list.
const MAX_CIRCLES: usize = 100;

/// Finds circles: one for each edge that leads back to where a walk in depth came from, as the nodes on it in their order.
///
/// There is at least one if there is any circle at all, and the search ends at [`MAX_CIRCLES`]. The walk keeps its own stack, and
/// visits every node once.
pub(crate) fn circles<N: Copy + Ord>(
    nodes: impl Iterator<Item = N>,
    successors: impl Fn(N) -> Vec<N>,
) -> Vec<Vec<N>> {
    let mut found = Vec::new();
    // The value says whether the node is on the path that is being visited, and where.
    let mut seen: BTreeMap<N, Option<usize>> = BTreeMap::new();
    for start in nodes {
        if seen.contains_key(&start) {
            continue;
        }
        let mut path: Vec<Visit<N>> = Vec::new();
        let mut entering = Some(start);
        loop {
            if let Some(node) = entering.take() {
                seen.insert(node, Some(path.len()));
                let next = successors(node).into_iter();
                path.push(Visit { node, next });
            }
            let Some(visit) = path.last_mut() else {
                break;
            };
            match visit.next.next() {
                None => {
                    seen.insert(visit.node, None);
                    path.pop();
                }
                Some(next) => match seen.get(&next) {
                    None => entering = Some(next),
                    Some(Some(position)) => {
                        found.push(path[*position..].iter().map(|visit| visit.node).collect());
                        if found.len() == MAX_CIRCLES {
                            return found;
                        }
                    }
                    Some(None) => {}
                },
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::circles;

    fn of(edges: &[(u8, u8)]) -> Vec<Vec<u8>> {
        let successors = |node| {
            let from = edges.iter().filter(|(from, _)| *from == node);
            from.map(|(_, to)| *to).collect()
        };
        circles(0..9, successors)
    }

    #[test]
    fn circles_are_found_in_their_order() {
        assert_eq!(of(&[(0, 1), (1, 2), (2, 1), (2, 3)]), [[1, 2]]);
        assert_eq!(of(&[(4, 4)]), [[4]]);
        assert_eq!(of(&[(5, 6), (6, 5), (6, 7), (7, 6)]), [[5, 6], [6, 7]]);
    }

    #[test]
    fn two_ways_to_one_place_are_no_circle() {
        assert_eq!(of(&[(0, 1), (0, 2), (1, 3), (2, 3)]), [[0_u8; 0]; 0]);
    }
}
