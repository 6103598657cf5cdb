//! Hash tables with separate chaining, built while compiling.

use super::GOLDEN;

/// Things in `B` buckets, by their hashes and indices. `B` is a power of two. Each bucket knows the first of its things; each thing
/// keeps the [`Link`] to the next.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Buckets<const B: usize> {
    first: [Link; B],
}

/// The index of a thing in a bucket, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link(u32);

impl Link {
    /// Behind the last one.
    pub(crate) const NONE: Link = Link(u32::MAX);

    /// Beyond every index if there is none.
    #[inline]
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

impl<const B: usize> Buckets<B> {
    /// Nothing is in any of them.
    pub(crate) const fn new() -> Self {
        const { assert!(B > 1 && B.is_power_of_two()) }
        Buckets {
            first: [Link::NONE; B],
        }
    }

    /// Puts an index, which is in none yet, before all others of the bucket of its hash. The next one there is to be kept with it.
    #[must_use]
    pub(crate) const fn push_front(&mut self, hash: u64, index: usize) -> Link {
        assert!(index < Link::NONE.index());
        let bucket = bucket::<B>(hash);
        let next = self.first[bucket];
        self.first[bucket] = Link(index as u32);
        next
    }

    /// The first index of the bucket of a hash.
    #[inline]
    pub(crate) fn first(&self, hash: u64) -> Link {
        let first = self.first.get(bucket::<B>(hash));
        first.copied().unwrap_or(Link::NONE)
    }
}

/// The highest bits of a product depend on all bits of its factors.
const fn bucket<const B: usize>(hash: u64) -> usize {
    (hash.wrapping_mul(GOLDEN) >> (64 - B.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_has_what_was_put_into_it_in_order() {
        // More than fit into 16 bits.
        const COUNT: usize = 70_000;
        let mut buckets = Buckets::<4>::new();
        let mut links = vec![Link::NONE; COUNT];
        for index in (0..COUNT).rev() {
            links[index] = buckets.push_front(index as u64 % 8, index);
        }
        for hash in 0..8 {
            let same = |index: &usize| bucket::<4>(*index as u64 % 8) == bucket::<4>(hash);
            let mut found = Vec::new();
            let mut link = buckets.first(hash);
            while let Some(next) = links.get(link.index()) {
                found.push(link.index());
                link = *next;
            }
            assert!(found.into_iter().eq((0..COUNT).filter(same)));
        }
    }

    #[test]
    fn an_empty_table_has_nothing_in_it() {
        assert_eq!(Buckets::<2>::new().first(1), Link::NONE);
    }
}
