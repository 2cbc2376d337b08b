-- A workflow watches since a version of it, where it was since a time: who was watched, is. As in the
-- first schema.
UPDATE workflows SET watches_since = 1;

PRAGMA user_version = 8;
