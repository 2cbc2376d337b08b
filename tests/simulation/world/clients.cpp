#include <algorithm>
#include <utility>

#include "tests/simulation/world/names.hpp"
#include "tests/simulation/world/world.hpp"

namespace tocsin::simulation {

using namespace domain;
using std::chrono::seconds;

// Clients, and the way of what they ask through a bad network.

void World::client(std::size_t number) {
  if (machine_.now() >= quiet_from_) return;
  const auto gap = client_gap_ / 4 + client_gap_ * (1023 - choose(Label::client_gap, 1024)) / 512;
  plan_ahead(machine_.now() + gap, Kind::client, number);
  act(number);
}

void World::act(std::size_t number) {
  const auto action = choose(Label::client_action, 20);
  if (action == 0) return;
  if (action < 9) return send_event(number, Action::trigger);
  if (action < 12) return send_event(number, Action::resolve);
  if (action < 14) return send_event(number, Action::acknowledge);
  if (action < 19) return send_alert(number);
  const TenantId tenant{tenants[number % tenants_]};
  const ServiceId service{numbered("service", choose(Label::client_subject, services_each))};
  request(application::ReceiveHealthyEvent::Command{tenant, service, "client"},
          "healthy " + tenant.value + '/' + service.value);
}

void World::send_event(std::size_t number, Action action) {
  auto event = an_event(number % tenants_, action);
  Duration late{};
  if (swarm_.strikes(Fault::reordered)) {
    event.occurred_at = machine_.now();
    late = Duration{choices_.spread(Label::reordered, 100, 900'000)};
  }
  if (swarm_.strikes(Fault::wrong_clock)) {
    const auto by = Duration{choices_.spread(Label::wrong_clock, 100, 90'000'000)};
    event.occurred_at = machine_.now() + (choose(Label::wrong_clock, 2) == 0 ? by : -by);
  }
  application::IngestEvent::Command command{event, "client" + std::to_string(number)};
  const auto text =
      std::array{"trigger ", "acknowledge ", "resolve "}[static_cast<std::size_t>(action)] +
      event.tenant.value + '/' + event.manager.value + '/' + event.dedup_key;
  if (swarm_.strikes(Fault::duplicate)) {
    request(command,
            text + " again",
            late + Duration{choices_.spread(Label::duplicate, 1, 900'000'000)});
  }
  request(std::move(command), text, late);
}

void World::send_alert(std::size_t number) {
  application::ReceiveAlert::Command command;
  command.tenant = {tenants[number % tenants_]};
  command.service = {numbered("service", choose(Label::client_subject, services_each))};
  command.severity = *Severity::parse(severities[choose(Label::client_detail, severities.size())]);
  command.message = command.tenant.value + " trouble " + std::to_string(++event_ids_);
  const auto key = choose(Label::client_subject, 4);
  if (key > 0) command.dedup_key = numbered("key", key);
  command.by = "client" + std::to_string(number);
  const auto text = "alert of " + command.tenant.value + '/' + command.service.value;
  request(std::move(command), text);
}

Event World::an_event(std::size_t tenant, Action action) {
  Event event;
  event.tenant = {tenants[tenant]};
  event.manager = {numbered("manager", choose(Label::client_subject, managers_each))};
  if (swarm_.strikes(Fault::unknown_target)) event.manager = {"nobody"};
  event.dedup_key = numbered("key", choose(Label::client_subject, 6));
  event.action = action;
  event.severity = *Severity::parse(severities[choose(Label::client_detail, severities.size())]);
  event.class_name = numbered("class", choose(Label::client_subject, 3));
  if (event.class_name == "class0") event.class_name.clear();
  event.fields = {{"region", choose(Label::client_detail, 2) == 0 ? "eu" : "us"}};
  if (choose(Label::subscriber_detail, 3) == 2) event.fields.add("source", "api");
  if (choose(Label::subscriber_detail, 3) == 2) event.fields.add("name", "timeout");
  event.summary = event.tenant.value + " event " + std::to_string(++event_ids_);
  // Numbered by each tenant on its own, so that two have the same.
  if (choose(Label::client_detail, 10) > 0) event.event_id = "e" + std::to_string(event_ids_ / 2);
  return event;
}

void World::storm() {
  const auto count = choices_.spread(Label::storm, 16, 512);
  tell("a storm of " + std::to_string(count) + " events");
  for (std::int64_t i = 0; i < count; ++i) {
    auto event = an_event(0, Action::trigger);
    event.dedup_key = numbered("storm", choose(Label::storm, 64));
    request(application::IngestEvent::Command{std::move(event), "storm"}, "trigger of the storm");
  }
}

// A request and its way through a bad network.

void World::request(Command command, std::string name, Duration after) {
  requests_.push_back({std::move(command), std::move(name), 0, -1, false, false, {}});
  const auto number = requests_.size() - 1;
  if (after > Duration{0}) return plan_ahead(machine_.now() + after, Kind::retry, number);
  send(number);
}

void World::send(std::size_t number) {
  auto& request = requests_[number];
  if (request.is_heard || request.tries > 20) return;
  ++request.tries;
  request.sent_at = machine_.now();
  request.is_answered = false;
  request.life = -1;
  if (!process_) return retry_later(number);
  tell(request.name);
  request.life = life_;
  plan_ahead(machine_.now() + patience, Kind::give_up, number);
  const bool is_taken =
      process_->submit(number, request.command, [this, number](const Answered& answered) {
        heard(number, answered);
      });
  if (!is_taken) {
    requests_[number].life = -1;
    retry_later(number);
  }
}

// No answer: it was lost, or the program died before.
void World::give_up(std::size_t number) {
  auto& request = requests_[number];
  if (request.is_heard || machine_.now() - request.sent_at < patience) return;
  const bool should_be_answered = request.life == life_ && process_ && !request.is_answered;
  const bool is_quiet = machine_.now() - disturbed_at_ > patience;
  require(
      !should_be_answered || !is_quiet, "I6", "what was taken is never answered: " + request.name);
  if (request.life >= 0) {
    request.life = -1;
    retry_later(number);
  }
}

void World::retry_later(std::size_t number) {
  const auto tries = std::min(requests_[number].tries, 8);
  plan_ahead(machine_.now() + seconds{1 << tries}, Kind::retry, number);
}

void World::heard(std::size_t number, const Answered& answered) {
  auto& request = requests_[number];
  request.is_answered = true;
  trace_.mix(answered.error ? 1 + static_cast<std::uint64_t>(*answered.error) : 0);
  if (answered.error == ErrorKind::unavailable) {
    request.life = -1;
    return retry_later(number);
  }
  require(
      auditor_->is_committed(number), "I5", "an answer comes before the commit: " + request.name);
  if (swarm_.strikes(Fault::client_answer_lost)) {
    tell("  the answer is lost: " + request.name);
    return;
  }
  request.is_heard = true;
}

}  // namespace tocsin::simulation
