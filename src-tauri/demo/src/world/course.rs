//! What became of a send: its status, the answer's code and the events, each with its time and source.

use super::clock::{END, HOUR, MINUTE, SECOND};
use super::dice::Dice;
use model::{DeliveryStatus as S, EventKind as E, Millis};

/// Something that was reported of a send.
#[derive(Debug, Clone)]
pub struct Report {
    pub at: Millis,
    pub kind: E,
    pub source: &'static str,
    pub code: Option<&'static str>,
    pub detail: Option<&'static str>,
    pub raw: Option<&'static str>,
}

#[derive(Debug, Clone)]
pub struct Course {
    pub status: S,
    /// The system's word for the status.
    pub word: &'static str,
    pub code: &'static str,
    pub reports: Vec<Report>,
}

/// A send on a channel at a time; what would be reported after `logged` is not known yet.
/// `wanted` forces how it ends.
pub fn course(dice: &mut Dice, channel: &str, at: Millis, logged: Millis, wanted: Option<S>) -> Course {
    let status = wanted.unwrap_or_else(|| status(dice, channel, at));
    let mut course = Course { status, word: word(dice, status), code: "200", reports: Vec::new() };
    match status {
        S::Success | S::Delivered => course.arrives(dice, channel, at),
        S::Sent => course.starts(dice, channel, at),
        S::InProgress => course.report(at, E::Accepted, "api"),
        S::Failed | S::Undelivered => course.fails(dice, channel, at),
        S::InvalidPhoneNumber => course.refused(at, "400", "The number is not a phone number."),
        S::InsufficientSmsCredits => course.refused(at, "402", "No credits left."),
        S::SmsDisabledForCompany | S::EmailDisabledForCompany => {
            course.refused(at, "403", "Switched off for the company.")
        }
        S::BatchCount => course.code = "202",
    }
    if wanted.is_none() && dice.chance(8) {
        course.contradict(dice, at);
    }
    course.reports.sort_by_key(|report| report.at);
    course.forget_after(logged);
    course
}

fn status(dice: &mut Dice, channel: &str, at: Millis) -> S {
    if END - at < 3 * HOUR && dice.chance(400) {
        return S::InProgress;
    }
    let usual = [
        (440, S::Delivered),
        (290, S::Success),
        (80, S::Sent),
        (75, S::Failed),
        (45, S::Undelivered),
        (6, S::InProgress),
    ];
    match (channel, dice.below(1000)) {
        ("sms", 0..=24) => S::InvalidPhoneNumber,
        ("sms", 25..=44) => S::InsufficientSmsCredits,
        ("sms", 45..=54) => S::SmsDisabledForCompany,
        ("whatsapp", 0..=17) => S::InvalidPhoneNumber,
        ("email", 0..=17) => S::EmailDisabledForCompany,
        _ => dice.weighed(&usual, S::Delivered),
    }
}

/// Logs write the same status in more than one way.
fn word(dice: &mut Dice, status: S) -> &'static str {
    let loud = dice.chance(150);
    match status {
        S::Success if loud => "SUCCESS",
        S::Success => "Success",
        S::Failed if loud => "error",
        S::Failed => "Failed",
        S::InvalidPhoneNumber => "InvalidPhoneNumber",
        S::Sent => "Sent",
        S::Undelivered => "Undelivered",
        S::InsufficientSmsCredits => "Insufficient SMS Credits",
        S::SmsDisabledForCompany => "SMS Disabled for Company",
        S::EmailDisabledForCompany => "Email Disabled for Company",
        S::InProgress if loud => "queued",
        S::InProgress => "In Progress",
        S::Delivered if loud => "delivrd",
        S::Delivered => "Delivered",
        S::BatchCount => "Bulk",
    }
}

impl Course {
    fn report(&mut self, at: Millis, kind: E, source: &'static str) {
        self.reports.push(Report { at, kind, source, code: None, detail: None, raw: None });
    }

    fn starts(&mut self, dice: &mut Dice, channel: &str, at: Millis) {
        self.code = match channel {
            "email" => dice.weighed(&[(6, "250"), (2, "200"), (2, "202")], "250"),
            "sms" => dice.weighed(&[(6, "201"), (4, "200")], "201"),
            _ => "200",
        };
        self.report(at, E::Accepted, "api");
        if dice.chance(250) {
            self.report(at + dice.between(50, 900), E::Queued, "api");
        }
        self.report(at + dice.between(1000, 6000), E::Sent, "webhook");
        if dice.chance(12) {
            let raw = Some(dice.pick(&["deferred", "throttled", "template_quality_changed"]));
            let at = at + dice.between(6, 50) * SECOND;
            self.reports.push(Report {
                at,
                kind: E::Other,
                source: "webhook",
                code: None,
                detail: None,
                raw,
            });
        }
    }

    fn arrives(&mut self, dice: &mut Dice, channel: &str, at: Millis) {
        self.starts(dice, channel, at);
        let source = if channel == "sms" { "carrier" } else { "webhook" };
        let arrived = at + dice.between(7, 900) * SECOND;
        self.report(arrived, E::Delivered, source);
        if channel != "sms" && dice.chance(620) {
            let read = arrived + dice.between(1, 1200) * MINUTE;
            self.report(read, E::Read, "webhook");
            if dice.chance(180) {
                self.report(read + dice.between(2, 90) * SECOND, E::Clicked, "webhook");
            }
        }
        if dice.chance(6) {
            self.report(arrived + 2 * HOUR, E::Deleted, "operator");
        }
    }

    /// Either the request is refused, or it is accepted and fails on the way.
    fn fails(&mut self, dice: &mut Dice, channel: &str, at: Millis) {
        let refused = self.status == S::Failed && dice.chance(550);
        match (refused, channel) {
            (true, "email") => {
                let code = dice.weighed(&[(4, "421"), (5, "401"), (5, "429"), (5, "554"), (3, "500")], "554");
                self.refused(at, code, "The mail gateway did not take the message.");
            }
            (true, "sms") => {
                let code = dice.weighed(
                    &[(4, "400"), (2, "401"), (5, "429"), (3, "500"), (3, "E_CARRIER_17"), (1, "470")],
                    "400",
                );
                self.refused(at, code, "The SMS gateway did not take the message.");
            }
            (true, _) => {
                let codes = [
                    (20, "400"),
                    (10, "401"),
                    (4, "403"),
                    (5, "404"),
                    (14, "429"),
                    (8, "500"),
                    (4, "503"),
                    (5, "131047"),
                    (4, "132000"),
                    (3, "132001"),
                    (3, "80007"),
                    (2, "131042"),
                    (2, "131031"),
                    (1, "131999"),
                ];
                let code = dice.weighed(&codes, "400");
                self.refused(at, code, "The request was refused.");
            }
            (false, _) => {
                self.starts(dice, channel, at);
                let died = at + dice.between(8, 3000) * SECOND;
                self.dies(dice, channel, died);
            }
        }
    }

    fn dies(&mut self, dice: &mut Dice, channel: &str, at: Millis) {
        let (source, code) = match channel {
            "email" => ("webhook", dice.weighed(&[(5, "550"), (3, "552"), (2, "554")], "550")),
            "sms" => {
                ("carrier", dice.weighed(&[(5, "E_ABSENT"), (4, "E_CARRIER_17"), (2, "30003")], "E_ABSENT"))
            }
            _ => {
                let codes = [
                    (9, "131026"),
                    (6, "131047"),
                    (6, "131049"),
                    (3, "130472"),
                    (4, "130429"),
                    (2, "131048"),
                    (2, "131056"),
                    (2, "131042"),
                    (1, "131031"),
                    (1, "80007"),
                ];
                ("webhook", dice.weighed(&codes, "131026"))
            }
        };
        let kind = if self.status == S::Undelivered { E::Undelivered } else { E::Failed };
        let detail = Some("The message did not reach the recipient.");
        self.reports.push(Report { at, kind, source, code: Some(code), detail, raw: None });
    }

    fn refused(&mut self, at: Millis, code: &'static str, detail: &'static str) {
        self.code = code;
        let detail = Some(detail);
        self.reports.push(Report {
            at: at + 40,
            kind: E::Failed,
            source: "api",
            code: Some(code),
            detail,
            raw: None,
        });
    }

    /// A second source says the opposite.
    fn contradict(&mut self, dice: &mut Dice, at: Millis) {
        let at = at + dice.between(60, 1500) * SECOND;
        match self.status {
            S::Delivered | S::Success => {
                let detail = Some("Number switched off.");
                let code = Some("E_ABSENT");
                self.reports.push(Report {
                    at,
                    kind: E::Undelivered,
                    source: "carrier",
                    code,
                    detail,
                    raw: None,
                });
            }
            S::Failed | S::Undelivered | S::Sent => {
                self.report(at, E::Delivered, "carrier");
                self.report(at + MINUTE, E::Read, "webhook");
            }
            _ => {}
        }
    }

    /// Cuts what the log cannot know yet; a status that rested on it goes back to "in progress".
    fn forget_after(&mut self, logged: Millis) {
        let before = self.reports.len();
        self.reports.retain(|report| report.at <= logged);
        let ended = |kind: E| matches!(kind, E::Delivered | E::Failed | E::Undelivered);
        let rests = matches!(self.status, S::Delivered | S::Success | S::Undelivered | S::Failed);
        if self.reports.len() < before && rests && !self.reports.iter().any(|report| ended(report.kind)) {
            self.status = S::InProgress;
            self.word = "In Progress";
            if self.reports.is_empty() {
                self.report(logged, E::Accepted, "api");
            }
            self.code = "200";
        }
    }
}
