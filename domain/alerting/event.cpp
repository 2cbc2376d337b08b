#include "domain/alerting/event.hpp"

#include <algorithm>

namespace tocsin::domain {

Time believed(std::optional<Time> said, Time received_at) {
  constexpr auto oldest = std::chrono::hours{24};
  constexpr auto newest = std::chrono::minutes{5};
  return std::clamp(said.value_or(received_at), received_at - oldest, received_at + newest);
}

Time occurred_at(const Event& event, Time received_at) {
  return believed(event.occurred_at, received_at);
}

}  // namespace tocsin::domain
