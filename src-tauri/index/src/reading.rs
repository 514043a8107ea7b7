//! One segment's pieces, fetched and decoded as they are needed.

use crate::keys::{Key, KeyChunk, Keys};
use crate::lists::{ListChunk, Lists};
use crate::sections::{self, Named};
use crate::strings::{Strings, StringsReading};
use crate::{Bits, Cache, Codes, Dictionary, Error, Numbers, PieceKey, Pieces, Result, Segment, posting};
use crate::{forms::Forms, limits, tokens::Want};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The chunk number of a section's directory; its chunks follow.
pub const DIRECTORY: u32 = 0;

/// Rows of a list that are gone through between two looks at whether to stop: about a tenth of a
/// millisecond.
const LOOK: usize = 128;

/// Where the pieces of one segment come from.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub segment: &'a Segment,
    pieces: &'a dyn Pieces,
    cache: &'a Cache,
}

impl<'a> Reading<'a> {
    pub fn new(segment: &'a Segment, pieces: &'a dyn Pieces, cache: &'a Cache) -> Self {
        Self { segment, pieces, cache }
    }

    pub fn rows(&self) -> u32 {
        self.segment.rows
    }

    fn piece(&self, section: u8, chunk: u32) -> PieceKey {
        PieceKey { segment: self.segment.number, section, chunk }
    }

    /// A piece by way of the cache; `decode` also tells its bytes in memory.
    fn get<T: Send + Sync + 'static>(
        &self,
        section: u8,
        chunk: u32,
        decode: impl FnOnce(Vec<u8>) -> Result<(T, usize)>,
    ) -> Result<Arc<T>> {
        let key = self.piece(section, chunk);
        self.cache.get(key, || decode(self.pieces.get(key)?))
    }

    pub fn strings(&self, named: Named) -> Result<StringsReading<'a>> {
        let directory = self.get(named.dictionary(), DIRECTORY, |bytes| {
            let strings = Strings::decode(&bytes)?;
            let size = strings.bytes();
            Ok((strings, size))
        })?;
        Ok(StringsReading::new(*self, named, directory))
    }

    /// Chunk `n` of a dictionary.
    pub fn strings_chunk(&self, named: Named, n: u32) -> Result<Arc<Dictionary>> {
        self.get(named.dictionary(), n.saturating_add(1), |bytes| {
            let dictionary = Dictionary::decode(bytes)?;
            let size = dictionary.bytes();
            Ok((dictionary, size))
        })
    }

    /// The same, and nothing is kept in the cache.
    pub fn strings_chunk_once(&self, named: Named, n: u32) -> Result<Arc<Dictionary>> {
        let piece = self.piece(named.dictionary(), n.saturating_add(1));
        Ok(Arc::new(Dictionary::decode(self.pieces.get(piece)?)?))
    }

    /// The search forms of a dictionary with so many entries.
    pub fn forms(&self, named: Named, entries: u32) -> Result<Arc<Forms>> {
        self.get(named.forms(), 0, |bytes| {
            let forms = Forms::decode(bytes, entries)?;
            let size = forms.size();
            Ok((forms, size))
        })
    }

    pub fn codes(&self, named: Named) -> Result<Arc<Codes>> {
        self.get(named.rows(), 0, |bytes| {
            let codes = Codes::decode(self.rows(), &bytes)?;
            let size = codes.bytes();
            Ok((codes, size))
        })
    }

    pub fn numbers(&self, field: u8) -> Result<Arc<Numbers>> {
        self.get(sections::numbers(field), 0, |bytes| {
            let numbers = Numbers::decode(self.rows(), &bytes)?;
            let size = numbers.bytes();
            Ok((numbers, size))
        })
    }

    /// The lists of a dictionary's entries.
    pub fn lists(&self, named: Named) -> Result<ListsReading<'a>> {
        let directory = self.get(named.rows(), DIRECTORY, |bytes| {
            let lists = Lists::decode(&bytes)?;
            let size = lists.bytes();
            Ok((lists, size))
        })?;
        Ok(ListsReading { reading: *self, named, directory, chunk: None, once: false })
    }

    /// The rows that `find` gives for `want`, kept in memory like a piece: what takes long is asked anew
    /// with each filter that is added to it.
    pub fn remembered(&self, want: &Want, find: impl Fn() -> Result<Bits>) -> Result<Bits> {
        let mut hasher = FxHasher::default();
        want.hash(&mut hasher);
        let key = self.piece(sections::ANSWERS, hasher.finish() as u32);
        let remembered = self.cache.get(key, || {
            let rows = find()?.encode();
            let size = rows.len();
            Ok((Remembered { want: want.clone(), rows }, size))
        })?;
        // Another want may have the same number in the cache.
        if remembered.want == *want { Bits::decode(self.rows(), &remembered.rows) } else { find() }
    }

    pub fn keys(&self) -> Result<KeysReading<'a>> {
        let directory = self.get(sections::KEYS, DIRECTORY, |bytes| {
            let keys = Keys::decode(&bytes)?;
            let size = keys.bytes();
            Ok((keys, size))
        })?;
        if directory.rows() != self.rows() {
            return Err(Error::Damaged(format!(
                "segment {} has not as many keys as rows",
                self.segment.number
            )));
        }
        Ok(KeysReading { reading: *self, directory, chunk: None })
    }
}

/// An answer that was given before.
struct Remembered {
    want: Want,
    /// As [`Bits::encode`] gives it.
    rows: Vec<u8>,
}

/// The lists of one dictionary; the chunk read last is at hand.
pub struct ListsReading<'a> {
    reading: Reading<'a>,
    named: Named,
    directory: Arc<Lists>,
    /// With the entry of its first list.
    chunk: Option<(u32, Arc<ListChunk>)>,
    /// Whether what is read now will hardly be read again soon.
    once: bool,
}

impl ListsReading<'_> {
    /// From now on nothing is kept in the cache: so many lists would take the place of all else.
    pub fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// Gives the bytes of entry `n`'s list to `take`.
    pub fn with<R>(&mut self, n: u32, take: impl FnOnce(&[u8]) -> Result<R>) -> Result<R> {
        let at_hand = self.chunk.as_ref().and_then(|(first, chunk)| chunk.get(n.checked_sub(*first)?));
        if let Some(list) = at_hand {
            return take(list);
        }
        let damaged = || Error::damaged("a list is missing");
        let (chunk, place) = self.directory.chunk_of(n).ok_or_else(damaged)?;
        let (section, chunk) = (self.named.rows(), chunk.saturating_add(1));
        let chunk = if self.once {
            Arc::new(ListChunk::decode(self.reading.pieces.get(self.reading.piece(section, chunk))?)?)
        } else {
            self.reading.get(section, chunk, |bytes| {
                let chunk = ListChunk::decode(bytes)?;
                let size = chunk.bytes();
                Ok((chunk, size))
            })?
        };
        let taken = take(chunk.get(place).ok_or_else(damaged)?);
        self.chunk = Some((n - place, chunk));
        taken
    }

    /// The rows, below `of`, of any of these entries.
    pub fn any(
        &mut self,
        of: u32,
        entries: impl Iterator<Item = u32>,
        stop: &dyn Fn() -> bool,
    ) -> Result<Bits> {
        let mut rows = Bits::none(of);
        for (n, entry) in entries.enumerate() {
            if n % LOOK == LOOK - 1 && stop() {
                return Err(Error::Stopped);
            }
            self.with(entry, |list| posting::or_into(list, &mut rows))?;
        }
        Ok(rows)
    }
}

/// The keys of a segment; the chunk used last is at hand.
pub struct KeysReading<'a> {
    reading: Reading<'a>,
    directory: Arc<Keys>,
    chunk: Option<(u32, Arc<KeyChunk>)>,
}

impl KeysReading<'_> {
    fn with<R>(&mut self, ask: impl FnOnce(&Keys, &mut crate::keys::Load) -> Result<R>) -> Result<R> {
        let Self { reading, directory, chunk: held } = self;
        let mut load = |n: u32| {
            if let Some((_, chunk)) = held.as_ref().filter(|(number, _)| *number == n) {
                return Ok(Arc::clone(chunk));
            }
            let read = reading.get(sections::KEYS, n.saturating_add(1), |bytes| {
                let chunk = directory.chunk(n, &bytes)?;
                let size = chunk.bytes();
                Ok((chunk, size))
            })?;
            *held = Some((n, Arc::clone(&read)));
            Ok(read)
        };
        ask(directory, &mut load)
    }

    pub fn key(&mut self, row: u32) -> Result<Key> {
        self.with(|keys, load| keys.key(row, load))?.ok_or_else(|| Error::damaged("a row has no key"))
    }

    pub fn row_of(&mut self, key: Key) -> Result<Option<u32>> {
        self.with(|keys, load| keys.row_of(key, load))
    }

    /// How many rows have a smaller key.
    pub fn rows_below(&mut self, key: Key) -> Result<u32> {
        self.with(|keys, load| keys.rows_below(key, load))
    }
}

impl Segment {
    /// The keys of its rows, dead or not.
    pub fn keys<'a>(&'a self, pieces: &'a dyn Pieces, cache: &'a Cache) -> Result<KeysReading<'a>> {
        Reading::new(self, pieces, cache).keys()
    }
}

const _: () = assert!(limits::ROWS < 1 << 24, "chunks are numbered below 2^24");
