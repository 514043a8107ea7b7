//! The answers: ids in order, windows of rows, counts of values, counts over time.

mod counted;
mod facets;
mod histogram;
mod ids;
mod percentiles;
mod rows;

pub use facets::{Facet, Facets, facets, facets_of};
pub use histogram::{Histogram, Per, Series, SeriesBars, histogram, histogram_per, series};
pub use ids::{count, ids};
pub use percentiles::{Percentiles, percentiles};
pub use rows::{Cell, Row, rows};
