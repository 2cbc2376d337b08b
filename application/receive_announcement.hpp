#pragma once

#include <string>

#include "application/match_subscriptions.hpp"
#include "domain/announcement.hpp"
#include "domain/event_answer.hpp"
#include "domain/result.hpp"
#include "ports/announced.hpp"
#include "ports/clock.hpp"
#include "ports/metrics.hpp"
#include "ports/unit_of_work.hpp"

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
