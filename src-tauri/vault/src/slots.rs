//! The key slots of one store.

use crate::file::{self, Body};
use crate::slot::{Place, Slot, check_person};
use crate::{Cost, Error, Result, Secret, StoreKey, random};
use std::path::{Path, PathBuf};

/// Names a slot: 16 hexadecimal digits.
pub type SlotId = String;

/// An unlock that succeeded: the key, the slot that gave it, and the person the slot is for.
pub type Unlocked = (StoreKey, SlotId, String);

/// The slot file of a store's folder, read and checked.
#[derive(Debug)]
pub struct Slots {
    dir: PathBuf,
    body: Body,
}

impl Slots {
    /// Writes the slot file of a new store with one slot for `person`, and a new key. `dir` must
    /// exist; `now` is epoch milliseconds.
    ///
    /// # Errors
    /// [`Error::Exists`] rather than overwriting; [`Error::PassphraseLength`], [`Error::PersonName`],
    /// [`Error::Cost`] and [`Error::Io`].
    pub fn create(
        dir: &Path,
        person: &str,
        passphrase: &Secret,
        cost: Cost,
        now: i64,
    ) -> Result<(Self, StoreKey)> {
        check_person(person)?;
        let path = file::path(dir);
        if path.symlink_metadata().is_ok() {
            return Err(Error::Exists(path));
        }
        let key = StoreKey::generate()?;
        let mut body = Body::new(hex::encode(random::<16>()?), Vec::new());
        body.slots.push(Slot::wrap(place(&body), person, passphrase, &key, cost, now)?);
        file::replace(dir, &body)?;
        Ok((Self { dir: dir.to_owned(), body }, key))
    }

    /// Reads the slot file in `dir`.
    ///
    /// # Errors
    /// [`Error::Absent`], [`Error::Damaged`], [`Error::Newer`], [`Error::Cost`] when it asks for more
    /// than any program writes, [`Error::Io`].
    pub fn open(dir: &Path) -> Result<Self> {
        Ok(Self { dir: dir.to_owned(), body: file::read(dir)? })
    }

    /// Tries `passphrase` on every slot. Takes the cost of each slot tried.
    ///
    /// # Errors
    /// [`Error::WrongPassphrase`] when it opens none.
    pub fn unlock(&self, passphrase: &Secret) -> Result<Unlocked> {
        for slot in &self.body.slots {
            if let Some(key) = slot.unwrap(place(&self.body), passphrase)? {
                return Ok((key, slot.id.clone(), slot.person.clone()));
            }
        }
        Err(Error::WrongPassphrase)
    }

    /// Wraps the key of slot `id` under `new` instead of `old`. The key stays, the data is not
    /// touched, and on any error the old passphrase still holds.
    ///
    /// # Errors
    /// [`Error::NoSlot`], [`Error::WrongPassphrase`] when `old` is not this slot's, and those of
    /// [`Slots::create`].
    pub fn change(&mut self, id: &str, old: &Secret, new: &Secret, cost: Cost) -> Result<()> {
        new.bytes()?;
        cost.check()?;
        let mut body = self.body.clone();
        let store_id = body.store_id.clone();
        let place = Place { store_id: &store_id, version: body.version };
        let slot = body.slots.iter_mut().find(|s| s.id == id).ok_or_else(|| Error::NoSlot(id.to_owned()))?;
        let key = slot.unwrap(place, old)?.ok_or(Error::WrongPassphrase)?;
        *slot = slot.rewrap(place, new, &key, cost)?;
        file::replace(&self.dir, &body)?;
        self.body = body;
        Ok(())
    }

    /// Names of the persons who have a slot, in the order the slots were made.
    pub fn persons(&self) -> Vec<String> {
        self.body.slots.iter().map(|s| s.person.clone()).collect()
    }

    /// Name of the slot that was made first, the one of the person who made the store.
    pub fn first(&self) -> Option<SlotId> {
        self.body.slots.first().map(|s| s.id.clone())
    }

    /// Takes back a slot file that was just made, because its store could not be. Never for one that was read.
    pub fn discard(&self) {
        // If it cannot be removed, the next attempt says that it lies there.
        let _ = std::fs::remove_file(file::path(&self.dir));
    }

    /// Names the store for ever: 32 random hexadecimal digits, no secret.
    pub fn store_id(&self) -> &str {
        &self.body.store_id
    }
}

fn place(body: &Body) -> Place<'_> {
    Place { store_id: &body.store_id, version: body.version }
}

#[cfg(test)]
mod tests;
