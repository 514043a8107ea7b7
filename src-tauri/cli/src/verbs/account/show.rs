//! `account show`: all about one account.

use crate::end::End;
use crate::out::Out;
use api::calls::accounts::{AccountPage, Get};
use api::{Asker, Desk, Stamp};

pub fn run(desk: &Desk, asker: Asker, out: &Out, id: i64) -> Result<(), End> {
    let page = desk.ask(asker, Get { id, offset: api::local_offset() })?;
    out.result(&page, || words(&page))
}

fn words(page: &AccountPage) -> String {
    let account = &page.account;
    let mut lines = vec![format!("{}  {} at {}", account.name, account.provider_title, account.url)];
    lines.extend(page.settings.iter().map(|it| format!("  {}: {}", it.name, it.value)));
    lines.extend(
        page.secrets
            .iter()
            .map(|secret| format!("  {}: {}", secret.name, if secret.set { "set" } else { "not set" })),
    );
    let next = account.next_sync_at.map(|at| format!(", next {}", time(at))).unwrap_or_default();
    lines.push(format!("Schedule: {}{next}", account.schedule));
    if let Some(pause) = &account.pause {
        let words = pause.words.as_deref().unwrap_or_default();
        lines.push(format!("Paused since {}. {words}", time(pause.at)).trim_end().to_owned());
    }
    match page.runs.first() {
        None => lines.push("Never synced.".to_owned()),
        Some(run) => lines.push(format!(
            "Last sync {}: {}, {} new, {} changed. {}",
            time(run.began_at),
            run.ended,
            run.new,
            run.changed,
            run.note.as_deref().unwrap_or_default()
        )),
    }
    if let Some(rate) = &page.rate {
        let of = rate.of.map(|of| format!(" of {of}")).unwrap_or_default();
        lines.push(format!("Requests left: {}{of}, as of {}", rate.left, time(rate.at)));
    }
    lines.push("Lists:".to_owned());
    lines.extend(page.streams.iter().map(|stream| format!("  {}: {}", stream.title, stream.words)));
    lines.push("Held:".to_owned());
    lines.extend(page.held.iter().map(|held| {
        let gone = match held.gone {
            0 => String::new(),
            gone => format!(", {gone} of them no longer at the provider"),
        };
        format!("  {}: {}{gone}", held.kind.as_str(), held.held)
    }));
    if !page.missing.is_empty() {
        lines.push("Missing:".to_owned());
        lines.extend(page.missing.iter().map(|gap| format!("  {} ({}): {}", gap.title, gap.why, gap.reason)));
    }
    lines.join("\n")
}

fn time(at: i64) -> String {
    Stamp::utc(at).to_rfc3339()
}
