#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "domain/kernel/ids.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::adapters::records {

// The policy that an alert escalates by, as its record names it.
struct PolicyUse {
  const domain::TenantId& tenant;
  const domain::EscalationPolicyId& id;
  std::uint64_t version;
  std::uint16_t level;
};

// The workflow of a run or a watch, as its record names it.
struct WorkflowUse {
  const domain::TenantId& tenant;
  const domain::WorkflowId& id;
  std::uint64_t version;
  const std::string& name;         // of a run
  const std::string& signal_type;  // of a run
};

// Finds what records refer to by name and version, and what was read before them.
class References {
 public:
  virtual ~References() = default;

  // Null if there is no such version.
  virtual std::shared_ptr<const domain::EscalationPolicy> policy(const PolicyUse& use) const = 0;

  // Returns that version, or else the newest that is shown; null if there is none.
  virtual domain::SharedWorkflow workflow(const WorkflowUse& use) const = 0;
};

// The surroundings that a type is built in. Names are unique within a tenant, and the tenant is the
// one that the record has named before.
struct Context {
  const domain::TenantId& tenant;
  const References& references;
};

}  // namespace tocsin::adapters::records
