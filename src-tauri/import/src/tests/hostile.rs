//! Files that mean ill, or that nobody looked after.

use super::{Folder, opened, read};
use crate::{Error, Options, limits, open, sample};
use std::io::Write;

fn says(path: &std::path::Path) -> String {
    opened(path, Some("UTC")).map(|_| String::new()).unwrap_or_else(|error| error.to_string())
}

#[test]
fn what_is_no_table_is_told_in_words() {
    // shows B16
    let folder = Folder::new();
    for (name, bytes, words) in [
        ("empty.csv", &b""[..], "no heading"),
        ("blank.csv", b",,,\n1,2,3,4\n", "no heading"),
        ("twice.csv", b"id,name,id\n", "columns 1 and 3 bear the same title"),
        ("old.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest", "protected with a password"),
        ("cut.zip", b"PK\x03\x04garbage", "zip is damaged"),
        ("plain.csv", b"moon,sun\n1,2\n", "no column holds"),
    ] {
        let said = says(&folder.file(name, bytes));
        assert!(said.contains(words), "{name}: {said}");
    }
    assert!(matches!(opened(&folder.path("absent.csv"), None), Err(Error::Io(_))));
    assert!(says(&folder.file("some.json", b"{\"data\":[]}")).contains("nothing stands in it"));
}

#[test]
fn a_quotation_mark_that_never_closes_is_bounded() {
    // shows B16
    let folder = Folder::new();
    let path = folder.path("open.csv");
    let mut file = std::fs::File::create(&path).unwrap();
    file.write_all(b"Conversation ID,Date,Direction,Message\nc1,2026-01-01T00:00:00Z,in,\"").unwrap();
    for _ in 0..9 {
        file.write_all(&vec![b'x'; 1 << 20]).unwrap();
    }
    drop(file);
    let said = says(&path);
    assert!(said.contains("a row is longer than 4 MiB"), "{said}");
}

#[test]
fn a_zip_bomb_is_stopped_at_the_row_that_it_makes() {
    // shows B16
    let folder = Folder::new();
    let path = folder.path("bomb.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    zip.start_file("a.csv", zip::write::SimpleFileOptions::default()).unwrap();
    let zeros = vec![b'0'; 1 << 20];
    (0..64).for_each(|_| zip.write_all(&zeros).unwrap());
    zip.finish().unwrap();
    assert!(std::fs::metadata(&path).unwrap().len() < 1 << 20);
    let said = says(&path);
    assert!(said.contains("too large"), "{said}");
}

#[test]
fn several_files_in_a_zip_are_not_guessed_among() {
    // shows B16
    let folder = Folder::new();
    let path = folder.path("two.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    for name in ["__MACOSX/a.csv", "a.csv", ".hidden", "b.csv"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"x").unwrap();
    }
    zip.finish().unwrap();
    assert!(says(&path).contains("several files"));
}

#[test]
fn a_sample_shows_the_first_rows_and_what_the_titles_suggest() {
    // shows B16
    let folder = Folder::new();
    let long = "x".repeat(5_000);
    let text = format!(
        "Conversation ID;Date;Direction;Message\n{}",
        format!("c1;2026-01-01 10:00;in;{long}\n").repeat(20)
    );
    let sample = sample(&folder.file("log.csv", text), &Options::default()).unwrap();
    assert_eq!(sample.heads, ["Conversation ID", "Date", "Direction", "Message"]);
    assert_eq!((sample.rows.len(), sample.rows[0][3].len()), (limits::SAMPLE, limits::SAMPLE_CELL));
    assert_eq!(sample.mapping.unwrap().columns["chat_id"], "Conversation ID");
}

#[test]
fn latin_and_utf_16_files_say_the_same() {
    // shows B16
    let folder = Folder::new();
    let text = "Conversation ID\tDate\tDirection\tMessage\nc1\t2026-01-01T10:00:00Z\tin\tGrüße aus Zürich\n";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let utf16: Vec<u8> = "\u{FEFF}"
        .chars()
        .chain(text.chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let all = [text.as_bytes().to_vec(), latin, utf16]
        .map(|bytes| read(&mut open(&folder.file("log.txt", bytes), &Options::default()).unwrap()).0);
    assert_eq!(all[0].len(), 2);
    assert_eq!(all[0], all[1]);
    assert_eq!(all[0], all[2]);
}
