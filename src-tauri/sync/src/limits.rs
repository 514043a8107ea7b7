//! Every bound of this crate, with its source.

use model::Millis;

/// How far behind the latest change the next run begins. Source: the contract of issue 2; servers behind a
/// balancer differ by seconds, a transaction that commits late by minutes.
pub const OVERLAP: Millis = 5 * 60 * 1000;
