#pragma once

#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// Makes many units of work durable at once: the writer's batch. Used by one thread.
class StoreTransaction {
 public:
  virtual ~StoreTransaction() = default;

  // unavailable when the store cannot take anything now.
  virtual Result<Done> begin_batch() = 0;

  // Returns when everything since begin_batch would survive a loss of power. On unavailable nothing
  // of it was kept, and the store is again as it was before begin_batch.
  virtual Result<Done> commit_batch() = 0;
};

}  // namespace tocsin::ports
