//! Which system this is, from what it says of itself.

/// The systems whose package names are known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Debian and what is made from it: packages are installed here without asking twice.
    Debian,
    Fedora,
    Arch,
    OtherLinux,
    MacOs,
    Windows,
}

impl Platform {
    /// This machine's.
    pub fn here() -> Self {
        let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
        Self::of(std::env::consts::OS, &release)
    }

    /// From the operating system's name in Rust and the text of `/etc/os-release`.
    pub fn of(os: &str, release: &str) -> Self {
        match os {
            "macos" => Self::MacOs,
            "windows" => Self::Windows,
            _ => Self::linux(release),
        }
    }

    fn linux(release: &str) -> Self {
        let words = [field(release, "ID"), field(release, "ID_LIKE")].join(" ");
        words
            .split_whitespace()
            .find_map(|word| match word {
                "debian" | "ubuntu" => Some(Self::Debian),
                "fedora" | "rhel" => Some(Self::Fedora),
                "arch" => Some(Self::Arch),
                _ => None,
            })
            .unwrap_or(Self::OtherLinux)
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Debian => "Debian",
            Self::Fedora => "Fedora",
            Self::Arch => "Arch",
            Self::OtherLinux => "this Linux",
            Self::MacOs => "macOS",
            Self::Windows => "Windows",
        }
    }
}

/// A field of os-release, without its quotes; empty when absent.
fn field(release: &str, name: &str) -> String {
    release
        .lines()
        .filter_map(|line| line.split_once('='))
        .find(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_told_apart_by_id_then_by_what_they_are_like() {
        let cases = [
            ("linux", "ID=debian\nVERSION_ID=\"12\"\n", Platform::Debian),
            ("linux", "NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", Platform::Debian),
            ("linux", "ID=fedora\n", Platform::Fedora),
            ("linux", "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", Platform::Fedora),
            ("linux", "ID=arch\n", Platform::Arch),
            ("linux", "ID=endeavouros\nID_LIKE='arch'\n", Platform::Arch),
            ("linux", "ID=alpine\n", Platform::OtherLinux),
            ("linux", "", Platform::OtherLinux),
            ("macos", "", Platform::MacOs),
            ("windows", "", Platform::Windows),
        ];
        for (os, release, platform) in cases {
            assert_eq!(Platform::of(os, release), platform, "{os}: {release}");
        }
    }
}
