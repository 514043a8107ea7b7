//! Mailgun's own codes and reasons, beside the replies of mail servers that it passes on. Worded by us.

use super::Line;

const SPEC: &str = "Mailgun's OpenAPI document";
const PAGES: &str = "public pages and code about Mailgun";

#[rustfmt::skip]
pub(super) const LINES: &[Line] = &[
    ("498", "No connection", "The recipient's mail server could not be reached.",
        "Wait; if it is the last try, send again later.", PAGES),
    ("602", "Gave up", "Mailgun tried for hours and gave up; the events before this one say why.",
        "Look at the failed tries before; send again when the cause is gone.", PAGES),
    ("605", "Bounced before", "Nothing was sent: an earlier message to this address bounced, so Mailgun keeps it on its list of bounces.",
        "Check the address; take it off Mailgun's list of bounces if it is right.", SPEC),
    ("606", "Unsubscribed before", "Nothing was sent: the recipient has unsubscribed.",
        "Do not resend; the person has to subscribe again.", PAGES),
    ("607", "Complained before", "Nothing was sent: the recipient has marked an earlier message as spam.",
        "Do not resend.", PAGES),
    ("680", "Connection failed", "Mailgun's connection to the recipient's mail server failed; in the document's example it tries again.",
        "Wait; Mailgun tries again by itself.", SPEC),
    ("suppress-bounce", "Bounced before", "Nothing was sent: an earlier message to this address bounced.",
        "Check the address; take it off Mailgun's list of bounces if it is right.", SPEC),
    ("suppress-unsubscribe", "Unsubscribed before", "Nothing was sent: the recipient has unsubscribed.",
        "Do not resend; the person has to subscribe again.", SPEC),
    ("suppress-complaint", "Complained before", "Nothing was sent: the recipient has complained of an earlier message.",
        "Do not resend.", SPEC),
];
