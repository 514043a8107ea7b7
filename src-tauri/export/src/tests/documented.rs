//! docs/FORMAT.md names everything that a file holds.

use super::world::{World, unpacked};
use query::{AUDIT, Subject};
use serde_json::Value;

const PAGE: &str = include_str!("../../../../docs/FORMAT.md");

fn names(thing: &str) -> bool {
    PAGE.contains(&format!("`{thing}`"))
}

#[test]
fn the_format_page_names_every_key() {
    // shows B11
    let world = World::new(10);
    let done = world.run(&world.spec(Subject::Messages, "")).unwrap();
    let manifest = std::fs::read(unpacked(&done.path).path().join("manifest.json")).unwrap();
    let Value::Object(manifest) = serde_json::from_slice(&manifest).unwrap() else { panic!("no object") };
    let mut keys: Vec<String> = manifest.keys().cloned().collect();
    for part in ["purpose", "register"] {
        keys.extend(manifest[part].as_object().unwrap().keys().cloned());
    }
    keys.extend(manifest["files"][0].as_object().unwrap().keys().cloned());
    for entry in world.entries() {
        keys.extend(entry.detail.keys().cloned());
        keys.push(serde_json::to_value(entry.kind).unwrap().as_str().unwrap().to_owned());
    }
    for key in keys {
        assert!(names(&key), "docs/FORMAT.md does not name `{key}`");
    }
}

#[test]
fn the_format_page_lists_the_columns_in_order() {
    // shows S1.2
    let rows: Vec<_> = AUDIT.iter().map(|c| format!("| `{}` | {} |", c.id, c.title)).collect();
    let places: Vec<_> = rows.iter().map(|row| PAGE.find(row.as_str())).collect();
    assert!(places.iter().all(Option::is_some), "a column is missing");
    assert!(places.is_sorted(), "the columns stand in the seed's order");
}
