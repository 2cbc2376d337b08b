#include <utility>

#include "adapters/sqlite/database/row_reading.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "adapters/sqlite/ledger_statements.hpp"
#include "adapters/sqlite/logs/service_log_row.hpp"

namespace tocsin::adapters::sqlite {
namespace {

struct TimerRow {
  ports::RowKey key = 0;
  domain::Timer timer;
};

TimerRow read_timer(Rows& rows) {
  TimerRow row;
  auto& [tenant, owner, epoch, due, severity] = row.timer;
  rows.read(row.key, tenant, owner, epoch, due, severity);
  return row;
}

struct EarlyResolveRow {
  ports::RowKey key = 0;
  domain::EarlyResolve resolve;
};

EarlyResolveRow read_early_resolve(Rows& rows) {
  EarlyResolveRow row;
  auto& [tenant, manager, dedup_key, occurred_at, received_at] = row.resolve;
  rows.read(row.key, tenant, manager, dedup_key, occurred_at, received_at);
  return row;
}

ports::TimelineMark read_timeline_end(Rows& rows) {
  ports::TimelineMark mark = 0;
  rows.read(mark);
  return mark;
}

domain::TenantId read_tenant(Rows& rows) {
  domain::TenantId tenant;
  rows.read(tenant);
  return tenant;
}

Result<Done> give_log_rules(LedgerStatements& sql, ports::LedgerReader& reader) {
  auto given = give_each(
      sql.log_rules, read_log_rule, [&](auto rule) { reader.on_log_rule(std::move(rule)); });
  if (!given) return given;
  return give_each(sql.seeded_tenants, read_tenant, [&](auto tenant) {
    reader.on_seeded_tenant(std::move(tenant));
  });
}

Result<Done> give_configuration(LedgerStatements& sql, ports::LedgerReader& reader) {
  auto given = give_each(sql.escalation_policies, read_escalation_policy, [&](auto row) {
    reader.on_escalation_policy(std::move(row.policy), row.is_current);
  });
  if (!given) return given;
  given = give_each(
      sql.services, read_service, [&](auto service) { reader.on_service(std::move(service)); });
  if (!given) return given;
  given = give_each(sql.grouping_rules, read_grouping_rule, [&](auto rule) {
    reader.on_grouping_rule(std::move(rule));
  });
  if (!given) return given;
  given = give_each(sql.event_managers, read_event_manager, [&](auto manager) {
    reader.on_event_manager(std::move(manager));
  });
  if (!given) return given;
  given = give_each(
      sql.clients, read_client, [&](auto client) { reader.on_client(std::move(client)); });
  if (!given) return given;
  given = give_each(sql.subscriptions, read_subscription, [&](auto subscription) {
    reader.on_subscription(std::move(subscription));
  });
  if (!given) return given;
  return give_log_rules(sql, reader);
}

Result<Done> give_alerts(LedgerStatements& sql,
                         Tallies& tallies,
                         const Tallies::ByRow& newer,
                         ports::LedgerReader& reader) {
  const FindPolicy find_policy = [&](const PolicyUse& use) {
    return reader.policy_version(use.tenant, use.id, use.version);
  };
  return give_each(
      sql.alerts,
      [&](Rows& rows) { return read_alert(rows, find_policy); },
      [&](auto row) {
        if (const auto found = newer.find(row.key); found != newer.end()) {
          row.alert.set_tally(found->second.tally);
          row.timeline = found->second.timeline;
          tallies.row_read(row.key);
        }
        reader.on_alert(row.key, std::move(row.alert), row.timeline);
      });
}

Result<Done> give_work(LedgerStatements& sql, ports::LedgerReader& reader) {
  auto given = give_each(
      sql.timers, read_timer, [&](const auto& row) { reader.on_timer(row.key, row.timer); });
  if (!given) return given;
  given = give_each(sql.notifications, read_notification, [&](auto row) {
    reader.on_notification(row.key, std::move(row.notification));
  });
  if (!given) return given;
  given = give_each(sql.early_resolves, read_early_resolve, [&](auto row) {
    reader.on_early_resolve(row.key, std::move(row.resolve));
  });
  if (!given) return given;
  given = give_each(
      sql.service_logs, read_service_log, [&](auto log) { reader.on_service_log(std::move(log)); });
  if (!given) return given;
  ports::TimelineMark end = 0;
  given = give_each(sql.timeline_end, read_timeline_end, [&](auto mark) { end = mark; });
  if (given) reader.on_timeline_end(end);
  return given;
}

Result<Done> give_all(LedgerStatements& sql, Tallies& tallies, ports::LedgerReader& reader) {
  if (auto given = give_configuration(sql, reader); !given) return given;
  const auto newer = tallies.read();
  if (!newer) return Failure{newer.error()};
  if (auto given = give_alerts(sql, tallies, *newer, reader); !given) return given;
  if (auto given = give_workflows(sql, reader); !given) return given;
  return give_work(sql, reader);
}

}  // namespace

Result<Done> SqliteLedger::read(ports::LedgerReader& reader) {
  if (auto begun = begin(); !begun) return begun;
  return end(give_all(*sql_, tallies_, reader));
}

}  // namespace tocsin::adapters::sqlite
