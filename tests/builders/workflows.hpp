#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/workflows/signal.hpp"
#include "domain/workflows/workflow.hpp"
#include "tests/builders/kernel.hpp"

// Workflows, and the signals that they are about.
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

}  // namespace tocsin::tests
