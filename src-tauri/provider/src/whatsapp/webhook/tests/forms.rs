//! Each type of message, each kind of customer, and what is odd.

use super::*;

#[test]
fn each_type_of_message_says_what_it_can() {
    let cases = [
        (
            r#""type":"image","image":{"id":"m1","mime_type":"image/jpeg","caption":"Roof"}"#,
            MessageKind::Image,
            "",
            Some("Roof"),
            Some("m1"),
        ),
        (r#""type":"sticker","sticker":{"id":"m2"}"#, MessageKind::Image, "", None, Some("m2")),
        (r#""type":"audio","audio":{"id":3,"voice":true}"#, MessageKind::Audio, "", None, Some("3")),
        (r#""type":"video","video":{"id":"m4"}"#, MessageKind::Video, "", None, Some("m4")),
        (
            r#""type":"document","document":{"id":"m5","filename":"bill.pdf"}"#,
            MessageKind::File,
            "",
            Some("bill.pdf"),
            Some("m5"),
        ),
        (
            r#""type":"location","location":{"latitude":37.5,"longitude":-122,"name":"Café","address":"1 Rd","url":"https://a.example"}"#,
            MessageKind::Location,
            "Café\n1 Rd\n37.5, -122",
            None,
            Some("https://a.example"),
        ),
        (
            r#""type":"contacts","contacts":[{"name":{"formatted_name":"Bo"},"phones":[{"phone":"+1 2"},{"phone":"+1 3"}]},{}]"#,
            MessageKind::Other,
            "Bo +1 2 +1 3",
            None,
            None,
        ),
        (r#""type":"button","button":{"payload":"p","text":"Stop"}"#, MessageKind::Text, "Stop", None, None),
        (
            r#""type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"x","title":"Express"}}"#,
            MessageKind::Text,
            "Express",
            None,
            None,
        ),
        (
            r#""type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"y","title":"Cancel"}}"#,
            MessageKind::Text,
            "Cancel",
            None,
            None,
        ),
        (
            r#""type":"reaction","reaction":{"message_id":"wamid.9","emoji":"👍"}"#,
            MessageKind::Other,
            "👍",
            None,
            None,
        ),
        (
            r#""type":"order","order":{"catalog_id":"1","text":"Two please","product_items":[]}"#,
            MessageKind::Other,
            "Two please",
            None,
            None,
        ),
        (
            r#""type":"system","system":{"body":"changed number","type":"user_changed_number"}"#,
            MessageKind::Other,
            "changed number",
            None,
            None,
        ),
        (
            r#""type":"unsupported","errors":[{"code":131051,"title":"Message type unknown"}]"#,
            MessageKind::Other,
            "",
            Some("Message type unknown"),
            None,
        ),
        (r#""type":"hologram""#, MessageKind::Other, "", None, None),
        (r#""text":null"#, MessageKind::Other, "", None, None),
    ];
    for (json, kind, text, caption, attachment) in cases {
        let raw = format!(r#"{{"from":"4915550001","id":"wamid.1","timestamp":"1793487600",{json}}}"#);
        let [message]: [Message; 1] =
            of!(read(&gathered(&[body("", &raw, "")])), Message).try_into().unwrap();
        assert_eq!((message.kind, message.text.as_str()), (kind, text), "{json}");
        assert_eq!(
            (message.caption.as_deref(), message.attachment.as_deref()),
            (caption, attachment),
            "{json}"
        );
        assert_eq!(message.person == PersonKind::System, json.contains("system"), "{json}");
    }
}

#[test]
fn groups_hidden_numbers_and_other_forms_of_a_number() {
    let session = |body: String| {
        let [session]: [Box<Session>; 1] = of!(read(&gathered(&[body])), Session).try_into().unwrap();
        session
    };
    let variant = session(body(
        r#"{"wa_id":"521555","profile":{"name":"Luz"}}"#,
        r#"{"from":"52555","id":"a","timestamp":"5","type":"text"}"#,
        "",
    ));
    assert_eq!((variant.id.as_str(), variant.sender.name.as_deref()), ("501/52555", Some("Luz")));
    let hidden = session(body(
        r#"{"user_id":"US.1","profile":{"name":"Kit"}}"#,
        r#"{"id":"a","timestamp":"5","type":"text"}"#,
        "",
    ));
    assert_eq!((hidden.id.as_str(), hidden.contact_id.as_deref()), ("501/US.1", Some("US.1")));
    let in_group = r#"{"from":"4915550001","group_id":"G1","id":"a","timestamp":"5","type":"text","text":{"body":"hi"}}"#;
    let group = session(body(&ana("Ana"), in_group, ""));
    assert_eq!(
        (group.id.as_str(), group.contact_id.as_deref(), group.sender.name.as_deref()),
        ("501/G1", None, None)
    );
    let to = |who: &str| {
        format!(
            r#"{{"id":"w","status":"read","timestamp":"5","recipient_id":"G1","recipient_type":"group","recipient_participant_id":"{who}"}}"#
        )
    };
    let records = read(&gathered(&[body("", "", &[to("1"), to("2")].join(","))]));
    let ids: Vec<String> = of!(records.clone(), DeliveryEvent).into_iter().map(|event| event.id).collect();
    assert_eq!(ids, ["webhook/w/1/read/5", "webhook/w/2/read/5"]);
    let [delivery]: [Box<Delivery>; 1] = of!(records, Delivery).try_into().unwrap();
    assert_eq!(
        (delivery.recipient_type.as_deref(), delivery.contact_id.as_deref(), delivery.session_id.as_deref()),
        (Some("group"), None, Some("501/G1"))
    );
}

#[test]
fn what_cannot_be_read_keeps_nothing_else_away() {
    let mut gathered = Gathered::default();
    for bad in [
        "",
        "[]",
        r#"{"object":"page","entry":[]}"#,
        r#"{"object":"whatsapp_business_account"}"#,
        &"[".repeat(200),
    ] {
        assert!(gathered.add(bad).is_err(), "{bad}");
    }
    let long = "x".repeat(600);
    let bad = [
        r#"{"from":"hush","id":"a","type":"text"}"#,
        r#"{"from":"hush","id":"","timestamp":"5"}"#,
        r#"{"from":"hush","id":"b","timestamp":"soon"}"#,
        r#"{"id":"c","timestamp":"5"}"#,
        r#"{"from":"hush","id":"d","timestamp":"5","type":"text","text":"hush"}"#,
        &format!(r#"{{"from":"hush","id":"{long}","timestamp":"5"}}"#),
    ];
    let messages = format!("{},{}", bad.join(","), text("wamid.1", 5, "good"));
    gathered.add(&body("", &messages, &format!(r#"{{"status":"sent"}},{{"id":"w","status":"levitated","timestamp":"6"}},{{"id":"w","status":"{long}","timestamp":"6"}}"#))).unwrap();
    assert_eq!(gathered.rejected.count, 8);
    assert!(!gathered.rejected.first.as_deref().unwrap().contains("hush"));
    let records = read(&gathered);
    assert_eq!(of!(records.clone(), Message).len(), 1);
    let [odd]: [Box<Delivery>; 1] = of!(records, Delivery).try_into().unwrap();
    assert_eq!((odd.status, odd.status_raw.as_deref()), (DeliveryStatus::InProgress, Some("levitated")));
    assert_eq!(odd.session_id, None);
    let other = r#"{"object":"whatsapp_business_account","entry":[3,{"changes":[{"field":"group_settings_update","value":{}},{"field":"messages"},
        {"field":"messages","value":{"metadata":{}}}]}]}"#;
    gathered.add(other).unwrap();
    assert_eq!((gathered.passed, gathered.rejected.count), (1, 11));
}
