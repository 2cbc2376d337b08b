#pragma once

#include "adapters/sqlite/alerting/alert_row.hpp"
#include "adapters/sqlite/database/sql_text.hpp"
#include "adapters/sqlite/database/statement.hpp"
#include "adapters/sqlite/delivery/notification_row.hpp"
#include "adapters/sqlite/logs/log_rule_row.hpp"
#include "adapters/sqlite/paging/configuration_rows.hpp"
#include "adapters/sqlite/workflows/workflow_rows.hpp"

namespace tocsin::adapters::sqlite {

// All statements of the ledger.
struct LedgerStatements {
  Connection& connection;

  Statement begin{connection, "BEGIN IMMEDIATE"};
  Statement commit{connection, "COMMIT"};
  Statement rollback{connection, "ROLLBACK"};

  Statement put_alert{connection, insert_into("alerts", alert_columns)};
  Statement put_plain_alert{connection, insert_into("alerts", plain_alert_columns)};
  Statement remove_alert{connection, "DELETE FROM alerts WHERE row = ?"};
  Statement archive_alert{connection, insert_into("alert_history", alert_columns)};
  Statement archived_timeline{connection, "SELECT timeline FROM alert_history WHERE id = ?"};
  Statement mark_archived_alert{connection, "UPDATE alert_history SET timeline = ? WHERE id = ?"};
  Statement alerts{connection, select(alert_columns, "alerts ORDER BY row")};

  Statement put_timer{connection,
                      "INSERT OR REPLACE INTO timers (row, tenant, alert, epoch, due, severity) "
                      "VALUES (?, ?, ?, ?, ?, ?)"};
  Statement remove_timer{connection, "DELETE FROM timers WHERE row = ?"};
  Statement add_tallies{connection, "INSERT INTO tally_packs (seq, tallies) VALUES (?, ?)"};
  Statement remove_tallies{connection, "DELETE FROM tally_packs WHERE seq = ?"};
  Statement find_tallies{connection, "SELECT seq, tallies FROM tally_packs WHERE seq = ?"};
  Statement tallies{connection, "SELECT seq, tallies FROM tally_packs ORDER BY seq"};
  Statement timers{connection,
                   "SELECT row, tenant, alert, epoch, due, severity FROM timers ORDER BY row"};

  Statement put_notification{connection, insert_into("notifications", notification_columns)};
  Statement remove_notification{connection, "DELETE FROM notifications WHERE row = ?"};
  Statement archive_notification{connection,
                                 insert_into("notification_history", notification_columns)};
  Statement revive_notification{connection,
                                "DELETE FROM notification_history WHERE id = ? AND tenant = ?"};
  Statement notifications{connection, select(notification_columns, "notifications ORDER BY row")};

  Statement put_early_resolve{
      connection,
      "INSERT OR REPLACE INTO early_resolves "
      "(row, tenant, manager, dedup_key, occurred_at, received_at) VALUES (?, ?, ?, ?, ?, ?)"};
  Statement remove_early_resolve{connection, "DELETE FROM early_resolves WHERE row = ?"};
  Statement early_resolves{connection,
                           "SELECT row, tenant, manager, dedup_key, occurred_at, received_at "
                           "FROM early_resolves ORDER BY row"};

  Statement add_timeline{connection,
                         "INSERT INTO timeline_packs (seq, entries, last, at) VALUES (?, ?, ?, ?)"};
  Statement timeline_end{connection,
                         "SELECT last, at FROM timeline_packs ORDER BY seq DESC LIMIT 1"};

  Statement add_journal{connection,
                        "INSERT INTO journal_packs (entries, at, written) VALUES (?, ?, ?)"};
  Statement journal_end{connection,
                        "SELECT at, written FROM journal_packs ORDER BY seq DESC LIMIT 1"};

  Statement add_receipt{connection,
                        "INSERT INTO event_receipts "
                        "(tenant, event_id, outcome, alert, alert_type, received_at) "
                        "VALUES (?, ?, ?, ?, ?, ?)"};
  Statement find_receipt{connection,
                         "SELECT tenant, event_id, outcome, alert, alert_type, received_at "
                         "FROM event_receipts WHERE tenant = ? AND event_id = ?"};

  Statement put_escalation_policy{connection,
                                  insert_into("escalation_policies", escalation_policy_columns)};
  Statement retire_escalation_policy{
      connection,
      "UPDATE escalation_policies SET is_current = 0 WHERE tenant = ? AND id = ? AND is_current"};
  // The inner select runs only if there is a version that is not current.
  Statement forget_escalation_policies{
      connection,
      "DELETE FROM escalation_policies WHERE NOT is_current AND (tenant, id, version) NOT IN "
      "(SELECT tenant, policy, policy_version FROM alerts WHERE policy IS NOT NULL)"};
  Statement escalation_policies{
      connection,
      select(escalation_policy_columns, "escalation_policies ORDER BY tenant, id, version")};

  Statement put_service{connection, insert_into("services", service_columns)};
  Statement remove_service{connection, "DELETE FROM services WHERE tenant = ? AND id = ?"};
  Statement services{connection, select(service_columns, "services ORDER BY tenant, id")};

  Statement put_grouping_rule{connection, insert_into("grouping_rules", grouping_rule_columns)};
  Statement remove_grouping_rule{connection,
                                 "DELETE FROM grouping_rules WHERE tenant = ? AND id = ?"};
  Statement grouping_rules{connection,
                           select(grouping_rule_columns, "grouping_rules ORDER BY tenant, id")};

  Statement put_event_manager{connection, insert_into("event_managers", event_manager_columns)};
  Statement remove_event_manager{connection,
                                 "DELETE FROM event_managers WHERE tenant = ? AND id = ?"};
  Statement event_managers{connection,
                           select(event_manager_columns, "event_managers ORDER BY tenant, id")};

  Statement put_client{connection, insert_into("clients", client_columns)};
  Statement remove_client{connection, "DELETE FROM clients WHERE tenant = ? AND id = ?"};
  Statement clients{connection, select(client_columns, "clients ORDER BY tenant, id")};

  Statement put_subscription{connection, insert_into("subscriptions", subscription_columns)};
  Statement remove_subscription{connection, "DELETE FROM subscriptions WHERE id = ?"};
  Statement subscriptions{connection, select(subscription_columns, "subscriptions ORDER BY id")};

  Statement put_log_rule{connection, insert_into("log_rules", log_rule_columns)};
  Statement remove_log_rule{connection, "DELETE FROM log_rules WHERE tenant = ? AND id = ?"};
  Statement log_rules{connection, select(log_rule_columns, "log_rules ORDER BY tenant, id")};

  Statement put_seeded_tenant{connection, "INSERT OR IGNORE INTO seeded_tenants VALUES (?)"};
  Statement seeded_tenants{connection, "SELECT tenant FROM seeded_tenants"};

  Statement put_service_log{
      connection,
      "INSERT INTO log_windows (tenant, service, rules, ended, receipts) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT (tenant, service) DO UPDATE SET rules = excluded.rules, ended = excluded.ended, "
      "receipts = excluded.receipts"};
  Statement remove_service_log{connection,
                               "DELETE FROM log_windows WHERE tenant = ? AND service = ?"};
  Statement service_logs{
      connection,
      "SELECT tenant, service, rules, ended, receipts FROM log_windows ORDER BY row"};
  Statement put_log_time{connection, "UPDATE log_time SET at = max(at, ?)"};
  Statement log_time{connection, "SELECT at FROM log_time"};
  Statement put_workflow{connection, insert_into("workflows", workflow_columns)};
  Statement hide_workflow{connection,
                          "UPDATE workflows SET is_shown = 0 WHERE tenant = ? AND id = ?"};
  Statement hide_old_workflows{
      connection,
      "UPDATE workflows SET is_shown = 0 WHERE tenant = ? AND id = ? AND version <= ?"};
  // The last version stays, because its number must not be assigned again. The inner selects run
  // only if there is a version that is not shown.
  Statement forget_workflows{
      connection,
      "DELETE FROM workflows AS old WHERE NOT is_shown AND (tenant, id, version) NOT IN "
      "(SELECT tenant, workflow, version FROM runs) AND version < "
      "(SELECT max(version) FROM workflows WHERE tenant = old.tenant AND id = old.id)"};
  Statement workflows{connection,
                      select(workflow_columns, "workflows ORDER BY tenant, id, version")};

  Statement put_watch{connection, insert_into("watches", watch_columns)};
  Statement remove_watches{
      connection,
      "DELETE FROM watches WHERE row < ? AND row < (SELECT min(row) FROM watches) + ?"};
  Statement watches{connection, select(watch_columns, "watches ORDER BY row")};

  Statement add_signal_receipt{connection,
                               "INSERT OR REPLACE INTO signal_receipts "
                               "(occurred_at, content, received_at) VALUES (?, ?, ?)"};
  Statement has_signal_receipt{
      connection,
      "SELECT received_at FROM signal_receipts WHERE occurred_at = ? AND content = ?"};

  Statement put_run{connection, insert_into("runs", run_columns)};
  Statement remove_run{connection, "DELETE FROM runs WHERE row = ?"};
  Statement archive_run{connection, insert_into("run_history", run_columns)};
  Statement runs{connection, select(run_columns, "runs ORDER BY row")};

  Statement put_scheduled_job{connection, insert_into("scheduled_jobs", scheduled_job_columns)};
  Statement remove_scheduled_job{connection, "DELETE FROM scheduled_jobs WHERE row = ?"};
  Statement archive_scheduled_job{connection,
                                  insert_into("scheduled_job_history", scheduled_job_columns)};
  Statement scheduled_jobs{connection,
                           select(scheduled_job_columns, "scheduled_jobs ORDER BY row")};

  Statement put_announced{
      connection,
      "INSERT OR REPLACE INTO announced (alert, tenant, clients, told_at) VALUES (?, ?, ?, ?)"};
  Statement find_announced{connection,
                           "SELECT clients FROM announced WHERE alert = ? AND tenant = ?"};

  // The oldest rows are in front, so each statement reads only the first rows. The last row stays:
  // later numbers continue from it.
  Statement prune_journal{
      connection,
      "DELETE FROM journal_packs WHERE seq < (SELECT min(seq) FROM journal_packs) + ? "
      "AND seq < (SELECT max(seq) FROM journal_packs) AND (at < ? OR written <= "
      "(SELECT written FROM journal_packs ORDER BY seq DESC LIMIT 1) - ?)"};
  Statement prune_timeline{
      connection,
      "DELETE FROM timeline_packs WHERE seq < (SELECT min(seq) FROM timeline_packs) + ? "
      "AND seq < (SELECT max(seq) FROM timeline_packs) AND at < ?"};
  Statement prune_receipts{
      connection,
      "DELETE FROM event_receipts WHERE seq < (SELECT min(seq) FROM event_receipts) + ? "
      "AND received_at < ?"};
  Statement prune_announced{connection,
                            "DELETE FROM announced WHERE (alert, tenant) IN (SELECT alert, tenant "
                            "FROM announced WHERE told_at < ?2 ORDER BY told_at LIMIT ?1)"};
  Statement prune_alerts{
      connection,
      "DELETE FROM alert_history WHERE row < (SELECT min(row) FROM alert_history) + ? "
      "AND resolved_at < ?"};
  Statement prune_notifications{
      connection,
      "DELETE FROM notification_history "
      "WHERE row < (SELECT min(row) FROM notification_history) + ? AND created_at < ?"};
  Statement prune_runs{connection,
                       "DELETE FROM run_history WHERE row < (SELECT min(row) FROM run_history) + ? "
                       "AND ended_at < ?"};
  Statement prune_scheduled_jobs{
      connection,
      "DELETE FROM scheduled_job_history "
      "WHERE row < (SELECT min(row) FROM scheduled_job_history) + ? AND updated_at < ?"};
  // Because a sender's clock may be wrong, only receipts that occurred and were received long ago
  // are removed. Those that stay must not block the ones behind them, so each call begins where the
  // last one has ended, and restarts after the end.
  Statement next_signal_receipts{
      connection,
      "SELECT max(occurred_at), count(*) FROM (SELECT occurred_at FROM signal_receipts "
      "WHERE occurred_at > ? AND occurred_at < ? ORDER BY occurred_at LIMIT ?)"};
  Statement prune_signal_receipts{
      connection,
      "DELETE FROM signal_receipts WHERE occurred_at > ? AND occurred_at <= ? AND received_at < ?"};
};

}  // namespace tocsin::adapters::sqlite
