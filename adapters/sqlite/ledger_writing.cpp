#include <algorithm>

#include "adapters/records/alerting/alert_record.hpp"
#include "adapters/records/paging/escalation_policy_record.hpp"
#include "adapters/records/subscriptions/announced_record.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "adapters/sqlite/ledger_records.hpp"
#include "adapters/sqlite/ledger_statements.hpp"

namespace tocsin::adapters::sqlite {

using ports::RowKey;
using ports::TimelineMark;

void SqliteLedger::put_alert(RowKey key, const domain::Alert& alert, TimelineMark timeline) {
  put(sql_->put_alert, records::AlertRecordView{timeline, alert}, key);
  tallies_.row_put(key, {alert.tally(), timeline});
}

void SqliteLedger::put_tally(RowKey key,
                             domain::AlertId,
                             const domain::Tally& tally,
                             TimelineMark timeline) {
  tallies_.put(key, {tally, timeline});
}

void SqliteLedger::archive_alert(RowKey key, const domain::Alert& alert, TimelineMark timeline) {
  if (!write(sql_->remove_alert, key)) return;
  tallies_.row_gone(key);
  put(sql_->archive_alert,
      records::AlertRecordView{timeline, alert},
      alert.id,
      alert.tenant,
      alert.dedup_key,
      alert.parent,
      alert.resolution->at,
      timeline);
}

void SqliteLedger::put_timer(RowKey key, const domain::Timer& timer) {
  put(sql_->put_timer, timer, key);
}

void SqliteLedger::remove_timer(RowKey key) { write(sql_->remove_timer, key); }

void SqliteLedger::put_notification(RowKey key, const domain::Notification& notification) {
  put(sql_->put_notification, notification, key);
}

void SqliteLedger::archive_notification(RowKey key, const domain::Notification& notification) {
  if (!write(sql_->remove_notification, key)) return;
  put(sql_->archive_notification,
      notification,
      notification.id,
      notification.tenant,
      notification.alert,
      notification.client,
      notification.status(),
      notification.created_at);
}

void SqliteLedger::revive_notification(const domain::TenantId& tenant,
                                       const domain::NotificationId& id) {
  write(sql_->revive_notification, id, tenant);
}

void SqliteLedger::put_early_resolve(RowKey key, const domain::EarlyResolve& resolve) {
  put(sql_->put_early_resolve, resolve, key);
}

void SqliteLedger::remove_early_resolve(RowKey key) { write(sql_->remove_early_resolve, key); }

void SqliteLedger::add_timeline_entry(TimelineMark mark,
                                      TimelineMark before,
                                      const domain::TimelineEntry& entry) {
  if (mark != timeline_.next || timeline_.pack.is_full()) write_timeline();
  if (timeline_.pack.empty()) timeline_.first = mark;
  timeline_.next = mark + 1;
  timeline_.newest = std::max(timeline_.newest, entry.at);
  timeline_.pack.add(before, entry.tenant, entry.alert, entry.at, entry.what, entry.why, entry.by);
}

void SqliteLedger::add_archived_timeline_entry(TimelineMark mark,
                                               const domain::TimelineEntry& entry) {
  if (!may_write()) return;

  TimelineMark before = 0;
  {
    auto rows = sql_->archived_timeline.query(entry.alert);
    if (rows.next()) rows.read(before);
    if (!note(sql_->archived_timeline, !rows.failed())) return;
  }
  write(sql_->mark_archived_alert, mark, entry.alert);
  add_timeline_entry(mark, before, entry);
}

void SqliteLedger::write_timeline() {
  auto& [pack, first, next, newest] = timeline_;
  if (!pack.empty()) write(sql_->add_timeline, first, pack.json(), next - 1, newest);
  pack.clear();
}

void SqliteLedger::append_journal(const ports::JournalEntry& entry) {
  const auto bytes = entry.tenant.value.size() + entry.actor.size() + entry.command.size() +
                     entry.body.size() + entry.result.size();
  journal_.bytes += static_cast<std::int64_t>(bytes);
  journal_.newest = std::max(journal_.newest, entry.at);
  journal_.pack.add(entry.at, entry.tenant, entry.actor, entry.command, entry.body, entry.result);
  if (journal_.pack.is_full()) write_journal();
}

void SqliteLedger::write_journal() {
  auto& [pack, newest, bytes] = journal_;
  if (!pack.empty()) write(sql_->add_journal, pack.json(), newest, bytes);
  pack.clear();
}

void SqliteLedger::add_receipt(const domain::EventReceipt& receipt) {
  put(sql_->add_receipt, receipt, receipt.tenant, receipt.event_id, receipt.received_at);
}

Result<std::optional<domain::EventReceipt>> SqliteLedger::find_receipt(
    const domain::TenantId& tenant,
    std::string_view event_id) {
  return find<domain::EventReceipt>(sql_->find_receipt, tenant, event_id);
}

void SqliteLedger::put_announced(const domain::TenantId& tenant,
                                 const domain::AlertId& alert,
                                 const std::vector<domain::ClientId>& clients,
                                 domain::Time told_at) {
  const records::AnnouncedRecord announced{tenant, alert, clients, told_at};
  put(sql_->put_announced, announced, alert, tenant, told_at);
}

Result<std::vector<domain::ClientId>> SqliteLedger::find_announced(const domain::TenantId& tenant,
                                                                   const domain::AlertId& alert) {
  auto found = find<records::AnnouncedRecord>(sql_->find_announced, alert, tenant);
  if (!found) return Failure{found.error()};
  return *found ? std::move((*found)->clients) : std::vector<domain::ClientId>{};
}

void SqliteLedger::put_escalation_policy(const domain::EscalationPolicy& policy) {
  if (!write(sql_->retire_escalation_policy, policy.tenant, policy.id)) return;
  put(sql_->put_escalation_policy,
      records::EscalationPolicyRecordView{true, policy},
      policy.tenant,
      policy.id,
      policy.version);
}

void SqliteLedger::remove_escalation_policy(const domain::TenantId& tenant,
                                            const domain::EscalationPolicyId& id) {
  write(sql_->retire_escalation_policy, tenant, id);
}

void SqliteLedger::put_service(const domain::Service& service) {
  put(sql_->put_service, service, service.tenant, service.id);
}

void SqliteLedger::remove_service(const domain::TenantId& tenant, const domain::ServiceId& id) {
  write(sql_->remove_service, tenant, id);
}

void SqliteLedger::put_grouping_rule(const domain::GroupingRule& rule) {
  put(sql_->put_grouping_rule, rule, rule.tenant, rule.id);
}

void SqliteLedger::remove_grouping_rule(const domain::TenantId& tenant,
                                        const domain::GroupingRuleId& id) {
  write(sql_->remove_grouping_rule, tenant, id);
}

void SqliteLedger::put_event_manager(const domain::EventManager& manager) {
  put(sql_->put_event_manager, manager, manager.tenant, manager.id);
}

void SqliteLedger::remove_event_manager(const domain::TenantId& tenant,
                                        const domain::EventManagerId& id) {
  write(sql_->remove_event_manager, tenant, id);
}

void SqliteLedger::put_client(const domain::Client& client) {
  put(sql_->put_client, client, client.tenant, client.id);
}

void SqliteLedger::remove_client(const domain::TenantId& tenant, const domain::ClientId& id) {
  write(sql_->remove_client, tenant, id);
}

void SqliteLedger::put_subscription(const domain::Subscription& subscription) {
  put(sql_->put_subscription, subscription, subscription.id);
}

void SqliteLedger::remove_subscription(const domain::SubscriptionId& id) {
  write(sql_->remove_subscription, id);
}

void SqliteLedger::put_log_rule(const domain::LogRule& rule) {
  put(sql_->put_log_rule, rule, rule.tenant, rule.id);
}

void SqliteLedger::remove_log_rule(const domain::TenantId& tenant, const domain::LogRuleId& id) {
  write(sql_->remove_log_rule, tenant, id);
}

void SqliteLedger::put_seeded_tenant(const domain::TenantId& tenant) {
  write(sql_->put_seeded_tenant, tenant);
}

void SqliteLedger::put_service_log(const domain::ServiceLog& log) {
  put(sql_->put_service_log, log, log.tenant(), std::string_view{log.service()});
  logs_as_of_ = std::max(logs_as_of_, log.as_of());
}

void SqliteLedger::remove_service_log(const domain::ServiceLog& log) {
  write(sql_->remove_service_log, log.tenant(), std::string_view{log.service()});
  logs_as_of_ = std::max(logs_as_of_, log.as_of());
}

void SqliteLedger::write_log_time() {
  if (logs_as_of_ > domain::Time{}) write(sql_->put_log_time, logs_as_of_);
  logs_as_of_ = {};
}

}  // namespace tocsin::adapters::sqlite
