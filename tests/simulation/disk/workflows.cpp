#include <memory>

#include "tests/simulation/audit/violation.hpp"
#include "tests/simulation/disk/disk.hpp"

namespace tocsin::simulation {

using namespace domain;
using ports::RowKey;

// Workflows, what they watch, runs and jobs.

namespace {

constexpr std::uint64_t dropped_each = 8;

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

void Disk::read_workflows(ports::LedgerReader& reader) {
  for (const auto& [key, row] : workflows_.rows())
    reader.on_workflow(row.workflow, row.is_shown);
  crashes_.reached(Point::read);
  for (const auto& [key, subject] : watches_.rows())
    reader.on_watch(key, read_back(subject, reader));
  for (const auto& [key, run] : runs.rows()) {
    auto kept = run;
    const auto& known = *run.workflow;
    const auto version = is(Mutant::newest_workflow_taken) ? UINT64_MAX : known.version;
    kept.workflow = reader.workflow_version(known.tenant, known.id, version);
    if (is(Mutant::newest_workflow_taken) && !kept.workflow) kept.workflow = run.workflow;
    require(kept.workflow != nullptr, "I45", "a version that a run goes by is not kept");
    reader.on_run(key, std::move(kept));
  }
  for (const auto& [key, job] : jobs.rows())
    reader.on_scheduled_job(key, job);
}

// A watch, too, knows its workflow by name and version only.
WatchedSubject Disk::read_back(WatchedSubject subject, ports::LedgerReader& reader) const {
  std::erase_if(subject.watches, [&](Watch& watch) {
    const auto& known = *watch.follows;
    const auto version = reader.workflow_version(known.tenant, known.id, known.version);
    if (!version || known.version < version->watches_since) return true;
    watch.follow(version);
    if (is(Mutant::watches_not_armed)) watch.look_again_at = Watch::never;
    return false;
  });
  return subject;
}

void Disk::put_workflow(const Workflow& workflow) {
  crashes_.reached(Point::put);
  workflows_.put({workflow.tenant, workflow.id, workflow.version}, {workflow});
}

// Its versions stay for the runs that go by them.
void Disk::remove_workflow(const TenantId& tenant, const WorkflowId& id) {
  std::vector<Workflow> versions;
  for (const auto& [key, row] : workflows_.rows())
    if (row.workflow.tenant == tenant && row.workflow.id == id) versions.push_back(row.workflow);
  for (auto& version : versions)
    workflows_.put({tenant, id, version.version}, {version, false});
}

void Disk::put_watch(RowKey key, const WatchedSubject& subject) {
  crashes_.reached(Point::put);
  require(subject.was_heard(), "I3", "a subject is kept that nobody has heard of");
  if (is(Mutant::watch_rows_dropped) && ++watches_put_ % dropped_each == 0) return;
  const bool is_new = watches_.put(key, subject);
  require(is_new, "I3", "a key of a row is given twice");
}

void Disk::forget_watch(RowKey key, const SubjectKey& subject) {
  crashes_.reached(Point::put);
  WatchedSubject forgotten;
  forgotten.tenant.value = subject.tenant;
  forgotten.signal_type = subject.signal_type;
  forgotten.subject = subject.subject;
  watches_.put(key, std::move(forgotten));
}

void Disk::remove_watches_before(RowKey key, std::size_t limit) {
  const auto& rows = watches_.rows();
  for (; limit > 0 && !rows.empty() && rows.begin()->first < key; --limit)
    watches_.erase(RowKey{rows.begin()->first});
}

void Disk::add_signal_receipt(const SignalReceipt& receipt) {
  crashes_.reached(Point::put);
  if (is(Mutant::signal_receipts_forgotten)) return;
  signal_receipts_.put({receipt.occurred_at, receipt.content}, receipt);
}

Result<bool> Disk::has_signal_receipt(Time occurred_at, std::uint64_t content) {
  if (swarm_.strikes(Fault::signal_receipt_unreadable)) {
    return fail(ErrorKind::unavailable, "the receipt cannot be read");
  }
  return signal_receipts_.find({occurred_at, content}) != nullptr;
}

void Disk::put_run(RowKey key, const Run& run) {
  crashes_.reached(Point::put);
  const bool is_stale = is(Mutant::run_rows_stale) && runs.find(key);
  if (!is_stale) runs.put(key, run);
}

void Disk::archive_run(RowKey key, const Run& run) {
  crashes_.reached(Point::put);
  runs.erase(key);
  const bool is_new = ended_runs.put(run.id, without_rules(run));
  require(is_new, "I24", "a run ends twice");
}

void Disk::put_scheduled_job(RowKey key, const ScheduledJob& job) {
  crashes_.reached(Point::put);
  jobs.put(key, job);
}

void Disk::archive_scheduled_job(RowKey key, const ScheduledJob& job) {
  crashes_.reached(Point::put);
  if (!is(Mutant::job_not_archived)) jobs.erase(key);
  const bool is_new = ended_jobs.put(job.id, job);
  require(is_new, "I24", "a job ends twice");
}

Result<std::optional<Run>> Disk::find_run(const TenantId& tenant, RunId id) {
  if (swarm_.strikes(Fault::run_unreadable)) {
    on_disturbance();  // whoever goes on with runs rests
    return fail(ErrorKind::unavailable, "the history cannot be read");
  }
  const auto* found = ended_runs.find(id);
  return found && found->tenant == tenant ? std::optional{*found} : std::nullopt;
}

Result<std::optional<ScheduledJob>> Disk::find_job(const TenantId& tenant, ScheduledJobId id) {
  const auto* found = ended_jobs.find(id);
  return found && found->tenant == tenant ? std::optional{*found} : std::nullopt;
}

}  // namespace tocsin::simulation
