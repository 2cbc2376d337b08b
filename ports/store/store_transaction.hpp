#pragma once

#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// Makes the units of work of a writer's batch durable together. For one thread.
class StoreTransaction {
 public:
  virtual ~StoreTransaction() = default;

  // Fails with unavailable if the store cannot accept writes now.
  virtual Result<Done> begin_batch() = 0;

  // Returns when everything since begin_batch would survive a loss of power. On unavailable,
  // nothing of it was stored, and the store is again as it was before begin_batch.
  virtual Result<Done> commit_batch() = 0;
};

}  // namespace tocsin::ports
