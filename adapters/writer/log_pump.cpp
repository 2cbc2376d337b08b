#include "adapters/writer/log_pump.hpp"

#include <algorithm>
#include <chrono>

namespace tocsin::adapters::writer {

namespace {

constexpr std::chrono::seconds turn_time{1};

}  // namespace

LogPump::LogPump(ports::LogWindows& windows,
                 application::CheckpointLogWindows& checkpoint,
                 const ports::Clock& clock)
    : windows_(windows), checkpoint_(checkpoint), clock_(clock) {}

void LogPump::collect(domain::Time now, std::vector<std::unique_ptr<Task>>& tasks) {
  const auto due = next_due(now);
  if (!due || now < *due) return;

  next_turn_ = now + turn_time;
  // After a batch that was not stored, everything is due again.
  tasks.push_back(one_command(
      checkpoint_,
      clock_,
      {{}, "log rules", {}},
      {},
      [this, now](const auto& answer) {
        if (answer && !answer->is_done) next_turn_ = now;
      },
      Journaling::none));
}

std::optional<domain::Time> LogPump::next_due(domain::Time) {
  const auto next = windows_.next_turn();
  return next ? std::optional{std::max(*next, next_turn_)} : std::nullopt;
}

}  // namespace tocsin::adapters::writer
