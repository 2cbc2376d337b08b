#include "domain/alerting/event.hpp"

namespace tocsin::domain {

Time believed(std::optional<Time> said, Time received_at) {
  constexpr auto oldest = std::chrono::hours{24};
  constexpr auto newest = std::chrono::minutes{5};
  const bool is_plausible = said && *said >= received_at - oldest && *said <= received_at + newest;
  return is_plausible ? *said : received_at;
}

Time occurred_at(const Event& event, Time received_at) {
  return believed(event.occurred_at, received_at);
}

}  // namespace tocsin::domain
