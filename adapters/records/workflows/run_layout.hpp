#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

#include "adapters/records/channels/target_layout.hpp"
#include "adapters/records/kernel/layout.hpp"
#include "adapters/records/kernel/references.hpp"
#include "domain/workflows/run.hpp"

namespace tocsin::adapters::records {

template <>
struct Layout<domain::RunSignal> {
  static void each(auto& signal, auto&& field) {
    field("id", signal.id);
    field("subject", signal.subject);
    field("at", signal.at);
    field("fields", signal.fields);
  }
};

template <>
struct Layout<domain::StepRecord> {
  static void each(auto& step, auto&& field) {
    field("kind", step.kind);
    field("status", step.status);
    field("detail", step.detail);
    field("at", step.at);
    field("notification", step.notification);
    field("alert", step.alert);
    field("incident", step.incident);
  }
};

// The version that a run keeps. Its name and signal type are for the history: the version may be
// gone by then.
template <>
struct Layout<domain::SharedWorkflow> {
  static constexpr std::array names{"id", "version", "name", "signal_type"};
  using Parts = std::tuple<domain::WorkflowId, std::uint64_t, std::string, std::string>;

  static auto parts(const domain::SharedWorkflow& workflow) {
    return std::tie(workflow->id, workflow->version, workflow->name, workflow->signal_type);
  }
  static std::optional<domain::SharedWorkflow> built(const Parts& parts, const Context& context) {
    const auto& [id, version, name, signal_type] = parts;
    auto found = context.references.workflow({context.tenant, id, version, name, signal_type});
    if (!found || found->version != version) return std::nullopt;
    return found;
  }
};

template <>
struct Layout<domain::Run> {
  static constexpr std::string_view kind = "run";
  static constexpr unsigned format = 1;

  static void each(auto& run, auto&& field) {
    field("id", run.id);
    field("tenant", run.tenant);
    field("workflow", run.workflow);
    field("signal", run.signal);
    field("reason", run.reason);
    field("status", run.status);
    field("steps", run.steps);
    field("next_step", run.next_step);
    field("end_reason", run.end_reason);
    field("started_at", run.started_at);
    field("updated_at", run.updated_at);
    field("resume_at", run.resume_at);
    field("ended_at", run.ended_at);
  }
};

}  // namespace tocsin::adapters::records
