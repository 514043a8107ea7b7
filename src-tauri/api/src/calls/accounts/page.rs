//! All that is known of one account: what it is told, where each list stands, what is held, missing and gone.

use super::{Account, row, seen, words};
use crate::fault::Fault;
use crate::{Call, Right, Seat};
use ::store::{Ended, Gap, Reader, Run, Why, account, gap, gone, run, tally};
use ::sync::Position;
use model::{Kind, Millis};
use provider::{Described, Stream};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct Get {
    pub id: i64,
    /// Offset of the person's zone from UTC, minutes: what days and hours are told in.
    pub offset: i16,
}

#[derive(Debug, Serialize, TS)]
pub struct AccountPage {
    pub account: Account,
    pub settings: Vec<SettingView>,
    pub secrets: Vec<SecretView>,
    /// As the provider last said; most never do.
    pub rate: Option<RateView>,
    pub streams: Vec<StreamView>,
    /// The latest first.
    pub runs: Vec<RunView>,
    pub held: Vec<Held>,
    pub missing: Vec<Missing>,
}

/// What an account is told, where it is told something.
#[derive(Debug, Serialize, TS)]
pub struct SettingView {
    pub name: String,
    pub title: String,
    pub value: String,
}

/// Whether a secret was given; never what it is.
#[derive(Debug, Serialize, TS)]
pub struct SecretView {
    pub name: String,
    pub title: String,
    pub set: bool,
}

/// Requests that are left.
#[derive(Debug, Serialize, TS)]
pub struct RateView {
    pub at: Millis,
    pub left: u64,
    pub of: Option<u64>,
    pub resets_at: Option<Millis>,
}

/// A list of the provider's, and where its reading stands.
#[derive(Debug, Serialize, TS)]
pub struct StreamView {
    pub id: String,
    pub title: String,
    pub kinds: Vec<Kind>,
    /// It was read to its end, and nothing of it is owed.
    pub whole: bool,
    pub words: String,
}

#[derive(Debug, Serialize, TS)]
pub struct RunView {
    pub began_at: Millis,
    pub ended_at: Millis,
    /// `complete`, `partly`, `failed` or `cancelled`.
    pub ended: String,
    pub note: Option<String>,
    pub records: u64,
    pub new: u64,
    pub changed: u64,
    pub rejected: u64,
}

/// Records of a kind.
#[derive(Debug, Serialize, TS)]
pub struct Held {
    pub kind: Kind,
    pub held: u64,
    /// How many of them the provider has no more, and when the last of these was noticed.
    pub gone: u64,
    pub noticed_at: Option<Millis>,
}

/// Something that is known not to be here.
#[derive(Debug, Serialize, TS)]
pub struct Missing {
    pub title: String,
    /// `not_read`, `not_kept` (the provider has it no longer) or `skipped`.
    pub why: String,
    pub from_at: Option<Millis>,
    pub to_at: Option<Millis>,
    pub reason: String,
    pub noted_at: Millis,
}

impl Call for Get {
    const NAME: &'static str = "accounts.get";
    const RIGHT: Right = Right::Read;
    type Reply = AccountPage;

    fn run(self, seat: &Seat<'_>) -> Result<AccountPage, Fault> {
        let store = seat.store()?;
        let row = row(store, self.id)?;
        let described = provider::described(&row.provider);
        let reader = store.reader()?;
        let (runs, gaps) = (run::of_account(&reader, row.id)?, gap::of_account(&reader, row.id)?);
        let mut streams = Vec::new();
        for stream in described.map_or(&[][..], |described| described.streams) {
            let position = position(&reader, row.id, stream, &runs, &gaps)?;
            streams.push(stream_view(stream, position, &gaps, self.offset));
        }
        let runs = runs.into_iter().map(run_view).collect();
        let (held, missing) = (held(&reader, row.id)?, missing(gaps, described));
        // The next reader is asked for when this one was given back.
        drop(reader);
        Ok(AccountPage {
            settings: settings(&row, described),
            secrets: secrets(&row, described),
            rate: row.rate.map(|rate| RateView {
                at: rate.at,
                left: rate.left,
                of: rate.of,
                resets_at: rate.resets_at,
            }),
            streams,
            runs,
            held,
            missing,
            account: seen(store, row)?,
        })
    }
}

fn settings(row: &account::Account, described: Option<&Described>) -> Vec<SettingView> {
    let view = |(name, value): (&String, &String)| {
        let mut known = described.into_iter().flat_map(Described::all_settings);
        let setting = known.find(|setting| setting.name == name);
        let title = setting.map_or_else(|| name.clone(), |setting| setting.title.to_owned());
        SettingView { name: name.clone(), title, value: value.clone() }
    };
    row.settings.iter().map(view).collect()
}

fn secrets(row: &account::Account, described: Option<&Described>) -> Vec<SecretView> {
    let known = described.map_or(&[][..], |described| described.secrets);
    let view = |setting: &provider::Setting| SecretView {
        name: setting.name.to_owned(),
        title: setting.title.to_owned(),
        set: row.secrets.contains_key(setting.name),
    };
    known.iter().map(view).collect()
}

fn run_view(run: Run) -> RunView {
    RunView {
        began_at: run.began_at,
        ended_at: run.ended_at,
        ended: run.ended.as_str().to_owned(),
        note: run.note.filter(|_| run.ended != Ended::Complete),
        records: run.records,
        new: run.new,
        changed: run.changed,
        rejected: run.rejected,
    }
}

fn held(reader: &Reader<'_>, account: i64) -> Result<Vec<Held>, Fault> {
    let gone = gone::counts(reader, account)?;
    let of = |kind: Kind| gone.iter().find(|(gone, _, _)| *gone == kind);
    let view = |(kind, held): (Kind, u64)| Held {
        kind,
        held,
        gone: of(kind).map_or(0, |(_, count, _)| *count),
        noticed_at: of(kind).map(|(_, _, noticed)| *noticed),
    };
    Ok(tally::of_account(reader, account)?.into_iter().map(view).collect())
}

fn missing(gaps: Vec<Gap>, described: Option<&Described>) -> Vec<Missing> {
    let title = |id: &str| {
        let streams = described.map_or(&[][..], |described| described.streams);
        streams.iter().find(|stream| stream.id == id).map_or_else(|| id.to_owned(), |s| s.title.to_owned())
    };
    let view = |gap: Gap| Missing {
        title: title(&gap.stream),
        why: gap.why.as_str().to_owned(),
        from_at: gap.from_at,
        to_at: gap.to_at,
        reason: gap.reason,
        noted_at: gap.noted_at,
    };
    gaps.into_iter().map(view).collect()
}

/// Where a list stands. A provider that has nothing of one leaves no trace but that a sync came to its end.
pub(super) fn position(
    reader: &Reader<'_>,
    account: i64,
    stream: &Stream,
    runs: &[Run],
    gaps: &[Gap],
) -> Result<Position, Fault> {
    let missing = gaps.iter().any(|gap| gap.stream == stream.id && gap.why == Why::NotRead);
    let passed = !missing && runs.iter().any(|run| matches!(run.ended, Ended::Complete | Ended::Partly));
    Ok(match ::sync::position(reader, account, stream)? {
        Position::Nothing if passed => Position::Whole { since: None },
        position => position,
    })
}

fn stream_view(stream: &Stream, position: Position, gaps: &[Gap], offset: i16) -> StreamView {
    let fault = gaps.iter().find(|gap| gap.stream == stream.id && gap.why == Why::NotRead);
    let whole = match position {
        Position::Whole { .. } => fault.is_none(),
        Position::Lists { due, .. } => due == 0 && fault.is_none(),
        _ => false,
    };
    let mut words = words::stands(stream, position, offset);
    if let Some(gap) = fault {
        words = format!("{words} {}", gap.reason);
    }
    let (id, title, kinds) = (stream.id.to_owned(), stream.title.to_owned(), stream.kinds.to_vec());
    StreamView { id, title, kinds, whole, words }
}
