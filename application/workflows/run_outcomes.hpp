#pragma once

#include <string>

#include "domain/delivery/notification.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/workflows/runs.hpp"

namespace tocsin::application {

// Tells a run what became of a message of its, and counts it when that has ended it. Does nothing
// for other notifications, and for runs that have ended. A step of the use cases that deliver,
// inside their unit of work.
class RunOutcomes {
 public:
  RunOutcomes(ports::Runs& runs, ports::Metrics& metrics) : runs_(runs), metrics_(metrics) {}

  void arrived(const domain::Notification& message, std::string detail, domain::Time now);
  void given_up(const domain::Notification& message, std::string detail, domain::Time now);

 private:
  void keep(domain::Run run);

  ports::Runs& runs_;
  ports::Metrics& metrics_;
};

}  // namespace tocsin::application
