#include "application/workflows/run_outcomes.hpp"

#include <utility>

#include "application/workflows/run_metrics.hpp"

namespace tocsin::application {

using domain::Notification;
using domain::Time;

void RunOutcomes::arrived(const Scope& /*scope*/,
                          const Notification& message,
                          std::string detail,
                          Time now) {
  auto run = message.run ? ports_.runs.find_open(*message.run) : std::nullopt;
  if (run && run->told(message.id, std::move(detail), now)) keep(*std::move(run));
}

void RunOutcomes::given_up(const Scope& /*scope*/,
                           const Notification& message,
                           std::string detail,
                           Time now) {
  auto run = message.run ? ports_.runs.find_open(*message.run) : std::nullopt;
  if (run && run->gave_up(message.id, std::move(detail), now)) keep(*std::move(run));
}

void RunOutcomes::keep(domain::Run run) {
  count_if_ended(around_.metrics, run);
  ports_.runs.save(std::move(run));
}

}  // namespace tocsin::application
