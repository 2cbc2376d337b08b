#include "adapters/http/workflows/workflow_view.hpp"

#include <string>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::to_text;
using nlohmann::ordered_json;

namespace {

// As it was sent: what reads like a number was one.
ordered_json number_or_text(const std::string& value) {
  auto parsed = ordered_json::parse(value, nullptr, false);
  if (parsed.is_number()) return parsed;
  return value;
}

struct ConditionView {
  ordered_json operator()(const domain::Absence& absence) const {
    return {{"type", "absence"}, {"duration", to_text(absence.duration)}};
  }

  ordered_json operator()(const domain::Numeric& numeric) const {
    ordered_json view{{"type", "numeric"},
                      {"field", numeric.field},
                      {"operator", to_text(numeric.op)},
                      {"value", number_or_text(numeric.value)}};
    if (numeric.lasting.count() > 0) view["for"] = to_text(numeric.lasting);
    return view;
  }

  ordered_json operator()(const domain::SignalCount& count) const {
    return {{"type", "count"}, {"at_least", count.at_least}, {"within", to_text(count.within)}};
  }
};

// Whose type is there already.
struct StepView {
  ordered_json& view;
  Secrets secrets;

  void operator()(const domain::Tell& tell) const {
    const auto& target = tell.target;
    add_unless_empty(
        view, "target", target.address.empty() ? target.id : address_of(target, secrets));
    view["message"] = tell.message;
  }

  void operator()(const domain::Page& page) const {
    view["service_id"] = page.service.value;
    add_unless_empty(view, "message", page.message);
    view["severity"] = page.severity.token();
  }

  void operator()(const domain::Delay& delay) const { view["duration"] = to_text(delay.duration); }

  void operator()(const domain::Resolve& /*resolve*/) const {}
};

}  // namespace

ordered_json view_of(const domain::Workflow& workflow, Secrets secrets) {
  ordered_json view{{"workflow_id", workflow.id.value},
                    {"version", workflow.version},
                    {"name", workflow.name},
                    {"signal_type", workflow.signal_type}};
  auto& conditions = view["conditions"] = ordered_json::array();
  for (const auto& condition : workflow.conditions)
    conditions.push_back(std::visit(ConditionView{}, condition));
  auto& actions = view["actions"] = ordered_json::array();
  for (const auto& step : workflow.steps) {
    actions.push_back({{"type", kind_of(step)}});
    std::visit(StepView{actions.back(), secrets}, step);
  }
  view["enabled"] = workflow.enabled;
  view["continue_on_recovery"] = workflow.continue_on_recovery;
  view["created_at"] = to_text(workflow.created_at);
  view["updated_at"] = to_text(workflow.updated_at);
  return view;
}

}  // namespace tocsin::adapters::http
