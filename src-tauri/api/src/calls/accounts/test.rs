//! A first call: who answers, and what the credentials may and may not read.

use super::row;
use crate::calls::sync::{is_paused, refusal};
use crate::fault::Fault;
use crate::{Call, Desk, Right, Seat, limits};
use ::store::{Account, PauseWhy, Store};
use provider::limits::Limits;
use provider::{Error, Offer, Place, Provider, Stream, Walk, Window};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks the provider who it is, and for one record of each list.
#[derive(Debug, Deserialize, TS)]
pub struct Test {
    pub id: i64,
}

#[derive(Debug, Serialize, TS)]
pub struct TestReply {
    /// All of it in a few sentences.
    pub words: String,
    pub streams: Vec<StreamTest>,
}

/// Whether the credentials may read a list.
#[derive(Debug, Serialize, TS)]
pub struct StreamTest {
    pub id: String,
    pub title: String,
    /// `None` where the first call cannot tell.
    pub may: Option<bool>,
    pub words: String,
}

impl Call for Test {
    const NAME: &'static str = "accounts.test";
    const RIGHT: Right = Right::Accounts;
    type Reply = TestReply;

    fn run(self, seat: &Seat<'_>) -> Result<TestReply, Fault> {
        let store = seat.store()?;
        let row = row(store, self.id)?;
        if row.pause.as_ref().is_some_and(|pause| pause.why == PauseWhy::Refused) {
            return Err(is_paused(&row));
        }
        let few = Limits {
            page_limit: 1,
            tries: limits::TEST_TRIES,
            wait_max: limits::TEST_WAIT,
            ..Limits::default()
        };
        let provider = seat.desk.ways().connect(&row, few)?;
        let asked = seat.desk.runtime().block_on(ask(&*provider));
        asked.map_err(|fault| told(store, &row, fault))
    }
}

/// A refused login is not tried again before somebody changes or resumes the account.
fn told(store: &Store, row: &Account, fault: Error) -> Fault {
    if fault.is_refused_login() {
        let pause = refusal(&fault, Desk::now());
        if let Err(error) = store.write(|tx| tx.account_set_pause(row.id, Some(&pause))) {
            return error.into();
        }
    }
    fault.into()
}

async fn ask(provider: &dyn Provider) -> Result<TestReply, Error> {
    let standing = provider.test().await?;
    let mut streams = Vec::new();
    for stream in provider.streams() {
        let (may, words) = match standing.of(stream) {
            None => (Some(false), "The provider does not offer it to this account.".to_owned()),
            Some(Offer::Nothing(why)) => (Some(false), why.clone()),
            Some(offer) => first(provider, stream, offer).await?,
        };
        streams.push(StreamTest { id: stream.id.to_owned(), title: stream.title.to_owned(), may, words });
    }
    Ok(TestReply { words: summary(&standing.words, &streams), streams })
}

/// Asks for one record. A login that is refused in the middle ends the test.
async fn first(
    provider: &dyn Provider,
    stream: &Stream,
    offer: &Offer,
) -> Result<(Option<bool>, String), Error> {
    if let Walk::Branches { of, .. } = stream.walk {
        let of = provider.streams().iter().find(|other| other.id == of).map_or(of, |other| other.title);
        return Ok((None, format!("Comes with {of}; the first sync tells.")));
    }
    let from = (*offer == Offer::Windows).then(|| Desk::now().saturating_sub(DAY));
    let place = Place { window: Window { from, until: None }, ..Place::default() };
    match provider.page(stream, &place).await {
        Ok(_) => Ok((Some(true), "May be read.".to_owned())),
        Err(fault) if fault.is_refused_login() => Err(fault),
        Err(fault @ (Error::NotGiven { .. } | Error::Unauthorized { .. })) => {
            Ok((Some(false), fault.to_string()))
        }
        Err(fault) => Ok((None, fault.to_string())),
    }
}

const DAY: model::Millis = 86_400_000;

/// `Twilio answers for Shop. It may read messages and conversations. It may not read receipts: …`
fn summary(hello: &str, streams: &[StreamTest]) -> String {
    let titles = |may| -> Vec<&str> {
        streams.iter().filter(|stream| stream.may == may).map(|stream| stream.title.as_str()).collect()
    };
    let mut sentences = vec![hello.trim().to_owned()];
    let (yes, unsure) = (titles(Some(true)), titles(None));
    if !yes.is_empty() {
        sentences.push(format!("The credentials may read {}.", listed(&yes)));
    }
    for stream in streams.iter().filter(|stream| stream.may == Some(false)) {
        sentences.push(format!("They may not read {}: {}", stream.title, stream.words));
    }
    if !unsure.is_empty() {
        sentences.push(format!("The first sync tells about {}.", listed(&unsure)));
    }
    sentences.join(" ")
}

/// `a`, `a and b`, `a, b and c`.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_read_is_said_in_sentences() {
        let stream = |title: &str, may, words: &str| StreamTest {
            id: title.into(),
            title: title.into(),
            may,
            words: words.into(),
        };
        let streams = [
            stream("chats", Some(true), ""),
            stream("tags", Some(true), ""),
            stream("bots", Some(true), ""),
            stream("agents", Some(false), "Only an administrator may."),
            stream("messages", None, ""),
        ];
        assert_eq!(
            summary("Shop answers. ", &streams),
            "Shop answers. The credentials may read chats, tags and bots. They may not read agents: Only an \
             administrator may. The first sync tells about messages."
        );
        assert_eq!(summary("Shop answers.", &[]), "Shop answers.");
    }
}
