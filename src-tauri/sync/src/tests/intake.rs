//! Files into real stores, and out again.

use super::START;
use crate::intake::{self, Error, Figures, Manner, Watch};
use ::import::{Mapping, Opened, Options};
use proptest::prelude::*;
use std::cell::Cell;
use std::path::PathBuf;
use store::{NewAccount, NewImport, Store, Writer};
use tempfile::TempDir;
use vault::StoreKey;

const HEAD: &str = "chat,when,way,words,name,id\n";
const MAP: &str = r#"{"subject":"messages","columns":{"chat_id":"chat","at":"when","direction":"way","text":"words",
    "contact_name":"name","id":"id"}}"#;

struct Desk {
    dir: TempDir,
    key: StoreKey,
    store: Store,
    account: i64,
}

impl Desk {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let key = StoreKey::generate().unwrap();
        let store = Store::create(&dir.path().join("store"), &key, START).unwrap();
        let new = NewAccount {
            name: "Files".into(),
            provider: "import".into(),
            url: String::new(),
            settings: Default::default(),
            secrets: Default::default(),
        };
        let account = store.write(|tx| tx.account_add(&new, START)).unwrap();
        Self { dir, key, store, account }
    }

    fn file(&self, text: &str) -> PathBuf {
        let path = self.dir.path().join("log.csv");
        std::fs::write(&path, text).unwrap();
        path
    }

    fn open(&self, text: &str) -> Opened {
        let mapping: Mapping = serde_json::from_str(MAP).unwrap();
        ::import::open(&self.file(text), &Options { mapping: Some(mapping), ..Options::default() }).unwrap()
    }

    fn preview(&self, text: &str, only_new: bool) -> Figures {
        let mut file = self.open(text);
        intake::preview(
            &self.store,
            Some(self.account),
            &mut file,
            Manner { only_new },
            &mut quiet(&mut |_| ()),
        )
        .unwrap()
    }

    fn accept(&self, text: &str, only_new: bool) -> (i64, Figures) {
        let done = self.try_accept(text, only_new, &|| false).unwrap();
        (done.import, done.figures)
    }

    fn try_accept(
        &self,
        text: &str,
        only_new: bool,
        stop: &dyn Fn() -> bool,
    ) -> intake::Result<intake::Accepted> {
        let mut file = self.open(text);
        let new = NewImport {
            account: self.account,
            form: "csv".into(),
            name: file.name().to_owned(),
            sha256: file.sha256().to_owned(),
            person: "Mara".into(),
        };
        let mut watch = Watch { stop, on: &mut |_| () };
        intake::accept(&self.store, &new, &mut file, Manner { only_new }, &|| START, &mut watch)
    }

    fn undo(&self, import: i64) -> intake::Undone {
        intake::undo(&self.store, import, START, &mut quiet(&mut |_| ())).unwrap()
    }

    /// All that is held, by the provider's ids: rows, their raw forms, where from.
    fn held(&self) -> Vec<String> {
        let reader = self.store.reader().unwrap();
        let mut all = Vec::new();
        for (kind, columns) in [
            (
                "message",
                "session_ext || '|' || at || '|' || direction || '|' || text || '|' || (session IS NULL)",
            ),
            (
                "session",
                "created_at || '|' || active_at || '|' || coalesce(sender_name, '') || '|' || channel",
            ),
        ] {
            let sql = format!("SELECT ext, digest, id, {columns} FROM {kind} ORDER BY ext");
            let mut rows = reader.prepare(&sql).unwrap();
            let rows = rows
                .query_map([], |row| {
                    Ok((
                        row.get::<_, String>(0)?,
                        row.get::<_, i64>(1)?,
                        row.get::<_, i64>(2)?,
                        row.get::<_, String>(3)?,
                    ))
                })
                .unwrap();
            for (ext, digest, id, says) in rows.map(std::result::Result::unwrap) {
                let kind = model::Kind::from_name(kind).unwrap();
                let from = store::raw::get(&reader, kind, id).unwrap().unwrap();
                all.push(format!("{kind:?} {ext} {digest} {says} {} {}", from.endpoint, from.body));
            }
        }
        all
    }
}

fn quiet(on: &mut dyn FnMut(u64)) -> Watch<'_> {
    Watch { stop: &|| false, on }
}

fn line(chat: u8, minute: u16, words: &str, id: u8) -> String {
    let (hour, minute) = (minute / 60 % 24, minute % 60);
    format!("c{chat},2026-03-01T{hour:02}:{minute:02}:00Z,in,{words},Ana {chat},m{id}\n")
}

#[test]
fn a_preview_writes_nothing_and_accepting_does_what_it_said() {
    // shows B16
    let desk = Desk::new();
    let first = format!(
        "{HEAD}{}{}c1,2026-03-01T09:00:00Z,sideways,x,y,m9\nc1,short\n",
        line(1, 5, "one", 1),
        line(2, 6, "two", 2)
    );
    let revision = desk.store.revision();
    let seen = desk.preview(&first, false);
    assert_eq!((desk.store.revision(), desk.held()), (revision, Vec::new()), "a preview writes nothing");
    let sum = seen.sum();
    assert_eq!((seen.rows, seen.rejected, sum.new, sum.changed, sum.unchanged), (4, 2, 4, 0, 0));
    assert_eq!(seen.first[0].place, 4);
    assert_eq!(seen.first[1].why, "it has 2 cells and the heading 6");
    assert!(!format!("{:?}", seen.first).contains("sideways"), "no values in reasons");
    assert_eq!(desk.accept(&first, false).1, seen);

    let again = desk.preview(&first, false).sum();
    assert_eq!((again.new, again.changed, again.unchanged), (0, 0, 4));
    let second = format!("{HEAD}{}{}{}", line(1, 5, "ONE", 1), line(2, 6, "two", 2), line(2, 9, "three", 3));
    let seen = desk.preview(&second, false).sum();
    // The second chat's last message is a later one now.
    assert_eq!((seen.new, seen.changed, seen.unchanged), (1, 2, 2));
    let careful = desk.preview(&second, true);
    assert_eq!((careful.sum().new, careful.sum().changed, careful.sum().kept), (1, 0, 2));
    assert_eq!(desk.accept(&second, true).1, careful);
    assert_eq!(desk.accept(&second, false).1.sum().changed, 2);
}

#[test]
fn what_changed_again_since_is_left_and_told() {
    // shows B16
    let desk = Desk::new();
    let (first, _) = desk.accept(&format!("{HEAD}{}{}", line(1, 5, "one", 1), line(2, 6, "two", 2)), false);
    let before = desk.held();
    let (second, _) = desk.accept(&format!("{HEAD}{}", line(1, 5, "other", 1)), false);
    let undone = desk.undo(first);
    assert_eq!((undone.removed, undone.left), (3, 1), "both chats and the message that is as it was");
    assert_eq!(undone.first[0].id, "m1");
    assert!(matches!(
        intake::undo(&desk.store, first, START, &mut quiet(&mut |_| ())),
        Err(Error::UndoneAlready(_))
    ));
    let undone = desk.undo(second);
    assert_eq!((undone.restored, undone.left), (1, 0));
    let rest = desk.held();
    assert_eq!(rest.len(), 1);
    // Its chat went with the first import, so that it waits for one.
    assert_eq!(
        rest[0].replace("|1 file", "|0 file"),
        before.into_iter().find(|row| row.contains(" m1 ")).unwrap()
    );
    assert_eq!(desk.store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_cancelled_import_is_as_if_it_had_never_begun() {
    // shows B16
    let desk = Desk::new();
    desk.accept(&format!("{HEAD}{}", line(1, 5, "one", 1)), false);
    let before = desk.held();
    let many: String =
        (0..9_000u32).map(|n| format!("c{},2026-03-01T00:00:00Z,in,words {n},Ana,n{n}\n", n % 7)).collect();
    let asked = Cell::new(0u32);
    let stop = || asked.replace(asked.get() + 1) > 7_000;
    let cancelled = desk.try_accept(&format!("{HEAD}{}{many}", line(1, 5, "other", 1)), false, &stop);
    assert!(matches!(cancelled, Err(Error::Cancelled)), "{cancelled:?}");
    assert_eq!(desk.held(), before);
    assert_eq!(store::import::list(&desk.store.reader().unwrap()).unwrap().len(), 1);
    assert_eq!(desk.store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn an_import_that_a_kill_broke_off_is_listed_and_can_be_undone() {
    // shows B16
    let mut desk = Desk::new();
    desk.accept(&format!("{HEAD}{}", line(1, 5, "one", 1)), false);
    let before = desk.held();
    let new = NewImport {
        account: desk.account,
        form: "csv".into(),
        name: "log.csv".into(),
        sha256: String::new(),
        person: "Mara".into(),
    };
    let mut file = desk.open(&format!("{HEAD}{}{}", line(1, 6, "other", 1), line(2, 7, "two", 2)));
    let mut records = Vec::new();
    file.read(&::import::Nothing, &mut |piece| {
        if let ::import::Piece::Row { records: Ok(more), .. } = piece {
            records.extend(more);
        }
        ::import::Flow::On
    })
    .unwrap();
    let import = desk.store.write(|tx| tx.import_begin(&new, START)).unwrap();
    let put = |tx: &mut Writer<'_>| {
        let all =
            records.iter().map(|one| tx.import_put(import, desk.account, "file log.csv", START, one, false));
        all.collect::<store::Result<Vec<_>>>()
    };
    desk.store.write(put).unwrap();
    let (dir, key) = (desk.dir.path().join("store"), desk.key.clone());
    // The process is gone: only the files are left.
    drop(std::mem::replace(
        &mut desk.store,
        Store::create(&desk.dir.path().join("other"), &key, START).unwrap(),
    ));
    desk.store = Store::open(&dir, &key, START).unwrap();
    let listed = store::import::get(&desk.store.reader().unwrap(), import).unwrap().unwrap();
    assert_eq!((listed.done_at, listed.undone_at), (None, None));
    assert_ne!(desk.held(), before);
    let undone = desk.undo(import);
    assert_eq!(undone.left, 0);
    assert_eq!(desk.held(), before);
}

#[test]
fn a_file_that_changed_since_its_preview_is_refused() {
    // shows B16
    let desk = Desk::new();
    let mut file = desk.open(&format!("{HEAD}{}", line(1, 5, "one", 1)));
    let new = NewImport {
        account: desk.account,
        form: "csv".into(),
        name: "log.csv".into(),
        sha256: "of another".into(),
        person: "Mara".into(),
    };
    let manner = Manner { only_new: false };
    let refused = intake::accept(&desk.store, &new, &mut file, manner, &|| START, &mut quiet(&mut |_| ()));
    assert!(matches!(refused, Err(Error::Changed)));
    assert_eq!(desk.held(), Vec::<String>::new());
}

#[test]
fn what_is_deleted_for_good_does_not_live_on_in_an_import() {
    // shows B16
    let desk = Desk::new();
    desk.accept(&format!("{HEAD}{}", line(1, 5, "secret words", 1)), false);
    let (second, _) = desk.accept(&format!("{HEAD}{}", line(1, 5, "other", 1)), false);
    let id: i64 =
        desk.store.reader().unwrap().query_row("SELECT id FROM message", [], |row| row.get(0)).unwrap();
    desk.store.write(|tx: &mut Writer<'_>| tx.bury(model::Kind::Message, id, START)).unwrap();
    let undone = desk.undo(second);
    assert_eq!((undone.removed, undone.restored, undone.left), (0, 0, 0));
    let again = desk.preview(&format!("{HEAD}{}", line(1, 5, "one", 1)), false).sum();
    assert_eq!((again.deleted, again.new), (1, 0), "it does not come back");
}

fn files() -> impl Strategy<Value = Vec<(u8, u16, u8, u8)>> {
    proptest::collection::vec((0u8..4, 0u16..2000, 0u8..3, 0u8..12), 0..25)
}

fn text(rows: &[(u8, u16, u8, u8)]) -> String {
    let words = ["one", "two", "three"];
    rows.iter().fold(HEAD.to_owned(), |all, (chat, minute, said, id)| {
        all + &line(*chat, *minute, words[usize::from(*said)], *id)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn an_import_undone_leaves_the_store_as_it_was(base in files(), rows in files(), only_new: bool) {
        // shows B16
        let desk = Desk::new();
        desk.accept(&text(&base), false);
        let before = desk.held();
        let seen = desk.preview(&text(&rows), only_new);
        let (import, done) = desk.accept(&text(&rows), only_new);
        prop_assert_eq!(&seen, &done);
        let undone = desk.undo(import);
        prop_assert_eq!((undone.removed, undone.restored, undone.left), (done.sum().new, done.sum().changed, 0));
        prop_assert_eq!(desk.held(), before);
        prop_assert_eq!(desk.store.check().unwrap(), Vec::<String>::new());
    }
}
