//! `providers`: which there are, and what each must be told.

use crate::args::Global;
use crate::door;
use crate::end::End;
use crate::out::Out;
use api::Asker;
use api::calls::providers::{List, ProviderField};

pub fn run(global: &Global, out: &Out) -> Result<(), End> {
    let providers = door::desk(global)?.ask(Asker::NOBODY, List {})?;
    let words = || {
        let mut lines = Vec::new();
        for provider in &providers {
            let url =
                provider.url.as_deref().map_or_else(|| "--url URL".to_owned(), |url| format!("at {url}"));
            lines.push(format!("{}  {}  ({url})", provider.id, provider.title));
            lines.extend(provider.settings.iter().map(|f| field("--set", f)));
            lines.extend(provider.secrets.iter().map(|f| field("--secret", f)));
        }
        lines.join("\n")
    };
    out.result(&providers, words)
}

fn field(option: &str, field: &ProviderField) -> String {
    let needed = if field.required { "" } else { " (may be left out)" };
    format!("  {option} {}=…  {}{needed}: {}", field.name, field.title, field.help)
}
