#pragma once

#include <string>

#include "domain/notification.hpp"
#include "ports/runs.hpp"

namespace tocsin::application {

// Tells a run what became of a message of its. Does nothing for other notifications, and for runs
// that have ended. A step of the use cases that deliver, inside their unit of work.
class RunMessages {
 public:
  explicit RunMessages(ports::Runs& runs) : runs_(runs) {}

  void arrived(const domain::Notification& message, std::string detail, domain::Time now);
  void given_up(const domain::Notification& message, std::string detail, domain::Time now);

 private:
  ports::Runs& runs_;
};

}  // namespace tocsin::application
