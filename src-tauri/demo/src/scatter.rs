//! Ids as many systems give them: 32 hexadecimal characters in no order, in place of ours, which rise.
//! What rises with time is kind to every index; a benchmark has to know the other case too.

use crate::world::mix;
use model::Record;

/// The record with each id, its own and those that it points with, replaced by 32 hexadecimal characters
/// that depend on the seed and the old id alone. So what pointed at each other still does. Its moment
/// of change stays, and with it the order of a log, up to equal moments.
pub fn scattered(seed: u64, mut record: Record) -> Record {
    let new = |id: &mut String| *id = scatter(seed, id);
    let maybe = |id: &mut Option<String>| id.iter_mut().for_each(new);
    match &mut record {
        Record::Session(r) => {
            new(&mut r.id);
            [&mut r.contact_id, &mut r.agent_id, &mut r.campaign_id, &mut r.support_bot_id]
                .into_iter()
                .for_each(maybe);
            r.follower_ids.iter_mut().for_each(new);
        }
        Record::SessionEvent(r) => [&mut r.id, &mut r.session_id].into_iter().for_each(new),
        Record::Message(r) => {
            [&mut r.id, &mut r.session_id].into_iter().for_each(new);
            [&mut r.person_id, &mut r.template_id, &mut r.delivery_id].into_iter().for_each(maybe);
        }
        Record::Delivery(r) => {
            new(&mut r.id);
            [&mut r.template_id, &mut r.contact_id, &mut r.session_id, &mut r.batch_id, &mut r.campaign_id]
                .into_iter()
                .for_each(maybe);
        }
        Record::DeliveryEvent(r) => [&mut r.id, &mut r.delivery_id].into_iter().for_each(new),
        Record::Batch(r) => new(&mut r.id),
        Record::Template(r) => new(&mut r.id),
        Record::Contact(r) => new(&mut r.id),
        Record::Agent(r) => new(&mut r.id),
        Record::Bot(r) => new(&mut r.id),
        Record::SupportBot(r) => new(&mut r.id),
        Record::Campaign(r) => new(&mut r.id),
        Record::Tag(r) => new(&mut r.id),
    }
    record
}

/// 128 bits of the id: two chains of well-mixed words.
fn scatter(seed: u64, id: &str) -> String {
    let (mut left, mut right) = (mix(seed ^ 0x6c65_6674), mix(seed ^ 0x7269_6768));
    for piece in id.as_bytes().chunks(8) {
        let word = piece.iter().fold(piece.len() as u64, |word, byte| word << 8 | u64::from(*byte));
        left = mix(left ^ word);
        right = mix(right.rotate_left(23) ^ word);
    }
    format!("{left:016x}{right:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::made;
    use model::Kind;
    use std::collections::BTreeSet;

    #[test]
    fn ids_lose_their_order_and_keep_what_they_point_at() {
        let ids = |kind| -> Vec<String> {
            made(3, 4_000, kind).map(|(record, _)| scattered(3, record).id().to_owned()).collect()
        };
        let messages = ids(Kind::Message);
        let sessions: BTreeSet<String> = ids(Kind::Session).into_iter().collect();
        assert_eq!(messages.iter().collect::<BTreeSet<_>>().len(), 4_000);
        assert!(messages.iter().all(|id| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit())));
        let rises = messages.windows(2).filter(|pair| pair[0] < pair[1]).count();
        assert!((1_700..2_300).contains(&rises), "{rises} of 4000 rise");
        for (record, _) in made(3, 4_000, Kind::Message) {
            let Record::Message(message) = scattered(3, record) else { panic!("a message") };
            assert!(sessions.contains(&message.session_id), "{}", message.session_id);
        }
        let other = made(3, 1_000, Kind::Tag).next().map(|(record, _)| scattered(4, record));
        assert_ne!(other.map(|record| record.id().to_owned()), ids(Kind::Tag).first().cloned());
    }
}
