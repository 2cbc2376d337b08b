#pragma once

#include <algorithm>
#include <chrono>

#include "adapters/system/steered_time.hpp"
#include "ports/kernel/clock.hpp"
#include "tests/simulation/chance/crashes.hpp"
#include "tests/simulation/runner/mutants.hpp"

namespace tocsin::simulation {

// What the machine's two clocks say at a true time. It can sleep, and its wall clock be set.
class Machine {
 public:
  using Microseconds = std::chrono::microseconds;
  using Wall = std::chrono::sys_time<Microseconds>;

  domain::Time now() const { return now_; }
  void advance_to(domain::Time now) { now_ = std::max(now_, now); }

  void sleep(domain::Duration length) { slept_ += length; }
  void set_wall(domain::Duration by) { wall_offset_ += by; }

  Microseconds monotonic() const { return now_.time_since_epoch() - slept_; }
  Wall wall() const { return Wall{now_} + wall_offset_; }

 private:
  domain::Time now_{std::chrono::milliseconds{1'767'225'600'000}};  // 2026-01-01T00:00:00Z
  domain::Duration slept_{};
  domain::Duration wall_offset_{};
};

// The program's clock, as it is on a real machine: only what it reads is simulated.
class ProcessClock : public ports::Clock {
 public:
  ProcessClock(const Machine& machine, Crashes& crashes, Mutant mutant, domain::Time last_seen)
      : machine_(machine),
        crashes_(crashes),
        mutant_(mutant),
        time_(machine.monotonic(), machine.wall(), last_seen),
        started_monotonic_(machine.monotonic()),
        started_at_(look()) {}

  domain::Time now() const override {
    crashes_.reached(Point::clock);
    return look();
  }

  // Without being part of the program's work.
  domain::Time look() const {
    const auto now = time_.now(machine_.monotonic(), machine_.wall());
    const auto ran = machine_.monotonic() - started_monotonic_;
    if (is_planted(mutant_, Mutant::clock_follows_wall)) {
      last_ = std::max(last_, std::chrono::floor<domain::Duration>(machine_.wall()));
      return last_;
    }
    if (is_planted(mutant_, Mutant::clock_fast)) {
      return now + std::chrono::duration_cast<domain::Duration>(ran / 50);
    }
    return now;
  }

  domain::Time started_at() const { return started_at_; }
  domain::Duration ran() const {
    return std::chrono::floor<domain::Duration>(machine_.monotonic() - started_monotonic_);
  }

 private:
  const Machine& machine_;
  Crashes& crashes_;
  Mutant mutant_;
  mutable adapters::system::SteeredTime time_;
  mutable domain::Time last_{};
  Machine::Microseconds started_monotonic_;
  domain::Time started_at_;
};

}  // namespace tocsin::simulation
