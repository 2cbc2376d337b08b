#include "adapters/http/workflows/workflow_body.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "adapters/http/api/duration_text.hpp"
#include "adapters/http/api/members.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::Duration;
using domain::Workflow;
using simdjson::dom::element;

namespace {

// The text of a member, of a number its JSON text; empty when there is none.
std::string scalar(element object, std::string_view key) {
  element value;
  if (object[key].get(value) != simdjson::SUCCESS) return {};
  if (value.is_string()) return std::string{std::string_view{value}};
  return simdjson::minify(value);
}

bool flag(element object, std::string_view key, bool otherwise) {
  bool value = otherwise;
  return object[key].get(value) == simdjson::SUCCESS ? value : otherwise;
}

// Reads the conditions and steps, and notes where a duration is none.
class WorkflowReader {
 public:
  domain::WorkflowCondition condition(element body, const std::string& pointer) {
    const auto type = scalar(body, "type");
    if (type == "absence") return domain::Absence{duration(body, "duration", pointer)};
    if (type == "count") {
      return domain::SignalCount{static_cast<std::uint32_t>(whole_number(body, "at_least").value()),
                                 duration(body, "within", pointer)};
    }
    return domain::Numeric{scalar(body, "field"),
                           domain::operator_from(scalar(body, "operator")).value(),
                           scalar(body, "value"),
                           duration(body, "for", pointer)};
  }

  domain::Step step(element body, const std::string& pointer) {
    const auto type = scalar(body, "type");
    if (type == "delay") return domain::Delay{duration(body, "duration", pointer)};
    if (type == "resolve") return domain::Resolve{};
    if (type == "page") {
      domain::Page page{{scalar(body, "service_id")}, scalar(body, "message")};
      const auto severity = scalar(body, "severity");
      if (!severity.empty()) page.severity = domain::Severity::parse(severity).value();
      return page;
    }
    return domain::Tell{target(body), scalar(body, "message")};
  }

  Violations violations() && { return std::move(violations_); }

 private:
  // The console has no addresses; a target of it is a name for people.
  static domain::Target target(element body) {
    const auto channel = domain::from_word<domain::Channel>(scalar(body, "type")).value();
    const auto target = scalar(body, "target");
    if (channel == domain::Channel::console) return {target, channel, {}};
    return {{}, channel, target};
  }

  Duration duration(element body, const std::string& key, const std::string& pointer) {
    const auto written = text(body, key);
    if (written.empty()) return Duration{0};
    const auto duration = duration_from_text(written);
    if (!duration) {
      violations_.push_back(
          {pointer + json::pointer_step(key),
           "must be a duration of at most 366 days, such as \"5m\" or \"1h30m\""});
    }
    return duration.value_or(Duration{0});
  }

  Violations violations_;
};

void read_parts(element body, Workflow& workflow, WorkflowReader& reader) {
  for (const auto condition : simdjson::dom::array(body["conditions"])) {
    const auto pointer = "/conditions" + json::pointer_step(workflow.conditions.size());
    workflow.conditions.push_back(reader.condition(condition, pointer));
  }
  const auto steps = name_of_steps(body);
  for (const auto step : simdjson::dom::array(body[steps])) {
    const auto pointer = json::pointer_step(steps) + json::pointer_step(workflow.steps.size());
    workflow.steps.push_back(reader.step(step, pointer));
  }
}

}  // namespace

std::variant<Workflow, Violations> workflow_from(element body) {
  Workflow workflow;
  workflow.id.value = scalar(body, "workflow_id");
  workflow.version = static_cast<std::uint64_t>(whole_number(body, "version").value_or(0));
  workflow.name = scalar(body, "name");
  workflow.signal_type = scalar(body, "signal_type");
  workflow.enabled = flag(body, "enabled", true);
  workflow.continue_on_recovery = flag(body, "continue_on_recovery", false);

  WorkflowReader reader;
  read_parts(body, workflow, reader);
  auto violations = std::move(reader).violations();
  if (!violations.empty()) return violations;
  if (const auto checked = domain::check(workflow); !checked) {
    const auto error = renamed(checked.error(), name_of_steps(body));
    return Violations{{error.pointer, error.message}};
  }
  return workflow;
}

std::string_view name_of_steps(element body) {
  return body["steps"].error() == simdjson::SUCCESS ? "steps" : "actions";
}

Error renamed(Error error, std::string_view steps) {
  constexpr std::string_view actions = "/actions";
  if (error.pointer.starts_with(actions)) error.pointer.replace(1, actions.size() - 1, steps);
  return error;
}

}  // namespace tocsin::adapters::http
