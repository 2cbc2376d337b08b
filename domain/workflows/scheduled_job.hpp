#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"
#include "domain/workflows/signal.hpp"

namespace tocsin::domain {

enum class ScheduledJobType { workflow_resume, signal };
constexpr Words<2> words(ScheduledJobType) { return {"workflow-resume", "signal"}; }

enum class ScheduledJobStatus { scheduled, completed, cancelled };
constexpr Words<3> words(ScheduledJobStatus) { return {"SCHEDULED", "COMPLETED", "CANCELLED"}; }

// An order to resume a run after one of its steps, or to start a run of the workflow there.
struct ResumeOrder {
  std::string run;  // as given: it may be of another system
  WorkflowId workflow;
  std::string signal_id;       // "type#subject#unix_ms"; empty if not given
  std::size_t after_step = 0;  // n of "ACTION_n"

  bool operator==(const ResumeOrder&) const = default;
};

// Returns n of "ACTION_n"; nothing if the text is not in this form.
std::optional<std::size_t> action_index_from(std::string_view text);

// A one-time job at a given time. It runs once; if Tocsin was down at that time, after the next
// start.
struct ScheduledJob {
  ScheduledJobId id;
  TenantId tenant;
  std::string by;
  std::variant<ResumeOrder, Signal> order;
  Time execute_at;
  std::string queue_name;  // stored for echo
  ScheduledJobStatus status = ScheduledJobStatus::scheduled;
  std::string result;  // the result
  Time created_at;
  Time updated_at;

  ScheduledJobType type() const { return static_cast<ScheduledJobType>(order.index()); }
  bool has_ended() const { return status != ScheduledJobStatus::scheduled; }

  void complete(std::string what_came_of_it, Time now);
  // Cancels the job. Returns false if it is already done.
  bool cancel(const std::string& who, Time now);

  bool operator==(const ScheduledJob&) const = default;
};

}  // namespace tocsin::domain
