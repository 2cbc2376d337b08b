#pragma once

#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// The scope of one command. What its repositories are told between begin and commit is seen by
// their reads at once, and kept together or not at all. Scopes do not nest.
class UnitOfWork {
 public:
  virtual ~UnitOfWork() = default;

  virtual void begin() = 0;

  // unavailable when what was saved cannot be kept; then nothing of it is.
  virtual Result<Done> commit() = 0;

  // Takes back everything since begin. Does not fail.
  virtual void rollback() = 0;
};

}  // namespace tocsin::ports
