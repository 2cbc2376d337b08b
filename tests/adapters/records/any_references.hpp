#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <tuple>

#include "adapters/records/kernel/references.hpp"

namespace tocsin::tests {

// Policies and workflows of every name and version: the same one for the same name.
class AnyReferences : public adapters::records::References {
 public:
  std::shared_ptr<const domain::EscalationPolicy> policy(
      const adapters::records::PolicyUse& use) const override {
    auto& policy = policies_[{use.tenant, use.id, use.version}];
    if (!policy) {
      policy = std::make_shared<domain::EscalationPolicy>();
      policy->tenant = use.tenant;
      policy->id = use.id;
      policy->version = use.version;
    }
    const auto levels = std::max<std::size_t>(policy->levels.size(), use.level + std::size_t{1});
    policy->levels.resize(levels);
    return policy;
  }

  domain::SharedWorkflow workflow(const adapters::records::WorkflowUse& use) const override {
    auto& workflow = workflows_[{use.tenant, use.id, use.version}];
    if (!workflow) {
      workflow = std::make_shared<domain::Workflow>();
      workflow->tenant = use.tenant;
      workflow->id = use.id;
      workflow->version = use.version;
      workflow->name = use.name;
      workflow->signal_type = use.signal_type;
      workflow->conditions = {domain::Numeric{}, domain::Numeric{}};
    }
    return workflow;
  }

 private:
  template <typename Id>
  using Version = std::tuple<domain::TenantId, Id, std::uint64_t>;

  mutable std::map<Version<domain::EscalationPolicyId>, std::shared_ptr<domain::EscalationPolicy>>
      policies_;
  mutable std::map<Version<domain::WorkflowId>, std::shared_ptr<domain::Workflow>> workflows_;
};

}  // namespace tocsin::tests
