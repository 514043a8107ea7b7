//! Answering a question, one segment after the other.

use crate::reading::Reading;
use crate::{Ask, Bits, Cache, Catalog, Error, Found, Part, Pieces, Result, Segment};

mod field;
mod text;
mod verdict;
pub(crate) use verdict::Verdict;

/// A question under way.
pub struct Finder<'a> {
    pieces: &'a dyn Pieces,
    cache: &'a Cache,
    ask: Ask,
    stop: &'a dyn Fn() -> bool,
    /// Parts that are left, the newest last.
    left: Vec<Part>,
    found: Found,
}

/// What the question finds in the whole catalog.
///
/// `stop` is looked at about every millisecond; once it says so, the answer is [`Error::Stopped`].
pub fn find(
    catalog: &Catalog,
    pieces: &dyn Pieces,
    cache: &Cache,
    ask: Ask,
    stop: &dyn Fn() -> bool,
) -> Result<Found> {
    let mut finder = Finder::new(catalog, pieces, cache, ask, stop);
    while finder.step()? {}
    Ok(finder.into_found())
}

/// What each of several questions finds that have `common` to all: the `n`-th asks as well what each of
/// `asks` asks, but the `n`-th of them. As many as `asks`; what two of them ask is answered once.
///
/// Errors: as [`find`].
pub fn find_without_each(
    catalog: &Catalog,
    pieces: &dyn Pieces,
    cache: &Cache,
    common: &Ask,
    asks: &[Ask],
    stop: &dyn Fn() -> bool,
) -> Result<Vec<Found>> {
    let mut found = vec![Found::default(); asks.len()];
    // One alone is not asked of anybody.
    let asked = if asks.len() > 1 { asks } else { &[] };
    for part in catalog.parts.iter().filter(|part| part.live() > 0) {
        let eval = Eval { reading: Reading::new(&part.segment, pieces, cache), stop };
        let mut common = eval.eval(common, None)?;
        common.take_out(&part.dead);
        if common.is_never() {
            continue;
        }
        let left = common.possible();
        let answers = asked.iter().map(|ask| eval.eval(ask, Some(&left))).collect::<Result<Vec<_>>>()?;
        for (n, found) in found.iter_mut().enumerate() {
            let mut verdict = common.clone();
            let others = answers.iter().enumerate().filter(|(other, _)| *other != n);
            others.for_each(|(_, answer)| verdict.and(answer));
            found.push(&part.segment, verdict);
        }
    }
    Ok(found)
}

impl<'a> Finder<'a> {
    pub fn new(
        catalog: &Catalog,
        pieces: &'a dyn Pieces,
        cache: &'a Cache,
        ask: Ask,
        stop: &'a dyn Fn() -> bool,
    ) -> Self {
        let mut left: Vec<Part> = catalog.parts.iter().filter(|part| part.live() > 0).cloned().collect();
        left.sort_by_key(|part| part.segment.last);
        Self { pieces, cache, ask, stop, left, found: Found::default() }
    }

    /// Looks into one more segment, the newest of those left. False when none was left.
    pub fn step(&mut self) -> Result<bool> {
        let Some(part) = self.left.pop() else { return Ok(false) };
        let mut verdict = eval(&part.segment, self.pieces, self.cache, &self.ask, self.stop)?;
        verdict.take_out(&part.dead);
        self.found.push(&part.segment, verdict);
        Ok(true)
    }

    /// The last moment of the segments that are left: newer rows than that will not be found any more.
    pub fn covered_from(&self) -> Option<i64> {
        self.left.last().map(|part| part.segment.last_at())
    }

    /// What was found up to now.
    pub fn found(&self) -> &Found {
        &self.found
    }

    pub fn into_found(self) -> Found {
        self.found
    }
}

/// What the rows of one segment answer, dead or not.
pub(crate) fn eval(
    segment: &Segment,
    pieces: &dyn Pieces,
    cache: &Cache,
    ask: &Ask,
    stop: &dyn Fn() -> bool,
) -> Result<Verdict> {
    Eval { reading: Reading::new(segment, pieces, cache), stop }.eval(ask, None)
}

/// Answers for one segment.
struct Eval<'a> {
    reading: Reading<'a>,
    stop: &'a dyn Fn() -> bool,
}

impl Eval<'_> {
    fn rows(&self) -> u32 {
        self.reading.rows()
    }

    /// The answer; where `of` is given, it needs to be right for these rows only.
    fn eval(&self, ask: &Ask, of: Option<&Bits>) -> Result<Verdict> {
        if (self.stop)() {
            return Err(Error::Stopped);
        }
        let rows = self.rows();
        Ok(match ask {
            Ask::All => Verdict::all(rows),
            Ask::Never => Verdict::none(rows),
            Ask::Unknown => Verdict::maybe(Bits::all(rows)),
            Ask::And(asks) => self.and(asks, of)?,
            Ask::Or(asks) => self.or(asks, of)?,
            Ask::Not(ask) => {
                let mut verdict = self.eval(ask, of)?;
                verdict.flip();
                verdict
            }
            Ask::Time { from, until } => self.time(*from, *until)?,
            Ask::Is { field, values } => Verdict::sure(self.is(*field, values)?),
            Ask::Value { field, test, narrow } => Verdict::sure(self.value(*field, test, narrow)?),
            Ask::Given { field } => Verdict::sure(self.given(*field)?),
            Ask::Number { field, from, until } => self.number(*field, *from, *until)?,
            Ask::Linked { field, sure, maybe } => self.linked(*field, sure, maybe, of)?,
            Ask::Text { folded } => self.text(folded)?,
            Ask::Keys(keys) => self.keys(keys)?,
        })
    }

    /// The cheap ones first, until nothing is left.
    fn and(&self, asks: &[Ask], of: Option<&Bits>) -> Result<Verdict> {
        let mut sorted: Vec<&Ask> = asks.iter().collect();
        sorted.sort_by_key(|ask| cost(ask));
        let mut sorted = sorted.into_iter();
        let Some(first) = sorted.next() else { return Ok(Verdict::all(self.rows())) };
        let mut verdict = self.eval(first, of)?;
        for ask in sorted {
            if verdict.is_never() {
                break;
            }
            let left = heeds(ask).then(|| verdict.possible());
            verdict.and(&self.eval(ask, left.as_ref())?);
        }
        Ok(verdict)
    }

    fn or(&self, asks: &[Ask], of: Option<&Bits>) -> Result<Verdict> {
        let mut verdict = Verdict::none(self.rows());
        for ask in asks {
            verdict.or(self.eval(ask, of)?);
        }
        Ok(verdict)
    }

    fn time(&self, from: Option<i64>, until: Option<i64>) -> Result<Verdict> {
        let (rows, segment) = (self.rows(), self.reading.segment);
        let from = from.filter(|from| *from > segment.first_at());
        let until = until.filter(|until| *until <= segment.last_at());
        if from.is_none() && until.is_none() {
            return Ok(Verdict::all(rows));
        }
        if from.is_some_and(|from| from > segment.last_at())
            || until.is_some_and(|until| until <= segment.first_at())
        {
            return Ok(Verdict::none(rows));
        }
        let mut keys = self.reading.keys()?;
        let mut row_at = |at: Option<i64>, otherwise| match at {
            Some(at) => keys.rows_below((at, i64::MIN)),
            None => Ok(otherwise),
        };
        let mut found = Bits::none(rows);
        found.insert_range(row_at(from, 0)?..row_at(until, rows)?);
        Ok(Verdict::sure(found))
    }

    fn keys(&self, keys: &[(i64, i64)]) -> Result<Verdict> {
        let segment = self.reading.segment;
        let mut found = Bits::none(self.rows());
        let mut within = keys.iter().filter(|key| (segment.first..=segment.last).contains(key)).peekable();
        if within.peek().is_some() {
            let mut reading = self.reading.keys()?;
            for (n, key) in within.enumerate() {
                if n % 1_024 == 1_023 && (self.stop)() {
                    return Err(Error::Stopped);
                }
                if let Some(row) = reading.row_of(*key)? {
                    found.insert(row);
                }
            }
        }
        Ok(Verdict::sure(found))
    }
}

/// Whether the answer takes less where it needs to be right for few rows only.
fn heeds(ask: &Ask) -> bool {
    match ask {
        Ask::Linked { .. } => true,
        Ask::Not(ask) => heeds(ask),
        Ask::And(asks) | Ask::Or(asks) => asks.iter().any(heeds),
        _ => false,
    }
}

/// What is cheap to answer comes before what is not; the figures only say which.
fn cost(ask: &Ask) -> u32 {
    match ask {
        Ask::All | Ask::Never | Ask::Unknown => 0,
        Ask::Time { .. } => 1,
        Ask::Keys(_) => 2,
        Ask::Is { .. } => 3,
        Ask::Given { .. } => 4,
        Ask::Value { .. } => 8,
        Ask::Number { .. } | Ask::Linked { .. } => 16,
        Ask::Text { .. } => 32,
        Ask::Not(ask) => cost(ask),
        Ask::And(asks) | Ask::Or(asks) => asks.iter().map(cost).fold(0, u32::saturating_add),
    }
}
