//! What is noted as gone, and what is not: lists of a made-up provider, two records a page, pages by number.

use super::START;
use crate::run;
use async_trait::async_trait;
use model::{Agent, Fetched, Kind, Record, Tag};
use provider::{
    Branch, Cancel, Error, Offer, Page, Place, Provider, Result, Standing, Stream, Version, Wait, Walk,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use store::{NewAccount, Store};
use tokio::sync::watch;
use vault::StoreKey;

const AGENTS: &str = "agents";
const TAGS: &str = "tags";

/// Agents, each with a list of tags.
#[derive(Default)]
struct Shelves {
    held: BTreeMap<&'static str, Vec<&'static str>>,
    /// Lists that cannot be read.
    broken: BTreeSet<&'static str>,
    /// Goes away once so many pages were asked for.
    leaving: Option<(usize, &'static str)>,
    asked: usize,
}

impl Shelves {
    fn remove(&mut self, tag: &str) {
        self.held.values_mut().for_each(|tags| tags.retain(|known| *known != tag));
    }
}

#[derive(Clone, Default)]
struct Shop(Arc<Mutex<Shelves>>);

#[async_trait]
impl Provider for Shop {
    fn streams(&self) -> &'static [Stream] {
        const {
            &[
                Stream {
                    id: AGENTS,
                    title: "agents",
                    kinds: &[Kind::Agent],
                    walk: Walk::Sweep { whole: &[Kind::Agent] },
                },
                Stream {
                    id: TAGS,
                    title: "tags",
                    kinds: &[Kind::Tag],
                    walk: Walk::Branches { of: AGENTS, newest_first: false, whole: &[Kind::Tag] },
                },
            ]
        }
    }

    async fn test(&self) -> Result<Standing> {
        let offers = self.streams().iter().map(|stream| (stream.id, Offer::All)).collect();
        Ok(Standing { words: String::new(), offers, as_of: None })
    }

    async fn page(&self, stream: &Stream, place: &Place) -> Result<Page> {
        let mut shelves = self.0.lock().unwrap();
        shelves.asked += 1;
        if let Some((_, tag)) = shelves.leaving.filter(|(at, _)| *at == shelves.asked) {
            shelves.remove(tag);
        }
        let list = place.parent.as_ref().map_or(AGENTS, |parent| parent.key.as_str());
        if shelves.broken.contains(list) {
            return Err(Error::Status { code: 400, said: String::new() });
        }
        let all: Vec<&str> = match stream.id {
            AGENTS => shelves.held.keys().copied().collect(),
            _ => shelves.held.get(list).cloned().unwrap_or_default(),
        };
        let number: usize = place.cursor.as_deref().map_or(0, |cursor| cursor.parse().unwrap());
        let shown: Vec<&str> = all.iter().skip(number * 2).take(2).copied().collect();
        let branch = |agent: &&str| Branch {
            stream: TAGS,
            parent: (*agent).to_owned(),
            version: Version::Open,
            at: START,
            carry: None,
        };
        Ok(Page {
            records: shown.iter().map(|id| record(stream.id, id)).collect(),
            branches: if stream.id == AGENTS { shown.iter().map(branch).collect() } else { Vec::new() },
            objects: shown.len(),
            next: (all.len() > number * 2 + 2).then(|| (number + 1).to_string()),
            endpoint: "GET /".to_owned(),
            fetched_at: START,
            ..Page::default()
        })
    }

    fn waits(&self) -> watch::Receiver<Option<Wait>> {
        watch::channel(None).1
    }
}

fn record(stream: &str, id: &str) -> Fetched {
    let id = id.to_owned();
    let raw = format!("{{\"id\":\"{id}\"}}");
    let name = Some(id.clone());
    let record = match stream {
        AGENTS => Record::Agent(Agent {
            id,
            name,
            username: None,
            email: None,
            mobile: None,
            role: None,
            removed: false,
            created_at: None,
        }),
        _ => Record::Tag(Tag { name: id.clone(), id, description: None, colour: None, created_at: None }),
    };
    Fetched::new(record, raw)
}

struct Here {
    shop: Shop,
    store: Arc<Store>,
    account: i64,
    _dir: tempfile::TempDir,
}

impl Here {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let store = Arc::new(Store::create(dir.path(), &StoreKey::generate().unwrap(), START).unwrap());
        let new = NewAccount {
            name: "Shop".into(),
            provider: "shop".into(),
            url: String::new(),
            settings: BTreeMap::new(),
            secrets: BTreeMap::new(),
        };
        let account = store.write(|tx| tx.account_add(&new, START)).unwrap();
        let here = Self { shop: Shop::default(), store, account, _dir: dir };
        here.change(|shelves| {
            shelves.held = BTreeMap::from([
                ("ana", vec!["t1", "t2", "t3", "t4", "t5"]),
                ("bo", vec!["t6"]),
                ("cy", vec!["t7"]),
            ]);
        });
        here
    }

    fn change(&self, change: impl FnOnce(&mut Shelves)) {
        change(&mut self.shop.0.lock().unwrap());
    }

    /// Pages that were asked for.
    async fn sync(&self) -> usize {
        self.change(|shelves| shelves.asked = 0);
        let _ =
            run(Arc::clone(&self.store), self.account, &self.shop, Arc::new(|| START), Cancel::new(), |_| ())
                .await;
        self.shop.0.lock().unwrap().asked
    }

    fn gone(&self, kind: Kind) -> Vec<String> {
        store::gone::of_kind(&self.store.reader().unwrap(), self.account, kind).unwrap()
    }
}

#[tokio::test]
async fn what_no_list_has_any_more_is_gone_and_comes_back() {
    let here = Here::new();
    let plain = here.sync().await;
    assert_eq!(here.sync().await, plain, "nothing is missed, so nothing is read twice");
    here.change(|shelves| shelves.remove("t2"));
    assert!(here.sync().await > plain, "what was missed is looked for once more");
    assert_eq!(here.gone(Kind::Tag), ["t2"]);
    let revision = here.store.revision();
    here.sync().await;
    assert_eq!((here.gone(Kind::Tag), here.store.revision()), (vec!["t2".to_owned()], revision));
    // It comes back in another list, and another one moves.
    here.change(|shelves| {
        shelves.remove("t7");
        shelves.held.get_mut("bo").unwrap().extend(["t2", "t7"]);
    });
    here.sync().await;
    assert_eq!(here.gone(Kind::Tag), Vec::<String>::new());
    // With its agent all that it has is gone.
    here.change(|shelves| {
        shelves.held.remove("bo");
    });
    here.sync().await;
    assert_eq!(
        (here.gone(Kind::Agent), here.gone(Kind::Tag)),
        (vec!["bo".into()], vec!["t2".into(), "t6".into(), "t7".into()])
    );
}

#[tokio::test]
async fn what_slips_between_two_pages_is_not_gone() {
    // The agents' two pages come first, then three of tags.
    for at in 1..=7 {
        let here = Here::new();
        here.sync().await;
        here.change(|shelves| shelves.leaving = Some((at, "t1")));
        here.sync().await;
        let gone = here.gone(Kind::Tag);
        assert!(gone.is_empty() || gone == ["t1"], "at page {at}: {gone:?}");
        here.sync().await;
        assert_eq!(here.gone(Kind::Tag), ["t1"], "at page {at}");
    }
}

#[tokio::test]
async fn nothing_is_gone_that_could_not_be_looked_for() {
    for broken in [AGENTS, "bo"] {
        let here = Here::new();
        here.sync().await;
        here.change(|shelves| {
            shelves.remove("t2");
            shelves.broken.insert(broken);
        });
        here.sync().await;
        assert_eq!(here.gone(Kind::Tag), Vec::<String>::new(), "without {broken}");
        here.change(|shelves| shelves.broken.clear());
        here.sync().await;
        assert_eq!(here.gone(Kind::Tag), ["t2"]);
    }
}
