//! How a schema is written down: once, with the number of each field as a constant.

/// `SCHEMA`, and a constant a field: `CHANNEL "channel" Value`. Numbers are places, so a field is only
/// ever added at the end.
macro_rules! schema {
    ($name:literal: $($(#[$about:meta])* $field:ident $text:literal $kind:ident,)+) => {
        pub static SCHEMA: index::Schema = index::Schema {
            name: $name,
            fields: &[$(index::Field { name: $text, kind: index::FieldKind::$kind }),+],
        };
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Place { $($field),+ }
        $($(#[$about])* pub const $field: u8 = Place::$field as u8;)+
    };
}
pub(super) use schema;
