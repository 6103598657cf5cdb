//! A box that Rust's compiler does not look into.

use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::{RefUnwindSafe, UnwindSafe};

/// A value on the heap, as in a [`Box`], behind which many more types lie within each other.
///
/// To tell whether a type is `Send`, how it is dropped or laid out, Rust's compiler looks at all types inside it, also through
/// `Box`, and gives up when they lie too deeply within each other. It does not look in here: what has to be known of the
/// value is asked where one is put in.
///
/// ```
/// # use typewright_runtime::Deep;
/// let mut deep = Deep::new(String::from("far down"));
/// deep.push('!');
/// assert_eq!(*deep, "far down!");
/// assert_eq!(deep.into_inner(), "far down!");
/// ```
pub struct Deep<T>(Box<dyn Held<T> + Send + Sync + UnwindSafe + RefUnwindSafe>);

/// A value, when all that is known of its type is what it is.
trait Held<T> {
    fn get(&self) -> &T;
    fn get_mut(&mut self) -> &mut T;
    fn into_inner(self: Box<Self>) -> T;
}

impl<T> Held<T> for T {
    fn get(&self) -> &T {
        self
    }

    fn get_mut(&mut self) -> &mut T {
        self
    }

    fn into_inner(self: Box<Self>) -> T {
        *self
    }
}

impl<T> Deep<T> {
    /// Puts a value on the heap.
    #[must_use]
    pub fn new(value: T) -> Self
    where
        T: Send + Sync + UnwindSafe + RefUnwindSafe + 'static,
    {
        Deep(Box::new(value))
    }

    /// The value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0.into_inner()
    }
}

impl<T> Deref for Deep<T> {
    type Target = T;

    fn deref(&self) -> &T {
        (*self.0).get()
    }
}

impl<T> DerefMut for Deep<T> {
    fn deref_mut(&mut self) -> &mut T {
        (*self.0).get_mut()
    }
}

impl<T: Send + Sync + UnwindSafe + RefUnwindSafe + 'static> From<T> for Deep<T> {
    fn from(value: T) -> Self {
        Deep::new(value)
    }
}

impl<T> Clone for Deep<T>
where
    T: Clone + Send + Sync + UnwindSafe + RefUnwindSafe + 'static,
{
    fn clone(&self) -> Self {
        Deep::new(T::clone(self))
    }
}

impl<T: PartialEq> PartialEq for Deep<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for Deep<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::Deep;

    #[test]
    fn it_is_like_the_value() {
        let mut deep = Deep::from(vec![1]);
        let before = deep.clone();
        assert_eq!(deep, before);
        deep.push(2);
        assert_ne!(deep, before);
        assert_eq!(format!("{deep:?}"), "[1, 2]");
        assert_eq!(deep.into_inner(), [1, 2]);
        assert_eq!(*before, [1]);
    }
}
