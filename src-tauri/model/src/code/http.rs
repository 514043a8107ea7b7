//! HTTP answers, as messaging APIs use them. Meanings follow RFC 9110, worded for a sender's log.

use super::Line;

#[rustfmt::skip]
pub(super) const LINES: &[Line] = &[
    ("200", "Accepted", "The provider accepted the request. This does not mean that the message reached the recipient: delivery is reported separately.",
        "Nothing to do. Look at the delivery events to see whether it arrived."),
    ("201", "Created", "The provider accepted the message and made a record of it. Delivery is reported separately.",
        "Nothing to do. Look at the delivery events to see whether it arrived."),
    ("202", "Accepted for later", "The provider queued the message. It has not been sent yet.",
        "Wait for the delivery events; ask the provider if none arrive."),
    ("204", "Done, no content", "The provider carried the request out and had nothing to say.", "Nothing to do."),
    ("400", "Bad request", "The provider could not use the request: a parameter or the template is wrong or missing.",
        "Compare the request's parameters with the template, mend them and send again."),
    ("401", "Not signed in", "The access token is missing, wrong or has expired.",
        "Make a new access token at the provider and put it into the sending system's settings."),
    ("402", "Payment needed", "The provider wants payment before it sends more.", "Check the balance and the payment method at the provider."),
    ("403", "Not allowed", "The token is valid but lacks a permission for this.",
        "Check the permissions of the user or system user that the token belongs to."),
    ("404", "Not found", "The address asked for does not exist: often a wrong phone number ID or endpoint.",
        "Check the phone number ID and the address of the API in the sending system's settings."),
    ("405", "Method not allowed", "The address exists but does not take this kind of request.", "Check the sending system's version against the provider's API version."),
    ("408", "Timed out", "The provider did not receive the whole request in time.", "Send again; check the connection if it happens often."),
    ("409", "Conflict", "The request clashes with something the provider already has, often the same message sent twice.",
        "Check whether the message was sent already before you send it again."),
    ("410", "Gone", "What was asked for existed once and was removed.", "Check whether the template or number was deleted at the provider."),
    ("413", "Too large", "The message or its attachment is larger than the provider takes.", "Send a smaller attachment or a link to it."),
    ("415", "Unsupported form", "The provider does not take this kind of content.", "Check the type of the attachment."),
    ("422", "Not processable", "The request is well-formed but its values are refused.", "Read the response body; it names the value."),
    ("429", "Rate limited", "The sender asked too many times in a short while and was told to wait.",
        "Send more slowly and try again after the wait that the response states."),
    ("500", "Provider error", "Something failed inside the provider.", "Try again later; look at the provider's status page if it lasts."),
    ("502", "Bad gateway", "A system between the sender and the provider got no usable answer.", "Try again later; look at the provider's status page if it lasts."),
    ("503", "Unavailable", "The provider is overloaded or under maintenance.", "Try again after the wait that the response states."),
    ("504", "Gateway time-out", "A system between the sender and the provider waited too long for an answer. The message may have been sent all the same.",
        "Look for delivery events before you send it again."),
];
