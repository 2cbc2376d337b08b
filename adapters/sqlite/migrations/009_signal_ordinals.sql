-- Different signals of one millisecond have different ids: the number of the last one among them.
ALTER TABLE watches ADD COLUMN ordinal INTEGER NOT NULL DEFAULT 1;

PRAGMA user_version = 9;
