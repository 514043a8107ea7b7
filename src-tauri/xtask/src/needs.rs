//! What the project needs of a machine, how to see whether it is there, and how to get it on each system.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::platform::Platform;

/// Which command asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Run,
    Test,
}

/// How to see whether a need is met where there is no dpkg.
#[derive(Clone, Copy, Debug)]
pub enum Probe {
    /// One of these programs is in PATH.
    Program(&'static [&'static str]),
    /// pkg-config knows this library.
    Library(&'static str),
    /// fontconfig has this family.
    Font(&'static str),
}

/// One thing that must be there. An empty package name: that system needs nothing for it.
#[derive(Debug)]
pub struct Need {
    pub what: &'static str,
    /// Only the tests need it.
    pub tests_only: bool,
    pub probe: Probe,
    pub debian: &'static str,
    pub fedora: &'static str,
    pub arch: &'static str,
    pub macos: &'static str,
    pub windows: &'static str,
}

/// All of them. Debian's names were installed and tried; the others' are as those systems list them.
pub const NEEDS: &[Need] = &[
    Need {
        what: "a C compiler and linker",
        tests_only: false,
        probe: Probe::Program(&["cc", "clang", "cl"]),
        debian: "build-essential",
        fedora: "gcc gcc-c++ make perl-core",
        arch: "base-devel",
        macos: "xcode-select --install",
        windows: "winget install Microsoft.VisualStudio.2022.BuildTools (with \"Desktop development with C++\")",
    },
    Need {
        what: "pkg-config",
        tests_only: false,
        probe: Probe::Program(&["pkg-config", "pkgconf"]),
        debian: "pkg-config",
        fedora: "pkgconf-pkg-config",
        arch: "pkgconf",
        macos: "brew install pkgconf",
        windows: "",
    },
    Need {
        what: "OpenSSL's library, for the encrypted store",
        tests_only: false,
        probe: Probe::Library("openssl"),
        debian: "libssl-dev",
        fedora: "openssl-devel",
        arch: "openssl",
        macos: "brew install openssl@3",
        windows: "winget install ShiningLight.OpenSSL.Dev, then set OPENSSL_DIR to its folder",
    },
    Need {
        what: "WebKitGTK 4.1, for the window",
        tests_only: false,
        probe: Probe::Library("webkit2gtk-4.1"),
        debian: "libwebkit2gtk-4.1-dev",
        fedora: "webkit2gtk4.1-devel",
        arch: "webkit2gtk-4.1",
        macos: "",
        windows: "",
    },
    Need {
        what: "7-Zip, which opens the protected exports",
        tests_only: false,
        probe: Probe::Program(&["7z", "7zz"]),
        debian: "p7zip-full",
        fedora: "p7zip p7zip-plugins",
        arch: "7zip",
        macos: "brew install sevenzip",
        windows: "winget install 7zip.7zip, then add its folder to PATH",
    },
    Need {
        what: "WebKit's driver, which lets the tests use the window",
        tests_only: true,
        probe: Probe::Program(&["WebKitWebDriver"]),
        debian: "webkit2gtk-driver",
        fedora: "/usr/bin/WebKitWebDriver",
        arch: "webkit2gtk-4.1",
        macos: "",
        windows: "",
    },
    Need {
        what: "Xvfb, a display for the tests",
        tests_only: true,
        probe: Probe::Program(&["Xvfb"]),
        debian: "xvfb",
        fedora: "xorg-x11-server-Xvfb",
        arch: "xorg-server-xvfb",
        macos: "",
        windows: "",
    },
    Need {
        what: "xauth",
        tests_only: true,
        probe: Probe::Program(&["xauth"]),
        debian: "xauth",
        fedora: "xorg-x11-xauth",
        arch: "xorg-xauth",
        macos: "",
        windows: "",
    },
    Need {
        what: "D-Bus",
        tests_only: true,
        probe: Probe::Program(&["dbus-run-session"]),
        debian: "dbus",
        fedora: "dbus-daemon",
        arch: "dbus",
        macos: "",
        windows: "",
    },
    Need {
        // The benchmark says so in its table when it is not there, so only Debian gets it.
        what: "SQLite's command line, which the benchmark compares exports with",
        tests_only: true,
        probe: Probe::Program(&["sqlite3"]),
        debian: "sqlite3",
        fedora: "",
        arch: "",
        macos: "",
        windows: "",
    },
    Need {
        what: "the Inter font",
        tests_only: true,
        probe: Probe::Font("Inter"),
        debian: "fonts-inter",
        fedora: "rsms-inter-fonts",
        arch: "inter-font",
        macos: "",
        windows: "",
    },
    Need {
        what: "the DejaVu fonts",
        tests_only: true,
        probe: Probe::Font("DejaVu Sans"),
        debian: "fonts-dejavu-core",
        fedora: "dejavu-sans-fonts",
        arch: "ttf-dejavu",
        macos: "",
        windows: "",
    },
    Need {
        what: "a font with emoji",
        tests_only: false,
        probe: Probe::Font("Noto Color Emoji"),
        debian: "fonts-noto-color-emoji",
        fedora: "google-noto-color-emoji-fonts",
        arch: "noto-fonts-emoji",
        macos: "",
        windows: "",
    },
    Need {
        what: "a font with Chinese, Japanese and Korean (without it they are boxes)",
        tests_only: false,
        probe: Probe::Font("Noto Sans CJK"),
        debian: "fonts-noto-cjk",
        fedora: "google-noto-sans-cjk-vf-fonts",
        arch: "noto-fonts-cjk",
        macos: "",
        windows: "",
    },
];

impl Need {
    /// The package, or on macOS and Windows the whole command; empty where nothing is needed.
    pub fn package(&self, platform: Platform) -> &'static str {
        match platform {
            Platform::Debian => self.debian,
            Platform::Fedora => self.fedora,
            Platform::Arch => self.arch,
            Platform::MacOs => self.macos,
            Platform::Windows => self.windows,
            Platform::OtherLinux => self.what,
        }
    }

    fn met(&self) -> bool {
        match self.probe {
            Probe::Program(names) => names.iter().any(|name| find_program(name).is_some()),
            Probe::Library(name) => library(name),
            Probe::Font(family) => answers("fc-list", &[family]).is_some_and(|list| !list.trim().is_empty()),
        }
    }
}

/// The needs of a command on a system.
pub fn of(scope: Scope, platform: Platform) -> impl Iterator<Item = &'static Need> {
    NEEDS
        .iter()
        .filter(move |need| scope == Scope::Test || !need.tests_only)
        .filter(move |need| !need.package(platform).is_empty())
}

/// Those that this machine does not meet, asked for without a package tool.
pub fn unmet(scope: Scope, platform: Platform) -> Vec<&'static Need> {
    of(scope, platform).filter(|need| !need.met()).collect()
}

/// Where a program lies in PATH.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|file| file.is_file())
}

/// A library that pkg-config knows; OpenSSL may also be named by its own variable.
fn library(name: &str) -> bool {
    let named = name == "openssl" && std::env::var_os("OPENSSL_DIR").is_some();
    let homebrew = name == "openssl" && answers("brew", &["--prefix", "openssl@3"]).is_some();
    named || homebrew || answers("pkg-config", &["--modversion", name]).is_some()
}

/// What a program prints, when it is there and ends well.
pub fn answers(program: &str, words: &[&str]) -> Option<String> {
    let output = Command::new(program).args(words).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
