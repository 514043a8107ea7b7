//! The WhatsApp Cloud API's own error codes: those that a sender's log meets most.
//! Collected from pages that quote Meta's list; worded by us.

use super::Line;

#[rustfmt::skip]
pub(super) const LINES: &[Line] = &[
    ("190", "Access token expired", "The access token is no longer valid.", "Make a new access token and put it into the sending system's settings."),
    ("368", "Temporarily blocked", "The business account is blocked for a while because a policy was broken.", "Read the notice in the account's quality view and wait until the block ends."),
    ("80007", "Account rate limit", "The business account as a whole has reached its rate limit.", "Send more slowly; spread campaigns over a longer time."),
    ("130429", "Throughput reached", "The phone number has reached its message throughput for now.", "Send more slowly and try again."),
    ("130472", "Left out by an experiment", "The recipient is part of a Meta experiment in which marketing messages are not delivered.", "Do not resend; reach the person another way if it matters."),
    ("131000", "Something went wrong", "The message failed for a reason that the provider does not name.", "Try again; ask the provider's support if it lasts."),
    ("131026", "Undeliverable", "The message could not be delivered: the number may not use WhatsApp, or the person has not accepted the terms or runs an old version.", "Check the number and reach the person another way."),
    ("131031", "Account locked", "The business account is locked because of a policy breach or a failed check.", "Sign in to the business account and follow its notice."),
    ("131042", "Payment problem", "The account has no working payment method, or its credit line is used up.", "Check the payment settings of the business account."),
    ("131047", "Outside the 24-hour window", "More than 24 hours have passed since the person last wrote; only templates may be sent.", "Send a template message, or wait until the person writes."),
    ("131048", "Spam limit", "Sending from this number is limited because too many messages were blocked or reported as spam.", "Look at the number's quality rating; send less, and only to people who agreed."),
    ("131049", "Held back by Meta", "Meta chose not to deliver the message, to keep the number of marketing messages to one person low.", "Do not resend at once; try again after a day or more."),
    ("131051", "Unsupported message type", "This type of message is not supported.", "Check the message type in the request."),
    ("131056", "Too many to one person", "Too many messages went to the same recipient in a short while.", "Wait before you write to this person again; others are not affected."),
    ("132000", "Wrong number of parameters", "The number of parameters does not match the template.", "Compare the parameters in the request with the template."),
    ("132001", "No such template", "The template does not exist in this language or is not approved.", "Check the template's name, language and approval."),
    ("132012", "Parameter in the wrong form", "A parameter has another form than the template asks for.", "Compare the parameters in the request with the template."),
    ("132015", "Template paused", "The template is paused because of low quality.", "Edit the template or use another one."),
    ("132016", "Template disabled", "The template was paused too often and is now disabled for good.", "Make a new template with other content."),
    ("133010", "Number not registered", "The sending phone number is not registered with the WhatsApp Business Platform.", "Register the number, then send again."),
];
