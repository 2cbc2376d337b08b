#include "application/alerting/browse_alerts.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace tocsin::application {

using domain::AlertId;
using domain::EventManagerId;
using domain::TenantId;
using Shown = ports::AlertReader::Shown;

namespace {

std::string several(const std::vector<Shown>& alerts) {
  std::string text = "several alerts have this dedup key; set event_manager_id to one of:";
  for (const auto& shown : alerts)
    text += ' ' + shown.alert.manager.value;
  return text;
}

}  // namespace

BrowseAlerts::BrowseAlerts(ports::AlertReader& open,
                           ports::AlertReader& closed,
                           ports::TimelineReader& timelines)
    : open_(open), closed_(closed), timelines_(timelines) {}

Result<Shown> BrowseAlerts::find(const TenantId& tenant,
                                 std::string_view id_or_key,
                                 const std::optional<EventManagerId>& manager) {
  if (const auto uuid = domain::uuid_from(id_or_key)) {
    auto found = find_by_id(tenant, {*uuid});
    if (!found) return Failure{found.error()};
    if (*found) return std::move(**found);
  }
  for (ports::AlertReader* reader : {&open_, &closed_}) {
    auto found = reader->find_by_key(tenant, id_or_key);
    if (!found) return Failure{found.error()};
    if (manager) {
      std::erase_if(*found, [&](const Shown& shown) { return shown.alert.manager != *manager; });
    }
    if (found->size() == 1) return std::move(found->front());
    if (found->size() > 1) return fail(ErrorKind::conflict, several(*found), "?event_manager_id");
  }
  return fail(ErrorKind::not_found, "alert \"" + std::string{id_or_key} + "\" not found");
}

// Reads open alerts first: one that closes between the two reads is found by the second.
Result<std::optional<Shown>> BrowseAlerts::find_by_id(const TenantId& tenant, AlertId id) {
  auto open = open_.find(tenant, id);
  if (!open || *open) return open;
  return closed_.find(tenant, id);
}

Result<Listing<domain::Alert>> BrowseAlerts::list(const ports::AlertFilter& filter,
                                                  std::optional<AlertId> before,
                                                  std::size_t limit) {
  return listing_from<domain::Alert>(open_, closed_, filter, before, limit);
}

Result<std::vector<domain::TimelineEntry>> BrowseAlerts::timeline(const Shown& alert) {
  return timelines_.read(alert.timeline, max_timeline_entries);
}

}  // namespace tocsin::application
