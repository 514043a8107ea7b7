//! What the program may be told when it starts.

use std::ffi::OsString;
use std::path::PathBuf;

pub struct Options {
    /// Folder of the store; by default the person's own data folder.
    pub store: PathBuf,
    /// Start the demo provider, so that the first screen can offer its account.
    pub demo: bool,
}

impl Options {
    pub fn read(mut arguments: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let mut store = None;
        let mut demo = false;
        while let Some(argument) = arguments.next() {
            match argument.to_str() {
                Some("--store") => match arguments.next() {
                    Some(folder) => store = Some(PathBuf::from(folder)),
                    None => return Err("--store needs a folder".into()),
                },
                Some("--demo") => demo = true,
                _ => {
                    return Err(format!(
                        "{} is not known here. Known: --store DIR, --demo",
                        argument.display()
                    ));
                }
            }
        }
        let store = match store {
            Some(folder) => folder,
            None => api::data_folder().ok_or("no home folder was found; say where with --store DIR")?,
        };
        Ok(Self { store, demo })
    }
}
