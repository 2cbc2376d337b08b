#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::ports {

// Stores the workflows by id. find and list return the newest version of each; remove removes all
// versions. Older versions are stored while runs need them, and some more for display. Part of the
// unit of work.
class Workflows {
 public:
  using Entry = domain::SharedWorkflow;

  // The number of newest versions that can be displayed.
  static constexpr std::uint64_t versions_shown = 20;

  virtual ~Workflows() = default;

  // Returns null if it does not exist.
  virtual Result<Entry> find(const domain::TenantId& tenant, const domain::WorkflowId& id) = 0;

  // Returns all workflows of the tenant, ordered by id.
  virtual Result<std::vector<Entry>> list(const domain::TenantId& tenant) = 0;

  virtual void save(domain::Workflow workflow) = 0;

  virtual void remove(const domain::TenantId& tenant, const domain::WorkflowId& id) = 0;

  // Returns null if it does not exist.
  virtual Result<Entry> find_version(const domain::TenantId& tenant,
                                     const domain::WorkflowId& id,
                                     std::uint64_t version) = 0;

  // Returns the greatest version that ever existed, even of a removed workflow; 0 if there was
  // none.
  virtual Result<std::uint64_t> last_version(const domain::TenantId& tenant,
                                             const domain::WorkflowId& id) = 0;

  // Returns the newest version of each enabled workflow that evaluates signals of that type. Valid
  // until the end of the unit of work or the next save.
  virtual Result<const std::vector<Entry>*> of_type(const domain::TenantId& tenant,
                                                    std::string_view signal_type) = 0;
};

}  // namespace tocsin::ports
