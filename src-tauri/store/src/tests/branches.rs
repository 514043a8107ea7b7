//! Lists of records: which are due, and what is gone at the provider.

use super::{NOW, fixture};
use crate::{Branch, NewAccount, branch, gone};
use model::Kind;

fn list(parent: &str, version: &str, at: i64) -> Branch {
    Branch {
        stream: "messages".into(),
        parent: parent.into(),
        version: version.into(),
        at,
        carry: Some(format!("of {parent}")),
    }
}

#[test]
fn a_list_is_due_until_it_was_read_as_it_is_now() {
    let fx = fixture();
    let note = |lists: &[Branch]| {
        fx.store
            .write(|tx| lists.iter().map(|list| tx.branch_note(1, list)).collect::<Result<Vec<_>, _>>())
            .unwrap()
    };
    let next = || branch::next(&fx.store.reader().unwrap(), 1, "messages", &[]).unwrap();
    let due = || branch::due(&fx.store.reader().unwrap(), 1, "messages").unwrap();
    assert_eq!(next(), None);
    assert_eq!(note(&[list("a", "1", 10), list("b", "1", 30), list("c", "1", 20)]), [true; 3]);
    assert_eq!(note(&[list("a", "1", 99)]), [false], "nothing new");
    let first = next().unwrap();
    assert_eq!((first.parent.as_str(), first.cursor.as_deref(), first.known, due()), ("b", None, false, 3));
    assert_eq!(first.carry.as_deref(), Some("of b"));
    let second = branch::next(&fx.store.reader().unwrap(), 1, "messages", &[first.id]).unwrap();
    assert_eq!(second.map(|due| due.parent).as_deref(), Some("c"), "but for the first");

    fx.store.write(|tx| tx.branch_left(first.id, "page 2")).unwrap();
    assert_eq!(next().unwrap().cursor.as_deref(), Some("page 2"), "left in the middle");
    // It changes while it is read: read to the end as it was, it is due once more.
    note(&[list("b", "2", 40)]);
    fx.store.write(|tx| tx.branch_walked(first.id, &first.version)).unwrap();
    let again = next().unwrap();
    assert_eq!((again.parent.as_str(), again.version.as_str(), again.known), ("b", "2", true));
    assert_eq!(again.cursor, None, "from its beginning");
    fx.store.write(|tx| tx.branch_walked(again.id, "2")).unwrap();
    assert_eq!((next().unwrap().parent.as_str(), due()), ("c", 2));
    assert_eq!(
        branch::next(&fx.store.reader().unwrap(), 2, "messages", &[]).unwrap(),
        None,
        "another account"
    );

    let left = next().unwrap();
    fx.store.write(|tx| tx.branch_walked(left.id, "1")).unwrap();
    note(&[list("c", "2", 50)]);
    fx.store.write(|tx| tx.branch_left(left.id, "page 3")).unwrap();
    note(&[list("c", "3", 60)]);
    let anew = next().unwrap();
    assert_eq!(
        (anew.parent.as_str(), anew.cursor, anew.known),
        ("c", None, false),
        "news on both sides of the place"
    );

    let account = NewAccount {
        name: "one".into(),
        provider: "log-api".into(),
        url: "http://127.0.0.1".into(),
        settings: Default::default(),
        secrets: Default::default(),
    };
    fx.store.write(|tx| tx.account_add(&account, NOW)).unwrap();
    fx.store.write(|tx| tx.account_remove(1, false, NOW)).unwrap();
    assert_eq!(due(), 0);
}

#[test]
fn what_is_gone_is_noted_once_and_may_come_back() {
    let fx = fixture();
    fx.store
        .write(|tx| {
            tx.gone_note(1, Kind::Message, "m1", NOW)?;
            tx.gone_note(1, Kind::Message, "m1", NOW + 5)?;
            tx.gone_note(1, Kind::Message, "m2", NOW)?;
            tx.gone_note(1, Kind::Session, "m1", NOW)?;
            tx.gone_back(1, Kind::Message, "m2")
        })
        .unwrap();
    let reader = fx.store.reader().unwrap();
    assert_eq!(gone::of_kind(&reader, 1, Kind::Message).unwrap(), ["m1"]);
    assert_eq!(
        gone::noticed(&reader, 1, Kind::Message, "m1").unwrap(),
        Some(NOW),
        "when it was noticed first"
    );
    assert_eq!(gone::noticed(&reader, 1, Kind::Message, "m2").unwrap(), None);
}
