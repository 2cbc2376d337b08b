#include "domain/alerting/alert.hpp"
#include "tests/simulation/audit/violation.hpp"
#include "tests/simulation/model/model.hpp"

namespace tocsin::simulation {

using namespace domain;
using std::chrono::minutes;

// What the program itself finds, in signals or in log lines, and raises an alert for.

namespace {

std::string key_of_found(const TenantId& tenant, const std::string& dedup_key) {
  return tenant.value + '|' + std::string{own_manager} + "||" + dedup_key;
}

}  // namespace

void Model::name_alerts(const std::vector<const Alert*>& found) {
  names_.clear();
  for (const auto* alert : found)
    names_[key_of_found(alert->tenant, alert->dedup_key)].push_back(alert->id);
}

Watchers::Raised Model::raise(Event event, const std::string& service, Time now) {
  event.manager = {std::string{own_manager}};
  const auto key = key_of_found(event.tenant, event.dedup_key);
  if (const auto known = open_alert_of(key)) {
    auto& alert = alerts_.at(*known);
    repeat(alert, event, now);
    mark("found again");
    return {alert.id, !alert.service.empty()};
  }
  auto& names = names_[key];
  if (names.empty()) throw Violation{"I3", "no alert is opened for " + event.dedup_key};
  auto& alert = open(event, names.front(), now);
  names.pop_front();
  const bool is_configured = services_.contains({alert.tenant, service});
  if (is_configured) alert.service = service;
  relate(alert, service, now);
  open_by_key_[key] = alert.id;
  tell_subscribers(alert, event);
  if (is_configured) page_for_service(alert, now);
  mark("found");
  return {alert.id, is_configured};
}

// Under what the same service has been found in for two minutes, if that is still open. That speaks
// for nobody else.
void Model::relate(ModelAlert& alert, const std::string& service, Time now) {
  const auto group = alert.tenant + '|' + std::string{own_manager} + "|service|" + service;
  const auto newest = newest_of_group_.find(group);
  auto* parent = newest == newest_of_group_.end() ? nullptr : &alerts_.at(newest->second);
  if (parent && parent->is_open && now < parent->closes_at) {
    alert.parent = parent->id;
    alert.summary += " (Related alerts: " + std::to_string(++parent->children) + ")";
    mark("related");
    return;
  }
  alert.group = group;
  alert.closes_at = now + minutes{2};
  newest_of_group_[group] = alert.id;
}

}  // namespace tocsin::simulation
