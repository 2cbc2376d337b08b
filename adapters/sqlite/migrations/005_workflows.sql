-- Signals, and the workflows that look at them. As in the first schema.

-- Every version that is shown, or that a run under way needs.
CREATE TABLE workflows (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  is_shown INTEGER NOT NULL,
  name TEXT NOT NULL,
  signal_type TEXT NOT NULL,
  conditions TEXT NOT NULL,        -- JSON, see workflow_text.hpp
  steps TEXT NOT NULL,             -- JSON
  enabled INTEGER NOT NULL,
  continue_on_recovery INTEGER NOT NULL,
  watches_since INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (tenant, id, version)
) STRICT, WITHOUT ROWID;

-- A subject of signals, and what the workflows know of it. Rows are only appended: the last one of
-- a subject counts, and one that was received at 0 says that nothing is known of it. The oldest go when newer ones have
-- taken their place.
CREATE TABLE watches (
  row INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  signal_type TEXT NOT NULL,
  subject TEXT NOT NULL,
  received_at INTEGER NOT NULL,    -- of the last signal: this and the next two
  at INTEGER NOT NULL,
  fields TEXT,                     -- JSON: [path, value, path, value, …]
  newest INTEGER,
  newest_content TEXT NOT NULL,    -- JSON: [hash, …]
  watches TEXT NOT NULL            -- JSON, see workflow_text.hpp
) STRICT;

-- Which signals were received. Times mostly grow, so new rows are appended.
CREATE TABLE signal_receipts (
  occurred_at INTEGER NOT NULL,
  content INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (occurred_at, content)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  workflow TEXT NOT NULL,
  version INTEGER NOT NULL,
  workflow_name TEXT NOT NULL,
  signal_type TEXT NOT NULL,
  signal_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  signal_at INTEGER NOT NULL,
  fields TEXT,
  reason TEXT NOT NULL,
  status TEXT NOT NULL,
  steps TEXT NOT NULL,             -- JSON, see workflow_text.hpp
  next_step INTEGER NOT NULL,
  resume_at INTEGER,
  end_reason TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;

-- As runs. The rows are in the order in which they ended.
CREATE TABLE run_history (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  workflow TEXT NOT NULL,
  version INTEGER NOT NULL,
  workflow_name TEXT NOT NULL,
  signal_type TEXT NOT NULL,
  signal_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  signal_at INTEGER NOT NULL,
  fields TEXT,
  reason TEXT NOT NULL,
  status TEXT NOT NULL,
  steps TEXT NOT NULL,
  next_step INTEGER NOT NULL,
  resume_at INTEGER,
  end_reason TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL
) STRICT;
CREATE INDEX run_history_by_tenant ON run_history (tenant, id);
CREATE INDEX run_history_by_workflow ON run_history (tenant, workflow, id);
CREATE INDEX run_history_by_subject ON run_history (tenant, subject, id);
CREATE INDEX run_history_failed ON run_history (tenant, status, id) WHERE status <> 'completed';

-- A job resumes a run, or is a signal: the columns of the other are NULL.
CREATE TABLE scheduled_jobs (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  by TEXT NOT NULL,
  run TEXT,
  workflow TEXT,
  signal_id TEXT,
  after_step INTEGER,
  signal_type TEXT,
  subject TEXT,
  occurred_at INTEGER,
  fields TEXT,
  execute_at INTEGER NOT NULL,
  queue_name TEXT NOT NULL,
  status TEXT NOT NULL,
  result TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE scheduled_job_history (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL,
  tenant TEXT NOT NULL,
  by TEXT NOT NULL,
  run TEXT,
  workflow TEXT,
  signal_id TEXT,
  after_step INTEGER,
  signal_type TEXT,
  subject TEXT,
  occurred_at INTEGER,
  fields TEXT,
  execute_at INTEGER NOT NULL,
  queue_name TEXT NOT NULL,
  status TEXT NOT NULL,
  result TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX scheduled_job_history_by_id ON scheduled_job_history (id);

-- The run that a workflow message is from.
ALTER TABLE notifications ADD COLUMN run BLOB;
ALTER TABLE notification_history ADD COLUMN run BLOB;

PRAGMA user_version = 5;
