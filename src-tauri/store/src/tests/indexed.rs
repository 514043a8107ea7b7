//! Rows and index are the same, whatever is written in whatever order.

use super::{DAY, NOW, fetched, samples};
use crate::link::Links;
use crate::reference::Names;
use crate::shape::Subject;
use crate::{Error, NewAccount, Store, Writer, account, pending};
use index::{Ask, Cache, FieldKind, Row};
use model::*;
use proptest::prelude::*;
use rusqlite::Connection;
use std::collections::{BTreeMap, BTreeSet};
use vault::StoreKey;

type Keys = BTreeSet<(i64, i64)>;

/// The rows of a subject as the index ought to have them.
fn rows(conn: &Connection, subject: Subject) -> Vec<Row> {
    let (mut links, mut names) = (Links::default(), Names::default());
    let sql = format!("SELECT id FROM {}", subject.kind().as_str());
    let mut statement = conn.prepare(&sql).unwrap();
    let ids: Vec<i64> = statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    let read = |id: i64| {
        let entry = pending::read(conn, &mut links, subject, id).unwrap().unwrap();
        entry.name(subject, |kind, account, ext| names.of(conn, kind, account, ext)).unwrap()
    };
    ids.into_iter().map(read).collect()
}

/// What can be asked of them, with the answers.
fn answers(subject: Subject, rows: &[Row]) -> BTreeMap<String, (Ask, Keys)> {
    let mut all: BTreeMap<String, (Ask, Keys)> = BTreeMap::new();
    let mut add = |name: String, ask: Ask, row: &Row| {
        all.entry(name).or_insert_with(|| (ask, Keys::new())).1.insert((row.at, row.id));
    };
    for row in rows {
        add("all".into(), Ask::All, row);
        for (field, value) in &row.values {
            add(format!("{field} is {value:?}"), Ask::is(*field, value), row);
            add(format!("{field} given"), Ask::Given { field: *field }, row);
        }
        for (field, number) in &row.numbers {
            let ask = Ask::Number { field: *field, from: Some(*number), until: Some(*number + 1) };
            add(format!("{field} is {number}"), ask, row);
        }
        let texts: Vec<String> = row.texts.iter().map(|text| index::fold(text)).collect();
        for word in texts.iter().flat_map(|text| text.split(' ')).filter(|word| !word.is_empty()) {
            add(format!("text {word:?}"), Ask::Text { folded: word.to_owned() }, row);
        }
    }
    // A word is found within others too.
    for (ask, keys) in all.values_mut() {
        if let Ask::Text { folded } = ask {
            let has = |row: &&Row| row.texts.iter().any(|text| index::contains(&index::fold(text), folded));
            keys.extend(rows.iter().filter(has).map(|row| (row.at, row.id)));
        }
    }
    for (field, known) in (0..).zip(subject.schema().fields) {
        let never = "never such a value";
        if known.kind != FieldKind::Number {
            all.entry(format!("{field} is {never}")).or_insert((Ask::is(field, never), Keys::new()));
        }
        all.entry(format!("{field} given")).or_insert((Ask::Given { field }, Keys::new()));
    }
    all
}

/// The index of this very moment answers as the rows of this very moment.
pub fn check(store: &Store) {
    let view = store.view().unwrap();
    let cache = Cache::new(1 << 20);
    for subject in Subject::ALL {
        let rows = rows(&view, subject);
        assert_eq!(view.catalog(subject).live(), rows.len() as u64, "{subject:?}");
        for (name, (ask, expected)) in answers(subject, &rows) {
            // Numbers are given too; the loop above asks that of strings only.
            if matches!(ask, Ask::Given { field } if subject.schema().kind(field) == Some(FieldKind::Number))
            {
                continue;
            }
            let found = index::find(view.catalog(subject), &view, &cache, ask, &|| false).unwrap();
            let hits = found.window(&view, &cache, 0, 10_000, false).unwrap();
            let (sure, maybe): (Vec<_>, Vec<_>) = hits.into_iter().partition(|hit| hit.sure);
            let sure: Keys = sure.into_iter().map(|hit| (hit.at, hit.id)).collect();
            let maybe: Keys = maybe.into_iter().map(|hit| (hit.at, hit.id)).collect();
            if maybe.is_empty() {
                assert_eq!(sure, expected, "{subject:?} {name}");
            }
            assert!(sure.is_subset(&expected), "{subject:?} {name}");
            assert!(
                expected.iter().all(|key| sure.contains(key) || maybe.contains(key)),
                "{subject:?} {name}"
            );
        }
    }
    super::rollups::check(&view);
    let unlinked = "SELECT count(*) FROM message m WHERE m.session IS NOT
        (SELECT s.id FROM session s WHERE s.account = m.account AND s.ext = m.session_ext)";
    assert_eq!(
        view.query_row(unlinked, [], |row| row.get::<_, i64>(0)),
        Ok(0),
        "each message knows its session"
    );
    drop(view);
    assert_eq!(store.index_faults().unwrap(), Vec::<String>::new());
}

#[derive(Debug, Clone)]
enum Step {
    Write { account: i64, record: Box<Record> },
    Bury { kind: Kind, nth: u8 },
    RemoveAccount,
    Settle,
    Commit,
    Fail,
    Tend,
}

fn ext(letter: &'static str, many: u8) -> impl Strategy<Value = String> {
    (0..many).prop_map(move |n| format!("{letter}{n}"))
}

fn sessions() -> impl Strategy<Value = Record> {
    let refers =
        (prop::option::of(ext("c", 3)), prop::option::of(ext("a", 3)), prop::option::of(ext("k", 2)));
    let stands = (0..3_u8, prop::option::of(ext("+41", 2)), prop::sample::select(SessionState::ALL.to_vec()));
    let tags = prop::sample::select(vec![vec![], vec!["vip", "late", "vip"], vec!["late"]]);
    (ext("s", 4), stands, 0..3_i64, refers, tags).prop_map(|(id, stands, day, refers, tags)| {
        let (contact_id, agent_id, campaign_id) = refers;
        let (channel, channel_number, state) = stands;
        Record::Session(Box::new(Session {
            channel: format!("channel{channel}"),
            channel_number,
            state,
            created_at: Stamp { at: NOW + day * DAY, offset: 0 },
            contact_id,
            agent_id,
            campaign_id,
            sender: Party { name: Some(format!("Ana {day}")), number: None },
            ..samples::session(&id, &tags)
        }))
    })
}

fn messages() -> impl Strategy<Value = Record> {
    let said = prop::sample::select(vec!["", "apples", "Grüße und 订单", "apples and plums"]);
    let person =
        (prop::sample::select(PersonKind::ALL.to_vec()), prop_oneof![ext("c", 3), ext("a", 3), ext("b", 2)]);
    let rest = (prop::option::of(ext("t", 2)), any::<bool>());
    (ext("m", 8), ext("s", 5), 0..2000_i64, said, person, rest).prop_map(
        |(id, session_id, at, text, (person, person_id), (template_id, captioned))| {
            Record::Message(Message {
                session_id,
                person,
                person_id: Some(person_id),
                template_id,
                caption: captioned.then(|| "caption".to_owned()),
                ..samples::message(&id, at * 100_000, text)
            })
        },
    )
}

fn deliveries() -> impl Strategy<Value = Record> {
    let refers = (
        prop::option::of(ext("t", 2)),
        prop::option::of(ext("b", 2)),
        prop::option::of(ext("c", 3)),
        prop::option::of(ext("k", 2)),
    );
    let status = prop::sample::select(DeliveryStatus::ALL.to_vec());
    (ext("d", 6), status, 0..3_i64, refers).prop_map(|(id, status, day, refers)| {
        let (template_id, batch_id, contact_id, campaign_id) = refers;
        Record::Delivery(Box::new(Delivery {
            template_id,
            batch_id,
            contact_id,
            campaign_id,
            recorded_at: Stamp { at: NOW + day * DAY, offset: 0 },
            credits: Some(0.25),
            parameters: vec![("name".into(), "Ana".into())],
            ..samples::delivery(&id, status)
        }))
    })
}

fn events() -> impl Strategy<Value = Record> {
    let kind = prop::sample::select(EventKind::ALL.to_vec());
    (0..4_u8, ext("d", 6), kind).prop_map(|(n, delivery, kind)| {
        Record::DeliveryEvent(samples::event(&format!("e{n}"), &delivery, kind))
    })
}

/// Records that others refer to.
fn named() -> impl Strategy<Value = Record> {
    let name = prop::option::of(prop::sample::select(vec!["Ana", "Bo", "订单 Z"]))
        .prop_map(|n| n.map(str::to_owned));
    (0..6_u8, 0..3_u8, name).prop_map(|(kind, n, name)| {
        let created_at = Stamp { at: NOW, offset: 0 };
        match kind {
            0 => {
                let (username, email, mobile, role, created_at) = Default::default();
                let id = format!("a{n}");
                Record::Agent(Agent { id, name, username, email, mobile, role, removed: false, created_at })
            }
            1 => Record::Bot(Bot { id: format!("b{n}"), name, created_at: None }),
            2 => {
                let (identification, email, phone, mobile, language) = Default::default();
                let (country, company, created_at) = Default::default();
                let id = format!("c{n}");
                Record::Contact(Contact {
                    id,
                    name,
                    identification,
                    email,
                    phone,
                    mobile,
                    language,
                    country,
                    company,
                    created_at,
                })
            }
            3 => {
                let (kind, state, starts_at, ends_at) = Default::default();
                Record::Campaign(Campaign { id: format!("k{n}"), name, kind, state, starts_at, ends_at })
            }
            4 => {
                let (language, category, channel) = Default::default();
                let (id, body) = (format!("t{n}"), String::new());
                Record::Template(Template {
                    id,
                    name: name.unwrap_or_default(),
                    language,
                    category,
                    body,
                    channel,
                })
            }
            _ => Record::Batch(Batch {
                id: format!("b{n}"),
                name,
                company: None,
                delivered: 0,
                total: 0,
                created_at,
            }),
        }
    })
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let records =
        prop_oneof![3 => sessions(), 5 => messages(), 3 => deliveries(), 1 => events(), 3 => named()];
    let kinds = vec![
        Kind::Session,
        Kind::Message,
        Kind::Delivery,
        Kind::Agent,
        Kind::Campaign,
        Kind::Contact,
        Kind::Template,
    ];
    let step = prop_oneof![
        20 => (1..3_i64, records).prop_map(|(account, record)| Step::Write { account, record: Box::new(record) }),
        3 => (prop::sample::select(kinds), any::<u8>()).prop_map(|(kind, nth)| Step::Bury { kind, nth }),
        1 => Just(Step::Settle),
        4 => Just(Step::Commit),
        1 => Just(Step::Fail),
        1 => Just(Step::Tend),
        1 => Just(Step::RemoveAccount),
    ];
    prop::collection::vec(step, 1..80)
}

fn apply(tx: &mut Writer<'_>, step: &Step) -> crate::Result<()> {
    match step {
        Step::Write { account, record } => {
            tx.upsert(*account, "/", NOW, &fetched(record.as_ref().clone())).map(|_| ())
        }
        Step::Bury { kind, nth } => {
            let sql = format!("SELECT id FROM {} ORDER BY id", kind.as_str());
            let ids: Vec<i64> = {
                let mut statement = tx.connection().prepare(&sql)?;
                statement.query_and_then([], |row| row.get(0))?.collect::<Result<_, _>>()?
            };
            let nth = usize::from(*nth).checked_rem(ids.len());
            nth.map_or(Ok(()), |nth| tx.bury(*kind, ids[nth], NOW))
        }
        Step::RemoveAccount if account::get(tx.connection(), 2)?.is_some() => tx.account_remove(2, true, NOW),
        Step::Settle => tx.settle(),
        _ => Ok(()),
    }
}

fn new(name: &str) -> NewAccount {
    let (settings, secrets) = Default::default();
    NewAccount { name: name.into(), provider: "p".into(), url: String::new(), settings, secrets }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_index_says_what_the_rows_say(steps in steps()) {
        let (dir, key) = (tempfile::tempdir().unwrap(), StoreKey::generate().unwrap());
        let store = Store::create(dir.path(), &key, NOW).unwrap();
        store.write(|tx| tx.account_add(&new("A"), NOW).and(tx.account_add(&new("B"), NOW))).unwrap();
        for page in steps.split_inclusive(|step| matches!(step, Step::Commit | Step::Fail | Step::Tend)) {
            let fails = matches!(page.last(), Some(Step::Fail));
            let done = store.write(|tx| {
                page.iter().try_for_each(|step| apply(tx, step))?;
                if fails { Err(Error::Full) } else { Ok(()) }
            });
            prop_assert_eq!(done.is_err(), fails, "{:?}", done);
            if matches!(page.last(), Some(Step::Tend)) {
                while store.tend(&|| false).unwrap() {}
            }
            check(&store);
        }
        while store.tend(&|| false).unwrap() {}
        check(&store);
        store.close().unwrap();
        check(&Store::open(dir.path(), &key, NOW).unwrap());
    }
}
