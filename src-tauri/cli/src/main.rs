//! `counterfoil`: the same api as the window, for schedules and scripts (docs/CLI.md).
//!
//! It promises: secrets are never arguments; with `--json` standard output holds JSON and nothing
//! else; the exit code says what kind of end it was. It holds no rule of its own: every one lies
//! behind `api`.

mod args;
mod door;
mod end;
mod interrupt;
mod out;
mod verbs;
mod wait;

use clap::Parser;
use std::process::ExitCode;

/// Faster than the system's for many small strings, on each system (docs/decisions/0007-allocator.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let out = out::Out::new(args.global.json);
    interrupt::watch();
    match verbs::run(args, &out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(end) => end.tell(&out),
    }
}
