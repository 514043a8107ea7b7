//! Lists, errors that HTTP calls good, and logins.

use super::*;
use crate::http::Exchange;

fn listed(sessions: &[&str], cursor: Option<&str>, page: usize) -> Read {
    let text = format!(r#"{{"errcode":0,"list":[{}]}}"#, sessions.join(","));
    connector(page).read(stream(SESSIONS), &place("1/1000", None, cursor), &text).unwrap()
}

#[test]
fn a_list_leads_to_the_messages_and_on() {
    let older =
        SESSION.replace("9263", "8000").replace("2874", "12").replace("\"is_close\":1", "\"is_close\":0");
    let read = listed(&[SESSION, &older, "{}"], None, 3);
    let branches: Vec<_> =
        read.branches.iter().map(|b| (b.stream, b.parent.as_str(), b.version.clone())).collect();
    let version = |text: &str| Version::Of(text.to_owned());
    assert_eq!(
        branches,
        [(MESSAGES, "2874", version("9263 1 0 7 0")), (MESSAGES, "12", version("8000 0 0 7 20000"))],
        "an open one is read once a day"
    );
    assert_eq!(read.there, [(Kind::Session, "2874".to_owned()), (Kind::Session, "12".to_owned())]);
    assert_eq!((read.rejected.count, read.next), (1, None), "the last says nothing of its messages");
    assert_eq!(listed(&[SESSION, &older], None, 2).next.as_deref(), Some("8000"));
    assert_eq!(listed(&[&older], Some("8000"), 1).next, None, "the same again is the end");
    assert_eq!(listed(&[SESSION], None, 100).next, None);
    let ask = |key: &str| connector(5).ask(stream(SESSIONS), &place(key, None, Some("8000")));
    let request = ask("1/1000").unwrap().asked();
    for word in [
        "user_type=1&",
        "user_no=1000",
        "collection=all",
        "is_archived=2",
        "is_closed=2",
        "first_msg_id=8000",
    ] {
        assert!(request.contains(word), "{word}: {request}");
    }
    assert!(ask("1000").is_err());
}

#[test]
fn states_are_told_from_what_the_list_has() {
    for (close, picked, archived, state, word) in [
        (1, 7, 1, SessionState::Closed, "closed, archived"),
        (0, 7, 0, SessionState::PickedUp, "picked up"),
        (0, 0, 0, SessionState::Opened, "not closed"),
    ] {
        let carry = SESSION
            .replace("\"is_close\":1", &format!("\"is_close\":{close}"))
            .replace("\"pickup_member_id\":7", &format!("\"pickup_member_id\":{picked}"))
            .replace("\"is_archived\":0", &format!("\"is_archived\":{archived}"));
        let read = connector(100)
            .read(stream(MESSAGES), &place("2874", Some(&carry), None), &said(&[FIRST]))
            .unwrap();
        let session =
            records(&read).into_iter().find_map(|r| if let Record::Session(s) = r { Some(s) } else { None });
        let session = session.unwrap();
        assert_eq!((session.state, session.state_raw.as_deref()), (state, Some(word)));
        assert_eq!(session.closed_at, None, "nobody said when");
    }
    let bare = r#"{"id":"5"}"#;
    let read = connector(100).read(stream(MESSAGES), &place("5", Some(bare), None), &said(&[FIRST])).unwrap();
    assert_eq!(read.rejected.count, 0);
    let empty = connector(100).read(stream(MESSAGES), &place("5", Some(bare), None), &said(&[])).unwrap();
    assert_eq!((empty.records.len(), empty.rejected.count), (0, 0), "nothing was said yet");
}

#[test]
fn extensions_are_agents_and_contacts_have_names() {
    let text = r#"{"errcode":0,"total_number":3,"data":[
        {"id":1,"number":"1000","caller_id_name":"Ana","role_name":"Operator","email_addr":"a@x.example","mobile_number":"+1"},
        {"id":2,"caller_id_name":"nobody"}]}"#;
    let read = connector(2).read(stream(EXTENSIONS), &Place::default(), text).unwrap();
    let made = records(&read);
    let [Record::Agent(agent)] = made.as_slice() else { panic!("one agent") };
    assert_eq!(
        (agent.id.as_str(), agent.name.as_deref(), agent.role.as_deref()),
        ("1000", Some("Ana"), Some("Operator"))
    );
    assert_eq!((agent.email.as_deref(), agent.mobile.as_deref()), (Some("a@x.example"), Some("+1")));
    let lists: Vec<_> = read.branches.iter().map(|branch| branch.parent.as_str()).collect();
    assert_eq!(lists, ["1/1000", "9/api"]);
    assert_eq!((read.rejected.count, read.next.as_deref(), read.remaining), (1, Some("2"), Some(1)));
    let text = r#"{"errcode":0,"total_number":2,"data":[
        {"id":4,"contact_name":"Jay P","company":"C","email":"","business":"","home":"7","mobile":"+2","remark":"x"},
        {"id":"5","first_name":"Li","last_name":""}]}"#;
    let read = connector(100).read(stream(CONTACTS), &Place::default(), text).unwrap();
    let made = records(&read);
    let [Record::Contact(jay), Record::Contact(li)] = made.as_slice() else { panic!("two") };
    assert_eq!((jay.id.as_str(), jay.name.as_deref(), jay.email.as_deref()), ("4", Some("Jay P"), None));
    assert_eq!(
        (jay.phone.as_deref(), jay.mobile.as_deref(), jay.company.as_deref()),
        (Some("7"), Some("+2"), Some("C"))
    );
    assert_eq!((li.id.as_str(), li.name.as_deref(), read.next), ("5", Some("Li"), None));
}

#[test]
fn what_http_calls_good_may_be_an_error() {
    let read = |code: i64| {
        let text = format!(r#"{{"errcode":{code},"errmsg":"WORDS"}}"#);
        connector(5).read(stream(EXTENSIONS), &Place::default(), &text).unwrap_err()
    };
    assert_eq!(read(10004), Error::Unauthorized { code: 401, said: "10004 WORDS".to_owned() });
    assert_eq!(read(10005), Error::Unauthorized { code: 403, said: "10005 WORDS".to_owned() });
    assert!(matches!(read(70004), Error::Settings { .. }) && read(70004).is_of_account());
    for (code, status) in
        [(-2, 500), (-1, 400), (2, 503), (70082, 503), (10001, 404), (60001, 404), (40002, 400)]
    {
        assert!(matches!(read(code), Error::Status { code, .. } if code == status), "{code}");
    }
    assert!(read(-2).is_passing() && !read(60001).is_passing());
    for text in [r#"{"errcode":0}"#, "[]", r#"{"errcode":0,"access_token":"hush"}"#] {
        let error = connector(5).greeted(text).unwrap_err();
        assert!(matches!(error, Error::Malformed { .. }) && !error.to_string().contains("hush"), "{error:?}");
    }
}

#[test]
fn a_refused_login_is_told_as_such_and_never_holds_the_secret() {
    let login = token::Login { client: "me".into(), secret: Secret::new("hush-hush") };
    let good = r#"{"errcode":0,"access_token":"t","access_token_expire_time":1800,"refresh_token":"r"}"#;
    let token = login.token(good).unwrap();
    assert_eq!((token.lasts, token.refresh.is_some()), (Some(1_800_000), true));
    for code in [-1, 10003, 10005, 40002, 70004, 99999] {
        let refused = login.token(&format!(r#"{{"errcode":{code},"errmsg":"NO"}}"#)).err().unwrap();
        assert!(matches!(refused, Error::Unauthorized { code: 401, .. }), "{code}: {refused:?}");
    }
    let passing = login.token(r#"{"errcode":-2,"errmsg":"INTERNAL SERVER ERROR"}"#).err().unwrap();
    assert!(passing.is_passing());
    assert!(login.renew(&Secret::new("r")).is_some());
    let requests =
        [login.login(), login.renew(&Secret::new("hush-hush")).unwrap()].map(|login| login.request);
    assert!(!format!("{requests:?}").contains("hush"), "{requests:?}");
    assert_eq!(login.carried(), crate::http::Carried::Query("access_token"));
    assert_eq!(login.secrets().len(), 1);
}
