#pragma once

#include <string>

#include "application/subscriptions/match_subscriptions.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/announcement.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/store/unit_of_work.hpp"
#include "ports/subscriptions/announced.hpp"

namespace tocsin::application {

// Somebody else's alert is announced: the clients that have subscribed to such are told, each once
// for ever, however often it is sent.
class ReceiveAnnouncement {
 public:
  struct Command {
    domain::Announcement announcement;
    std::string by;
  };

  ReceiveAnnouncement(ports::UnitOfWork& work,
                      MatchSubscriptions& match_subscriptions,
                      ports::Announced& announced,
                      ports::Metrics& metrics,
                      const ports::Clock& clock);

  Result<domain::EventAnswer> operator()(const Command& command);

 private:
  ports::UnitOfWork& work_;
  MatchSubscriptions& match_subscriptions_;
  ports::Announced& announced_;
  ports::Metrics& metrics_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
