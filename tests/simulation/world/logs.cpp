#include <algorithm>
#include <utility>

#include "tests/simulation/world/names.hpp"
#include "tests/simulation/world/world.hpp"

namespace tocsin::simulation {

using namespace domain;
using std::chrono::minutes;
using std::chrono::seconds;

// Those who write logs, and the rules that look at them.

void World::settle_log_rules() {
  for (std::size_t tenant = 0; tenant < tenants_; ++tenant)
    for (std::size_t i = 0; i < log_rules_each; ++i)
      request(SaveLogRule{a_log_rule(tenant, i)}, "save a log rule");
}

// What it has counted must go on meaning the same: only its threshold changes.
LogRule World::a_log_rule(std::size_t tenant, std::size_t number) {
  LogRule rule;
  rule.tenant = {tenants[tenant]};
  rule.id = {numbered("errors", number)};
  rule.name = rule.id.value;
  rule.threshold = 2 + 2 * choose(Label::log_detail, 3);
  rule.message = rule.tenant.value + " {{service}} has errors";
  rule.window = number == 0 ? minutes{1} : minutes{5};
  rule.resolve_after = 1 + static_cast<std::uint32_t>(number);
  rule.severity = *Severity::parse(number == 0 ? "high" : "critical");
  return rule;
}

void World::logger() {
  if (machine_.now() >= quiet_from_) return;
  plan_ahead(
      machine_.now() + client_gap_ / 4 + client_gap_ * (1023 - choose(Label::log_gap, 1024)) / 512,
      Kind::logger);
  const auto tenant = choose(Label::log_subject, static_cast<std::uint32_t>(tenants_));
  application::EvaluateLogRules::Command command;
  command.by = "logger";
  const auto count = choose(Label::log_detail, 7);
  for (std::size_t i = 0; i < count; ++i)
    command.lines.push_back(a_line(tenant));
  if (count > 0) send_lines(std::move(command));
  if (swarm_.strikes(Fault::edit_log_rule)) {
    const auto number = choose(Label::edit_log_rule, log_rules_each);
    request(SaveLogRule{a_log_rule(tenant, number)}, "edit a log rule");
  }
}

// A batch with a key counts once however often it comes.
void World::send_lines(application::EvaluateLogRules::Command command) {
  const auto text = std::to_string(command.lines.size()) + " lines";
  if (swarm_.strikes(Fault::lines_again)) {
    command.batch = ++batch_keys_;
    const Duration late{choices_.spread(Label::lines_again, 1, 900'000)};
    request(command, text + " again", late);
  }
  request(std::move(command), text);
}

LogEntry World::a_line(std::size_t tenant) {
  LogEntry line;
  line.tenant = {tenants[tenant]};
  const auto service = choose(Label::log_subject, services_each + 1);
  line.service = service < services_each ? numbered("service", service) : "pod";
  line.level = choose(Label::log_detail, 4) == 0 ? LogLevel::info : LogLevel::error;
  line.message = "something";
  const auto when = choose(Label::log_detail, 4);
  if (when > 0) line.occurred_at = machine_.now();
  if (when == 3) *line.occurred_at -= seconds{choose(Label::log_detail, 120)};
  if (line.occurred_at && swarm_.strikes(Fault::wrong_clock)) {
    const auto by = Duration{choices_.spread(Label::wrong_clock, 100, 90'000'000)};
    *line.occurred_at += choose(Label::wrong_clock, 2) == 0 ? by : -by;
  }
  return line;
}

}  // namespace tocsin::simulation
