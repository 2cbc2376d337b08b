#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "application/workflows/remove_workflow.hpp"
#include "application/workflows/save_workflow.hpp"
#include "application/workflows/toggle_workflow.hpp"
#include "domain/workflows/workflow.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::http {

// The commands and reads of workflows.
struct WorkflowFronts {
  using Version = std::optional<std::uint64_t>;  // the newest when not given

  ports::FrontOf<application::SaveWorkflow> save;
  ports::FrontOf<application::ToggleWorkflow> toggle;
  ports::FrontOf<application::RemoveWorkflow> remove;
  // May wait; called on a reader's thread. Returns null if there is none.
  std::function<
      Result<domain::SharedWorkflow>(const domain::TenantId&, const domain::WorkflowId&, Version)>
      find;
  // The newest version of each, ordered by id.
  std::function<Result<std::vector<domain::SharedWorkflow>>(const domain::TenantId&)> list;
};

// /v1/workflows. `readers` must outlive the handlers.
void add_workflow_operations(OperationHandlers& handlers,
                             WorkflowFronts fronts,
                             ReaderPool& readers);

}  // namespace tocsin::adapters::http
