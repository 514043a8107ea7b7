//! Datasette on loopback, on plain SQLite's file, through its JSON API: each statement is a request to the
//! database's `.json` page.

use super::{SqlPeer, fault, http, tools};
use crate::error::{Error, Result};
use crate::folders::Folders;
use crate::limits::PEER_READY;
use crate::question::Dialect;
use serde::Deserialize;
use serde_json::Value;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub const NAME: &str = "Datasette";
/// Its own limits are raised, so that it answers what others answer.
const SETTINGS: [(&str, &str); 3] =
    [("sql_time_limit_ms", "600000"), ("max_returned_rows", "1000"), ("num_sql_threads", "2")];

pub struct Datasette {
    process: Child,
    server: SocketAddr,
}

#[derive(Deserialize)]
struct Page {
    rows: Vec<Vec<Value>>,
}

impl Datasette {
    pub fn start(folders: &Folders) -> Result<Self> {
        let python = tools::python(NAME)?;
        let server = free_address()?;
        let mut command = Command::new(python);
        command.args(["-m", "datasette", "serve", "--immutable"]).arg(folders.plain());
        command.args(["--host", "127.0.0.1", "--port", &server.port().to_string()]);
        for (name, value) in SETTINGS {
            command.args(["--setting", name, value]);
        }
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let peer = Self { process: quiet.spawn().map_err(fault(NAME))?, server };
        peer.wait()?;
        Ok(peer)
    }

    fn wait(&self) -> Result<()> {
        let began = Instant::now();
        while http::get(self.server, "/-/versions.json").is_err() {
            if began.elapsed() > PEER_READY {
                return Err(Error::peer(NAME, format!("did not answer within {} s", PEER_READY.as_secs())));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    fn rows(&self, sql: &str) -> Result<Vec<Vec<Value>>> {
        let path = format!("/plain.json?_shape=arrays&sql={}", http::escaped(sql));
        let body = http::get(self.server, &path).map_err(fault(NAME))?;
        Ok(serde_json::from_slice::<Page>(&body).map_err(|why| Error::peer(NAME, why))?.rows)
    }
}

/// A port that was free a moment ago.
fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(fault(NAME))?;
    listener.local_addr().map_err(fault(NAME))
}

impl SqlPeer for Datasette {
    const NAME: &'static str = NAME;
    const DIALECT: Dialect = Dialect::Fts;

    fn count(&mut self, sql: &str) -> Result<u64> {
        let rows = self.rows(sql)?;
        let count = rows.first().and_then(|row| row.first()).and_then(Value::as_u64);
        count.ok_or_else(|| Error::peer(NAME, "it gave no count"))
    }

    fn page(&mut self, sql: &str) -> Result<usize> {
        Ok(self.rows(sql)?.len())
    }

    fn facet(&mut self, sql: &str) -> Result<(usize, u64)> {
        let rows = self.rows(sql)?;
        Ok((rows.len(), rows.iter().filter_map(|row| row.get(1)?.as_u64()).sum()))
    }
}

impl Drop for Datasette {
    fn drop(&mut self) {
        let _ = self.process.kill().and_then(|()| self.process.wait());
    }
}
