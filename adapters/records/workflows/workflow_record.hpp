#pragma once

#include "domain/workflows/workflow.hpp"

namespace tocsin::adapters::records {

// A version of a workflow. One that is not shown exists only for runs that need it.
struct WorkflowRecord {
  bool is_shown = true;
  domain::Workflow workflow;

  bool operator==(const WorkflowRecord&) const = default;
};

// The same of a version that is elsewhere, for writing.
struct WorkflowRecordView {
  bool is_shown;
  const domain::Workflow& workflow;
};

}  // namespace tocsin::adapters::records
