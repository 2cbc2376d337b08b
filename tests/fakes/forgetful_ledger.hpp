#pragma once

#include <optional>
#include <vector>

#include "ports/store/ledger.hpp"

namespace tocsin::tests {

// Takes everything and keeps nothing: what is measured over it is the working set alone. Who is
// interested in some of it only overrides that.
struct ForgetfulLedger : ports::Ledger {
  using Mark = ports::TimelineMark;
  using Key = ports::RowKey;

  Result<Done> read(ports::LedgerReader&) override { return Done{}; }
  Result<Done> begin() override { return Done{}; }
  Result<Done> commit() override { return Done{}; }

  void put_alert(Key, const domain::Alert&, Mark) override {}
  void put_tally(Key, domain::AlertId, const domain::Tally&, Mark) override {}
  void archive_alert(Key, const domain::Alert&, Mark) override {}
  void put_timer(Key, const domain::Timer&) override {}
  void remove_timer(Key) override {}
  void put_notification(Key, const domain::Notification&) override {}
  void archive_notification(Key, const domain::Notification&) override {}
  void revive_notification(const domain::TenantId&, const domain::NotificationId&) override {}
  void put_watch(Key, const domain::WatchedSubject&) override {}
  void forget_watch(Key, const domain::SubjectKey&) override {}
  void remove_watches_before(Key, std::size_t) override {}
  void add_signal_receipt(const domain::SignalReceipt&) override {}
  Result<bool> has_signal_receipt(domain::Time, std::uint64_t) override { return false; }
  void put_run(Key, const domain::Run&) override {}
  void archive_run(Key, const domain::Run&) override {}
  void put_scheduled_job(Key, const domain::ScheduledJob&) override {}
  void archive_scheduled_job(Key, const domain::ScheduledJob&) override {}
  void put_early_resolve(Key, const domain::EarlyResolve&) override {}
  void remove_early_resolve(Key) override {}
  void add_timeline_entry(Mark, Mark, const domain::TimelineEntry&) override {}
  void add_archived_timeline_entry(Mark, const domain::TimelineEntry&) override {}
  void append_journal(const ports::JournalEntry&) override {}
  void add_receipt(const domain::EventReceipt&) override {}
  Result<std::optional<domain::EventReceipt>> find_receipt(const domain::TenantId&,
                                                           std::string_view) override {
    return std::optional<domain::EventReceipt>{};
  }
  void put_announced(const domain::TenantId&,
                     const domain::AlertId&,
                     const std::vector<domain::ClientId>&,
                     domain::Time) override {}
  Result<std::vector<domain::ClientId>> find_announced(const domain::TenantId&,
                                                       const domain::AlertId&) override {
    return std::vector<domain::ClientId>{};
  }
  void put_escalation_policy(const domain::EscalationPolicy&) override {}
  void remove_escalation_policy(const domain::TenantId&,
                                const domain::EscalationPolicyId&) override {}
  void put_service(const domain::Service&) override {}
  void remove_service(const domain::TenantId&, const domain::ServiceId&) override {}
  void put_grouping_rule(const domain::GroupingRule&) override {}
  void remove_grouping_rule(const domain::TenantId&, const domain::GroupingRuleId&) override {}
  void put_event_manager(const domain::EventManager&) override {}
  void remove_event_manager(const domain::TenantId&, const domain::EventManagerId&) override {}
  void put_client(const domain::Client&) override {}
  void remove_client(const domain::TenantId&, const domain::ClientId&) override {}
  void put_subscription(const domain::Subscription&) override {}
  void remove_subscription(const domain::SubscriptionId&) override {}
  void put_log_rule(const domain::LogRule&) override {}
  void remove_log_rule(const domain::TenantId&, const domain::LogRuleId&) override {}
  void put_seeded_tenant(const domain::TenantId&) override {}
  void put_service_log(const domain::ServiceLog&) override {}
  void remove_service_log(const domain::ServiceLog&) override {}
  void put_workflow(const domain::Workflow&) override {}
  void remove_workflow(const domain::TenantId&, const domain::WorkflowId&) override {}
};

}  // namespace tocsin::tests
