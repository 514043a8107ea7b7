//! Answers that are held open: settled bit by bit, windows anywhere, one moment of the store.

use super::filters::{expected, same};
use super::rng::Rng;
use super::{NOW, World};
use crate::limits::SEEN;
use crate::text::Query;
use crate::verify::{Sql, filter, order, sortable};
use crate::{
    Answer, Cell, Per, Sort, Subject, columns, count, histogram_per, open, parse, percentiles, series,
};
use model::Record;
use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

fn asked(world: &World, subject: Subject, text: &str) -> (Query, Vec<i64>) {
    let query = parse(subject, text, 0, NOW).unwrap();
    let ids = expected(world, &query);
    (query, ids)
}

fn opened(world: &World, query: &Query, sort: &Sort) -> Answer {
    open(&world.store.long_view().unwrap(), query.subject, query, sort, &|| false).unwrap()
}

#[test]
fn an_answer_can_be_held_by_any_thread() {
    fn held<T: Send + Sync>() {}
    held::<Answer>();
}

#[test]
fn an_answer_is_settled_bit_by_bit_and_loses_no_row_it_had() {
    // shows B4
    let world = World::new(20);
    let view = world.store.long_view().unwrap();
    // Only the rows can tell: addresses are not in the index.
    let (query, wanted) = asked(&world, Subject::Messages, "attachment:png");
    assert!(wanted.len() > 200, "{}", wanted.len());
    let mut answer = opened(&world, &query, &Sort::newest(Subject::Messages));
    let first = answer.count();
    assert!(!first.exact && first.rows >= 100, "{first:?}");
    assert_eq!(answer.ids(&view, 0, 100).unwrap(), wanted[..100], "the first page is certain");
    let mut before: Vec<i64> = answer.all_ids(&view).unwrap();
    let mut steps = 0;
    while !answer.settle(&view, Duration::ZERO, &|| false).unwrap() {
        let now = answer.all_ids(&view).unwrap();
        assert_eq!(answer.count().rows, now.len() as u64);
        let known: HashSet<i64> = now.iter().copied().collect();
        assert!(before.iter().all(|id| known.contains(id)), "a row was shown and is gone");
        (before, steps) = (now, steps + 1);
    }
    assert!(steps > 0 && answer.count().exact);
    same(&answer.all_ids(&view).unwrap(), &wanted, "settled");
    let oldest = Sort { desc: false, ..Sort::newest(Subject::Messages) };
    let page = opened(&world, &query, &oldest).ids(&view, 0, 50).unwrap();
    assert!(page.iter().eq(wanted.iter().rev().take(50)), "oldest first");
}

#[test]
fn a_stop_leaves_an_answer_as_far_as_it_came() {
    let world = World::new(21);
    let view = world.store.long_view().unwrap();
    let (query, wanted) = asked(&world, Subject::Messages, "attachment:e");
    let mut answer = opened(&world, &query, &Sort::newest(Subject::Messages));
    let before = answer.count();
    assert!(matches!(answer.settle(&view, Duration::from_secs(9), &|| true), Err(crate::Error::Stopped)));
    assert_eq!(answer.count(), before);
    while !answer.settle(&view, Duration::from_secs(9), &|| false).unwrap() {}
    assert_eq!(answer.count().rows, wanted.len() as u64);
    let stopped = open(&view, Subject::Messages, &query, &Sort::newest(Subject::Messages), &|| true);
    assert!(matches!(stopped, Err(crate::Error::Stopped)));
}

#[test]
fn a_window_anywhere_is_a_piece_of_the_whole() {
    // shows S0.3 S2.1
    let world = World::new(22);
    let mut rng = Rng(23);
    let view = world.store.long_view().unwrap();
    for subject in Subject::ALL {
        for column in columns(subject).iter().filter(|c| c.sort) {
            let sort = Sort { column: column.id.to_owned(), desc: rng.once_in(2) };
            let answer = opened(&world, &Query::all(subject, 0, NOW), &sort);
            let all = answer.all_ids(&view).unwrap();
            for _ in 0..6 {
                let (from, len) = (rng.below(all.len() + 20), 1 + rng.below(80));
                let wanted: Vec<i64> = all.iter().skip(from).take(len).copied().collect();
                assert_eq!(
                    answer.ids(&view, from as u64, len).unwrap(),
                    wanted,
                    "{subject} {sort:?} {from} {len}"
                );
            }
            let at = rng.below(all.len());
            assert_eq!(answer.position(&view, all[at]).unwrap(), Some(at as u64), "{subject} {sort:?}");
        }
    }
}

#[test]
fn an_answer_takes_eight_bytes_a_row_at_most_and_what_is_in_sight() {
    let world = World::new(28);
    let view = world.store.long_view().unwrap();
    let (mut sorted, mut parted) = (0, 0);
    for subject in Subject::ALL {
        let rows = world.ids[&subject].len();
        let segments = view.catalog(crate::base::shape_of(subject)).parts.len();
        let bytes = |sort| opened(&world, &Query::all(subject, 0, NOW), &sort).bytes();
        let timed = bytes(Sort::newest(subject));
        assert!(timed <= rows / 2 + 512 * segments, "{subject}: {timed} for {rows} in {segments}");
        for column in columns(subject).iter().filter(|c| c.sort && c.id != subject.when().0) {
            let more = bytes(Sort { column: column.id.to_owned(), desc: true }) - timed;
            // Parts: no more than one value a row.
            let in_parts = (SEEN..SEEN + 300 * rows).contains(&more);
            assert!(in_parts || more <= 8 * rows, "{subject} {}: {more} for {rows}", column.id);
            sorted += usize::from(!in_parts);
            parted += usize::from(in_parts);
        }
    }
    assert!(sorted > 3 && parted > 10, "{sorted} {parted}");
}

#[test]
fn the_index_and_the_conditions_in_sql_find_the_same() {
    // shows S0.2 S2.3 B4
    let world = World::new(24);
    let mut rng = Rng(25);
    let view = world.store.long_view().unwrap();
    crate::functions::install(&view).unwrap();
    for subject in Subject::ALL {
        let all: Vec<_> = columns(subject).iter().filter(|c| c.sort).collect();
        for _ in 0..40 {
            let query = world.ask(subject, 3, &mut rng);
            let sort = Sort { column: rng.pick(&all).id.to_owned(), desc: rng.once_in(2) };
            let (table, alias) = subject.table();
            let mut sql = Sql::new(format!("SELECT {alias}.id FROM {table} {alias}"));
            filter(&mut sql, &query);
            order(&mut sql, subject, sortable(subject, &sort.column).unwrap(), sort.desc);
            let mut statement = view.prepare(&sql.text).unwrap();
            let rows = statement.query_map(sql.params(), |row| row.get(0)).unwrap();
            let wanted: Vec<i64> = rows.map(|id| id.unwrap()).collect();
            same(
                &crate::ids(&view, subject, &query, &sort).unwrap(),
                &wanted,
                &format!("{subject} {query} {sort:?}"),
            );
        }
    }
}

#[test]
fn a_view_and_an_answer_stay_at_their_moment_while_rows_come_in() {
    let mut world = World::new(26);
    let (query, wanted) = asked(&world, Subject::Sessions, "state:closed");
    let before = world.store.long_view().unwrap();
    let answer = opened(&world, &query, &Sort::newest(Subject::Sessions));
    assert!(wanted.len() > 3);
    // Every closed session of one account opens again, and one that was not there comes.
    let (account, _) = world.sessions[0].clone();
    let mut changed: Vec<Record> = Vec::new();
    for (_, session) in
        world.sessions.iter_mut().filter(|(a, s)| *a == account && s.state == model::SessionState::Closed)
    {
        session.state = model::SessionState::Opened;
        changed.push(Record::Session(Box::new(session.clone())));
    }
    world.write(account, &changed);
    while world.store.tend(&|| false).unwrap() {}
    assert_eq!(count(&before, &query).unwrap(), wanted.len() as u64, "the view is of its moment");
    let after = world.store.long_view().unwrap();
    let now = expected(&world, &query);
    assert!(now.len() < wanted.len());
    assert_eq!(count(&after, &query).unwrap(), now.len() as u64);
    for view in [&before, &after] {
        same(&answer.all_ids(view).unwrap(), &wanted, "an answer is of its moment");
    }
}

#[test]
fn the_best_fit_stands_first_when_asked() {
    // shows B4
    let world = World::new(27);
    let view = world.store.long_view().unwrap();
    let relevance = Sort { column: "relevance".to_owned(), desc: true };
    let (query, wanted) = asked(&world, Subject::Messages, "ok");
    let answer = opened(&world, &query, &relevance);
    let found = answer.all_ids(&view).unwrap();
    assert_eq!((found.len(), answer.ranked()), (wanted.len(), None));
    assert_eq!(HashSet::<i64>::from_iter(found.iter().copied()), wanted.iter().copied().collect());
    let whole = |id: &i64| {
        let i = world.ids[&Subject::Messages].iter().position(|other| other == id).unwrap();
        let texts = world.folded[i].iter().flatten();
        texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).any(|word| word == "ok")
    };
    let places: Vec<bool> = found.iter().map(whole).collect();
    assert!(places.is_sorted_by(|a, b| a >= b), "whole words before pieces of words");
    // Without words there is nothing to rank by.
    let all = Query::all(Subject::Messages, 0, NOW);
    let newest = opened(&world, &all, &relevance).all_ids(&view).unwrap();
    same(&newest, &expected(&world, &all), "newest first");
}

#[test]
fn percentiles_are_those_of_the_sorted_values() {
    let world = World::new(28);
    let view = world.store.long_view().unwrap();
    let percents = [0.0, 10.0, 50.0, 90.0, 99.0, 100.0];
    for (subject, column, text) in [
        (Subject::Sessions, "waiting", "state:closed"),
        (Subject::Sessions, "replies", ""),
        (Subject::Deliveries, "credits", "-status:failed"),
    ] {
        let query = parse(subject, text, 0, NOW).unwrap();
        let mut values: Vec<f64> = (0..world.len(subject))
            .filter(|i| world.matches(subject, *i, &query))
            .filter_map(|i| match world.cell(subject, i, column) {
                Cell::Integer(n) => Some(n as f64),
                Cell::Number(n) => Some(n),
                _ => None,
            })
            .collect();
        values.sort_by(f64::total_cmp);
        let found = percentiles(&view, subject, &query, column, &percents, &|| false).unwrap();
        let rank = |p: f64| ((p / 100.0 * values.len() as f64).ceil() as usize).max(1) - 1;
        let wanted: Vec<Option<f64>> = percents.iter().map(|p| Some(values[rank(*p)])).collect();
        assert_eq!((found.rows, found.values), (values.len() as u64, wanted), "{subject} {column}");
    }
    let none = percentiles(
        &view,
        Subject::Sessions,
        &Query::all(Subject::Sessions, 0, NOW),
        "sender",
        &[50.0],
        &|| false,
    );
    assert!(matches!(none, Err(crate::Error::Measure { .. })));
}

#[test]
fn a_series_counts_every_row_by_day_and_value() {
    let world = World::new(30);
    let view = world.store.long_view().unwrap();
    for (subject, field, column) in [
        (Subject::Sessions, Some("state"), "state"),
        (Subject::Messages, Some("from"), "direction"),
        (Subject::Messages, Some("channel"), "channel"),
        (Subject::Deliveries, Some("account"), "account"),
        (Subject::Deliveries, None, "account"),
    ] {
        let rows: Vec<(i64, Cell)> = (0..world.len(subject))
            .map(|i| (world.place(subject, i).0, world.cell(subject, i, column)))
            .collect();
        for (per, zone) in [(Per::Day, 0), (Per::Day, 120), (Per::Hour, -300), (Per::Month, 60)] {
            let found = series(&view, subject, field, per, zone).unwrap();
            assert!(found.exact);
            let mut wanted: BTreeMap<(usize, String), u64> = BTreeMap::new();
            for (time, cell) in &rows {
                let bar = found.edges.partition_point(|edge| edge <= time) - 1;
                match (field, cell) {
                    (None, _) => *wanted.entry((bar, String::new())).or_default() += 1,
                    (_, Cell::Text(text)) => *wanted.entry((bar, text.clone())).or_default() += 1,
                    _ => {}
                }
            }
            let counted = found.values.iter().flat_map(|values| {
                let bars = values.counts.iter().enumerate().filter(|(_, count)| **count > 0);
                bars.map(|(bar, count)| ((bar, values.value.clone()), *count))
            });
            assert_eq!(counted.collect::<BTreeMap<_, _>>(), wanted, "{subject} {field:?} {per:?} {zone}");
        }
    }
    let none = series(&view, Subject::Sessions, Some("tag"), Per::Day, 0);
    assert!(matches!(none, Err(crate::Error::Facet { .. })));
}

#[test]
fn calendar_bars_hold_every_row_once() {
    let world = World::new(29);
    let view = world.store.long_view().unwrap();
    for subject in Subject::ALL {
        let times: Vec<i64> = (0..world.len(subject)).map(|i| world.place(subject, i).0).collect();
        for per in [Per::Hour, Per::Day, Per::Month] {
            let query = Query::all(subject, 60, NOW);
            let found = histogram_per(&view, subject, &query, per, &|| false).unwrap();
            assert_eq!(found.edges.len(), found.counts.len() + 1);
            assert_eq!(found.counts.iter().sum::<u64>(), world.len(subject) as u64, "{subject} {per:?}");
            for (bar, wanted) in found.edges.windows(2).zip(&found.counts) {
                let count = times.iter().filter(|time| (bar[0]..bar[1]).contains(time)).count();
                assert_eq!(count as u64, *wanted, "{subject} {per:?} {bar:?}");
            }
        }
    }
}
