//! What enums of strings can do.

use std::fmt;

/// A string that is none of the values of a closed set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownVariant(());

impl UnknownVariant {
    /// For generated code.
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        UnknownVariant(())
    }
}

impl Default for UnknownVariant {
    fn default() -> Self {
        UnknownVariant::new()
    }
}

impl fmt::Display for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of the values that the schema lists")
    }
}

impl std::error::Error for UnknownVariant {}

/// What enums of strings have in common, by their `as_str`.
#[doc(hidden)]
#[macro_export]
macro_rules! string_enum_access {
    ($name:ident) => {
        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::core::cmp::PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl ::core::cmp::PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }
    };
}

/// Implements a closed set of strings for an enum that has `as_str` and a function `known` from `&str` to `Option<Self>`.
///
/// It gets `AsRef<str>`, `Display`, comparisons with `str`, `FromStr` and `TryFrom<&str>`.
#[macro_export]
macro_rules! string_enum {
    ($name:ident) => {
        $crate::string_enum_access!($name);

        impl ::core::str::FromStr for $name {
            type Err = $crate::UnknownVariant;

            /// # Errors
            /// The schema does not list the text.
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::UnknownVariant> {
                $name::known(text).ok_or($crate::UnknownVariant::new())
            }
        }

        impl ::core::convert::TryFrom<&str> for $name {
            type Error = $crate::UnknownVariant;

            /// # Errors
            /// The schema does not list the text.
            fn try_from(text: &str) -> ::core::result::Result<Self, $crate::UnknownVariant> {
                $name::known(text).ok_or($crate::UnknownVariant::new())
            }
        }
    };
}

/// Implements an open set of strings for an enum that has `as_str` and `From<&str>`.
///
/// It gets `AsRef<str>`, `Display`, comparisons with `str`, `From<String>` and `FromStr`, which never fails.
#[macro_export]
macro_rules! open_string_enum {
    ($name:ident) => {
        $crate::string_enum_access!($name);

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                <$name as ::core::convert::From<&str>>::from(&text)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(<$name as ::core::convert::From<&str>>::from(text))
            }
        }
    };
}

#[cfg(test)]
mod tests {
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Color {
        Red,
    }

    impl Color {
        fn as_str(self) -> &'static str {
            "red"
        }

        fn known(text: &str) -> Option<Self> {
            (text == "red").then_some(Color::Red)
        }
    }

    crate::string_enum!(Color);

    #[test]
    fn a_closed_set_refuses_what_it_does_not_list() {
        assert_eq!("red".parse(), Ok(Color::Red));
        assert_eq!(Color::try_from("blue"), Err(crate::UnknownVariant::new()));
        assert_eq!(format!("{:>5}", Color::Red), "  red");
        assert_eq!(Color::Red, "red");
    }
}
