#include <cstdint>

#include "adapters/records/workflows/workflow_record.hpp"
#include "adapters/sqlite/ledger.hpp"
#include "adapters/sqlite/ledger_records.hpp"
#include "adapters/sqlite/ledger_statements.hpp"
#include "ports/workflows/workflows.hpp"

namespace tocsin::adapters::sqlite {

using ports::RowKey;

void SqliteLedger::put_workflow(const domain::Workflow& workflow) {
  constexpr auto shown = ports::Workflows::versions_shown;
  const auto newest_hidden = workflow.version > shown ? workflow.version - shown : 0;
  if (newest_hidden > 0 &&
      !write(sql_->hide_old_workflows, workflow.tenant, workflow.id, newest_hidden)) {
    return;
  }
  put(sql_->put_workflow,
      records::WorkflowRecordView{true, workflow},
      workflow.tenant,
      workflow.id,
      workflow.version);
}

void SqliteLedger::remove_workflow(const domain::TenantId& tenant, const domain::WorkflowId& id) {
  write(sql_->hide_workflow, tenant, id);
}

void SqliteLedger::put_watch(RowKey key, const domain::WatchedSubject& subject) {
  put(sql_->put_watch, subject, key);
}

void SqliteLedger::forget_watch(RowKey key, const domain::SubjectKey& subject) {
  domain::WatchedSubject forgotten;
  forgotten.tenant.value = subject.tenant;
  forgotten.signal_type = subject.signal_type;
  forgotten.subject = subject.subject;
  put_watch(key, forgotten);
}

void SqliteLedger::remove_watches_before(RowKey key, std::size_t limit) {
  write(sql_->remove_watches, key, limit);
}

void SqliteLedger::add_signal_receipt(const domain::SignalReceipt& receipt) {
  write(sql_->add_signal_receipt,
        receipt.occurred_at,
        static_cast<std::int64_t>(receipt.content),
        receipt.received_at);
}

Result<bool> SqliteLedger::has_signal_receipt(domain::Time occurred_at, std::uint64_t content) {
  if (!may_write()) return fault_->as_failure();

  auto rows = sql_->has_signal_receipt.query(occurred_at, static_cast<std::int64_t>(content));
  const bool is_kept = rows.next();
  if (!note(sql_->has_signal_receipt, !rows.failed())) return rows.failure();
  return is_kept;
}

void SqliteLedger::put_run(RowKey key, const domain::Run& run) { put(sql_->put_run, run, key); }

void SqliteLedger::archive_run(RowKey key, const domain::Run& run) {
  if (!write(sql_->remove_run, key)) return;
  put(sql_->archive_run,
      run,
      run.id,
      run.tenant,
      run.workflow->id,
      run.signal.subject,
      run.status,
      run.ended_at);
}

void SqliteLedger::put_scheduled_job(RowKey key, const domain::ScheduledJob& job) {
  put(sql_->put_scheduled_job, job, key);
}

void SqliteLedger::archive_scheduled_job(RowKey key, const domain::ScheduledJob& job) {
  if (!write(sql_->remove_scheduled_job, key)) return;
  put(sql_->archive_scheduled_job, job, job.id, job.tenant, job.updated_at);
}

}  // namespace tocsin::adapters::sqlite
