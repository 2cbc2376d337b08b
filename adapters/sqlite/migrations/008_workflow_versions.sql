-- A workflow watches since a version of it, where it was since a time. What had been watched before
-- that time would have been forgotten at the next look at it. As in the first schema.
UPDATE watches SET watches = (
  SELECT json_group_array(json(watch.value))
  FROM json_each(watches.watches) AS watch
  WHERE watches.received_at >= (
    SELECT watches_since FROM workflows
    WHERE workflows.tenant = watches.tenant AND workflows.id = watch.value ->> 0
    ORDER BY version DESC LIMIT 1))
WHERE EXISTS (
  SELECT 1 FROM json_each(watches.watches) AS watch, workflows
  WHERE workflows.tenant = watches.tenant AND workflows.id = watch.value ->> 0
    AND workflows.watches_since > watches.received_at);
UPDATE workflows SET watches_since = 1;

PRAGMA user_version = 8;
