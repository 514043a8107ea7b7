//! Channel Talk's download: workbooks as a spreadsheet program writes them, and JSON.

use super::{Folder, opened, read};
use crate::{Error, Form};
use model::{Record, Session, SessionState};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::json;
use std::path::{Path, PathBuf};

/// 2026-03-01T09:00:00Z.
const AT: i64 = 1_772_355_600_000;

fn workbook(folder: &Folder, shown: bool) -> PathBuf {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    let sheet = book.add_worksheet().set_name("UserChat data").unwrap();
    let heads = [
        "id",
        "userId",
        "name",
        "state",
        "contactMediumType",
        "marketingId",
        "marketingType",
        "supportBotId",
        "managerIds",
        "assigneeId",
        "tags",
        "createdAt",
        "closedAt",
        "waitingTime",
        "replyCount",
        "operationWaitingTime",
    ];
    heads.iter().zip(0..).for_each(|(head, column)| {
        sheet.write(0, column, *head).unwrap();
    });
    let texts = [
        "c1",
        "u1",
        "Ana",
        "closed",
        "appLine",
        "77",
        "oneTimeMsg",
        "b9",
        "m1,m2",
        "m1",
        "[\"vip\",\"late\"]",
    ];
    texts.iter().zip(0..).for_each(|(text, column)| {
        sheet.write(1, column, *text).unwrap();
    });
    match shown {
        true => {
            let moment = ExcelDateTime::parse_from_str("2026-03-01T18:00:00").unwrap();
            sheet.write_with_format(1, 11, &moment, &date).unwrap();
        }
        false => {
            sheet.write(1, 11, AT as f64).unwrap();
        }
    }
    [AT as f64 + 60_000.0, 1500.0, 3.0, 1200.0].iter().zip(12..).for_each(|(n, column)| {
        sheet.write(1, column, *n).unwrap();
    });
    // A row without a time.
    sheet.write(2, 0, "c2").unwrap();
    let users = book.add_worksheet().set_name("User data").unwrap();
    for (column, (head, cell)) in
        [("id", "u1"), ("name", "Ana Torres"), ("mobileNumber", "+573001112233")].iter().enumerate()
    {
        let column = u16::try_from(column).unwrap();
        users.write(0, column, *head).unwrap();
        users.write(1, column, *cell).unwrap();
    }
    let said = book.add_worksheet().set_name("Message data").unwrap();
    for (row, cells) in [
        ["ChatId", "PersonType", "PersonId", "CreatedAt", "PlainText"],
        ["c1", "user", "u1", "", "hola"],
        ["c1", "user", "u1", "", "hola"],
        ["c1", "manager", "m1", "", "=1+1"],
    ]
    .iter()
    .enumerate()
    {
        let row = u32::try_from(row).unwrap();
        cells.iter().zip(0..).for_each(|(cell, column)| {
            said.write_string(row, column, *cell).unwrap();
        });
        if row > 0 {
            said.write(row, 3, AT as f64 + 1000.0).unwrap();
        }
    }
    book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "x").unwrap();
    let path = folder.path("download.xlsx");
    book.save(&path).unwrap();
    path
}

fn session(records: &[Record]) -> Session {
    records
        .iter()
        .find_map(
            |record| if let Record::Session(session) = record { Some((**session).clone()) } else { None },
        )
        .unwrap()
}

fn said(records: &[Record]) -> Vec<(String, String)> {
    let message = |record: &Record| {
        if let Record::Message(m) = record { Some((m.id.clone(), m.text.clone())) } else { None }
    };
    records.iter().filter_map(message).collect()
}

fn check(path: &Path, zone: Option<&str>) {
    let mut file = opened(path, zone).unwrap();
    assert_eq!(file.form(), Form::ChannelTalk);
    let (records, rejected) = read(&mut file);
    let chat = session(&records);
    assert_eq!((chat.id.as_str(), chat.state, chat.channel.as_str()), ("c1", SessionState::Closed, "line"));
    assert_eq!((chat.created_at.at, chat.closed_at.unwrap().at), (AT, AT + 60_000));
    assert_eq!(
        (chat.measures.waiting, chat.measures.replies, chat.measures.operation_waiting),
        (Some(1500), Some(3), Some(1200))
    );
    assert_eq!(
        (chat.tags.join(" "), chat.follower_ids.join(" ")),
        ("vip late".to_owned(), "m1 m2".to_owned())
    );
    assert_eq!(chat.campaign_id.as_deref(), Some("oneTimeMsg-77"));
    assert!(chat.support_bot_id.is_some() && chat.contact_id.as_deref() == Some("u1"));
    assert!(format!("{chat:?}").contains("+573001112233"), "{chat:?}");
    let said = said(&records);
    assert_eq!(said.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), ["hola", "hola", "=1+1"]);
    assert_ne!(said[0].0, said[1].0, "two equal messages are two");
    assert_eq!(rejected.len(), 1, "{rejected:?}");
    assert!(rejected[0].1.contains("no time"), "{rejected:?}");
    assert_eq!(read(&mut file).0, records, "a second reading gives the same");
}

#[test]
fn a_workbook_is_read_as_the_api_is() {
    // shows B16, S4.1, S4.5, S4.8
    let folder = Folder::new();
    let path = workbook(&folder, false);
    check(&path, None);
    let notes = opened(&path, None).unwrap().notes().join(" ");
    assert!(notes.contains("Notes"), "{notes}");
}

#[test]
fn days_of_a_workbook_need_a_zone() {
    // shows B16
    let folder = Folder::new();
    let path = workbook(&folder, true);
    assert!(matches!(opened(&path, None), Err(Error::ZoneNeeded { row: 2 })));
    check(&path, Some("Asia/Seoul"));
}

#[test]
fn json_of_the_same_is_the_same() {
    // shows B16, S4.1
    let folder = Folder::new();
    let chat = json!({ "id": "c1", "userId": "u1", "name": "Ana", "state": "closed", "contactMediumType": "appLine",
        "source": { "marketing": { "type": "oneTimeMsg", "id": "77" }, "supportBot": { "id": "b9" } },
        "managerIds": ["m1", "m2"], "assigneeId": "m1", "tags": ["vip", "late"], "createdAt": AT, "closedAt": AT + 60_000,
        "waitingTime": 1500, "replyCount": 3, "operationWaitingTime": 1200 });
    let say = |who: &str, id: &str, text: &str| json!({ "chatId": "c1", "personType": who, "personId": id, "createdAt": AT + 1000, "plainText": text });
    let all = json!({ "exportedAt": AT, "about": { "by": [1] }, "users": [{ "id": "u1", "name": "Ana Torres", "mobileNumber": "+573001112233" }],
        "userChats": [chat, { "id": "c2" }], "messages": [say("user", "u1", "hola"), say("user", "u1", "hola"), say("manager", "m1", "=1+1")] });
    check(&folder.file("download.json", all.to_string()), None);
    let cut = all.to_string();
    let path = folder.file("cut.json", &cut[..cut.len() - 40]);
    assert!(opened(&path, None).unwrap_err().to_string().contains("breaks off"));
}

#[test]
fn a_workbook_that_unpacks_to_too_much_or_claims_billions_of_cells_does_no_harm() {
    // shows B16
    let folder = Folder::new();
    let path = folder.path("wide.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Message").unwrap();
    sheet.write(0, 0, "ChatId").unwrap();
    sheet.write(1, 0, "c1").unwrap();
    sheet.write(1_048_575, 16_383, "far away").unwrap();
    book.save(&path).unwrap();
    let (records, rejected) = read(&mut opened(&path, None).unwrap());
    assert!(records.is_empty() && rejected.len() == 1, "{rejected:?}");
    assert!(opened(&folder.file("cut.xlsx", &std::fs::read(&path).unwrap()[..600]), None).is_err());
}
