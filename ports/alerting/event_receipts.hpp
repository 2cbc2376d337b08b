#pragma once

#include <optional>
#include <string_view>

#include "domain/alerting/event_answer.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// Stores the responses to events with an id, for as long as senders retry. Part of the unit of
// work.
class EventReceipts {
 public:
  virtual ~EventReceipts() = default;

  virtual Result<std::optional<domain::EventReceipt>> find(const domain::TenantId& tenant,
                                                           std::string_view event_id) = 0;

  virtual void add(domain::EventReceipt receipt) = 0;
};

}  // namespace tocsin::ports
