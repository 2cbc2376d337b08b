#include "adapters/sqlite/workflows/workflow_rows.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "adapters/sqlite/database/json_text.hpp"
#include "adapters/sqlite/workflows/workflow_text.hpp"

namespace tocsin::adapters::sqlite {
namespace {

template <typename List>
void take_column(Rows& rows, std::optional<List> kept, List& list) {
  if (!kept) return rows.misread();
  list = *std::move(kept);
}

domain::Fields read_fields(Rows& rows, const std::optional<std::string_view>& json) {
  domain::Fields fields;
  if (json) take_column(rows, fields_from(*json), fields);
  return fields;
}

}  // namespace

const std::string_view workflow_columns =
    "tenant, id, version, is_shown, name, signal_type, conditions, steps, enabled, "
    "continue_on_recovery, watches_since, created_at, updated_at";

bool write_workflow(Statement& insert, const WorkflowRow& row) {
  const auto& workflow = row.workflow;
  return insert.run(workflow.tenant,
                    workflow.id,
                    workflow.version,
                    row.is_shown,
                    workflow.name,
                    workflow.signal_type,
                    json_of(workflow.conditions),
                    json_of(workflow.steps),
                    workflow.enabled,
                    workflow.continue_on_recovery,
                    workflow.watches_since,
                    workflow.created_at,
                    workflow.updated_at);
}

WorkflowRow read_workflow(Rows& rows) {
  WorkflowRow row;
  auto& workflow = row.workflow;
  std::string_view conditions;
  std::string_view steps;
  rows.read(workflow.tenant,
            workflow.id,
            workflow.version,
            row.is_shown,
            workflow.name,
            workflow.signal_type,
            conditions,
            steps,
            workflow.enabled,
            workflow.continue_on_recovery,
            workflow.watches_since,
            workflow.created_at,
            workflow.updated_at);
  take_column(rows, conditions_from(conditions), workflow.conditions);
  take_column(rows, steps_from(steps), workflow.steps);
  return row;
}

const std::string_view watch_columns =
    "row, tenant, signal_type, subject, received_at, at, ordinal, fields, newest, newest_content, "
    "watches";

bool write_watch(Statement& insert, ports::RowKey key, const domain::WatchedSubject& subject) {
  return insert.run(key,
                    subject.tenant,
                    subject.signal_type,
                    subject.subject,
                    subject.received_at,
                    subject.at,
                    subject.ordinal,
                    json_of(subject.fields),
                    subject.newest,
                    json_of(subject.newest_content),
                    json_of(subject.watches));
}

WatchRow read_watch(Rows& rows, const FindUsedWorkflow& find_workflow) {
  WatchRow row;
  auto& subject = row.subject;
  std::optional<std::string_view> fields;
  std::string_view contents;
  std::string_view watches;
  rows.read(row.key,
            subject.tenant,
            subject.signal_type,
            subject.subject,
            subject.received_at,
            subject.at,
            subject.ordinal,
            fields,
            subject.newest,
            contents,
            watches);
  subject.fields = read_fields(rows, fields);
  take_column(rows, hashes_from(contents), subject.newest_content);
  const auto find = [&](const domain::WorkflowId& id, std::uint64_t version) {
    return find_workflow({subject.tenant, id, version, {}, subject.signal_type});
  };
  take_column(rows, watches_from(watches, find), subject.watches);
  return row;
}

const std::string_view run_columns =
    "row, id, tenant, workflow, version, workflow_name, signal_type, signal_id, subject, "
    "signal_at, fields, reason, status, steps, next_step, resume_at, end_reason, started_at, "
    "updated_at, ended_at";

bool write_run(Statement& insert, std::optional<ports::RowKey> key, const domain::Run& run) {
  return insert.run(key,
                    run.id,
                    run.tenant,
                    run.workflow->id,
                    run.workflow->version,
                    run.workflow->name,
                    run.workflow->signal_type,
                    run.signal.id,
                    run.signal.subject,
                    run.signal.at,
                    json_of(run.signal.fields),
                    run.reason,
                    run.status,
                    json_of(run.steps),
                    run.next_step,
                    run.resume_at,
                    run.end_reason,
                    run.started_at,
                    run.updated_at,
                    run.ended_at);
}

RunRow read_run(Rows& rows, const FindUsedWorkflow& find_workflow) {
  RunRow row;
  auto& run = row.run;
  domain::WorkflowId workflow;
  std::uint64_t version = 0;
  std::string name;
  std::string signal_type;
  std::optional<std::string_view> fields;
  std::string_view steps;
  rows.read(row.key,
            run.id,
            run.tenant,
            workflow,
            version,
            name,
            signal_type,
            run.signal.id,
            run.signal.subject,
            run.signal.at,
            fields,
            run.reason,
            run.status,
            steps,
            run.next_step,
            run.resume_at,
            run.end_reason,
            run.started_at,
            run.updated_at,
            run.ended_at);
  run.signal.fields = read_fields(rows, fields);
  take_column(rows, records_from(steps), run.steps);
  run.workflow = find_workflow({run.tenant, workflow, version, name, signal_type});
  if (!run.workflow || run.workflow->version != version) rows.misread();
  return row;
}

const std::string_view scheduled_job_columns =
    "row, id, tenant, by, run, workflow, signal_id, after_step, signal_type, subject, occurred_at, "
    "fields, execute_at, queue_name, status, result, created_at, updated_at";

namespace {

// A job has the columns of one of the two.
struct OrderColumns {
  std::optional<std::string> run;
  std::optional<domain::WorkflowId> workflow;
  std::optional<std::string> signal_id;
  std::optional<std::size_t> after_step;
  std::optional<std::string> signal_type;
  std::optional<std::string> subject;
  std::optional<domain::Time> occurred_at;
  std::optional<std::string> fields;
};

OrderColumns workflow_columns_of(const domain::ScheduledJob& job) {
  OrderColumns columns;
  if (const auto* order = std::get_if<domain::ResumeOrder>(&job.order)) {
    columns.run = order->run;
    columns.workflow = order->workflow;
    columns.signal_id = order->signal_id;
    columns.after_step = order->after_step;
  } else if (const auto* signal = std::get_if<domain::Signal>(&job.order)) {
    columns.signal_type = signal->type;
    columns.subject = signal->subject;
    columns.occurred_at = signal->occurred_at;
    columns.fields = json_of(signal->fields);
  }
  return columns;
}

std::variant<domain::ResumeOrder, domain::Signal> order_from(Rows& rows,
                                                             const OrderColumns& columns,
                                                             const domain::TenantId& tenant) {
  if (columns.workflow) {
    return domain::ResumeOrder{columns.run.value_or(""),
                               *columns.workflow,
                               columns.signal_id.value_or(""),
                               columns.after_step.value_or(0)};
  }
  domain::Signal signal;
  signal.tenant = tenant;
  signal.type = columns.signal_type.value_or("");
  signal.subject = columns.subject.value_or("");
  signal.occurred_at = columns.occurred_at;
  signal.fields = read_fields(rows, columns.fields);
  return signal;
}

}  // namespace

bool write_scheduled_job(Statement& insert,
                         std::optional<ports::RowKey> key,
                         const domain::ScheduledJob& job) {
  const auto order = workflow_columns_of(job);
  return insert.run(key,
                    job.id,
                    job.tenant,
                    job.by,
                    order.run,
                    order.workflow,
                    order.signal_id,
                    order.after_step,
                    order.signal_type,
                    order.subject,
                    order.occurred_at,
                    order.fields,
                    job.execute_at,
                    job.queue_name,
                    job.status,
                    job.result,
                    job.created_at,
                    job.updated_at);
}

ScheduledJobRow read_scheduled_job(Rows& rows) {
  ScheduledJobRow row;
  auto& job = row.job;
  OrderColumns order;
  rows.read(row.key,
            job.id,
            job.tenant,
            job.by,
            order.run,
            order.workflow,
            order.signal_id,
            order.after_step,
            order.signal_type,
            order.subject,
            order.occurred_at,
            order.fields,
            job.execute_at,
            job.queue_name,
            job.status,
            job.result,
            job.created_at,
            job.updated_at);
  job.order = order_from(rows, order, job.tenant);
  return row;
}

}  // namespace tocsin::adapters::sqlite
