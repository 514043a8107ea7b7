//! Tags, managers, bots and campaigns.

use super::*;

#[test]
fn the_directory_is_read() {
    // shows S4.8
    let one = |stream, list: &str, object: &str| {
        let read = read(stream, None, &format!(r#"{{"next":5,"{list}":[{object}]}}"#)).unwrap();
        assert_eq!((read.rejected.first.as_deref(), read.next.as_deref()), (None, Some("5")));
        records(&read).remove(0)
    };
    let tag = |id: &str| model::Tag {
        id: id.into(),
        name: "환불/반품".into(),
        description: Some("d".into()),
        colour: Some("red".into()),
        created_at: at(0),
    };
    let fields = r#""name":"환불/반품","description":"d","colorVariant":"red","createdAt":1793491200000"#;
    for (ids, id) in [(r#""id":1,"#, "1"), (r#""key":"k","#, "k"), ("", "환불/반품")] {
        assert_eq!(one(TAGS, "chatTags", &format!("{{{ids}{fields}}}")), Record::Tag(tag(id)));
    }
    let bot = model::Bot { id: "3".into(), name: Some("B".into()), created_at: at(0) };
    assert_eq!(one(BOTS, "bots", r#"{"id":3,"name":"B","createdAt":1793491200000}"#), Record::Bot(bot));
    let agent = one(MANAGERS, "managers", r#"{"id":"9","name":"Ana","roleId":5,"username":"ana"}"#);
    assert!(
        matches!(agent, Record::Agent(a) if a.role.as_deref() == Some("5") && a.username.is_some() && !a.removed)
    );
    for (stream, list, id, kind) in [
        (CAMPAIGNS, "campaigns", "campaign-12", "campaign"),
        (ONE_TIME, "oneTimeMsgs", "oneTimeMsg-12", "one_time"),
    ] {
        let campaign = model::Campaign {
            id: id.into(),
            name: Some("N".into()),
            kind: Some(kind.into()),
            state: Some("active".into()),
            starts_at: at(0),
            ends_at: None,
        };
        let object = r#"{"id":"12","name":"N","state":"active","startAt":1793491200000}"#;
        assert_eq!(one(stream, list, object), Record::Campaign(campaign));
    }
}
