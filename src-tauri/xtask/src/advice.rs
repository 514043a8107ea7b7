//! The words for what is missing: each thing by name, then the one command that gets it.

use crate::limits;
use crate::needs::Need;
use crate::platform::Platform;

/// What to say when Node is absent or too old; `found` is what `node --version` printed.
pub fn node(platform: Platform, found: Option<&str>) -> Option<String> {
    let version = found.and_then(version);
    if version.is_some_and(|version| version >= limits::NODE) {
        return None;
    }
    let state = match version {
        Some((major, minor)) => format!("Node {major}.{minor} is too old"),
        None => "Node is missing".to_owned(),
    };
    let way = match platform {
        Platform::Fedora => "sudo dnf install nodejs",
        Platform::Arch => "sudo pacman -S --needed nodejs npm",
        Platform::MacOs => "brew install node",
        Platform::Windows => "winget install OpenJS.NodeJS.LTS",
        Platform::Debian | Platform::OtherLinux => {
            "its own site, nodejs in a newer release, or a version tool such as nvm"
        }
    };
    let (major, minor) = limits::NODE;
    Some(format!(
        "{state}: the window's page is built with Node {major}.{minor} or newer, and npm.\n  Get it: {way}"
    ))
}

/// Major and minor of what `node --version` prints, such as `v20.20.2`.
fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.trim().trim_start_matches('v').split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// What to say of the needs that are not met; nothing when there are none.
pub fn packages(platform: Platform, unmet: &[&Need]) -> Option<String> {
    if unmet.is_empty() {
        return None;
    }
    let list: String = unmet.iter().map(|need| format!("\n  - {}", line(platform, need))).collect();
    let names: Vec<&str> = unmet.iter().map(|need| need.package(platform)).collect();
    let way = match platform {
        Platform::Debian => format!("\n  Get it: sudo apt-get install {}", words(&names)),
        Platform::Fedora => format!("\n  Get it: sudo dnf install {}", words(&names)),
        Platform::Arch => format!("\n  Get it: sudo pacman -S --needed {}", words(&names)),
        Platform::OtherLinux => "\n  Get them from your system's packages.".to_owned(),
        Platform::MacOs | Platform::Windows => String::new(),
    };
    Some(format!("Missing on {}:{list}{way}", platform.title()))
}

fn line(platform: Platform, need: &Need) -> String {
    match platform {
        Platform::MacOs | Platform::Windows => format!("{}: {}", need.what, need.package(platform)),
        _ => need.what.to_owned(),
    }
}

/// Package names in one line, each once.
fn words(names: &[&str]) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for name in names.iter().flat_map(|name| name.split(' ')) {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::needs::{self, Scope};

    #[test]
    fn what_is_missing_is_named_with_the_one_command_that_gets_it() {
        let cases = [
            (
                Platform::Fedora,
                "sudo dnf install gcc gcc-c++ make perl-core pkgconf-pkg-config openssl-devel webkit2gtk4.1-devel",
            ),
            (Platform::Arch, "sudo pacman -S --needed base-devel pkgconf openssl webkit2gtk-4.1 7zip"),
            (
                Platform::Debian,
                "sudo apt-get install build-essential pkg-config libssl-dev libwebkit2gtk-4.1-dev",
            ),
            (Platform::MacOs, "OpenSSL's library, for the encrypted store: brew install openssl@3"),
            (Platform::Windows, "7-Zip, which opens the protected exports: winget install 7zip.7zip"),
        ];
        for (platform, words) in cases {
            let all: Vec<_> = needs::of(Scope::Run, platform).collect();
            let said = packages(platform, &all).unwrap();
            assert!(said.contains(words), "{said}");
            assert!(all.iter().all(|need| said.contains(need.what)), "each thing is named: {said}");
        }
    }

    #[test]
    fn a_package_that_meets_two_needs_is_named_once() {
        let all: Vec<_> = needs::of(Scope::Test, Platform::Arch).collect();
        let said = packages(Platform::Arch, &all).unwrap();
        assert_eq!(said.matches("webkit2gtk-4.1").count(), 1, "{said}");
    }

    #[test]
    fn nothing_is_said_where_nothing_is_missing() {
        assert_eq!(packages(Platform::Fedora, &[]), None);
        assert_eq!(node(Platform::Arch, Some("v20.20.2\n")), None);
        assert_eq!(node(Platform::Arch, Some("v26.0.0")), None);
        assert!(node(Platform::Arch, Some("v20.18.3")).is_some());
    }

    #[test]
    fn node_is_asked_for_when_absent_or_too_old() {
        let absent = node(Platform::MacOs, None).unwrap();
        assert!(absent.contains("Node is missing") && absent.contains("brew install node"), "{absent}");
        let old = node(Platform::Windows, Some("v18.19.0")).unwrap();
        assert!(old.contains("Node 18.19 is too old") && old.contains("winget"), "{old}");
    }

    #[test]
    fn running_needs_less_than_testing_and_every_system_is_told_something() {
        for platform in
            [Platform::Debian, Platform::Fedora, Platform::Arch, Platform::MacOs, Platform::Windows]
        {
            let run = needs::of(Scope::Run, platform).count();
            let test = needs::of(Scope::Test, platform).count();
            assert!(run > 0 && run <= test, "{platform:?}: {run}, {test}");
        }
        assert!(needs::of(Scope::Run, Platform::Debian).all(|need| need.debian != "xvfb"));
    }
}
