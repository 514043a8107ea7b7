//! What a person may ask for.

use crate::error::{Error, Result};
use crate::folders::Side;
use crate::limits;
use crate::measure::{export, sync_rate};
use crate::{load, peer::Tool};
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Measures the program on made-up logs, each figure beside those of plain tools.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench")]
pub struct Options {
    /// Messages in the store, such as 10k, 100k, 1m or 10m; as many deliveries, and sessions, go with them.
    #[arg(long, default_value = "1m", value_parser = scale)]
    pub scale: u64,
    /// Only the figures whose names begin so, such as `search` or `export`.
    #[arg(long)]
    pub only: Option<String>,
    /// One JSON document on standard output instead of tables.
    #[arg(long)]
    pub json: bool,
    /// Tables in Markdown, as docs/BENCHMARKS.md has them.
    #[arg(long)]
    pub markdown: bool,
    /// Peers that are loaded and asked, with commas between; or `none`.
    #[arg(long, default_value = "sqlite,duckdb,datasette,lnav")]
    pub peers: Peers,
    /// Keeps the loaded stores in this folder, and loads only what it does not hold yet.
    #[arg(long, conflicts_with = "from")]
    pub keep: Option<PathBuf>,
    /// Measures the stores in this folder and loads nothing.
    #[arg(long)]
    pub from: Option<PathBuf>,
    /// Measures nothing: reads figures that `--json` wrote. May be given several times.
    #[arg(long)]
    pub read: Vec<PathBuf>,
    /// A table of how figures grow with the data, instead of those of each scale.
    #[arg(long)]
    pub growth: bool,
    #[command(subcommand)]
    pub child: Option<Child>,
}

#[derive(Debug, Subcommand)]
pub enum Child {
    #[command(name = export::child::VERB, hide = true)]
    Export { store: PathBuf, out: PathBuf },
    #[command(name = sync_rate::VERB, hide = true)]
    Sync { url: String, token: String, root: PathBuf },
    #[command(name = sync_rate::SERVE, hide = true)]
    Serve {
        #[arg(value_parser = scale)]
        scale: u64,
    },
    #[command(name = load::VERB, hide = true)]
    Load {
        side: Side,
        #[arg(value_parser = scale)]
        scale: u64,
        root: PathBuf,
    },
}

/// Which peers take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peers {
    /// Plain SQLite itself, with its 7z for exports.
    pub sqlite: bool,
    /// They read what plain SQLite holds.
    pub tools: Vec<Tool>,
}

impl std::str::FromStr for Peers {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut peers = Self { sqlite: false, tools: Vec::new() };
        for name in text.split(',').map(str::trim).filter(|name| *name != "none") {
            match Tool::ALL.into_iter().find(|tool| tool.ending() == name) {
                Some(tool) => peers.tools.push(tool),
                None if name == "sqlite" => peers.sqlite = true,
                None => return Err(Error::Peers(name.to_owned())),
            }
        }
        Ok(peers)
    }
}

/// `10k`, `1m` or a plain number.
fn scale(text: &str) -> Result<u64> {
    let lower = text.to_ascii_lowercase();
    let (digits, times) = match (lower.strip_suffix('k'), lower.strip_suffix('m')) {
        (Some(digits), _) => (digits, 1_000),
        (_, Some(digits)) => (digits, 1_000_000),
        _ => (lower.as_str(), 1),
    };
    let number = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(times));
    number
        .filter(|number| (limits::LEAST..=limits::MOST).contains(number))
        .ok_or_else(|| Error::Scale(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_written_as_people_say_them() {
        for (text, want) in [("10k", Some(10_000)), ("1M", Some(1_000_000)), ("2500", Some(2_500))] {
            assert_eq!(scale(text).ok(), want, "{text}");
        }
        for text in ["", "k", "ten", "1", "11m", "-5k", "99999999999999999999m"] {
            assert!(matches!(scale(text), Err(Error::Scale(_))), "{text}");
        }
    }

    #[test]
    fn peers_are_named_and_none_is_none() {
        let peers = |text: &str| text.parse::<Peers>().ok();
        let some = Peers { sqlite: true, tools: vec![Tool::Lnav] };
        assert_eq!(peers("sqlite, lnav"), Some(some));
        assert_eq!(peers("none"), Some(Peers { sqlite: false, tools: Vec::new() }));
        assert_eq!(peers("oracle"), None);
    }
}
