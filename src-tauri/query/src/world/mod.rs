//! A small world to ask about: records made from a seed, the real store that holds them, and an
//! oracle that answers by looking at the records themselves, without SQL.

mod answers;
mod asks;
mod cells;
mod filters;
mod held;
mod linked;
mod make;
mod oracle;
mod order;
mod rng;

use crate::Subject;
use model::{
    Agent, Batch, Bot, Campaign, Contact, Delivery, DeliveryEvent, Fetched, Message, Record, Session,
    Template,
};
use rng::Rng;
use std::collections::{BTreeMap, HashMap};
use store::{NewAccount, Store};

/// 2026-11-21T12:00Z.
pub const NOW: i64 = 1_795_262_400_000;

/// A record's account and its provider's id.
type Key = (i64, String);

pub struct World {
    pub store: Store,
    _dir: tempfile::TempDir,
    accounts: BTreeMap<i64, String>,
    sessions: Vec<(i64, Session)>,
    messages: Vec<(i64, Message)>,
    deliveries: Vec<(i64, Delivery)>,
    events: Vec<(i64, DeliveryEvent)>,
    agents: HashMap<Key, Agent>,
    bots: HashMap<Key, Bot>,
    contacts: HashMap<Key, Contact>,
    campaigns: HashMap<Key, Campaign>,
    templates: HashMap<Key, Template>,
    batches: HashMap<Key, Batch>,
    session_at: HashMap<Key, usize>,
    /// The messages of each session.
    said_in: HashMap<Key, Vec<usize>>,
    /// Folded text and caption of each message.
    folded: Vec<[Option<String>; 2]>,
    /// Row ids, in the order of the records.
    ids: HashMap<Subject, Vec<i64>>,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut rng = Rng(seed);
        let dir = tempfile::tempdir().unwrap();
        let store = Store::create(dir.path(), &vault::StoreKey::generate().unwrap(), NOW).unwrap();
        let mut world = Self {
            store,
            _dir: dir,
            accounts: BTreeMap::new(),
            sessions: vec![],
            messages: vec![],
            deliveries: vec![],
            events: vec![],
            agents: HashMap::new(),
            bots: HashMap::new(),
            contacts: HashMap::new(),
            campaigns: HashMap::new(),
            templates: HashMap::new(),
            batches: HashMap::new(),
            session_at: HashMap::new(),
            said_in: HashMap::new(),
            folded: vec![],
            ids: HashMap::new(),
        };
        // Two accounts with the same ids within: what belongs to one must not reach the other.
        for name in ["Nord GmbH", "Süd & Söhne"] {
            let account = world.account(name);
            world.fill(account, &mut rng);
        }
        world.find_ids();
        world
    }

    fn account(&mut self, name: &str) -> i64 {
        let new = NewAccount {
            name: name.to_owned(),
            provider: "log-api".to_owned(),
            url: "http://127.0.0.1".to_owned(),
            settings: BTreeMap::new(),
            secrets: BTreeMap::new(),
        };
        let id = self.store.write(|tx| tx.account_add(&new, NOW)).unwrap();
        self.accounts.insert(id, name.to_owned());
        id
    }

    /// In several transactions and in any order, some records first in another form, with the index
    /// tidied up in between: what is found must not depend on how it came.
    fn fill(&mut self, account: i64, rng: &mut Rng) {
        let changed =
            |record: &Record, rng: &mut Rng| !matches!(record, Record::DeliveryEvent(_)) && rng.once_in(4);
        let mut earlier: Vec<Record> = make::records(rng).into_iter().filter(|r| changed(r, rng)).collect();
        let mut records = make::records(rng);
        rng.shuffle(&mut earlier);
        let shuffled = {
            let mut shuffled = records.clone();
            rng.shuffle(&mut shuffled);
            shuffled
        };
        for (n, some) in earlier.chunks(90).chain(shuffled.chunks(170)).enumerate() {
            self.write(account, some);
            if n % 3 == 2 {
                while self.store.tend(&|| false).unwrap() {}
            }
        }
        records.drain(..).for_each(|record| self.keep(account, record));
    }

    fn write(&self, account: i64, records: &[Record]) {
        self.store
            .write(|tx| {
                for record in records {
                    let raw = format!("{{\"record\":{:?}}}", format!("{record:?}"));
                    tx.upsert(account, "/v1", NOW, &Fetched::new(record.clone(), raw))?;
                }
                Ok(())
            })
            .unwrap();
    }

    fn keep(&mut self, account: i64, record: Record) {
        let key = (account, record.id().to_owned());
        match record {
            Record::Session(r) => {
                self.session_at.insert(key, self.sessions.len());
                self.sessions.push((account, *r));
            }
            Record::Message(r) => {
                self.said_in.entry((account, r.session_id.clone())).or_default().push(self.messages.len());
                self.folded
                    .push([Some(&r.text), r.caption.as_ref()].map(|text| text.map(|t| index::fold(t))));
                self.messages.push((account, r));
            }
            Record::Delivery(r) => self.deliveries.push((account, *r)),
            Record::DeliveryEvent(r) => self.events.push((account, r)),
            Record::Agent(r) => drop(self.agents.insert(key, r)),
            Record::Bot(r) => drop(self.bots.insert(key, r)),
            Record::Contact(r) => drop(self.contacts.insert(key, r)),
            Record::Campaign(r) => drop(self.campaigns.insert(key, r)),
            Record::Template(r) => drop(self.templates.insert(key, r)),
            Record::Batch(r) => drop(self.batches.insert(key, r)),
            _ => {}
        }
    }

    fn find_ids(&mut self) {
        let view = self.store.reader().unwrap();
        for subject in Subject::ALL {
            let mut found = HashMap::new();
            let sql = format!("SELECT account, ext, id FROM {}", subject.table().0);
            let mut statement = view.prepare(&sql).unwrap();
            let mut rows = statement.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                found.insert(
                    (row.get(0).unwrap(), row.get::<_, String>(1).unwrap()),
                    row.get::<_, i64>(2).unwrap(),
                );
            }
            let keys: Vec<Key> = match subject {
                Subject::Sessions => self.sessions.iter().map(|(a, r)| (*a, r.id.clone())).collect(),
                Subject::Messages => self.messages.iter().map(|(a, r)| (*a, r.id.clone())).collect(),
                Subject::Deliveries => self.deliveries.iter().map(|(a, r)| (*a, r.id.clone())).collect(),
            };
            assert_eq!(found.len(), keys.len());
            self.ids.insert(subject, keys.iter().map(|key| found[key]).collect());
        }
    }
}
