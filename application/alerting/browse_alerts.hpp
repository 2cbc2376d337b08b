#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "application/kernel/listing.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/alerting/timeline_entry.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/alert_reader.hpp"
#include "ports/alerting/timeline_reader.hpp"

namespace tocsin::application {

// Returns open and closed alerts for display. Changes nothing. Thread-safe.
class BrowseAlerts {
 public:
  static constexpr std::size_t max_timeline_entries = 10'000;

  BrowseAlerts(ports::AlertReader& open,
               ports::AlertReader& closed,
               ports::TimelineReader& timelines);

  // Returns an alert by id or, if the text is not a valid id, by dedup key: the open one of that
  // key before a closed one. Fails with not_found if there is none, and with conflict if the key
  // stands for several alerts and no event manager is given.
  Result<ports::AlertReader::Shown> find(const domain::TenantId& tenant,
                                         std::string_view id_or_key,
                                         const std::optional<domain::EventManagerId>& manager);

  Result<Listing<domain::Alert>> list(const ports::AlertFilter& filter,
                                      std::optional<domain::AlertId> before,
                                      std::size_t limit);

  // Returns the timeline of the alert, oldest entry first.
  Result<std::vector<domain::TimelineEntry>> timeline(const ports::AlertReader::Shown& alert);

 private:
  Result<std::optional<ports::AlertReader::Shown>> find_by_id(const domain::TenantId& tenant,
                                                              domain::AlertId id);

  ports::AlertReader& open_;
  ports::AlertReader& closed_;
  ports::TimelineReader& timelines_;
};

}  // namespace tocsin::application
