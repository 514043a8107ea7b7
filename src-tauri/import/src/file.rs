//! A file as a person names it, plain or in a zip, and its bytes as text.

mod decode;
mod zipped;

pub use decode::Encoding;
pub(crate) use decode::{Decoded, Written};

use crate::channel_talk::is_workbook;
use crate::error::{Error, Result, beyond};
use crate::limits;
use sha2::{Digest, Sha256};
use std::cell::Cell;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

/// A file that is there, its print taken.
#[derive(Debug)]
pub(crate) struct Source {
    path: PathBuf,
    /// Without its folder.
    pub name: String,
    /// Of the file as it lies there, a zip as a whole.
    pub sha256: String,
    inside: Inside,
}

#[derive(Debug)]
enum Inside {
    Plain,
    /// Which entry of the zip that it is.
    Zipped(Zipped),
    /// The files of a folder that it is, by name.
    Folder(Vec<PathBuf>),
}

#[derive(Debug)]
struct Zipped {
    entry: usize,
    password: Option<String>,
}

impl Source {
    /// # Errors
    /// [`Error::PasswordNeeded`] and [`Error::PasswordWrong`] of a zip; [`Error::Form`] where none of the forms can
    /// be in it.
    pub fn open(path: &Path, password: Option<&str>) -> Result<Self> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let about = std::fs::metadata(path).map_err(Error::Io)?;
        if about.is_dir() {
            let files = files(path)?;
            return Ok(Self {
                path: path.to_path_buf(),
                name,
                sha256: print(&files)?,
                inside: Inside::Folder(files),
            });
        }
        if !about.is_file() {
            return Err(no_form("it is no file"));
        }
        let mut head = Vec::new();
        File::open(path).map_err(Error::Io)?.take(BEGIN).read_to_end(&mut head).map_err(Error::Io)?;
        let inside = match head.as_slice() {
            begin if is_workbook(begin) => Inside::Plain,
            [b'P', b'K', 3 | 5, ..] => {
                let (entry, password) = (zipped::only_entry(path, password)?, password.map(str::to_owned));
                Inside::Zipped(Zipped { entry, password })
            }
            [0xD0, 0xCF, 0x11, 0xE0, ..] => {
                let what = "it is a workbook that is protected with a password, or of Excel before 2007; save it \
                            without a password as .xlsx";
                return Err(no_form(what));
            }
            _ => Inside::Plain,
        };
        Ok(Self { sha256: print(&[path.to_path_buf()])?, path: path.to_path_buf(), name, inside })
    }

    /// Reads it from its beginning, unpacked.
    ///
    /// # Errors
    /// Those of `work`, and [`Error::TooLarge`] for what unpacks to more than [`limits::UNPACKED`].
    pub fn with<T>(&self, work: impl FnOnce(&mut dyn Read) -> Result<T>) -> Result<T> {
        match &self.inside {
            Inside::Plain => work(&mut Bounded::new(BufReader::new(File::open(&self.path)?))),
            Inside::Zipped(Zipped { entry, password }) => {
                zipped::with(&self.path, *entry, password.as_deref(), |reader| {
                    work(&mut Bounded::new(reader))
                })
            }
            Inside::Folder(files) => match files.first() {
                Some(first) => work(&mut Bounded::new(BufReader::new(File::open(first)?))),
                None => Err(no_form("the folder holds no file")),
            },
        }
    }

    /// All of its bytes.
    ///
    /// # Errors
    /// [`Error::TooLarge`] for more than `most`.
    pub fn whole(&self, most: u64) -> Result<Vec<u8>> {
        self.with(|reader| {
            let mut bytes = Vec::new();
            reader.take(most + 1).read_to_end(&mut bytes)?;
            match bytes.len() as u64 > most {
                true => Err(Error::TooLarge { what: format!("it has more than {} MiB", most >> 20) }),
                false => Ok(bytes),
            }
        })
    }

    pub fn is_folder(&self) -> bool {
        matches!(self.inside, Inside::Folder(_))
    }

    /// Reads each file of a folder, or the one that it is.
    ///
    /// # Errors
    /// As [`Source::with`].
    pub fn each_file(&self, mut work: impl FnMut(&mut dyn Read) -> Result<()>) -> Result<()> {
        let Inside::Folder(files) = &self.inside else { return self.with(work) };
        files.iter().try_for_each(|file| work(&mut Bounded::new(BufReader::new(File::open(file)?))))
    }
}

/// Bytes at the beginning that tell a workbook from another zip.
const BEGIN: u64 = 2048;

fn no_form(what: &str) -> Error {
    Error::Form { form: "any of the forms there are", what: what.to_owned() }
}

/// The files in a folder, by name; not those of folders within, nor hidden ones.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type()?.is_file() && !hidden {
            files.push(entry.path());
        }
        if files.len() > limits::FILES {
            return Err(Error::TooLarge { what: format!("it holds more than {} files", limits::FILES) });
        }
    }
    files.sort();
    Ok(files)
}

/// SHA-256 over the files' contents, in hexadecimal digits; of several over their lengths too.
fn print(files: &[PathBuf]) -> Result<String> {
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    for path in files {
        let mut file = File::open(path)?;
        if files.len() > 1 {
            hash.update(file.metadata()?.len().to_le_bytes());
        }
        loop {
            let read = file.read(&mut buffer)?;
            match buffer.get(..read) {
                Some(part) if read > 0 => hash.update(part),
                _ => break,
            }
        }
    }
    Ok(hex::encode(hash.finalize()))
}

/// Ends with an error where a reader would go on for ever.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Bounded<R> {
    fn new(inner: R) -> Self {
        Self { inner, left: limits::UNPACKED }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(to)?;
        self.left = match self.left.checked_sub(read as u64) {
            Some(left) => left,
            None => return Err(beyond(format!("it unpacks to more than {} GiB", limits::UNPACKED >> 30))),
        };
        Ok(read)
    }
}

/// Ends with an error where one row would be made of a whole file: a quotation mark may never be closed.
pub(crate) struct Metered<'b, R> {
    inner: R,
    /// Bytes that may still be read of this row; whoever reads sets it anew with each.
    budget: &'b Cell<u64>,
}

impl<'b, R: Read> Metered<'b, R> {
    pub fn new(inner: R, budget: &'b Cell<u64>) -> Self {
        Self { inner, budget }
    }
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        if self.budget.get() == 0 {
            let most = limits::ROW >> 20;
            return Err(beyond(format!(
                "a row is longer than {most} MiB, or a quotation mark is never closed"
            )));
        }
        let read = self.inner.read(to)?;
        self.budget.set(self.budget.get().saturating_sub(read as u64));
        Ok(read)
    }
}
