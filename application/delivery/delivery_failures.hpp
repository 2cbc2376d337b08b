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

// Handles a delivery whose target cannot be reached: it goes to the channel's fallback or fails
// permanently, and the alert's timeline records that and the reason. A step inside the unit of work
// of the use cases that start and record attempts.
class DeliveryFailures {
 public:
  DeliveryFailures(Surroundings around,
                   Pager& pager,
                   RunOutcomes& run_outcomes,
                   const Fallbacks& fallbacks)
      : around_(around), pager_(pager), run_outcomes_(run_outcomes), fallbacks_(fallbacks) {}

  // Sends the delivery to the channel's fallback. Returns false if there is none.
  bool divert(const Scope& scope,
              domain::Notification& notification,
              std::size_t index,
              const std::string& why,
              domain::Time now);

  // Handles a permanent failure: notifies the run, and pages the next level if no target of a level
  // can be reached.
  Result<Done> give_up(const Scope& scope,
                       const domain::Notification& notification,
                       std::size_t index,
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
