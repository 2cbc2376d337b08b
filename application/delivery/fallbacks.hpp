#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "domain/delivery/notification.hpp"

namespace tocsin::application {

// The fallback targets by channel, for targets whose channel is failing or has rejected the message
// permanently. The chain must end: no channel falls back to itself, even through others.
struct Fallbacks {
  std::array<std::optional<domain::Target>, domain::channels.size()> by_channel;

  // Returns the fallback; null if there is none, as for messages that keep an incident in step,
  // which are useless elsewhere.
  const domain::Target* of(const domain::Notification& notification,
                           const domain::Delivery& delivery) const {
    if (notification.settles_incident()) return nullptr;
    const auto& fallback = by_channel[static_cast<std::size_t>(delivery.target.channel)];
    return fallback ? &*fallback : nullptr;
  }
};

}  // namespace tocsin::application
