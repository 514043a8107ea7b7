//! `init`: a new store.

use crate::args::Global;
use crate::door;
use crate::end::End;
use crate::out::Out;
use api::Asker;
use api::calls::store::Create;
use serde_json::json;

pub fn run(global: &Global, out: &Out, person: String) -> Result<(), End> {
    let desk = door::desk(global)?;
    let passphrase = door::passphrase(global, true)?;
    let person = desk.ask(Asker::NOBODY, Create { person, passphrase })?;
    let path = desk.dir().display().to_string();
    desk.close();
    let words = || format!("The store in {path} is made; {} holds its first key.", person.name);
    out.result(&json!({ "store": path, "person": person }), words)
}
