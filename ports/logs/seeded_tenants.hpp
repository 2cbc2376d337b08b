#pragma once

#include "domain/kernel/ids.hpp"

namespace tocsin::ports {

// Stores permanently which tenants have received the default log rules, so that deleted ones do not
// come back. Part of the unit of work.
class SeededTenants {
 public:
  virtual ~SeededTenants() = default;

  virtual bool contains(const domain::TenantId& tenant) = 0;
  virtual void add(const domain::TenantId& tenant) = 0;
};

}  // namespace tocsin::ports
