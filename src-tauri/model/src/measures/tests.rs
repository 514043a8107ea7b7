use super::*;
use crate::Stamp;
use SessionState::{Closed, Opened, PickedUp, Snoozed};
use chrono::{FixedOffset, Utc};
use chrono_tz::Europe::Berlin;
use chrono_tz::Tz;

const HOUR: Millis = 3_600_000;

fn at(text: &str) -> Millis {
    Stamp::parse(text).unwrap().at
}

fn weekdays(from: u16, to: u16) -> Hours {
    Hours::of(&(0..5).map(|day| Shift { day, from, to }).collect::<Vec<_>>()).unwrap()
}

fn seoul() -> FixedOffset {
    FixedOffset::east_opt(9 * 3600).unwrap()
}

#[test]
fn only_hours_in_which_somebody_is_there_count() {
    // shows S4.5
    let hours = weekdays(540, 1_080);
    for (from, to, expected) in [
        ("2026-11-20T08:00:00+09:00", "2026-11-20T12:00:00+09:00", 3 * HOUR),
        ("2026-11-20T17:00:00+09:00", "2026-11-23T10:00:00+09:00", 2 * HOUR),
        ("2026-11-21T08:00:00+09:00", "2026-11-22T20:00:00+09:00", 0),
        ("2026-11-16T00:00:00+09:00", "2026-11-23T00:00:00+09:00", 45 * HOUR),
        ("2026-11-20T12:00:00+09:00", "2026-11-20T11:00:00+09:00", 0),
    ] {
        assert_eq!(hours.within(&seoul(), at(from), at(to)), Some(expected), "{from}");
    }
    assert_eq!(Hours::ALWAYS.within(&seoul(), 5, 7), Some(2));
    assert_eq!(hours.within(&seoul(), 0, 20 * 366 * 24 * HOUR), None, "nobody waits for twenty years");
    assert_eq!(hours.within(&seoul(), Millis::MIN, Millis::MAX), None);
}

#[test]
fn shifts_that_overlap_count_once_and_odd_ones_are_refused() {
    let shift = |day, from, to| Shift { day, from, to };
    let hours = Hours::of(&[shift(4, 600, 720), shift(4, 540, 660), shift(4, 720, 1_440)]).unwrap();
    let (from, to) = (at("2026-11-20T00:00:00+09:00"), at("2026-11-21T00:00:00+09:00"));
    assert_eq!(hours.within(&seoul(), from, to), Some(15 * HOUR));
    assert_eq!(Hours::of(&[]).unwrap().within(&seoul(), from, to), Some(0), "never open");
    for odd in [shift(7, 0, 1), shift(0, 5, 5), shift(0, 6, 5), shift(0, 0, 1_441)] {
        assert_eq!(Hours::of(&[odd]), None, "{odd:?}");
    }
}

#[test]
fn answers_are_counted_from_the_first_question_left_open() {
    use PersonKind::{Agent, Bot, System, User};
    let said = [
        (5, Agent),
        (10, User),
        (20, Bot),
        (30, User),
        (40, Agent),
        (50, Agent),
        (60, User),
        (65, System),
        (70, Agent),
        (80, User),
    ];
    assert_eq!(replies(&said), [(10, 40), (60, 70)]);
    let measures = measured(&said, &[(0, Opened), (90, Closed)], &Hours::ALWAYS, &Utc);
    let expected = Measures {
        waiting: Some(30),
        average_reply: Some(20),
        total_reply: Some(40),
        replies: Some(2),
        resolution: Some(90),
        operation_waiting: Some(30),
        operation_average_reply: Some(20),
        operation_total_reply: Some(40),
        operation_replies: Some(2),
        operation_resolution: Some(90),
    };
    assert_eq!(measures, expected, "who is always there has the same figures twice");
    let none = measured(&[], &[], &Hours::ALWAYS, &Utc);
    assert_eq!(none, Measures::default(), "what cannot be told is not nought");
    let unanswered = measured(&[(5, User), (7, Bot)], &[], &Hours::ALWAYS, &Utc);
    assert_eq!(unanswered, Measures { replies: Some(0), operation_replies: Some(0), ..Measures::default() });
}

#[test]
fn a_night_between_question_and_answer_costs_no_open_hours() {
    // shows S4.5
    let (asked, answered) = (at("2026-11-19T20:00:00+09:00"), at("2026-11-20T09:30:00+09:00"));
    let said = [(asked, PersonKind::User), (answered, PersonKind::Agent)];
    let changes = [(asked, Opened), (at("2026-11-20T20:00:00+09:00"), Closed)];
    let measures = measured(&said, &changes, &weekdays(540, 1_080), &seoul());
    assert_eq!((measures.waiting, measures.operation_waiting), (Some(27 * HOUR / 2), Some(HOUR / 2)));
    assert_eq!((measures.resolution, measures.operation_resolution), (Some(24 * HOUR), Some(9 * HOUR)));
}

#[test]
fn the_last_closing_is_measured_from_the_opening_before_it() {
    for (changes, expected) in [
        (vec![(0, Opened), (10, Closed), (50, Opened), (70, Closed)], Some((50, 70))),
        (vec![(0, Opened), (10, Closed), (50, Opened)], Some((0, 10))),
        (vec![(70, Closed), (0, Opened), (60, Closed), (5, Snoozed), (9, PickedUp)], Some((0, 60))),
        (vec![(10, Closed)], None),
        (vec![(0, Opened)], None),
    ] {
        assert_eq!(resolved(&changes), expected, "{changes:?}");
    }
}

#[test]
fn the_providers_own_figure_goes_before_ours() {
    let theirs = Measures { waiting: Some(7), replies: Some(0), ..Measures::default() };
    let ours = Measures { waiting: Some(9), replies: Some(3), resolution: Some(5), ..Measures::default() };
    let both = Measures { waiting: Some(7), replies: Some(0), resolution: Some(5), ..Measures::default() };
    assert_eq!(theirs.or(ours), both);
    let apart =
        Measures { waiting: Some(1_007), replies: Some(0), resolution: Some(5), ..Measures::default() };
    assert_eq!(
        apart.unlike(ours),
        Measures { replies: Some(3), ..Measures::default() },
        "rounding is no difference"
    );
    assert_eq!(Measures { waiting: Some(2_000), ..apart }.unlike(ours).waiting, Some(9));
    assert_eq!(Measures::default().unlike(ours), ours);
}

#[test]
fn days_have_the_hours_that_their_clocks_show() {
    // shows S4.5
    let within = |hours: &str, zone: &Tz, from: &str, to: &str| {
        Hours::parse(hours).unwrap().within(zone, at(from), at(to)).map(|length| length / 60_000)
    };
    // Clocks go forward on 29 March and back on 25 October, both Sundays.
    let spring = ("2026-03-28T12:00:00+01:00", "2026-03-30T12:00:00+02:00");
    let autumn = ("2026-10-24T12:00:00+02:00", "2026-10-26T12:00:00+01:00");
    for (hours, (from, to), minutes) in [
        ("sun 00:00-24:00", spring, 23 * 60),
        ("sun 00:00-24:00", autumn, 25 * 60),
        ("sun 01:00-04:00", spring, 2 * 60),
        ("sun 01:00-04:00", autumn, 4 * 60),
        ("sun 02:30-04:00", spring, 30),
        ("sat 22:00-06:00", spring, 7 * 60),
        ("sat-mon 09:00-18:00", spring, (6 + 9 + 3) * 60),
        ("mon-fri 09:00-18:00", ("2026-03-27T17:00:00+01:00", "2026-03-30T10:00:00+02:00"), 2 * 60),
    ] {
        assert_eq!(within(hours, &Berlin, from, to), Some(minutes), "{hours} from {from}");
    }
}

#[test]
fn hours_are_read_as_people_write_them() {
    let shift = |day, from, to| Shift { day, from, to };
    let weekdays: Vec<Shift> = (0..5).map(|day| shift(day, 540, 1_080)).collect();
    for (text, shifts) in [
        ("mon-fri 09:00-18:00", weekdays.clone()),
        (" Mon-Fri 9:00-12:00 12:00-18:00 ;", weekdays.clone()),
        ("mon-wed 09:00-18:00, thu-fri 09:00-18:00", weekdays),
        ("sat-mon 10:00-24:00", vec![shift(5, 600, 1_440), shift(6, 600, 1_440), shift(0, 600, 1_440)]),
        ("sun 22:00-02:00", vec![shift(6, 1_320, 1_440), shift(0, 0, 120)]),
        ("sun 22:00-0:00", vec![shift(6, 1_320, 1_440)]),
    ] {
        assert_eq!(Hours::parse(text), Ok(Hours::of(&shifts).unwrap()), "{text}");
    }
    for always in ["", "  ", "Always"] {
        assert_eq!(Hours::parse(always), Ok(Hours::ALWAYS));
    }
    let long = "mon 1:00-2:00,".repeat(41);
    for odd in [
        "never",
        ",",
        "mon",
        "mon-",
        "mon 9-18",
        "mon 09:00",
        "mon 09:00-09:00",
        "mon 24:00-01:00",
        "mon 09:60-10:00",
        "mon 09:00-24:01",
        "mun 09:00-18:00",
        "mon 009:00-18:00",
        "mon 9:00-18:00 now",
        "mon \u{661}:00-2:00",
        &long,
    ] {
        assert_eq!(Hours::parse(odd), Err(NoHours), "{odd}");
    }
}
