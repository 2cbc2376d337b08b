#pragma once

#include <optional>
#include <string_view>

#include "domain/alerting/early_resolve.hpp"

namespace tocsin::ports {

// Remembers resolves that came before their triggers. Part of the unit of work.
class EarlyResolves {
 public:
  virtual ~EarlyResolves() = default;

  // Replaces an earlier one of the same key. May be forgotten once its time is over.
  virtual void remember(domain::EarlyResolve resolve) = 0;

  // The one for this key, which is forgotten with it.
  virtual std::optional<domain::EarlyResolve> take(const domain::TenantId& tenant,
                                                   const domain::EventManagerId& manager,
                                                   std::string_view dedup_key) = 0;
};

}  // namespace tocsin::ports
