-- Rules over log lines, and what the lines of each service have added up to. As in the first
-- schema.

CREATE TABLE log_rules (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  type TEXT NOT NULL,
  service TEXT NOT NULL,           -- a glob
  threshold REAL NOT NULL,
  latency INTEGER,
  percentile REAL,
  min_samples INTEGER NOT NULL,
  pattern TEXT NOT NULL,
  condition TEXT NOT NULL,
  group_by TEXT NOT NULL,          -- JSON: [name, …]
  message TEXT NOT NULL,
  window INTEGER NOT NULL,
  window_type TEXT NOT NULL,
  grace INTEGER NOT NULL,
  severity TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  resolve_after INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT, WITHOUT ROWID;

-- Who has been given what everybody begins with, and is not given it again.
CREATE TABLE seeded_tenants (
  tenant TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE log_windows (
  row INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  service TEXT NOT NULL,
  rules TEXT NOT NULL,             -- JSON, see service_log_row.hpp
  ended TEXT NOT NULL,
  UNIQUE (tenant, service)
) STRICT;

PRAGMA user_version = 4;
