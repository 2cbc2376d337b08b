#include <utility>

#include "adapters/sqlite/database/row_reading.hpp"

namespace tocsin::adapters::sqlite {

Result<Done> give_workflows(LedgerStatements& sql, ports::LedgerReader& reader) {
  const FindUsedWorkflow find_workflow = [&](const WorkflowUse& use) {
    return reader.workflow_version(use.tenant, use.id, use.version);
  };
  auto given = give_each(sql.workflows, read_workflow, [&](auto row) {
    reader.on_workflow(std::move(row.workflow), row.is_shown);
  });
  if (!given) return given;
  given = give_each(
      sql.watches,
      [&](Rows& rows) { return read_watch(rows, find_workflow); },
      [&](auto row) { reader.on_watch(row.key, std::move(row.subject)); });
  if (!given) return given;
  given = give_each(
      sql.runs,
      [&](Rows& rows) { return read_run(rows, find_workflow); },
      [&](auto row) { reader.on_run(row.key, std::move(row.run)); });
  if (!given) return given;
  return give_each(sql.scheduled_jobs, read_scheduled_job, [&](auto row) {
    reader.on_scheduled_job(row.key, std::move(row.job));
  });
}

}  // namespace tocsin::adapters::sqlite
