
#include "tests/fakes/ledger.hpp"

#include <algorithm>
#include <iterator>

#include <gtest/gtest.h>

namespace tocsin::tests {

using namespace domain;
using ports::RowKey;
using ports::TimelineMark;

namespace {

// Newest first, as a listing is.
template <typename Slice, typename Rows, typename Filter, typename Id, typename Show>
Slice listed(const Rows& rows,
             const Filter& filter,
             std::optional<Id> before,
             std::size_t limit,
             Show show) {
  Slice stretch;
  auto next = std::make_reverse_iterator(before ? rows.lower_bound(*before) : rows.end());
  for (; next != rows.rend(); ++next) {
    if (stretch.rows.size() == limit) return stretch;
    stretch.resume_before = next->first;
    if (filter.accepts(show(next->second))) stretch.rows.push_back(show(next->second));
  }
  stretch.resume_before.reset();
  return stretch;
}

// An alert knows its policy by name and version only, as on a disk.
Alert read_back(Alert alert, ports::LedgerReader& reader) {
  if (!alert.escalation || !alert.escalation->policy()) return alert;
  const auto& kept = *alert.escalation;
  const auto& policy = *kept.policy();
  alert.escalation = Escalation{reader.policy_version(policy.tenant, policy.id, policy.version),
                                kept.state(),
                                kept.level(),
                                kept.rounds_left(),
                                kept.epoch(),
                                kept.unreachable()};
  return alert;
}

// So do watches and runs.
WatchedSubject read_back(WatchedSubject subject, ports::LedgerReader& reader) {
  std::vector<Watch> watches;
  for (auto& watch : subject.watches) {
    const auto& kept = *watch.follows;
    const auto workflow = reader.workflow_version(kept.tenant, kept.id, kept.version);
    if (!workflow || kept.version < workflow->watches_since) continue;
    watch.follow(workflow);
    watches.push_back(std::move(watch));
  }
  subject.watches = std::move(watches);
  return subject;
}

Run read_back(Run run, ports::LedgerReader& reader) {
  const auto& kept = *run.workflow;
  run.workflow = reader.workflow_version(kept.tenant, kept.id, kept.version);
  return run;
}

// As a history shows it.
Run without_rules(Run run) {
  Workflow known;
  known.tenant = run.workflow->tenant;
  known.id = run.workflow->id;
  known.version = run.workflow->version;
  known.name = run.workflow->name;
  known.signal_type = run.workflow->signal_type;
  run.workflow = std::make_shared<const Workflow>(std::move(known));
  return run;
}

}  // namespace

Result<Done> FakeLedger::read(ports::LedgerReader& reader) {
  ++times_read_;
  // The last version stays, for its number must not be given again.
  const auto is_last = [this](const WorkflowKey& key) {
    const auto next = kept_.workflows.upper_bound(key);
    return next == kept_.workflows.end() || std::get<0>(next->first) != std::get<0>(key) ||
           std::get<1>(next->first) != std::get<1>(key);
  };
  std::erase_if(kept_.workflows, [&](const auto& row) {
    return !row.second.is_shown && !is_last(row.first) &&
           std::none_of(kept_.runs.begin(), kept_.runs.end(), [&](const auto& run) {
             return run.second.workflow->id == row.second.workflow.id &&
                    run.second.workflow->version == row.second.workflow.version;
           });
  });
  for (const auto& [key, row] : kept_.policies)
    reader.on_escalation_policy(row.policy, row.is_current);
  for (const auto& [key, service] : kept_.services)
    reader.on_service(service);
  for (const auto& [key, rule] : kept_.rules)
    reader.on_grouping_rule(rule);
  for (const auto& [key, manager] : kept_.managers)
    reader.on_event_manager(manager);
  for (const auto& [key, client] : kept_.clients)
    reader.on_client(client);
  for (const auto& [id, subscription] : kept_.subscriptions)
    reader.on_subscription(subscription);
  for (const auto& [key, rule] : kept_.log_rules)
    reader.on_log_rule(rule);
  for (const auto& tenant : kept_.seeded_tenants)
    reader.on_seeded_tenant(tenant);
  for (const auto& [key, row] : kept_.alerts)
    reader.on_alert(key, read_back(row.alert, reader), row.timeline);
  for (const auto& [key, row] : kept_.workflows)
    reader.on_workflow(row.workflow, row.is_shown);
  for (const auto& [key, subject] : kept_.watches)
    reader.on_watch(key, read_back(subject, reader));
  for (const auto& [key, run] : kept_.runs)
    reader.on_run(key, read_back(run, reader));
  for (const auto& [key, job] : kept_.jobs)
    reader.on_scheduled_job(key, job);
  for (const auto& [key, timer] : kept_.timers)
    reader.on_timer(key, timer);
  for (const auto& [key, notification] : kept_.notifications)
    reader.on_notification(key, notification);
  for (const auto& [key, resolve] : kept_.early_resolves)
    reader.on_early_resolve(key, resolve);
  for (const auto& [key, log] : kept_.service_logs)
    reader.on_service_log(log);
  reader.on_timeline_end(kept_.timeline.empty() ? 0 : kept_.timeline.rbegin()->first);
  return Done{};
}

Result<Done> FakeLedger::begin() {
  EXPECT_FALSE(batch_) << "the batch before has not ended";
  if (refuses_to_begin) return fail(ErrorKind::unavailable, "the disk is away");
  batch_ = kept_;
  return Done{};
}

Result<Done> FakeLedger::commit() {
  EXPECT_TRUE(batch_) << "no batch has begun";
  if (refuses_to_commit) {
    batch_.reset();
    return fail(ErrorKind::unavailable, "the disk is full");
  }
  kept_ = std::move(written());
  batch_.reset();
  return Done{};
}

FakeLedger::Rows& FakeLedger::written() {
  EXPECT_TRUE(batch_) << "something is written outside a batch";
  return batch_ ? *batch_ : batch_.emplace();
}

void FakeLedger::put_alert(RowKey key, const Alert& alert, TimelineMark timeline) {
  EXPECT_TRUE(alert.is_open());
  written().alerts.insert_or_assign(key, Shown{alert, timeline});
}

void FakeLedger::put_tally(RowKey key, AlertId id, const Tally& tally, TimelineMark timeline) {
  const auto found = written().alerts.find(key);
  ASSERT_NE(found, written().alerts.end()) << "only what is kept has a tally";
  EXPECT_EQ(found->second.alert.id, id);
  found->second.alert.set_tally(tally);
  found->second.timeline = timeline;
}

void FakeLedger::archive_alert(RowKey key, const Alert& alert, TimelineMark timeline) {
  EXPECT_FALSE(alert.is_open());
  written().alerts.erase(key);
  const bool is_new = written().closed_alerts.emplace(alert.id, Shown{alert, timeline}).second;
  EXPECT_TRUE(is_new) << "an alert is closed only once";
}

void FakeLedger::put_timer(RowKey key, const Timer& timer) {
  written().timers.insert_or_assign(key, timer);
}

void FakeLedger::remove_timer(RowKey key) { written().timers.erase(key); }

void FakeLedger::put_notification(RowKey key, const Notification& notification) {
  EXPECT_FALSE(notification.has_ended());
  written().notifications.insert_or_assign(key, notification);
}

void FakeLedger::archive_notification(RowKey key, const Notification& notification) {
  EXPECT_TRUE(notification.has_ended());
  written().notifications.erase(key);
  const bool is_new = written().ended_notifications.emplace(notification.id, notification).second;
  EXPECT_TRUE(is_new) << "a notification ends only once, unless it is revived";
}

void FakeLedger::revive_notification(const TenantId& tenant, const NotificationId& id) {
  const auto found = written().ended_notifications.find(id);
  if (found == written().ended_notifications.end() || found->second.tenant != tenant) return;
  written().ended_notifications.erase(found);
}

void FakeLedger::put_early_resolve(RowKey key, const EarlyResolve& resolve) {
  written().early_resolves.insert_or_assign(key, resolve);
}

void FakeLedger::remove_early_resolve(RowKey key) { written().early_resolves.erase(key); }

void FakeLedger::add_timeline_entry(TimelineMark mark,
                                    TimelineMark before,
                                    const TimelineEntry& entry) {
  EXPECT_LT(before, mark);
  const bool is_new = written().timeline.emplace(mark, Entry{before, entry}).second;
  EXPECT_TRUE(is_new) << "a mark is given only once";
}

void FakeLedger::add_archived_timeline_entry(TimelineMark mark, const TimelineEntry& entry) {
  const auto found = written().closed_alerts.find(entry.alert);
  const bool is_shown = found != written().closed_alerts.end();
  add_timeline_entry(mark, is_shown ? std::exchange(found->second.timeline, mark) : 0, entry);
}

void FakeLedger::put_workflow(const Workflow& workflow) {
  written().workflows.insert_or_assign({workflow.tenant, workflow.id, workflow.version},
                                       Version{workflow});
}

void FakeLedger::remove_workflow(const TenantId& tenant, const WorkflowId& id) {
  for (auto& [key, row] : written().workflows) {
    if (row.workflow.tenant == tenant && row.workflow.id == id) row.is_shown = false;
  }
}

void FakeLedger::put_watch(RowKey key, const WatchedSubject& subject) {
  EXPECT_TRUE(subject.was_heard());
  const bool is_new = written().watches.emplace(key, subject).second;
  EXPECT_TRUE(is_new) << "a key is given only once";
}

void FakeLedger::forget_watch(RowKey key, const SubjectKey& subject) {
  WatchedSubject forgotten;
  forgotten.tenant.value = subject.tenant;
  forgotten.signal_type = subject.signal_type;
  forgotten.subject = subject.subject;
  const bool is_new = written().watches.emplace(key, std::move(forgotten)).second;
  EXPECT_TRUE(is_new) << "a key is given only once";
}

void FakeLedger::remove_watches_before(RowKey key, std::size_t limit) {
  auto& watches = written().watches;
  for (; limit > 0 && !watches.empty() && watches.begin()->first < key; --limit)
    watches.erase(watches.begin());
}

void FakeLedger::add_signal_receipt(const SignalReceipt& receipt) {
  written().signal_receipts.insert_or_assign({receipt.occurred_at, receipt.content}, receipt);
}

Result<bool> FakeLedger::has_signal_receipt(Time occurred_at, std::uint64_t content) {
  const auto& receipts = batch_ ? batch_->signal_receipts : kept_.signal_receipts;
  return receipts.contains({occurred_at, content});
}

void FakeLedger::put_run(RowKey key, const Run& run) {
  EXPECT_FALSE(run.has_ended());
  written().runs.insert_or_assign(key, run);
}

void FakeLedger::archive_run(RowKey key, const Run& run) {
  EXPECT_TRUE(run.has_ended());
  written().runs.erase(key);
  const bool is_new = written().ended_runs.emplace(run.id, without_rules(run)).second;
  EXPECT_TRUE(is_new) << "a run ends only once";
}

void FakeLedger::put_scheduled_job(RowKey key, const ScheduledJob& job) {
  EXPECT_FALSE(job.has_ended());
  written().jobs.insert_or_assign(key, job);
}

void FakeLedger::archive_scheduled_job(RowKey key, const ScheduledJob& job) {
  EXPECT_TRUE(job.has_ended());
  written().jobs.erase(key);
  const bool is_new = written().ended_jobs.emplace(job.id, job).second;
  EXPECT_TRUE(is_new) << "a job ends only once";
}

void FakeLedger::append_journal(const ports::JournalEntry& entry) {
  written().journal.push_back(entry);
}

void FakeLedger::add_receipt(const EventReceipt& receipt) {
  written().receipts.insert_or_assign({receipt.tenant, receipt.event_id}, receipt);
}

Result<std::optional<EventReceipt>> FakeLedger::find_receipt(const TenantId& tenant,
                                                             std::string_view event_id) {
  const auto& receipts = batch_ ? batch_->receipts : kept_.receipts;
  const auto found = receipts.find({tenant, std::string{event_id}});
  return found == receipts.end() ? std::nullopt : std::optional{found->second};
}

void FakeLedger::put_announced(const TenantId& tenant,
                               const AlertId& alert,
                               const std::vector<ClientId>& clients,
                               Time /*told_at*/) {
  written().announced.insert_or_assign({tenant, alert}, clients);
}

Result<std::vector<ClientId>> FakeLedger::find_announced(const TenantId& tenant,
                                                         const AlertId& alert) {
  const auto& announced = batch_ ? batch_->announced : kept_.announced;
  const auto found = announced.find({tenant, alert});
  return found == announced.end() ? std::vector<ClientId>{} : found->second;
}

void FakeLedger::put_escalation_policy(const EscalationPolicy& policy) {
  remove_escalation_policy(policy.tenant, policy.id);
  written().policies.insert_or_assign({policy.tenant, policy.id, policy.version}, Policy{policy});
}

void FakeLedger::remove_escalation_policy(const TenantId& tenant, const EscalationPolicyId& id) {
  for (auto& [key, row] : written().policies) {
    if (row.policy.tenant == tenant && row.policy.id == id) row.is_current = false;
  }
}

void FakeLedger::put_service(const Service& service) {
  written().services.insert_or_assign({service.tenant, service.id}, service);
}

void FakeLedger::remove_service(const TenantId& tenant, const ServiceId& id) {
  written().services.erase({tenant, id});
}

void FakeLedger::put_grouping_rule(const GroupingRule& rule) {
  written().rules.insert_or_assign({rule.tenant, rule.id}, rule);
}

void FakeLedger::remove_grouping_rule(const TenantId& tenant, const GroupingRuleId& id) {
  written().rules.erase({tenant, id});
}

void FakeLedger::put_event_manager(const EventManager& manager) {
  written().managers.insert_or_assign({manager.tenant, manager.id}, manager);
}

void FakeLedger::remove_event_manager(const TenantId& tenant, const EventManagerId& id) {
  written().managers.erase({tenant, id});
}

void FakeLedger::put_client(const Client& client) {
  written().clients.insert_or_assign({client.tenant, client.id}, client);
}

void FakeLedger::remove_client(const TenantId& tenant, const ClientId& id) {
  written().clients.erase({tenant, id});
}

void FakeLedger::put_subscription(const Subscription& subscription) {
  written().subscriptions.insert_or_assign(subscription.id, subscription);
}

void FakeLedger::remove_subscription(const SubscriptionId& id) {
  written().subscriptions.erase(id);
}

void FakeLedger::put_log_rule(const LogRule& rule) {
  written().log_rules.insert_or_assign({rule.tenant, rule.id}, rule);
}

void FakeLedger::remove_log_rule(const TenantId& tenant, const LogRuleId& id) {
  written().log_rules.erase({tenant, id});
}

void FakeLedger::put_seeded_tenant(const TenantId& tenant) {
  written().seeded_tenants.insert(tenant);
}

// As on a disk: without the rules that it follows, and those that have nothing.
void FakeLedger::put_service_log(const ServiceLog& log) {
  std::vector<RuleLog> rules;
  for (const auto& rule : log.rules()) {
    if (rule.window.is_idle() && !rule.groups) continue;
    rules.push_back(rule);
    rules.back().compiled = nullptr;
  }
  written().service_logs.insert_or_assign(
      {log.tenant(), log.service()},
      ServiceLog{log.tenant(), log.service(), std::move(rules), log.ended(), log.receipts()});
}

void FakeLedger::remove_service_log(const ServiceLog& log) {
  written().service_logs.erase({log.tenant(), log.service()});
}

Result<std::optional<ports::AlertReader::Shown>> FakeLedger::find(const TenantId& tenant,
                                                                  AlertId id) {
  const auto found = kept_.closed_alerts.find(id);
  if (found == kept_.closed_alerts.end() || found->second.alert.tenant != tenant) {
    return std::optional<Shown>{};
  }
  return std::optional{found->second};
}

Result<std::vector<ports::AlertReader::Shown>> FakeLedger::find_by_key(const TenantId& tenant,
                                                                       std::string_view dedup_key) {
  std::vector<Shown> newest;
  for (auto row = kept_.closed_alerts.rbegin(); row != kept_.closed_alerts.rend(); ++row) {
    const Alert& alert = row->second.alert;
    if (alert.tenant != tenant || alert.dedup_key != dedup_key) continue;
    const bool is_known = std::any_of(newest.begin(), newest.end(), [&](const Shown& newer) {
      return newer.alert.key() == alert.key();
    });
    if (!is_known) newest.push_back(row->second);
  }
  return newest;
}

Result<ports::AlertSlice> FakeLedger::list(const ports::AlertFilter& filter,
                                           std::optional<AlertId> before,
                                           std::size_t limit) {
  return listed<ports::AlertSlice>(
      kept_.closed_alerts, filter, before, limit, [](const Shown& row) { return row.alert; });
}

Result<ports::NotificationSlice> FakeLedger::list(const ports::NotificationFilter& filter,
                                                  std::optional<NotificationId> before,
                                                  std::size_t limit) {
  return listed<ports::NotificationSlice>(
      kept_.ended_notifications, filter, before, limit, [](const auto& row) { return row; });
}

Result<std::optional<Notification>> FakeLedger::find_notification(const TenantId& tenant,
                                                                  NotificationId id) {
  const auto found = kept_.ended_notifications.find(id);
  if (found == kept_.ended_notifications.end() || found->second.tenant != tenant) {
    return std::optional<Notification>{};
  }
  return std::optional{found->second};
}

Result<std::optional<Run>> FakeLedger::find_run(const TenantId& tenant, RunId id) {
  if (cannot_read_runs) return fail(ErrorKind::unavailable, "the disk cannot be read");
  const auto found = kept_.ended_runs.find(id);
  const bool is_there = found != kept_.ended_runs.end() && found->second.tenant == tenant;
  return is_there ? std::optional{found->second} : std::nullopt;
}

Result<ports::RunSlice> FakeLedger::list(const ports::RunFilter& filter,
                                         std::optional<RunId> before,
                                         std::size_t limit) {
  return listed<ports::RunSlice>(
      kept_.ended_runs, filter, before, limit, [](const Run& run) { return run; });
}

Result<std::optional<ScheduledJob>> FakeLedger::find_job(const TenantId& tenant,
                                                         ScheduledJobId id) {
  const auto found = kept_.ended_jobs.find(id);
  const bool is_there = found != kept_.ended_jobs.end() && found->second.tenant == tenant;
  return is_there ? std::optional{found->second} : std::nullopt;
}

Result<std::vector<TimelineEntry>> FakeLedger::read(TimelineMark mark, std::size_t limit) {
  std::vector<TimelineEntry> entries;
  while (mark != 0 && entries.size() < limit) {
    const auto& [before, entry] = kept_.timeline.at(mark);
    entries.push_back(entry);
    mark = before;
  }
  std::reverse(entries.begin(), entries.end());
  return entries;
}

}  // namespace tocsin::tests
