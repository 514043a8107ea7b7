//! Exports of a real store, opened by the tool that receivers open them with.

mod handed_out;
mod killed;
mod refused;
mod world;
