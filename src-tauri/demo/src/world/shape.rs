//! How messages fall to sessions, so that any message, session or delivery is found without counting
//! through the others.
//!
//! Sixteen sessions always have 128 messages together and 128 deliveries, of which 26 carried messages;
//! which session has how many messages differs from block to block.

use super::dice::{Dice, Topic};

pub const SESSIONS: u64 = 16;
pub const MESSAGES: u64 = 128;
pub const DELIVERIES: u64 = 128;
pub const BATCHES: u64 = 4;
const LENGTHS: [u32; 16] = [1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 10, 12, 14, 16, 22];
/// Every fourth message of a session is a logged send: 26 in each block.
const SEND_EVERY: u32 = 4;
const SENDS: u32 = 26;

/// One block's sessions in order, each with its number of messages.
pub struct Block {
    lengths: [u32; 16],
}

impl Block {
    pub fn new(seed: u64, block: u64) -> Self {
        let mut lengths = LENGTHS;
        Dice::new(seed, Topic::Block, block).shuffle(&mut lengths);
        Self { lengths }
    }

    /// Messages before a session of the block, and its own.
    pub fn span(&self, session: u64) -> (u32, u32) {
        let at = usize::try_from(session).unwrap_or(usize::MAX);
        let before = self.lengths.iter().take(at).sum();
        (before, self.lengths.get(at).copied().unwrap_or(0))
    }

    /// Sessions that the first `messages` of the block reach into.
    pub fn sessions_of(&self, messages: u32) -> u64 {
        let mut left = messages;
        let mut count = 0;
        for length in self.lengths {
            if left == 0 {
                break;
            }
            left = left.saturating_sub(length);
            count += 1;
        }
        count
    }

    /// Where a logged send of the block belongs: the session and the message in it.
    pub fn send(&self, slot: u32) -> Option<(u64, u32)> {
        let mut left = slot;
        for (session, length) in (0u64..).zip(self.lengths) {
            let sends = length / SEND_EVERY;
            if left < sends {
                return Some((session, left * SEND_EVERY + 1));
            }
            left -= sends;
        }
        None
    }

    /// The other way round: the slot of a message's logged send, if it has one.
    pub fn slot(&self, session: u64, message: u32) -> Option<u32> {
        let at = usize::try_from(session).unwrap_or(usize::MAX);
        let sends = self.lengths.get(at).copied().unwrap_or(0) / SEND_EVERY;
        let number = message.checked_sub(1).filter(|m| m % SEND_EVERY == 0)? / SEND_EVERY;
        let before: u32 = self.lengths.iter().take(at).map(|length| length / SEND_EVERY).sum();
        (number < sends).then_some(before + number)
    }
}

/// What a delivery slot of a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A message of a session that was sent through a gateway.
    Linked(u32),
    /// The head row of a batch of the block.
    Head(u64),
    /// A recipient of a batch.
    Recipient(u64, u32),
    /// A single automated send.
    Single,
}

/// The batches' numbers of recipients in a block; the first of every fourth block has 18. Together with
/// the logged sends and the head rows they leave at least 26 of a block's deliveries to single sends.
pub fn batch_sizes(seed: u64, block: u64) -> [u32; 4] {
    let mut dice = Dice::new(seed, Topic::Batch, block);
    let pairs = [[18, 18], [12, 24], [6, 22], [3, 33], [9, 19], [5, 12], [2, 8], [14, 20]];
    let [first, second] = if block.is_multiple_of(4) { [18, 10] } else { dice.pick(&pairs) };
    let [third, fourth] = dice.pick(&pairs);
    [first, second, third, fourth]
}

pub fn slot(seed: u64, block: u64, number: u32) -> Slot {
    let Some(mut left) = number.checked_sub(SENDS) else { return Slot::Linked(number) };
    for (batch, size) in (0u64..).zip(batch_sizes(seed, block)) {
        match left {
            0 => return Slot::Head(batch),
            n if n <= size => return Slot::Recipient(batch, n - 1),
            n => left = n - size - 1,
        }
    }
    Slot::Single
}

/// The slot number of a batch's head.
pub fn head(seed: u64, block: u64, batch: u64) -> u32 {
    let before = batch_sizes(seed, block).into_iter().take(usize::try_from(batch).unwrap_or(usize::MAX));
    SENDS + before.map(|size| size + 1).sum::<u32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_adds_up_and_sends_lead_back_to_their_messages() {
        assert_eq!(u64::from(LENGTHS.iter().sum::<u32>()), MESSAGES);
        assert_eq!(LENGTHS.iter().map(|l| l / SEND_EVERY).sum::<u32>(), SENDS);
        let block = Block::new(7, 3);
        for slot in 0..SENDS {
            let (session, message) = block.send(slot).unwrap();
            assert!(message < block.span(session).1);
            assert_eq!(block.slot(session, message), Some(slot));
        }
        assert_eq!(block.send(SENDS), None);
        assert_eq!(block.sessions_of(128), 16);
        assert_eq!(block.sessions_of(0), 0);
    }

    #[test]
    fn every_slot_of_a_block_has_one_meaning() {
        for block in 0..40 {
            let slots: Vec<Slot> = (0..DELIVERIES as u32).map(|number| slot(7, block, number)).collect();
            let sizes = batch_sizes(7, block);
            for (batch, size) in (0u64..).zip(sizes) {
                let recipients =
                    slots.iter().filter(|s| matches!(s, Slot::Recipient(b, _) if *b == batch)).count();
                assert_eq!(recipients, size as usize);
                assert_eq!(slots[head(7, block, batch) as usize], Slot::Head(batch));
            }
            let singles = slots.iter().filter(|s| **s == Slot::Single).count();
            assert!(singles >= 26, "{singles} single sends");
        }
    }
}
