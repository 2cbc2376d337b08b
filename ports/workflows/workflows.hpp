#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::ports {

// The workflows by the ids people gave: find and list give the newest version of each. Removing
// removes all versions. Older versions are kept while runs need them, and some more for people.
// Part of the unit of work.
class Workflows {
 public:
  using Entry = domain::SharedWorkflow;

  // So many of the newest versions can be looked at.
  static constexpr std::uint64_t versions_shown = 20;

  virtual ~Workflows() = default;

  // Null when there is none.
  virtual Result<Entry> find(const domain::TenantId& tenant, const domain::WorkflowId& id) = 0;

  // All of the tenant's, ordered by id.
  virtual Result<std::vector<Entry>> list(const domain::TenantId& tenant) = 0;

  virtual void save(domain::Workflow workflow) = 0;

  virtual void remove(const domain::TenantId& tenant, const domain::WorkflowId& id) = 0;

  // Null when there is none.
  virtual Result<Entry> find_version(const domain::TenantId& tenant,
                                     const domain::WorkflowId& id,
                                     std::uint64_t version) = 0;

  // The greatest version there has been, also of one that was removed; 0 when there was none.
  virtual Result<std::uint64_t> last_version(const domain::TenantId& tenant,
                                             const domain::WorkflowId& id) = 0;

  // The newest version of each that is enabled and looks at signals of that type. Valid until the
  // end of the unit of work, or the next save.
  virtual Result<const std::vector<Entry>*> of_type(const domain::TenantId& tenant,
                                                    std::string_view signal_type) = 0;
};

}  // namespace tocsin::ports
