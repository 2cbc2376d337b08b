#include "tests/simulation/disk/disk.hpp"

#include <algorithm>
#include <chrono>

#include "tests/simulation/audit/violation.hpp"

namespace tocsin::simulation {

using namespace domain;
using ports::RowKey;
using ports::TimelineMark;

namespace {

// A mutant syncs one commit in so many.
constexpr std::uint64_t synced_each = 3;

template <typename Table>
auto in_order_of_keys(const Table& table) {
  std::vector<const typename Table::Rows::mapped_type*> rows;
  rows.reserve(table.rows().size());
  for (const auto& [id, row] : table.rows())
    rows.push_back(&row);
  std::sort(rows.begin(), rows.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
  return rows;
}

}  // namespace

Disk::Disk(Swarm& swarm, Choices& choices, Crashes& crashes, Mutant mutant)
    : swarm_(swarm), choices_(choices), crashes_(crashes), mutant_(mutant) {}

template <typename Each>
void Disk::for_each_table(Each each) {
  each(alerts);
  each(closed_alerts);
  each(timers);
  each(notifications);
  each(ended_notifications);
  each(receipts);
  each(services);
  each(policies);
  each(rules_);
  each(managers_);
  each(early_resolves_);
  each(clients);
  each(subscriptions);
  each(announced_);
  each(log_rules_);
  each(service_logs);
  each(workflows_);
  each(watches_);
  each(signal_receipts_);
  each(runs);
  each(ended_runs);
  each(jobs);
  each(ended_jobs);
}

bool Disk::is_away() { return !swarm_.is_healed() && true_now_ < away_until_; }

Result<Done> Disk::begin() {
  crashes_.reached(Point::begin);
  require(!has_begun_, "I3", "a batch begins before the one before it has ended");
  if (is_away() || swarm_.strikes(Fault::disk_away)) {
    on_disturbance();
    return fail(ErrorKind::unavailable, "the disk is away");
  }
  has_begun_ = true;
  return Done{};
}

Result<Done> Disk::commit() {
  require(has_begun_, "I3", "a commit without a batch");
  crashes_.reached(Point::before_commit);
  if (swarm_.strikes(Fault::disk_slow)) {
    on_disturbance();
    on_slow_commit(Duration{choices_.spread(Label::disk_slow, 1, 5'000)});
  }
  const bool is_refused = is_away() || swarm_.strikes(Fault::disk_full);
  if (is_refused) {
    on_disturbance();
    power_cut();
    on_refused();
    is_unreadable_ = swarm_.strikes(Fault::disk_unreadable);
    if (is(Mutant::refusal_swallowed)) return Done{};
    return fail(ErrorKind::unavailable, "the disk is full");
  }
  on_commit();
  ++commits_;
  last_seen_ = std::max(last_seen_, last_seen_in_batch_);
  timeline_end_ = std::max(timeline_end_, timeline_end_in_batch_);
  const bool is_synced = !is(Mutant::commit_not_synced) || commits_ % synced_each == 0;
  for_each_table([is_synced](auto& table) { table.commit(is_synced); });
  has_begun_ = false;
  crashes_.reached(Point::after_commit);
  return Done{};
}

void Disk::power_cut() {
  if (is(Mutant::batch_half_kept) && has_begun_) alerts.commit(true);
  for_each_table([](auto& table) { table.take_back(); });
  timeline_end_in_batch_ = timeline_end_;
  last_seen_in_batch_ = last_seen_;
  has_begun_ = false;
}

Result<Done> Disk::read(ports::LedgerReader& reader) {
  crashes_.reached(Point::read);
  if (is_unreadable_ && !swarm_.is_healed()) {
    is_unreadable_ = swarm_.strikes(Fault::disk_unreadable);
    on_disturbance();
    return fail(ErrorKind::unavailable, "the disk cannot be read");
  }
  for (const auto& [key, row] : policies.rows())
    reader.on_escalation_policy(*row.policy, row.is_current);
  for (const auto& [key, service] : services.rows())
    reader.on_service(service);
  for (const auto& [key, rule] : rules_.rows())
    reader.on_grouping_rule(rule);
  for (const auto& [key, manager] : managers_.rows())
    reader.on_event_manager(manager);
  for (const auto& [key, client] : clients.rows())
    reader.on_client(client);
  if (!is(Mutant::subscriptions_not_read)) {
    for (const auto& [id, subscription] : subscriptions.rows())
      reader.on_subscription(subscription);
  }
  for (const auto& [key, rule] : log_rules_.rows())
    reader.on_log_rule(rule);
  for (const auto* row : in_order_of_keys(alerts))
    reader.on_alert(row->key, read_back(row->row, reader), 0);
  read_workflows(reader);
  crashes_.reached(Point::read);
  if (!is(Mutant::timers_not_read)) {
    for (const auto& [key, timer] : timers.rows())
      reader.on_timer(key, timer);
  }
  for (const auto* row : in_order_of_keys(notifications)) {
    const bool is_lost = is(Mutant::outbox_not_read) && !row->row.deliveries[0].is_in_flight();
    if (!is_lost) reader.on_notification(row->key, read_back(row->row));
  }
  for (const auto& [key, resolve] : early_resolves_.rows())
    reader.on_early_resolve(key, resolve);
  if (!is(Mutant::log_windows_not_read)) {
    for (const auto& [key, log] : service_logs.rows())
      reader.on_service_log(log);
  }
  reader.on_timeline_end(timeline_end_);
  return Done{};
}

// An alert knows its policy by name and version only.
Alert Disk::read_back(Alert alert, ports::LedgerReader& reader) const {
  if (!alert.escalation || !alert.escalation->policy()) return alert;
  const auto& kept = *alert.escalation;
  const auto& policy = *kept.policy();
  auto version = policy.version;
  if (is(Mutant::old_policy_lost)) {
    for (const auto& [key, row] : policies.rows()) {
      const auto& other = *row.policy;
      if (row.is_current && other.tenant == policy.tenant && other.id == policy.id) {
        version = other.version;
      }
    }
  }
  const auto known = reader.policy_version(policy.tenant, policy.id, version);
  require(known != nullptr, "I45", "a policy version that an escalation runs by is not kept");
  const auto level = std::min<std::size_t>(kept.level(), known->levels.size() - 1);
  alert.escalation = Escalation{known,
                                kept.state(),
                                static_cast<std::uint16_t>(level),
                                kept.rounds_left(),
                                kept.epoch(),
                                kept.unreachable()};
  return alert;
}

Notification Disk::read_back(Notification notification) const {
  for (auto& delivery : notification.deliveries) {
    if (!delivery.is_in_flight()) continue;
    if (is(Mutant::sending_is_failed)) {
      delivery.attempts.back().outcome = AttemptOutcome::unknown;
      delivery.status = DeliveryStatus::failed;
    }
    if (is(Mutant::sending_is_sent)) {
      delivery.attempts.back().outcome = AttemptOutcome::sent;
      delivery.status = DeliveryStatus::sent;
    }
  }
  return notification;
}

void Disk::put_alert(RowKey key, const Alert& alert, TimelineMark) {
  crashes_.reached(Point::put);
  require(!closed_alerts.find(alert.id), "I11", "a resolved alert is open again");
  const bool is_stale =
      is(Mutant::stale_alert_row) && alert.child_count > 1 && alerts.find(alert.id);
  if (!is_stale) alerts.put(alert.id, {key, alert});
}

// Read again, it is what was put with the tally of now.
void Disk::put_tally(RowKey key, AlertId id, const domain::Tally& tally, TimelineMark timeline) {
  const auto* kept = alerts.find(id);
  require(kept, "I1", "a tally of an alert that is not kept");
  auto row = kept->row;
  row.set_tally(tally);
  put_alert(key, row, timeline);
}

void Disk::archive_alert(RowKey, const Alert& alert, TimelineMark) {
  crashes_.reached(Point::put);
  if (!is(Mutant::archive_dropped)) alerts.erase(alert.id);
  require(!closed_alerts.find(alert.id), "I11", "an alert is resolved twice");
  closed_alerts.put(alert.id, alert);
}

void Disk::put_timer(RowKey key, const Timer& timer) {
  crashes_.reached(Point::put);
  if (is(Mutant::timer_rows_dropped) && ++timers_put_ % 8 == 0) return;
  timers.put(key, timer);
}

void Disk::remove_timer(RowKey key) {
  crashes_.reached(Point::put);
  if (is(Mutant::timer_not_cancelled)) return;
  timers.erase(key);
}

void Disk::put_notification(RowKey key, const Notification& notification) {
  crashes_.reached(Point::put);
  const bool is_new_match =
      notification.kind == NotificationKind::match && !notifications.find(notification.id);
  if (is(Mutant::match_dropped) && is_new_match && ++matches_put_ % 8 == 0) return;
  notifications.put(notification.id, {key, notification});
}

void Disk::archive_notification(RowKey, const Notification& notification) {
  crashes_.reached(Point::put);
  notifications.erase(notification.id);
  const bool is_new = ended_notifications.put(notification.id, notification);
  require(is_new, "I24", "a notification ends twice");
}

void Disk::revive_notification(const TenantId&, const NotificationId& id) {
  ended_notifications.erase(id);
}

void Disk::put_early_resolve(RowKey key, const EarlyResolve& resolve) {
  early_resolves_.put(key, resolve);
}

void Disk::remove_early_resolve(RowKey key) { early_resolves_.erase(key); }

void Disk::add_timeline_entry(TimelineMark mark, TimelineMark before, const TimelineEntry&) {
  crashes_.reached(Point::put);
  require(before < mark && mark > timeline_end_, "I3", "a mark of the timeline is given twice");
  timeline_end_in_batch_ = std::max(timeline_end_in_batch_, mark);
}

void Disk::add_archived_timeline_entry(TimelineMark mark, const TimelineEntry& entry) {
  add_timeline_entry(mark, 0, entry);
}

void Disk::append_journal(const ports::JournalEntry& entry) {
  crashes_.reached(Point::put);
  last_seen_in_batch_ = std::max(last_seen_in_batch_, entry.at);
}

void Disk::add_receipt(const EventReceipt& receipt) {
  crashes_.reached(Point::put);
  if (is(Mutant::receipts_forgotten)) return;
  receipts.put({receipt.tenant, receipt.event_id}, receipt);
}

Result<std::optional<EventReceipt>> Disk::find_receipt(const TenantId& tenant,
                                                       std::string_view event_id) {
  if (swarm_.strikes(Fault::receipt_unreadable)) {
    return fail(ErrorKind::unavailable, "the receipt cannot be read");
  }
  if (is(Mutant::receipts_without_tenant)) {
    for (const auto& [key, receipt] : receipts.rows()) {
      if (key.second == event_id) return std::optional{receipt};
    }
  }
  if (is(Mutant::receipts_of_ids_alone)) {
    const auto id = event_id.substr(event_id.rfind(':'));
    for (const auto& [key, receipt] : receipts.rows()) {
      if (key.first == tenant && key.second.ends_with(id)) return std::optional{receipt};
    }
  }
  const auto* found = receipts.find({tenant, std::string{event_id}});
  return found ? std::optional{*found} : std::nullopt;
}

void Disk::put_escalation_policy(const EscalationPolicy& policy) {
  remove_escalation_policy(policy.tenant, policy.id);
  policies.put({policy.tenant, policy.id, policy.version},
               {std::make_shared<const EscalationPolicy>(policy)});
}

void Disk::remove_escalation_policy(const TenantId& tenant, const EscalationPolicyId& id) {
  std::vector<PolicyKey> current;
  for (const auto& [key, row] : policies.rows()) {
    if (row.is_current && row.policy->tenant == tenant && row.policy->id == id) {
      current.push_back(key);
    }
  }
  for (const auto& key : current)
    policies.put(key, {policies.find(key)->policy, false});
}

void Disk::put_service(const Service& service) {
  crashes_.reached(Point::put);
  services.put({service.tenant, service.id.value}, service);
}
void Disk::remove_service(const TenantId& tenant, const ServiceId& id) {
  services.erase({tenant, id.value});
}
void Disk::put_grouping_rule(const GroupingRule& rule) {
  rules_.put({rule.tenant, rule.id.value}, rule);
}
void Disk::remove_grouping_rule(const TenantId& tenant, const GroupingRuleId& id) {
  rules_.erase({tenant, id.value});
}
void Disk::put_event_manager(const EventManager& manager) {
  managers_.put({manager.tenant, manager.id.value}, manager);
}
void Disk::remove_event_manager(const TenantId& tenant, const EventManagerId& id) {
  managers_.erase({tenant, id.value});
}

void Disk::put_client(const Client& client) {
  clients.put({client.tenant, client.id.value}, client);
}
void Disk::remove_client(const TenantId& tenant, const ClientId& id) {
  clients.erase({tenant, id.value});
}
void Disk::put_subscription(const Subscription& subscription) {
  crashes_.reached(Point::put);
  const bool is_stale = is(Mutant::stale_subscription_row) && subscriptions.find(subscription.id);
  if (!is_stale) subscriptions.put(subscription.id, subscription);
}
void Disk::remove_subscription(const SubscriptionId& id) {
  if (!is(Mutant::subscription_not_removed)) subscriptions.erase(id);
}

void Disk::put_announced(const TenantId& tenant,
                         const AlertId& alert,
                         const std::vector<ClientId>& told,
                         Time /*told_at*/) {
  crashes_.reached(Point::put);
  if (!is(Mutant::announced_forgotten)) announced_.put({tenant, alert}, told);
}

Result<std::vector<ClientId>> Disk::find_announced(const TenantId& tenant, const AlertId& alert) {
  if (swarm_.strikes(Fault::announced_unreadable)) {
    return fail(ErrorKind::unavailable, "who has been told cannot be read");
  }
  if (is(Mutant::announced_without_tenant)) {
    for (const auto& [key, told] : announced_.rows())
      if (key.second == alert) return told;
  }
  const auto* found = announced_.find({tenant, alert});
  return found ? *found : std::vector<ClientId>{};
}

void Disk::put_log_rule(const LogRule& rule) {
  crashes_.reached(Point::put);
  log_rules_.put({rule.tenant, rule.id.value}, rule);
}
void Disk::remove_log_rule(const TenantId& tenant, const LogRuleId& id) {
  log_rules_.erase({tenant, id.value});
}

// Without the rules that it follows: it finds them again by name.
void Disk::put_service_log(const ServiceLog& log) {
  crashes_.reached(Point::put);
  if (is(Mutant::log_windows_dropped) && ++logs_put_ % 8 == 0) return;
  auto rules = log.rules();
  for (auto& rule : rules)
    rule.compiled = nullptr;
  service_logs.put(
      {log.tenant(), log.service()},
      ServiceLog{log.tenant(), log.service(), std::move(rules), log.ended(), log.receipts()});
  last_seen_in_batch_ = std::max(last_seen_in_batch_, log.as_of());
}
void Disk::remove_service_log(const ServiceLog& log) {
  service_logs.erase({log.tenant(), log.service()});
  last_seen_in_batch_ = std::max(last_seen_in_batch_, log.as_of());
}

Result<std::optional<ports::AlertReader::Shown>> Disk::find(const TenantId& tenant, AlertId id) {
  if (swarm_.strikes(Fault::history_unreadable)) {
    on_disturbance();  // whoever delivers rests
    ++closed_alerts_unread_;
    return fail(ErrorKind::unavailable, "the history cannot be read");
  }
  const auto* found = closed_alerts.find(id);
  if (!found || found->tenant != tenant) return std::optional<Shown>{};
  return std::optional{Shown{*found, 0}};
}

Result<std::optional<Notification>> Disk::find_notification(const TenantId& tenant,
                                                            NotificationId id) {
  const auto* found = ended_notifications.find(id);
  return found && found->tenant == tenant ? std::optional{*found} : std::nullopt;
}

}  // namespace tocsin::simulation
