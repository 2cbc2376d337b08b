#include "application/workflows/workflow_runner.hpp"

#include <utility>
#include <variant>

#include "application/workflows/run_metrics.hpp"
#include "domain/workflows/message_template.hpp"

namespace tocsin::application {

using domain::Decision;
using domain::Notification;
using domain::NotificationKind;
using domain::Run;
using domain::RunId;
using domain::RunSignal;
using domain::SharedWorkflow;
using domain::StepStatus;
using domain::Time;
using domain::WatchedSubject;
using domain::Workflow;

namespace {

std::string raised_by(const Workflow& workflow) { return "workflow " + workflow.id.value; }

// Returns the rendered message of the run's current step.
std::string rendered(const std::string& message, const Run& run) {
  return domain::render(message,
                        {run.signal.id,
                         run.workflow->signal_type,
                         run.signal.subject,
                         run.signal.at,
                         run.signal.fields,
                         run.id,
                         run.workflow->id.value,
                         run.workflow->version,
                         run.next_step});
}

// Returns a notification of the run for that target.
Notification word_of(const Run& run, NotificationKind kind, domain::Target target, Time now) {
  Notification notification;
  notification.tenant = run.tenant;
  notification.kind = kind;
  notification.run = run.id;
  notification.about.name = run.workflow->name;
  notification.about.dedup_key = run.workflow->id.value;
  notification.about.source = run.signal.subject;
  notification.about.severity = *domain::Severity::parse("critical");  // of a PagerDuty incident
  notification.about.at = now;
  notification.deliveries = {delivery_to(std::move(target), now)};
  notification.created_at = now;
  return notification;
}

}  // namespace

Result<std::size_t> WorkflowRunner::act(const Scope& scope,
                                        const Decision& decision,
                                        domain::Watch& watch,
                                        const WatchedSubject& subject,
                                        Time now) {
  switch (decision.kind) {
    case Decision::Kind::nothing: return std::size_t{0};
    case Decision::Kind::start: {
      RunSignal signal{subject.last_signal_id(), subject.subject, subject.at, subject.fields};
      const auto run = start(scope, watch.follows, std::move(signal), decision.reason, 0, now);
      if (!run) return Failure{run.error()};
      watch.started(*run);
      return std::size_t{1};
    }
    case Decision::Kind::recovered: {
      const auto done = recover(scope, *watch.follows, *decision.run, decision.reason, now);
      if (!done) return Failure{done.error()};
      return std::size_t{1};
    }
  }
  __builtin_unreachable();
}

Result<RunId> WorkflowRunner::start(const Scope& scope,
                                    const SharedWorkflow& workflow,
                                    RunSignal signal,
                                    std::string reason,
                                    std::size_t first_step,
                                    Time now) {
  const RunId id{around_.ids.next()};
  auto run = start_run(id, workflow, std::move(signal), std::move(reason), first_step, now);
  around_.metrics.count(ports::Counter::runs_started);
  const auto gone_on = go_on(scope, std::move(run), now);
  if (!gone_on) return Failure{gone_on.error()};
  return id;
}

Result<Done> WorkflowRunner::go_on(const Scope& scope, Run run, Time now) {
  while (const auto step = run.advance(now)) {
    auto taken = take(scope, run, *step, now);
    if (!taken) return taken;
  }
  count_if_ended(around_.metrics, run);
  ports_.runs.save(std::move(run));
  return Done{};
}

Result<Done> WorkflowRunner::take(const Scope& scope, Run& run, std::size_t step, Time now) {
  const auto workflow = run.workflow;  // holds what the step is part of
  const auto& what = workflow->steps[step];
  if (const auto* page_step = std::get_if<domain::Page>(&what))
    return page(scope, run, *page_step, now);
  if (std::holds_alternative<domain::Resolve>(what)) return resolve(scope, run, now);
  if (const auto* tell_step = std::get_if<domain::Tell>(&what)) tell(run, *tell_step, now);
  if (const auto* delay = std::get_if<domain::Delay>(&what)) run.step_waits(delay->duration, now);
  return Done{};
}

void WorkflowRunner::tell(Run& run, const domain::Tell& tell, Time now) {
  auto notification = word_of(run, NotificationKind::workflow_message, tell.target, now);
  notification.id = {around_.ids.next()};
  notification.about.summary = rendered(tell.message, run);
  run.step_sending(notification.id, "notifying " + name_of(tell.target), now);
  ports_.outbox.add(std::move(notification));
}

// Runs a page step. An unavailable store rolls back the command; any other error is the result of
// this step.
Result<Done> WorkflowRunner::page(const Scope& scope,
                                  Run& run,
                                  const domain::Page& page,
                                  Time now) {
  domain::Event event;
  event.tenant = run.tenant;
  event.dedup_key =
      "workflow/" + run.workflow->id.value + '/' + page.service.value + '/' + run.signal.subject;
  event.summary = page.message.empty() ? run.reason : rendered(page.message, run);
  event.severity = page.severity;
  event.class_name = run.workflow->name;
  event.fields = run.signal.fields;
  event.occurred_at = run.signal.at;

  const auto raised =
      raiser_.raise(scope, std::move(event), page.service, raised_by(*run.workflow), now);
  if (raised) return paged(run, page, *raised, now);
  if (raised.error().kind == ErrorKind::unavailable) return Failure{raised.error()};
  run.step_failed(raised.error().message, {}, now);
  return Done{};
}

// Records the page. The service may have been removed since the run was started: then its alert
// belongs to none.
Result<Done> WorkflowRunner::paged(Run& run,
                                   const domain::Page& page,
                                   const domain::EventAnswer& raised,
                                   Time now) {
  const auto& service = page.service.value;
  const auto alert = ports_.alerts.get(run.tenant, *raised.alert);
  if (!alert) return Failure{alert.error()};
  if (alert->service.empty()) {
    run.step_failed(
        "service " + service + " no longer exists: its alert pages nobody", raised.alert, now);
  } else if (raised.outcome == domain::EventOutcome::repeated) {
    run.step_done("the alert of service " + service + " is still open", raised.alert, now);
  } else {
    run.step_done("opened an alert for service " + service, raised.alert, now);
  }
  return Done{};
}

Result<Done> WorkflowRunner::resolve(const Scope& scope, Run& run, Time now) {
  const auto resolved = resolve_alerts(scope, run, "resolved by a workflow step", now);
  if (!resolved) return Failure{resolved.error()};
  const bool is_some = *resolved + resolve_incidents(run, now) > 0;
  run.step_done(is_some ? "resolved" : "this run has no open alert", {}, now);
  return Done{};
}

Result<std::size_t> WorkflowRunner::resolve_alerts(const Scope& scope,
                                                   const Run& run,
                                                   const std::string& why,
                                                   Time now) {
  std::size_t resolved = 0;
  for (const auto& step : run.steps) {
    if (!step.alert) continue;
    auto alert = ports_.alerts.get(run.tenant, *step.alert);
    if (!alert && alert.error().kind == ErrorKind::not_found) continue;
    if (!alert) return Failure{alert.error()};
    if (!alert->is_open()) continue;
    const auto outcome =
        resolver_.resolve(scope, std::move(*alert), why, raised_by(*run.workflow), now);
    if (!outcome) return Failure{outcome.error()};
    ++resolved;
  }
  return resolved;
}

// Resolves each incident once, including those of messages that were not reported as delivered,
// which may have arrived.
std::size_t WorkflowRunner::resolve_incidents(Run& run, Time now) {
  std::size_t resolved = 0;
  for (auto& step : run.steps) {
    if (!step.incident) continue;
    auto notification =
        word_of(run, NotificationKind::incident_resolved, *std::move(step.incident), now);
    notification.id = {around_.ids.next()};
    step.incident.reset();
    ports_.outbox.add(std::move(notification));
    ++resolved;
  }
  return resolved;
}

// Ends the run at the recovery. For a run that has ended, only the workflow that the watch follows
// is known.
Result<Done> WorkflowRunner::recover(const Scope& scope,
                                     const Workflow& workflow,
                                     RunId id,
                                     const std::string& why,
                                     Time now) {
  auto found = ports_.runs.find(workflow.tenant, id);
  if (!found) return Failure{found.error()};
  if (!*found) return Done{};
  auto& run = **found;
  const auto& rules = run.has_ended() ? workflow : *run.workflow;
  if (rules.continue_on_recovery) return Done{};

  const auto reason = "recovered: " + why;
  const auto resolved = resolve_alerts(scope, run, reason, now);
  if (!resolved) return Failure{resolved.error()};
  resolve_incidents(run, now);
  if (run.has_ended()) return Done{};
  withdraw_messages(run);
  run.cancel(reason, now);
  count_if_ended(around_.metrics, run);
  ports_.runs.save(std::move(run));
  return Done{};
}

void WorkflowRunner::withdraw_messages(const Run& run) {
  for (const auto& step : run.steps) {
    if (step.status != StepStatus::sending) continue;
    auto notification = ports_.outbox.get(*step.notification);
    if (!notification) continue;
    notification->cancel();
    ports_.outbox.save(std::move(*notification));
  }
}

}  // namespace tocsin::application
