//! The program's main job with no window: demo provider → sync → query → protected export → verify, through
//! the command line alone, as a script would. The figures it prints are the program's own.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::demo::Demo;
use crate::error::Error;
use crate::needs;
use crate::place::Place;
use crate::step::{last_lines, step};
use crate::voice::say;

/// Made-up logs need no secret: whoever wants to look into the demo store afterwards types these.
const PASSPHRASE: &str = "a demo store of made-up logs";
const PASSWORD: &str = "a demo export of made-up logs";
const NOT_THE_PASSWORD: &str = "not the password of this export";

/// What is asked of the store: subject, query, in words.
const QUESTIONS: [(&str, &str, &str); 5] = [
    ("sessions", "", "chats"),
    ("sessions", "state:open", "chats that are not closed"),
    ("messages", "", "messages"),
    ("deliveries", "", "deliveries"),
    ("deliveries", "code:failed", "deliveries whose response code says that they failed"),
];

/// One run through it, in folders of its own.
struct Journey<'a> {
    place: &'a Place,
    store: PathBuf,
    file: PathBuf,
}

/// Runs it, and says where the export lies.
pub fn journey(place: &Place) -> Result<(), Error> {
    let folder = place.target.join("demo");
    fresh(&folder)?;
    let journey = Journey { place, store: folder.join("store"), file: folder.join("messages.zip") };
    let demo = Demo::start(place)?;
    say(&format!("✓ demo provider  {}\n", demo.url));
    journey.fill(&demo)?;
    journey.ask()?;
    journey.export()?;
    journey.verify()?;
    journey.open_with_seven_zip()?;
    say(&format!(
        "\nThe export is {}\n  password   {PASSWORD}\nThe store is {}\n  passphrase {PASSPHRASE}\n",
        journey.file.display(),
        journey.store.display()
    ));
    Ok(())
}

/// An empty folder: what an earlier run left there is removed.
fn fresh(folder: &Path) -> Result<(), Error> {
    let trouble = |deed| move |source| Error::File { path: folder.to_path_buf(), deed, source };
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(trouble("emptied"))?;
    }
    std::fs::create_dir_all(folder).map_err(trouble("made"))
}

impl Journey<'_> {
    fn fill(&self, demo: &Demo) -> Result<(), Error> {
        self.tell("init", &["init", "--person", "Mara"])?;
        let add = ["account", "add", "Demo", "--provider", "log-api", "--url", &demo.url];
        let mut command = self.counterfoil(&add);
        command.args(["--secret", "token=COUNTERFOIL_DEMO_TOKEN"]).env("COUNTERFOIL_DEMO_TOKEN", &demo.token);
        show(&step(self.place, "account add", command)?);
        self.tell("sync", &["sync"])
    }

    fn ask(&self) -> Result<(), Error> {
        for (subject, query, words) in QUESTIONS {
            let mut asked = vec!["query", subject];
            asked.extend((!query.is_empty()).then_some(query));
            asked.extend(["--count", "--json"]);
            let name = format!("query {subject} {query}");
            let said = step(self.place, name.trim_end(), self.counterfoil(&asked))?;
            let count =
                count(&said).ok_or_else(|| Error::Wrong(format!("`{name}` gave no count: {said}")))?;
            say(&format!("    {count} {words}\n"));
            if count == 0 {
                return Err(Error::Wrong(format!(
                    "The demo provider's logs hold {words}, and the store has none."
                )));
            }
        }
        Ok(())
    }

    fn export(&self) -> Result<(), Error> {
        let mut command = self.counterfoil(&["export", "messages", "--form", "csv", "--protect", "zip"]);
        command.args(["--purpose", "Demonstration: the whole way from provider to protected file"]);
        command.arg("--out").arg(&self.file).env("COUNTERFOIL_EXPORT_PASSWORD", PASSWORD);
        show(&step(self.place, "export", command)?);
        Ok(())
    }

    fn verify(&self) -> Result<(), Error> {
        self.tell("register verify", &["register", "verify"])?;
        let mut command = self.counterfoil(&["identify"]);
        command.arg(&self.file);
        show(&step(self.place, "identify", command)?);
        Ok(())
    }

    /// The file opens with the tool that people have, and only with its password.
    fn open_with_seven_zip(&self) -> Result<(), Error> {
        let program = ["7z", "7zz"].into_iter().find(|name| needs::find_program(name).is_some());
        let program =
            program.ok_or_else(|| Error::Missing("7-Zip is missing. Get it: cargo xtask setup".into()))?;
        let test = |password: &str| {
            let mut command = Command::new(program);
            command.args(["t", "-bd", &format!("-p{password}")]).arg(&self.file);
            command
        };
        step(self.place, "7z t, with the password", test(PASSWORD))?;
        let refused = test(NOT_THE_PASSWORD)
            .output()
            .map_err(|source| Error::Start { program: program.to_owned(), source })?;
        if refused.status.success() {
            return Err(Error::Wrong("7-Zip opened the export with a wrong password.".to_owned()));
        }
        say("✓ 7z t, with another password: refused\n");
        Ok(())
    }

    fn tell(&self, name: &str, words: &[&str]) -> Result<(), Error> {
        show(&step(self.place, name, self.counterfoil(words))?);
        Ok(())
    }

    fn counterfoil(&self, words: &[&str]) -> Command {
        let mut command = Command::new(self.place.program("counterfoil"));
        command.arg("--store").arg(&self.store).args(words);
        command.env("COUNTERFOIL_PASSPHRASE", PASSPHRASE).current_dir(&self.place.root);
        command
    }
}

/// The end of what the command line said, set in a little.
fn show(said: &str) {
    for line in last_lines(said, 6).lines() {
        say(&format!("    {line}\n"));
    }
}

/// The number in `{"count": N}`.
fn count(said: &str) -> Option<u64> {
    let last = said.lines().rev().find(|line| !line.trim().is_empty())?;
    serde_json::from_str::<Value>(last).ok()?.get("count")?.as_u64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_read_from_its_document_only() {
        assert_eq!(count("{\"count\": 20000}\n"), Some(20_000));
        assert_eq!(count("20000"), None);
        assert_eq!(count(""), None);
    }

    #[test]
    fn a_fresh_folder_holds_nothing_of_an_earlier_run() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo");
        fresh(&path).unwrap();
        std::fs::write(path.join("old.zip"), "x").unwrap();
        fresh(&path).unwrap();
        assert_eq!(std::fs::read_dir(&path).unwrap().count(), 0);
    }
}
