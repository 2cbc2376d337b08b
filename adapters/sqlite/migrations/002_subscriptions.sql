-- Clients subscribe to alerts, and a notification goes to several targets. As in the first schema;
-- deliveries and endpoints are lists inside their rows, as JSON.

CREATE TABLE clients (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

-- Ids grow with time, so new rows are appended.
CREATE TABLE subscriptions (
  id BLOB PRIMARY KEY,
  tenant TEXT NOT NULL,
  client TEXT NOT NULL,
  severity TEXT NOT NULL,          -- these three: empty for any
  source TEXT NOT NULL,
  name TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  version INTEGER NOT NULL,
  endpoints TEXT NOT NULL,         -- JSON: [[id, channel, address, enabled, created, updated], …]
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Which clients have been told of an announced alert: for ever, whoever sends it again.
CREATE TABLE announced (
  alert BLOB NOT NULL,
  tenant TEXT NOT NULL,
  clients TEXT NOT NULL,           -- JSON: [client, …]
  PRIMARY KEY (alert, tenant)
) STRICT, WITHOUT ROWID;

ALTER TABLE alerts ADD COLUMN escalation_unreachable INTEGER;
ALTER TABLE alert_history ADD COLUMN escalation_unreachable INTEGER;

ALTER TABLE notifications RENAME TO old_notifications;
ALTER TABLE notification_history RENAME TO old_notification_history;

CREATE TABLE notifications (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  alert BLOB NOT NULL,
  kind TEXT NOT NULL,
  level INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  client TEXT NOT NULL,
  subscriptions TEXT,              -- JSON: [id, …]
  manager TEXT NOT NULL,           -- from here to context: the alert as it was then
  service TEXT NOT NULL,
  dedup_key TEXT NOT NULL,
  summary TEXT NOT NULL,
  severity TEXT NOT NULL,
  alert_status TEXT NOT NULL,
  alert_type TEXT NOT NULL,
  child_count INTEGER NOT NULL,
  told_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  name TEXT NOT NULL,
  context TEXT,                    -- JSON: [path, value, path, value, …]
  status TEXT NOT NULL,            -- follows from the deliveries
  deliveries TEXT,                 -- JSON, see json_text.hpp
  created_at INTEGER NOT NULL
) STRICT;

-- As notifications. The rows are in the order in which they ended.
CREATE TABLE notification_history (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  alert BLOB NOT NULL,
  kind TEXT NOT NULL,
  level INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  client TEXT NOT NULL,
  subscriptions TEXT,
  manager TEXT NOT NULL,
  service TEXT NOT NULL,
  dedup_key TEXT NOT NULL,
  summary TEXT NOT NULL,
  severity TEXT NOT NULL,
  alert_status TEXT NOT NULL,
  alert_type TEXT NOT NULL,
  child_count INTEGER NOT NULL,
  told_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  name TEXT NOT NULL,
  context TEXT,
  status TEXT NOT NULL,
  deliveries TEXT,
  created_at INTEGER NOT NULL
) STRICT;

INSERT INTO notifications
  SELECT row, id, tenant, alert, kind, level, 0, '', NULL, manager, service, dedup_key, summary,
         severity, alert_status, alert_type, child_count, told_at, '', '', NULL,
         iif(status = 'sending', 'pending', status),
         json_array(json_array(target, channel, address, NULL, status, attempt_count,
                               json(coalesce(attempts, '[]')), possibly_repeated, 0,
                               created_at + 86400000, next_attempt_at)),
         created_at
  FROM old_notifications;
INSERT INTO notification_history
  SELECT row, id, tenant, alert, kind, level, 0, '', NULL, manager, service, dedup_key, summary,
         severity, alert_status, alert_type, child_count, told_at, '', '', NULL,
         iif(status = 'sending', 'pending', status),
         json_array(json_array(target, channel, address, NULL, status, attempt_count,
                               json(coalesce(attempts, '[]')), possibly_repeated, 0,
                               created_at + 86400000, next_attempt_at)),
         created_at
  FROM old_notification_history;

DROP TABLE old_notifications;
DROP TABLE old_notification_history;
CREATE INDEX notification_history_by_tenant ON notification_history (tenant, id);
CREATE INDEX notification_history_by_alert ON notification_history (alert, id);
CREATE INDEX notification_history_by_client ON notification_history (tenant, client, id)
  WHERE client <> '';
CREATE INDEX notification_history_failed ON notification_history (tenant, id)
  WHERE status IN ('failed', 'partial');

PRAGMA user_version = 2;
