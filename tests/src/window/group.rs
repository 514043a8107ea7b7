//! A started program with everything that it starts in turn, ended as one.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use super::failure::Failure;

/// The leader of a process group. The web view starts processes of its own, and ending only the driver would
/// leave them behind; dropping the group ends them all.
pub struct Group(pub Child);

impl Group {
    pub fn start(mut command: Command) -> Result<Self, Failure> {
        let child = command.process_group(0).spawn();
        child.map(Self).map_err(|error| {
            let program = command.get_program().to_string_lossy();
            Failure::new(format!("{program} could not be started: {error}. `cargo xtask setup` installs it."))
        })
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if let Ok(id) = i32::try_from(self.0.id()) {
            let _ = killpg(Pid::from_raw(id), Signal::SIGKILL);
        }
        let _ = self.0.wait();
    }
}
