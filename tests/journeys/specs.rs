//! What is asked of a provider, and what its fake answers, held against the provider's official document. A new
//! provider is one line at the end of this page.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so by a panic"
)]

use fakes::{Book, Fake, Trouble};
use journeys::desk::Desk;
use journeys::spec::{self, Document, File, Lenient};

/// Everything that a sync asks: the first, after something new, after a change, when something is gone, and when
/// there are too many requests.
async fn as_documented(fake: impl Fake, files: &[File], lenient: Lenient) {
    let Some(folder) = spec::folder() else { return };
    let desk = Desk::new(fake, Book::new(9, 23)).await;
    desk.sync().await.unwrap();
    for change in [Book::add, Book::change, Book::vanish] {
        desk.server.book(change);
        desk.server.trouble(Trouble::Limit, 2, 1);
        desk.sync().await.unwrap();
    }
    let said = desk.server.asked();
    let documents: Vec<Document> = files.iter().map(|file| Document::read(&folder, *file, lenient)).collect();
    let checked = spec::check(&documents, &said).unwrap_or_else(|faults| panic!("{faults}"));
    println!("{checked:#?}");
    let mut operations = checked.keys().map(|name| name.split_once(' ').unwrap());
    for (document, file) in documents.iter().zip(files) {
        let is_of_it = |(method, path): &(&str, &str)| {
            document.operation(method, &format!("{}{path}", file.base)).is_some()
        };
        assert!(
            operations.clone().any(|operation| is_of_it(&operation)),
            "nothing of {} was asked",
            file.name
        );
    }
    assert!(
        operations.all(|(method, path)| checked[&format!("{method} {path}")].answers > 0),
        "{checked:#?}"
    );
}

macro_rules! documented {
    ($($name:ident: $fake:expr, [$($file:literal at $base:literal),+], $lenient:expr;)+) => {$(
        #[tokio::test]
        async fn $name() {
            let files = [$(File { name: $file, base: $base }),+];
            as_documented($fake, &files, $lenient).await;
        }
    )+};
}

documented! {
    twilio: fakes::twilio::Twilio, ["twilio_api_v2010.json" at "", "twilio_conversations_v1.json" at ""],
        Lenient { relative_uris: true, ..Lenient::default() };
    mailgun: fakes::mailgun::Mailgun, ["mailgun_openapi.yaml" at ""],
        Lenient { pages_in_path: true, ..Lenient::default() };
    chatwoot: fakes::chatwoot::Chatwoot { documented: true }, ["chatwoot_4.16.2_swagger.json" at ""],
        Lenient { values: &[("status", "snoozed"), ("", "created_at")], parameters: &["sort_by"], ..Lenient::default() };
    // The document has two lists of words for what became of a message, one for filters and one for answers.
    whatsapp: fakes::whatsapp::WhatsApp::default(), ["whatsapp_business-messaging-api_v23.0.yaml" at ""],
        Lenient { values: &[("delivery_status", "ACCEPTED"), ("delivery_status", "ERROR")],
            parameters: &["after", "limit"], ..Lenient::default() };
}
