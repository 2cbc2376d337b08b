#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "adapters/sqlite/ledger.hpp"
#include "ports/store/ledger.hpp"
#include "tests/adapters/sqlite/database/temporary_directory.hpp"

namespace tocsin::tests {

// Everything a ledger had kept, as a working set hears it.
struct Kept : ports::LedgerReader {
  struct AlertRow {
    ports::RowKey key;
    domain::Alert alert;
    ports::TimelineMark timeline;
    bool operator==(const AlertRow&) const = default;
  };

  void on_escalation_policy(domain::EscalationPolicy policy, bool is_current) override {
    policies.emplace_back(std::make_shared<const domain::EscalationPolicy>(std::move(policy)),
                          is_current);
  }
  void on_service(domain::Service service) override { services.push_back(std::move(service)); }
  void on_grouping_rule(domain::GroupingRule rule) override { rules.push_back(std::move(rule)); }
  void on_event_manager(domain::EventManager manager) override {
    managers.push_back(std::move(manager));
  }
  void on_client(domain::Client client) override { clients.push_back(std::move(client)); }
  void on_subscription(domain::Subscription subscription) override {
    subscriptions.push_back(std::move(subscription));
  }
  void on_log_rule(domain::LogRule rule) override { log_rules.push_back(std::move(rule)); }
  void on_seeded_tenant(domain::TenantId tenant) override {
    seeded_tenants.push_back(std::move(tenant));
  }
  void on_service_log(domain::ServiceLog log) override { service_logs.push_back(std::move(log)); }
  void on_alert(ports::RowKey key, domain::Alert alert, ports::TimelineMark timeline) override {
    alerts.push_back({key, std::move(alert), timeline});
  }
  void on_timer(ports::RowKey key, const domain::Timer& timer) override {
    timers.emplace_back(key, timer);
  }
  void on_notification(ports::RowKey key, domain::Notification notification) override {
    notifications.emplace_back(key, std::move(notification));
  }
  void on_early_resolve(ports::RowKey key, domain::EarlyResolve resolve) override {
    early_resolves.emplace_back(key, std::move(resolve));
  }
  void on_workflow(domain::Workflow workflow, bool is_shown) override {
    workflows.emplace_back(std::make_shared<const domain::Workflow>(std::move(workflow)), is_shown);
  }
  void on_watch(ports::RowKey key, domain::WatchedSubject subject) override {
    watches.emplace_back(key, std::move(subject));
  }
  void on_run(ports::RowKey key, domain::Run run) override {
    runs.emplace_back(key, std::move(run));
  }
  void on_scheduled_job(ports::RowKey key, domain::ScheduledJob job) override {
    jobs.emplace_back(key, std::move(job));
  }
  void on_timeline_end(ports::TimelineMark mark) override { timeline_end = mark; }
  std::shared_ptr<const domain::EscalationPolicy> policy_version(
      const domain::TenantId& tenant,
      const domain::EscalationPolicyId& id,
      std::uint64_t version) override {
    for (const auto& [policy, is_current] : policies) {
      if (policy->tenant == tenant && policy->id == id && policy->version == version) return policy;
    }
    return nullptr;
  }
  domain::SharedWorkflow workflow_version(const domain::TenantId& tenant,
                                          const domain::WorkflowId& id,
                                          std::uint64_t version) override {
    for (const auto& [workflow, is_shown] : workflows) {
      const bool is_it = workflow->tenant == tenant && workflow->id == id;
      if (is_it && workflow->version == version) return workflow;
    }
    return nullptr;
  }

  std::vector<std::pair<std::shared_ptr<const domain::EscalationPolicy>, bool>> policies;
  std::vector<domain::Service> services;
  std::vector<domain::GroupingRule> rules;
  std::vector<domain::EventManager> managers;
  std::vector<domain::Client> clients;
  std::vector<domain::Subscription> subscriptions;
  std::vector<domain::LogRule> log_rules;
  std::vector<domain::TenantId> seeded_tenants;
  std::vector<domain::ServiceLog> service_logs;
  std::vector<AlertRow> alerts;
  std::vector<std::pair<ports::RowKey, domain::Timer>> timers;
  std::vector<std::pair<ports::RowKey, domain::Notification>> notifications;
  std::vector<std::pair<ports::RowKey, domain::EarlyResolve>> early_resolves;
  std::vector<std::pair<domain::SharedWorkflow, bool>> workflows;
  std::vector<std::pair<ports::RowKey, domain::WatchedSubject>> watches;
  std::vector<std::pair<ports::RowKey, domain::Run>> runs;
  std::vector<std::pair<ports::RowKey, domain::ScheduledJob>> jobs;
  ports::TimelineMark timeline_end = -1;
};

// A test with a ledger in a directory of its own.
class LedgerTest : public ::testing::Test {
 protected:
  using SqliteLedger = adapters::sqlite::SqliteLedger;
  using DataDirectory = adapters::sqlite::DataDirectory;

  void open(SqliteLedger::Settings settings = {}) {
    auto locked = DataDirectory::open(directory.path());
    ASSERT_TRUE(locked) << locked.error().message;
    data.emplace(*std::move(locked));
    auto opened = SqliteLedger::open(*data, std::move(settings));
    ASSERT_TRUE(opened) << opened.error().message;
    ledger = *std::move(opened);
  }

  void close() {
    ledger.reset();
    data.reset();
  }

  // What the next process would find.
  Kept reopened() {
    close();
    open();
    return read();
  }

  Kept read() {
    Kept kept;
    const auto done = ledger->read(kept);
    EXPECT_TRUE(done) << done.error().message;
    return kept;
  }

  template <typename Puts>
  void commit(Puts puts) {
    ASSERT_TRUE(ledger->begin());
    puts(*ledger);
    const auto kept = ledger->commit();
    ASSERT_TRUE(kept) << kept.error().message;
  }

  TemporaryDirectory directory;
  std::optional<DataDirectory> data;
  std::unique_ptr<SqliteLedger> ledger;
};

}  // namespace tocsin::tests
