//! What generated code says in one line.

/// States which format of generated code a tree has and which features of this crate it needs: a mismatch is one readable
/// compiler error.
///
/// ```
/// typewright_runtime::requires!(1);
/// ```
///
/// ```compile_fail
/// typewright_runtime::requires!(999);
/// ```
///
/// ```compile_fail
/// typewright_runtime::requires!(1, no_such_feature);
/// ```
#[cfg_attr(
    feature = "regex",
    doc = "```\ntypewright_runtime::requires!(1, regex);\n```"
)]
#[cfg_attr(
    not(feature = "regex"),
    doc = "```compile_fail\ntypewright_runtime::requires!(1, regex);\n```"
)]
#[cfg_attr(
    feature = "backtracking",
    doc = "```\ntypewright_runtime::requires!(1, backtracking);\n```"
)]
#[cfg_attr(
    not(feature = "backtracking"),
    doc = "```compile_fail\ntypewright_runtime::requires!(1, backtracking);\n```"
)]
#[cfg_attr(
    feature = "formats",
    doc = "```\ntypewright_runtime::requires!(1, formats);\n```"
)]
#[cfg_attr(
    not(feature = "formats"),
    doc = "```compile_fail\ntypewright_runtime::requires!(1, formats);\n```"
)]
#[cfg_attr(
    feature = "idn",
    doc = "```\ntypewright_runtime::requires!(1, idn);\n```"
)]
#[cfg_attr(
    not(feature = "idn"),
    doc = "```compile_fail\ntypewright_runtime::requires!(1, idn);\n```"
)]
#[macro_export]
macro_rules! requires {
    (1 $(, $feature:ident)* $(,)?) => {
        $($crate::requires_feature! { $feature })*
    };
    ($format:literal $($rest:tt)*) => {
        ::core::compile_error! {
            ::core::concat!(
                "this code was generated in format ", ::core::stringify!($format),
                ", but this typewright-runtime knows format 1: use the runtime of the typewright that generated it, or generate again",
            )
        }
    };
}

/// One arm a feature, as Rust names it.
#[doc(hidden)]
#[macro_export]
macro_rules! requires_feature {
    (backtracking) => {
        $crate::requires_backtracking! {}
    };
    (formats) => {
        $crate::requires_formats! {}
    };
    (idn) => {
        $crate::requires_idn! {}
    };
    (regex) => {
        $crate::requires_regex! {}
    };
    ($feature:ident) => {
        ::core::compile_error! {
            ::core::concat!(
                "this code needs the feature `", ::core::stringify!($feature),
                "`, which this typewright-runtime does not have: update typewright-runtime",
            )
        }
    };
}

/// The feature is on.
#[cfg(feature = "backtracking")]
#[doc(hidden)]
#[macro_export]
macro_rules! requires_backtracking {
    () => {};
}

/// The line for Cargo.toml.
#[cfg(not(feature = "backtracking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! requires_backtracking {
    () => {
        ::core::compile_error! {
            ::core::concat!(
                "this code matches regular expressions that look around or refer back, which typewright-runtime does with the feature ",
                "`backtracking`: cargo add typewright-runtime --features backtracking",
            )
        }
    };
}

/// The feature is on.
#[cfg(feature = "formats")]
#[doc(hidden)]
#[macro_export]
macro_rules! requires_formats {
    () => {};
}

/// The line for Cargo.toml.
#[cfg(not(feature = "formats"))]
#[doc(hidden)]
#[macro_export]
macro_rules! requires_formats {
    () => {
        ::core::compile_error! {
            ::core::concat!(
                "this code knows formats of strings beyond dates and times, which typewright-runtime does with the feature ",
                "`formats`: cargo add typewright-runtime --features formats",
            )
        }
    };
}

/// The feature is on.
#[cfg(feature = "idn")]
#[doc(hidden)]
#[macro_export]
macro_rules! requires_idn {
    () => {};
}

/// The line for Cargo.toml.
#[cfg(not(feature = "idn"))]
#[doc(hidden)]
#[macro_export]
macro_rules! requires_idn {
    () => {
        ::core::compile_error! {
            ::core::concat!(
                "this code knows names of hosts in all scripts, which typewright-runtime does with the feature `idn`: ",
                "cargo add typewright-runtime --features idn",
            )
        }
    };
}

/// The feature is on.
#[cfg(feature = "regex")]
#[doc(hidden)]
#[macro_export]
macro_rules! requires_regex {
    () => {};
}

/// The line for Cargo.toml.
#[cfg(not(feature = "regex"))]
#[doc(hidden)]
#[macro_export]
macro_rules! requires_regex {
    () => {
        ::core::compile_error! {
            ::core::concat!(
                "this code matches regular expressions, which typewright-runtime does with the feature `regex`: ",
                "cargo add typewright-runtime --features regex",
            )
        }
    };
}

/// What a newtype over text can do, but for being made.
#[doc(hidden)]
#[macro_export]
macro_rules! text_access {
    ($name:ident) => {
        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.as_str(), f)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self.as_str(), f)
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

        impl ::core::convert::From<$name> for ::std::string::String {
            fn from(value: $name) -> Self {
                value.as_str().to_owned()
            }
        }
    };
}

/// What a newtype over checked text can do: it is made from text that its check accepts.
#[doc(hidden)]
#[macro_export]
macro_rules! checked_text {
    ($name:ident, $check:path, $make:expr) => {
        $crate::text_access!($name);

        impl ::core::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::convert::TryFrom<&str> for $name {
            type Error = $crate::Report;

            /// # Errors
            /// Every rule of the schema that the text breaks.
            fn try_from(text: &str) -> ::core::result::Result<Self, $crate::Report> {
                let value = $crate::Node::from(text);
                $crate::Failures::all(|sink| $check(&value, &$crate::At::root(), sink))?;
                $make(text).map($name)
            }
        }

        impl ::core::convert::TryFrom<::std::string::String> for $name {
            type Error = $crate::Report;

            /// # Errors
            /// Every rule of the schema that the text breaks.
            fn try_from(
                text: ::std::string::String,
            ) -> ::core::result::Result<Self, $crate::Report> {
                <Self as ::core::convert::TryFrom<&str>>::try_from(&text)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::Report;

            /// # Errors
            /// Every rule of the schema that the text breaks.
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::Report> {
                <Self as ::core::convert::TryFrom<&str>>::try_from(text)
            }
        }
    };
}

/// Implements a named constrained string: `pub struct ChatId(pub(super) Text);`, which derives `Clone`, `PartialEq`, `Eq`,
/// `PartialOrd`, `Ord` and `Hash`.
///
/// It gets `as_str`, `Deref<Target = str>`, `AsRef<str>`, `Borrow<str>`, `Display`, `Debug`, comparisons with `str`, a way
/// to `String`, and `FromStr` and `TryFrom`, which refuse with a [`Report`](crate::Report) what the check refuses.
#[macro_export]
macro_rules! text {
    ($name:ident, $check:path) => {
        $crate::checked_text!($name, $check, |text: &str| ::core::result::Result::Ok(
            $crate::Text::from(text)
        ));

        impl ::core::ops::Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                self.as_str()
            }
        }
    };
}

/// Implements a named constrained date-time: `pub struct UtcDateTime(pub(super) DateTime);`, which derives `Clone`,
/// `PartialEq`, `Eq` and `Hash`. As [`text!`], but it dereferences to [`DateTime`](crate::DateTime).
#[macro_export]
macro_rules! date_time {
    ($name:ident, $check:path) => {
        $crate::checked_text!($name, $check, $crate::date_time_or_report);

        impl ::core::ops::Deref for $name {
            type Target = $crate::DateTime;

            fn deref(&self) -> &$crate::DateTime {
                &self.0
            }
        }

        impl ::core::convert::From<$name> for $crate::DateTime {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

/// Implements the text of an unknown value of an open set of strings: `pub struct OtherChannel(pub(super) Text);`. It can
/// be looked at, but only the set makes one, so that no known value has two spellings.
#[macro_export]
macro_rules! other_text {
    ($name:ident) => {
        $crate::text_access!($name);

        impl ::core::ops::Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                self.as_str()
            }
        }
    };
}

/// Implements serde's `Serialize` and `Deserialize` by the function that reads a type and the one that writes it.
///
/// Both work with any self-describing format, refuse a member that occurs twice, and refuse a number rather than change
/// it. What a format itself has lost before (the end of a long number) they cannot see: only `from_slice` is exact.
#[macro_export]
macro_rules! serde_impls {
    ($name:ty, $read:path, $write:path $(,)?) => {
        impl $crate::serde_core::Serialize for $name {
            fn serialize<S: $crate::serde_core::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serialize(self, serializer, $write)
            }
        }

        impl<'de> $crate::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde_core::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::deserialize(deserializer, $read)
            }
        }
    };
}
