//! What the made-up world amounts to: records of each kind and how fast they are made, words of the
//! messages and how many of them differ. `cargo run --release -p demo --example figures -- 1000000`

use model::{Kind, Record};
use std::collections::HashMap;
use std::time::Instant;

fn main() {
    let messages = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let (mut records, began) = (0, Instant::now());
    for kind in Kind::ALL {
        let count = demo::made(1, messages, *kind).count() as u64;
        println!("{:16} {count:>12}", kind.as_str());
        records += count;
    }
    let seconds = began.elapsed().as_secs_f64();
    println!("{records} records, {:.0} a second", records as f64 / seconds);
    words(messages);
}

fn words(messages: u64) {
    let (mut bytes, mut all, mut seen) = (0, 0u64, HashMap::<String, u32>::new());
    for (record, _) in demo::made(1, messages, Kind::Message) {
        let Record::Message(message) = record else { continue };
        let text = if message.text.is_empty() { message.caption.unwrap_or_default() } else { message.text };
        bytes += text.len();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            all += 1;
            *seen.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    let once = seen.values().filter(|count| **count == 1).count();
    println!(
        "{} bytes a message, {all} words, {} differ, {once} stand once",
        bytes as u64 / messages,
        seen.len()
    );
    let mut ranked: Vec<(u32, String)> = seen.into_iter().map(|(word, count)| (count, word)).collect();
    ranked.sort_unstable_by(|a, b| b.cmp(a));
    for rank in [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000] {
        if let Some((count, word)) = ranked.get(rank - 1) {
            println!("rank {rank:>8}: {count:>8} {word}");
        }
    }
}
