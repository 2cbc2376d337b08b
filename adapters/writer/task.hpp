#pragma once

#include <cstddef>

#include "domain/kernel/result.hpp"
#include "ports/store/journal.hpp"

namespace tocsin::adapters::writer {

// Does the journal keep the command? Not when there are too many of its kind, and what they have
// done is kept elsewhere.
enum class Journaling { kept, none };

// Some commands that wait for the writer.
class Task {
 public:
  virtual ~Task() = default;

  // How many commands it is, or is worth, for the bounds of queues and batches.
  virtual std::size_t size() const = 0;

  // Decides, inside a batch, and appends each command to the journal, if it is kept there.
  virtual void run(ports::Journal& journal) = 0;

  // Tells the callers what became of it: the batch is on the disk, or was not kept.
  virtual void answer(const Result<Done>& kept) = 0;
};

}  // namespace tocsin::adapters::writer
