#pragma once

#include "tests/worlds/workflows.hpp"

namespace tocsin::tests {

// Who saves, switches and removes workflows while their signals arrive.
class ConfiguringWorkflows : public WorkflowScenario {
 protected:
  Error refusal_of(domain::Workflow draft) {
    const auto saved =
        decided([&](auto& p) { return p.workflow_use_cases.save_workflow.handle(draft); });
    EXPECT_FALSE(saved);
    return saved ? Error{} : saved.error();
  }
  Result<domain::Workflow> toggled(const domain::WorkflowId& id, bool enabled) {
    return decided([&](auto& p) {
      return p.workflow_use_cases.toggle_workflow.handle({acme, id, enabled});
    });
  }
  Result<Done> removed(const domain::WorkflowId& id) {
    return decided([&](auto& p) {
      return p.workflow_use_cases.remove_workflow.handle({acme, id});
    });
  }
};

}  // namespace tocsin::tests
