//! Nothing readable ever reaches the disk, and the connections are set as SECURITY says.

use super::samples::{message, session};
use super::{fetched, fixture};
use crate::NewAccount;
use model::Record;
use std::path::Path;

const CANARY: &str = "canaryzeisigkanarienvogel";

fn nowhere(dir: &Path, canary: &str) -> usize {
    let wide: Vec<u8> = canary.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut files = 0;
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for form in [canary.as_bytes(), &wide] {
            assert!(!bytes.windows(form.len()).any(|w| w == form), "{} holds {canary}", path.display());
        }
        files += usize::from(!bytes.is_empty());
    }
    files
}

#[test]
fn no_text_of_any_record_is_readable_in_any_file() {
    let fx = fixture();
    let mut chat = session("s1", &[CANARY]);
    chat.sender.name = Some(CANARY.into());
    let mut records = vec![fetched(Record::Session(Box::new(chat)))];
    // Enough for pages to reach the log, and some to be folded in.
    records.extend(
        (0..3000).map(|n| fetched(Record::Message(message(&format!("m{n}"), n, &format!("{CANARY} {n}"))))),
    );
    fx.put(&records);
    let account = NewAccount {
        name: CANARY.into(),
        provider: "log-api".into(),
        url: "https://example.invalid".into(),
        settings: Default::default(),
        secrets: [("token".to_owned(), CANARY.to_owned())].into(),
    };
    fx.store.write(|tx| tx.account_add(&account, 0)).unwrap();
    assert!(!format!("{account:?}").contains("token"));
    let schema = "CREATE TABLE";
    for text in [CANARY, schema] {
        assert!(nowhere(fx.dir.path(), text) >= 3, "database, log and its index stand while it is open");
    }
    fx.store.close().unwrap();
    for text in [CANARY, schema, "SQLite format 3"] {
        assert_eq!(nowhere(fx.dir.path(), text), 1, "one file when closed; the lock is empty");
    }
}

#[test]
fn connections_are_set_as_promised() {
    let fx = fixture();
    let reader = fx.store.reader().unwrap();
    let one = |pragma: &str| {
        reader.query_row(&format!("PRAGMA {pragma}"), [], |r| r.get::<_, rusqlite::types::Value>(0))
    };
    let text = |s: &str| rusqlite::types::Value::Text(s.into());
    let number = rusqlite::types::Value::Integer;
    assert!(matches!(one("cipher_version"), Ok(rusqlite::types::Value::Text(v)) if v.starts_with('4')));
    for (pragma, value) in [
        ("journal_mode", text("wal")),
        ("cipher_hmac_algorithm", text("HMAC_SHA256")),
        ("cipher_page_size", text("8192")),
        ("cipher_memory_security", text("0")),
        ("query_only", number(1)),
        ("trusted_schema", number(0)),
        ("foreign_keys", number(1)),
        ("temp_store", number(2)),
        ("cache_size", number(-16_384)),
        ("user_version", number(2)),
    ] {
        assert_eq!(one(pragma), Ok(value), "{pragma}");
    }
    assert!(reader.execute("DELETE FROM message", []).is_err(), "a reader cannot write");
    assert!(reader.query_row("SELECT load_extension('x')", [], |_| Ok(())).is_err());
    let written = fx.store.write(|tx| {
        let get = |p: &str| tx.connection().query_row(&format!("PRAGMA {p}"), [], |r| r.get::<_, i64>(0));
        Ok([get("secure_delete")?, get("recursive_triggers")?, get("synchronous")?, get("trusted_schema")?])
    });
    assert_eq!(written.unwrap(), [1, 1, 1, 0]);
    let flushed = fx.store.write_flushed(|tx| {
        Ok(tx.connection().query_row("PRAGMA synchronous", [], |r| r.get::<_, i64>(0))?)
    });
    assert_eq!(flushed.unwrap(), 2, "the register waits for the disk");
}
