//! A desk with an account of the demo provider.

use crate::calls::{accounts, jobs, results, store, sync};
use crate::{Asker, Call, Desk, Fault, Job, JobState, Sort, Subject};
use demo::{Options, Running, Source};
use std::collections::BTreeMap;
use std::time::Duration;
use tempfile::TempDir;

pub struct World {
    pub desk: Desk,
    pub asker: Asker,
    pub provider: Running,
    _folder: TempDir,
}

impl World {
    /// The account is there, and nothing of it was fetched.
    pub fn new(messages: u64) -> Self {
        let folder = TempDir::new().unwrap();
        let desk = Desk::new(folder.path().join("store")).unwrap();
        let create = store::Create { person: "Mara".into(), passphrase: "long enough for a test".into() };
        let person = desk.ask(Asker::NOBODY, create).unwrap();
        let source = Source::Generated { seed: 11, messages };
        let provider =
            desk.runtime().block_on(demo::serve(Options { source, ..Options::default() })).unwrap();
        let world = Self { desk, asker: Asker { person: Some(person.id) }, provider, _folder: folder };
        world.ask(accounts::Add {
            name: "Shop".into(),
            provider: "log-api".into(),
            url: world.provider.url.clone(),
            settings: BTreeMap::new(),
            secrets: BTreeMap::from([("token".into(), world.provider.token.clone())]),
            schedule: None,
        });
        world
    }

    pub fn synced(messages: u64) -> Self {
        let world = Self::new(messages);
        let mut job: Job = world.ask(sync::Start { accounts: Vec::new() });
        while job.state == JobState::Running {
            std::thread::sleep(Duration::from_millis(10));
            job = world.ask(jobs::Get { id: job.id });
        }
        assert_eq!(job.state, JobState::Done, "{:?}", job.fault);
        world
    }

    #[track_caller]
    pub fn ask<C: Call>(&self, call: C) -> C::Reply {
        self.try_ask(call).unwrap()
    }

    pub fn try_ask<C: Call>(&self, call: C) -> Result<C::Reply, Fault> {
        self.desk.ask(self.asker, call)
    }

    /// As the window asks: in a slot, with the first rows, and not counted to the end.
    pub fn typed(subject: Subject, text: &str) -> results::Open {
        results::Open {
            slot: Some(subject.as_str().into()),
            first: Some(results::First { len: 100, columns: vec!["text".into(), "sent".into()] }),
            settled: false,
            ..results::Open::whole(subject, text, Sort::newest(subject), 0)
        }
    }

    /// Waits until nobody counts any more.
    pub fn counted(&self, id: u64) -> results::ResultState {
        loop {
            let state = self.ask(results::State { id });
            if !state.counting {
                return state;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}
