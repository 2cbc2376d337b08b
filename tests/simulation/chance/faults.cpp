#include "tests/simulation/chance/faults.hpp"

namespace tocsin::simulation {

Swarm::Swarm(Choices& choices) : choices_(choices) {
  const auto kind = choices_.choose(Label::swarm, 5);
  if (kind == 0) return;

  const auto only = choices_.choose(Label::swarm, fault_count);
  for (std::size_t fault = 0; fault < fault_count; ++fault) {
    const bool is_there = choices_.choose(Label::swarm, 2) == 1;
    const auto rate = choices_.choose(Label::swarm, 7);
    if (kind == 1 ? fault != only : !is_there) continue;
    rates_[fault] = 5U << rate;
    ++kinds_;
  }
}

bool Swarm::strikes(Fault fault) {
  const auto rate = rates_[static_cast<std::size_t>(fault)];
  if (rate == 0 || is_healed_ || is_resting_ || !choices_.happens(label_of(fault), rate))
    return false;
  count(fault);
  return true;
}

}  // namespace tocsin::simulation
