//! Replies of mail servers (RFC 5321, section 4.2), as e-mail gateways log them.

use super::Line;

#[rustfmt::skip]
pub(super) const LINES: &[Line] = &[
    ("250", "Accepted by the mail server", "The recipient's mail server took the message. Whether it was put into the inbox is not known.", "Nothing to do."),
    ("421", "Mail server busy", "The mail server is closing the connection for now.", "Wait; gateways try again by themselves."),
    ("450", "Mailbox busy", "The mailbox cannot be written to for now, or the server delays unknown senders.", "Wait; gateways try again by themselves."),
    ("451", "Mail server error", "The mail server failed while it handled the message.", "Wait; gateways try again by themselves."),
    ("452", "No room for now", "The mail server is short of space.", "Try again later."),
    ("550", "No such mailbox", "The mailbox does not exist or the server refuses mail for it.", "Check the address; take it off the list if it stays wrong."),
    ("552", "Mailbox full", "The mailbox has no room, or the message is too large.", "Try again later, or send a smaller message."),
    ("553", "Bad address", "The address is not written in a form the server allows.", "Check the address for typing mistakes."),
    ("554", "Refused", "The mail server refused the message, often as spam.", "Check the sender's reputation and the message's content."),
];
