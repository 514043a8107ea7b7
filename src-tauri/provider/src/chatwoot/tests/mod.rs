//! Objects as Chatwoot writes them, and the records they become.

mod sessions;
mod talk;

use super::*;
use crate::{Parent, Version, system_clock};
use model::Record;
use std::collections::BTreeMap;
use std::sync::Arc;

fn chatwoot() -> Chatwoot {
    Chatwoot { account: "7".to_owned(), clock: Arc::new(|| 20_000 * DAY + 5) }
}

fn stream(id: &str) -> &'static Stream {
    Chatwoot::STREAMS.iter().find(|stream| stream.id == id).unwrap()
}

fn place(key: &str, carry: Option<&str>, cursor: Option<&str>) -> Place {
    let parent = Parent { key: key.to_owned(), carry: carry.map(str::to_owned) };
    Place { cursor: cursor.map(str::to_owned), parent: Some(parent), ..Place::default() }
}

fn read(id: &str, place: &Place, text: &str) -> Result<Read> {
    chatwoot().read(stream(id), place, text)
}

fn records(read: &Read) -> Vec<Record> {
    read.records.iter().map(|fetched| fetched.record().unwrap().into_owned()).collect()
}

const LINE: &str =
    r#"{"id":"3","name":"Shop","channel_type":"Channel::Whatsapp","phone_number":"+15005550006"}"#;

#[test]
fn agents_labels_and_contacts_are_records_of_their_own() {
    // shows S4.8
    let place = Place::default();
    let agents = r#"[{"id":1,"name":"Ana","email":"ana@shop.example","role":"administrator","custom_role_id":null},
        {"id":"2","available_name":"Bo"},{"name":"no id"}]"#;
    let agents = read(AGENTS, &place, agents).unwrap();
    assert_eq!((agents.records.len(), agents.rejected.count, agents.next.clone()), (2, 1, None));
    let people = records(&agents);
    let Record::Agent(ana) = &people[0] else { panic!("{people:?}") };
    assert_eq!(
        (ana.id.as_str(), ana.name.as_deref(), ana.role.as_deref()),
        ("1", Some("Ana"), Some("administrator"))
    );
    assert!(matches!(&people[1], Record::Agent(bo) if bo.id == "2" && bo.name.as_deref() == Some("Bo")));
    let labels = r##"{"payload":[{"id":5,"title":"vip","description":null,"color":"#ff0000","show_on_sidebar":true}]}"##;
    let Record::Tag(vip) = records(&read(LABELS, &place, labels).unwrap()).remove(0) else {
        panic!("no such record")
    };
    assert_eq!((vip.id.as_str(), vip.name.as_str(), vip.colour.as_deref()), ("5", "vip", Some("#ff0000")));
    let contacts = r#"{"meta":{"count":1,"current_page":1},"payload":[{"id":9,"name":"Kim","email":null,
        "phone_number":"+4912","identifier":"c-77","additional_attributes":{"country":"Peru","company_name":"Acme"},
        "created_at":1700000000}]}"#;
    let Record::Contact(kim) = records(&read(CONTACTS, &place, contacts).unwrap()).remove(0) else {
        panic!("no such record")
    };
    assert_eq!((kim.phone.as_deref(), kim.email.as_deref()), (Some("+4912"), None));
    assert_eq!((kim.identification.as_deref(), kim.country.as_deref()), (Some("c-77"), Some("Peru")));
    assert_eq!(kim.created_at.map(|stamp| stamp.at), Some(1_700_000_000_000));
}

#[test]
fn pages_end_with_an_empty_one_or_with_the_count() {
    let contacts = |cursor: Option<&str>, meta: &str, payload: &str| {
        let place = Place { cursor: cursor.map(str::to_owned), ..Place::default() };
        read(CONTACTS, &place, &format!(r#"{{"meta":{meta},"payload":[{payload}]}}"#)).map(|read| read.next)
    };
    let (one, full) = (r#"{"id":1}"#, r#"{"count":1,"current_page":1}"#);
    assert_eq!(contacts(None, full, one), Ok(None));
    assert_eq!(contacts(None, r#"{"count":30}"#, one), Ok(Some("2".to_owned())));
    assert_eq!(contacts(Some("2"), r#"{"count":30,"current_page":"2"}"#, one), Ok(Some("3".to_owned())));
    assert_eq!(contacts(Some("3"), r#"{"count":30,"current_page":"3"}"#, ""), Ok(None));
    assert_eq!(contacts(None, "{}", one), Ok(Some("2".to_owned())), "without a count one more is asked for");
    assert!(matches!(contacts(Some("3"), r#"{"current_page":"2"}"#, one), Err(Error::Loop { .. })));
    assert!(matches!(contacts(Some("soon"), "{}", one), Err(Error::Malformed { .. })));
    // Another list's answer.
    let labels = r#"{"payload":[{"id":1,"title":"vip"}]}"#;
    assert!(matches!(read(CONTACTS, &Place::default(), labels), Err(Error::Malformed { .. })));
}

#[test]
fn an_inbox_carries_its_names_and_no_secret() {
    let inboxes = r#"{"payload":[{"id":3,"name":"Shop","channel_type":"Channel::Whatsapp","phone_number":"+15005550006",
        "website_url":null,"provider_config":{"api_key":"hush"},"imap_password":"hush","hmac_token":"hush"},{"id":""}]}"#;
    let read = read(INBOXES, &Place::default(), inboxes).unwrap();
    assert_eq!((read.records.len(), read.branches.len(), read.rejected.count), (0, 1, 1));
    let branch = &read.branches[0];
    assert_eq!((branch.stream, branch.parent.as_str(), &branch.version), (HELD, "3/20000", &Version::Open));
    assert_eq!(branch.carry.as_deref(), Some(LINE));
}

#[test]
fn requests_say_all_states_and_all_people() {
    let home = "https://chat.example/base";
    let base = || Base::parse(home).unwrap();
    let client = Client::new(
        base(),
        Vec::new(),
        Auth::Headers(Vec::new()),
        Manners::default(),
        crate::limits::Limits::default(),
        system_clock(),
    )
    .unwrap();
    let ask = |id: &str, place: &Place| {
        let request = chatwoot().ask(stream(id), place)?;
        client.prepare(&request).map(|call| call.url.to_string())
    };
    let all = "status=all&assignee_type=all";
    for (id, place, expected) in [
        (AGENTS, Place::default(), "agents".to_owned()),
        (LABELS, Place::default(), "labels".to_owned()),
        (INBOXES, Place::default(), "inboxes".to_owned()),
        (CONTACTS, Place::default(), "contacts?sort=created_at&page=1".to_owned()),
        (LISTED, Place::default(), format!("conversations?{all}&page=1&sort_by=created_at_asc")),
        (HELD, place("3/20000", None, Some("4")), format!("conversations?{all}&page=4&inbox_id=3")),
        (SAID, place("42", None, Some("881")), "conversations/42/messages?before=881".to_owned()),
    ] {
        assert_eq!(ask(id, &place), Ok(format!("{home}/api/v1/accounts/7/{expected}")));
    }
    assert!(matches!(ask(HELD, &Place::default()), Err(Error::Malformed { .. })));
    assert!(matches!(ask(HELD, &place("3", None, None)), Err(Error::Malformed { .. })));
}

#[test]
fn whoever_answers_is_named() {
    let chatwoot = chatwoot();
    assert_eq!(chatwoot.greeted(r#"{"id":7,"name":"Shop"}"#), Ok("Chatwoot answers for Shop.".to_owned()));
    assert_eq!(chatwoot.greeted(r#"{"id":7}"#), Ok("Chatwoot answers for 7.".to_owned()));
    assert!(matches!(chatwoot.greeted(r#"{"ok":true}"#), Err(Error::Malformed { .. })));
}

#[test]
fn an_account_needs_its_own_address_and_token() {
    let map = |(name, value): (&str, &str)| BTreeMap::from([(name.to_owned(), value.to_owned())]);
    let open = |url: &str, token: &str| {
        let (settings, secrets) = (map(("account_id", "7")), map(("api_access_token", token)));
        crate::connect("chatwoot", url, &settings, &secrets, crate::limits::Limits::default(), system_clock())
            .is_ok()
    };
    assert!(open("https://chat.example", "t0ken"));
    assert!(
        !open("", "t0ken") && !open("http://chat.example", "t0ken") && !open("https://chat.example", "a b")
    );
}
