#include "adapters/http/workflows/run_view.hpp"

#include <string>

#include <nlohmann/json.hpp>

#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::to_text;
using nlohmann::ordered_json;

namespace {

ordered_json step_view(const domain::StepRecord& step, std::size_t index) {
  ordered_json view{{"index", index}, {"type", step.kind}, {"status", word_for(step.status)}};
  if (step.at) view["at"] = to_text(*step.at);
  if (!step.detail.empty()) view["detail"] = step.detail;
  if (step.notification) view["notification_id"] = to_text(*step.notification);
  if (step.alert) view["alert_id"] = to_text(*step.alert);
  return view;
}

ordered_json signal_view(const domain::RunSignal& signal) {
  ordered_json view{{"signal_id", signal.id}, {"timestamp", to_text(signal.at)}};
  for (const auto& field : signal.fields)
    view["fields"].emplace(field.path, field.value);
  return view;
}

}  // namespace

ordered_json view_of(const domain::Run& run) {
  ordered_json view{{"run_id", to_text(run.id)},
                    {"workflow_id", run.workflow->id.value},
                    {"workflow_version", run.workflow->version},
                    {"workflow_name", run.workflow->name},
                    {"signal_type", run.workflow->signal_type},
                    {"org_id", run.signal.subject},
                    {"signal_id", run.signal.id},
                    {"status", word_for(run.status)},
                    {"reason", run.reason}};
  if (!run.end_reason.empty()) view["end_reason"] = run.end_reason;
  if (run.resume_at) view["resume_at"] = to_text(*run.resume_at);
  view["signal"] = signal_view(run.signal);
  auto& steps = view["steps"] = ordered_json::array();
  for (const auto& step : run.steps)
    steps.push_back(step_view(step, steps.size()));
  view["started_at"] = to_text(run.started_at);
  view["updated_at"] = to_text(run.updated_at);
  if (run.ended_at) view["ended_at"] = to_text(*run.ended_at);
  return view;
}

}  // namespace tocsin::adapters::http
