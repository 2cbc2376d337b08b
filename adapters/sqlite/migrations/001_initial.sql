-- The first schema. A record is JSON, [format, field, …], see adapters/records. Ids are UUIDs as 16
-- bytes (show them with hex()), and times are milliseconds since 1970, UTC. An open thing has an
-- integer key and no other index. A closed thing moves to a history table, which has the columns
-- that the history is searched by.

PRAGMA application_id = 0x546F6332;  -- "Toc2"

CREATE TABLE escalation_policies (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (tenant, id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE services (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE grouping_rules (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_managers (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE clients (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE log_rules (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE subscriptions (
  id BLOB PRIMARY KEY,
  record TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The tenants that have received their first log rules.
CREATE TABLE seeded_tenants (
  tenant TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE workflows (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (tenant, id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE alerts (
  row INTEGER PRIMARY KEY,
  record TEXT NOT NULL
) STRICT;

CREATE TABLE timers (
  row INTEGER PRIMARY KEY,
  record TEXT NOT NULL
) STRICT;

CREATE TABLE notifications (
  row INTEGER PRIMARY KEY,
  record TEXT NOT NULL
) STRICT;

CREATE TABLE early_resolves (
  row INTEGER PRIMARY KEY,
  record TEXT NOT NULL
) STRICT;

-- The last row of a subject counts.
CREATE TABLE watches (
  row INTEGER PRIMARY KEY,
  record TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
  row INTEGER PRIMARY KEY,
  record TEXT NOT NULL
) STRICT;

CREATE TABLE scheduled_jobs (
  row INTEGER PRIMARY KEY,
  record TEXT NOT NULL
) STRICT;

-- Newer than the rows of open alerts: a later pack counts over an earlier one.
CREATE TABLE tally_packs (
  seq INTEGER PRIMARY KEY,
  tallies TEXT NOT NULL            -- JSON: [[row, child_count, active_children, event_count,
                                   --         suppressed_count, updated_at, occurred_at, timeline], …]
) STRICT;

-- In all history tables, the rows are in the order in which they were closed.
CREATE TABLE alert_history (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  dedup_key TEXT NOT NULL,
  parent BLOB,
  resolved_at INTEGER NOT NULL,
  timeline INTEGER NOT NULL,       -- its newest entry there, also a later one than the record's
  record TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX alert_history_by_id ON alert_history (id);
CREATE INDEX alert_history_by_tenant ON alert_history (tenant, id);
CREATE INDEX alert_history_by_key ON alert_history (tenant, dedup_key, id);
CREATE INDEX alert_history_by_parent ON alert_history (parent, id) WHERE parent IS NOT NULL;

CREATE TABLE notification_history (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  alert BLOB NOT NULL,
  client TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE INDEX notification_history_by_tenant ON notification_history (tenant, id);
CREATE INDEX notification_history_by_alert ON notification_history (alert, id);
CREATE INDEX notification_history_by_client ON notification_history (tenant, client, id)
  WHERE client <> '';
CREATE INDEX notification_history_failed ON notification_history (tenant, id)
  WHERE status IN ('failed', 'partial');

CREATE TABLE run_history (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  workflow TEXT NOT NULL,
  subject TEXT NOT NULL,
  status TEXT NOT NULL,
  ended_at INTEGER NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE INDEX run_history_by_tenant ON run_history (tenant, id);
CREATE INDEX run_history_by_workflow ON run_history (tenant, workflow, id);
CREATE INDEX run_history_by_subject ON run_history (tenant, subject, id);
CREATE INDEX run_history_failed ON run_history (tenant, status, id) WHERE status <> 'completed';

CREATE TABLE scheduled_job_history (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE INDEX scheduled_job_history_by_id ON scheduled_job_history (id);

CREATE TABLE event_receipts (
  seq INTEGER PRIMARY KEY,         -- the oldest first
  tenant TEXT NOT NULL,
  event_id TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_receipts_by_id ON event_receipts (tenant, event_id);

CREATE TABLE announced (
  alert BLOB NOT NULL,
  tenant TEXT NOT NULL,
  told_at INTEGER NOT NULL,
  record TEXT NOT NULL,
  PRIMARY KEY (alert, tenant)
) STRICT, WITHOUT ROWID;
CREATE INDEX announced_by_time ON announced (told_at);

CREATE TABLE signal_receipts (
  occurred_at INTEGER NOT NULL,
  content INTEGER NOT NULL,        -- a hash
  received_at INTEGER NOT NULL,
  PRIMARY KEY (occurred_at, content)
) STRICT, WITHOUT ROWID;

CREATE TABLE log_windows (
  row INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  service TEXT NOT NULL,
  record TEXT NOT NULL,
  UNIQUE (tenant, service)
) STRICT;

-- The latest time that counts of log lines on the disk are as of. They come without a journal
-- entry, and time must not go back behind them over a restart.
CREATE TABLE log_time (
  at INTEGER NOT NULL
) STRICT;
INSERT INTO log_time VALUES (0);

CREATE TABLE timeline_packs (
  seq INTEGER PRIMARY KEY,         -- of its first entry; the others follow without a gap
  entries TEXT NOT NULL,           -- JSON: [[before, tenant, alert, at, what, why, by], …]
  last INTEGER NOT NULL,           -- seq of its last entry
  at INTEGER NOT NULL              -- of the newest
) STRICT;
CREATE VIEW timeline AS
  SELECT seq + entry.key AS seq, entry.value ->> 0 AS before, entry.value ->> 1 AS tenant,
         entry.value ->> 2 AS alert, entry.value ->> 3 AS at, entry.value ->> 4 AS what,
         entry.value ->> 5 AS why, entry.value ->> 6 AS by
  FROM timeline_packs, json_each(entries) AS entry;

CREATE TABLE journal_packs (
  seq INTEGER PRIMARY KEY,
  entries TEXT NOT NULL,           -- JSON: [[at, tenant, actor, command, body, result], …]
  at INTEGER NOT NULL,             -- of the newest
  written INTEGER NOT NULL         -- bytes of all entries ever, up to and including these
) STRICT;
CREATE VIEW journal AS
  SELECT seq AS pack, entry.key AS nth, entry.value ->> 0 AS at, entry.value ->> 1 AS tenant,
         entry.value ->> 2 AS actor, entry.value ->> 3 AS command, entry.value ->> 4 AS body,
         entry.value ->> 5 AS result
  FROM journal_packs, json_each(entries) AS entry;

PRAGMA user_version = 1;
