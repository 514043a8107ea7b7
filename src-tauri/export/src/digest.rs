//! A writer that hashes and counts what passes through it, and the hash of a file.

use crate::error::{Error, Result};
use crate::limits;
use sha2::{Digest, Sha256};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

/// Size and SHA-256 (lower-case hex) of a run of bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    pub bytes: u64,
    pub sha256: String,
}

pub struct HashingWriter<W> {
    inner: W,
    hasher: Sha256,
    bytes: u64,
}

impl<W: Write> HashingWriter<W> {
    pub fn new(inner: W) -> Self {
        Self { inner, hasher: Sha256::new(), bytes: 0 }
    }

    pub fn finish(self) -> (W, Print) {
        let print = Print { bytes: self.bytes, sha256: hex::encode(self.hasher.finalize()) };
        (self.inner, print)
    }
}

impl<W: Write> Write for HashingWriter<W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let taken = self.inner.write(buf)?;
        self.hasher.update(buf.get(..taken).unwrap_or(buf));
        self.bytes += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Counts where the counter can be seen from outside, while the writer is buried in others.
pub struct Counting<'c, W> {
    pub inner: W,
    bytes: &'c Cell<u64>,
}

impl<'c, W: Write> Counting<'c, W> {
    pub const fn new(inner: W, bytes: &'c Cell<u64>) -> Self {
        Self { inner, bytes }
    }
}

impl<W: Write> Write for Counting<'_, W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        let taken = self.inner.write(buf)?;
        self.bytes.set(self.bytes.get() + taken as u64);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Hashes a file from its first byte to its last.
///
/// # Errors
/// [`Error::Disk`] when it cannot be read.
pub fn print_of(path: &Path) -> Result<Print> {
    let mut file = File::open(path).map_err(Error::disk(path))?;
    let mut hasher = HashingWriter::new(io::sink());
    let mut buffer = vec![0; limits::READ_BUFFER];
    loop {
        let read = file.read(&mut buffer).map_err(Error::disk(path))?;
        let Some(part) = buffer.get(..read).filter(|p| !p.is_empty()) else { break };
        hasher.write_all(part).map_err(Error::disk(path))?;
    }
    Ok(hasher.finish().1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_what_was_written_is_the_hash_of_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("f");
        let mut writer = HashingWriter::new(File::create(&path).unwrap());
        writer.write_all(b"ab").unwrap();
        writer.write_all(b"c").unwrap();
        let (_, print) = writer.finish();
        assert_eq!(print, print_of(&path).unwrap());
        // SHA-256 of "abc": FIPS 180-2, appendix B.1.
        assert_eq!(print.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(print.bytes, 3);
    }
}
