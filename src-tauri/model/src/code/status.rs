//! The eleven delivery statuses, each with its meaning.

use super::Line;
use crate::delivery::DeliveryStatus as S;

/// Meanings as the seed gives them; what to do is ours.
const SEED: &str = "the message service's own list of statuses";

#[rustfmt::skip]
pub(super) const fn line(status: S) -> Line {
    match status {
        S::Success => ("success", "Success", "The message was delivered to the recipient.", "Nothing to do.", SEED),
        S::Failed => ("failed", "Failed", "The message could not be delivered.", "Read the response code and the events for the reason.", SEED),
        S::InvalidPhoneNumber => ("invalid_phone_number", "Invalid phone number", "The recipient's phone number is not valid, so nothing was sent.", "Correct the number in the contact and send again.", SEED),
        S::Sent => ("sent", "Sent", "The message left the system. It may not have arrived yet.", "Wait for a delivery event.", SEED),
        S::Undelivered => ("undelivered", "Undelivered", "The message did not reach the recipient; reasons vary.", "Read the events for the reason; try another channel.", SEED),
        S::InsufficientSmsCredits => ("insufficient_sms_credits", "Not enough SMS credits", "The company had too few SMS credits, so nothing was sent.", "Buy credits for the company and send again.", SEED),
        S::SmsDisabledForCompany => ("sms_disabled_for_company", "SMS is off for the company", "Sending SMS is switched off for this company, so nothing was sent.", "Switch SMS on for the company if it should send.", SEED),
        S::EmailDisabledForCompany => ("email_disabled_for_company", "E-mail is off for the company", "Sending e-mail is switched off for this company, so nothing was sent.", "Switch e-mail on for the company if it should send.", SEED),
        S::InProgress => ("in_progress", "In progress", "The message is being handled; how it ends is not known yet.", "Wait and sync again.", SEED),
        S::Delivered => ("delivered", "Delivered", "The message was delivered to the recipient; some systems write this instead of success.", "Nothing to do.", SEED),
        S::BatchCount => ("batch_count", "Batch", "A bulk send: the count says how many of all recipients it reached, such as 13/18.", "Open the batch to see each recipient's own result.", SEED),
    }
}
