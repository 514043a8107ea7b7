//! B2Chat's export, plain and zipped, and this program's own.

use super::{Folder, opened, read};
use crate::b2chat::Column;
use crate::{Error, Form, Options, open};
use model::{Direction, Message, MessageKind, PersonKind, Record, Session, SessionState, spreadsheet};
use std::process::Command;

fn heading() -> String {
    Column::ALL.iter().map(|column| column.title()).collect::<Vec<_>>().join(",") + "\r\n"
}

/// A row of chat `c1`: when, `true` for in, text, type.
fn row(chat: &str, when: &str, incoming: bool, said: &str, kind: &str) -> String {
    let (theirs, ours) = if incoming { (said, "") } else { ("", said) };
    format!(
        "{chat},M7,WHATSAPPB2CHAT,2024-01-02 11:00:00,{when},55,CC 1,Ana Torres,ana@x.example,,573001112233,A9,Bo,bo,\
         bo@x.example,{incoming},{theirs},{ours},{kind},,Sales line,,CLOSED,2024-01-02 11:00:00,2024-01-02 11:05:00,\
         2024-01-02 12:00:00,00:01:00:00\r\n"
    )
}

fn export() -> String {
    heading()
        + &row("c1", "2024-01-02 11:17:37", true, "b", "text")
        + &row("c1", "2024-01-02 11:17:37", true, "a", "text")
        + &row("c2", "2024-01-02 11:30:00", false, "https://x.example/a.png", "image")
        + &row("c1", "2024-01-02 11:20:00", false, "hola", "text")
}

fn session(records: &[Record], id: &str) -> Session {
    let found = records.iter().rev().find_map(|record| match record {
        Record::Session(session) if session.id == id => Some((**session).clone()),
        _ => None,
    });
    found.unwrap()
}

fn messages(records: &[Record]) -> Vec<Message> {
    let message = |record: &Record| match record {
        Record::Message(message) => Some(message.clone()),
        _ => None,
    };
    records.iter().filter_map(message).collect()
}

#[test]
fn an_export_is_chats_people_and_messages() {
    // shows B16, S1.2, S1.3
    let folder = Folder::new();
    let path = folder.file("chats.csv", export());
    assert!(matches!(opened(&path, None), Err(Error::ZoneNeeded { row: 2 })));
    let mut file = opened(&path, Some("America/Bogota")).unwrap();
    assert_eq!(file.form(), Form::B2chat);
    let (records, rejected) = read(&mut file);
    assert_eq!(rejected, []);
    let chat = session(&records, "c1");
    assert_eq!(
        (chat.channel.as_str(), chat.state, chat.state_raw.as_deref()),
        ("whatsapp", SessionState::Closed, Some("CLOSED"))
    );
    assert_eq!(chat.created_at.to_rfc3339(), "2024-01-02T11:00:00.000-05:00");
    assert_eq!(chat.last_active_at.unwrap().to_rfc3339(), "2024-01-02T12:00:00.000-05:00");
    assert_eq!(chat.picked_up_at.unwrap().to_rfc3339(), "2024-01-02T11:05:00.000-05:00");
    assert_eq!(
        (chat.channel_name.as_deref(), chat.measures.resolution),
        (Some("Sales line"), Some(3_600_000))
    );
    assert_eq!((chat.contact_id.as_deref(), chat.agent_id.as_deref()), (Some("55"), Some("A9")));
    let said = messages(&records);
    let mark = |text| provider::b2chat::mark(MessageKind::Text, "", text);
    assert_eq!(said[0].id, format!("c1/2024-01-02 11:17:37/in/{}/1", mark("b")), "as the connector names it");
    assert_eq!((said[0].direction, said[0].person), (Direction::Incoming, PersonKind::User));
    assert_eq!(
        (said[2].kind, said[2].attachment.as_deref()),
        (MessageKind::Image, Some("https://x.example/a.png"))
    );
    assert_eq!(
        records.iter().filter(|r| matches!(r, Record::Contact(_))).count(),
        1,
        "once, not with each row"
    );
    assert_eq!(read(&mut file).0, records, "a second reading gives the same");
}

#[test]
fn rows_that_cannot_be_read_are_told_by_line_and_without_their_values() {
    // shows B16
    let folder = Folder::new();
    let text = export()
        + &row("", "2024-01-02 11:17:37", true, "lost", "text")
        + &row("c3", "yesterday", true, "lost", "text")
        + "c9,too,short\r\n"
        + "\"two\r\nlines\",M7\r\n"
        + &row("c1", "2024-01-02 11:40:00", true, "kept", "text");
    let mut file = opened(&folder.file("chats.csv", text), Some("America/Bogota")).unwrap();
    let (records, rejected) = read(&mut file);
    let told: Vec<_> = rejected.iter().map(|(line, why)| (*line, why.as_str())).collect();
    let expected = [
        (6, "it has no chat ID"),
        (7, "the time of its message cannot be read"),
        (8, "it has 3 cells and the heading 27"),
        (9, "it has 2 cells and the heading 27"),
    ];
    assert_eq!(told, expected);
    assert!(messages(&records).iter().any(|m| m.text == "kept"));
}

#[test]
fn our_own_spreadsheet_profile_is_undone_and_anothers_apostrophes_are_not() {
    // shows B15, B16
    let folder = Folder::new();
    let cells = |said: &str, when: &str| {
        let row = row("c1", when, true, said, "text").replace("2024-01-02 11:", "2024-01-02T11:");
        let times = row.replace("2024-01-02 12:00:00", "2024-01-02T12:00:00.000Z");
        let fixed = times
            .replace(":00:00,2024", ":00:00Z,2024")
            .replace("11:00:00,", "11:00:00Z,")
            .replace("11:05:00,", "11:05:00Z,");
        fixed
            .trim_end()
            .split(',')
            .map(|cell| spreadsheet::neutralise(cell).into_owned())
            .collect::<Vec<_>>()
            .join(",")
            + "\r\n"
    };
    let own = format!(
        "\u{FEFF}{}{}{}",
        heading(),
        cells("=1+1", "2024-01-02T11:17:37.000Z"),
        cells("'tis", "2024-01-02T11:18:37.000Z")
    );
    let mut file = opened(&folder.file("own.csv", &own), None).unwrap();
    assert!(file.notes().iter().any(|note| note.contains("marks")), "{:?}", file.notes());
    let texts =
        |file: &mut crate::Opened| messages(&read(file).0).into_iter().map(|m| m.text).collect::<Vec<_>>();
    assert_eq!(texts(&mut file), ["=1+1", "'tis"]);
    // A bare formula shows that nobody marked anything.
    let other = format!(
        "{own}{}",
        row("c1", "2024-01-02T11:19:37Z", true, "=2", "text")
            .replace(" 11", "T11")
            .replace(" 12:00:00", "T12:00:00Z")
            .replace("T11:00:00", "T11:00:00Z")
            .replace("T11:05:00", "T11:05:00Z")
    );
    let mut file = opened(&folder.file("other.csv", other), None).unwrap();
    assert_eq!(texts(&mut file), ["'=1+1", "''tis", "=2"]);
}

#[test]
fn an_encrypted_zip_asks_its_password_and_nothing_is_unpacked() {
    // shows B16, S1.5
    let folder = Folder::new();
    folder.file("chats.csv", export());
    for (name, cipher) in [("aes.zip", "-mem=AES256"), ("old.zip", "-mem=ZipCrypto")] {
        let made = Command::new("7z")
            .args(["a", "-tzip", "-pcorrect horse", cipher, name, "chats.csv"])
            .current_dir(folder.path("").as_path())
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stdout));
        let path = folder.path(name);
        let with = |password: Option<&str>| {
            let zone = crate::zone("America/Bogota");
            open(&path, &Options { password: password.map(str::to_owned), zone, ..Options::default() })
        };
        assert!(matches!(with(None), Err(Error::PasswordNeeded)), "{name}");
        assert!(matches!(with(Some("wrong horse")), Err(Error::PasswordWrong)), "{name}");
        let (records, _) = read(&mut with(Some("correct horse")).unwrap());
        assert_eq!(messages(&records).len(), 4, "{name}");
    }
    std::fs::remove_file(folder.path("chats.csv")).unwrap();
    let mut left: Vec<_> =
        std::fs::read_dir(folder.path("")).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["aes.zip", "old.zip"]);
}

#[test]
fn the_same_chat_in_any_order_of_rows_is_the_same_chat() {
    // shows B16
    let folder = Folder::new();
    let rows: Vec<String> = export().split_inclusive("\r\n").skip(1).map(str::to_owned).collect();
    let mut turned = rows.clone();
    turned.reverse();
    let all = [rows, turned].map(|rows| {
        let path = folder.file("chats.csv", heading() + &rows.concat());
        let mut records: Vec<String> =
            read(&mut opened(&path, Some("UTC")).unwrap()).0.iter().map(|r| format!("{r:?}")).collect();
        records.sort();
        records
    });
    assert_eq!(all[0], all[1]);
}
