//! `sync`: fetch what is new.

use super::account::by_name;
use crate::args::Global;
use crate::end::End;
use crate::out::Out;
use crate::{door, wait};
use api::calls::sync::Start;

pub fn run(global: &Global, out: &Out, names: &[String]) -> Result<(), End> {
    let (desk, asker) = door::unlocked(global)?;
    let accounts = names.iter().map(|name| by_name(&desk, asker, name)).collect::<Result<_, End>>()?;
    let job = desk.ask(asker, Start { accounts })?;
    let job = wait::wait(&desk, asker, out, job)?;
    desk.close();
    let words = || match &job.sync {
        Some(s) => {
            format!("{} records: {} new, {} changed, {} unchanged.", s.records, s.new, s.changed, s.unchanged)
        }
        None => String::new(),
    };
    out.result(&job, words)
}
