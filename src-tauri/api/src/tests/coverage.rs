//! What a list says of what the store does not hold yet.

use super::world::World;
use crate::calls::results::Open;
use crate::{Desk, Sort, Subject};
use store::Checkpoint;

fn words(world: &World, subject: Subject) -> Option<String> {
    world.ask(Open::whole(subject, "", Sort::newest(subject), 0)).coverage
}

#[test]
fn a_list_says_what_it_does_not_cover_yet() {
    // shows S0.9
    let world = World::new(300);
    for (subject, what) in [(Subject::Messages, "messages"), (Subject::Sessions, "chats")] {
        let expected = format!("The {what} of Shop were not loaded yet. Refresh fetches them.");
        assert_eq!(words(&world, subject), Some(expected));
    }
    let world = World::synced(300);
    for subject in Subject::ALL {
        assert_eq!(words(&world, subject), None, "{subject}");
    }
}

#[test]
fn a_first_load_that_was_left_says_how_far_it_came() {
    // shows S0.9
    let world = World::synced(300);
    let open = world.desk.opened().unwrap();
    let account = store::account::list(&open.view().unwrap()).unwrap()[0].id;
    let left = Checkpoint { cursor: Some("c1.message.f.1.0".into()), updated_since: None, at: 0 };
    open.store
        .write(|tx| {
            tx.checkpoint_set(account, "message", &left)?;
            tx.account_set_last_sync(account, Desk::now(), Some("Cancelled."))
        })
        .unwrap();
    let said = words(&world, Subject::Messages).unwrap();
    assert!(said.starts_with("The first load of Shop is not finished: some messages from "), "{said}");
    assert_eq!(words(&world, Subject::Deliveries), None, "what is whole is not spoken of");
    // A fault of another kind, later, says nothing about what was loaded to its end.
    assert_eq!(words(&world, Subject::Sessions), None);
}
