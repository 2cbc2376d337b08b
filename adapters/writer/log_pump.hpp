#pragma once

#include "adapters/writer/commands.hpp"
#include "adapters/writer/source.hpp"
#include "application/logs/checkpoint_log_windows.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/logs/log_windows.hpp"

namespace tocsin::adapters::writer {

// Writes and settles the counts of log lines once per second, if there are any: a bounded part in
// each batch, and the next part in the next batch.
class LogPump : public Source {
 public:
  LogPump(ports::LogWindows& windows,
          application::CheckpointLogWindows& checkpoint,
          const ports::Clock& clock);

  void collect(domain::Time now, std::vector<std::unique_ptr<Task>>& tasks) override;
  std::optional<domain::Time> next_due(domain::Time now) override;

 private:
  ports::LogWindows& windows_;
  application::CheckpointLogWindows& checkpoint_;
  const ports::Clock& clock_;
  domain::Time next_turn_;
};

}  // namespace tocsin::adapters::writer
