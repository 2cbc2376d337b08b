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

// How far the paging of an outage has come. Every answer to a page raises the epoch, so a timeout
// that was set before it is recognised as old and does nothing.
class Escalation {
 public:
  // Begins at the first level of this version of the policy; null when there is none. A policy
  // without a level has nobody to page either, and counts as none.
  explicit Escalation(std::shared_ptr<const EscalationPolicy> policy);

  // As a store has kept it.
  Escalation(std::shared_ptr<const EscalationPolicy> policy,
             EscalationState state,
             std::uint16_t level,
             std::uint16_t rounds_left,
             std::uint32_t epoch,
             std::uint16_t unreachable = 0);

  const std::shared_ptr<const EscalationPolicy>& policy() const { return policy_; }
  EscalationState state() const { return state_; }
  std::uint16_t level() const { return level_; }  // it and all before it have been paged
  std::uint16_t rounds_left() const { return rounds_left_; }
  std::uint32_t epoch() const { return epoch_; }
  std::uint16_t unreachable() const { return unreachable_; }  // targets of the level

  // The targets of the current level; none without a policy.
  const std::vector<Target>& targets() const;

  // Nobody has answered the pages of this epoch in time.
  TimeoutOutcome time_out(std::uint32_t epoch);

  // A page of that epoch was given up. True when all the targets of the level have been, so that
  // nobody is left to answer.
  bool give_up_on_target(std::uint32_t epoch, std::size_t targets);

  // Somebody has answered, or there is nothing left to answer.
  void stop();

  // From the first level again: what had been answered has become graver. Needs a policy.
  void restart();

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
