#pragma once

#include "domain/paging/escalation_policy.hpp"

namespace tocsin::adapters::records {

// A version of a policy. One that is not current exists only for escalations that use it.
struct EscalationPolicyRecord {
  bool is_current = true;
  domain::EscalationPolicy policy;

  bool operator==(const EscalationPolicyRecord&) const = default;
};

// The same of a version that is elsewhere, for writing.
struct EscalationPolicyRecordView {
  bool is_current;
  const domain::EscalationPolicy& policy;
};

}  // namespace tocsin::adapters::records
