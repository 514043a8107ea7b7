//! When an account's people are there: two settings that every account may have.

use crate::catalogue::Setting;
use crate::{Error, Result};
use chrono_tz::Tz;
use model::measures::Hours;
use std::collections::BTreeMap;

const ZONE: &str = "zone";
const HOURS: &str = "hours";

/// Settings of every provider's accounts, beside those of its own.
pub const COMMON_SETTINGS: &[Setting] = &[
    Setting {
        name: ZONE,
        title: "Time zone",
        required: false,
        help: "Where the people who answer are, such as Europe/Berlin. Open hours are by its clocks.",
    },
    Setting {
        name: HOURS,
        title: "Open hours",
        required: false,
        help: "When somebody is there to answer: mon-fri 09:00-18:00, sat 10:00-14:00. Empty means always.",
    },
];

/// What the two settings say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    pub zone: Tz,
    pub hours: Hours,
    /// Whether somebody stated them; nobody did means always.
    pub stated: bool,
}

/// The schedule that the settings of an account state.
///
/// # Errors
/// [`Error::Settings`] for a zone that is not known, for hours that cannot be read, and for hours without a zone:
/// a guess would measure wrongly.
pub fn schedule(settings: &BTreeMap<String, String>) -> Result<Schedule> {
    let setting = |name: &str| settings.get(name).map_or("", |value| value.trim());
    let fault = |what: String| Error::Settings { what };
    let zone = match setting(ZONE) {
        "" => None,
        name => Some(name.parse::<Tz>().map_err(|_| {
            fault(format!("the setting \u{201c}{ZONE}\u{201d} is no time zone such as Europe/Berlin"))
        })?),
    };
    let hours = Hours::parse(setting(HOURS))
        .map_err(|e| fault(format!("the setting \u{201c}{HOURS}\u{201d} cannot be read: {e}")))?;
    let stated = hours != Hours::ALWAYS;
    if stated && zone.is_none() {
        let what = format!(
            "\u{201c}{HOURS}\u{201d} needs the setting \u{201c}{ZONE}\u{201d} beside it, such as Europe/Berlin"
        );
        return Err(fault(what));
    }
    Ok(Schedule { zone: zone.unwrap_or(Tz::UTC), hours, stated })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(zone: &str, hours: &str) -> Result<Schedule> {
        schedule(&BTreeMap::from([(ZONE.to_owned(), zone.to_owned()), (HOURS.to_owned(), hours.to_owned())]))
    }

    #[test]
    fn two_settings_state_when_somebody_is_there() {
        // shows S4.5
        let always = Schedule { zone: Tz::UTC, hours: Hours::ALWAYS, stated: false };
        assert_eq!(schedule(&BTreeMap::new()), Ok(always.clone()));
        assert_eq!(of("", " always "), Ok(always));
        let seoul = of(" Asia/Seoul ", "mon-fri 09:00-18:00").unwrap();
        assert_eq!((seoul.zone, seoul.stated), (Tz::Asia__Seoul, true));
        for (zone, hours, says) in [
            ("Mars/Olympus", "", "no time zone"),
            ("Asia/Seoul", "nine to six", "mon-fri 09:00-18:00"),
            ("", "mon 09:00-18:00", "needs the setting"),
        ] {
            let error = of(zone, hours).unwrap_err().to_string();
            assert!(error.contains(says) && !error.contains("Olympus") && !error.contains("nine"), "{error}");
        }
    }
}
