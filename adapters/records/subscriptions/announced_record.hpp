#pragma once

#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::records {

// The clients that were notified about an announced alert, the last of them at `told_at`.
struct AnnouncedRecord {
  domain::TenantId tenant;
  domain::AlertId alert;
  std::vector<domain::ClientId> clients;
  domain::Time told_at;

  bool operator==(const AnnouncedRecord&) const = default;
};

}  // namespace tocsin::adapters::records
