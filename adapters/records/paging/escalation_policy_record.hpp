#pragma once

#include "domain/paging/escalation_policy.hpp"

namespace tocsin::adapters::records {

// A version of a policy. One that is not current exists only for escalations that use it.
struct EscalationPolicyRecord {
  bool is_current = true;
  domain::EscalationPolicy policy;

  bool operator==(const EscalationPolicyRecord&) const = default;
};

}  // namespace tocsin::adapters::records
