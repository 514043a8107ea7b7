//! Windows, facets and histograms: the real store against the oracle.

use super::filters::expected;
use super::rng::Rng;
use super::{NOW, World};
use crate::column::{Field, Filter};
use crate::text::Query;
use crate::{Cell, Error, Sort, Subject, columns, facets, facets_of, fields, histogram, open, parse, rows};
use std::collections::BTreeMap;
use std::time::Duration;

#[test]
fn a_window_shows_each_cell_as_it_was_received() {
    // shows S0.1 S2.1 S3.1 B7
    let world = World::new(6);
    let view = world.store.long_view().unwrap();
    for subject in Subject::ALL {
        let names: Vec<&str> = columns(subject).iter().map(|c| c.id).collect();
        let order: Vec<usize> = (0..world.len(subject)).rev().collect();
        let mut asked: Vec<i64> = order.iter().map(|i| world.ids[&subject][*i]).collect();
        asked.insert(3, 1); // gone meanwhile
        let found = rows(&view, subject, &asked, &names).unwrap();
        assert_eq!(found.len(), order.len());
        for (row, i) in found.iter().zip(order) {
            assert_eq!(row.id, world.ids[&subject][i]);
            for (cell, name) in row.cells.iter().zip(&names) {
                let wanted = world.cell(subject, i, name);
                assert_eq!(*cell, wanted, "{subject} {i} {name}");
            }
        }
    }
    let unknown = rows(&view, Subject::Sessions, &[1], &["chanel"]);
    assert!(matches!(unknown, Err(Error::Column { suggestion: Some(s), .. }) if s == "channel"));
}

#[test]
fn facets_count_what_each_value_would_leave() {
    // shows S0.2 S2.3 S3.3
    let world = World::new(7);
    let mut rng = Rng(8);
    for subject in Subject::ALL {
        for field in fields(subject) {
            check(&world, &world.ask(subject, 1, &mut rng), field);
        }
    }
}

/// The facet of a field beside what its chips find by the oracle.
pub fn check(world: &World, query: &Query, field: &Field) {
    let (view, subject) = (world.store.long_view().unwrap(), query.subject);
    let found = facets(&view, subject, query, field.name, 1_000, &|| false).map(|f| f.values);
    if matches!(field.filter, Filter::Time(_) | Filter::Amount(_) | Filter::Duration(_)) {
        assert!(matches!(found, Err(Error::Facet { .. })), "{subject} {}", field.name);
        return;
    }
    let found = found.unwrap();
    assert!(found.is_sorted_by(|a, b| b.count <= a.count) || matches!(field.filter, Filter::Has(_)));
    for facet in &found {
        let chip = parse(subject, &facet.text, 0, NOW).unwrap();
        let mut with = query.without(field.name);
        with.terms.extend(chip.terms);
        // A party may go by another's number, a batch by another's name: the chip finds those too.
        let several = matches!(field.filter, Filter::Party { .. })
            || matches!(field.filter, Filter::Text(c) if c.len() > 1);
        let count = expected(world, &with).len() as u64;
        assert!(
            count == facet.count || several && count > facet.count || tags_alike(field, facet),
            "{subject} {query}: {facet:?} {count}"
        );
    }
}

#[test]
fn several_fields_are_counted_as_each_alone() {
    let world = World::new(31);
    let mut rng = Rng(32);
    let view = world.store.long_view().unwrap();
    for subject in Subject::ALL {
        let counted = |f: &&crate::Field| {
            !matches!(f.filter, Filter::Time(_) | Filter::Amount(_) | Filter::Duration(_))
        };
        let mut names: Vec<&str> = fields(subject).filter(counted).map(|f| f.name).collect();
        // One that is asked for twice is counted as if it were once.
        names.extend(names.clone());
        for _ in 0..4 {
            let query = world.ask(subject, 3, &mut rng);
            let mut answer = open(&view, subject, &query, &Sort::newest(subject), &|| false).unwrap();
            while !answer.settle(&view, Duration::from_secs(9), &|| false).unwrap() {}
            let together = facets_of(&view, subject, &query, &names, 50, &|| false).unwrap();
            for (name, found) in names.iter().zip(together) {
                let alone = facets(&view, subject, &query, name, 50, &|| false).unwrap();
                assert_eq!(found, alone, "{subject} {query} {name}");
                assert_eq!(
                    answer.facets(&view, name, 50, &|| false).unwrap(),
                    alone,
                    "{subject} {query} {name}"
                );
            }
        }
    }
}

/// `vip` and `VIP` are two values, and either chip finds both.
fn tags_alike(field: &Field, facet: &crate::Facet) -> bool {
    matches!(field.filter, Filter::Tags(_)) && facet.value.eq_ignore_ascii_case("vip")
}

#[test]
fn facets_name_every_value_once() {
    // shows S0.2
    let world = World::new(9);
    let view = world.store.long_view().unwrap();
    let all = Query::all(Subject::Sessions, 0, NOW);
    let mut wanted: BTreeMap<String, u64> = BTreeMap::new();
    for i in 0..world.len(Subject::Sessions) {
        if let Cell::Text(channel) = world.cell(Subject::Sessions, i, "channel") {
            *wanted.entry(channel).or_default() += 1;
        }
    }
    let own = parse(Subject::Sessions, "channel:sms", 0, NOW).unwrap();
    for query in [&all, &own] {
        let found = facets(&view, Subject::Sessions, query, "channel", 100, &|| false).unwrap().values;
        let found: BTreeMap<_, _> = found.into_iter().map(|f| (f.value, f.count)).collect();
        assert_eq!(found, wanted);
    }
    assert_eq!(facets(&view, Subject::Sessions, &all, "channel", 2, &|| false).unwrap().values.len(), 2);
    let whatsapp = facets(&view, Subject::Sessions, &all, "channel", 9, &|| false).unwrap().values;
    assert!(whatsapp.iter().any(|f| f.label == "WhatsApp" && f.text == "channel:whatsapp"));
}

#[test]
fn a_histogram_counts_every_row_once() {
    // shows S0.2
    let world = World::new(11);
    let mut rng = Rng(12);
    let view = world.store.long_view().unwrap();
    for subject in Subject::ALL {
        for buckets in [1, 7, 100] {
            let query = world.ask(subject, 1, &mut rng);
            let found = histogram(&view, subject, &query, buckets, &|| false).unwrap();
            assert!(found.counts.len() <= buckets, "{subject} {buckets}");
            let mut counts = vec![0_u64; found.counts.len()];
            for i in (0..world.len(subject)).filter(|i| world.matches(subject, *i, &query)) {
                let Cell::Stamp(stamp) = world.cell(subject, i, subject.when().0) else { panic!() };
                counts[usize::try_from((stamp.at - found.from) / found.step).unwrap()] += 1;
                assert!(stamp.at < found.to);
            }
            assert_eq!(found.counts, counts, "{subject} {query}");
        }
    }
}
