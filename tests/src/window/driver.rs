//! A display of its own, and WebKit's driver on it.

use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Instant;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use super::failure::Failure;
use super::group::Group;
use super::limits;
use crate::programs;

const PROGRAM: &str = "counterfoil-desktop";

/// The size of the display, and so of the largest window, in pixels.
const SCREEN: &str = "1440x900x24";

/// Fields end in their order: first the driver with the program, then the display under them.
pub struct Driver {
    port: u16,
    _driver: Group,
    _display: Group,
}

impl Driver {
    pub fn start(profile: &Path, variables: &[(&str, &str)]) -> Result<Self, Failure> {
        let (display, number) = display()?;
        let port = free_port()?;
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.env("DISPLAY", format!(":{number}")).env_remove("WAYLAND_DISPLAY");
        // Without it the program does not let itself be driven, and the session hangs for ever.
        command.env("TAURI_WEBVIEW_AUTOMATION", "true");
        for (name, folder) in
            [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")]
        {
            command.env(name, profile.join(folder));
        }
        command.envs(variables.iter().copied());
        let driver = Self { port, _driver: Group::start(command)?, _display: display };
        driver.listens()?;
        Ok(driver)
    }

    fn listens(&self) -> Result<(), Failure> {
        let begun = Instant::now();
        while begun.elapsed() < limits::DRIVER {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return Ok(());
            }
            std::thread::sleep(limits::LOOK);
        }
        Err(Failure::new("WebKit's driver does not listen."))
    }

    /// Starts the program and waits until its page answers.
    pub async fn session(&self, arguments: &[&str]) -> Result<Client, Failure> {
        let program = programs::program(PROGRAM);
        if !program.is_file() {
            let words = format!("{} is not built; `cargo xtask test` builds it first.", program.display());
            return Err(Failure::new(words));
        }
        let mut wish = Capabilities::new();
        wish.insert("webkitgtk:browserOptions".into(), json!({"binary": program, "args": arguments}));
        let page_load = u64::try_from(limits::PAGE_LOAD.as_millis()).unwrap_or(u64::MAX);
        wish.insert("timeouts".into(), json!({"pageLoad": page_load}));
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(wish);
        let address = format!("http://127.0.0.1:{}", self.port);
        let session = tokio::time::timeout(limits::SESSION, builder.connect(&address)).await;
        let client = session
            .map_err(|_| Failure::new("the program does not answer the driver"))?
            .map_err(|error| Failure::new(format!("no session: {error}")))?;
        let body = client.wait().at_most(limits::BODY).every(limits::LOOK).for_element(Locator::Css("body"));
        // The driver itself may hang in a look, so the limit is kept here too.
        match tokio::time::timeout(limits::BODY * 2, body).await {
            Ok(Ok(_)) => Ok(client),
            _ => Err(Failure::new("the page does not answer")),
        }
    }
}

/// Starts Xvfb, which picks a free number by itself and tells it.
fn display() -> Result<(Group, u32), Failure> {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut display = Group::start(command)?;
    let number = display.0.stdout.take().and_then(number);
    number.map(|number| (display, number)).ok_or_else(|| Failure::new("Xvfb did not name its display."))
}

fn number(out: impl Read + Send + 'static) -> Option<u32> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        let read = BufReader::new(out).read_line(&mut line);
        let _ = send.send(read.ok().and_then(|_| line.trim().parse().ok()));
    });
    receive.recv_timeout(limits::DISPLAY).ok().flatten()
}

/// A port that was free a moment ago.
fn free_port() -> Result<u16, Failure> {
    let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    address.map(|address| address.port()).map_err(|error| Failure::new(format!("no free port: {error}")))
}
