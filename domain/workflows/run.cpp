#include "domain/workflows/run.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace tocsin::domain {

std::optional<std::size_t> Run::advance(Time now) {
  if (status == RunStatus::waiting) {
    if (now < *resume_at) return std::nullopt;
    resume(now);
  }
  if (has_ended() || next_step == steps.size()) return std::nullopt;
  return next_step;
}

StepRecord& Run::finish_step(StepStatus outcome, std::string detail, Time now) {
  assert(next_step < steps.size());
  auto& step = steps[next_step++];
  step.status = outcome;
  step.at = now;
  step.detail = std::move(detail);
  updated_at = now;
  return step;
}

void Run::step_done(std::string detail, std::optional<AlertId> alert, Time now) {
  finish_step(StepStatus::done, std::move(detail), now).alert = alert;
  end_if_settled(now);
}

void Run::step_failed(std::string detail, std::optional<AlertId> alert, Time now) {
  if (end_reason.empty()) end_reason = detail;
  finish_step(StepStatus::failed, std::move(detail), now).alert = alert;
  end_if_settled(now);
}

void Run::step_sending(NotificationId notification, std::string detail, Time now) {
  finish_step(StepStatus::sending, std::move(detail), now).notification = notification;
}

void Run::step_waits(Duration duration, Time now) {
  auto& step = steps[next_step];
  resume_at = now + duration;
  status = RunStatus::waiting;
  step.status = StepStatus::waiting;
  step.at = now;
  step.detail = "until " + to_text(*resume_at);
  updated_at = now;
}

bool Run::told(NotificationId notification, std::string detail, Time now) {
  return settle(notification, StepStatus::done, std::move(detail), now);
}

bool Run::gave_up(NotificationId notification, std::string detail, Time now) {
  if (!settle(notification, StepStatus::failed, detail, now)) return false;
  if (end_reason.empty()) end_reason = std::move(detail);
  return true;
}

bool Run::settle(NotificationId notification, StepStatus outcome, std::string detail, Time now) {
  const auto step = std::find_if(steps.begin(), steps.end(), [&](const StepRecord& one) {
    return one.status == StepStatus::sending && one.notification == notification;
  });
  if (step == steps.end()) return false;
  step->status = outcome;
  step->at = now;
  step->detail = std::move(detail);
  updated_at = now;
  end_if_settled(now);
  return true;
}

bool Run::note_incident(NotificationId notification, const Target& target) {
  const auto step = std::find_if(steps.begin(), steps.end(), [&](const StepRecord& one) {
    return one.notification == notification;
  });
  if (step == steps.end() || step->incident == target) return false;
  step->incident = target;
  return true;
}

bool Run::waits_at(std::size_t step) const {
  return status == RunStatus::waiting && next_step == step;
}

void Run::resume(Time now) {
  assert(status == RunStatus::waiting);
  status = RunStatus::running;
  resume_at.reset();
  const auto waited = now - *steps[next_step].at;
  finish_step(StepStatus::done, "waited " + to_text(waited), now);
  end_if_settled(now);
}

void Run::cancel(std::string why, Time now) {
  if (has_ended()) return;
  for (auto& step : steps) {
    const bool is_over = step.status == StepStatus::done || step.status == StepStatus::failed;
    if (is_over) continue;
    step.status = StepStatus::cancelled;
    step.at = now;
    step.detail = why;
  }
  status = RunStatus::cancelled;
  resume_at.reset();
  end_reason = std::move(why);
  updated_at = now;
  ended_at = now;
}

void Run::end_if_settled(Time now) {
  const auto some_are = [this](StepStatus wanted) {
    return std::any_of(steps.begin(), steps.end(), [wanted](const StepRecord& step) {
      return step.status == wanted;
    });
  };
  if (next_step < steps.size() || some_are(StepStatus::sending)) return;
  status = some_are(StepStatus::failed) ? RunStatus::failed : RunStatus::completed;
  ended_at = now;
}

Run start_run(RunId id,
              SharedWorkflow workflow,
              RunSignal signal,
              std::string reason,
              std::size_t first_step,
              Time now) {
  assert(first_step < workflow->steps.size());
  Run run;
  run.id = id;
  run.tenant = workflow->tenant;
  run.signal = std::move(signal);
  run.reason = std::move(reason);
  run.next_step = first_step;
  run.started_at = now;
  run.updated_at = now;
  for (const auto& step : workflow->steps)
    run.steps.push_back({std::string{kind_of(step)}, StepStatus::pending, {}, {}, {}, {}, {}});
  for (std::size_t step = 0; step < first_step; ++step) {
    run.steps[step].status = StepStatus::done;
    run.steps[step].at = now;
    run.steps[step].detail = "done before this run";
  }
  run.workflow = std::move(workflow);
  return run;
}

}  // namespace tocsin::domain
