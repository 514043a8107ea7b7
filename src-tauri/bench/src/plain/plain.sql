-- The peer's tables: those of the store that are loaded here, with the same columns. What serves only our index
-- is left out; plain SQL needs indexes over the times instead, and FTS5's trigrams for text.
CREATE TABLE agent(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL,
  name TEXT, username TEXT, email TEXT, mobile TEXT, role TEXT, removed INTEGER NOT NULL,
  created_at INTEGER, created_off INTEGER, UNIQUE(account, ext));
CREATE TABLE bot(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL,
  name TEXT, created_at INTEGER, created_off INTEGER, UNIQUE(account, ext));
CREATE TABLE campaign(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL,
  name TEXT, kind TEXT, state TEXT, starts_at INTEGER, starts_off INTEGER, ends_at INTEGER, ends_off INTEGER,
  UNIQUE(account, ext));
CREATE TABLE template(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL,
  name TEXT NOT NULL, language TEXT, category TEXT, body TEXT NOT NULL, channel TEXT, UNIQUE(account, ext));
CREATE TABLE contact(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL,
  name TEXT, identification TEXT, email TEXT, phone TEXT, mobile TEXT, language TEXT, country TEXT, company TEXT,
  created_at INTEGER, created_off INTEGER, UNIQUE(account, ext));
CREATE TABLE session(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL,
  channel TEXT NOT NULL, channel_number TEXT, channel_name TEXT, merchant_ext TEXT,
  sender_name TEXT, sender_number TEXT, recipient_name TEXT, recipient_number TEXT,
  contact_ext TEXT, agent_ext TEXT, followers TEXT NOT NULL,
  state TEXT NOT NULL, state_raw TEXT,
  created_at INTEGER NOT NULL, created_off INTEGER NOT NULL,
  active_at INTEGER NOT NULL, active_off INTEGER,
  first_opened_at INTEGER, first_opened_off INTEGER, opened_at INTEGER, opened_off INTEGER,
  picked_up_at INTEGER, picked_up_off INTEGER, snoozed_at INTEGER, snoozed_off INTEGER,
  closed_at INTEGER, closed_off INTEGER, first_replied_at INTEGER, first_replied_off INTEGER,
  tags TEXT NOT NULL, campaign_ext TEXT, support_bot_ext TEXT, description TEXT,
  measures TEXT NOT NULL, UNIQUE(account, ext));
CREATE INDEX session_created ON session(created_at);
CREATE INDEX session_active ON session(active_at);
CREATE TABLE session_tag(session INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY(session, tag)) WITHOUT ROWID;
CREATE INDEX session_tag_tag ON session_tag(tag);
CREATE TABLE message(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL,
  session_ext TEXT NOT NULL, at INTEGER NOT NULL, off INTEGER NOT NULL,
  direction TEXT NOT NULL, person TEXT NOT NULL, person_ext TEXT, kind TEXT NOT NULL, text TEXT NOT NULL,
  caption TEXT, attachment TEXT, template_ext TEXT, delivery_ext TEXT, UNIQUE(account, ext));
CREATE INDEX message_at ON message(at);
CREATE INDEX message_session ON message(account, session_ext, at);
CREATE TABLE delivery(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL,
  category TEXT, name TEXT, template_ext TEXT, response_code TEXT, recipient_type TEXT, recipient TEXT,
  contact_ext TEXT, session_ext TEXT, channel TEXT NOT NULL, channel_number TEXT,
  status TEXT NOT NULL, status_raw TEXT, message_type TEXT, credits REAL, company TEXT,
  batch_ext TEXT, campaign_ext TEXT, request TEXT, response TEXT, parameters TEXT NOT NULL,
  recorded_at INTEGER NOT NULL, recorded_off INTEGER NOT NULL, contradiction TEXT, UNIQUE(account, ext));
CREATE INDEX delivery_recorded ON delivery(recorded_at);
CREATE INDEX delivery_session ON delivery(account, session_ext) WHERE session_ext IS NOT NULL;
CREATE INDEX delivery_batch ON delivery(account, batch_ext) WHERE batch_ext IS NOT NULL;
CREATE TABLE raw(
  key INTEGER PRIMARY KEY, endpoint INTEGER NOT NULL, fetched_at INTEGER NOT NULL, body BLOB NOT NULL);
-- The folded text, so that both sides mean the same by a hit.
CREATE VIRTUAL TABLE message_text USING fts5(text, caption, tokenize='trigram');
