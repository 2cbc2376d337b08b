#pragma once

#include <vector>

#include "adapters/memory/alerting/open_alerts.hpp"
#include "adapters/memory/kernel/part.hpp"
#include "ports/alerting/timeline.hpp"

namespace tocsin::adapters::memory {

// The timeline entries of the batch, until they are written to the ledger. Each refers to the entry
// before it of the same alert, so a timeline is read without an index. For the writer's thread
// only.
class Timeline : public Part, public ports::Timeline {
 public:
  explicit Timeline(OpenAlerts& alerts) : alerts_(alerts) {}

  void add(domain::TimelineEntry entry) override;

  void load_end(ports::TimelineMark mark) { last_ = mark; }

  // Call it after keep() of the alerts of the same unit of work.
  void keep() override;
  void discard() override { staged_.clear(); }
  // Call it before flush() of the alerts: it updates their marks.
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  OpenAlerts& alerts_;
  std::vector<domain::TimelineEntry> staged_;
  std::vector<domain::TimelineEntry> kept_;
  ports::TimelineMark last_ = 0;
};

}  // namespace tocsin::adapters::memory
