#pragma once

#include "domain/alerting/timeline_entry.hpp"

namespace tocsin::ports {

// Stores the timeline of every alert. Part of the unit of work: no change without its entry.
class Timeline {
 public:
  virtual ~Timeline() = default;

  virtual void add(domain::TimelineEntry entry) = 0;
};

}  // namespace tocsin::ports
