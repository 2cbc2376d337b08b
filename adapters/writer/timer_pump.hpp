#pragma once

#include <cstddef>

#include "adapters/writer/commands.hpp"
#include "adapters/writer/source.hpp"
#include "application/paging/time_out_acknowledgement.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/paging/timers.hpp"

namespace tocsin::adapters::writer {

// Turns due timers into timeouts at a bounded pace: after a long stop many are overdue, and the
// most severe must not wait for all others.
class TimerPump : public Source {
 public:
  TimerPump(ports::Timers& timers,
            application::TimeOutAcknowledgement& time_out,
            const ports::Clock& clock,
            std::size_t timeouts_per_second = 2'000);

  void collect(domain::Time now, std::vector<std::unique_ptr<Task>>& tasks) override;
  std::optional<domain::Time> next_due(domain::Time now) override;

 private:
  ports::Timers& timers_;
  application::TimeOutAcknowledgement& time_out_;
  const ports::Clock& clock_;
  std::size_t at_a_time_;
  domain::Time next_turn_;
};

}  // namespace tocsin::adapters::writer
