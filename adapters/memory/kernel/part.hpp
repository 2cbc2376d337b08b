#pragma once

#include "ports/store/ledger.hpp"

namespace tocsin::adapters::memory {

// A part of the working set. It takes part in every unit of work and every batch.
class Part {
 public:
  virtual ~Part() = default;

  // Applies the staged changes of the unit of work.
  virtual void keep() = 0;

  // Discards the staged changes.
  virtual void discard() = 0;

  // Writes the changes since the last flush to the ledger.
  virtual void flush(ports::Ledger& ledger) = 0;

  // Clears everything before a reload.
  virtual void clear() = 0;
};

}  // namespace tocsin::adapters::memory
