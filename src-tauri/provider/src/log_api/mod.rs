//! The Counterfoil log API: our own open format, for gateways and in-house systems.

pub mod wire;
