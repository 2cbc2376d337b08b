#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "adapters/writer/task.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::writer {

// Something inside the program that has commands of its own for the writer when their time comes.
// Called on the writer's thread, between batches.
class Source {
 public:
  virtual ~Source() = default;

  // Adds what is due, a bounded number of it.
  virtual void collect(domain::Time now, std::vector<std::unique_ptr<Task>>& tasks) = 0;

  // When there will be something again; nothing when that is not known.
  virtual std::optional<domain::Time> next_due(domain::Time now) = 0;
};

}  // namespace tocsin::adapters::writer
