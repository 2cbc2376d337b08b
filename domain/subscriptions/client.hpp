#pragma once

#include <string>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// A subscriber of alerts. Its subscriptions select the alerts.
struct Client {
  using Id = ClientId;

  TenantId tenant;
  ClientId id;
  std::string name;
  bool enabled = true;
  Time created_at;
  Time updated_at;

  bool operator==(const Client&) const = default;
};

}  // namespace tocsin::domain
