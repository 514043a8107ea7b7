//! The tools that the benchmark is compared with: DuckDB and Datasette in a Python environment of their own,
//! lnav from Debian's packages. None of them is needed for anything else, so none of them stops anything: the
//! benchmark says in its tables which are absent.

use std::path::PathBuf;
use std::process::Command;

use crate::error::Error;
use crate::needs;
use crate::place::Place;
use crate::platform::Platform;
use crate::voice::say;
use crate::{setup, step};

/// Pinned, so that figures of different days can be compared.
const WHEELS: [&str; 2] = ["duckdb==2.0.0", "datasette==0.65.5"];
/// What they need of Debian.
const PACKAGES: [&str; 2] = ["python3-venv", "lnav"];

/// Puts them where the benchmark looks for them; does nothing that is done already. What cannot be had is
/// told and left out.
pub fn install(place: &Place) {
    if Platform::here() == Platform::Debian {
        told(setup::apt(place, &PACKAGES));
    }
    if !installed(place) {
        told(wheels(place));
    }
}

fn told(done: Result<(), Error>) {
    if let Err(why) = done {
        say(&format!("The benchmark will lack a peer: {why}\n"));
    }
}

fn folder(place: &Place) -> PathBuf {
    place.tools().join("peers")
}

/// Written once all wheels are there; another list of wheels makes it anew.
fn stamp(place: &Place) -> PathBuf {
    folder(place).join("wheels.stamp")
}

fn installed(place: &Place) -> bool {
    std::fs::read_to_string(stamp(place)).is_ok_and(|wheels| wheels == WHEELS.join("\n"))
}

fn wheels(place: &Place) -> Result<(), Error> {
    let found = ["python3", "python"].into_iter().find_map(needs::find_program);
    let python = found.ok_or_else(|| Error::Missing("Python 3 is not in PATH.".to_owned()))?;
    let mut make = Command::new(python);
    make.args(["-m", "venv"]).arg(folder(place));
    step::step(place, "make a Python environment", make)?;
    let own = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    let mut pip = Command::new(folder(place).join(own));
    pip.args(["-m", "pip", "install", "--no-input", "--disable-pip-version-check"]).args(WHEELS);
    step::step(place, "pip install duckdb datasette", pip)?;
    let path = stamp(place);
    std::fs::write(&path, WHEELS.join("\n")).map_err(|source| Error::File { path, deed: "written", source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wheels_of_another_version_are_not_taken_for_these() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place { root: folder.path().to_path_buf(), target: folder.path().join("target") };
        assert!(!installed(&place));
        std::fs::create_dir_all(super::folder(&place)).unwrap();
        std::fs::write(stamp(&place), WHEELS.join("\n")).unwrap();
        assert!(installed(&place));
        std::fs::write(stamp(&place), "duckdb==0.1").unwrap();
        assert!(!installed(&place));
    }
}
