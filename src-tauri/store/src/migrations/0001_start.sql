-- Ids of session, message and delivery: days since the epoch << 24 | number within the day, so that
-- rowid order is (nearly) time order. Other ids are plain counters. Times: epoch ms UTC in `…_at`,
-- offset in minutes as received in `…_off`. `digest`: of the raw record (`model::Fetched::digest`): equal
-- digest, nothing to write. `raw`: where the raw record lies (module `raw`). Each `…_key` tells whether a
-- record is known and unchanged without a look at its row. No two rows share account and ext: the one writer
-- looks before it inserts.
CREATE TABLE account(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, provider TEXT NOT NULL, url TEXT NOT NULL,
  settings TEXT NOT NULL, secrets TEXT NOT NULL, created_at INTEGER NOT NULL, last_sync_at INTEGER,
  last_sync_note TEXT, removed_at INTEGER,
  schedule TEXT NOT NULL DEFAULT '', -- when it is synced by itself, as whoever reads it writes it; empty: never
  -- Not synced until further notice. `paused_why`: one of module `account`; `paused_note`: in words.
  paused_at INTEGER, paused_why TEXT, paused_note TEXT,
  -- Requests that were left at `rate_at`, as the provider last said.
  rate_at INTEGER, rate_left INTEGER, rate_of INTEGER, rate_resets_at INTEGER);
-- A removed account whose records were kept still names them; its name may be given anew.
CREATE UNIQUE INDEX account_name ON account(name) WHERE removed_at IS NULL;
CREATE TABLE person(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, slot TEXT NOT NULL, created_at INTEGER NOT NULL);
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE tag(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, raw INTEGER NOT NULL,
  name TEXT NOT NULL, description TEXT, colour TEXT, created_at INTEGER, created_off INTEGER);
CREATE INDEX tag_key ON tag(account, ext, digest);
CREATE TABLE agent(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, raw INTEGER NOT NULL,
  name TEXT, username TEXT, email TEXT, mobile TEXT, role TEXT, removed INTEGER NOT NULL,
  created_at INTEGER, created_off INTEGER);
CREATE INDEX agent_key ON agent(account, ext, digest);
CREATE TABLE bot(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, raw INTEGER NOT NULL,
  name TEXT, created_at INTEGER, created_off INTEGER);
CREATE INDEX bot_key ON bot(account, ext, digest);
CREATE TABLE support_bot(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, raw INTEGER NOT NULL,
  name TEXT, revision TEXT, section_path TEXT);
CREATE INDEX support_bot_key ON support_bot(account, ext, digest);
CREATE TABLE campaign(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, raw INTEGER NOT NULL,
  name TEXT, kind TEXT, state TEXT, starts_at INTEGER, starts_off INTEGER, ends_at INTEGER, ends_off INTEGER);
CREATE INDEX campaign_key ON campaign(account, ext, digest);
CREATE TABLE template(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, raw INTEGER NOT NULL,
  name TEXT NOT NULL, language TEXT, category TEXT, body TEXT NOT NULL, channel TEXT);
CREATE INDEX template_key ON template(account, ext, digest);
CREATE TABLE contact(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, raw INTEGER NOT NULL,
  name TEXT, identification TEXT, email TEXT, phone TEXT, mobile TEXT, language TEXT, country TEXT, company TEXT,
  created_at INTEGER, created_off INTEGER);
CREATE INDEX contact_key ON contact(account, ext, digest);

-- References to other records hold the provider's id (…_ext), because they may arrive in any order.
CREATE TABLE session(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, raw INTEGER NOT NULL,
  channel TEXT NOT NULL, channel_number TEXT, channel_name TEXT, merchant_ext TEXT,
  sender_name TEXT, sender_number TEXT, recipient_name TEXT, recipient_number TEXT,
  contact_ext TEXT, agent_ext TEXT, followers TEXT NOT NULL,
  state TEXT NOT NULL, state_raw TEXT,
  created_at INTEGER NOT NULL, created_off INTEGER NOT NULL,
  active_at INTEGER NOT NULL, active_off INTEGER, -- without an offset: created_at, as the provider gave none
  first_opened_at INTEGER, first_opened_off INTEGER, opened_at INTEGER, opened_off INTEGER,
  picked_up_at INTEGER, picked_up_off INTEGER, snoozed_at INTEGER, snoozed_off INTEGER,
  closed_at INTEGER, closed_off INTEGER, first_replied_at INTEGER, first_replied_off INTEGER,
  tags TEXT NOT NULL, campaign_ext TEXT, support_bot_ext TEXT, description TEXT,
  measures TEXT NOT NULL,
  seq INTEGER NOT NULL UNIQUE); -- number of arrival, dense, never given twice (counter 'session')
CREATE INDEX session_key ON session(account, ext, digest);
CREATE TABLE session_tag(session INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY(session, tag)) WITHOUT ROWID;
CREATE INDEX session_tag_tag ON session_tag(tag);
CREATE TABLE session_event(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, raw INTEGER NOT NULL,
  session_ext TEXT NOT NULL, at INTEGER NOT NULL, off INTEGER NOT NULL, state TEXT, action TEXT NOT NULL, by TEXT);
CREATE INDEX session_event_key ON session_event(account, ext, digest);
CREATE INDEX session_event_session ON session_event(account, session_ext);

CREATE TABLE message(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, raw INTEGER NOT NULL,
  session_ext TEXT NOT NULL, at INTEGER NOT NULL, off INTEGER NOT NULL,
  direction TEXT NOT NULL, person TEXT NOT NULL, person_ext TEXT, kind TEXT NOT NULL, text TEXT NOT NULL,
  caption TEXT, attachment TEXT, template_ext TEXT, delivery_ext TEXT,
  session INTEGER); -- row id of its session; NULL while that is not here
CREATE INDEX message_key ON message(account, ext, digest);
CREATE INDEX message_session ON message(session, at);
CREATE INDEX message_waiting ON message(account, session_ext) WHERE session IS NULL;

CREATE TABLE batch(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, raw INTEGER NOT NULL,
  name TEXT, company TEXT, delivered INTEGER NOT NULL, total INTEGER NOT NULL,
  created_at INTEGER NOT NULL, created_off INTEGER NOT NULL);
CREATE INDEX batch_key ON batch(account, ext, digest);
CREATE TABLE delivery(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, raw INTEGER NOT NULL,
  category TEXT, name TEXT, template_ext TEXT, response_code TEXT, recipient_type TEXT, recipient TEXT,
  contact_ext TEXT, session_ext TEXT, channel TEXT NOT NULL, channel_number TEXT,
  status TEXT NOT NULL, status_raw TEXT, message_type TEXT, credits REAL, company TEXT,
  batch_ext TEXT, campaign_ext TEXT, request TEXT, response TEXT, parameters TEXT NOT NULL,
  recorded_at INTEGER NOT NULL, recorded_off INTEGER NOT NULL, contradiction TEXT);
CREATE INDEX delivery_key ON delivery(account, ext, digest);
CREATE INDEX delivery_session ON delivery(account, session_ext) WHERE session_ext IS NOT NULL;
CREATE INDEX delivery_batch ON delivery(account, batch_ext) WHERE batch_ext IS NOT NULL;
CREATE TABLE delivery_event(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, raw INTEGER NOT NULL,
  delivery_ext TEXT NOT NULL, at INTEGER NOT NULL, off INTEGER NOT NULL, kind TEXT NOT NULL, kind_raw TEXT,
  source TEXT NOT NULL, code TEXT, detail TEXT);
CREATE INDEX delivery_event_key ON delivery_event(account, ext, digest);
CREATE INDEX delivery_event_delivery ON delivery_event(account, delivery_ext);

-- The index (crate `index`): immutable segments, one or more a transaction that wrote rows of a subject (1 session,
-- 2 message, 3 delivery), merged later. `dead`: rows changed or deleted since. `retired`: out of use, or not finished;
-- its pieces are to be deleted. `soiled`: holds words of rows deleted for good; it is to be written anew.
CREATE TABLE segment(
  number INTEGER PRIMARY KEY, subject INTEGER NOT NULL, rows INTEGER NOT NULL, facts BLOB NOT NULL, dead BLOB,
  retired INTEGER NOT NULL DEFAULT 0, soiled INTEGER NOT NULL DEFAULT 0);
-- key: segment << 32 | section << 24 | chunk.
CREATE TABLE piece(key INTEGER PRIMARY KEY, body BLOB NOT NULL);
-- `session`: the next session's number. `moment`: rises with each change of the index.
CREATE TABLE counter(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

-- Rows by UTC day and what they are counted by, kept with them (module `rollup`). `day`: days since the epoch.
-- `hours`: the rows of each hour of the day.
CREATE TABLE rollup(
  subject INTEGER NOT NULL, field INTEGER NOT NULL, day INTEGER NOT NULL, value TEXT NOT NULL,
  rows INTEGER NOT NULL, hours BLOB NOT NULL, PRIMARY KEY(subject, field, day, value)) WITHOUT ROWID;

-- Provenance: the raw records as received, some dozens together (zstd), the endpoint and when they were
-- fetched. Those of one row are of one kind, account and page.
CREATE TABLE endpoint(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE raw(
  key INTEGER PRIMARY KEY, endpoint INTEGER NOT NULL, fetched_at INTEGER NOT NULL, body BLOB NOT NULL);
-- Rows of each kind in each account.
CREATE TABLE tally(
  account INTEGER NOT NULL, kind TEXT NOT NULL, rows INTEGER NOT NULL, PRIMARY KEY(account, kind)) WITHOUT ROWID;

-- How far each stream of an account (`provider::Stream`) is read.
CREATE TABLE checkpoint(
  account INTEGER NOT NULL, stream TEXT NOT NULL, cursor TEXT, updated_since INTEGER, at INTEGER NOT NULL,
  PRIMARY KEY(account, stream)) WITHOUT ROWID;
-- Lists that belong to a record, such as a chat's messages, to be read by `stream`. `version`: what tells whether
-- the list has changed, `walked`: the version at which it was last read to its end. It is due where they differ,
-- the latest (`at`) first; `cursor` is where it was left meanwhile.
CREATE TABLE branch(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, stream TEXT NOT NULL, parent TEXT NOT NULL, at INTEGER NOT NULL,
  version TEXT NOT NULL, walked TEXT, cursor TEXT, carry TEXT);
CREATE UNIQUE INDEX branch_key ON branch(account, stream, parent);
CREATE INDEX branch_due ON branch(account, stream, at) WHERE walked IS NOT version;
-- What is known to be missing; `why` is one of module `gap`.
CREATE TABLE gap(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, stream TEXT NOT NULL, why TEXT NOT NULL,
  from_at INTEGER, to_at INTEGER, reason TEXT NOT NULL, noted_at INTEGER NOT NULL);
-- Records that are here and at the provider no more.
CREATE TABLE gone(
  account INTEGER NOT NULL, kind TEXT NOT NULL, ext TEXT NOT NULL, noticed_at INTEGER NOT NULL,
  PRIMARY KEY(account, kind, ext)) WITHOUT ROWID;
-- The latest syncs of each account (module `run`); `ended` is one of its words, `note` says what was wrong.
CREATE TABLE run(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, began_at INTEGER NOT NULL, ended_at INTEGER NOT NULL,
  ended TEXT NOT NULL, note TEXT, records INTEGER NOT NULL, new INTEGER NOT NULL, changed INTEGER NOT NULL,
  rejected INTEGER NOT NULL);
CREATE INDEX run_account ON run(account, began_at);
CREATE TABLE view(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, subject TEXT NOT NULL, query TEXT NOT NULL, settings TEXT NOT NULL,
  created_at INTEGER NOT NULL, exported_at INTEGER);
CREATE TABLE hold(id INTEGER PRIMARY KEY, query TEXT NOT NULL, reason TEXT NOT NULL, created_at INTEGER NOT NULL);
CREATE TABLE tombstone(
  account INTEGER NOT NULL, kind TEXT NOT NULL, ext TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY(account, kind, ext)) WITHOUT ROWID;

-- Files that were taken in (module `import`). `done_at`: NULL while one is being taken in, or where that was broken off.
CREATE TABLE import(
  id INTEGER PRIMARY KEY, account INTEGER NOT NULL, form TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
  person TEXT NOT NULL, at INTEGER NOT NULL, done_at INTEGER, undone_at INTEGER,
  new INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0, unchanged INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0);
-- The records that an import wrote. `digest`: as it left them. `was`: what it found (zstd), NULL where there was nothing.
CREATE TABLE import_row(
  import INTEGER NOT NULL, kind TEXT NOT NULL, ext TEXT NOT NULL, digest INTEGER NOT NULL, was BLOB,
  PRIMARY KEY(import, kind, ext)) WITHOUT ROWID;

-- Append-only: the triggers stop honest mistakes, the hash chain shows dishonest ones.
CREATE TABLE register(
  number INTEGER PRIMARY KEY, entry TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TRIGGER register_no_update BEFORE UPDATE ON register BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
CREATE TRIGGER register_no_delete BEFORE DELETE ON register BEGIN SELECT RAISE(ABORT, 'the register is append-only'); END;
-- Also against REPLACE, and so that no number is left out.
CREATE TRIGGER register_in_order BEFORE INSERT ON register
  WHEN new.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM register)
  BEGIN SELECT RAISE(ABORT, 'the register is numbered without gaps'); END;
