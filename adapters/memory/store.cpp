#include "adapters/memory/store.hpp"

#include <map>
#include <memory>
#include <tuple>
#include <utility>

namespace tocsin::adapters::memory {

using domain::EscalationPolicy;
using domain::EscalationPolicyId;
using domain::TenantId;

// Loads the rows of the ledger into an empty store.
class Store::Loader : public ports::LedgerReader {
 public:
  explicit Loader(Store& store) : store_(store) {}

  void on_escalation_policy(EscalationPolicy policy, bool is_current) override {
    auto version = std::make_shared<const EscalationPolicy>(std::move(policy));
    if (is_current) store_.policies.load(version);
    versions_[{version->tenant, version->id, version->version}] = version;
  }
  void on_service(domain::Service service) override { load_into(store_.services, service); }
  void on_grouping_rule(domain::GroupingRule rule) override {
    load_into(store_.grouping_rules, rule);
  }
  void on_event_manager(domain::EventManager manager) override {
    load_into(store_.managers, manager);
  }
  void on_client(domain::Client client) override { load_into(store_.clients, client); }
  void on_subscription(domain::Subscription subscription) override {
    store_.subscriptions.load(
        std::make_shared<const domain::Subscription>(std::move(subscription)));
  }
  void on_log_rule(domain::LogRule rule) override { load_into(store_.log_rules, rule); }
  void on_seeded_tenant(TenantId tenant) override { store_.seeded_tenants.load(std::move(tenant)); }
  void on_alert(ports::RowKey key, domain::Alert alert, ports::TimelineMark timeline) override {
    store_.alerts.load(key, std::move(alert), timeline);
  }
  void on_timer(ports::RowKey key, const domain::Timer& timer) override {
    store_.timers.load(key, timer);
  }
  void on_notification(ports::RowKey key, domain::Notification notification) override {
    store_.outbox.load(key, std::move(notification));
  }
  void on_early_resolve(ports::RowKey key, domain::EarlyResolve resolve) override {
    store_.early_resolves.load(key, std::move(resolve));
  }
  void on_service_log(domain::ServiceLog log) override { store_.log_windows.load(std::move(log)); }
  void on_workflow(domain::Workflow workflow, bool is_shown) override {
    auto version = std::make_shared<const domain::Workflow>(std::move(workflow));
    store_.workflows.load(version, is_shown);
    workflows_[{version->tenant, version->id, version->version}] = version;
  }
  // Drops the watches of removed workflows.
  void on_watch(ports::RowKey key, domain::WatchedSubject subject) override {
    bool is_old = false;
    std::erase_if(subject.watches, [&](const domain::Watch& watch) {
      const auto newest = *store_.workflows.find(subject.tenant, watch.follows->id);
      is_old = is_old || (newest && newest != watch.follows);
      return newest == nullptr;
    });
    store_.watches.load(key, std::move(subject), is_old);
  }
  void on_run(ports::RowKey key, domain::Run run) override {
    store_.runs.load(key, std::move(run));
  }
  void on_scheduled_job(ports::RowKey key, domain::ScheduledJob job) override {
    store_.scheduled_jobs.load(key, std::move(job));
  }
  void on_timeline_end(ports::TimelineMark mark) override { store_.timeline.load_end(mark); }

  std::shared_ptr<const EscalationPolicy> policy_version(const TenantId& tenant,
                                                         const EscalationPolicyId& id,
                                                         std::uint64_t version) override {
    const auto found = versions_.find({tenant, id, version});
    return found == versions_.end() ? nullptr : found->second;
  }

  domain::SharedWorkflow workflow_version(const TenantId& tenant,
                                          const domain::WorkflowId& id,
                                          std::uint64_t version) override {
    const auto found = workflows_.find({tenant, id, version});
    return found == workflows_.end() ? *store_.workflows.find(tenant, id) : found->second;
  }

 private:
  template <typename Entity>
  static void load_into(Entries<Entity>& entries, Entity& entity) {
    entries.load(std::make_shared<const Entity>(std::move(entity)));
  }

  Store& store_;
  std::map<std::tuple<TenantId, EscalationPolicyId, std::uint64_t>,
           std::shared_ptr<const EscalationPolicy>>
      versions_;
  std::map<std::tuple<TenantId, domain::WorkflowId, std::uint64_t>, domain::SharedWorkflow>
      workflows_;
};

Store::Store(ports::Ledger& ledger,
             ports::AlertReader& alert_archive,
             ports::NotificationReader& notification_archive,
             ports::RunReader& run_archive,
             ports::ScheduledJobReader& job_archive)
    : alerts(alert_archive),
      timeline(alerts),
      outbox(notification_archive),
      receipts(ledger),
      announced(ledger),
      signal_receipts(ledger),
      runs(run_archive),
      scheduled_jobs(job_archive),
      ledger_(ledger),
      parts_{&services,      &policies,  &managers,  &grouping_rules,  &clients,
             &subscriptions, &timeline,  &alerts,    &timers,          &early_resolves,
             &outbox,        &receipts,  &announced, &log_rules,       &seeded_tenants,
             &log_windows,   &workflows, &watches,   &signal_receipts, &runs,
             &scheduled_jobs} {}

Result<Done> Store::open() {
  for (Part* part : parts_)
    part->clear();
  journal_.clear();
  Loader loader{*this};
  auto read = ledger_.read(loader);
  subscriptions.loaded();
  is_current_ = read.has_value();
  return read;
}

void Store::begin() {}

Result<Done> Store::commit() {
  for (Part* part : parts_)
    part->keep();
  return Done{};
}

void Store::rollback() {
  for (Part* part : parts_)
    part->discard();
}

Result<Done> Store::begin_batch() {
  if (!is_current_) {
    auto read = open();
    if (!read) return read;
  }
  return ledger_.begin();
}

Result<Done> Store::commit_batch() {
  for (Part* part : parts_)
    part->flush(ledger_);
  for (const auto& entry : journal_)
    ledger_.append_journal(entry);
  journal_.clear();

  auto kept = ledger_.commit();
  // Reload immediately, because readers and pumps read the working set before the next batch
  // begins. If that fails as well, the next batch retries.
  if (!kept) is_current_ = open().has_value();
  return kept;
}

void Store::append(ports::JournalEntry entry) { journal_.push_back(std::move(entry)); }

}  // namespace tocsin::adapters::memory
