#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/sqlite/database/statement.hpp"
#include "domain/workflows/run.hpp"
#include "domain/workflows/scheduled_job.hpp"
#include "domain/workflows/watch.hpp"
#include "domain/workflows/workflow.hpp"
#include "ports/store/ledger.hpp"

namespace tocsin::adapters::sqlite {

// The columns of each table, in the order in which its two functions use them: `write` runs an
// insert of them, `read` reads a select of them. The tables of open rows and of their history have
// the same columns; without a key, SQLite assigns the next one.
extern const std::string_view workflow_columns;
extern const std::string_view watch_columns;
extern const std::string_view run_columns;
extern const std::string_view scheduled_job_columns;

struct WorkflowRow {
  domain::Workflow workflow;
  bool is_shown = true;
};

bool write_workflow(Statement& insert, const WorkflowRow& row);
WorkflowRow read_workflow(Rows& rows);

// The reference of a row to its workflow: only its name and version are stored in the row.
struct WorkflowUse {
  const domain::TenantId& tenant;
  const domain::WorkflowId& id;
  std::uint64_t version;
  const std::string& name;         // of a run
  const std::string& signal_type;  // of a run
};
using FindUsedWorkflow = std::function<domain::SharedWorkflow(const WorkflowUse& use)>;

struct WatchRow {
  ports::RowKey key = 0;
  domain::WatchedSubject subject;
};

bool write_watch(Statement& insert, ports::RowKey key, const domain::WatchedSubject& subject);
WatchRow read_watch(Rows& rows, const FindUsedWorkflow& find_workflow);

struct RunRow {
  ports::RowKey key = 0;
  domain::Run run;
};

bool write_run(Statement& insert, std::optional<ports::RowKey> key, const domain::Run& run);
// A run whose workflow cannot be found makes the query fail.
RunRow read_run(Rows& rows, const FindUsedWorkflow& find_workflow);

struct ScheduledJobRow {
  ports::RowKey key = 0;
  domain::ScheduledJob job;
};

bool write_scheduled_job(Statement& insert,
                         std::optional<ports::RowKey> key,
                         const domain::ScheduledJob& job);
ScheduledJobRow read_scheduled_job(Rows& rows);

}  // namespace tocsin::adapters::sqlite
