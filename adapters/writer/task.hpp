#pragma once

#include <cstddef>

#include "domain/kernel/result.hpp"
#include "ports/store/journal.hpp"

namespace tocsin::adapters::writer {

// Whether the journal stores the command. Commands that are too frequent, and whose effects are
// stored elsewhere, are left out.
enum class Journaling { kept, none };

// Commands that wait for the writer.
class Task {
 public:
  virtual ~Task() = default;

  // Returns the number of commands, by weight, for the limits of queues and batches.
  virtual std::size_t size() const = 0;

  // Runs the commands inside a batch, and appends each to the journal if it is stored there.
  virtual void run(ports::Journal& journal) = 0;

  // Passes the results to the callers: the batch is on disk, or was not stored.
  virtual void answer(const Result<Done>& kept) = 0;
};

}  // namespace tocsin::adapters::writer
