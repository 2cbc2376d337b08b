#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "domain/kernel/result.hpp"
#include "domain/workflows/run.hpp"
#include "ports/alerting/alert_reader.hpp"

namespace tocsin::ports {

// Selects runs for a listing. An absent criterion accepts every run.
struct RunFilter {
  domain::TenantId tenant;
  std::optional<domain::WorkflowId> workflow;
  std::optional<domain::RunStatus> status;
  std::optional<std::string> subject;

  bool accepts(const domain::Run& run) const;

  // Whether an open (an ended) run can have the status.
  bool finds_open() const;
  bool finds_closed() const;
};

using RunSlice = Slice<domain::Run, domain::RunId>;

// Reads runs for display. One implementation reads open runs, another those that have ended.
// Thread-safe.
class RunReader {
 public:
  virtual ~RunReader() = default;

  virtual Result<std::optional<domain::Run>> find_run(const domain::TenantId& tenant,
                                                      domain::RunId id) = 0;

  // Returns at most `limit` runs that were started before the given one, newest first.
  virtual Result<RunSlice> list(const RunFilter& filter,
                                std::optional<domain::RunId> before,
                                std::size_t limit) = 0;
};

}  // namespace tocsin::ports
