//! Which rows answer: the real store against the oracle.

use super::rng::Rng;
use super::{NOW, World};
use crate::text::{Query, Term, Test};
use crate::{Error, Sort, Subject, fields, ids, parse};

/// Ids of the records that answer, by the oracle, newest first.
pub fn expected(world: &World, query: &Query) -> Vec<i64> {
    let subject = query.subject;
    let mut found: Vec<_> = (0..world.len(subject))
        .filter(|i| world.matches(subject, *i, query))
        .map(|i| world.place(subject, i))
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, id)| id).collect()
}

/// Equal, or where they first differ: the lists are long.
pub fn same(found: &[i64], wanted: &[i64], what: &str) {
    let at = found.iter().zip(wanted).take_while(|(a, b)| a == b).count();
    assert_eq!((found.len(), found.get(at)), (wanted.len(), wanted.get(at)), "{what}: entry {at}");
}

/// What a question finds beside what it should, and its text beside itself.
pub fn check(world: &World, query: &Query) {
    let view = world.store.long_view().unwrap();
    let found = ids(&view, query.subject, query, &Sort::newest(query.subject)).unwrap();
    same(&found, &expected(world, query), &format!("{} {query}", query.subject));
    assert_eq!(crate::count(&view, query).unwrap(), found.len() as u64, "{} {query}", query.subject);
    let read = parse(query.subject, &query.to_string(), query.zone, query.now);
    assert_eq!(read.as_ref(), Ok(query), "{query}");
}

#[test]
fn every_field_filters_as_the_records_say() {
    // shows S0.2 S2.3 S3.6 S4.6 B2
    let world = World::new(1);
    let mut rng = Rng(2);
    for subject in Subject::ALL {
        for field in fields(subject) {
            for negated in [false, true].repeat(8) {
                let terms = vec![Term { negated, test: world.test_of(subject, field, &mut rng) }];
                check(&world, &Query { subject, zone: 60, now: NOW, terms });
            }
        }
    }
}

#[test]
fn filters_and_words_combine_in_every_way() {
    // shows S0.2 S2.3 S4.6
    for seed in 10..13 {
        let world = World::new(seed);
        let mut rng = Rng(seed);
        for subject in Subject::ALL {
            for _ in 0..50 {
                check(&world, &world.ask(subject, 4, &mut rng));
            }
        }
    }
}

#[test]
fn tags_are_asked_with_and_or_and_not() {
    // shows S4.6
    let world = World::new(15);
    let mut found = [0, 0, 0];
    for one in super::make::TAGS {
        for other in super::make::TAGS {
            let texts = [
                format!("tag:{one:?},{other:?}"),
                format!("tag:{one:?} tag:{other:?}"),
                format!("tag:{one:?} -tag:{other:?}"),
            ];
            for (text, found) in texts.iter().zip(&mut found) {
                let query = parse(Subject::Sessions, text, 0, NOW).unwrap();
                check(&world, &query);
                *found += expected(&world, &query).len();
            }
        }
    }
    let [or, and, not] = found;
    assert!(or > and && and > 0 && not > 0, "{found:?}");
}

#[test]
fn text_is_found_in_any_language_by_any_piece() {
    // shows B4
    let world = World::new(3);
    let mut rng = Rng(4);
    let fixed = [
        "grusse",
        "GRÖSSE",
        "订",
        "订单",
        "주문",
        "退款",
        "ガソリン",
        "مرحبا",
        "елки",
        "👍",
        "100%",
        "a1",
        "e",
        "order-77",
        "line one line",
    ];
    let drawn: Vec<String> = (0..60).map(|_| world.words(&mut rng)).collect();
    for words in fixed.map(str::to_owned).into_iter().chain(drawn) {
        for subject in Subject::ALL {
            let terms = vec![Term { negated: false, test: Test::Text(words.clone()) }];
            check(&world, &Query { subject, zone: 0, now: NOW, terms });
        }
    }
    let view = world.store.long_view().unwrap();
    for words in fixed.iter().take(10) {
        let query = parse(Subject::Messages, words, 0, NOW).unwrap();
        assert!(
            crate::count(&view, &query).unwrap() > 0,
            "nothing says {words}: the test would prove nothing"
        );
    }
}

#[test]
fn a_stopped_search_says_so_and_the_next_one_runs() {
    let world = World::new(13);
    let query = parse(Subject::Sessions, "e -x messages:>0", 0, NOW).unwrap();
    {
        let view = world.store.long_view().unwrap();
        view.cancel_handle().store(true, std::sync::atomic::Ordering::Relaxed);
        let stopped = ids(&view, Subject::Sessions, &query, &Sort::newest(Subject::Sessions));
        assert!(matches!(stopped, Err(Error::Stopped)), "{stopped:?}");
    }
    let view = world.store.long_view().unwrap();
    assert!(ids(&view, Subject::Sessions, &query, &Sort::newest(Subject::Sessions)).is_ok());
}
