#pragma once

#include <cstddef>
#include <vector>

#include "domain/alerting/timeline_entry.hpp"
#include "domain/kernel/result.hpp"
#include "ports/store/ledger.hpp"

namespace tocsin::ports {

// Reads the timeline of an alert. Thread-safe.
class TimelineReader {
 public:
  virtual ~TimelineReader() = default;

  // Returns at most the `limit` newest entries up to the mark, oldest first.
  virtual Result<std::vector<domain::TimelineEntry>> read(TimelineMark mark, std::size_t limit) = 0;
};

}  // namespace tocsin::ports
