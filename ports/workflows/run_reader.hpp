#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "domain/kernel/result.hpp"
#include "domain/workflows/run.hpp"
#include "ports/alerting/alert_reader.hpp"

namespace tocsin::ports {

// Which runs somebody wants to see; what is not given does not matter.
struct RunFilter {
  domain::TenantId tenant;
  std::optional<domain::WorkflowId> workflow;
  std::optional<domain::RunStatus> status;
  std::optional<std::string> subject;

  bool accepts(const domain::Run& run) const;

  // Can a run that is under way have the status, or one that has ended?
  bool finds_open() const;
  bool finds_closed() const;
};

using RunSlice = Slice<domain::Run, domain::RunId>;

// Shows runs to people: one implementation those that are under way, another those that have ended.
// Callable from any thread.
class RunReader {
 public:
  virtual ~RunReader() = default;

  virtual Result<std::optional<domain::Run>> find_run(const domain::TenantId& tenant,
                                                      domain::RunId id) = 0;

  // At most `limit` that were started before the one given, newest first.
  virtual Result<RunSlice> list(const RunFilter& filter,
                                std::optional<domain::RunId> before,
                                std::size_t limit) = 0;
};

}  // namespace tocsin::ports
