#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "domain/kernel/result.hpp"
#include "domain/workflows/run.hpp"

namespace tocsin::ports {

struct RunRef {
  domain::TenantId tenant;
  domain::RunId run;

  bool operator==(const RunRef&) const = default;
};

// Stores the runs of workflows. Part of the unit of work.
class Runs {
 public:
  virtual ~Runs() = default;

  // Returns an open or ended run; nothing if the tenant does not have it.
  virtual Result<std::optional<domain::Run>> find(const domain::TenantId& tenant,
                                                  domain::RunId id) = 0;

  // Returns an open run; nothing if it has ended or never existed.
  virtual std::optional<domain::Run> find_open(domain::RunId id) = 0;

  // Saves the run. One that has ended leaves the open runs.
  virtual void save(domain::Run run) = 0;

  // Returns up to `limit` runs that have waited long enough, the one that has waited longest first.
  virtual std::vector<RunRef> due(domain::Time now, std::size_t limit) = 0;

  virtual std::optional<domain::Time> next_due() = 0;
};

}  // namespace tocsin::ports
