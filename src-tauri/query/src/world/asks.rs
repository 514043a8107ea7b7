//! Questions that a person could ask of this world: their values are taken from it.

use super::rng::Rng;
use super::{NOW, World};
use crate::column::{Field, Filter};
use crate::text::{Code, Moment, Query, Span, Term, Test, Unit, Value};
use crate::{Cell, Subject, columns, fields};
use model::Stamp;

impl World {
    /// Up to `most` terms; about one in three says not.
    pub fn ask(&self, subject: Subject, most: usize, rng: &mut Rng) -> Query {
        let zone = rng.pick(&[0, 60, -300, 345]);
        let count = 1 + rng.below(most);
        let terms = (0..count).map(|_| Term { negated: rng.once_in(3), test: self.test(subject, rng) });
        Query { subject, zone, now: NOW, terms: terms.collect() }
    }

    fn test(&self, subject: Subject, rng: &mut Rng) -> Test {
        if rng.once_in(3) {
            return Test::Text(self.words(rng));
        }
        let all: Vec<&'static Field> = fields(subject).collect();
        self.test_of(subject, rng.pick(&all), rng)
    }

    pub fn test_of(&self, subject: Subject, field: &'static Field, rng: &mut Rng) -> Test {
        let count = 1 + rng.below(2);
        Test::Field {
            name: field.name,
            values: (0..count).map(|_| self.value(subject, field, rng)).collect(),
        }
    }

    /// A piece of what someone said or is called.
    pub fn words(&self, rng: &mut Rng) -> String {
        let from = match rng.below(5) {
            0 => rng.pick(super::make::NAMES).to_owned(),
            1 => rng.pick(super::make::NUMBERS).to_owned(),
            _ => self.messages[rng.below(self.messages.len())].1.text.clone(),
        };
        piece(&from, rng)
    }

    fn value(&self, subject: Subject, field: &Field, rng: &mut Rng) -> Value {
        let cell = columns(subject)
            .iter()
            .find(|c| c.field.is_some_and(|f| f.name == field.name))
            .map_or(Cell::Null, |c| self.cell(subject, rng.below(self.len(subject)), c.id));
        let whole = match &cell {
            Cell::Text(text) => text.clone(),
            Cell::List(list) if !list.is_empty() => rng.pick(list),
            _ => "none such".to_owned(),
        };
        let choices: Vec<_> = field.filter.choices().into_iter().map(|(value, _)| value.to_owned()).collect();
        match field.filter {
            Filter::Id { .. } => Value::Text { text: whole, exact: false },
            Filter::Tags(_) => {
                Value::Text { text: if rng.once_in(2) { whole.to_uppercase() } else { whole }, exact: false }
            }
            Filter::Choice { open: true, .. } if rng.once_in(2) => Value::Choice("telegram".to_owned()),
            Filter::Choice { .. } | Filter::Has(_) => Value::Choice(rng.pick(&choices)),
            Filter::Code(_) => Value::Code(match rng.below(4) {
                0 => Code::Exact(whole),
                1 => Code::Class(u8::try_from(rng.between(1, 6)).unwrap()),
                2 => Code::Ok,
                _ => Code::Failed,
            }),
            Filter::Time(_) => Value::Time(time(rng)),
            Filter::Amount(_) => {
                let number = |rng: &mut Rng| rng.pick(&[0.0, 0.5, 1.0, 3.0, 12.25]);
                Value::Amount(span(rng, number))
            }
            Filter::Duration(_) => Value::Duration(span(rng, |rng| rng.between(0, 8_000_000))),
            _ if rng.once_in(3) => Value::Text { text: whole, exact: true },
            _ => Value::Text { text: piece(&whole, rng), exact: false },
        }
    }
}

fn piece(text: &str, rng: &mut Rng) -> String {
    let chars: Vec<char> = text.chars().collect();
    let from = rng.below(chars.len().max(1));
    let length = 1 + rng.below(8);
    let piece: String = chars.iter().skip(from).take(length).collect();
    if piece.trim().is_empty() { "e".to_owned() } else { piece }
}

fn span<T: PartialOrd>(rng: &mut Rng, one: impl Fn(&mut Rng) -> T) -> Span<T> {
    let (a, b) = (one(rng), one(rng));
    match rng.below(6) {
        0 => Span::At(a),
        1 => Span::From(a),
        2 => Span::To(a),
        3 => Span::Over(a),
        4 => Span::Under(a),
        _ if a <= b => Span::Between(a, b),
        _ => Span::Between(b, a),
    }
}

fn time(rng: &mut Rng) -> Span<Moment> {
    let stamp = |rng: &mut Rng| Stamp { at: rng.between(NOW - 60 * 86_400_000, NOW), offset: 60 };
    let moment = |rng: &mut Rng| {
        let at = stamp(rng);
        let local = at.local().unwrap().naive_local();
        match rng.below(6) {
            0 => Moment::read(&local.format("%Y-%m").to_string()).unwrap(),
            1 | 2 => Moment::Day(local.date()),
            3 => Moment::Ago(u32::try_from(rng.below(50)).unwrap(), Unit::Days),
            4 => Moment::Yesterday,
            _ => Moment::Instant(at),
        }
    };
    match rng.below(5) {
        0 => Span::At(moment(rng)),
        1 => Span::From(moment(rng)),
        2 => Span::To(moment(rng)),
        3 => Span::Over(moment(rng)),
        _ => {
            let (a, b) = (stamp(rng), stamp(rng));
            let day = |s: Stamp| Moment::Day(s.local().unwrap().date_naive());
            if a <= b { Span::Between(day(a), day(b)) } else { Span::Between(day(b), day(a)) }
        }
    }
}
