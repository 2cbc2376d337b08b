#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "domain/delivery/notification.hpp"

namespace tocsin::application {

// Who is told in place of a target whose channel is out of order or has refused for good, by
// channel. The chain must end: no channel falls back, over others, to itself.
struct Fallbacks {
  std::array<std::optional<domain::Target>, domain::channels.size()> by_channel;

  // Null when there is none: so for what keeps an incident in step, which helps nobody elsewhere.
  const domain::Target* of(const domain::Notification& notification,
                           const domain::Delivery& delivery) const {
    if (notification.settles_incident()) return nullptr;
    const auto& fallback = by_channel[static_cast<std::size_t>(delivery.target.channel)];
    return fallback ? &*fallback : nullptr;
  }
};

}  // namespace tocsin::application
