//! One file a verb.

mod account;
mod demo;
mod export;
mod import;
mod init;
mod providers;
mod query;
mod register;
mod sync;

use crate::args::{Args, Verb};
use crate::end::End;
use crate::out::Out;

pub fn run(args: Args, out: &Out) -> Result<(), End> {
    let global = args.global;
    match args.verb {
        Verb::Demo(demo) => demo::run(demo, out),
        Verb::Init { person } => init::run(&global, out, person),
        Verb::Account(account) => account::run(&global, out, account),
        Verb::Sync { watch: true, .. } => sync::watch(&global, out),
        Verb::Sync { names, .. } => sync::run(&global, out, &names),
        Verb::Import(asked) => import::run(&global, out, asked),
        Verb::Query(query) => query::run(&global, out, query),
        Verb::Export(export) => export::run(&global, out, export),
        Verb::Register(what) => register::run(&global, out, &what),
        Verb::Identify { file } => register::identify(&global, out, &file),
        Verb::Providers => providers::run(&global, out),
    }
}
