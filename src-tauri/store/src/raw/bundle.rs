//! Records packed together: a directory (how many, and where each ends), then one after another, all of it
//! compressed as one.

use crate::error::{Error, Result};
use crate::limits::{BUNDLE_BYTES, BUNDLE_UNPACKED, BUNDLED};
use zstd::bulk::Compressor;

#[derive(Debug, Default)]
pub(super) struct Bundle {
    /// Where each record ends.
    ends: Vec<u32>,
    bodies: Vec<u8>,
}

impl Bundle {
    /// For a record of so many bytes. A first one always fits.
    pub fn has_room(&self, bytes: usize) -> bool {
        self.ends.is_empty() || (self.ends.len() < BUNDLED && self.bodies.len() + bytes <= BUNDLE_BYTES)
    }

    /// Its number in here.
    pub fn add(&mut self, body: &str) -> u8 {
        let place = u8::try_from(self.ends.len()).unwrap_or(u8::MAX);
        self.bodies.extend_from_slice(body.as_bytes());
        self.ends.push(u32::try_from(self.bodies.len()).unwrap_or(u32::MAX));
        place
    }

    pub fn is_empty(&self) -> bool {
        self.bodies.is_empty()
    }

    pub fn get(&self, place: u8) -> Result<String> {
        let wrong = || Error::damaged("a raw record is not where it should be");
        let (from, end) = self.bounds(place).ok_or_else(wrong)?;
        let body = self.bodies.get(from..end).filter(|body| !body.is_empty()).ok_or_else(wrong)?;
        String::from_utf8(body.to_vec()).map_err(|_| Error::damaged("a raw record is not text"))
    }

    /// Its place stays, empty, so that the others keep theirs.
    pub fn cut(&mut self, place: u8) {
        let Some((from, end)) = self.bounds(place) else { return };
        if from <= end && end <= self.bodies.len() {
            self.bodies.drain(from..end);
            let less = u32::try_from(end - from).unwrap_or(0);
            self.ends.iter_mut().skip(place.into()).for_each(|end| *end = end.saturating_sub(less));
        }
    }

    fn bounds(&self, place: u8) -> Option<(usize, usize)> {
        let place = usize::from(place);
        let from = match place.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        Some((usize::try_from(from).ok()?, usize::try_from(*self.ends.get(place)?).ok()?))
    }

    /// Packs it into `out`, which is used again and again.
    pub fn pack<'o>(&self, zstd: &mut Compressor<'_>, out: &'o mut Vec<u8>) -> Result<&'o [u8]> {
        let mut plain = Vec::with_capacity(4 + self.ends.len() * 4 + self.bodies.len());
        plain.extend_from_slice(&u32::try_from(self.ends.len()).unwrap_or(u32::MAX).to_le_bytes());
        plain.extend(self.ends.iter().flat_map(|end| end.to_le_bytes()));
        plain.extend_from_slice(&self.bodies);
        out.clear();
        out.reserve(zstd::zstd_safe::compress_bound(plain.len()));
        zstd.compress_to_buffer(&plain, out).map_err(Error::io("Compressing records"))?;
        Ok(out)
    }

    pub fn unpack(packed: &[u8]) -> Result<Self> {
        let bound = zstd::bulk::Decompressor::upper_bound(packed).unwrap_or(BUNDLE_UNPACKED);
        let plain = zstd::bulk::decompress(packed, bound.min(BUNDLE_UNPACKED))
            .map_err(|e| Error::damaged(format!("a raw record cannot be unpacked ({e})")))?;
        Self::parse(&plain).ok_or_else(|| Error::damaged("raw records are not packed as they should be"))
    }

    fn parse(plain: &[u8]) -> Option<Self> {
        let (count, rest) = plain.split_first_chunk::<4>()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok().filter(|count| *count <= BUNDLED)?;
        let (ends, bodies) = rest.split_at_checked(count * 4)?;
        let (ends, _) = ends.as_chunks::<4>();
        let ends: Vec<u32> = ends.iter().map(|end| u32::from_le_bytes(*end)).collect();
        let whole = ends.last().map_or(0, |end| *end);
        let sound = ends.is_sorted() && usize::try_from(whole).ok()? == bodies.len();
        sound.then(|| Self { ends, bodies: bodies.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_out_as_they_went_in_and_a_cut_one_is_gone() {
        let mut zstd = Compressor::new(1).unwrap();
        let mut out = Vec::new();
        let bodies = ["{\"id\":1}", "x", "", "Grüße 🙂", &"long ".repeat(5_000)];
        let mut bundle = Bundle::default();
        for (place, body) in bodies.iter().enumerate() {
            assert_eq!(usize::from(bundle.add(body)), place);
        }
        let mut left: Vec<Option<&str>> =
            bodies.iter().map(|body| Some(*body).filter(|body| !body.is_empty())).collect();
        for cut in [1, 4, 1, 0, 9, 3] {
            bundle = Bundle::unpack(bundle.pack(&mut zstd, &mut out).unwrap()).unwrap();
            for (place, body) in left.iter().enumerate() {
                assert_eq!(bundle.get(place as u8).ok().as_deref(), *body, "{place}");
            }
            assert!(!bundle.is_empty());
            bundle.cut(cut);
            left.get_mut(usize::from(cut)).into_iter().for_each(|gone| *gone = None);
        }
        assert!(bundle.is_empty() && bundle.bodies.is_empty(), "nothing of them stays");
    }

    #[test]
    fn a_bundle_is_bounded_in_records_and_bytes() {
        let mut bundle = Bundle::default();
        assert!(bundle.has_room(10 * BUNDLE_BYTES), "a large record has one of its own");
        (0..BUNDLED).for_each(|_| assert!(bundle.has_room(1) && bundle.add("x") < u8::MAX));
        assert!(!bundle.has_room(1));
    }

    #[test]
    fn what_makes_no_sense_is_damage_and_no_panic() {
        let packed = |plain: &[u8]| zstd::bulk::compress(plain, 1).unwrap();
        for plain in [
            &b""[..],
            &[1, 0, 0],
            &[1, 0, 0, 0, 2, 0, 0, 0, b'x'],
            &[2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
            &[255, 255, 255, 255, 0, 0, 0, 0],
        ] {
            assert!(matches!(Bundle::unpack(&packed(plain)), Err(Error::Damaged { .. })), "{plain:?}");
        }
        assert!(matches!(Bundle::unpack(b"no zstd"), Err(Error::Damaged { .. })));
        let fine = Bundle::unpack(&packed(&[1, 0, 0, 0, 2, 0, 0, 0, 0xff, 0xfe])).unwrap();
        assert!(fine.get(0).is_err() && fine.get(1).is_err());
    }
}
