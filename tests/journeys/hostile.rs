//! Servers that nobody can trust, under every connector: what they do is bounded and named, reaches no other place,
//! shows no secret, and loses nothing of what comes when they are right again. A new provider is one line at the end
//! of this page.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

use fakes::{Book, Fake, Trouble};
use journeys::desk::Desk;
use provider::limits::Limits;
use std::time::Duration;

const CHATS: u32 = 9;
const SENDS: u32 = 23;
/// Letters of a fault in words, all streams that failed named.
const WORDS: usize = 1_500;
const MEBIBYTE: u64 = 1 << 20;

fn is_named(desk: &Desk, fault: &sync::Error, when: &str) {
    let (said, debugged) = (fault.to_string(), format!("{fault:?}"));
    for (_, secret) in desk.server.secrets() {
        assert!(!said.contains(&secret) && !debugged.contains(&secret), "{when}: {said}");
    }
    let steers = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!said.chars().any(steers), "{when}: {said:?}");
    assert!((20..WORDS).contains(&said.chars().count()), "{when}: {said}");
}

/// Once the server is right again, so is what is here.
async fn recovers(desk: &Desk, when: &str) {
    assert_eq!(desk.server.lured(), 0, "{when}: no other place was asked");
    desk.server.mend();
    desk.sync().await.unwrap_or_else(|error| panic!("{when}, mended: {error}"));
    desk.settled(when).await;
}

async fn hostile_answers_are_bounded_and_named<F: Fake>(fake: impl Fn() -> F) {
    for trouble in Trouble::LASTING {
        for from in [0, 1, 3, 7] {
            let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
            desk.server.trouble(trouble, from, usize::MAX);
            let when = format!("{trouble:?} from request {from} on");
            is_named(&desk, &desk.sync().await.expect_err(&when), &when);
            recovers(&desk, &when).await;
        }
    }
}

/// Whether they are met, and whether they do harm, is a matter of how a provider pages.
async fn pages_that_lead_astray_are_left<F: Fake>(fake: impl Fn() -> F) {
    for trouble in Trouble::MAYBE {
        let (mut met, mut named) = (0, 0);
        for from in [0, 1, 2, 3, 7] {
            let desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
            desk.server.trouble(trouble, from, usize::MAX);
            let when = format!("{trouble:?} from request {from} on");
            let synced = desk.sync().await;
            met += usize::from(desk.server.met() > 0);
            match synced {
                Err(fault) => {
                    is_named(&desk, &fault, &when);
                    let elsewhere = fault.to_string().contains("another place");
                    named += usize::from(elsewhere || trouble != Trouble::Foreign);
                }
                Ok(_) => desk.agrees(&when),
            }
            recovers(&desk, &when).await;
        }
        let by_link = Desk::new(fake(), Book::new(1, 1)).await.server.pages_by_link();
        if by_link && matches!(trouble, Trouble::Foreign | Trouble::Circle) {
            assert!(met > 0 && named == met, "{trouble:?}: met {met} times, named {named} times");
        }
    }
}

/// As the program reads: no more than a page's bound of a body that would be a gibibyte, packed or not.
async fn a_gibibyte_is_not_read<F: Fake>(fake: impl Fn() -> F) {
    for trouble in [Trouble::Flood, Trouble::Bomb] {
        let mut desk = Desk::new(fake(), Book::new(CHATS, SENDS)).await;
        let small = desk.limits.clone();
        desk.limits = Limits { tries: 1, backoff_first: Duration::from_millis(1), ..Limits::default() };
        desk.server.trouble(trouble, 1, usize::MAX);
        memory::forget_peak();
        let before = memory::peak();
        let fault = desk.sync().await.expect_err("a gibibyte");
        is_named(&desk, &fault, "a gibibyte");
        assert!(fault.to_string().contains("too large"), "{trouble:?}: {fault}");
        // Several lists, and of each a page's bound and what was on its way.
        let lists = desk.server.count() as u64;
        assert!(desk.server.poured() < lists * 48 * MEBIBYTE, "{} bytes left", desk.server.poured());
        if let (Some(before), Some(after)) = (before, memory::peak()) {
            assert!(after - before < 256 * MEBIBYTE, "{trouble:?}: {} bytes more in use", after - before);
        }
        desk.limits = small;
        recovers(&desk, "a gibibyte").await;
    }
}

/// Memory of this process, as Linux counts it; the tests run in a process each.
mod memory {
    pub fn forget_peak() {
        let _ = std::fs::write("/proc/self/clear_refs", "5");
    }

    pub fn peak() -> Option<u64> {
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
    }
}

macro_rules! hostile {
    ($($name:ident: $fake:expr;)+) => {$(
        mod $name {
            #[tokio::test]
            async fn hostile_answers_are_bounded_and_named() {
                super::hostile_answers_are_bounded_and_named(|| $fake).await;
            }

            #[tokio::test]
            async fn pages_that_lead_astray_are_left() {
                super::pages_that_lead_astray_are_left(|| $fake).await;
            }

            #[tokio::test]
            async fn a_gibibyte_is_not_read() {
                super::a_gibibyte_is_not_read(|| $fake).await;
            }
        }
    )+};
}

hostile! {
    log_api: fakes::log_api::LogApi { windows: true };
    twilio: fakes::twilio::Twilio;
    whatsapp: fakes::whatsapp::WhatsApp::default();
    chatwoot: fakes::chatwoot::Chatwoot::default();
    channel_talk: fakes::channel_talk::ChannelTalk::default();
    b2chat: fakes::b2chat::B2Chat::default();
    yeastar: fakes::yeastar::Yeastar::default();
    mailgun: fakes::mailgun::Mailgun;
}
