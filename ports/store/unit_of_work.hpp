#pragma once

#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// The scope of one command. Changes between begin and commit are visible to its repositories' reads
// immediately, and are stored together or not at all. Scopes do not nest.
class UnitOfWork {
 public:
  virtual ~UnitOfWork() = default;

  virtual void begin() = 0;

  // Fails with unavailable if the changes cannot be stored; then none of them is.
  virtual Result<Done> commit() = 0;

  // Rolls back everything since begin. Does not fail.
  virtual void rollback() = 0;
};

}  // namespace tocsin::ports
