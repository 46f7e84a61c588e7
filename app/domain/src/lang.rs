//! The two languages of the interface, and the macro that keeps them side by side.

use serde::{Deserialize, Serialize};

/// A language of the interface. Indonesian comes first, English is a full second language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Lang {
    /// Indonesian.
    #[default]
    Id,
    /// English.
    En,
}

impl Lang {
    /// The language tag for `<html lang>`, cookies and the database.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Id => "id",
            Lang::En => "en",
        }
    }

    /// Reads a language tag; anything unknown is Indonesian.
    pub fn from_tag(tag: &str) -> Lang {
        if tag.trim().starts_with("en") {
            Lang::En
        } else {
            Lang::Id
        }
    }

    /// Picks the wording of this language.
    pub fn pick<'a>(self, id: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Id => id,
            Lang::En => en,
        }
    }
}

/// Writes a catalogue: one method a text, Indonesian then English. A text without its second
/// language does not compile.
///
/// ```
/// domain::texts! { Words { hello: "Om Swastiastu", "Welcome"; } }
/// assert_eq!(Words(domain::lang::Lang::En).hello(), "Welcome");
/// ```
#[macro_export]
macro_rules! texts {
    ($name:ident { $($key:ident : $id:expr, $en:expr;)* }) => {
        /// A part of the message catalogue in one language.
        #[derive(Debug, Clone, Copy)]
        pub struct $name(pub $crate::lang::Lang);

        impl $name {
            $(
                #[doc = $id]
                pub fn $key(self) -> &'static str {
                    match self.0 {
                        $crate::lang::Lang::Id => $id,
                        $crate::lang::Lang::En => $en,
                    }
                }
            )*
        }
    };
}

/// An enum whose values have a key for the database and for forms, and a word for the interface.
macro_rules! keyed {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $key:ident = $text:literal, $id:literal, $en:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $( $(#[$vdoc])* #[serde(rename = $text)] $key, )* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$( $name::$key, )*];
            /// The name in the database.
            pub const fn key(self) -> &'static str { match self { $( $name::$key => $text, )* } }
            /// Reads a key.
            pub fn from_key(key: &str) -> Option<$name> { $name::ALL.iter().copied().find(|it| it.key() == key) }
            /// The words of the interface.
            pub fn word(self, lang: $crate::lang::Lang) -> &'static str { match self { $( $name::$key => lang.pick($id, $en), )* } }
        }
    };
}
pub(crate) use keyed;
