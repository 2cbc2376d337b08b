#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/channels/target.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

struct Level {
  std::optional<Duration> acknowledgement_delay;  // default: the policy's own
  std::vector<Target> targets;

  bool operator==(const Level&) const = default;
};

// The targets to page, their order and their acknowledgement delays. Each change is a new version;
// an escalation keeps the version that it began with.
struct EscalationPolicy {
  using Id = EscalationPolicyId;

  TenantId tenant;
  EscalationPolicyId id;
  std::uint64_t version = 1;
  std::string name;
  ServiceId monitored_service;  // the service that it is for; empty if shared
  Duration acknowledgement_delay = std::chrono::minutes{15};
  std::uint16_t repeat = 0;  // further rounds through all levels without an acknowledgement
  bool repage_on_severity_rise = true;
  std::vector<Level> levels;  // at least one
  Time created_at;
  Time updated_at;

  // Returns how long the targets of a level have before the next level is paged.
  Duration delay_of(std::size_t level) const {
    return levels[level].acknowledgement_delay.value_or(acknowledgement_delay);
  }

  bool operator==(const EscalationPolicy&) const = default;
};

}  // namespace tocsin::domain
