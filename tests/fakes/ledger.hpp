#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "ports/alerting/alert_reader.hpp"
#include "ports/alerting/timeline_reader.hpp"
#include "ports/delivery/notification_reader.hpp"
#include "ports/store/ledger.hpp"
#include "ports/workflows/run_reader.hpp"
#include "ports/workflows/scheduled_jobs.hpp"

namespace tocsin::tests {

// A disk in memory: it keeps what one working set has committed for the next one, shows what is
// closed, and is full when a test says so.
class FakeLedger : public ports::Ledger,
                   public ports::AlertReader,
                   public ports::NotificationReader,
                   public ports::RunReader,
                   public ports::ScheduledJobReader,
                   public ports::TimelineReader {
 public:
  bool refuses_to_begin = false;
  bool refuses_to_commit = false;
  bool cannot_read_runs = false;

  const std::vector<ports::JournalEntry>& journal() const { return kept_.journal; }
  int times_read() const { return times_read_; }

  Result<Done> read(ports::LedgerReader& reader) override;
  Result<Done> begin() override;
  Result<Done> commit() override;

  void put_alert(ports::RowKey key,
                 const domain::Alert& alert,
                 ports::TimelineMark timeline) override;
  void put_tally(ports::RowKey key,
                 domain::AlertId id,
                 const domain::Tally& tally,
                 ports::TimelineMark timeline) override;
  void archive_alert(ports::RowKey key,
                     const domain::Alert& alert,
                     ports::TimelineMark timeline) override;
  void put_timer(ports::RowKey key, const domain::Timer& timer) override;
  void remove_timer(ports::RowKey key) override;
  void put_notification(ports::RowKey key, const domain::Notification& notification) override;
  void archive_notification(ports::RowKey key, const domain::Notification& notification) override;
  void revive_notification(const domain::TenantId& tenant,
                           const domain::NotificationId& id) override;
  void put_watch(ports::RowKey key, const domain::WatchedSubject& subject) override;
  void forget_watch(ports::RowKey key, const domain::SubjectKey& subject) override;
  void remove_watches_before(ports::RowKey key, std::size_t limit) override;
  void add_signal_receipt(const domain::SignalReceipt& receipt) override;
  Result<bool> has_signal_receipt(domain::Time occurred_at, std::uint64_t content) override;
  void put_run(ports::RowKey key, const domain::Run& run) override;
  void archive_run(ports::RowKey key, const domain::Run& run) override;
  void put_scheduled_job(ports::RowKey key, const domain::ScheduledJob& job) override;
  void archive_scheduled_job(ports::RowKey key, const domain::ScheduledJob& job) override;
  void put_early_resolve(ports::RowKey key, const domain::EarlyResolve& resolve) override;
  void remove_early_resolve(ports::RowKey key) override;
  void add_timeline_entry(ports::TimelineMark mark,
                          ports::TimelineMark before,
                          const domain::TimelineEntry& entry) override;
  void add_archived_timeline_entry(ports::TimelineMark mark,
                                   const domain::TimelineEntry& entry) override;
  void append_journal(const ports::JournalEntry& entry) override;
  void add_receipt(const domain::EventReceipt& receipt) override;
  Result<std::optional<domain::EventReceipt>> find_receipt(const domain::TenantId& tenant,
                                                           std::string_view event_id) override;
  void put_announced(const domain::TenantId& tenant,
                     const domain::AlertId& alert,
                     const std::vector<domain::ClientId>& clients,
                     domain::Time told_at) override;
  Result<std::vector<domain::ClientId>> find_announced(const domain::TenantId& tenant,
                                                       const domain::AlertId& alert) override;
  void put_escalation_policy(const domain::EscalationPolicy& policy) override;
  void remove_escalation_policy(const domain::TenantId& tenant,
                                const domain::EscalationPolicyId& id) override;
  void put_service(const domain::Service& service) override;
  void remove_service(const domain::TenantId& tenant, const domain::ServiceId& id) override;
  void put_grouping_rule(const domain::GroupingRule& rule) override;
  void remove_grouping_rule(const domain::TenantId& tenant,
                            const domain::GroupingRuleId& id) override;
  void put_event_manager(const domain::EventManager& manager) override;
  void remove_event_manager(const domain::TenantId& tenant,
                            const domain::EventManagerId& id) override;
  void put_client(const domain::Client& client) override;
  void remove_client(const domain::TenantId& tenant, const domain::ClientId& id) override;
  void put_subscription(const domain::Subscription& subscription) override;
  void remove_subscription(const domain::SubscriptionId& id) override;
  void put_log_rule(const domain::LogRule& rule) override;
  void remove_log_rule(const domain::TenantId& tenant, const domain::LogRuleId& id) override;
  void put_seeded_tenant(const domain::TenantId& tenant) override;
  void put_service_log(const domain::ServiceLog& log) override;
  void remove_service_log(const domain::ServiceLog& log) override;
  void put_workflow(const domain::Workflow& workflow) override;
  void remove_workflow(const domain::TenantId& tenant, const domain::WorkflowId& id) override;

  Result<std::optional<Shown>> find(const domain::TenantId& tenant, domain::AlertId id) override;
  Result<std::vector<Shown>> find_by_key(const domain::TenantId& tenant,
                                         std::string_view dedup_key) override;
  Result<ports::AlertSlice> list(const ports::AlertFilter& filter,
                                 std::optional<domain::AlertId> before,
                                 std::size_t limit) override;
  Result<ports::NotificationSlice> list(const ports::NotificationFilter& filter,
                                        std::optional<domain::NotificationId> before,
                                        std::size_t limit) override;
  Result<std::optional<domain::Notification>> find_notification(const domain::TenantId& tenant,
                                                                domain::NotificationId id) override;
  Result<std::optional<domain::Run>> find_run(const domain::TenantId& tenant,
                                              domain::RunId id) override;
  Result<ports::RunSlice> list(const ports::RunFilter& filter,
                               std::optional<domain::RunId> before,
                               std::size_t limit) override;
  Result<std::optional<domain::ScheduledJob>> find_job(const domain::TenantId& tenant,
                                                       domain::ScheduledJobId id) override;
  Result<std::vector<domain::TimelineEntry>> read(ports::TimelineMark mark,
                                                  std::size_t limit) override;

 private:
  template <typename Entity>
  using Catalogue = std::map<std::pair<domain::TenantId, typename Entity::Id>, Entity>;
  using PolicyKey = std::tuple<domain::TenantId, domain::EscalationPolicyId, std::uint64_t>;
  struct Policy {
    domain::EscalationPolicy policy;
    bool is_current = true;
  };
  using WorkflowKey = std::tuple<domain::TenantId, domain::WorkflowId, std::uint64_t>;
  struct Version {
    domain::Workflow workflow;
    bool is_shown = true;
  };
  struct Entry {
    ports::TimelineMark before = 0;
    domain::TimelineEntry entry;
  };
  struct Rows {
    std::map<PolicyKey, Policy> policies;
    Catalogue<domain::Service> services;
    Catalogue<domain::GroupingRule> rules;
    Catalogue<domain::EventManager> managers;
    Catalogue<domain::Client> clients;
    std::map<domain::SubscriptionId, domain::Subscription> subscriptions;
    Catalogue<domain::LogRule> log_rules;
    std::set<domain::TenantId> seeded_tenants;
    std::map<std::pair<domain::TenantId, std::string>, domain::ServiceLog> service_logs;
    std::map<ports::RowKey, Shown> alerts;
    std::map<domain::AlertId, Shown> closed_alerts;
    std::map<ports::RowKey, domain::Timer> timers;
    std::map<ports::RowKey, domain::Notification> notifications;
    std::map<domain::NotificationId, domain::Notification> ended_notifications;
    std::map<ports::RowKey, domain::EarlyResolve> early_resolves;
    std::map<ports::TimelineMark, Entry> timeline;
    std::map<std::pair<domain::TenantId, std::string>, domain::EventReceipt> receipts;
    std::map<std::pair<domain::TenantId, domain::AlertId>, std::vector<domain::ClientId>> announced;
    std::map<WorkflowKey, Version> workflows;
    std::map<ports::RowKey, domain::WatchedSubject> watches;
    std::map<std::pair<domain::Time, std::uint64_t>, domain::SignalReceipt> signal_receipts;
    std::map<ports::RowKey, domain::Run> runs;
    std::map<domain::RunId, domain::Run> ended_runs;
    std::map<ports::RowKey, domain::ScheduledJob> jobs;
    std::map<domain::ScheduledJobId, domain::ScheduledJob> ended_jobs;
    std::vector<ports::JournalEntry> journal;
  };

  Rows& written();

  Rows kept_;
  std::optional<Rows> batch_;
  int times_read_ = 0;
};

}  // namespace tocsin::tests
