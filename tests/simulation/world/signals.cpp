#include <algorithm>
#include <iterator>
#include <utility>

#include "tests/simulation/world/names.hpp"
#include "tests/simulation/world/world.hpp"

namespace tocsin::simulation {

using namespace domain;
using application::CancelJob;
using application::RemoveWorkflow;
using application::ScheduleJob;
using application::ToggleWorkflow;
using std::chrono::minutes;
using std::chrono::seconds;

// Those who send signals and have workflows look at them.

namespace {

constexpr std::array signal_types{"beat", "load"};

}  // namespace

void World::settle_workflows() {
  for (std::size_t tenant = 0; tenant < tenants_; ++tenant)
    for (std::size_t i = 0; i < workflows_each; ++i)
      request(SaveWorkflow{a_workflow(tenant, i)}, "save a workflow");
}

void World::sender() {
  if (machine_.now() >= quiet_from_) return;
  plan_ahead(machine_.now() + client_gap_ / 4 +
                 client_gap_ * (1023 - choose(Label::signal_gap, 1024)) / 512,
             Kind::sender);
  const auto tenant = choose(Label::signal_subject, static_cast<std::uint32_t>(tenants_));
  const auto action = choose(Label::signal_action, 16);
  if (action >= 1 && action <= 12) send_signal(tenant);
  if (action == 13 || action == 14) schedule(tenant);
  if (action == 15) call_a_job_off();
  if (choose(Label::signal_action, 4) == 3) edit_workflows(tenant);
}

Signal World::a_signal(std::size_t tenant) {
  Signal signal;
  signal.tenant = {tenants[tenant]};
  signal.type = signal_types[choose(Label::signal_subject, signal_types.size())];
  signal.subject = numbered("host", choose(Label::signal_subject, 3));
  const auto value = choose(Label::signal_detail, 8);
  if (value < 3) signal.fields.add("value.x", std::to_string(60 + 20 * value));  // 80 is not more
  if (value == 3) signal.fields.add("value.x", "n/a");
  if (value > 4) signal.fields.add("value.x", "95");
  if (choose(Label::signal_detail, 4) > 0) signal.occurred_at = machine_.now();
  return signal;
}

void World::send_signal(std::size_t tenant) {
  application::ReceiveSignal::Command command{a_signal(tenant), "sender"};
  auto& signal = command.signal;
  Duration late{};
  if (signal.occurred_at && swarm_.strikes(Fault::reordered)) {
    late = Duration{choices_.spread(Label::reordered, 100, 900'000)};
  }
  if (signal.occurred_at && swarm_.strikes(Fault::wrong_clock)) {
    const auto by = Duration{choices_.spread(Label::wrong_clock, 100, 90'000'000)};
    *signal.occurred_at += choose(Label::wrong_clock, 2) == 0 ? by : -by;
  }
  const auto text = "signal of " + signal.tenant.value + '/' + signal.type + '/' + signal.subject;
  if (swarm_.strikes(Fault::duplicate)) {
    request(command,
            text + " again",
            late + Duration{choices_.spread(Label::duplicate, 1, 900'000'000)});
  }
  if (signal.occurred_at && swarm_.strikes(Fault::same_time)) {
    auto other = command;
    other.signal.fields.add("metadata.sensor", "second");
    request(std::move(other), text + ", the second of its time", late);
  }
  request(std::move(command), text, late);
}

const Run* World::a_run(bool is_under_way) {
  const auto pick = [&](const auto& rows) -> const Run* {
    const auto drawn = choose(Label::signal_subject, 64);
    if (rows.empty()) return nullptr;
    return &std::next(rows.begin(), static_cast<std::ptrdiff_t>(drawn % rows.size()))->second;
  };
  return is_under_way ? pick(disk_.runs.rows()) : pick(disk_.ended_runs.rows());
}

// A signal for later, or that a run need not wait any longer.
void World::schedule(std::size_t tenant) {
  constexpr std::array delays{seconds{1}, seconds{60}, seconds{900}, seconds{3600}};
  ScheduleJob::Command order;
  order.tenant = {tenants[tenant]};
  order.by = "somebody";
  const Duration delay = delays[choose(Label::signal_detail, delays.size())];
  if (choose(Label::signal_detail, 3) == 0) {
    order.when = machine_.now() + delay;
  } else {
    order.when = delay;
  }
  const auto* run = a_run(!swarm_.strikes(Fault::stale_job));
  const auto what = choose(Label::signal_detail, 3);
  if (what == 0 || !run) {
    order.what = a_signal(tenant);
  } else if (what == 1) {
    order.what = ResumeOrder{to_text(run->id), run->workflow->id, {}, run->next_step};
    order.tenant = run->tenant;
  } else {
    order.what = ResumeOrder{
        "theirs", {numbered("workflow", choose(Label::signal_subject, workflows_each))}, {}, 0};
  }
  request(std::move(order), "something is to be done later");
}

void World::call_a_job_off() {
  const auto drawn = choose(Label::signal_subject, 64);
  const auto call_off = [&](const auto& rows) {
    if (rows.empty()) return;
    const auto& job =
        std::next(rows.begin(), static_cast<std::ptrdiff_t>(drawn % rows.size()))->second;
    request(CancelJob::Command{job.tenant, job.id, "somebody"}, "a job is called off");
  };
  if (swarm_.strikes(Fault::stale_job)) return call_off(disk_.ended_jobs.rows());
  call_off(disk_.jobs.rows());
}

void World::edit_workflows(std::size_t tenant) {
  const TenantId owner{tenants[tenant]};
  if (swarm_.strikes(Fault::edit_workflow)) {
    const auto number = choose(Label::edit_workflow, workflows_each);
    const WorkflowId id{numbered("workflow", number)};
    if (choose(Label::edit_workflow, 2) == 0) {
      request(SaveWorkflow{a_workflow(tenant, number)}, "edit a workflow");
    } else {
      request(ToggleWorkflow::Command{owner, id, false}, "turn a workflow off");
      request(ToggleWorkflow::Command{owner, id, true}, "turn it on", seconds{30});
    }
  }
  if (swarm_.strikes(Fault::remove_workflow)) {
    const auto number = choose(Label::remove_workflow, workflows_each);
    request(RemoveWorkflow::Command{owner, {numbered("workflow", number)}}, "remove a workflow");
    request(SaveWorkflow{a_workflow(tenant, number)}, "make the workflow anew", seconds{30});
  }
}

Workflow World::a_workflow(std::size_t tenant, std::size_t number) {
  constexpr std::array spans{minutes{1}, minutes{5}, minutes{15}};
  const auto a_span = [&] { return spans[choose(Label::signal_detail, spans.size())]; };
  Workflow workflow;
  workflow.tenant = {tenants[tenant]};
  workflow.id = {numbered("workflow", number)};
  workflow.name = workflow.id.value;
  workflow.signal_type = signal_types[number % signal_types.size()];
  workflow.continue_on_recovery = choose(Label::signal_detail, 4) == 3;
  const auto kind =
      number % 2 == 0 ? choose(Label::signal_detail, 2) : choose(Label::signal_detail, 5);
  const Numeric high{"value.x", Operator::greater, "80", {}};
  const Numeric long_high{"value.x", Operator::greater, "80", a_span()};
  if (kind <= 1) workflow.conditions = {Absence{a_span()}};
  if (kind == 1 && number % 2 == 0) workflow.conditions.push_back(high);
  if (kind == 2) workflow.conditions = {high};
  if (kind == 3) workflow.conditions = {long_high};
  if (kind == 4) workflow.conditions = {high, SignalCount{3, a_span()}};
  const auto steps = 1 + choose(Label::signal_detail, 4);
  for (std::size_t i = 0; i < steps; ++i)
    workflow.steps.push_back(a_step(tenant));
  return workflow;
}

Step World::a_step(std::size_t tenant) {
  constexpr std::array delays{seconds{10}, seconds{120}, seconds{1200}};
  const std::string owner = tenants[tenant];
  const auto kind = choose(Label::signal_detail, 6);
  if (kind <= 1) {
    const auto number = choose(Label::signal_detail, 3);
    const auto who = owner + std::to_string(number);
    const auto sms = "+1555000" + std::to_string(number);
    const std::array targets{Target{who, Channel::console, ""},
                             Target{who, Channel::email, who + "@z"},
                             Target{who, Channel::sms, sms},
                             Target{who, Channel::slack, '#' + who},
                             Target{who, Channel::webhook, "http://" + who + ".example/"}};
    return Tell{targets[choose(Label::signal_detail, targets.size())], owner + " {{org_id}}"};
  }
  if (kind <= 3) return Delay{delays[choose(Label::signal_detail, delays.size())]};
  if (kind == 4) return Resolve{};
  Page page;
  page.service = {numbered("service", choose(Label::signal_detail, services_each))};
  if (swarm_.strikes(Fault::unknown_target)) page.service = {"nowhere"};
  page.message = owner + " {{org_id}} is in trouble";
  return page;
}

}  // namespace tocsin::simulation
