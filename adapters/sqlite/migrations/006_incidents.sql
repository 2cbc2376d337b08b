-- Where an alert may have opened incidents elsewhere, which follow it. As in the first schema.

ALTER TABLE alerts ADD COLUMN incidents TEXT;         -- JSON: [[target, routing key, client], …]
ALTER TABLE alert_history ADD COLUMN incidents TEXT;

-- Of what is open: everywhere that PagerDuty was tried for it.
UPDATE alerts SET incidents = known.incidents
  FROM (SELECT alert, json_group_array(json_array(target, address, client)) AS incidents
        FROM (SELECT told.alert, delivery.value ->> 2 AS address,
                     min(delivery.value ->> 0) AS target, min(told.client) AS client
              FROM (SELECT alert, kind, client, deliveries FROM notifications
                    UNION ALL
                    SELECT alert, kind, client, deliveries FROM notification_history) AS told,
                   json_each(told.deliveries) AS delivery
              WHERE told.kind IN ('page', 'match', 'alert_opened')
                AND told.deliveries LIKE '%"pagerduty"%'
                AND delivery.value ->> 1 = 'pagerduty' AND delivery.value ->> 5 > 0
              GROUP BY told.alert, address)
        GROUP BY alert) AS known
  WHERE known.alert = alerts.id;

PRAGMA user_version = 6;
