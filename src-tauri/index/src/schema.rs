//! What the index knows of a row besides its time and its texts: its fields.

/// The fields of one subject. A field's number is its position; at most [`crate::limits::FIELDS`].
///
/// A segment keeps its fields by number, so a schema grows at its end and never in between.
#[derive(Debug)]
pub struct Schema {
    pub name: &'static str,
    pub fields: &'static [Field],
}

#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub kind: FieldKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// At most one string a row.
    Value,
    /// Any number of strings a row.
    Values,
    /// At most one whole number a row.
    Number,
}

impl Schema {
    /// What field `number` is; none where the schema has no such field.
    pub fn kind(&self, number: u8) -> Option<FieldKind> {
        self.fields.get(usize::from(number)).map(|field| field.kind)
    }

    /// The fields with their numbers.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (u8, FieldKind)> {
        (0..=u8::MAX).zip(self.fields).map(|(number, field)| (number, field.kind))
    }
}
