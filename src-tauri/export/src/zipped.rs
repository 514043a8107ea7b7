//! The protection: a zip that ordinary tools open with a password.
//!
//! WinZip AE-2 with AES-256, written as a stream. AE-2 keeps the plaintext's CRC out of the file; the
//! `zip` crate writes AE-1, which leaks it, whenever it can seek, so it is given a writer that cannot.
//! Entry names are fixed words, because a zip's directory is not encrypted.

use crate::digest::{HashingWriter, Print};
use crate::error::Result;
use crate::limits;
use chrono::{Datelike, Timelike};
use model::Stamp;
use std::io::{self, Write};
use vault::Secret;
use zip::write::{FileOptions, SimpleFileOptions, StreamWriter};
use zip::{AesMode, CompressionMethod, DateTime, ZipWriter};

pub struct ProtectedZip<'p, W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    password: &'p [u8],
    modified: DateTime,
}

/// One open entry; what is written to it is hashed before it is packed and encrypted.
pub struct EntryWriter<'z, W: Write> {
    inner: HashingWriter<&'z mut ZipWriter<StreamWriter<W>>>,
}

impl<'p, W: Write> ProtectedZip<'p, W> {
    /// `at`: the time that entries carry. It is visible without the password.
    ///
    /// # Errors
    /// [`crate::Error::Password`] for a password of a length that is none.
    pub fn new(to: W, password: &'p Secret, at: Stamp) -> Result<Self> {
        let password = password.bytes()?;
        Ok(Self { zip: ZipWriter::new_stream(to), password, modified: zip_time(at) })
    }

    /// Opens the next entry.
    ///
    /// # Errors
    /// [`crate::Error::Zip`] when the header cannot be written.
    pub fn entry(&mut self, name: &str) -> Result<EntryWriter<'_, W>> {
        let options: FileOptions<'_, '_, ()> = SimpleFileOptions::DEFAULT
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(limits::DEFLATE_LEVEL))
            // The size is not known yet and may pass 4 GiB; without this the entry would then fail.
            .large_file(true)
            .unix_permissions(0o600)
            .last_modified_time(self.modified)
            .with_aes_encryption_bytes(AesMode::Aes256, self.password);
        self.zip.start_file(name, options)?;
        Ok(EntryWriter { inner: HashingWriter::new(&mut self.zip) })
    }

    /// Writes the directory and gives the writer back.
    ///
    /// # Errors
    /// [`crate::Error::Zip`] when it cannot be written.
    pub fn finish(self) -> Result<W> {
        Ok(self.zip.finish()?.into_inner())
    }
}

impl<W: Write> EntryWriter<'_, W> {
    /// Size and hash of the entry's plaintext.
    pub fn print(self) -> Print {
        self.inner.finish().1
    }
}

impl<W: Write> Write for EntryWriter<'_, W> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.inner.write(buf)
    }

    // A flush of the packer would only cost compression: the bytes are safe when the file is synced.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// MS-DOS time, which zip uses: local, two-second steps, from 1980 on. Outside that: 1980-01-01.
fn zip_time(at: Stamp) -> DateTime {
    at.local()
        .ok()
        .and_then(|t| {
            let year = u16::try_from(t.year()).ok()?;
            let small = |n: u32| u8::try_from(n).unwrap_or(0);
            let (month, day) = (small(t.month()), small(t.day()));
            DateTime::from_date_and_time(
                year,
                month,
                day,
                small(t.hour()),
                small(t.minute()),
                small(t.second()),
            )
            .ok()
        })
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seven::opens;

    /// Every local header: (flags, method, crc, AE version, strength, inner method).
    fn local_headers(bytes: &[u8]) -> Vec<(u16, u16, u32, u16, u8, u16)> {
        let word = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
        let starts = bytes.windows(4).enumerate().filter(|(_, w)| w == b"PK\x03\x04").map(|(at, _)| at);
        starts
            .map(|at| {
                let name = usize::from(word(at + 26));
                let extra = at + 30 + name..at + 30 + name + usize::from(word(at + 28));
                let mut field = extra.start;
                while word(field) != 0x9901 {
                    field += 4 + usize::from(word(field + 2));
                    assert!(field < extra.end, "no AES field");
                }
                let crc = u32::from(word(at + 14)) | u32::from(word(at + 16)) << 16;
                (word(at + 6), word(at + 8), crc, word(field + 4), bytes[field + 8], word(field + 9))
            })
            .collect()
    }

    #[test]
    fn entries_are_ae_2_aes_256_and_leak_no_crc() {
        // shows S1.5
        let secret = Secret::from("twelve chars".to_owned());
        let mut zip = ProtectedZip::new(Vec::new(), &secret, Stamp::utc(1_795_251_600_000)).unwrap();
        for (name, size) in [("messages.csv", 70_000), ("manifest.json", 5)] {
            let mut entry = zip.entry(name).unwrap();
            entry.write_all(&vec![b'x'; size]).unwrap();
            assert_eq!(entry.print().bytes, size as u64);
        }
        let bytes = zip.finish().unwrap();
        let headers = local_headers(&bytes);
        assert_eq!(headers.len(), 2);
        for (flags, method, crc, version, strength, inner) in headers {
            assert_eq!(flags & 0b1001, 0b1001, "encrypted, sizes in a descriptor");
            assert_eq!((method, crc, version, strength, inner), (99, 0, 2, 3, 8));
        }
        let plain_crc = crc32(&[b'x'; 70_000]).to_le_bytes();
        assert!(!bytes.windows(4).any(|w| w == plain_crc), "the plaintext's CRC is nowhere in the file");
    }

    /// CRC-32 (ISO 3309) bit by bit.
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { c >> 1 ^ 0xEDB8_8320 } else { c >> 1 })
        })
    }

    #[test]
    fn times_outside_what_zip_can_say_fall_back() {
        assert_eq!(zip_time(Stamp::utc(0)).year(), 1980);
        let time = zip_time(Stamp { at: 1_795_251_600_000, offset: 60 });
        assert_eq!((time.year(), time.month(), time.day(), time.hour()), (2026, 11, 21, 10));
    }

    #[test]
    fn seven_zip_opens_it_with_any_script_and_refuses_what_is_wrong() {
        // shows S1.5 S4.2
        let dir = tempfile::tempdir().unwrap();
        let long = "p".repeat(limits::EXPORT_PASSWORD_MAX_BYTES);
        for password in [
            "correct-horse-battery",
            "pässwörd-Grüße-1",
            "пароль-двенадцать",
            "안전한비밀번호열두글자요",
            &long,
        ] {
            let file = dir.path().join("a.zip");
            let secret = Secret::from(password.to_owned());
            let mut zip = ProtectedZip::new(Vec::new(), &secret, Stamp::utc(0)).unwrap();
            zip.entry("messages.csv").unwrap().write_all(&vec![b'x'; 300_000]).unwrap();
            zip.entry("manifest.json").unwrap().write_all(b"{}").unwrap();
            std::fs::write(&file, zip.finish().unwrap()).unwrap();
            assert!(opens(&file, password), "{password}");
            assert!(!opens(&file, "another password"), "{password}");
            assert!(!opens(&file, ""), "{password}");
        }
    }
}
