//! How single fields look on the wire, and the macro for objects whose fields map one to one.

use model::Stamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;

/// A moment as RFC 3339 with its offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(pub Stamp);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.local().map_err(serde::ser::Error::custom)?;
        to.serialize_str(&self.0.to_rfc3339())
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(from)?;
        Stamp::parse(&text).map(Self).map_err(de::Error::custom)
    }
}

/// Text that some systems send as a number, such as a response code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code(pub String);

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Seen;
        impl de::Visitor<'_> for Seen {
            type Value = Code;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a code as text or whole number")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Code, E> {
                Ok(Code(text.to_owned()))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Code, E> {
                Ok(Code(number.to_string()))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Code, E> {
                Ok(Code(number.to_string()))
            }
        }
        from.deserialize_any(Seen)
    }
}

/// A field's way from the model and back.
pub(super) trait Field<M> {
    fn put(from: &M) -> Self;
    fn take(self) -> M;
}

impl<T: Clone> Field<T> for T {
    fn put(from: &T) -> Self {
        from.clone()
    }
    fn take(self) -> T {
        self
    }
}

impl Field<Stamp> for Time {
    fn put(from: &Stamp) -> Self {
        Self(*from)
    }
    fn take(self) -> Stamp {
        self.0
    }
}

impl Field<Option<Stamp>> for Option<Time> {
    fn put(from: &Option<Stamp>) -> Self {
        from.map(Time)
    }
    fn take(self) -> Option<Stamp> {
        self.map(|time| time.0)
    }
}

impl Field<Option<String>> for Option<Code> {
    fn put(from: &Option<String>) -> Self {
        from.clone().map(Code)
    }
    fn take(self) -> Option<String> {
        self.map(|code| code.0)
    }
}

/// What need not be written, because its absence says the same.
pub(super) trait Blank {
    fn blank(&self) -> bool;
}

impl<T> Blank for Option<T> {
    fn blank(&self) -> bool {
        self.is_none()
    }
}

impl<T> Blank for Vec<T> {
    fn blank(&self) -> bool {
        self.is_empty()
    }
}

impl Blank for bool {
    fn blank(&self) -> bool {
        !*self
    }
}

/// An object of the wire: `id`, `updated_at`, what it must have, what it may have.
/// With `=> model::X` every field also exists in the model under its own name.
macro_rules! object {
    ($(#[$doc:meta])* $name:ident { must { $($must:ident: $must_type:ty),* $(,)? } may { $($may:ident: $may_type:ty),* $(,)? } }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name {
            pub id: String,
            pub updated_at: $crate::log_api::wire::Time,
            $(pub $must: $must_type,)*
            $(#[serde(default, skip_serializing_if = "crate::log_api::wire::field::Blank::blank")]
            pub $may: $may_type,)*
        }
    };
    ($(#[$doc:meta])* $name:ident => $model:ty { must { $($must:ident: $must_type:ty),* $(,)? } may { $($may:ident: $may_type:ty),* $(,)? } }) => {
        $crate::log_api::wire::field::object!($(#[$doc])* $name { must { $($must: $must_type),* } may { $($may: $may_type),* } });
        impl $name {
            pub fn from_model(record: &$model, updated_at: model::Stamp) -> Self {
                use $crate::log_api::wire::field::Field;
                Self {
                    id: record.id.clone(),
                    updated_at: $crate::log_api::wire::Time(updated_at),
                    $($must: Field::put(&record.$must),)*
                    $($may: Field::put(&record.$may),)*
                }
            }
            pub fn into_model(self) -> $model {
                use $crate::log_api::wire::field::Field;
                type Model = $model;
                Model { id: self.id, $($must: Field::take(self.$must),)* $($may: Field::take(self.$may),)* }
            }
        }
    };
}
pub(super) use object;
