#pragma once

#include "adapters/sqlite/database/sql_text.hpp"
#include "adapters/sqlite/database/statement.hpp"

namespace tocsin::adapters::sqlite {

// All statements of the ledger.
struct LedgerStatements {
  Connection& connection;

  Statement begin{connection, "BEGIN IMMEDIATE"};
  Statement commit{connection, "COMMIT"};
  Statement rollback{connection, "ROLLBACK"};

  Statement put_alert{connection, put_row("alerts")};
  Statement remove_alert{connection, remove_row("alerts")};
  Statement alerts{connection, rows_of("alerts")};
  Statement archive_alert{connection,
                          "INSERT INTO alert_history (id, tenant, dedup_key, parent, resolved_at, "
                          "timeline, record) VALUES (?, ?, ?, ?, ?, ?, ?)"};
  Statement archived_timeline{connection, "SELECT timeline FROM alert_history WHERE id = ?"};
  Statement mark_archived_alert{connection, "UPDATE alert_history SET timeline = ? WHERE id = ?"};

  Statement add_tallies{connection, "INSERT INTO tally_packs (seq, tallies) VALUES (?, ?)"};
  Statement remove_tallies{connection, "DELETE FROM tally_packs WHERE seq = ?"};
  Statement find_tallies{connection, "SELECT seq, tallies FROM tally_packs WHERE seq = ?"};
  Statement tallies{connection, "SELECT seq, tallies FROM tally_packs ORDER BY seq"};

  Statement put_timer{connection, put_row("timers")};
  Statement remove_timer{connection, remove_row("timers")};
  Statement timers{connection, rows_of("timers")};

  Statement put_notification{connection, put_row("notifications")};
  Statement remove_notification{connection, remove_row("notifications")};
  Statement notifications{connection, rows_of("notifications")};
  Statement archive_notification{connection,
                                 "INSERT INTO notification_history (id, tenant, alert, client, "
                                 "status, created_at, record) VALUES (?, ?, ?, ?, ?, ?, ?)"};
  Statement revive_notification{connection,
                                "DELETE FROM notification_history WHERE id = ? AND tenant = ?"};

  Statement put_early_resolve{connection, put_row("early_resolves")};
  Statement remove_early_resolve{connection, remove_row("early_resolves")};
  Statement early_resolves{connection, rows_of("early_resolves")};

  Statement add_timeline{connection,
                         "INSERT INTO timeline_packs (seq, entries, last, at) VALUES (?, ?, ?, ?)"};
  Statement timeline_end{connection,
                         "SELECT last, at FROM timeline_packs ORDER BY seq DESC LIMIT 1"};

  Statement add_journal{connection,
                        "INSERT INTO journal_packs (entries, at, written) VALUES (?, ?, ?)"};
  Statement journal_end{connection,
                        "SELECT at, written FROM journal_packs ORDER BY seq DESC LIMIT 1"};

  Statement add_receipt{connection,
                        "INSERT INTO event_receipts (tenant, event_id, received_at, record) "
                        "VALUES (?, ?, ?, ?)"};
  Statement find_receipt{connection,
                         "SELECT record FROM event_receipts WHERE tenant = ? AND event_id = ?"};

  Statement put_escalation_policy{connection, put_version("escalation_policies")};
  Statement retire_escalation_policy{connection, retire_policy_sql()};
  Statement forget_escalation_policies{connection, forget_policies_sql()};
  Statement escalation_policies{connection, versions_of("escalation_policies")};

  Statement put_service{connection, put_entry("services")};
  Statement remove_service{connection, remove_entry("services")};
  Statement services{connection, entries_of("services")};

  Statement put_grouping_rule{connection, put_entry("grouping_rules")};
  Statement remove_grouping_rule{connection, remove_entry("grouping_rules")};
  Statement grouping_rules{connection, entries_of("grouping_rules")};

  Statement put_event_manager{connection, put_entry("event_managers")};
  Statement remove_event_manager{connection, remove_entry("event_managers")};
  Statement event_managers{connection, entries_of("event_managers")};

  Statement put_client{connection, put_entry("clients")};
  Statement remove_client{connection, remove_entry("clients")};
  Statement clients{connection, entries_of("clients")};

  Statement put_subscription{connection,
                             "INSERT OR REPLACE INTO subscriptions (id, record) VALUES (?, ?)"};
  Statement remove_subscription{connection, "DELETE FROM subscriptions WHERE id = ?"};
  Statement subscriptions{connection, "SELECT record FROM subscriptions ORDER BY id"};

  Statement put_log_rule{connection, put_entry("log_rules")};
  Statement remove_log_rule{connection, remove_entry("log_rules")};
  Statement log_rules{connection, entries_of("log_rules")};

  Statement put_seeded_tenant{connection, "INSERT OR IGNORE INTO seeded_tenants VALUES (?)"};
  Statement seeded_tenants{connection, "SELECT tenant FROM seeded_tenants"};

  Statement put_service_log{connection,
                            "INSERT INTO log_windows (tenant, service, record) VALUES (?, ?, ?) "
                            "ON CONFLICT (tenant, service) DO UPDATE SET record = excluded.record"};
  Statement remove_service_log{connection,
                               "DELETE FROM log_windows WHERE tenant = ? AND service = ?"};
  Statement service_logs{connection, "SELECT record FROM log_windows ORDER BY row"};
  Statement put_log_time{connection, "UPDATE log_time SET at = max(at, ?)"};
  Statement log_time{connection, "SELECT at FROM log_time"};

  Statement put_workflow{connection, put_version("workflows")};
  Statement hide_workflow{connection, hide_workflow_sql()};
  Statement hide_old_workflows{connection, hide_workflow_sql() + " AND version <= ?"};
  Statement forget_workflows{connection, forget_workflows_sql()};
  Statement workflows{connection, versions_of("workflows")};

  Statement put_watch{connection, put_row("watches")};
  Statement remove_watches{
      connection,
      "DELETE FROM watches WHERE row < ? AND row < (SELECT min(row) FROM watches) + ?"};
  Statement watches{connection, rows_of("watches")};

  Statement add_signal_receipt{connection,
                               "INSERT OR REPLACE INTO signal_receipts "
                               "(occurred_at, content, received_at) VALUES (?, ?, ?)"};
  Statement has_signal_receipt{
      connection,
      "SELECT received_at FROM signal_receipts WHERE occurred_at = ? AND content = ?"};

  Statement put_run{connection, put_row("runs")};
  Statement remove_run{connection, remove_row("runs")};
  Statement runs{connection, rows_of("runs")};
  Statement archive_run{connection,
                        "INSERT INTO run_history (id, tenant, workflow, subject, status, ended_at, "
                        "record) VALUES (?, ?, ?, ?, ?, ?, ?)"};

  Statement put_scheduled_job{connection, put_row("scheduled_jobs")};
  Statement remove_scheduled_job{connection, remove_row("scheduled_jobs")};
  Statement scheduled_jobs{connection, rows_of("scheduled_jobs")};
  Statement archive_scheduled_job{connection,
                                  "INSERT INTO scheduled_job_history (id, tenant, updated_at, "
                                  "record) VALUES (?, ?, ?, ?)"};

  Statement put_announced{
      connection,
      "INSERT OR REPLACE INTO announced (alert, tenant, told_at, record) VALUES (?, ?, ?, ?)"};
  Statement find_announced{connection,
                           "SELECT record FROM announced WHERE alert = ? AND tenant = ?"};

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

  // Records are searched here only: at the start, and when a version is replaced.
  static std::string retire_policy_sql();
  static std::string forget_policies_sql();
  static std::string hide_workflow_sql();
  static std::string forget_workflows_sql();
};

}  // namespace tocsin::adapters::sqlite
