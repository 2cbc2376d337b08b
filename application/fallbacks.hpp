#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "domain/escalation_policy.hpp"

namespace tocsin::application {

// Who is told in place of a target whose channel is out of order or has refused for good, by
// channel. The chain must end: no channel falls back, over others, to itself.
struct Fallbacks {
  std::array<std::optional<domain::Target>, domain::channels.size()> by_channel;

  const std::optional<domain::Target>& of(const domain::Target& target) const {
    return by_channel[static_cast<std::size_t>(target.channel)];
  }
};

}  // namespace tocsin::application
