#pragma once

#include <optional>
#include <string_view>

#include "domain/alerting/early_resolve.hpp"

namespace tocsin::ports {

// Stores resolves that came before their triggers. Part of the unit of work.
class EarlyResolves {
 public:
  virtual ~EarlyResolves() = default;

  // Replaces an earlier resolve of the same key. It may be forgotten after
  // EarlyResolve::remembered_for.
  virtual void remember(domain::EarlyResolve resolve) = 0;

  // Returns the resolve for this key and forgets it.
  virtual std::optional<domain::EarlyResolve> take(const domain::TenantId& tenant,
                                                   const domain::EventManagerId& manager,
                                                   std::string_view dedup_key) = 0;
};

}  // namespace tocsin::ports
