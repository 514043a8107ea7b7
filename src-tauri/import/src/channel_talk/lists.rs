//! JSON, read one object after another.

use super::{Object, sheet_of};
use crate::Form;
use crate::error::{Error, Result};
use crate::file::{Decoded, Encoding, Metered, Source};
use crate::limits;
use provider::channel_talk::file::Sheet;
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::cell::{Cell, RefCell};
use std::fmt;

type Each<'e> = &'e mut dyn FnMut(Sheet, Option<u64>, Object) -> Result<()>;

/// Gives each object of each list; the names of lists that are not known.
pub(super) fn each(source: &Source, each: Each<'_>) -> Result<Vec<String>> {
    source.with(|reader| {
        let budget = Cell::new(limits::ROW);
        let reader = Metered::new(Decoded::new(reader, Encoding::Utf8), &budget);
        let walk = Walk {
            each: RefCell::new(each),
            budget: &budget,
            fault: RefCell::default(),
            others: RefCell::default(),
        };
        let mut json = serde_json::Deserializer::from_reader(std::io::BufReader::new(reader));
        let read = Part { walk: &walk, name: None }.deserialize(&mut json).and_then(|()| json.end());
        let Walk { fault, others, .. } = walk;
        if let Some(fault) = fault.into_inner() {
            return Err(fault);
        }
        match read {
            Ok(()) => Ok(others.into_inner()),
            Err(error) if error.is_io() => Err(std::io::Error::from(error).into()),
            Err(error) => {
                let what = format!("its JSON breaks off or is damaged at line {}", error.line());
                Err(Error::Form { form: Form::ChannelTalk.title(), what })
            }
        }
    })
}

struct Walk<'w> {
    each: RefCell<Each<'w>>,
    budget: &'w Cell<u64>,
    fault: RefCell<Option<Error>>,
    others: RefCell<Vec<String>>,
}

/// The whole, or what stands under a name of it.
struct Part<'p, 'w> {
    walk: &'p Walk<'w>,
    name: Option<String>,
}

impl<'de> DeserializeSeed<'de> for Part<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> std::result::Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

/// Lists in one page beside others that tell nothing of their own.
const MOST_NAMES: usize = 20;

impl<'de> Visitor<'de> for Part<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("lists of objects")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<(), A::Error> {
        if self.name.is_some() {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                self.walk.budget.set(limits::ROW);
            }
            return Ok(());
        }
        while let Some(name) = map.next_key::<String>()? {
            self.walk.budget.set(limits::ROW);
            map.next_value_seed(Part { walk: self.walk, name: Some(name) })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<(), A::Error> {
        // A list by itself is one of chats.
        let sheet = self.name.as_deref().map_or(Some(Sheet::UserChat), sheet_of);
        let Some(sheet) = sheet else {
            let mut others = self.walk.others.borrow_mut();
            if others.len() < MOST_NAMES {
                others.extend(self.name);
            }
            drop(others);
            while list.next_element::<IgnoredAny>()?.is_some() {
                self.walk.budget.set(limits::ROW);
            }
            return Ok(());
        };
        while let Some(object) = list.next_element::<Box<RawValue>>()? {
            self.walk.budget.set(limits::ROW);
            let given = (self.walk.each.borrow_mut())(sheet, None, Ok(object.get().to_owned()));
            if let Err(fault) = given {
                *self.walk.fault.borrow_mut() = Some(fault);
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> std::result::Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> std::result::Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> std::result::Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> std::result::Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> std::result::Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> std::result::Result<(), E> {
        Ok(())
    }
}
