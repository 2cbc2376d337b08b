#pragma once

#include <cstddef>
#include <string>

#include "application/delivery/fallbacks.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/paging/pager.hpp"
#include "application/workflows/run_outcomes.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// What becomes of a delivery whose target cannot be told: it goes to the channel's fallback or is
// given up, and the alert's timeline says so and why. A step of the use cases that start and record
// attempts, inside their unit of work.
class DeliveryFailures {
 public:
  DeliveryFailures(Surroundings around,
                   Pager& pager,
                   RunOutcomes& run_outcomes,
                   const Fallbacks& fallbacks)
      : around_(around), pager_(pager), run_outcomes_(run_outcomes), fallbacks_(fallbacks) {}

  // False when there is no fallback.
  bool divert(const Scope& scope,
              domain::Notification& notification,
              std::size_t delivery,
              const std::string& why,
              domain::Time now);

  // It has been given up: the run hears of it, and when nobody of a level can be told, the next one
  // is paged.
  Result<Done> give_up(const Scope& scope,
                       const domain::Notification& notification,
                       std::size_t delivery,
                       const std::string& why,
                       domain::Time now);

 private:
  void write_timeline(const domain::Notification& notification, std::string why, domain::Time now);

  Surroundings around_;
  Pager& pager_;
  RunOutcomes& run_outcomes_;
  const Fallbacks& fallbacks_;
};

}  // namespace tocsin::application
