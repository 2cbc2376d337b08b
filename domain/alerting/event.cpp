#include "domain/alerting/event.hpp"

namespace tocsin::domain {

Time believed(std::optional<Time> said, Time received_at) {
  return said && is_plausible(*said, received_at) ? *said : received_at;
}

Time occurred_at(const Event& event, Time received_at) {
  return believed(event.occurred_at, received_at);
}

}  // namespace tocsin::domain
