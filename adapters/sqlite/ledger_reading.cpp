#include <utility>

#include "adapters/records/alerting/alert_record.hpp"
#include "adapters/records/paging/escalation_policy_record.hpp"
#include "adapters/records/workflows/workflow_record.hpp"
#include "adapters/sqlite/database/row_reading.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "adapters/sqlite/ledger_statements.hpp"

namespace tocsin::adapters::sqlite {
namespace {

// Versions that the reader has received before.
class ReceivedVersions : public records::References {
 public:
  explicit ReceivedVersions(ports::LedgerReader& reader) : reader_(reader) {}

  std::shared_ptr<const domain::EscalationPolicy> policy(
      const records::PolicyUse& use) const override {
    return reader_.policy_version(use.tenant, use.id, use.version);
  }
  domain::SharedWorkflow workflow(const records::WorkflowUse& use) const override {
    return reader_.workflow_version(use.tenant, use.id, use.version);
  }

 private:
  ports::LedgerReader& reader_;
};

// Gives the records of all kinds to the reader, in its order.
class Giving {
 public:
  Giving(LedgerStatements& sql, Tallies& tallies, ports::LedgerReader& reader)
      : sql_(sql), tallies_(tallies), reader_(reader), references_(reader) {}

  Result<Done> give_all() {
    auto given = give_configuration();
    if (given) given = give_alerts();
    if (given) given = give_workflows();
    if (given) given = give_work();
    return given;
  }

 private:
  Result<Done> give_configuration() {
    auto given = give_entries<records::EscalationPolicyRecord>(
        sql_.escalation_policies,
        [&](auto row) { reader_.on_escalation_policy(std::move(row.policy), row.is_current); });
    if (given) {
      given = give_entries<domain::Service>(
          sql_.services, [&](auto service) { reader_.on_service(std::move(service)); });
    }
    if (given) {
      given = give_entries<domain::GroupingRule>(
          sql_.grouping_rules, [&](auto rule) { reader_.on_grouping_rule(std::move(rule)); });
    }
    if (given) {
      given = give_entries<domain::EventManager>(
          sql_.event_managers, [&](auto manager) { reader_.on_event_manager(std::move(manager)); });
    }
    return given ? give_subscriptions() : given;
  }

  Result<Done> give_subscriptions() {
    auto given = give_entries<domain::Client>(
        sql_.clients, [&](auto client) { reader_.on_client(std::move(client)); });
    if (given) {
      given = give_entries<domain::Subscription>(sql_.subscriptions, [&](auto subscription) {
        reader_.on_subscription(std::move(subscription));
      });
    }
    return given ? give_log_rules() : given;
  }

  Result<Done> give_log_rules() {
    auto given = give_entries<domain::LogRule>(
        sql_.log_rules, [&](auto rule) { reader_.on_log_rule(std::move(rule)); });
    return given ? give_seeded_tenants() : given;
  }

  Result<Done> give_seeded_tenants() {
    auto rows = sql_.seeded_tenants.query();
    while (rows.next()) {
      domain::TenantId tenant;
      rows.read(tenant);
      reader_.on_seeded_tenant(std::move(tenant));
    }
    return end_of(rows);
  }

  Result<Done> give_alerts() {
    const auto newer = tallies_.read();
    if (!newer) return Failure{newer.error()};
    return give_rows<records::AlertRecord>(sql_.alerts, [&](auto key, auto row) {
      if (const auto found = newer->find(key); found != newer->end()) {
        row.alert.set_tally(found->second.tally);
        row.timeline = found->second.timeline;
        tallies_.row_read(key);
      }
      reader_.on_alert(key, std::move(row.alert), row.timeline);
    });
  }

  Result<Done> give_workflows() {
    auto given = give_entries<records::WorkflowRecord>(sql_.workflows, [&](auto row) {
      reader_.on_workflow(std::move(row.workflow), row.is_shown);
    });
    if (given) {
      given = give_rows<domain::WatchedSubject>(
          sql_.watches, [&](auto key, auto subject) { reader_.on_watch(key, std::move(subject)); });
    }
    if (given) {
      given = give_rows<domain::Run>(
          sql_.runs, [&](auto key, auto run) { reader_.on_run(key, std::move(run)); });
    }
    if (given) {
      given = give_rows<domain::ScheduledJob>(sql_.scheduled_jobs, [&](auto key, auto job) {
        reader_.on_scheduled_job(key, std::move(job));
      });
    }
    return given;
  }

  Result<Done> give_work() {
    auto given = give_rows<domain::Timer>(
        sql_.timers, [&](auto key, const auto& timer) { reader_.on_timer(key, timer); });
    if (given) {
      given = give_rows<domain::Notification>(sql_.notifications, [&](auto key, auto notification) {
        reader_.on_notification(key, std::move(notification));
      });
    }
    if (given) {
      given = give_rows<domain::EarlyResolve>(sql_.early_resolves, [&](auto key, auto resolve) {
        reader_.on_early_resolve(key, std::move(resolve));
      });
    }
    if (given) {
      given = give_entries<domain::ServiceLog>(
          sql_.service_logs, [&](auto log) { reader_.on_service_log(std::move(log)); });
    }
    return given ? give_timeline_end() : given;
  }

  Result<Done> give_timeline_end() {
    auto rows = sql_.timeline_end.query();
    ports::TimelineMark end = 0;
    if (rows.next()) rows.read(end);
    if (!rows.failed()) reader_.on_timeline_end(end);
    return end_of(rows);
  }

  template <typename T, typename Give>
  Result<Done> give_entries(Statement& select, Give give) {
    auto rows = select.query();
    while (rows.next()) {
      auto value = read_record<T>(rows, references_);
      if (!value) break;
      give(*std::move(value));
    }
    return end_of(rows);
  }

  template <typename T, typename Give>
  Result<Done> give_rows(Statement& select, Give give) {
    auto rows = select.query();
    while (rows.next()) {
      ports::RowKey key = 0;
      auto value = read_record<T>(rows, references_, key);
      if (!value) break;
      give(key, *std::move(value));
    }
    return end_of(rows);
  }

  static Result<Done> end_of(const Rows& rows) {
    if (rows.failed()) return rows.failure();
    return Done{};
  }

  LedgerStatements& sql_;
  Tallies& tallies_;
  ports::LedgerReader& reader_;
  ReceivedVersions references_;
};

}  // namespace

Result<Done> SqliteLedger::read(ports::LedgerReader& reader) {
  if (auto begun = begin(); !begun) return begun;
  return end(Giving{*sql_, tallies_, reader}.give_all());
}

}  // namespace tocsin::adapters::sqlite
