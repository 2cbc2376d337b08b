#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "application/kernel/surroundings.hpp"
#include "application/subscriptions/ports.hpp"
#include "application/subscriptions/subscription_matcher.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/announcement.hpp"

namespace tocsin::application {

// Receives the announcement of an external alert: notifies each client with a matching subscription
// once, permanently, however often the alert is sent. The same id from another source is another
// alert.
class ReceiveAnnouncement {
 public:
  struct Command {
    domain::Announcement announcement;
    std::string by;
  };
  using Outcome = domain::EventAnswer;

  static constexpr std::string_view name = "receive_announcement";

  ReceiveAnnouncement(SubscriptionPorts ports, Surroundings around, SubscriptionMatcher& matcher)
      : ports_(ports), around_(around), matcher_(matcher) {}

  Result<Outcome> handle(const Command& command);

 private:
  Result<std::vector<domain::ClientId>> told_before(const domain::TenantId& tenant,
                                                    const domain::AlertId& identity,
                                                    const domain::AlertId& alert,
                                                    domain::Time now);

  SubscriptionPorts ports_;
  Surroundings around_;
  SubscriptionMatcher& matcher_;
};

}  // namespace tocsin::application
