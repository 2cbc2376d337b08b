#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "adapters/writer/task.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::writer {

// A component that adds its own commands for the writer when they are due. Called on the writer's
// thread, between batches.
class Source {
 public:
  virtual ~Source() = default;

  // Adds the commands that are due, a bounded number of them.
  virtual void collect(domain::Time now, std::vector<std::unique_ptr<Task>>& tasks) = 0;

  // Returns when the next command is due; nothing if that is not known.
  virtual std::optional<domain::Time> next_due(domain::Time now) = 0;
};

}  // namespace tocsin::adapters::writer
