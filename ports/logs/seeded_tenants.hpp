#pragma once

#include "domain/kernel/ids.hpp"

namespace tocsin::ports {

// Which tenants have been given what everybody begins with, for ever: what they delete of it does
// not come back. Part of the unit of work.
class SeededTenants {
 public:
  virtual ~SeededTenants() = default;

  virtual bool contains(const domain::TenantId& tenant) = 0;
  virtual void add(const domain::TenantId& tenant) = 0;
};

}  // namespace tocsin::ports
