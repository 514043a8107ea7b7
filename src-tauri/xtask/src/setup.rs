//! What `run` and `test` do first: the system's packages, the UI's packages, and the tools of the tests.

use std::process::Command;

use crate::error::Error;
use crate::needs::{self, Scope};
use crate::place::Place;
use crate::platform::Platform;
use crate::step;
use crate::{advice, deny, node};

/// Makes this machine ready, or says exactly what is missing. Does nothing that is done already.
pub fn setup(place: &Place, scope: Scope) -> Result<(), Error> {
    let platform = Platform::here();
    let node = needs::answers("node", &["--version"]);
    if let Some(words) = advice::node(platform, node.as_deref()) {
        return Err(Error::Missing(words));
    }
    packages(place, platform, scope)?;
    node::packages(place)?;
    if scope == Scope::Test {
        deny::install(place)?;
    }
    Ok(())
}

/// Debian's packages are installed; on other systems the person is told which and how.
fn packages(place: &Place, platform: Platform, scope: Scope) -> Result<(), Error> {
    if platform != Platform::Debian || needs::find_program("dpkg-query").is_none() {
        let unmet = needs::unmet(scope, platform);
        return advice::packages(platform, &unmet).map_or(Ok(()), |words| Err(Error::Missing(words)));
    }
    let wanted: Vec<&str> = needs::of(scope, platform).map(|need| need.debian).collect();
    apt(place, &wanted)
}

/// Installs those of the named packages that are not there.
pub fn apt(place: &Place, wanted: &[&str]) -> Result<(), Error> {
    let missing = absent(wanted);
    if missing.is_empty() {
        return Ok(());
    }
    step::step(place, "apt-get update", apt_get(&["update"])?)?;
    let mut words = vec!["install", "--yes", "--no-install-recommends"];
    words.extend(&missing);
    let name = format!("apt-get install ({} packages)", missing.len());
    step::step(place, &name, apt_get(&words)?)?;
    Ok(())
}

fn absent<'a>(wanted: &[&'a str]) -> Vec<&'a str> {
    let mut words = vec!["--show", "--showformat", "${Package} ${db:Status-Status}\n"];
    words.extend(wanted);
    // dpkg-query ends with an error when one name is unknown, and still lists the others.
    let output = Command::new("dpkg-query").args(&words).output();
    let list = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    not_installed(wanted, &list)
}

/// The wanted names without a line `NAME installed` in dpkg's list.
fn not_installed<'a>(wanted: &[&'a str], list: &str) -> Vec<&'a str> {
    let there = |name: &str| list.lines().any(|line| line.split_once(' ') == Some((name, "installed")));
    wanted.iter().copied().filter(|name| !there(name)).collect()
}

/// apt-get as root: directly, or through sudo, which asks on the terminal by itself.
fn apt_get(words: &[&str]) -> Result<Command, Error> {
    let root = needs::answers("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    let mut command = if root {
        Command::new("env")
    } else if needs::find_program("sudo").is_some() {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    } else {
        let wish = format!("apt-get {}", words.join(" "));
        return Err(Error::Missing(format!(
            "System packages are missing, and this is neither root nor is there sudo. As root, run:\n  {wish}"
        )));
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]).args(words);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_counts_only_when_dpkg_calls_it_installed() {
        let list = "xvfb installed\nxauth config-files\nlibssl-dev-extra installed\n";
        assert_eq!(
            not_installed(&["xvfb", "xauth", "libssl-dev", "dbus"], list),
            ["xauth", "libssl-dev", "dbus"]
        );
        assert!(not_installed(&["xvfb"], list).is_empty());
    }
}
