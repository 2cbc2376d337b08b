#pragma once

#include <string_view>

#include "adapters/records/kernel/layout.hpp"
#include "domain/workflows/scheduled_job.hpp"

namespace tocsin::adapters::records {

template <>
struct Layout<domain::ResumeOrder> {
  static constexpr std::string_view word = "workflow-resume";

  static void each(auto& order, auto&& field) {
    field("run", order.run);
    field("workflow", order.workflow);
    field("signal_id", order.signal_id);
    field("after_step", order.after_step);
  }
};

template <>
struct Layout<domain::Signal> {
  static constexpr std::string_view word = "signal";

  static void each(auto& signal, auto&& field) {
    field("tenant", signal.tenant);
    field("type", signal.type);
    field("subject", signal.subject);
    field("fields", signal.fields);
    field("occurred_at", signal.occurred_at);
  }
};

template <>
struct Layout<domain::ScheduledJob> {
  static constexpr std::string_view kind = "scheduled job";
  static constexpr unsigned format = 1;

  static void each(auto& job, auto&& field) {
    field("id", job.id);
    field("tenant", job.tenant);
    field("by", job.by);
    field("order", job.order);
    field("execute_at", job.execute_at);
    field("queue_name", job.queue_name);
    field("status", job.status);
    field("result", job.result);
    field("created_at", job.created_at);
    field("updated_at", job.updated_at);
  }
};

}  // namespace tocsin::adapters::records
