//! Passwords for exports, made up.

use crate::fault::Fault;
use crate::{Call, Right, Seat};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Six random words: 77 bits, easy to read out over the telephone.
#[derive(Debug, Deserialize, TS)]
pub struct Words {}

#[derive(Serialize, TS)]
pub struct WordsReply {
    pub password: String,
}

impl Call for Words {
    const NAME: &'static str = "passwords.words";
    const RIGHT: Right = Right::Export;
    type Reply = WordsReply;

    fn run(self, _: &Seat<'_>) -> Result<WordsReply, Fault> {
        Ok(WordsReply { password: vault::six_words()?.to_string() })
    }
}
