//! Query text: its grammar, its meaning, its canonical form.
//!
//! ```text
//! query   = { term }
//! term    = [ "-" ] ( word | quoted | field ":" [ "-" ] value { "," value } )
//! value   = [ "=" ] quoted | bare
//! ```
//! Words and quoted phrases are searched for as they stand; all must be there. The values of one
//! chip are alternatives. `-` says not. What a value means depends on the field it is given to:
//! see [`Value`].

mod ast;
mod chip;
mod lex;
mod moment;
mod number;
mod parse;
mod print;
mod span;
mod value;

pub use ast::{Code, Query, Span, Term, Test, Value};
pub use chip::{Chip, choice_label};
pub use moment::{Moment, Unit};
pub use parse::{ParseError, parse};

#[cfg(test)]
mod tests;
