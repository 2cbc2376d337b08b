#pragma once

#include <cstdint>

namespace tocsin::ports {

enum class Counter {
  alerts_opened,
  alerts_repeated,
  alerts_resolved,
  alerts_suppressed,
  alerts_without_policy,
  levels_without_target,
  levels_paged,
  escalations_exhausted,
  acknowledgements,
  resolves_of_nothing,
  notifications_sent,
  notifications_retried,
  notifications_failed,
  deliveries_diverted,
  alerts_announced,
  alerts_matched,
  alerts_unmatched,
  clients_told,
  alerts_deduplicated,
  log_lines_late,
  log_lines_repeated,
  log_lines_without_group,
  log_lines_without_room,
  log_rules_unusable,
  signals_received,
  signals_repeated,
  signals_without_room,
  runs_started,
  runs_completed,
  runs_failed,
  runs_cancelled,
  jobs_fired,
};

// Counts the decisions of the application for monitoring. Thread-safe. A count remains if its
// command is rolled back later.
class Metrics {
 public:
  virtual ~Metrics() = default;

  virtual void count(Counter what) = 0;
};

}  // namespace tocsin::ports
