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

// What became of one step of a run.
struct StepRecord {
  std::string kind;  // as kind_of(Step)
  StepStatus status = StepStatus::pending;
  std::optional<Time> at;  // of its last change
  std::string detail;      // for people: what came of it, and why
  std::optional<NotificationId> notification;
  std::optional<AlertId> alert;
  std::optional<Target> incident;  // may have been opened there

  bool operator==(const StepRecord&) const = default;
};

// The signal that a run is about: the one that met the conditions, or the last one before a
// silence.
struct RunSignal {
  std::string id;
  std::string subject;
  Time at;
  Fields fields;

  bool operator==(const RunSignal&) const = default;
};

// One execution of a workflow. It goes on as soon as what it has to tell is safely in the outbox,
// so a channel that is dead silences nobody who comes after it; it has ended when all that it has
// told has arrived, or was given up.
struct Run {
  RunId id;
  TenantId tenant;
  SharedWorkflow workflow;  // the version it began with; of an ended run only id, version, name and
                            // signal type may be known
  RunSignal signal;
  std::string reason;  // why it was started
  RunStatus status = RunStatus::running;
  std::vector<StepRecord> steps;
  std::size_t next_step = 0;
  std::optional<Time> resume_at;  // while it waits
  std::string end_reason;         // why it failed or was cancelled; empty when it did not
  Time started_at;
  Time updated_at;
  std::optional<Time> ended_at;

  bool has_ended() const { return ended_at.has_value(); }

  // The step to take now; nothing while it waits, and when none is left. A delay that is over is
  // done by this.
  std::optional<std::size_t> advance(Time now);

  // What came of the step that advance has named: on to the next one.
  void step_done(std::string detail, std::optional<AlertId> alert, Time now);
  void step_failed(std::string detail, std::optional<AlertId> alert, Time now);
  void step_sending(NotificationId notification, std::string detail, Time now);
  void step_waits(Duration duration, Time now);

  // What became of something it has told. False when it has told no such thing, or that is settled.
  bool told(NotificationId notification, std::string detail, Time now);
  bool gave_up(NotificationId notification, std::string detail, Time now);

  // What it tells is about to open an incident there. False when that is known, or it has told no
  // such thing.
  bool note_incident(NotificationId notification, const Target& target);

  // Does it wait at that step?
  bool waits_at(std::size_t step) const;
  // It need not wait any longer.
  void resume(Time now);

  // Nothing more of it is to be done. No effect once it has ended.
  void cancel(std::string why, Time now);

  bool operator==(const Run&) const = default;

 private:
  StepRecord& finish_step(StepStatus outcome, std::string detail, Time now);
  bool settle(NotificationId notification, StepStatus outcome, std::string detail, Time now);
  void end_if_settled(Time now);
};

// A new run, from that step on: those before it are done elsewhere.
Run start_run(RunId id,
              SharedWorkflow workflow,
              RunSignal signal,
              std::string reason,
              std::size_t first_step,
              Time now);

}  // namespace tocsin::domain
