//! The grammar, held by cases and by every query a generator can think of.

use super::*;
use crate::{Field, Filter, Subject, fields};
use model::Millis;
use proptest::prelude::*;

/// 2026-11-21T12:00Z.
const NOW: Millis = 1_795_262_400_000;

fn canonical(subject: Subject, text: &str) -> String {
    parse(subject, text, 60, NOW).unwrap_or_else(|e| panic!("{text}: {e}")).to_string()
}

#[test]
fn what_people_type_has_one_canonical_form() {
    // shows S0.2 S2.3 S4.6
    use Subject::{Deliveries, Messages, Sessions};
    for (subject, typed, wanted) in [
        (Sessions, "", ""),
        (Sessions, "  channel:SMS,WhatsApp   refund ", "channel:sms,whatsapp refund"),
        (Sessions, "channel:\"Live Chat\"", "channel:live_chat"),
        (Sessions, "channel:Telegram", "channel:Telegram"),
        (Sessions, "state:-closed", "-state:closed"),
        (Sessions, "-state:-closed", "state:closed"),
        (Sessions, "status:open", "state:open"),
        (Sessions, "state:\"Not closed\"", "state:open"),
        (Sessions, "tag:vip,urgent tags:late -tag:spam", "tag:vip,urgent tag:late -tag:spam"),
        (Sessions, "sender:\"+41 79\"", "sender:\"+41 79\""),
        (Sessions, "sender:=\"Anna Meier\"", "sender:=\"Anna Meier\""),
        (Sessions, "created:2026-10-01..2026-10-31", "created:2026-10-01..2026-10-31"),
        (Sessions, "created:..2026-10-31 active:>=7d", "created:..2026-10-31 active:7d.."),
        (Sessions, "created:\"2026-10-01 12:30\"", "created:2026-10-01T12:30"),
        (Sessions, "messages:>5 waiting:>90s", "messages:>5 waiting:>1m30s"),
        (Sessions, "https://example.org/a?b=c", "https://example.org/a?b=c"),
        (Sessions, "12:30 - a-b -\"not this\"", "12:30 \"-\" a-b -\"not this\""),
        (Sessions, "\"two words\" \"one\" \"\"", "\"two words\" one"),
        (Sessions, "\"say \\\"yes\\\" \\\\ no\"", "\"say \\\"yes\\\" \\\\ no\""),
        (Sessions, "订单 \u{3000}주문", "订单 주문"),
        (Messages, "name:\"//\"", "name:\"//\""),
        (Messages, "text:=\"\" text:\" \"", "text:=\"\" text:\" \""),
        (Messages, "from:incoming has:attachment SENT:today", "from:incoming has:attachment sent:today"),
        (Deliveries, "code:4XX,failed,200,\"ok\"", "code:4xx,failed,200,\"ok\""),
        (Deliveries, "credits:\"-1\"..2", "credits:\"-1\" ..2"),
        (Deliveries, "recipient_type:leads", "type:leads"),
    ] {
        assert_eq!(canonical(subject, typed), wanted, "{typed}");
        assert_eq!(canonical(subject, wanted), wanted, "{typed}, read again");
    }
}

#[test]
fn an_error_says_where_and_what_may_be_meant() {
    // shows S0.2
    use Subject::{Deliveries, Sessions};
    for (subject, typed, at, says, suggestion) in [
        (Sessions, "refund chanel:sms", (7, 13), "no filter \"chanel\"", Some("channel")),
        (Sessions, "é chanel:sms", (2, 8), "no filter", Some("channel")),
        (Sessions, "code:200", (0, 4), "deliveries do", None),
        (Sessions, "state:clsed", (6, 11), "one of opened", Some("closed")),
        (Sessions, "sms state:  closed x", (4, 18), "has no value", Some("state:closed")),
        (Sessions, "channel:sms,", (12, 12), "has no value", None),
        (Sessions, "a \"never closed", (2, 15), "not closed", None),
        (Sessions, "created:31.10.2026", (8, 18), "is not a time", None),
        (Sessions, "created:2026-10-31..2026-10-01", (8, 30), "ends before", Some("2026-10-01..2026-10-31")),
        (Sessions, "messages:many", (9, 13), "is not a number", None),
        (Sessions, "waiting:5", (8, 9), "is not a length of time", None),
        (Sessions, "has:agnt", (4, 8), "one of agent", Some("agent")),
        (Deliveries, "credits:5..1", (8, 12), "is not a number", None),
        (Deliveries, "created:..", (0, 7), "sessions do", None),
        (Deliveries, "recorded:..", (9, 11), "is not a time", None),
    ] {
        let error = parse(subject, typed, 0, NOW).expect_err(typed);
        assert_eq!(error.at, at, "{typed}: {error}");
        assert!(error.message.contains(says), "{typed}: {error}");
        if suggestion.is_some() {
            assert_eq!(error.suggestion.as_deref(), suggestion, "{typed}: {error}");
        }
    }
}

#[test]
fn a_question_is_bounded() {
    let many = "a ".repeat(crate::limits::TERMS + 1);
    let long = "a".repeat(crate::limits::QUERY_CHARS + 1);
    let wide = format!("channel:{}", vec!["x"; crate::limits::VALUES + 1].join(","));
    for text in [many, long, wide] {
        assert!(parse(Subject::Sessions, &text, 0, NOW).is_err());
    }
}

#[test]
fn sender_and_recipient_change_over() {
    // shows S0.2
    let swapped = |subject, text| parse(subject, text, 0, NOW).unwrap().swapped().to_string();
    let text = "sender:anna -recipient:\"+41 79\" channel:sms";
    assert_eq!(swapped(Subject::Sessions, text), "recipient:anna -sender:\"+41 79\" channel:sms");
    assert_eq!(swapped(Subject::Deliveries, "recipient:anna"), "recipient:anna");
}

#[test]
fn chips_say_in_words_what_they_ask() {
    // shows S0.2
    let query = parse(
        Subject::Sessions,
        "refund -state:open channel:sms,whatsapp created:2026-10..7d \"two words\"",
        0,
        NOW,
    );
    let query = query.unwrap();
    let chips = query.chips();
    let seen: Vec<_> =
        chips.iter().map(|c| (c.title, c.label.as_str(), c.negated, c.text.as_str())).collect();
    assert_eq!(
        seen,
        [
            ("Session Status", "Not closed", true, "-state:open"),
            ("Channel Type", "SMS or WhatsApp", false, "channel:sms,whatsapp"),
            ("Created At", "2026-10 to 7d", false, "created:2026-10..7d"),
        ]
    );
    assert_eq!(query.words(), "refund \"two words\"");
    assert_eq!(query.without("channel").to_string(), "refund -state:open created:2026-10..7d \"two words\"");
}

fn span<T: Copy + PartialOrd + std::fmt::Debug + 'static>(
    one: impl Strategy<Value = T> + Clone + 'static,
) -> BoxedStrategy<Span<T>> {
    let two = (one.clone(), one.clone())
        .prop_map(|(a, b)| if a > b { Span::Between(b, a) } else { Span::Between(a, b) });
    prop_oneof![
        one.clone().prop_map(Span::At),
        one.clone().prop_map(Span::From),
        one.clone().prop_map(Span::To),
        one.clone().prop_map(Span::Over),
        one.prop_map(Span::Under),
        two,
    ]
    .boxed()
}

fn moment() -> impl Strategy<Value = Moment> {
    let time =
        (0i64..4_000_000_000).prop_map(|s| chrono::DateTime::from_timestamp(s, 0).unwrap().naive_utc());
    let clock = time.clone().prop_map(|t| t.format("%Y-%m-%dT%H:%M").to_string());
    let read = |text: String| Moment::read(&text).unwrap();
    prop_oneof![
        time.clone().prop_map(move |t| read(t.format("%Y").to_string())),
        time.clone().prop_map(move |t| read(t.format("%Y-%m").to_string())),
        time.clone().prop_map(|t| Moment::Day(t.date())),
        clock.prop_map(read),
        time.prop_map(Moment::Second),
        (0i64..4_000_000_000_000, -1439i16..=1439)
            .prop_map(|(at, offset)| Moment::Instant(model::Stamp { at, offset })),
        (any::<u32>(), prop::sample::select(&Unit::ALL[..])).prop_map(|(n, unit)| Moment::Ago(n, unit)),
        Just(Moment::Today),
        Just(Moment::Yesterday),
    ]
}

/// Text with what the grammar uses for itself, and with what it does not expect.
fn text() -> impl Strategy<Value = String> {
    let hard = prop::sample::select(vec![
        "-", "=", ":", ",", "\"", "\\", "a:b", "state:", "http://x", "..", ">5", " ", "é", "订", "ok", "4xx",
    ]);
    prop_oneof!["[a-z]{1,6}", "\\PC{1,8}", prop::collection::vec(hard, 1..4).prop_map(|parts| parts.concat())]
        .prop_filter("a value is never blank", |t| !t.trim().is_empty())
}

fn value(field: &'static Field) -> BoxedStrategy<Value> {
    match &field.filter {
        Filter::Text(_) | Filter::Party { .. } | Filter::Number(_) | Filter::Account(_) => {
            (text(), any::<bool>()).prop_map(|(text, exact)| Value::Text { text, exact }).boxed()
        }
        Filter::Id { .. } | Filter::Tags(_) => {
            text().prop_map(|text| Value::Text { text, exact: false }).boxed()
        }
        Filter::Choice { .. } | Filter::Has(_) => {
            let names: Vec<_> = field.filter.choices().into_iter().map(|(name, _)| name.to_owned()).collect();
            prop::sample::select(names).prop_map(Value::Choice).boxed()
        }
        Filter::Code(_) => prop_oneof![
            text().prop_map(Code::Exact),
            (1u8..=9).prop_map(Code::Class),
            Just(Code::Ok),
            Just(Code::Failed),
        ]
        .prop_map(Value::Code)
        .boxed(),
        Filter::Time(_) => {
            let two = (moment(), moment()).prop_map(|(a, b)| Span::Between(a, b));
            prop_oneof![moment().prop_map(Span::At), moment().prop_map(Span::From), moment().prop_map(Span::To), two]
                .prop_filter("forwards", |s: &Span<Moment>| {
                    !matches!(s.bounds(60, NOW), Some((Some(from), Some(until))) if from >= until)
                })
                .prop_map(Value::Time)
                .boxed()
        }
        Filter::Amount(_) => span(-1e12f64..1e12).prop_map(Value::Amount).boxed(),
        Filter::Duration(_) => span(0i64..i64::MAX / 2).prop_map(Value::Duration).boxed(),
    }
}

fn term(subject: Subject) -> impl Strategy<Value = Term> {
    let all: Vec<&'static Field> = fields(subject).collect();
    let field = prop::sample::select(all).prop_flat_map(|field| {
        prop::collection::vec(value(field), 1..4)
            .prop_map(move |values| Test::Field { name: field.name, values })
    });
    (any::<bool>(), prop_oneof![1 => text().prop_map(Test::Text), 3 => field])
        .prop_map(|(negated, test)| Term { negated, test })
}

fn query() -> impl Strategy<Value = Query> {
    prop::sample::select(&Subject::ALL[..]).prop_flat_map(|subject| {
        prop::collection::vec(term(subject), 0..6).prop_map(move |terms| Query {
            subject,
            zone: 60,
            now: NOW,
            terms,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_question_reads_as_the_same_question(query in query()) {
        let text = query.to_string();
        let again = parse(query.subject, &text, query.zone, query.now);
        prop_assert_eq!(again.as_ref(), Ok(&query), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused_with_a_place(typed in "([-a-z:,.\"\\\\=<> 0-9]|\\PC){0,40}") {
        match parse(Subject::Deliveries, &typed, 0, NOW) {
            Ok(query) => prop_assert_eq!(parse(Subject::Deliveries, &query.to_string(), 0, NOW), Ok(query)),
            Err(error) => prop_assert!(error.at.0 <= error.at.1 && error.at.1 <= typed.chars().count(), "{:?}", error),
        }
    }
}
