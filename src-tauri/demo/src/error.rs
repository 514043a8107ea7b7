use crate::misbehave::Misbehaviour;

/// Why the demo provider cannot start. What goes wrong later is answered over HTTP.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "The demo provider cannot listen on port {port}: {why}. Choose another port, or 0 for any free one."
    )]
    Listen { port: u16, why: std::io::Error },
    #[error(
        "The recorded dialogues in {file} cannot be read: {why}. Give a file of dialogues, plain or gzip."
    )]
    Unreadable { file: String, why: std::io::Error },
    #[error(
        "Line {line} of {file} is not a dialogue: {why}. Each line is one JSON object with id and messages."
    )]
    NotADialogue { file: String, line: usize, why: String },
    #[error("{0} messages cannot be made. Ask for {min} to {max}.",
        min = crate::limits::MESSAGES.start(), max = crate::limits::MESSAGES.end())]
    Messages(u64),
    #[error(
        "The token is empty, too long or has characters that a header cannot carry. Use letters and digits."
    )]
    Token,
    #[error("{0:?} is no misbehaviour. Choose from: {names}.", names = Misbehaviour::names().join(", "))]
    Misbehaviour(String),
    #[error("The demo provider stopped unexpectedly: {0}. Start it again.")]
    Stopped(String),
}

pub type Result<T> = std::result::Result<T, Error>;
