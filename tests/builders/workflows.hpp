#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "domain/workflows/run.hpp"
#include "domain/workflows/scheduled_job.hpp"
#include "domain/workflows/signal.hpp"
#include "domain/workflows/watch.hpp"
#include "domain/workflows/workflow.hpp"
#include "tests/builders/kernel.hpp"

// Workflows, the signals that they are about, and what comes of them.
namespace tocsin::tests {

inline domain::Tell slack(std::string address, std::string message) {
  return {{"", domain::Channel::slack, std::move(address)}, std::move(message)};
}

inline domain::Workflow a_workflow(std::string name,
                                   std::string signal_type,
                                   std::vector<domain::WorkflowCondition> conditions,
                                   std::vector<domain::Step> steps) {
  domain::Workflow workflow;
  workflow.tenant = acme;
  workflow.name = std::move(name);
  workflow.signal_type = std::move(signal_type);
  workflow.conditions = std::move(conditions);
  workflow.steps = std::move(steps);
  return workflow;
}

// The one of the document.
inline domain::Workflow downtime() {
  using namespace std::chrono_literals;
  return a_workflow("Internet Downtime Escalation",
                    "internet_signal",
                    {domain::Absence{5min}},
                    {slack("#network-ops", "No signal from {{org_id}} for 5 minutes"),
                     domain::Delay{15min},
                     slack("@infra-head", "ESCALATION: {{org_id}} still down")});
}

inline domain::Workflow high_cpu() {
  using namespace std::chrono_literals;
  return a_workflow("High CPU",
                    "cpu",
                    {domain::Numeric{"value.cpu_percent", domain::Operator::greater, "80", 0ms}},
                    {slack("#ops", "CPU usage is {{value.cpu_percent}}% on {{org_id}}")});
}

inline domain::Signal a_signal(std::string type, std::string subject) {
  domain::Signal signal;
  signal.tenant = acme;
  signal.type = std::move(type);
  signal.subject = std::move(subject);
  return signal;
}

inline domain::Signal heartbeat(std::string subject = "org_x") {
  return a_signal("internet_signal", std::move(subject));
}

inline domain::Signal cpu(const std::string& percent, std::string subject = "web1") {
  auto signal = a_signal("cpu", std::move(subject));
  signal.fields = {{"value.cpu_percent", percent}};
  return signal;
}

// As it is stored: after 5 minutes of silence it waits for another one, then it tells.
inline domain::Workflow a_silence() {
  using namespace std::chrono_literals;
  auto workflow = a_workflow("Silence",
                             "internet_signal",
                             {domain::Absence{5min}},
                             {domain::Delay{1min}, slack("#ops", "{{org_id}} is silent")});
  workflow.id = {"silence"};
  workflow.version = 1;
  workflow.watches_since = 1;
  workflow.created_at = start_of_test();
  workflow.updated_at = start_of_test();
  return workflow;
}

// Its signal was received at the start of the test, and this workflow has seen it.
inline domain::WatchedSubject a_subject(const domain::Signal& signal,
                                        const domain::SharedWorkflow& workflow) {
  domain::WatchedSubject subject;
  subject.tenant = signal.tenant;
  subject.signal_type = signal.type;
  subject.subject = signal.subject;
  subject.take(signal, content_hash(signal), start_of_test());
  subject.watch_of(workflow).observe(workflow, signal.fields, start_of_test());
  return subject;
}

// It waits since the start of the test: the first step of its workflow is a delay.
inline domain::Run a_waiting_run(const domain::SharedWorkflow& workflow) {
  domain::RunSignal signal{signal_id(heartbeat(), start_of_test()), "org_x", start_of_test(), {}};
  auto run = start_run(
      {CountingIds::nth(900)}, workflow, std::move(signal), "no signal for 5m", 0, start_of_test());
  run.step_waits(std::get<domain::Delay>(workflow->steps.front()).duration, start_of_test());
  return run;
}

// Of alice, due since the start of the test.
inline domain::ScheduledJob a_job() {
  domain::ScheduledJob job;
  job.id = {CountingIds::nth(700)};
  job.tenant = acme;
  job.by = "alice";
  job.order = heartbeat();
  job.execute_at = start_of_test();
  job.created_at = start_of_test();
  job.updated_at = start_of_test();
  return job;
}

}  // namespace tocsin::tests
