//! Which section of a segment's pieces holds what.

/// The times and ids of the rows.
pub const KEYS: u8 = 0;

/// No section of pieces: the cache keeps answers under it.
pub const ANSWERS: u8 = 15;

/// Sections of the first field; the others follow.
const FIELDS: u8 = 16;
/// Sections a field may have.
const EACH: u8 = 3;

/// What has a dictionary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    Words,
    Marks,
    /// Three characters in a row of the words; their rows are the numbers of the words.
    Grams,
    /// One to three characters of the words; their rows are those of the segment.
    Shorts,
    Field(u8),
}

impl Named {
    /// The first of its sections. Those of field numbers that no schema has coincide with the last's.
    const fn first(self) -> u8 {
        match self {
            Self::Words => 1,
            Self::Marks => 4,
            Self::Grams => 7,
            Self::Shorts => 10,
            Self::Field(field) => FIELDS.saturating_add(field.saturating_mul(EACH)),
        }
    }

    /// The strings.
    pub const fn dictionary(self) -> u8 {
        self.first()
    }

    /// The rows of each string, or the string of each row.
    pub const fn rows(self) -> u8 {
        self.first().saturating_add(1)
    }

    /// The search forms of the strings.
    pub const fn forms(self) -> u8 {
        self.first().saturating_add(2)
    }
}

/// Where a field of numbers is.
pub const fn numbers(field: u8) -> u8 {
    Named::Field(field).first()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits;

    #[test]
    fn no_two_sections_are_the_same() {
        let texts = [Named::Words, Named::Marks, Named::Grams, Named::Shorts];
        let named = (0..limits::FIELDS as u8).map(Named::Field).chain(texts);
        let mut all: Vec<u8> = named
            .flat_map(|named| [named.dictionary(), named.rows(), named.forms()])
            .chain([KEYS, ANSWERS])
            .collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
