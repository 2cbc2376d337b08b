#include "application/workflows/run_metrics.hpp"

namespace tocsin::application {

using domain::RunStatus;
using ports::Counter;

void count_if_ended(ports::Metrics& metrics, const domain::Run& run) {
  if (!run.has_ended()) return;
  if (run.status == RunStatus::completed) metrics.count(Counter::runs_completed);
  if (run.status == RunStatus::failed) metrics.count(Counter::runs_failed);
  if (run.status == RunStatus::cancelled) metrics.count(Counter::runs_cancelled);
}

}  // namespace tocsin::application
