//! Which nodes of a graph are the same in the end: the coarsest stable refinement of a partition.

use std::collections::{BTreeMap, BTreeSet};

/// The class of each node. Two nodes of a group are in one class if their targets are, one by one.
///
/// Each node is in exactly one of `groups`, and `targets` are those of each node. The numbers of the classes mean nothing. A node
/// changes its class only for one that is at most half as large, so that the work grows hardly faster than the graph (J. Hopcroft,
/// An n log n algorithm for minimizing states in a finite automaton, 1971).
pub(super) fn coarsest_partition(groups: Vec<Vec<usize>>, targets: &[Vec<usize>]) -> Vec<usize> {
    let mut partition = Partition::new(groups, targets.len());
    let mut sources: Vec<Vec<usize>> = vec![Vec::new(); targets.len()];
    for (node, targets) in targets.iter().enumerate() {
        for target in targets {
            sources[*target].push(node);
        }
    }
    // Nodes by class whose targets are to be looked at.
    let mut pending: BTreeMap<usize, BTreeSet<usize>> = (0..partition.members.len())
        .map(|class| (class, partition.members[class].clone()))
        .filter(|(_, members)| members.len() > 1)
        .collect();
    while let Some((class, nodes)) = pending.pop_first() {
        for node in partition.split(class, &nodes, targets) {
            for source in &sources[node] {
                let class = partition.class[*source];
                if partition.members[class].len() > 1 {
                    pending.entry(class).or_default().insert(*source);
                }
            }
        }
    }
    partition.class
}

struct Partition {
    class: Vec<usize>,
    members: Vec<BTreeSet<usize>>,
}

impl Partition {
    fn new(groups: Vec<Vec<usize>>, nodes: usize) -> Self {
        let mut class = vec![0; nodes];
        for (index, group) in groups.iter().enumerate() {
            for node in group {
                class[*node] = index;
            }
        }
        let members = groups.into_iter().map(BTreeSet::from_iter).collect();
        Partition { class, members }
    }

    /// Splits a class by the classes of its members' targets, which changed for `nodes` alone; returns what left the class.
    fn split(
        &mut self,
        class: usize,
        nodes: &BTreeSet<usize>,
        targets: &[Vec<usize>],
    ) -> Vec<usize> {
        let mut unchanged = std::mem::take(&mut self.members[class]);
        let mut by_targets: BTreeMap<Vec<usize>, BTreeSet<usize>> = BTreeMap::new();
        for node in nodes {
            unchanged.remove(node);
            let classes = targets[*node].iter().map(|target| self.class[*target]);
            by_targets
                .entry(classes.collect())
                .or_default()
                .insert(*node);
        }
        let mut parts: Vec<BTreeSet<usize>> = by_targets.into_values().collect();
        if !unchanged.is_empty() {
            parts.push(unchanged);
        }
        let largest = (0..parts.len()).max_by_key(|part| parts[*part].len());
        if let Some(largest) = largest {
            self.members[class] = parts.swap_remove(largest);
        }
        let mut left = Vec::new();
        for part in parts {
            for node in &part {
                self.class[*node] = self.members.len();
            }
            left.extend(&part);
            self.members.push(part);
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::coarsest_partition;

    /// The classes as lists of nodes.
    fn classes(groups: &[&[usize]], targets: &[&[usize]]) -> Vec<Vec<usize>> {
        let groups = groups.iter().map(|group| group.to_vec()).collect();
        let targets: Vec<Vec<usize>> = targets.iter().map(|targets| targets.to_vec()).collect();
        let class = coarsest_partition(groups, &targets);
        let mut classes: Vec<Vec<usize>> = (0..targets.len())
            .map(|node| {
                (0..targets.len())
                    .filter(|other| class[*other] == class[node])
                    .collect()
            })
            .collect();
        classes.sort();
        classes.dedup();
        classes
    }

    #[test]
    fn nodes_that_lead_to_the_same_are_one() {
        // Two circles of two nodes each, alike.
        let found = classes(&[&[0, 2], &[1, 3]], &[&[1], &[0], &[3], &[2]]);
        assert_eq!(found, [vec![0, 2], vec![1, 3]]);
    }

    #[test]
    fn a_difference_at_the_end_of_a_chain_parts_the_whole_chain() {
        let found = classes(
            &[&[0, 3], &[1, 4], &[2], &[5]],
            &[&[1], &[2], &[], &[4], &[5], &[]],
        );
        assert_eq!(found, [[0], [1], [2], [3], [4], [5]]);
    }

    #[test]
    fn the_order_of_targets_counts() {
        let groups: &[&[usize]] = &[&[0, 1, 2], &[3], &[4]];
        let found = classes(groups, &[&[3, 4], &[4, 3], &[3, 4], &[], &[]]);
        assert_eq!(found, [vec![0, 2], vec![1], vec![3], vec![4]]);
    }

    #[test]
    fn long_chains_are_told_apart_quickly() {
        let length = 50_000;
        let groups: Vec<Vec<usize>> = (0..length)
            .map(|node| vec![node, node + length])
            .chain([vec![2 * length], vec![2 * length + 1]])
            .collect();
        let mut targets: Vec<Vec<usize>> = (1..=2 * length).map(|next| vec![next]).collect();
        targets[length - 1] = vec![2 * length + 1];
        targets.extend([Vec::new(), Vec::new()]);
        let class = coarsest_partition(groups, &targets);
        assert!((0..length).all(|node| class[node] != class[node + length]));
    }
}
