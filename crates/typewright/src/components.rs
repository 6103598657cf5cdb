//! Strongly connected components of a graph: which of its nodes lead to each other.

/// The components of a graph, each with a number.
pub(crate) struct Components {
    numbers: Vec<usize>,
    order: Vec<usize>,
}

impl Components {
    /// Of the graph that leads from each node to the nodes in its list.
    ///
    /// Kosaraju's algorithm: in the order in which a search leaves them, last first, each takes along what leads to it.
    pub(crate) fn of(forward: &[Vec<usize>]) -> Self {
        let mut backward: Vec<Vec<usize>> = vec![Vec::new(); forward.len()];
        for (from, targets) in forward.iter().enumerate() {
            for target in targets {
                backward[*target].push(from);
            }
        }
        let order = leaving_order(forward);
        let mut numbers: Vec<Option<usize>> = vec![None; forward.len()];
        for start in order.iter().rev() {
            let mut stack = vec![*start];
            while let Some(node) = stack.pop() {
                if numbers[node].is_none() {
                    numbers[node] = Some(*start);
                    stack.extend(&backward[node]);
                }
            }
        }
        Components {
            numbers: numbers.into_iter().flatten().collect(),
            order,
        }
    }

    /// The number of a node's component; nodes that lead to each other have the same.
    pub(crate) fn number(&self, node: usize) -> usize {
        self.numbers[node]
    }

    /// Every node, each after all those it leads to that do not lead back to it.
    pub(crate) fn inmost_first(&self) -> &[usize] {
        &self.order
    }
}

/// Every node, in the order in which a search in depth leaves it.
fn leaving_order(forward: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(forward.len());
    let mut entered = vec![false; forward.len()];
    for start in 0..forward.len() {
        if std::mem::replace(&mut entered[start], true) {
            continue;
        }
        let mut stack = vec![(start, forward[start].iter())];
        while let Some((current, targets)) = stack.last_mut() {
            match targets.next() {
                Some(target) if std::mem::replace(&mut entered[*target], true) => {}
                Some(target) => stack.push((*target, forward[*target].iter())),
                None => {
                    order.push(*current);
                    stack.pop();
                }
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::Components;

    #[test]
    fn nodes_that_lead_to_each_other_are_one_component() {
        let found = Components::of(&[vec![1], vec![2, 3], vec![1], vec![4], vec![]]);
        let same = |left, right| found.number(left) == found.number(right);
        assert!(same(1, 2));
        for (left, right) in [(0, 1), (1, 3), (3, 4), (0, 4)] {
            assert!(!same(left, right), "{left} and {right}");
        }
        let place = |node| found.inmost_first().iter().position(|other| *other == node);
        assert!(place(4) < place(3) && place(3) < place(1) && place(1) < place(0));
    }
}
