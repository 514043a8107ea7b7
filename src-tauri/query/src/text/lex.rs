//! Query text to pieces with their places. Reads any text whatever: what is wrong with a piece is
//! for [`parse`](super::parse) to say.

use std::ops::Range;
use winnow::Result;
use winnow::ascii::multispace0;
use winnow::combinator::{alt, not, opt, preceded, repeat, separated, terminated};
use winnow::prelude::*;
use winnow::stream::LocatingSlice;
use winnow::token::{none_of, one_of, rest, take_while};

type Input<'a> = LocatingSlice<&'a str>;

/// Places are byte offsets.
#[derive(Debug, PartialEq)]
pub struct Piece {
    pub at: Range<usize>,
    pub negated: bool,
    pub body: Body,
}

#[derive(Debug, PartialEq)]
pub enum Body {
    Text(Written),
    Field { name: String, name_at: Range<usize>, negated: bool, values: Vec<Written> },
}

#[derive(Debug, PartialEq)]
pub struct Written {
    pub at: Range<usize>,
    pub text: String,
    pub quoted: bool,
    /// `=` stood before it.
    pub exact: bool,
    /// Its closing quotation mark is there, or it needs none.
    pub closed: bool,
}

pub fn pieces(text: &str) -> Vec<Piece> {
    let mut input = LocatingSlice::new(text);
    let all: Result<Vec<Piece>> =
        preceded(space, repeat(0.., terminated(piece, space))).parse_next(&mut input);
    // Every alternative of `piece` fails only at the end, so nothing is ever left over.
    all.unwrap_or_default()
}

/// `multispace0` knows ASCII only; people paste other spaces too.
fn space<'a>(input: &mut Input<'a>) -> Result<&'a str> {
    alt((take_while(1.., char::is_whitespace), multispace0)).parse_next(input)
}

fn piece(input: &mut Input<'_>) -> Result<Piece> {
    let negated = opt(terminated('-', not(end_of_term)));
    let ((negated, body), at) = (negated, alt((field, quoted.map(Body::Text), word.map(Body::Text))))
        .with_span()
        .parse_next(input)?;
    Ok(Piece { at, negated: negated.is_some(), body })
}

/// A dash that stands alone is a word.
fn end_of_term(input: &mut Input<'_>) -> Result<()> {
    alt((one_of(char::is_whitespace).void(), winnow::combinator::eof.void())).parse_next(input)
}

fn field(input: &mut Input<'_>) -> Result<Body> {
    let (name, name_at) = terminated(name, (':', not("//"))).with_span().parse_next(input)?;
    let negated = opt('-').parse_next(input)?.is_some();
    let values = separated(1.., value, ',').parse_next(input)?;
    let name_at = name_at.start..name_at.start + name.len();
    Ok(Body::Field { name: name.to_ascii_lowercase(), name_at, negated, values })
}

fn name<'a>(input: &mut Input<'a>) -> Result<&'a str> {
    let first = one_of(|c: char| c.is_ascii_alphabetic());
    (first, take_while(0.., |c: char| c.is_ascii_alphanumeric() || c == '_')).take().parse_next(input)
}

fn value(input: &mut Input<'_>) -> Result<Written> {
    let bare = take_while(0.., |c: char| !c.is_whitespace() && c != ',' && c != '"');
    let ((exact, mut written), at) =
        (opt('='), alt((quoted, bare.with_span().map(plain)))).with_span().parse_next(input)?;
    written.exact = exact.is_some();
    written.at = at;
    Ok(written)
}

fn word(input: &mut Input<'_>) -> Result<Written> {
    take_while(1.., |c: char| !c.is_whitespace() && c != '"').with_span().map(plain).parse_next(input)
}

fn plain((text, at): (&str, Range<usize>)) -> Written {
    Written { at, text: text.to_owned(), quoted: false, exact: false, closed: true }
}

fn quoted(input: &mut Input<'_>) -> Result<Written> {
    let character = alt((preceded('\\', one_of(['"', '\\'])), none_of('"')));
    let text = repeat(0.., character).fold(String::new, |mut text, c: char| {
        text.push(c);
        text
    });
    let ((_, text, end), at) = ('"', text, opt('"')).with_span().parse_next(input)?;
    Ok(Written { at, text, quoted: true, exact: false, closed: end.is_some() })
}

/// Whether a word may stand without quotation marks and be read as that word.
pub fn stands_bare(text: &str) -> bool {
    let mut input = LocatingSlice::new(text);
    let alone: Result<(Written, &str)> = (word, rest).parse_next(&mut input);
    let is_word = alone.is_ok_and(|(word, rest)| word.text == text && rest.is_empty());
    is_word && !text.starts_with('-') && field(&mut LocatingSlice::new(text)).is_err()
}
