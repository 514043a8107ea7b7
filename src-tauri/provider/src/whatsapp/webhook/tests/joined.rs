//! In whatever order what is known comes, and from whatever source, the records are the same.

use super::*;

#[test]
fn the_order_does_not_matter_nor_how_often_a_body_comes() {
    // shows B16
    let story = story();
    let expected = gathered(&story).records();
    let same = |bodies: &[String], why: &str| {
        let records = gathered(bodies).records();
        assert_eq!(records, expected, "{why}");
        let both = |records: &[Fetched]| {
            records.iter().map(|r| r.record().unwrap().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(both(&records), both(&expected), "{why}");
    };
    for turn in 0..story.len() {
        let mut turned = story.clone();
        turned.rotate_left(turn);
        same(&turned, &format!("turned by {turn}"));
        turned.reverse();
        same(&turned, &format!("turned by {turn} and reversed"));
        turned.swap(0, turn);
        turned.extend(story.iter().take(turn).cloned());
        same(&turned, &format!("shuffled at {turn}, some twice"));
    }
}

#[test]
fn two_imports_give_what_one_would() {
    // shows B16
    let story = story();
    let expected = gathered(&story).records();
    for cut in 0..=story.len() {
        for (first, second) in [(&story[..cut], &story[cut..]), (&story[cut..], &story[..cut])] {
            let held = gathered(first).records();
            let mut now = gathered(second);
            let touched: Vec<(Kind, String)> =
                now.touched().map(|(kind, id)| (kind, id.to_owned())).collect();
            for record in held
                .iter()
                .filter(|r| touched.iter().any(|(kind, id)| (*kind, id.as_str()) == (r.kind(), r.id())))
            {
                now.recall(record.kind(), record.raw()).unwrap();
            }
            // What the second import does not touch stays as it is held.
            let mut all: BTreeMap<(Kind, String), Fetched> = BTreeMap::new();
            for record in held.into_iter().chain(now.records()) {
                all.insert((record.kind(), record.id().to_owned()), record);
            }
            let whole = |r: &Fetched| {
                (r.kind(), r.id().to_owned(), r.raw().to_owned(), r.record().unwrap().into_owned())
            };
            let mut wanted: Vec<_> = expected.iter().map(whole).collect();
            wanted.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
            assert_eq!(all.values().map(whole).collect::<Vec<_>>(), wanted, "cut at {cut}");
        }
    }
    assert!(
        Gathered::default().recall(Kind::Delivery, r#"{"id":"8001","message_id":"wamid.2"}"#).is_err(),
        "a sync's"
    );
}

/// What a sync brings of the send that the story tells of, and later.
fn synced(more: &str) -> Fetched {
    let events = format!(
        r#"{{"id":"1","delivery_status":"ACCEPTED","timestamp":1793487650}},{{"id":"2","delivery_status":"SENT","timestamp":1793487659}}{more}"#
    );
    let entry = format!(r#"{{"id":"8001","message_id":"wamid.2","events":{{"data":[{events}]}}}}"#);
    let number = r#"{"id":"501","display_phone_number":"+34 600 000 501"}"#;
    delivery(&format!(r#"{{"number":{number},"entry":{entry}}}"#)).unwrap().unwrap()
}

/// What comes of the send by one step: a body is imported, or a sync brings what it has.
enum Step {
    Import(String),
    Sync(Fetched),
}

fn step(held: Option<Fetched>, step: &Step) -> Option<Fetched> {
    match (step, held) {
        (Step::Import(body), held) => {
            let mut gathered = gathered(std::slice::from_ref(body));
            if let Some(held) = held {
                gathered.recall(Kind::Delivery, held.raw()).unwrap();
            }
            gathered.records().into_iter().find(|record| record.kind() == Kind::Delivery)
        }
        // As the store does.
        (Step::Sync(new), Some(held)) => {
            new.join().unwrap()(held.raw(), new.raw()).or_else(|| Some(new.clone()))
        }
        (Step::Sync(new), None) => Some(new.clone()),
    }
}

/// All orders of `0..count`.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else { return vec![Vec::new()] };
    let put = |order: &Vec<usize>, at: usize| {
        let mut order = order.clone();
        order.insert(at, last);
        order
    };
    orders(last).iter().flat_map(|order| (0..=last).map(move |at| put(order, at))).collect()
}

#[test]
fn a_send_of_which_both_tell_is_the_same_in_every_order() {
    // shows B2, S2.6
    let story = story();
    let delivered = r#",{"id":"3","delivery_status":"DELIVERED","timestamp":1793487661}"#;
    let steps = [
        Step::Sync(synced("")),
        Step::Sync(synced(delivered)),
        Step::Import(story[1].clone()),
        Step::Import(story[3].clone()),
        Step::Import(body("", "", &status("wamid.2", "failed", 1_793_487_655, FAULT))),
    ];
    let later_after_earlier = |order: &Vec<usize>| {
        order.iter().position(|step| *step == 0) < order.iter().position(|step| *step == 1)
    };
    let mut ends = Vec::new();
    for order in orders(steps.len()).into_iter().filter(later_after_earlier) {
        let end = order.iter().fold(None, |held, at| step(held, &steps[*at])).unwrap();
        let again = steps.iter().skip(1).fold(Some(end.clone()), step).unwrap();
        assert_eq!(again.digest(), end.digest(), "what is known changes nothing: {order:?}");
        ends.push((order, end));
    }
    assert_eq!(ends.len(), 60);
    let Record::Delivery(one) = ends[0].1.record().unwrap().into_owned() else { panic!("a delivery") };
    assert_eq!((one.status, one.status_raw.as_deref()), (DeliveryStatus::Delivered, Some("read")));
    assert_eq!((one.recorded_at.at, one.response_code.as_deref()), (1_793_487_650_000, Some("131026")));
    assert_eq!(
        (one.channel_number.as_deref(), one.recipient.as_deref(), one.message_type.as_deref()),
        (Some("34600000501"), Some("4915550001"), Some("utility"))
    );
    for (order, end) in &ends {
        assert_eq!((end.raw(), end.record()), (ends[0].1.raw(), ends[0].1.record()), "{order:?}");
    }
}

#[test]
fn what_only_a_sync_told_of_is_as_the_sync_has_it() {
    let alone = synced("");
    let newer = synced(r#",{"id":"4","delivery_status":"READ","timestamp":1793487700}"#);
    assert!(alone.join().unwrap()(alone.raw(), newer.raw()).is_none(), "the newer takes its place");
    let mut gathered = Gathered::default();
    gathered.recall(Kind::Delivery, alone.raw()).unwrap();
    let records = gathered.records();
    let [same] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!((same.raw(), same.digest(), same.record()), (alone.raw(), alone.digest(), alone.record()));
}
