#include <algorithm>

#include "tests/simulation/audit/violation.hpp"
#include "tests/simulation/detection/rendered.hpp"
#include "tests/simulation/detection/watchers.hpp"

namespace tocsin::simulation {

using namespace domain;

// Runs: what is done step by step, and what the recovery takes back.

void Watchers::name_runs(const std::vector<Run>& runs) {
  names_.clear();
  for (const auto& run : runs)
    names_[{run.tenant.value, run.workflow->id.value, run.signal.subject}].push_back(run.id);
}

const ModelRun* Watchers::run(RunId id) const {
  const auto found = runs_.find(id);
  return found == runs_.end() ? nullptr : &found->second;
}

RunId Watchers::start(const SharedWorkflow& workflow,
                      ModelRun::About about,
                      std::size_t first_step,
                      Time now) {
  auto& names = names_[{workflow->tenant.value, workflow->id.value, about.subject}];
  if (names.empty()) {
    throw Violation{"I3", "no run of " + workflow->id.value + " is started for " + about.subject};
  }
  const auto id = names.front();
  names.pop_front();
  ModelRun run{id, workflow, std::move(about), RunStatus::running, {}, first_step, {}};
  run.steps.resize(workflow->steps.size());
  for (std::size_t step = 0; step < first_step; ++step)
    run.steps[step].status = StepStatus::done;
  go_on(runs_.insert_or_assign(id, std::move(run)).first->second, now);
  return id;
}

void Watchers::go_on(ModelRun& run, Time now) {
  for (;;) {
    if (run.status == RunStatus::waiting) {
      if (now < *run.resume_at) return;
      run.resume_at.reset();
      run.status = RunStatus::running;
      run.steps[run.next_step++].status = StepStatus::done;
      end_if_settled(run);
    }
    if (run.has_ended() || run.next_step == run.steps.size()) return;
    take(run, now);
  }
}

void Watchers::take(ModelRun& run, Time now) {
  const auto& step = run.workflow->steps[run.next_step];
  auto& kept = run.steps[run.next_step];
  if (const auto* delay = std::get_if<Delay>(&step)) {
    run.status = RunStatus::waiting;
    run.resume_at = now + delay->duration;
    kept.status = StepStatus::waiting;
    return;
  }
  if (const auto* tell = std::get_if<Tell>(&step)) {
    new_messages_.push_back({run.id,
                             run.next_step,
                             tell->target,
                             rendered(tell->message, "org_id", run.about.subject)});
    kept.status = StepStatus::sending;
  } else if (const auto* alert = std::get_if<Page>(&step)) {
    page(run, *alert, now);
  } else {
    for (const auto& one : run.steps)
      if (one.alert) hands_.resolve(*one.alert, now);
    kept.status = StepStatus::done;
  }
  ++run.next_step;
  end_if_settled(run);
}

void Watchers::page(ModelRun& run, const Page& page, Time now) {
  const auto& workflow = *run.workflow;
  Event event;
  event.tenant = workflow.tenant;
  event.dedup_key =
      "workflow/" + workflow.id.value + '/' + page.service.value + '/' + run.about.subject;
  event.summary = rendered(page.message, "org_id", run.about.subject);
  event.severity = page.severity;
  event.class_name = workflow.name;
  event.fields = run.about.fields;
  event.occurred_at = run.about.at;
  const auto raised = hands_.raise(event, page.service.value, now);
  auto& step = run.steps[run.next_step];
  step.alert = raised.alert;
  step.status = raised.pages ? StepStatus::done : StepStatus::failed;
}

void Watchers::end_if_settled(ModelRun& run) {
  const auto some = [&](StepStatus status) {
    return std::any_of(run.steps.begin(), run.steps.end(), [&](const auto& step) {
      return step.status == status;
    });
  };
  if (run.next_step < run.steps.size() || some(StepStatus::sending)) return;
  run.status = some(StepStatus::failed) ? RunStatus::failed : RunStatus::completed;
}

// Of a run that has ended, only its alerts are left to be settled.
void Watchers::recover(RunId id, const Workflow& newest, Time now) {
  auto& run = runs_.at(id);
  const auto& rules = run.has_ended() ? newest : *run.workflow;
  if (rules.continue_on_recovery) return;
  for (const auto& step : run.steps)
    if (step.alert) hands_.resolve(*step.alert, now);
  if (run.has_ended()) return;
  for (auto& step : run.steps) {
    const bool is_over = step.status == StepStatus::done || step.status == StepStatus::failed;
    if (!is_over) step.status = StepStatus::cancelled;
  }
  run.status = RunStatus::cancelled;
  run.resume_at.reset();
  hands_.mark("run cancelled");
}

void Watchers::add_message(NotificationId id, ModelMessage message) {
  messages_.insert_or_assign(id, std::move(message));
}

const ModelMessage* Watchers::message(NotificationId id) const {
  const auto found = messages_.find(id);
  return found == messages_.end() ? nullptr : &found->second;
}

void Watchers::settle(NotificationId id, bool has_arrived) {
  const auto& message = messages_.at(id);
  auto& run = runs_.at(message.run);
  auto& step = run.steps[message.step];
  if (step.status != StepStatus::sending) return;
  step.status = has_arrived ? StepStatus::done : StepStatus::failed;
  if (!run.has_ended()) end_if_settled(run);
}

}  // namespace tocsin::simulation
