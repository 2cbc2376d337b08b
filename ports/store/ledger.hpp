#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/alerting/alert.hpp"
#include "domain/alerting/early_resolve.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/alerting/grouping_rule.hpp"
#include "domain/alerting/timeline_entry.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/log_rule.hpp"
#include "domain/logs/service_log.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "domain/paging/service.hpp"
#include "domain/paging/timer.hpp"
#include "domain/subscriptions/client.hpp"
#include "domain/subscriptions/subscription.hpp"
#include "domain/workflows/run.hpp"
#include "domain/workflows/scheduled_job.hpp"
#include "domain/workflows/watch.hpp"
#include "domain/workflows/workflow.hpp"
#include "ports/kernel/row.hpp"
#include "ports/store/journal.hpp"

namespace tocsin::ports {

// Receives the rows of a ledger one by one, in this order of kinds and in key order within a kind.
class LedgerReader {
 public:
  virtual ~LedgerReader() = default;

  // Receives every stored version of a policy; at most one per id is the current one.
  virtual void on_escalation_policy(domain::EscalationPolicy policy, bool is_current) = 0;
  virtual void on_service(domain::Service service) = 0;
  virtual void on_grouping_rule(domain::GroupingRule rule) = 0;
  virtual void on_event_manager(domain::EventManager manager) = 0;
  virtual void on_client(domain::Client client) = 0;
  virtual void on_subscription(domain::Subscription subscription) = 0;
  virtual void on_log_rule(domain::LogRule rule) = 0;
  virtual void on_seeded_tenant(domain::TenantId tenant) = 0;
  // Receives every stored version of a workflow; one that is not shown exists only for runs that
  // need it.
  virtual void on_workflow(domain::Workflow workflow, bool is_shown) = 0;
  virtual void on_alert(RowKey key, domain::Alert alert, TimelineMark timeline) = 0;
  virtual void on_timer(RowKey key, const domain::Timer& timer) = 0;
  virtual void on_notification(RowKey key, domain::Notification notification) = 0;
  virtual void on_early_resolve(RowKey key, domain::EarlyResolve resolve) = 0;
  virtual void on_service_log(domain::ServiceLog log) = 0;
  // Receives a watched subject. The last row of a subject counts; one for which !was_heard() is
  // dropped.
  virtual void on_watch(RowKey key, domain::WatchedSubject subject) = 0;
  virtual void on_run(RowKey key, domain::Run run) = 0;
  virtual void on_scheduled_job(RowKey key, domain::ScheduledJob job) = 0;
  // Receives the newest of all timeline entries.
  virtual void on_timeline_end(TimelineMark mark) = 0;

  // Returns the policy version that on_escalation_policy received; null if there was none.
  virtual std::shared_ptr<const domain::EscalationPolicy> policy_version(
      const domain::TenantId& tenant,
      const domain::EscalationPolicyId& id,
      std::uint64_t version) = 0;

  // Returns the version that on_workflow received, or else the newest that is shown; null if there
  // is none.
  virtual domain::SharedWorkflow workflow_version(const domain::TenantId& tenant,
                                                  const domain::WorkflowId& id,
                                                  std::uint64_t version) = 0;
};

// Stores the working set for the next start and for the history. For one thread. A row that cannot
// be written is reported by commit().
class Ledger {
 public:
  virtual ~Ledger() = default;

  // Reads everything that was committed into an empty working set.
  virtual Result<Done> read(LedgerReader& reader) = 0;

  // Fails with unavailable if nothing can be written now.
  virtual Result<Done> begin() = 0;

  // Returns when everything since begin would survive a loss of power. On unavailable, nothing of
  // it was stored.
  virtual Result<Done> commit() = 0;

  virtual void put_alert(RowKey key, const domain::Alert& alert, TimelineMark timeline) = 0;
  // Updates a stored alert of which only the tally and the end of its timeline have changed.
  virtual void put_tally(RowKey key,
                         domain::AlertId id,
                         const domain::Tally& tally,
                         TimelineMark timeline) = 0;
  // Moves a resolved alert from the open ones to the history.
  virtual void archive_alert(RowKey key, const domain::Alert& alert, TimelineMark timeline) = 0;

  virtual void put_timer(RowKey key, const domain::Timer& timer) = 0;
  virtual void remove_timer(RowKey key) = 0;

  virtual void put_notification(RowKey key, const domain::Notification& notification) = 0;
  // Moves a notification that has ended from the outbox to the history.
  virtual void archive_notification(RowKey key, const domain::Notification& notification) = 0;
  // Removes a notification that is live again from the history.
  virtual void revive_notification(const domain::TenantId& tenant,
                                   const domain::NotificationId& id) = 0;

  // Appends a row for the subject, each time with a new key, because signals arrive by the ten
  // thousands and for any subject. An older row of the same subject is out of date.
  virtual void put_watch(RowKey key, const domain::WatchedSubject& subject) = 0;
  // Appends a row that says that the subject is forgotten.
  virtual void forget_watch(RowKey key, const domain::SubjectKey& subject) = 0;
  // Removes up to `limit` of the oldest rows with keys before `key`: all of them are out of date.
  virtual void remove_watches_before(RowKey key, std::size_t limit) = 0;
  virtual void add_signal_receipt(const domain::SignalReceipt& receipt) = 0;
  virtual Result<bool> has_signal_receipt(domain::Time occurred_at, std::uint64_t content) = 0;

  virtual void put_run(RowKey key, const domain::Run& run) = 0;
  // Moves a run that has ended from the open runs to the history.
  virtual void archive_run(RowKey key, const domain::Run& run) = 0;
  virtual void put_scheduled_job(RowKey key, const domain::ScheduledJob& job) = 0;
  virtual void archive_scheduled_job(RowKey key, const domain::ScheduledJob& job) = 0;

  virtual void put_early_resolve(RowKey key, const domain::EarlyResolve& resolve) = 0;
  virtual void remove_early_resolve(RowKey key) = 0;

  virtual void add_timeline_entry(TimelineMark mark,
                                  TimelineMark before,
                                  const domain::TimelineEntry& entry) = 0;
  // Adds an entry to an alert in the history: the ledger knows the entry before it.
  virtual void add_archived_timeline_entry(TimelineMark mark,
                                           const domain::TimelineEntry& entry) = 0;
  virtual void append_journal(const JournalEntry& entry) = 0;

  virtual void add_receipt(const domain::EventReceipt& receipt) = 0;
  virtual Result<std::optional<domain::EventReceipt>> find_receipt(const domain::TenantId& tenant,
                                                                   std::string_view event_id) = 0;

  // Stores all clients that were notified about an announced alert, the last of them at `told_at`.
  // They may be removed domain::Announcement::remembered_for later.
  virtual void put_announced(const domain::TenantId& tenant,
                             const domain::AlertId& alert,
                             const std::vector<domain::ClientId>& clients,
                             domain::Time told_at) = 0;
  virtual Result<std::vector<domain::ClientId>> find_announced(const domain::TenantId& tenant,
                                                               const domain::AlertId& alert) = 0;

  // Adds the version and makes it the current one.
  virtual void put_escalation_policy(const domain::EscalationPolicy& policy) = 0;
  // Removes the policy. Its versions stay for the escalations that use them.
  virtual void remove_escalation_policy(const domain::TenantId& tenant,
                                        const domain::EscalationPolicyId& id) = 0;
  virtual void put_service(const domain::Service& service) = 0;
  virtual void remove_service(const domain::TenantId& tenant, const domain::ServiceId& id) = 0;
  virtual void put_grouping_rule(const domain::GroupingRule& rule) = 0;
  virtual void remove_grouping_rule(const domain::TenantId& tenant,
                                    const domain::GroupingRuleId& id) = 0;
  virtual void put_event_manager(const domain::EventManager& manager) = 0;
  virtual void remove_event_manager(const domain::TenantId& tenant,
                                    const domain::EventManagerId& id) = 0;
  virtual void put_client(const domain::Client& client) = 0;
  virtual void remove_client(const domain::TenantId& tenant, const domain::ClientId& id) = 0;
  virtual void put_subscription(const domain::Subscription& subscription) = 0;
  virtual void remove_subscription(const domain::SubscriptionId& id) = 0;
  virtual void put_log_rule(const domain::LogRule& rule) = 0;
  virtual void remove_log_rule(const domain::TenantId& tenant, const domain::LogRuleId& id) = 0;
  virtual void put_seeded_tenant(const domain::TenantId& tenant) = 0;

  // Stores the counts of a service's lines, without the rules that it follows, which are
  // configuration.
  virtual void put_service_log(const domain::ServiceLog& log) = 0;
  virtual void remove_service_log(const domain::ServiceLog& log) = 0;
  // Stores a version. Versions of a removed workflow stay while runs need them.
  virtual void put_workflow(const domain::Workflow& workflow) = 0;
  virtual void remove_workflow(const domain::TenantId& tenant, const domain::WorkflowId& id) = 0;
};

}  // namespace tocsin::ports
