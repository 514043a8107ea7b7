//! A provider made of a description: what to ask, and what the answers say.

use crate::http::{Call, Client, Request};
use crate::limits::{CARRY_BYTES, CURSOR_CHARS, ID_CHARS};
use crate::{Branch, Error, Offer, Page, Place, Provider, Rejected, Result, Standing, Stream, Wait, Walk};
use async_trait::async_trait;
use model::{Delivery, Fetched, Kind, Millis, Record};
use serde_json::value::RawValue;
use tokio::sync::watch;

/// The description of a provider's API. It asks nothing itself and keeps nothing between two pages.
pub(crate) trait Connector: Send + Sync + 'static {
    const STREAMS: &'static [Stream];

    /// Something that every account may ask, and what its answer says in words: who answers.
    fn hello(&self) -> Request;

    /// # Errors
    /// [`Error::Malformed`] when the answer is not this provider's, [`Error::Unauthorized`] when it says no.
    fn greeted(&self, text: &str) -> Result<String>;

    /// The request of a page.
    ///
    /// # Errors
    /// [`Error::Malformed`] for a cursor or a parent that makes no sense.
    fn ask(&self, stream: &Stream, place: &Place) -> Result<Request>;

    /// What a page says.
    ///
    /// # Errors
    /// Those that the provider tells in an answer that HTTP calls good, and [`Error::Malformed`].
    fn read(&self, stream: &Stream, place: &Place, text: &str) -> Result<Read>;

    /// As [`Provider::forgets`].
    fn forgets(&self, _stream: &Stream) -> Option<&'static str> {
        None
    }

    /// What a person is told when an account is not given a list that others are; `None` where a fault is one.
    fn not_given(&self, _stream: &Stream, _place: &Place, _fault: &Error) -> Option<String> {
        None
    }
}

/// What a page brought.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub records: Vec<Fetched>,
    pub rejected: Rejected,
    pub branches: Vec<Branch>,
    /// As [`Page::there`].
    pub there: Vec<(Kind, String)>,
    pub next: Option<String>,
    pub remaining: Option<u64>,
    pub newest: Option<Millis>,
    objects: usize,
    /// Objects within these that are records of their own.
    parts: usize,
}

impl Read {
    /// Takes an object of the page: `map` makes records and branches of it. One that it cannot is passed over.
    pub fn take(
        &mut self,
        list: &str,
        object: &RawValue,
        map: impl FnOnce(&str, &mut Mapped) -> std::result::Result<(), String>,
    ) {
        self.take_all(list, |mapped| map(object.get(), mapped));
    }

    /// Notes that the objects held so many others, some of which cannot be read: each is passed over by itself.
    pub fn also(&mut self, parts: usize, rejected: Rejected) {
        self.parts += parts;
        self.rejected.count += rejected.count;
        self.rejected.first = self.rejected.first.take().or(rejected.first);
    }

    /// Objects, those within others included.
    pub fn objects_of_all(&self) -> usize {
        self.objects.saturating_add(self.parts)
    }

    /// Takes what the whole page is made into, or the next object of it.
    pub fn take_all(&mut self, list: &str, map: impl FnOnce(&mut Mapped) -> std::result::Result<(), String>) {
        self.objects += 1;
        let place = self.objects;
        let mut mapped = Mapped::default();
        match map(&mut mapped).and_then(|()| mapped.check()) {
            Ok(()) => {
                self.records.append(&mut mapped.records);
                self.branches.append(&mut mapped.branches);
                self.there.append(&mut mapped.there);
                self.newest = self.newest.max(mapped.changed_at);
            }
            Err(why) => self.rejected.add(|| format!("{list}, record {place} of the page: {why}")),
        }
    }
}

/// What one object of a page is made into.
#[derive(Debug, Default)]
pub(crate) struct Mapped {
    records: Vec<Fetched>,
    branches: Vec<Branch>,
    there: Vec<(Kind, String)>,
    /// When it last changed at its source, where it says.
    pub changed_at: Option<Millis>,
}

impl Mapped {
    /// A record, with the JSON that it is made of.
    pub fn put(&mut self, record: Record, raw: &str) {
        self.records.push(Fetched::new(record, raw.to_owned()));
    }

    /// What this object says of a send that several tell of; its events are put before it.
    pub fn part(&mut self, delivery: Delivery, raw: &str) {
        self.records.push(Fetched::part(Record::Delivery(Box::new(delivery)), raw.to_owned()));
    }

    /// A record, ready made.
    pub fn put_fetched(&mut self, record: Fetched) {
        self.records.push(record);
    }

    pub fn branch(&mut self, branch: Branch) {
        self.branches.push(branch);
    }

    /// A record that is listed, and read elsewhere.
    pub fn there(&mut self, kind: Kind, id: &str) {
        self.there.push((kind, id.to_owned()));
    }

    /// What was put, where all of it can be kept.
    pub fn records(self) -> std::result::Result<Vec<Fetched>, String> {
        self.check().map(|()| self.records)
    }

    fn check(&self) -> std::result::Result<(), String> {
        let named = |id: &str| !id.is_empty() && id.chars().count() <= ID_CHARS;
        if !self.records.iter().all(|record| named(record.id())) {
            return Err(format!("its id is empty or has more than {ID_CHARS} characters"));
        }
        let carried = |branch: &Branch| branch.carry.as_ref().is_none_or(|carry| carry.len() <= CARRY_BYTES);
        match self.branches.iter().all(|branch| named(&branch.parent) && carried(branch)) {
            true => Ok(()),
            false => Err("the list that belongs to it cannot be named".to_owned()),
        }
    }
}

/// A connector with its client.
pub(crate) struct Remote<C> {
    connector: C,
    client: Client,
}

impl<C: Connector> Remote<C> {
    pub fn new(connector: C, client: Client) -> Self {
        Self { connector, client }
    }

    /// A page that leads to another place is refused whole: its cursor would be kept, and refused each time.
    fn leads_on(&self, stream: &Stream, place: &Place, read: &Read) -> Result<()> {
        let Some(next) = read.next.as_ref().filter(|next| !next.is_empty()) else { return Ok(()) };
        let on = Place { cursor: Some(next.clone()), ..place.clone() };
        self.client.prepare(&self.connector.ask(stream, &on)?).map(|_| ())
    }

    fn check(&self, read: &Read) -> Result<()> {
        let most = self.client.limits().page_records;
        if read.objects > most {
            return Err(Error::TooLarge { what: format!("over {most} records in one page") });
        }
        match &read.next {
            Some(next) if next.len() > CURSOR_CHARS => {
                Err(Error::Malformed { what: format!("its cursor has more than {CURSOR_CHARS} characters") })
            }
            _ => Ok(()),
        }
    }
}

#[async_trait]
impl<C: Connector> Provider for Remote<C> {
    fn streams(&self) -> &'static [Stream] {
        C::STREAMS
    }

    async fn test(&self) -> Result<Standing> {
        let call = self.client.prepare(&self.connector.hello())?;
        let words = self.client.ask(&call, |text| self.connector.greeted(text)).await?;
        let offer = |stream: &Stream| match stream.walk {
            Walk::Windows { .. } => (stream.id, Offer::Windows),
            _ => (stream.id, Offer::All),
        };
        Ok(Standing { words, offers: C::STREAMS.iter().map(offer).collect(), as_of: None })
    }

    fn forgets(&self, stream: &Stream) -> Option<&'static str> {
        self.connector.forgets(stream)
    }

    async fn page(&self, stream: &Stream, place: &Place) -> Result<Page> {
        let request = self.connector.ask(stream, place)?;
        let call: Call = self.client.prepare(&request)?;
        let read = self.client.ask(&call, |text| {
            let read = self.connector.read(stream, place, text)?;
            self.check(&read)?;
            self.leads_on(stream, place, &read)?;
            Ok(read)
        });
        let read = read.await.map_err(|fault| match self.connector.not_given(stream, place, &fault) {
            Some(why) => Error::NotGiven { why },
            None => fault,
        })?;
        let objects = read.objects_of_all();
        Ok(Page {
            records: read.records,
            rejected: read.rejected,
            branches: read.branches,
            there: read.there,
            objects,
            next: read.next.filter(|next| !next.is_empty()),
            endpoint: call.endpoint(),
            fetched_at: self.client.now(),
            remaining: read.remaining,
            newest: read.newest,
            rate: self.client.rate(),
            ..Page::default()
        })
    }

    fn waits(&self) -> watch::Receiver<Option<Wait>> {
        self.client.waits()
    }
}
