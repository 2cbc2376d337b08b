#include "domain/event.hpp"

#include <algorithm>

namespace tocsin::domain {

Time occurred_at(const Event& event, Time received_at) {
  constexpr auto oldest = std::chrono::hours{24};
  constexpr auto newest = std::chrono::minutes{5};
  const auto said = event.occurred_at.value_or(received_at);
  return std::clamp(said, received_at - oldest, received_at + newest);
}

}  // namespace tocsin::domain
