#pragma once

#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "ports/alerting/alert_reader.hpp"
#include "ports/delivery/notification_reader.hpp"
#include "ports/workflows/run_reader.hpp"
#include "ports/workflows/scheduled_jobs.hpp"
#include "tests/fakes/forgetful_ledger.hpp"
#include "tests/simulation/chance/crashes.hpp"
#include "tests/simulation/chance/faults.hpp"
#include "tests/simulation/disk/table.hpp"
#include "tests/simulation/runner/mutants.hpp"

namespace tocsin::simulation {

// The disk of the simulated machine. What was committed outlives the process; a commit can be
// refused, take long, or be the last thing that the process does. Its rows are there to be looked
// at, and so are the changes of the batch, when `on_commit` is called: just before it counts.
class Disk : public tests::ForgetfulLedger,
             public ports::AlertReader,
             public ports::NotificationReader,
             public ports::RunReader,
             public ports::ScheduledJobReader {
 public:
  template <typename Row>
  struct Keyed {
    ports::RowKey key = 0;
    Row row;
  };
  using PolicyKey = std::tuple<domain::TenantId, domain::EscalationPolicyId, std::uint64_t>;
  struct Policy {
    std::shared_ptr<const domain::EscalationPolicy> policy;
    bool is_current = true;
  };
  using ReceiptKey = std::pair<domain::TenantId, std::string>;
  using NameKey = std::pair<domain::TenantId, std::string>;

  Disk(Swarm& swarm, Choices& choices, Crashes& crashes, Mutant mutant);

  DiskTable<domain::AlertId, Keyed<domain::Alert>> alerts;
  DiskTable<domain::AlertId, domain::Alert> closed_alerts;
  DiskTable<ports::RowKey, domain::Timer> timers;
  DiskTable<domain::NotificationId, Keyed<domain::Notification>> notifications;
  DiskTable<domain::NotificationId, domain::Notification> ended_notifications;
  DiskTable<ReceiptKey, domain::EventReceipt> receipts;
  DiskTable<NameKey, domain::Service> services;
  DiskTable<PolicyKey, Policy> policies;
  DiskTable<NameKey, domain::Client> clients;
  DiskTable<domain::SubscriptionId, domain::Subscription> subscriptions;
  DiskTable<NameKey, domain::ServiceLog> service_logs;
  DiskTable<ports::RowKey, domain::Run> runs;
  DiskTable<domain::RunId, domain::Run> ended_runs;
  DiskTable<ports::RowKey, domain::ScheduledJob> jobs;
  DiskTable<domain::ScheduledJobId, domain::ScheduledJob> ended_jobs;

  std::function<void()> on_commit;
  std::function<void(domain::Duration)> on_slow_commit;
  std::function<void()> on_refused;  // the batch is gone
  std::function<void()> on_disturbance;

  // Nothing that has not been committed is there any more.
  void power_cut();
  // It takes nothing for so long.
  void go_away(domain::Time until) { away_until_ = until; }
  void set_time(domain::Time true_now) { true_now_ = true_now; }

  // What the clock begins at, at the next start.
  domain::Time last_seen() const { return last_seen_; }
  std::uint64_t commits() const { return commits_; }

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
  void put_announced(const domain::TenantId& tenant,
                     const domain::AlertId& alert,
                     const std::vector<domain::ClientId>& clients,
                     domain::Time told_at) override;
  Result<std::vector<domain::ClientId>> find_announced(const domain::TenantId& tenant,
                                                       const domain::AlertId& alert) override;

  void put_log_rule(const domain::LogRule& rule) override;
  void remove_log_rule(const domain::TenantId& tenant, const domain::LogRuleId& id) override;
  void put_service_log(const domain::ServiceLog& log) override;
  void remove_service_log(const domain::ServiceLog& log) override;
  void put_workflow(const domain::Workflow& workflow) override;
  void remove_workflow(const domain::TenantId& tenant, const domain::WorkflowId& id) override;
  void put_watch(ports::RowKey key, const domain::WatchedSubject& subject) override;
  void forget_watch(ports::RowKey key, const domain::SubjectKey& subject) override;
  void remove_watches_before(ports::RowKey key, std::size_t limit) override;
  void add_signal_receipt(const domain::SignalReceipt& receipt) override;
  Result<bool> has_signal_receipt(domain::Time occurred_at, std::uint64_t content) override;
  void put_run(ports::RowKey key, const domain::Run& run) override;
  void archive_run(ports::RowKey key, const domain::Run& run) override;
  void put_scheduled_job(ports::RowKey key, const domain::ScheduledJob& job) override;
  void archive_scheduled_job(ports::RowKey key, const domain::ScheduledJob& job) override;

  Result<std::optional<Shown>> find(const domain::TenantId& tenant, domain::AlertId id) override;
  // How often that has failed.
  std::size_t closed_alerts_unread() const { return closed_alerts_unread_; }
  Result<std::vector<Shown>> find_by_key(const domain::TenantId&, std::string_view) override {
    return std::vector<Shown>{};
  }
  Result<ports::AlertSlice> list(const ports::AlertFilter&,
                                 std::optional<domain::AlertId>,
                                 std::size_t) override {
    return ports::AlertSlice{};
  }
  Result<std::optional<domain::Notification>> find_notification(const domain::TenantId& tenant,
                                                                domain::NotificationId id) override;
  Result<ports::NotificationSlice> list(const ports::NotificationFilter&,
                                        std::optional<domain::NotificationId>,
                                        std::size_t) override {
    return ports::NotificationSlice{};
  }
  Result<std::optional<domain::Run>> find_run(const domain::TenantId& tenant,
                                              domain::RunId id) override;
  Result<ports::RunSlice> list(const ports::RunFilter&,
                               std::optional<domain::RunId>,
                               std::size_t) override {
    return ports::RunSlice{};
  }
  Result<std::optional<domain::ScheduledJob>> find_job(const domain::TenantId& tenant,
                                                       domain::ScheduledJobId id) override;

 private:
  bool is_away();
  bool is(Mutant mutant) const { return is_planted(mutant_, mutant); }
  domain::Alert read_back(domain::Alert alert, ports::LedgerReader& reader) const;
  domain::Notification read_back(domain::Notification notification) const;
  void read_workflows(ports::LedgerReader& reader);
  domain::WatchedSubject read_back(domain::WatchedSubject subject,
                                   ports::LedgerReader& reader) const;
  template <typename Each>
  void for_each_table(Each each);

  Swarm& swarm_;
  Choices& choices_;
  Crashes& crashes_;
  Mutant mutant_;

  DiskTable<NameKey, domain::GroupingRule> rules_;
  DiskTable<NameKey, domain::EventManager> managers_;
  DiskTable<ports::RowKey, domain::EarlyResolve> early_resolves_;
  DiskTable<NameKey, domain::LogRule> log_rules_;
  struct Version {
    domain::Workflow workflow;
    bool is_shown = true;
  };
  DiskTable<std::tuple<domain::TenantId, domain::WorkflowId, std::uint64_t>, Version> workflows_;
  DiskTable<ports::RowKey, domain::WatchedSubject> watches_;
  DiskTable<std::pair<domain::Time, std::uint64_t>, domain::SignalReceipt> signal_receipts_;
  DiskTable<std::pair<domain::TenantId, domain::AlertId>, std::vector<domain::ClientId>> announced_;

  domain::Time true_now_;
  domain::Time away_until_;
  domain::Time last_seen_;
  domain::Time last_seen_in_batch_;
  ports::TimelineMark timeline_end_ = 0;
  ports::TimelineMark timeline_end_in_batch_ = 0;
  bool has_begun_ = false;
  bool is_unreadable_ = false;
  std::size_t closed_alerts_unread_ = 0;
  std::uint64_t commits_ = 0;
  std::uint64_t timers_put_ = 0;
  std::uint64_t matches_put_ = 0;
  std::uint64_t watches_put_ = 0;
  std::uint64_t logs_put_ = 0;
};

}  // namespace tocsin::simulation
