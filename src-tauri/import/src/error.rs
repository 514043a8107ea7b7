//! Why a file cannot be taken in: what happened, why, what to do.

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("The file could not be read: {0}. Check its path and its permissions.")]
    Io(std::io::Error),
    #[error("The file is protected with a password. Give the password, then look at it again.")]
    PasswordNeeded,
    #[error("The password does not open the file. Check it, then try again; nothing was read.")]
    PasswordWrong,
    #[error(
        "Times in the file have no time zone (row {row} is the first). State the zone whose clocks they show, such \
         as America/Bogota."
    )]
    ZoneNeeded { row: u64 },
    #[error("The file cannot be read as {form}: {what}. Choose another form, or export the file anew.")]
    Form { form: &'static str, what: String },
    #[error("The file is too large: {what}. Nothing was taken in; split it, then import the parts.")]
    TooLarge { what: String },
    #[error("The mapping does not fit: {what}. Correct it, then look at the preview again.")]
    Mapping { what: String },
    /// Whoever took the records had enough.
    #[error("Reading was stopped.")]
    Stopped,
}

pub type Result<T> = std::result::Result<T, Error>;

/// Words of our own readers travel through others' as the error of a reader.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Beyond(pub String);

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<Beyond>()) {
            Some(Beyond(what)) => Self::TooLarge { what: what.clone() },
            None => Self::Io(error),
        }
    }
}

/// An error of a reader that says a bound was passed.
pub(crate) fn beyond(what: impl Into<String>) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::FileTooLarge, Beyond(what.into()))
}
