-- Which services a service depends on: a JSON list of their ids.
ALTER TABLE services ADD COLUMN depends_on TEXT NOT NULL DEFAULT '[]';

PRAGMA user_version = 3;
