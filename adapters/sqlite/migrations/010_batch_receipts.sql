-- Which batches of lines a service has counted, so that one that comes again counts once. JSON, see
-- service_log_row.hpp.
ALTER TABLE log_windows ADD COLUMN receipts TEXT NOT NULL DEFAULT '[]';

PRAGMA user_version = 10;
