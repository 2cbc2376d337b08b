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
  std::optional<Duration> acknowledgement_delay;  // the policy's own when not given
  std::vector<Target> targets;

  bool operator==(const Level&) const = default;
};

// Whom to page, in which order, with which acknowledgement delay. Each change is a new version;
// an escalation keeps the version it began with.
struct EscalationPolicy {
  using Id = EscalationPolicyId;

  TenantId tenant;
  EscalationPolicyId id;
  std::uint64_t version = 1;
  std::string name;
  ServiceId monitored_service;  // the service it was written for; empty when it is shared
  Duration acknowledgement_delay = std::chrono::minutes{15};
  std::uint16_t repeat = 0;  // further rounds through all levels when nobody answers
  bool repage_on_severity_rise = false;
  std::vector<Level> levels;  // at least one
  Time created_at;
  Time updated_at;

  // How long the targets of a level have before the next one is paged.
  Duration delay_of(std::size_t level) const {
    return levels[level].acknowledgement_delay.value_or(acknowledgement_delay);
  }

  bool operator==(const EscalationPolicy&) const = default;
};

}  // namespace tocsin::domain
