#include "tests/worlds/workflow_mocks.hpp"

namespace tocsin::tests {

using trompeloeil::_;

WorkflowMocks::WorkflowMocks() {
  const auto allow = [this](Expectation call) { allowed_.push_back(std::move(call)); };
  allow(NAMED_ALLOW_CALL(workflows, find(_, _)).LR_RETURN(workflow));
  allow(NAMED_ALLOW_CALL(workflows, list(_)).LR_RETURN(of_its_type));
  allow(NAMED_ALLOW_CALL(workflows, last_version(_, _)).LR_RETURN(workflow->version));
  allow(NAMED_ALLOW_CALL(workflows, of_type(_, _)).LR_RETURN(&of_its_type));
  allow(NAMED_ALLOW_CALL(workflows, save(_)));
  allow(NAMED_ALLOW_CALL(workflows, remove(_, _)));
  allow(NAMED_ALLOW_CALL(watches, find(_)).LR_RETURN(subject));
  allow(NAMED_ALLOW_CALL(watches, has_room(_)).RETURN(true));
  allow(NAMED_ALLOW_CALL(watches, save(_)));
  allow(NAMED_ALLOW_CALL(watches, forget(_)));
  allow(NAMED_ALLOW_CALL(watches, look_soon(_, _, _)));
  allow(NAMED_ALLOW_CALL(signal_receipts, has(_, _)).RETURN(false));
  allow(NAMED_ALLOW_CALL(signal_receipts, add(_)));
  allow(NAMED_ALLOW_CALL(scheduled_jobs, find(_, _)).LR_RETURN(std::optional{job}));
  allow(NAMED_ALLOW_CALL(scheduled_jobs, save(_)));
  // What a step asks that pages.
  allow(NAMED_ALLOW_CALL(services, list(_)).RETURN(std::vector<ServiceEntry>{}));
  allow(NAMED_ALLOW_CALL(alerts, find_parent(_)).RETURN(no_alert()));
}

WorkflowMocks::~WorkflowMocks() = default;

}  // namespace tocsin::tests
