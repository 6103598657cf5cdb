//! Hash tables with separate chaining, built while compiling.

use super::GOLDEN;

/// No index.
const NONE: u32 = u32::MAX;

/// The indices of `N` things in `B` buckets, by their hashes. `B` is a power of two.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Buckets<const B: usize, const N: usize> {
    /// The first index of each bucket.
    first: [u32; B],
    /// The index behind each index in its bucket.
    next: [u32; N],
}

impl<const B: usize, const N: usize> Buckets<B, N> {
    /// Nothing is in any of them.
    pub(crate) const fn new() -> Self {
        const { assert!(B > 1 && B.is_power_of_two() && N < NONE as usize) }
        Buckets {
            first: [NONE; B],
            next: [NONE; N],
        }
    }

    /// Puts an index, which is in none yet, before all others of the bucket of its hash.
    pub(crate) const fn push_front(&mut self, hash: u64, index: usize) {
        let bucket = bucket::<B>(hash);
        self.next[index] = self.first[bucket];
        self.first[bucket] = index as u32;
    }

    /// The same without the number of things in its type.
    #[inline]
    pub(crate) const fn chains(&self) -> Chains<'_, B> {
        Chains {
            first: &self.first,
            next: &self.next,
        }
    }
}

/// Where indices are found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chains<'t, const B: usize> {
    first: &'t [u32; B],
    next: &'t [u32],
}

impl<const B: usize> Chains<'_, B> {
    /// What the function makes of the first index in the bucket of a hash, from its front, of which it makes something.
    #[inline]
    pub(crate) fn find_map<T>(
        self,
        hash: u64,
        mut function: impl FnMut(usize) -> Option<T>,
    ) -> Option<T> {
        let mut index = *self.first.get(bucket::<B>(hash))?;
        while index != NONE {
            let found = function(index as usize);
            if found.is_some() {
                return found;
            }
            index = *self.next.get(index as usize)?;
        }
        None
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
        let mut buckets = Buckets::<4, COUNT>::new();
        for index in (0..COUNT).rev() {
            buckets.push_front(index as u64 % 8, index);
        }
        for hash in 0..8 {
            let same = |index: &usize| bucket::<4>(*index as u64 % 8) == bucket::<4>(hash);
            let mut found = Vec::new();
            let none = buckets.chains().find_map(hash, |index| {
                found.push(index);
                None::<()>
            });
            assert!(none.is_none() && found.into_iter().eq((0..COUNT).filter(same)));
            let first = |from: usize| {
                let chains = buckets.chains();
                chains.find_map(hash, |index| (index >= from).then_some(index))
            };
            for from in [0, 1_000, 66_000, COUNT] {
                assert_eq!(first(from), (from..COUNT).find(same));
            }
        }
    }

    #[test]
    fn an_empty_table_has_nothing_in_it() {
        assert_eq!(Buckets::<2, 0>::new().chains().find_map(1, Some), None);
        assert_eq!(Buckets::<2, 5>::new().chains().find_map(1, Some), None);
    }
}
