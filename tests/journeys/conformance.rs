//! What every connector holds, each against a server that speaks its provider's format: after whatever happens the
//! store has what the server lists, nothing twice, and a second sync writes nothing. A new provider is one line at
//! the end of this page. That a program is killed for real is in `faults`; hostile servers are in `hostile`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

#[path = "conformance/of_whatsapp.rs"]
mod of_whatsapp;
#[path = "conformance/of_yeastar.rs"]
mod of_yeastar;

use fakes::{Book, Fake, NUMBER, Trouble, Truth, Twist, WORD};
use journeys::desk::{Desk, held};
use model::Kind;
use provider::Cancel;

const CHATS: u32 = 9;
const SENDS: u32 = 23;
/// Requests of a sync at which something happens, each in a store of its own; every one with `EVERY` set.
const POINTS: usize = 24;
const EVERY: &str = "COUNTERFOIL_EVERY_REQUEST";

async fn everything_arrives_and_changes_follow(fake: impl Fake) {
    let desk = Desk::new(fake, Book::new(CHATS, SENDS)).await;
    let first = desk.sync().await.unwrap();
    assert!(first.new > 0 && !desk.server.truth().is_empty(), "{first:?}");
    desk.settled("the first time").await;
    desk.server.book(Book::add);
    let more = desk.sync().await.unwrap();
    assert!(more.new > 0, "{more:?}");
    desk.settled("after something new").await;
    desk.server.book(Book::change);
    let changed = desk.sync().await.unwrap();
    assert!(changed.changed > 0, "{changed:?}");
    desk.settled("after a change").await;
    let rows = desk.rows();
    desk.server.book(Book::vanish);
    desk.sync().await.unwrap();
    desk.settled("after something vanished").await;
    assert_eq!(desk.rows(), rows, "what vanished there is kept here");
    desk.server.book(Book::reappear);
    desk.sync().await.unwrap();
    desk.settled("after it came back").await;
}

/// Texts with control characters and marks, times at edges: to the letter, to the second.
async fn odd_texts_and_times_arrive(fake: impl Fake) {
    let (book, told) = (Book::odd(CHATS, SENDS, fake.began()), fake.tells_old_changes());
    let desk = Desk::new(fake, book).await;
    desk.sync().await.unwrap();
    desk.settled("the first time").await;
    if !told {
        return;
    }
    desk.server.book(Book::change);
    desk.sync().await.unwrap();
    desk.settled("after a change").await;
}

async fn what_nobody_knows_yet_does_no_harm<F: Fake>(fake: impl Fn() -> F) {
    let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
    desk.server.twist(Twist::Fields);
    desk.sync().await.unwrap();
    desk.settled("with unknown fields").await;

    let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
    desk.server.twist(Twist::Words);
    let report = desk.sync().await.unwrap();
    assert_eq!(report.rejected, 0, "with unknown words");
    desk.writes_nothing("with unknown words").await;
    assert_eq!(named(held(&desk.store)), named(desk.server.truth()), "with unknown words");
    assert!(raw_words(&desk) > 0, "an unknown word is kept as it came");
}

/// The records, whatever they say; events are made of words, so they are left out.
fn named(truth: Truth) -> Vec<(Kind, String)> {
    let kinds = [Kind::Session, Kind::Message, Kind::Delivery, Kind::Contact, Kind::Agent];
    truth.into_keys().filter(|(kind, _)| kinds.contains(kind)).collect()
}

fn raw_words(desk: &Desk) -> i64 {
    let reader = desk.store.reader().unwrap();
    let columns = [("session", "state_raw"), ("delivery", "status_raw"), ("delivery_event", "kind_raw")];
    let count = |(table, column): &(&str, &str)| {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} LIKE ?1 OR {column} LIKE ?2");
        let forms = (format!("%{WORD}%"), format!("%{NUMBER}%"));
        reader.query_row(&sql, forms, |row| row.get::<_, i64>(0)).unwrap()
    };
    columns.iter().map(count).sum()
}

/// Long ones, with signs that mean something elsewhere, numbers beyond what a floating one holds.
async fn ids_at_the_edges_arrive(fake: impl Fake) {
    let desk = Desk::new(fake, Book::new(CHATS, SENDS)).await;
    if desk.server.made_ids() == Kind::ALL {
        return;
    }
    let plain = desk.server.truth();
    desk.server.twist(Twist::Ids);
    assert_ne!(desk.server.truth(), plain, "some ids are at an edge");
    desk.sync().await.unwrap();
    desk.settled("the first time").await;
    desk.server.book(Book::add);
    desk.server.book(Book::change);
    desk.sync().await.unwrap();
    desk.settled("after a change").await;
}

async fn trouble_passes<F: Fake>(fake: impl Fn() -> F) {
    for trouble in Trouble::PASSING {
        for from in [0, 1, 2, 5, 9] {
            let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
            desk.server.trouble(trouble, from, 1);
            let when = format!("{trouble:?} at request {from}");
            desk.sync().await.unwrap_or_else(|error| panic!("{when}: {error}"));
            assert_eq!(desk.server.met(), 1, "{when}");
            desk.settled(&when).await;
        }
    }
}

/// Each a page that is another than it was, once. What became of it is told, or mended by itself.
async fn a_page_that_repeats_doubles_nothing<F: Fake>(fake: impl Fn() -> F) {
    for from in spread(requests(&fake).await) {
        let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
        desk.server.trouble(Trouble::Repeat, from, 1);
        let synced = desk.sync().await;
        if desk.server.met() > 0 {
            desk.server.mend();
            let when = format!("a page repeated at request {from} ({synced:?})");
            desk.sync().await.unwrap_or_else(|error| panic!("{when}: {error}"));
            desk.settled(&when).await;
        }
    }
}

/// Something goes while lists are read, at whatever request, and what comes after it moves up: what is still there
/// is not taken for gone, and what is gone is known to be after the next look.
async fn what_slips_between_pages_is_not_gone<F: Fake>(fake: impl Fn() -> F) {
    let later = {
        let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
        desk.sync().await.unwrap();
        desk.server.book(Book::next_day);
        let before = desk.server.count();
        desk.sync().await.unwrap();
        desk.server.count() - before
    };
    for at in spread(later) {
        let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
        desk.sync().await.unwrap();
        desk.server.book(Book::next_day);
        desk.server.later(at, Book::vanish);
        let when = format!("something went before request {at}");
        desk.sync().await.unwrap_or_else(|error| panic!("{when}: {error}"));
        let held = held(&desk.store);
        for key in desk.server.truth().keys() {
            assert!(held.contains_key(key), "{when}: {key:?} is still there");
        }
        desk.server.book(Book::next_day);
        desk.sync().await.unwrap_or_else(|error| panic!("{when}: {error}"));
        desk.settled(&when).await;
    }
}

/// From the first to the last, in a step that is odd.
fn spread(requests: usize) -> impl Iterator<Item = usize> {
    let step = if std::env::var_os(EVERY).is_some() { 1 } else { requests.div_ceil(POINTS) | 1 };
    (0..requests).step_by(step)
}

/// Of a first sync.
async fn requests<F: Fake>(fake: &impl Fn() -> F) -> usize {
    let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
    desk.sync().await.unwrap();
    desk.server.count()
}

/// Cancelled there, or ended by what cannot be waited for; meanwhile there is more at the server.
async fn a_stop_at_any_request_loses_nothing<F: Fake>(fake: impl Fn() -> F) {
    for stop in spread(requests(&fake).await).skip(1) {
        let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
        if stop % 2 == 0 {
            let cancel = Cancel::new();
            let reached = async {
                while desk.server.count() < stop {
                    tokio::task::yield_now().await;
                }
                cancel.cancel();
            };
            let (_, ()) = tokio::join!(desk.sync_until(cancel.clone()), reached);
        } else {
            desk.server.trouble(Trouble::Html, stop, usize::MAX);
            assert!(desk.sync().await.is_err(), "stopped at {stop}");
            desk.server.mend();
        }
        desk.server.book(Book::add);
        let desk = desk.reopen().await;
        desk.sync().await.unwrap_or_else(|error| panic!("after a stop at {stop}: {error}"));
        desk.settled(&format!("after a stop at {stop}")).await;
    }
}

macro_rules! conformance {
    ($($name:ident: $fake:expr;)+) => {$(
        mod $name {
            #[tokio::test]
            async fn everything_arrives_and_changes_follow() {
                super::everything_arrives_and_changes_follow($fake).await;
            }

            #[tokio::test]
            async fn odd_texts_and_times_arrive() {
                super::odd_texts_and_times_arrive($fake).await;
            }

            #[tokio::test]
            async fn what_nobody_knows_yet_does_no_harm() {
                super::what_nobody_knows_yet_does_no_harm(|| $fake).await;
            }

            #[tokio::test]
            async fn ids_at_the_edges_arrive() {
                super::ids_at_the_edges_arrive($fake).await;
            }

            #[tokio::test]
            async fn trouble_passes() {
                super::trouble_passes(|| $fake).await;
            }

            #[tokio::test]
            async fn a_page_that_repeats_doubles_nothing() {
                super::a_page_that_repeats_doubles_nothing(|| $fake).await;
            }

            #[tokio::test]
            async fn what_slips_between_pages_is_not_gone() {
                super::what_slips_between_pages_is_not_gone(|| $fake).await;
            }

            #[tokio::test]
            async fn a_stop_at_any_request_loses_nothing() {
                super::a_stop_at_any_request_loses_nothing(|| $fake).await;
            }
        }
    )+};
}

conformance! {
    log_api: fakes::log_api::LogApi { windows: true };
    log_api_without_windows: fakes::log_api::LogApi { windows: false };
    twilio: fakes::twilio::Twilio;
    whatsapp: fakes::whatsapp::WhatsApp::default();
    chatwoot: fakes::chatwoot::Chatwoot::default();
    channel_talk: fakes::channel_talk::ChannelTalk::default();
    b2chat: fakes::b2chat::B2Chat::default();
    yeastar: fakes::yeastar::Yeastar::default();
    mailgun: fakes::mailgun::Mailgun;
}
