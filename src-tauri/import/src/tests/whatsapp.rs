//! Webhook bodies, one a line, over many lines, in a list, in a folder.

use super::{Folder, opened, read};
use crate::Form;
use model::Record;
use serde_json::{Value, json};

fn body(value: &Value) -> Value {
    let metadata = json!({ "display_phone_number": "15550001111", "phone_number_id": "901" });
    let mut value = value.clone();
    value["metadata"] = metadata;
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": "W1", "changes": [{ "field": "messages", "value": value }] }] })
}

fn heard(id: &str, seconds: u64, text: &str) -> Value {
    let message = json!({ "id": id, "from": "573001112233", "timestamp": seconds.to_string(), "type": "text", "text": { "body": text } });
    body(
        &json!({ "contacts": [{ "wa_id": "573001112233", "profile": { "name": "Ana" } }], "messages": [message] }),
    )
}

fn sent(id: &str, seconds: u64, word: &str) -> Value {
    let status =
        json!({ "id": id, "status": word, "timestamp": seconds.to_string(), "recipient_id": "573001112233" });
    body(&json!({ "statuses": [status] }))
}

fn bodies() -> Vec<Value> {
    vec![
        heard("wamid.1", 1_760_000_000, "hola"),
        sent("wamid.2", 1_760_000_010, "delivered"),
        sent("wamid.2", 1_760_000_005, "sent"),
        heard("wamid.3", 1_760_000_020, "¿llegó?"),
    ]
}

fn said(path: &std::path::Path) -> (Vec<String>, Vec<(u64, String)>) {
    let mut file = opened(path, None).unwrap();
    assert_eq!(file.form(), Form::Whatsapp);
    let (records, rejected) = read(&mut file);
    let mut records: Vec<String> = records.iter().map(|record| format!("{record:?}")).collect();
    records.sort();
    (records, rejected)
}

#[test]
fn bodies_are_read_from_lines_lists_and_folders_alike() {
    // shows B16, S2.6
    let folder = Folder::new();
    let lines: String = bodies().iter().map(|body| format!("{body}\n\n")).collect();
    let (records, rejected) = said(&folder.file("bodies.ndjson", &lines));
    assert_eq!((records.len(), rejected.len()), (7, 0), "{records:?}");
    let pretty: String = bodies().iter().map(|body| format!("{body:#}\n")).collect();
    assert_eq!(said(&folder.file("pretty.json", pretty)).0, records);
    assert_eq!(said(&folder.file("list.json", json!(bodies()).to_string())).0, records);
    std::fs::create_dir(folder.path("many")).unwrap();
    for (number, body) in bodies().iter().rev().enumerate() {
        folder.file(&format!("many/{number}.json"), body.to_string());
    }
    folder.file("many/.hidden", "nothing of it");
    assert_eq!(said(&folder.path("many")).0, records, "in whatever order");
}

#[test]
fn a_body_that_cannot_be_read_keeps_no_other_away() {
    // shows B16
    let folder = Folder::new();
    let mut odd = heard("wamid.4", 1_760_000_030, "secret");
    odd["entry"][0]["changes"][0]["value"]["messages"][0]["timestamp"] = json!("soon");
    let deep = format!(
        "{{\"object\":\"whatsapp_business_account\",\"entry\":{}1{}}}",
        "[".repeat(500),
        "]".repeat(500)
    );
    let lines = [
        bodies()[0].to_string(),
        odd.to_string(),
        deep,
        "{\"object\":\"page\",\"entry\":[]}".into(),
        bodies()[3].to_string(),
    ];
    let mut file = opened(&folder.file("bodies.ndjson", lines.join("\n")), None).unwrap();
    let (records, rejected) = read(&mut file);
    assert_eq!(records.iter().filter(|record| matches!(record, Record::Message(_))).count(), 2);
    assert_eq!(rejected.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [2, 3, 4]);
    assert!(!format!("{rejected:?}").contains("soon"), "{rejected:?}");
}
