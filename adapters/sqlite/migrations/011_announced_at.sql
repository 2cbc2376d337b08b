-- When the clients of an announced alert were last told: it is forgotten some time later.
ALTER TABLE announced ADD COLUMN told_at INTEGER NOT NULL DEFAULT 0;
UPDATE announced SET told_at = unixepoch() * 1000;
CREATE INDEX announced_by_time ON announced (told_at);

PRAGMA user_version = 11;
