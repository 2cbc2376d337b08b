-- The first schema. Ids are UUIDs as 16 bytes (show them with hex()), times and durations are
-- milliseconds (times since 1970, UTC), enumerations and severities are their names, and an empty
-- text means "none". What is open has an integer key and no other index; what is closed moves to
-- the indexed history tables.

PRAGMA application_id = 0x546F6373;  -- "Tocs"

CREATE TABLE alerts (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  manager TEXT NOT NULL,
  service TEXT NOT NULL,
  dedup_key TEXT NOT NULL,
  summary TEXT NOT NULL,
  severity TEXT NOT NULL,
  class_name TEXT NOT NULL,
  fields TEXT,                     -- JSON: [path, value, path, value, …]
  parent BLOB,                     -- of a child
  parent_dedup_key TEXT NOT NULL,
  group_field TEXT,                -- of a parent that others may join
  group_value TEXT,
  group_closes_at INTEGER,
  child_count INTEGER NOT NULL,
  active_children INTEGER NOT NULL,
  resolve_requested INTEGER NOT NULL,
  event_count INTEGER NOT NULL,
  suppressed_count INTEGER NOT NULL,
  escalation_state TEXT,           -- of an alert that people are paged for
  escalation_level INTEGER,
  escalation_rounds_left INTEGER,
  escalation_epoch INTEGER,
  policy TEXT,                     -- what it escalates by
  policy_version INTEGER,
  acknowledged_by TEXT,
  acknowledged_at INTEGER,
  resolved_by TEXT,
  resolved_at INTEGER,
  opened_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  occurred_at INTEGER NOT NULL,
  timeline INTEGER NOT NULL        -- its newest entry there; 0: none
) STRICT;

-- As alerts. The rows are in the order in which they were closed.
CREATE TABLE alert_history (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  manager TEXT NOT NULL,
  service TEXT NOT NULL,
  dedup_key TEXT NOT NULL,
  summary TEXT NOT NULL,
  severity TEXT NOT NULL,
  class_name TEXT NOT NULL,
  fields TEXT,
  parent BLOB,
  parent_dedup_key TEXT NOT NULL,
  group_field TEXT,
  group_value TEXT,
  group_closes_at INTEGER,
  child_count INTEGER NOT NULL,
  active_children INTEGER NOT NULL,
  resolve_requested INTEGER NOT NULL,
  event_count INTEGER NOT NULL,
  suppressed_count INTEGER NOT NULL,
  escalation_state TEXT,
  escalation_level INTEGER,
  escalation_rounds_left INTEGER,
  escalation_epoch INTEGER,
  policy TEXT,
  policy_version INTEGER,
  acknowledged_by TEXT,
  acknowledged_at INTEGER,
  resolved_by TEXT,
  resolved_at INTEGER,
  opened_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  occurred_at INTEGER NOT NULL,
  timeline INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX alert_history_by_id ON alert_history (id);
CREATE INDEX alert_history_by_tenant ON alert_history (tenant, id);
CREATE INDEX alert_history_by_key ON alert_history (tenant, dedup_key, id);
CREATE INDEX alert_history_by_parent ON alert_history (parent, id) WHERE parent IS NOT NULL;

CREATE TABLE timers (
  row INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  alert BLOB NOT NULL,
  epoch INTEGER NOT NULL,
  due INTEGER NOT NULL,
  severity TEXT NOT NULL
) STRICT;

CREATE TABLE notifications (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  alert BLOB NOT NULL,
  kind TEXT NOT NULL,
  level INTEGER NOT NULL,
  target TEXT NOT NULL,
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  manager TEXT NOT NULL,           -- from here to told_at: the alert as it was then
  service TEXT NOT NULL,
  dedup_key TEXT NOT NULL,
  summary TEXT NOT NULL,
  severity TEXT NOT NULL,
  alert_status TEXT NOT NULL,
  alert_type TEXT NOT NULL,
  child_count INTEGER NOT NULL,
  told_at INTEGER NOT NULL,
  status TEXT NOT NULL,
  attempt_count INTEGER NOT NULL,
  attempts TEXT,                   -- JSON: [[at, outcome, detail], …], the last ones
  possibly_repeated INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL
) STRICT;

-- As notifications. The rows are in the order in which they ended.
CREATE TABLE notification_history (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  alert BLOB NOT NULL,
  kind TEXT NOT NULL,
  level INTEGER NOT NULL,
  target TEXT NOT NULL,
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  manager TEXT NOT NULL,
  service TEXT NOT NULL,
  dedup_key TEXT NOT NULL,
  summary TEXT NOT NULL,
  severity TEXT NOT NULL,
  alert_status TEXT NOT NULL,
  alert_type TEXT NOT NULL,
  child_count INTEGER NOT NULL,
  told_at INTEGER NOT NULL,
  status TEXT NOT NULL,
  attempt_count INTEGER NOT NULL,
  attempts TEXT,
  possibly_repeated INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notification_history_by_tenant ON notification_history (tenant, id);
CREATE INDEX notification_history_by_alert ON notification_history (alert, id);

CREATE TABLE early_resolves (
  row INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  manager TEXT NOT NULL,
  dedup_key TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL
) STRICT;

-- What happened to every alert. Each entry names the one before it of the same alert (0: none),
-- so an alert's history is a chain of look-ups by key and needs no index.
CREATE TABLE timeline (
  seq INTEGER PRIMARY KEY,
  before INTEGER NOT NULL,
  tenant TEXT NOT NULL,
  alert BLOB NOT NULL,
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  why TEXT NOT NULL,
  by TEXT NOT NULL
) STRICT;

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  tenant TEXT NOT NULL,
  actor TEXT NOT NULL,
  command TEXT NOT NULL,
  body TEXT NOT NULL,
  result TEXT NOT NULL,
  written INTEGER NOT NULL         -- bytes of all entries ever, up to and including this one
) STRICT;

-- Keyed by its order of arrival, so that what is too old is always at the front.
CREATE TABLE event_receipts (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  event_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  alert BLOB,
  alert_type TEXT NOT NULL,
  received_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX event_receipts_by_id ON event_receipts (tenant, event_id);

-- Every version that is current or that an open alert escalates by.
CREATE TABLE escalation_policies (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  is_current INTEGER NOT NULL,
  name TEXT NOT NULL,
  monitored_service TEXT NOT NULL,
  acknowledgement_delay INTEGER NOT NULL,
  repeat INTEGER NOT NULL,
  repage_on_severity_rise INTEGER NOT NULL,
  levels TEXT NOT NULL,            -- JSON: [{"delay": null, "targets": [{id, channel, address}]}, …]
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE services (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  policy TEXT NOT NULL,
  outage BLOB,                     -- the alert that holds the escalation; NULL while healthy
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE grouping_rules (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  window INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_managers (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  grouping_rule TEXT NOT NULL,
  service TEXT NOT NULL,
  webhook_url TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 1;
