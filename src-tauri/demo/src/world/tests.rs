//! The whole world held against its promises.

use super::*;
use crate::log::{Place, read, remaining, seek};
use crate::truth::truth;
use model::{DeliveryStatus, Record, SessionState, contradiction};
use provider::Window;
use provider::log_api::wire::own_time;
use std::collections::{BTreeMap, BTreeSet};

const MESSAGES: u64 = 8_000;

fn all(world: &World, kind: Kind) -> Vec<Entry> {
    (0..world.units(kind)).flat_map(|unit| world.unit(kind, unit)).collect()
}

#[test]
fn the_number_of_messages_is_what_was_asked_for() {
    for messages in [1, 127, 128, 129, 5000, MESSAGES] {
        let world = World::new(5, messages);
        assert_eq!(all(&world, Kind::Message).len() as u64, messages);
        assert_eq!(all(&world, Kind::Session).len() as u64, world.sessions);
    }
}

#[test]
fn the_same_seed_is_the_same_world_and_another_is_not() {
    let counts = truth(&World::new(9, 3000));
    assert_eq!(counts, truth(&World::new(9, 3000)));
    assert_ne!(counts.texts_sha256, truth(&World::new(10, 3000)).texts_sha256);
}

#[test]
fn every_kind_is_in_order_with_unique_ids_and_pages_add_up() {
    let world = World::new(1, MESSAGES);
    for kind in Kind::ALL {
        let entries = all(&world, *kind);
        assert!(!entries.is_empty(), "{kind:?}");
        let key = |e: &Entry| (e.updated_at, e.record.id().to_owned());
        assert!(entries.windows(2).all(|pair| key(&pair[0]) < key(&pair[1])), "{kind:?}");
        assert!(entries.last().is_some_and(|e| e.updated_at <= clock::END), "{kind:?}");
        let ids: BTreeSet<&str> = entries.iter().map(|e| e.record.id()).collect();
        assert_eq!(ids.len(), entries.len(), "{kind:?}");
        let (mut paged, mut place) = (Vec::new(), Some(Place::default()));
        while let Some(from) = place {
            if let Some(left) = remaining(&world, *kind, place) {
                assert_eq!(left as usize, entries.len() - paged.len(), "{kind:?}");
            }
            let (page, next) = read(&world, *kind, from, 77, &Window::EVER);
            assert!(page.len() == 77 || next.is_none());
            paged.extend(page);
            place = next;
        }
        assert!(paged == entries, "{kind:?}");
        let since = entries[entries.len() / 2].updated_at;
        let later = entries.iter().filter(|e| e.updated_at >= since).count();
        assert_eq!(
            read(&world, *kind, seek(&world, *kind, since), usize::MAX / 2, &Window::EVER).0.len(),
            later,
            "{kind:?}"
        );
    }
}

#[test]
fn windows_of_time_hold_what_happened_within_them_and_add_up() {
    let world = World::new(6, MESSAGES);
    for kind in Kind::ALL.iter().copied().filter(|kind| provider::log_api::wire::has_own_time(*kind)) {
        let entries = all(&world, kind);
        let time = |e: &Entry| own_time(&e.record).unwrap();
        let edges = [None, Some(clock::START), Some(clock::END - 30 * clock::DAY), Some(time(&entries[40]))];
        let mut edges: Vec<Option<Millis>> = edges.into_iter().chain([Some(clock::END)]).collect();
        edges.sort_unstable();
        edges.push(None);
        let mut sum = 0;
        for pair in edges.windows(2) {
            let window = Window { from: pair[0], until: pair[1] };
            let expected: Vec<&Entry> = entries.iter().filter(|e| e.is_in(&window)).collect();
            let (mut found, mut place) = (Vec::new(), Some(Place::default()));
            while let Some(from) = place {
                let (page, next) = read(&world, kind, from, 50, &window);
                found.extend(page);
                place = next;
            }
            assert!(found.iter().eq(expected), "{kind:?} {window:?}");
            sum += found.len();
        }
        assert_eq!(sum, entries.len(), "{kind:?}");
    }
}

#[test]
fn what_records_point_at_exists() {
    let world = World::new(2, MESSAGES);
    let ids: BTreeMap<Kind, BTreeSet<String>> = Kind::ALL
        .iter()
        .map(|kind| (*kind, all(&world, *kind).iter().map(|e| e.record.id().to_owned()).collect()))
        .collect();
    let mut links = 0;
    let mut check = |kind: Kind, id: &Option<String>| {
        if let Some(id) = id {
            links += 1;
            assert!(ids[&kind].contains(id), "{kind:?} {id}");
        }
    };
    for kind in Kind::ALL {
        for entry in all(&world, *kind) {
            match entry.record {
                Record::Session(r) => {
                    check(Kind::Contact, &r.contact_id);
                    check(Kind::Agent, &r.agent_id);
                    check(Kind::Campaign, &r.campaign_id);
                    check(Kind::SupportBot, &r.support_bot_id);
                }
                Record::Message(r) => {
                    check(Kind::Session, &Some(r.session_id));
                    check(Kind::Delivery, &r.delivery_id);
                    check(Kind::Template, &r.template_id);
                }
                Record::Delivery(r) => {
                    check(Kind::Session, &r.session_id);
                    check(Kind::Contact, &r.contact_id);
                    check(Kind::Template, &r.template_id);
                    check(Kind::Batch, &r.batch_id);
                    check(Kind::Campaign, &r.campaign_id);
                }
                Record::DeliveryEvent(r) => check(Kind::Delivery, &Some(r.delivery_id)),
                Record::SessionEvent(r) => check(Kind::Session, &Some(r.session_id)),
                _ => {}
            }
        }
    }
    assert!(links > 30_000, "{links}");
}

#[test]
fn a_message_and_its_delivery_point_at_each_other_and_say_the_same() {
    let world = World::new(3, 2000);
    let deliveries: BTreeMap<String, model::Delivery> = all(&world, Kind::Delivery)
        .into_iter()
        .filter_map(|e| if let Record::Delivery(d) = e.record { Some((d.id.clone(), *d)) } else { None })
        .collect();
    let mut linked = 0;
    for entry in all(&world, Kind::Message) {
        let Record::Message(message) = entry.record else { continue };
        let Some(id) = &message.delivery_id else { continue };
        let delivery = &deliveries[id];
        assert_eq!(delivery.session_id.as_deref(), Some(message.session_id.as_str()));
        assert_eq!((delivery.recorded_at, delivery.template_id.clone()), (message.at, message.template_id));
        linked += 1;
    }
    assert_eq!(linked, 15 * 26);
}

#[test]
fn statuses_states_batches_and_contradictions_all_come_up() {
    let world = World::new(1, MESSAGES);
    let mut events: BTreeMap<String, Vec<model::EventKind>> = BTreeMap::new();
    for entry in all(&world, Kind::DeliveryEvent) {
        if let Record::DeliveryEvent(event) = entry.record {
            events.entry(event.delivery_id).or_default().push(event.kind);
        }
    }
    let mut statuses = BTreeSet::new();
    let (mut contradictions, mut total) = (0, 0);
    let mut batches: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for entry in all(&world, Kind::Delivery) {
        let Record::Delivery(delivery) = entry.record else { continue };
        statuses.insert(delivery.status);
        total += 1;
        let seen = events.get(&delivery.id).map_or(&[][..], Vec::as_slice);
        contradictions +=
            usize::from(contradiction(delivery.status, delivery.response_code.as_deref(), seen).is_some());
        if let (Some(batch), true) = (delivery.batch_id, delivery.status != DeliveryStatus::BatchCount) {
            let count = batches.entry(batch).or_default();
            count.0 +=
                u32::from(matches!(delivery.status, DeliveryStatus::Success | DeliveryStatus::Delivered));
            count.1 += 1;
        }
    }
    assert_eq!(statuses.len(), 11, "{statuses:?}");
    assert!(contradictions > 5 && contradictions * 50 < total, "{contradictions} of {total}");
    let mut thirteen = 0;
    for entry in all(&world, Kind::Batch) {
        let Record::Batch(batch) = entry.record else { continue };
        assert_eq!(batches.get(&batch.id), Some(&(batch.delivered, batch.total)), "{}", batch.id);
        thirteen += usize::from((batch.delivered, batch.total) == (13, 18));
    }
    assert!(thirteen > 10, "{thirteen} batches are 13 of 18");
    let states: BTreeSet<SessionState> = all(&world, Kind::Session)
        .into_iter()
        .filter_map(|e| if let Record::Session(s) = e.record { Some(s.state) } else { None })
        .collect();
    assert_eq!(states.len(), 4);
}

#[test]
fn times_follow_from_each_other() {
    let world = World::new(4, MESSAGES);
    let mut snoozed = 0;
    for unit in 0..world.sessions {
        let chat = world.chat(unit);
        let Record::Session(session) = world.session(&chat).record else { panic!("a session") };
        let events = world.session_events(&chat);
        let last_state = events.iter().rev().find_map(|e| match &e.record {
            Record::SessionEvent(event) => event.state,
            _ => None,
        });
        assert_eq!(last_state, Some(session.state), "{}", session.id);
        let times = [session.first_opened_at, session.opened_at, session.picked_up_at, session.closed_at];
        assert!(times.iter().flatten().all(|at| at.at >= session.created_at.at && at.at <= chat.logged));
        assert!(chat.turns.windows(2).all(|pair| pair[0].0 <= pair[1].0), "{}", session.id);
        let measures = session.measures;
        assert!(measures.operation_total_reply <= measures.total_reply, "{}", session.id);
        assert!(measures.operation_resolution <= measures.resolution, "{}", session.id);
        if let (Some(closed), Some(opened)) = (session.closed_at, session.opened_at) {
            assert_eq!(measures.resolution, Some(closed.at - opened.at));
        }
        snoozed += usize::from(session.snoozed_at.is_some());
    }
    assert!(snoozed > 40, "{snoozed} sessions were snoozed");
}

#[test]
fn people_write_in_many_scripts() {
    let world = World::new(1, MESSAGES);
    let text: String = all(&world, Kind::Message)
        .into_iter()
        .filter_map(|e| if let Record::Message(m) = e.record { Some(m.text) } else { None })
        .collect();
    for sample in ['ß', 'é', 'ñ', 'ł', 'Ж', 'ش', 'ש', '문', 'の', '订', '🙂'] {
        assert!(text.contains(sample), "{sample}");
    }
    let words: BTreeSet<&str> = text.split_whitespace().collect();
    assert!(words.len() > 8_000, "{} words", words.len());
}
