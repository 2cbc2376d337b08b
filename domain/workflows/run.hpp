#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/kernel/fields.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::domain {

enum class RunStatus { running, waiting, completed, failed, cancelled };
constexpr Words<5> words(RunStatus) {
  return {"running", "waiting", "completed", "failed", "cancelled"};
}

enum class StepStatus { pending, waiting, sending, done, failed, cancelled };
constexpr Words<6> words(StepStatus) {
  return {"pending", "waiting", "sending", "done", "failed", "cancelled"};
}

// The state of one step of a run.
struct StepRecord {
  std::string kind;  // as kind_of(Step)
  StepStatus status = StepStatus::pending;
  std::optional<Time> at;  // of its last change
  std::string detail;      // for display: the result and its reason
  std::optional<NotificationId> notification;
  std::optional<AlertId> alert;
  std::optional<Target> incident;  // may have been opened there

  bool operator==(const StepRecord&) const = default;
};

// The signal that a run is about: the one that met the conditions, or the last one before an
// absence.
struct RunSignal {
  std::string id;
  std::string subject;
  Time at;
  Fields fields;

  bool operator==(const RunSignal&) const = default;
};

// One execution of a workflow. It continues as soon as its message is in the outbox, so a failing
// channel delays no later recipient. It ends when all its messages were delivered or have failed
// permanently.
struct Run {
  RunId id;
  TenantId tenant;
  SharedWorkflow workflow;  // the version it began with; for an ended run, only id, version, name
                            // and signal type may be known
  RunSignal signal;
  std::string reason;  // why it was started
  RunStatus status = RunStatus::running;
  std::vector<StepRecord> steps;
  std::size_t next_step = 0;
  std::optional<Time> resume_at;  // while it waits
  std::string end_reason;         // reason of a failure or cancellation; else empty
  Time started_at;
  Time updated_at;
  std::optional<Time> ended_at;

  bool has_ended() const { return ended_at.has_value(); }

  // Returns the step to run now; nothing while the run waits, or if no step is left. Completes a
  // delay that has elapsed.
  std::optional<std::size_t> advance(Time now);

  // Record the result of the step that advance has returned, and move on to the next one.
  void step_done(std::string detail, std::optional<AlertId> alert, Time now);
  void step_failed(std::string detail, std::optional<AlertId> alert, Time now);
  void step_sending(NotificationId notification, std::string detail, Time now);
  void step_waits(Duration duration, Time now);

  // Record the result of a message. Return false if it is not a message of the run, or is already
  // settled.
  bool told(NotificationId notification, std::string detail, Time now);
  bool gave_up(NotificationId notification, std::string detail, Time now);

  // Records an incident that a message of the run is about to open. Returns false if it is already
  // known, or it is not a message of the run.
  bool note_incident(NotificationId notification, const Target& target);

  // Whether the run waits at that step.
  bool waits_at(std::size_t step) const;
  // Ends the wait.
  void resume(Time now);

  // Cancels the rest of the run. No effect if it has ended.
  void cancel(std::string why, Time now);

  bool operator==(const Run&) const = default;

 private:
  StepRecord& finish_step(StepStatus outcome, std::string detail, Time now);
  bool settle(NotificationId notification, StepStatus outcome, std::string detail, Time now);
  void end_if_settled(Time now);
};

// Returns a new run that begins at that step: the steps before it are done elsewhere.
Run start_run(RunId id,
              SharedWorkflow workflow,
              RunSignal signal,
              std::string reason,
              std::size_t first_step,
              Time now);

}  // namespace tocsin::domain
