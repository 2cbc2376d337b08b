#include <algorithm>
#include <utility>

#include "tests/simulation/world/names.hpp"
#include "tests/simulation/world/world.hpp"

namespace tocsin::simulation {

using namespace domain;
using std::chrono::seconds;

// Operators: those who answer, edit, and repeat what is over.

void World::operate() {
  if (machine_.now() >= quiet_from_) return;
  plan_ahead(machine_.now() + client_gap_ * 2 +
                 client_gap_ * (1023 - choose(Label::operator_gap, 1024)) / 256,
             Kind::op);
  const auto action = choose(Label::operator_action, 8);
  const auto alert = an_open_alert();
  if (alert && action >= 1 && action <= 3) answer(*alert, action);
  race();
  old_news();
  edit(choose(Label::operator_subject, static_cast<std::uint32_t>(tenants_)));
}

void World::answer(AlertId alert, std::uint32_t action) {
  const auto& about = *model_->find(alert);
  const TenantId tenant{about.tenant};
  if (action == 3) {
    request(application::ResolveAlert::Command{tenant, alert, "operator"},
            "somebody resolves " + about.dedup_key);
  } else {
    request(application::AcknowledgeAlert::Command{tenant, alert, "operator"},
            "somebody acknowledges " + about.dedup_key);
  }
}

std::optional<AlertId> World::an_open_alert() {
  const auto& rows = disk_.alerts.rows();
  const auto drawn = choose(Label::operator_subject, 64);
  if (rows.empty()) return std::nullopt;
  return std::next(rows.begin(), static_cast<std::ptrdiff_t>(drawn % rows.size()))->first;
}

// At the very moment.
void World::race() {
  if (swarm_.strikes(Fault::ack_race) && process_ && !disk_.timers.rows().empty()) {
    const auto& rows = disk_.timers.rows();
    const auto drawn = choose(Label::ack_race, 64) % rows.size();
    const auto& timer = std::next(rows.begin(), static_cast<std::ptrdiff_t>(drawn))->second;
    const auto wait = timer.due - process_->clock().look();
    request(application::AcknowledgeAlert::Command{timer.tenant, timer.owner, "racer"},
            "somebody acknowledges just now",
            std::max(wait + Duration{choose(Label::ack_race, 5)} - Duration{2}, Duration{1}));
  }
  if (swarm_.strikes(Fault::resolve_race)) race_with_a_page();
}

void World::race_with_a_page() {
  for (const auto& [id, row] : disk_.notifications.rows()) {
    if (row.row.kind != NotificationKind::page || !row.row.deliveries[0].is_in_flight()) continue;
    return request(application::ResolveAlert::Command{row.row.tenant, row.row.alert, "racer"},
                   "somebody resolves while a page is being sent");
  }
}

// What is over, told again.
void World::old_news() {
  if (swarm_.strikes(Fault::stale_timeout) && !disk_.alerts.rows().empty()) old_timeout();
  if (swarm_.strikes(Fault::stale_result) && !disk_.notifications.rows().empty()) old_result();
  if (swarm_.strikes(Fault::retry_failed)) try_failed_again();
}

void World::old_timeout() {
  const auto id = *an_open_alert();
  const auto& alert = *model_->find(id);
  if (!alert.escalation || alert.escalation->epoch == 0) return;
  const auto epoch = alert.escalation->epoch;
  const auto back = 1 + choose(Label::stale_timeout, epoch);
  request(application::TimeOutAcknowledgement::Command{{alert.tenant}, id, epoch - back},
          "an old timeout comes again");
}

void World::old_result() {
  const auto& rows = disk_.notifications.rows();
  const auto drawn = choose(Label::stale_result, 64) % rows.size();
  const auto& row = std::next(rows.begin(), static_cast<std::ptrdiff_t>(drawn))->second.row;
  const auto count = row.deliveries[0].attempt_count;
  const bool is_in_flight = row.deliveries[0].is_in_flight();
  if (count == 0 || (count == 1 && is_in_flight)) return;
  request(application::RecordAttempt::Command{{row.id, 0}, is_in_flight ? count - 1 : count, {}},
          "an old result comes again");
}

void World::try_failed_again() {
  for (const auto& [id, row] : disk_.ended_notifications.rows()) {
    if (row.status() != NotificationStatus::failed) continue;
    if (choose(Label::retry_failed, 3) != 0) continue;
    return request(application::RetryNotification::Command{row.tenant, id},
                   "somebody tries a page again");
  }
}

void World::edit(std::size_t tenant) {
  const auto one_of = [&](Label label, std::size_t n) {
    return static_cast<std::size_t>(choose(label, static_cast<std::uint32_t>(n)));
  };
  if (swarm_.strikes(Fault::edit_policy)) {
    request(SavePolicy{a_policy(tenant, one_of(Label::edit_policy, policies_each))},
            "edit a policy");
  }
  if (swarm_.strikes(Fault::edit_service)) {
    request(SaveService{a_service(tenant, one_of(Label::edit_service, services_each))},
            "edit a service");
  }
  if (swarm_.strikes(Fault::edit_manager)) {
    request(SaveManager{a_manager(tenant, one_of(Label::edit_manager, managers_each))},
            "edit an event manager");
  }
  if (swarm_.strikes(Fault::edit_rule)) {
    request(SaveRule{a_rule(tenant, one_of(Label::edit_rule, rules_each))}, "edit a grouping rule");
  }
  remove(tenant);
}

void World::remove(std::size_t tenant) {
  const TenantId name{tenants[tenant]};
  if (swarm_.strikes(Fault::remove_policy)) {
    const auto number = choose(Label::remove_policy, policies_each);
    request(RemovePolicy{name, {numbered("policy", number)}}, "remove a policy");
    if (choose(Label::remove_policy, 2) == 1) {
      request(SavePolicy{a_policy(tenant, number)}, "make the policy anew");
    }
  }
  if (swarm_.strikes(Fault::remove_service)) {
    const auto number = choose(Label::remove_service, services_each);
    request(RemoveService{name, {numbered("service", number)}}, "remove a service");
    request(SaveService{a_service(tenant, number)}, "make the service anew", seconds{30});
  }
  if (swarm_.strikes(Fault::remove_manager)) {
    const auto number = choose(Label::remove_manager, managers_each);
    request(RemoveManager{name, {numbered("manager", number)}}, "remove an event manager");
    request(SaveManager{a_manager(tenant, number)}, "make the event manager anew", seconds{30});
  }
}

}  // namespace tocsin::simulation
