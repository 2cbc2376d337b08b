#pragma once

#include <cstddef>
#include <string>

#include "application/delivery/fallbacks.hpp"
#include "application/paging/pager.hpp"
#include "application/workflows/run_outcomes.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/timeline.hpp"
#include "ports/kernel/metrics.hpp"

namespace tocsin::application {

// What becomes of a delivery whose target cannot be told: it goes to the channel's fallback or is
// given up, and the alert's timeline says so and why. A step of the use cases that start and record
// attempts, inside their unit of work.
class DeliveryFailures {
 public:
  DeliveryFailures(Pager& pager,
                   RunOutcomes& run_outcomes,
                   const Fallbacks& fallbacks,
                   ports::Timeline& timeline,
                   ports::Metrics& metrics);

  // False when there is no fallback.
  bool divert(domain::Notification& notification,
              std::size_t delivery,
              const std::string& why,
              domain::Time now);

  // It has been given up: the run hears of it, and when nobody of a level can be told, the next one
  // is paged.
  Result<Done> give_up(const domain::Notification& notification,
                       std::size_t delivery,
                       const std::string& why,
                       domain::Time now);

 private:
  void write_timeline(const domain::Notification& notification, std::string why, domain::Time now);

  Pager& pager_;
  RunOutcomes& run_outcomes_;
  const Fallbacks& fallbacks_;
  ports::Timeline& timeline_;
  ports::Metrics& metrics_;
};

}  // namespace tocsin::application
