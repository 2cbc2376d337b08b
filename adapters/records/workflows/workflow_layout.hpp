#pragma once

#include <array>
#include <string>
#include <string_view>
#include <tuple>

#include "adapters/records/channels/target_layout.hpp"
#include "adapters/records/kernel/layout.hpp"
#include "adapters/records/kernel/references.hpp"
#include "adapters/records/workflows/workflow_record.hpp"

namespace tocsin::adapters::records {

template <>
struct Layout<domain::Absence> {
  static constexpr std::string_view word = "absence";

  static void each(auto& absence, auto&& field) { field("duration", absence.duration); }
};

template <>
struct Layout<domain::Numeric> {
  static constexpr std::string_view word = "numeric";
  static constexpr std::array names{"field", "op", "value", "lasting"};
  using Parts = std::tuple<std::string, std::string, std::string, domain::Duration>;

  static auto parts(const domain::Numeric& numeric) {
    return std::tuple{
        std::cref(numeric.field), to_text(numeric.op), std::cref(numeric.value), numeric.lasting};
  }
  static std::optional<domain::Numeric> built(const Parts& parts, const Context&) {
    const auto& [field, op_text, value, lasting] = parts;
    const auto op = domain::operator_from(op_text);
    if (!op) return std::nullopt;
    return domain::Numeric{field, *op, value, lasting};
  }
};

template <>
struct Layout<domain::SignalCount> {
  static constexpr std::string_view word = "count";

  static void each(auto& count, auto&& field) {
    field("at_least", count.at_least);
    field("within", count.within);
  }
};

template <>
struct Layout<domain::Tell> {
  static constexpr std::string_view word = "tell";

  static void each(auto& tell, auto&& field) {
    field("target", tell.target);
    field("message", tell.message);
  }
};

template <>
struct Layout<domain::Page> {
  static constexpr std::string_view word = "page";

  static void each(auto& page, auto&& field) {
    field("service", page.service);
    field("message", page.message);
    field("severity", page.severity);
  }
};

template <>
struct Layout<domain::Delay> {
  static constexpr std::string_view word = "delay";

  static void each(auto& delay, auto&& field) { field("duration", delay.duration); }
};

template <>
struct Layout<domain::Resolve> {
  static constexpr std::string_view word = "resolve";

  static void each(auto&, auto&&) {}
};

template <>
struct Layout<WorkflowRecord> {
  static constexpr std::string_view kind = "workflow";
  static constexpr unsigned format = 1;

  static void each(auto& record, auto&& field) {
    auto& workflow = record.workflow;
    field("is_shown", record.is_shown);
    field("tenant", workflow.tenant);
    field("id", workflow.id);
    field("version", workflow.version);
    field("name", workflow.name);
    field("signal_type", workflow.signal_type);
    field("conditions", workflow.conditions);
    field("steps", workflow.steps);
    field("enabled", workflow.enabled);
    field("continue_on_recovery", workflow.continue_on_recovery);
    field("watches_since", workflow.watches_since);
    field("created_at", workflow.created_at);
    field("updated_at", workflow.updated_at);
  }
};

template <>
struct Layout<WorkflowRecordView> : Layout<WorkflowRecord> {};

}  // namespace tocsin::adapters::records
