#pragma once

#include "ports/store/ledger.hpp"

namespace tocsin::adapters::memory {

// A part of the working set: it takes part in every unit of work and every batch.
class Part {
 public:
  virtual ~Part() = default;

  // What the unit of work has staged becomes part of the working set.
  virtual void keep() = 0;

  // What it has staged is forgotten.
  virtual void discard() = 0;

  // What changed since the last time goes to the ledger.
  virtual void flush(ports::Ledger& ledger) = 0;

  // Empty, to be read anew.
  virtual void clear() = 0;
};

}  // namespace tocsin::adapters::memory
