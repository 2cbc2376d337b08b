#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "domain/kernel/words.hpp"
#include "domain/paging/escalation_policy.hpp"

namespace tocsin::domain {

enum class EscalationState { escalating, acknowledged, exhausted, no_policy };
constexpr Words<4> words(EscalationState) {
  return {"escalating", "acknowledged", "exhausted", "no_policy"};
}

enum class TimeoutOutcome { escalated, exhausted, superseded };
constexpr Words<3> words(TimeoutOutcome) { return {"escalated", "exhausted", "superseded"}; }

// The progress of paging for an outage. Every acknowledgement raises the epoch, so a timeout that
// was set before it is recognized as old and does nothing.
class Escalation {
 public:
  // Begins at the first level of this version of the policy; null if there is none. A policy
  // without levels has nobody to page either, and counts as none.
  explicit Escalation(std::shared_ptr<const EscalationPolicy> policy);

  // Restores a stored escalation.
  Escalation(std::shared_ptr<const EscalationPolicy> policy,
             EscalationState state,
             std::uint16_t level,
             std::uint16_t rounds_left,
             std::uint32_t epoch,
             std::uint16_t unreachable = 0);

  const std::shared_ptr<const EscalationPolicy>& policy() const { return policy_; }
  EscalationState state() const { return state_; }
  std::uint16_t level() const { return level_; }  // this and all lower levels have been paged
  std::uint16_t rounds_left() const { return rounds_left_; }
  std::uint32_t epoch() const { return epoch_; }
  std::uint16_t unreachable() const { return unreachable_; }  // failed targets of the level

  // Returns the targets of the current level; none without a policy.
  const std::vector<Target>& targets() const;

  // Applies a timeout: no page of this epoch was acknowledged in time.
  TimeoutOutcome time_out(std::uint32_t epoch);

  // Records that a page of that epoch failed permanently. Returns true if the pages of all targets
  // of the level have, so that nobody is left to acknowledge.
  bool give_up_on_target(std::uint32_t epoch, std::size_t targets);

  // Stops the escalation: acknowledged, or there is nothing left to acknowledge.
  void stop();

  // Starts again at the first level, because the outage has become more severe.
  void restart();

  // Whether the policy pages again when the outage becomes more severe. Without a policy, the
  // fallback target is paged again.
  bool pages_again() const { return !policy_ || policy_->repage_on_severity_rise; }

  bool operator==(const Escalation& other) const;

 private:
  std::shared_ptr<const EscalationPolicy> policy_;  // shared: one version serves many outages
  EscalationState state_;
  std::uint16_t level_ = 0;
  std::uint16_t rounds_left_ = 0;
  std::uint32_t epoch_ = 0;
  std::uint16_t unreachable_ = 0;
};

}  // namespace tocsin::domain
