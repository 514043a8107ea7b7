//! In which order: the real store against the oracle.

use super::filters::same;
use super::{NOW, World};
use crate::text::Query;
use crate::{Cell, ColumnKind, Error, Sort, Subject, columns, ids};
use index::fold;
use std::cmp::Ordering;

/// The value by which a column is meant to be ordered; `None` is empty.
#[derive(Debug, PartialEq, PartialOrd)]
enum Key {
    Number(f64),
    Text(String),
}

fn key(world: &World, subject: Subject, i: usize, column: &crate::Column) -> Option<Key> {
    let cell = world.cell(subject, i, column.id);
    match (cell, column.id) {
        (Cell::Text(state), "state") => {
            let at = ["opened", "picked_up", "snoozed", "closed"].iter().position(|s| *s == state);
            Some(Key::Number(at.unwrap() as f64))
        }
        (Cell::Text(code), "code") if code.bytes().all(|b| b.is_ascii_digit()) => {
            Some(Key::Number(code.parse().unwrap()))
        }
        (Cell::Text(code), "code") => Some(Key::Text(code)),
        (Cell::Text(count), "batch_status") => {
            let (of, all) = count.split_once('/').unwrap();
            Some(Key::Number(of.parse::<f64>().unwrap() / all.parse::<f64>().unwrap().max(1.0)))
        }
        (Cell::Text(text), _) if column.kind == ColumnKind::Text => Some(Key::Text(fold(&text))),
        (Cell::Text(text), _) => Some(Key::Text(text)),
        (Cell::Integer(n), _) => Some(Key::Number(n as f64)),
        (Cell::Number(n), _) => Some(Key::Number(n)),
        (Cell::Flag(b), _) => Some(Key::Number(f64::from(u8::from(b)))),
        (Cell::Stamp(stamp), _) => Some(Key::Number(stamp.at as f64)),
        (Cell::Null | Cell::List(_), _) => None,
    }
}

/// All rows by each column, in both directions, beside the oracle.
pub fn check(world: &World, subject: Subject) {
    let view = world.store.long_view().unwrap();
    let all = Query::all(subject, 0, NOW);
    for column in columns(subject) {
        for desc in [false, true] {
            let found = ids(&view, subject, &all, &Sort { column: column.id.to_owned(), desc });
            if !column.sort {
                assert!(matches!(found, Err(Error::Order { .. })), "{subject} {}", column.id);
                continue;
            }
            let mut wanted: Vec<_> = (0..world.len(subject))
                .map(|i| (key(world, subject, i, column), world.place(subject, i)))
                .collect();
            wanted.sort_by(|(a, x), (b, y)| {
                let turned = |o: Ordering| if desc { o.reverse() } else { o };
                let keys = match (a, b) {
                    (Some(a), Some(b)) => turned(a.partial_cmp(b).unwrap()),
                    (a, b) => a.is_none().cmp(&b.is_none()),
                };
                keys.then(turned(x.cmp(y)))
            });
            let wanted: Vec<i64> = wanted.into_iter().map(|(_, (_, id))| id).collect();
            same(&found.unwrap(), &wanted, &format!("{subject} by {} {desc}", column.id));
        }
    }
}

#[test]
fn every_column_that_means_an_order_gives_it() {
    // shows S0.3 S2.1
    let world = World::new(5);
    for subject in Subject::ALL {
        check(&world, subject);
    }
}
