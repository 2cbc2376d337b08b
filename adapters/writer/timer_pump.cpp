#include "adapters/writer/timer_pump.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tocsin::adapters::writer {

namespace {

constexpr std::chrono::milliseconds turn{50};

}  // namespace

TimerPump::TimerPump(ports::Timers& timers,
                     application::TimeOutAcknowledgement& time_out,
                     const ports::Clock& clock,
                     std::size_t timeouts_per_second)
    : timers_(timers),
      time_out_(time_out),
      clock_(clock),
      at_a_time_(std::max<std::size_t>(1, timeouts_per_second / (1000 / turn.count()))) {}

void TimerPump::collect(domain::Time now, std::vector<std::unique_ptr<Task>>& tasks) {
  if (now < next_turn_) return;
  auto due = timers_.due(now, at_a_time_);
  if (due.empty()) return;

  next_turn_ = now + turn;
  std::vector<ports::Asked<application::TimeOutAcknowledgement::Command>> timeouts;
  timeouts.reserve(due.size());
  for (auto& timer : due) {
    ports::Received received{timer.tenant, "timer", to_text(timer.owner)};
    timeouts.push_back({std::move(received), {std::move(timer.tenant), timer.owner, timer.epoch}});
  }
  tasks.push_back(std::make_unique<Commands<application::TimeOutAcknowledgement>>(
      time_out_, clock_, std::move(timeouts), [](const auto&) {}));
}

std::optional<domain::Time> TimerPump::next_due(domain::Time) {
  const auto due = timers_.next_due();
  return due ? std::optional{std::max(*due, next_turn_)} : std::nullopt;
}

}  // namespace tocsin::adapters::writer
