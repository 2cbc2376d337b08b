-- The latest time that counts of log lines on the disk are as of. They come without a journal
-- entry, and time must not go back behind them over a restart.
CREATE TABLE log_time (
  at INTEGER NOT NULL
) STRICT;
INSERT INTO log_time VALUES (0);

PRAGMA user_version = 12;
