#include "domain/paging/escalation.hpp"

#include <utility>

namespace tocsin::domain {

Escalation::Escalation(std::shared_ptr<const EscalationPolicy> policy)
    : policy_(policy && !policy->levels.empty() ? std::move(policy) : nullptr),
      state_(policy_ ? EscalationState::escalating : EscalationState::no_policy),
      rounds_left_(policy_ ? policy_->repeat : std::uint16_t{0}) {}

Escalation::Escalation(std::shared_ptr<const EscalationPolicy> policy,
                       EscalationState state,
                       std::uint16_t level,
                       std::uint16_t rounds_left,
                       std::uint32_t epoch,
                       std::uint16_t unreachable)
    : policy_(std::move(policy)),
      state_(state),
      level_(level),
      rounds_left_(rounds_left),
      epoch_(epoch),
      unreachable_(unreachable) {}

const std::vector<Target>& Escalation::targets() const {
  static const std::vector<Target> nobody;
  return policy_ ? policy_->levels[level_].targets : nobody;
}

TimeoutOutcome Escalation::time_out(std::uint32_t epoch) {
  if (state_ != EscalationState::escalating || epoch != epoch_) return TimeoutOutcome::superseded;

  ++epoch_;
  unreachable_ = 0;
  if (level_ + 1U < policy_->levels.size()) {
    ++level_;
    return TimeoutOutcome::escalated;
  }
  if (rounds_left_ > 0) {
    --rounds_left_;
    level_ = 0;
    return TimeoutOutcome::escalated;
  }
  state_ = EscalationState::exhausted;
  return TimeoutOutcome::exhausted;
}

bool Escalation::give_up_on_target(std::uint32_t epoch, std::size_t targets) {
  if (state_ != EscalationState::escalating || epoch != epoch_) return false;
  ++unreachable_;
  return unreachable_ >= targets;
}

void Escalation::stop() {
  ++epoch_;
  if (state_ == EscalationState::escalating || state_ == EscalationState::exhausted) {
    state_ = EscalationState::acknowledged;
  }
}

void Escalation::restart() {
  ++epoch_;
  unreachable_ = 0;
  level_ = 0;
  if (!policy_) return;
  state_ = EscalationState::escalating;
  rounds_left_ = policy_->repeat;
}

bool Escalation::operator==(const Escalation& other) const {
  const bool same_policy =
      policy_ == other.policy_ || (policy_ && other.policy_ && *policy_ == *other.policy_);
  return same_policy && state_ == other.state_ && level_ == other.level_ &&
         rounds_left_ == other.rounds_left_ && epoch_ == other.epoch_ &&
         unreachable_ == other.unreachable_;
}

}  // namespace tocsin::domain
