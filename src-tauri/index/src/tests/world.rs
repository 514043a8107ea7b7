//! Random rows, in segments as they come about: late rows, changed rows, deleted rows, merges.

use crate::{
    Ask, Bits, Cache, Catalog, Draft, Field, FieldKind, Memory, Part, Row, Schema, Segment, find, merge,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

pub const COLOUR: u8 = 0;
pub const TAG: u8 = 1;
pub const SIZE: u8 = 2;
pub const SESSION: u8 = 3;

pub static SCHEMA: Schema = Schema {
    name: "test",
    fields: &[
        Field { name: "colour", kind: FieldKind::Value },
        Field { name: "tag", kind: FieldKind::Values },
        Field { name: "size", kind: FieldKind::Number },
        Field { name: "session", kind: FieldKind::Number },
    ],
};

/// What happens to a store.
#[derive(Debug, Clone)]
pub enum Op {
    Put(Row),
    Remove(i64),
    Seal,
    /// The segments at these places, as far as there are any.
    Merge(Vec<usize>),
}

pub struct World {
    /// The rows as they are now, by id.
    pub rows: BTreeMap<i64, Row>,
    pub parts: Vec<(Arc<Segment>, Bits)>,
    pub pieces: Memory,
    pub cache: Cache,
    draft: Draft,
    numbers: u32,
}

impl World {
    pub fn new(ops: Vec<Op>) -> Self {
        let mut world = Self::empty();
        for op in ops {
            world.apply(op);
            let live = world.catalog().live();
            assert_eq!(live + world.draft.len() as u64, world.rows.len() as u64);
        }
        world.seal();
        world
    }

    fn empty() -> Self {
        Self {
            rows: BTreeMap::new(),
            parts: Vec::new(),
            pieces: Memory::default(),
            cache: Cache::new(1 << 20),
            draft: Draft::new(&SCHEMA),
            numbers: 0,
        }
    }

    /// A segment a text.
    pub fn of_texts(texts: &[&str]) -> Self {
        let row = |(id, text): (i64, &&str)| Row { id, texts: vec![(*text).to_owned()], ..Row::default() };
        let ops = (0..).zip(texts).map(row).flat_map(|row| [Op::Put(row), Op::Seal]);
        Self::new(ops.collect())
    }

    pub fn catalog(&self) -> Catalog {
        let part = |(segment, dead): &(Arc<Segment>, Bits)| Part {
            segment: Arc::clone(segment),
            dead: Arc::new(dead.clone()),
        };
        Catalog { schema: &SCHEMA, parts: self.parts.iter().map(part).collect() }
    }

    fn apply(&mut self, op: Op) {
        match op {
            Op::Put(row) => {
                self.bury(row.id);
                self.draft.add(&row).unwrap();
                self.rows.insert(row.id, row);
            }
            Op::Remove(id) => {
                self.bury(id);
                self.draft.remove(id);
                self.rows.remove(&id);
            }
            Op::Seal => self.seal(),
            Op::Merge(places) => self.merge(places),
        }
    }

    /// Marks the row dead where a segment has it.
    fn bury(&mut self, id: i64) {
        let Some(row) = self.rows.get(&id) else { return };
        for (segment, dead) in &mut self.parts {
            let part = Part { segment: Arc::clone(segment), dead: Arc::new(dead.clone()) };
            let catalog = Catalog { schema: &SCHEMA, parts: vec![part] };
            let ask = Ask::Keys(vec![(row.at, id)]);
            let found = find(&catalog, &self.pieces, &self.cache, ask, &|| false).unwrap();
            for hit in found.window(&self.pieces, &self.cache, 0, 2, false).unwrap() {
                dead.insert(hit.row());
            }
        }
    }

    fn seal(&mut self) {
        let draft = std::mem::replace(&mut self.draft, Draft::new(&SCHEMA));
        self.numbers += 1;
        let segment = draft.seal(self.numbers, &mut self.pieces).unwrap();
        self.keep(segment);
    }

    fn merge(&mut self, places: Vec<usize>) {
        let catalog = self.catalog();
        let parts: Vec<Part> = places.iter().filter_map(|place| catalog.parts.get(*place)).cloned().collect();
        if parts.is_empty() {
            return;
        }
        self.numbers += 1;
        let mut out = Memory::default();
        let segment = merge(&parts, &self.pieces, self.numbers, &mut out, &|| false).unwrap();
        self.parts.retain(|(old, _)| parts.iter().all(|part| part.segment.number() != old.number()));
        self.pieces.pieces.retain(|key, _| parts.iter().all(|part| part.segment.number() != key.segment));
        self.pieces.pieces.extend(out.pieces);
        self.keep(segment);
    }

    /// Keeps a segment as a store does: as its facts.
    fn keep(&mut self, segment: Segment) {
        let opened = Segment::open(&SCHEMA, segment.number(), &segment.facts()).unwrap();
        assert_eq!(format!("{opened:?}"), format!("{segment:?}"));
        if opened.rows() > 0 {
            let dead = Bits::none(opened.rows());
            self.parts.push((Arc::new(opened), dead));
        } else {
            assert!(self.pieces.pieces.keys().all(|key| key.segment != segment.number()));
        }
    }
}

pub fn ops() -> impl Strategy<Value = Vec<Op>> {
    let op = prop_oneof![
        20 => row().prop_map(Op::Put),
        3 => (0i64..24).prop_map(Op::Remove),
        3 => Just(Op::Seal),
        1 => prop::collection::btree_set(0usize..5, 1..4).prop_map(|places| Op::Merge(places.into_iter().collect())),
    ];
    prop::collection::vec(op, 0..60)
}

pub fn row() -> impl Strategy<Value = Row> {
    (
        (-20i64..20, 0i64..24),
        prop::option::of(value()),
        prop::collection::vec(prop::sample::select(vec!["vip", "spam", "s\u{1f}Übrig", ""]), 0..3),
        prop::option::of(-3i64..300),
        prop::option::of(0i64..9),
        prop::collection::vec(text(), 0..3),
    )
        .prop_map(|((at, id), colour, tags, size, session, texts)| {
            let tags = tags.into_iter().map(|tag| (TAG, tag.to_owned()));
            Row {
                at,
                id,
                values: colour.map(|colour| (COLOUR, colour)).into_iter().chain(tags).collect(),
                numbers: size.map(|n| (SIZE, n)).into_iter().chain(session.map(|n| (SESSION, n))).collect(),
                texts,
            }
        })
}

pub fn value() -> impl Strategy<Value = String> {
    let some = ["red", "green", "Grün", "", "+49 (89) 12-34", "0891234", "c\u{1f}Blau"];
    prop::sample::select(some.map(str::to_owned).to_vec())
}

pub fn text() -> impl Strategy<Value = String> {
    let words = [
        "Order",
        "order1234",
        "de",
        "la",
        "facture",
        "Grüße",
        "订单",
        "单",
        "주문",
        "カメラ",
        "😀",
        "👍",
        "é",
        "x",
        "12",
    ];
    let joints = [" ", " ", " ", "-", ", ", "", "\n", "\u{ad}"];
    let words = (prop::sample::select(words.to_vec()), prop::sample::select(joints.to_vec()));
    prop_oneof![
        4 => prop::collection::vec(words, 0..7)
            .prop_map(|words| words.into_iter().map(|(word, joint)| format!("{word}{joint}")).collect()),
        1 => "[abÄß 订가😀.]{0,9}",
    ]
}
