//! The answers: ids in order, windows of rows, counts of values, counts over time.

mod facets;
mod histogram;
mod ids;
mod rows;

pub use facets::{Facet, Facets, facets};
pub use histogram::{Histogram, histogram};
pub use ids::{count, ids};
pub use rows::{Cell, Row, rows};
