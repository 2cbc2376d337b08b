#include "domain/subscriptions/subscription.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "domain/channels/address.hpp"

namespace tocsin::domain {

const Endpoint* Subscription::find(const EndpointId& endpoint) const {
  const auto found = std::find_if(
      endpoints.begin(), endpoints.end(), [&](const Endpoint& own) { return own.id == endpoint; });
  return found == endpoints.end() ? nullptr : &*found;
}

bool Subscription::has_endpoint(Channel channel, std::string_view address) const {
  return std::any_of(endpoints.begin(), endpoints.end(), [&](const Endpoint& own) {
    return own.channel == channel && own.address == address;
  });
}

bool Subscription::reaches(Channel channel, std::string_view address) const {
  return std::any_of(endpoints.begin(), endpoints.end(), [&](const Endpoint& own) {
    if (!own.enabled || own.channel != channel) return false;
    const auto addresses = addresses_in(channel, own.address);
    return own.address == address ||
           std::find(addresses.begin(), addresses.end(), address) != addresses.end();
  });
}

std::string_view severity_word(Severity severity) {
  constexpr std::array<std::string_view, 5> by_rank{"INFO", "LOW", "MEDIUM", "HIGH", "CRITICAL"};
  return by_rank[static_cast<std::size_t>(severity.rank())];
}

}  // namespace tocsin::domain
