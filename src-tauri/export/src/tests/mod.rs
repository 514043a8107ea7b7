//! Exports of a real store, opened by the tool that receivers open them with.

mod documented;
mod handed_out;
mod killed;
mod refused;
mod world;
