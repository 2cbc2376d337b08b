#pragma once

#include <vector>

#include "adapters/memory/alerting/open_alerts.hpp"
#include "adapters/memory/kernel/part.hpp"
#include "ports/alerting/timeline.hpp"

namespace tocsin::adapters::memory {

// The entries of the batch on their way to the ledger. Each is chained to the one before it of the
// same alert, so that a timeline is read without an index. Used by the writer's thread alone.
class Timeline : public Part, public ports::Timeline {
 public:
  explicit Timeline(OpenAlerts& alerts) : alerts_(alerts) {}

  void add(domain::TimelineEntry entry) override;

  void load_end(ports::TimelineMark mark) { last_ = mark; }

  // To be called after the alerts of the same unit of work have been kept.
  void keep() override;
  void discard() override { staged_.clear(); }
  // To be called before the alerts are flushed: it moves their marks on.
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  OpenAlerts& alerts_;
  std::vector<domain::TimelineEntry> staged_;
  std::vector<domain::TimelineEntry> kept_;
  ports::TimelineMark last_ = 0;
};

}  // namespace tocsin::adapters::memory
