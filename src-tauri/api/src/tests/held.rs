//! Results: their slots, their counts, what is marked in them.

use super::world::World;
use crate::calls::results::{Close, Find, Open, ResultInfo, Rows, State, Stop};
use crate::calls::{facets, results};
use crate::{Cell, FaultCode, Sort, Subject};
use std::collections::BTreeSet;

fn all_ids(world: &World, found: &ResultInfo) -> Vec<i64> {
    let mut ids = Vec::new();
    loop {
        let rows = world.ask(Rows { id: found.id, from: ids.len() as u64, len: 500, columns: vec![] }).rows;
        if rows.is_empty() {
            return ids;
        }
        ids.extend(rows.iter().map(|row| row.id));
    }
}

#[test]
fn a_count_is_a_lower_bound_until_it_is_exact() {
    // shows B4
    let world = World::synced(4_000);
    // Words the index decides; what lies across words, or is no word, is verified in the texts.
    let texts = [
        "order",
        "e",
        "\"the order\" -late",
        "person:user \"my order\"",
        "\"n t\"",
        "\". \"",
        "nothingofthekind",
    ];
    let mut open = 0;
    for text in texts {
        let whole = world.ask(Open::whole(Subject::Messages, text, Sort::newest(Subject::Messages), 0));
        assert!(whole.exact, "{text}");
        let found = world.ask(World::typed(Subject::Messages, text));
        open += usize::from(!found.exact);
        assert!(found.count <= whole.count, "{text}: {} of {}", found.count, whole.count);
        let state = world.counted(found.id);
        assert_eq!((state.count, state.exact), (whole.count, true), "{text}");
        let ids = all_ids(&world, &found);
        assert_eq!(ids, all_ids(&world, &whole), "{text}");
        assert_eq!(ids.len() as u64, whole.count);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{text}: no row twice");
        let first = found.first.unwrap().rows;
        let page: Vec<i64> = first.iter().map(|row| row.id).collect();
        assert_eq!(
            page,
            ids.iter().take(page.len()).copied().collect::<Vec<_>>(),
            "{text}: the first page stays"
        );
    }
    assert!(open > 0, "no count was open at first: the data is too small to show anything");
}

#[test]
fn what_is_found_is_marked_in_its_row() {
    // shows B4
    let world = World::synced(1_000);
    let found = world.ask(World::typed(Subject::Messages, "ORDER"));
    let first = found.first.unwrap();
    assert!(!first.rows.is_empty());
    for (n, row) in first.rows.iter().enumerate() {
        let Cell::Text(text) = &row.cells[0] else { panic!("{row:?}") };
        let marks = first.highlights.iter().find(|h| (h.row, h.cell) == (n, 0)).map(|h| &h.marks);
        let units: Vec<u16> = text.encode_utf16().collect();
        let marked = |(a, b): &(u32, u32)| String::from_utf16(&units[*a as usize..*b as usize]).unwrap();
        let words: Vec<String> = marks.into_iter().flatten().map(marked).collect();
        assert!(
            !words.is_empty() && words.iter().all(|word| word.to_lowercase() == "order"),
            "{text}: {words:?}"
        );
    }
    let plain = world.ask(World::typed(Subject::Messages, "person:user"));
    assert!(plain.first.unwrap().highlights.is_empty());
}

#[test]
fn a_newer_question_ends_the_older_of_its_slot() {
    let world = World::synced(500);
    let open = world.desk.opened().unwrap();
    let slot = Subject::Messages.as_str();
    let older = open.questions.ask(Some(slot)).unwrap();
    let other = open.questions.ask(Some("messages.plot")).unwrap();
    assert_eq!(
        world.try_ask(World::typed(Subject::Messages, "colour:red")).unwrap_err().code,
        FaultCode::Query
    );
    assert!(!older.has_ended(), "what cannot be read ends nothing");
    world.ask(World::typed(Subject::Messages, "order"));
    assert!(older.has_ended() && !other.has_ended());
    // Whatever is asked for an ended question gives the connection back and says why.
    let view = open.view().unwrap();
    older.covers(&view);
    let query = results_query("order late");
    let fault = ::query::open(&view, Subject::Messages, &query, &Sort::newest(Subject::Messages), &|| {
        older.has_ended()
    });
    assert_eq!(crate::Fault::from(fault.unwrap_err()).code, FaultCode::Cancelled);
    drop(view);
    let count = facets::Count {
        subject: Subject::Messages,
        text: String::new(),
        offset: 0,
        fields: vec!["person".into()],
        limit: 9,
        slot: Some("messages.plot".into()),
    };
    assert!(!world.ask(count)[0].values.is_empty());
    assert!(other.has_ended(), "facets and plots have their slots too");
}

fn results_query(text: &str) -> ::query::Query {
    ::query::parse(Subject::Messages, text, 0, 0).unwrap()
}

#[test]
fn questions_asked_at_once_leave_the_newest_standing() {
    let world = World::synced(2_000);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for text in ["order", "\"the order\"", "late -order", "e"] {
                    match world.try_ask(World::typed(Subject::Messages, text)) {
                        Ok(found) => world.ask(Close { id: found.id }),
                        Err(fault) => assert_eq!(fault.code, FaultCode::Cancelled, "{fault}"),
                    }
                }
            });
        }
    });
    let last = world.ask(World::typed(Subject::Messages, "order"));
    assert!(world.counted(last.id).exact);
}

#[test]
fn a_stopped_count_stays_as_it_is() {
    let world = World::synced(500);
    let open = world.desk.opened().unwrap();
    let found = world.ask(World::typed(Subject::Messages, "order"));
    let before = world.counted(found.id);
    world.ask(Stop { slot: Subject::Messages.as_str().into() });
    world.ask(Stop { slot: "nobody asks here".into() });
    assert_eq!(world.counted(found.id), before, "an exact count is not taken back");
    assert!(!open.results.get(found.id).unwrap().is_counting());
    assert_eq!(all_ids(&world, &found).len() as u64, before.count);
    let open = world.ask(World::typed(Subject::Messages, "\". \""));
    world.ask(Stop { slot: Subject::Messages.as_str().into() });
    let stopped = world.counted(open.id);
    assert_eq!(all_ids(&world, &open).len() as u64, stopped.count, "what was found stays, and no more comes");
    assert_eq!(world.ask(State { id: open.id }), stopped);
    world.ask(Close { id: found.id });
    assert_eq!(world.try_ask(State { id: found.id }).unwrap_err().code, FaultCode::NotFound);
}

#[test]
fn a_row_is_found_again_where_it_stands() {
    // shows S0.5
    let world = World::synced(1_000);
    for sort in ["sent", "person", "relevance"] {
        let sort = Sort { column: sort.into(), desc: true };
        let found = world.ask(Open::whole(Subject::Messages, "order", sort, 0));
        let ids = all_ids(&world, &found);
        for at in [0, 7, ids.len() - 1] {
            assert_eq!(world.ask(Find { id: found.id, row: ids[at], near: 0 }), Some(at as u64));
        }
        let other = world.ask(Open::whole(Subject::Messages, "-order", Sort::newest(Subject::Messages), 0));
        let other = all_ids(&world, &other)[0];
        assert_eq!(world.ask(Find { id: found.id, row: other, near: 0 }), None);
    }
}

#[test]
fn a_locked_store_has_let_go_of_everything() {
    // shows B18
    let world = World::synced(500);
    let found = world.ask(World::typed(Subject::Messages, "\"the order\""));
    world.desk.close();
    assert_eq!(world.try_ask(results::State { id: found.id }).unwrap_err().code, FaultCode::Locked);
    // The folder's lock is free, so all threads have ended.
    let unlock = crate::calls::store::Unlock { passphrase: "long enough for a test".into() };
    world.ask(unlock);
    assert_eq!(world.try_ask(results::State { id: found.id }).unwrap_err().code, FaultCode::NotFound);
}
