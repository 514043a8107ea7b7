//! Where things lie on this machine, and its zone.

use std::path::PathBuf;

/// The platform's folder for a program's own data, and ours in it. `None` without a home folder.
pub fn data_folder() -> Option<PathBuf> {
    let base = if cfg!(target_os = "windows") {
        from("APPDATA")
    } else if cfg!(target_os = "macos") {
        from("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        from("XDG_DATA_HOME").or_else(|| from("HOME").map(|home| home.join(".local/share")))
    };
    base.map(|folder| folder.join("Counterfoil"))
}

/// Where exports go unless somebody says otherwise: a folder of their own among the person's documents.
pub(crate) fn documents_folder() -> Option<PathBuf> {
    let home = from("HOME").or_else(|| from("USERPROFILE"))?;
    let documents = home.join("Documents");
    Some(if documents.is_dir() { documents } else { home }.join("Counterfoil exports"))
}

/// Offset of this machine's zone from UTC, now, in minutes.
pub fn local_offset() -> i16 {
    i16::try_from(chrono::Local::now().offset().local_minus_utc() / 60).unwrap_or(0)
}

fn from(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
