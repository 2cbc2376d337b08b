#pragma once

#include <cstdint>

#include "domain/kernel/result.hpp"
#include "domain/workflows/watch.hpp"

namespace tocsin::ports {

// Stores which signals were received, for as long as senders retry. Part of the unit of work.
class SignalReceipts {
 public:
  virtual ~SignalReceipts() = default;

  virtual Result<bool> has(domain::Time occurred_at, std::uint64_t content) = 0;

  virtual void add(const domain::SignalReceipt& receipt) = 0;
};

}  // namespace tocsin::ports
