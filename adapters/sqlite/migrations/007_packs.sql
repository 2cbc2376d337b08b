-- What is only ever appended is packed: many entries are one row, for a row of its own costs more
-- than what is in it. Two views show the entries one by one to whoever looks
-- with the sqlite3 shell; the program itself trusts no view of a file.

ALTER TABLE timeline RENAME TO old_timeline;
CREATE TABLE timeline_packs (
  seq INTEGER PRIMARY KEY,         -- of its first entry; the others follow without a gap
  entries TEXT NOT NULL,           -- JSON: [[before, tenant, alert, at, what, why, by], …]
  last INTEGER NOT NULL,           -- seq of its last entry
  at INTEGER NOT NULL              -- of the newest
) STRICT;
INSERT INTO timeline_packs
  SELECT seq,
         json_array(json_array(
           before, tenant,
           substr(id, 1, 8) || '-' || substr(id, 9, 4) || '-' || substr(id, 13, 4) || '-' ||
             substr(id, 17, 4) || '-' || substr(id, 21),
           at, what, why, by)),
         seq, at
  FROM (SELECT *, lower(hex(alert)) AS id FROM old_timeline) ORDER BY seq;
DROP TABLE old_timeline;
CREATE VIEW timeline AS
  SELECT seq + entry.key AS seq, entry.value ->> 0 AS before, entry.value ->> 1 AS tenant,
         entry.value ->> 2 AS alert, entry.value ->> 3 AS at, entry.value ->> 4 AS what,
         entry.value ->> 5 AS why, entry.value ->> 6 AS by
  FROM timeline_packs, json_each(entries) AS entry;

ALTER TABLE journal RENAME TO old_journal;
CREATE TABLE journal_packs (
  seq INTEGER PRIMARY KEY,
  entries TEXT NOT NULL,           -- JSON: [[at, tenant, actor, command, body, result], …]
  at INTEGER NOT NULL,             -- of the newest
  written INTEGER NOT NULL         -- bytes of all entries ever, up to and including these
) STRICT;
INSERT INTO journal_packs
  SELECT seq, json_array(json_array(at, tenant, actor, command, body, result)), at, written
  FROM old_journal ORDER BY seq;
DROP TABLE old_journal;
CREATE VIEW journal AS
  SELECT seq AS pack, entry.key AS nth, entry.value ->> 0 AS at, entry.value ->> 1 AS tenant,
         entry.value ->> 2 AS actor, entry.value ->> 3 AS command, entry.value ->> 4 AS body,
         entry.value ->> 5 AS result
  FROM journal_packs, json_each(entries) AS entry;

-- What is newer than the rows of open alerts: of those that only these have changed. A later pack counts over an earlier one. Written into the rows by and by.
CREATE TABLE tally_packs (
  seq INTEGER PRIMARY KEY,
  tallies TEXT NOT NULL            -- JSON: [[row, child_count, active_children, event_count,
                                   --         suppressed_count, updated_at, occurred_at, timeline], …]
) STRICT;

PRAGMA user_version = 7;
