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

// The executions of workflows. Part of the unit of work.
class Runs {
 public:
  virtual ~Runs() = default;

  // Under way or ended; nothing when the tenant has no such run.
  virtual Result<std::optional<domain::Run>> find(const domain::TenantId& tenant,
                                                  domain::RunId id) = 0;

  // Nothing when it has ended, or never was.
  virtual std::optional<domain::Run> find_open(domain::RunId id) = 0;

  // One that has ended is done with.
  virtual void save(domain::Run run) = 0;

  // Up to `limit` that have waited long enough, the one that has waited longest first.
  virtual std::vector<RunRef> due(domain::Time now, std::size_t limit) = 0;

  virtual std::optional<domain::Time> next_due() = 0;
};

}  // namespace tocsin::ports
