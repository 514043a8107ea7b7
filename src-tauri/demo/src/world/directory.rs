//! What sessions and deliveries point at, small enough to be made once: tags, agents, bots, campaigns, templates.

use super::clock::{DAY, HOUR, MINUTE, START};
use super::dice::{Dice, Topic};
use super::person::{agent, agents};
use super::words::{TEMPLATES, TONGUES, Tongue};
use crate::log::Entry;
use model::{Bot, Campaign, Kind, Millis, Record, Stamp, SupportBot, Tag, Template};

const TAGS: [(&str, &str, &str); 18] = [
    ("refund", "Money goes back", "#c0392b"),
    ("delivery", "Where is my parcel", "#2980b9"),
    ("invoice", "Invoices and receipts", "#8e44ad"),
    ("vip", "Answer first", "#f1c40f"),
    ("complaint", "The customer is unhappy", "#d35400"),
    ("praise", "The customer is happy", "#27ae60"),
    ("warranty", "Repair or replace", "#16a085"),
    ("spam", "Not for us", "#7f8c8d"),
    ("sales", "Wants to buy", "#2ecc71"),
    ("appointment", "Dates and times", "#3498db"),
    ("password", "Cannot sign in", "#34495e"),
    ("address", "Change of address", "#95a5a6"),
    ("Rückruf", "Bittet um Anruf", "#e67e22"),
    ("réclamation", "Réclamation officielle", "#e74c3c"),
    ("환불", "환불 요청", "#9b59b6"),
    ("شكوى", "شكوى من العميل", "#1abc9c"),
    ("=follow-up", "Somebody named a tag like a formula", "#bdc3c7"),
    ("b2b", "A company", "#2c3e50"),
];
const BOTS: [&str; 4] = ["Welcome bot", "Night bot", "Order finder", "Survey bot"];
const SUPPORT_BOTS: [(&str, &str); 5] = [
    ("First contact", "start > orders > where is it"),
    ("Returns", "start > returns > too small"),
    ("Sign-in help", "start > account > code"),
    ("Invoices", "start > payment > invoice"),
    ("Feedback", "start > survey"),
];
const CAMPAIGNS: [&str; 20] = [
    "Spring planting",
    "Winter boots",
    "Loyalty points expire",
    "Black Friday early access",
    "Appointment reminders",
    "Terms of use update",
    "Frühlingsangebote",
    "Soldes d'hiver",
    "Rebajas de enero",
    "추석 선물",
    "年末セール",
    "双十一",
    "عروض رمضان",
    "Back to school",
    "Survey after delivery",
    "New shop in Leeds",
    "Invoice reminders",
    "Recall: coffee grinder",
    "Newsletter",
    "Win back",
];

pub fn campaigns() -> u64 {
    CAMPAIGNS.len() as u64
}

pub fn campaign_id(index: u64) -> String {
    format!("cmp-{index:03}")
}

pub fn campaign_name(index: u64) -> &'static str {
    CAMPAIGNS.get(index as usize).copied().unwrap_or("Newsletter")
}

pub fn bots() -> u64 {
    BOTS.len() as u64
}

pub fn bot_id(index: u64) -> String {
    format!("bot-{index:02}")
}

pub fn bot_name(index: u64) -> &'static str {
    BOTS.get(index as usize).copied().unwrap_or("Welcome bot")
}

pub fn support_bot_id(dice: &mut Dice) -> String {
    format!("sup-{:02}", dice.below(SUPPORT_BOTS.len() as u64))
}

pub fn tag_name(dice: &mut Dice) -> &'static str {
    let at = dice.below(TAGS.len() as u64).min(dice.below(TAGS.len() as u64));
    TAGS.get(at as usize).map_or("delivery", |tag| tag.0)
}

pub fn template_id(template: usize, tongue: &Tongue) -> String {
    let name = TEMPLATES.get(template).map_or("", |t| t.0);
    format!("tpl-{name}-{}", tongue.code)
}

/// The whole directory of a kind, in order; empty for the kinds that are made on demand.
pub fn directory(seed: u64, kind: Kind) -> Vec<Entry> {
    match kind {
        Kind::Tag => list(TAGS.len(), |at| Some(Record::Tag(tag(at)?))),
        Kind::Agent => list(agents() as usize, |at| Some(Record::Agent(agent(seed, at as u64, created(at))))),
        Kind::Bot => list(BOTS.len(), |at| Some(Record::Bot(bot(at)))),
        Kind::SupportBot => list(SUPPORT_BOTS.len(), |at| Some(Record::SupportBot(support_bot(at)?))),
        Kind::Campaign => list(CAMPAIGNS.len(), |at| Some(Record::Campaign(campaign(seed, at)))),
        Kind::Template => list(TEMPLATES.len() * TONGUES.len(), |at| Some(Record::Template(template(at)?))),
        _ => Vec::new(),
    }
}

fn created(at: usize) -> Stamp {
    Stamp::utc(START - 90 * DAY + at as Millis * (7 * HOUR + 13 * MINUTE))
}

fn list(count: usize, make: impl Fn(usize) -> Option<Record>) -> Vec<Entry> {
    let entry = |at| Some(Entry { updated_at: created(at).at, record: make(at)? });
    let mut entries: Vec<Entry> = (0..count).filter_map(entry).collect();
    entries.sort_by(|a, b| (a.updated_at, a.record.id()).cmp(&(b.updated_at, b.record.id())));
    entries
}

fn tag(at: usize) -> Option<Tag> {
    let (name, description, colour) = TAGS.get(at)?;
    Some(Tag {
        id: format!("tag-{at:02}"),
        name: (*name).to_owned(),
        description: Some((*description).to_owned()),
        colour: Some((*colour).to_owned()),
        created_at: Some(created(at)),
    })
}

fn bot(at: usize) -> Bot {
    Bot { id: bot_id(at as u64), name: Some(bot_name(at as u64).to_owned()), created_at: Some(created(at)) }
}

fn support_bot(at: usize) -> Option<SupportBot> {
    let (name, path) = SUPPORT_BOTS.get(at)?;
    Some(SupportBot {
        id: format!("sup-{at:02}"),
        name: Some((*name).to_owned()),
        revision_id: Some(format!("rev-{}", 3 + at * 2)),
        section_path: Some((*path).to_owned()),
    })
}

fn campaign(seed: u64, at: usize) -> Campaign {
    let mut dice = Dice::new(seed, Topic::Directory, at as u64);
    let starts = START + dice.between(0, 370) * DAY + 9 * HOUR;
    let ended = dice.chance(800);
    Campaign {
        id: campaign_id(at as u64),
        name: Some(campaign_name(at as u64).to_owned()),
        kind: Some(if at.is_multiple_of(3) { "one_time" } else { "campaign" }.to_owned()),
        state: Some(if ended { "stopped" } else { "active" }.to_owned()),
        starts_at: Some(Stamp { at: starts, offset: 60 }),
        ends_at: ended.then_some(Stamp { at: starts + dice.between(1, 60) * DAY, offset: 60 }),
    }
}

fn template(at: usize) -> Option<Template> {
    let words = TONGUES.get(at / TEMPLATES.len())?;
    let number = at % TEMPLATES.len();
    let (name, category) = TEMPLATES.get(number)?;
    Some(Template {
        id: template_id(number, words),
        name: (*name).to_owned(),
        language: Some(words.code.to_owned()),
        category: Some((*category).to_owned()),
        body: words.templates.get(number).copied().unwrap_or_default().to_owned(),
        channel: Some(if number == 4 { "email" } else { "whatsapp" }.to_owned()),
    })
}
