#pragma once

#include <string>

#include "adapters/channels/transfer/courier.hpp"
#include "ports/delivery/notifier.hpp"

namespace tocsin::adapters::channels {

struct PagerdutySettings {
  std::string base_url = "https://events.pagerduty.com";
};

// Opens incidents in PagerDuty and keeps them in step with their alerts. The target's address is
// the routing key of an integration, a secret: it is in no detail, even if PagerDuty repeats it.
class PagerdutyNotifier final : public ports::Notifier {
 public:
  PagerdutyNotifier(PagerdutySettings settings, Transfers& transfers);

  void deliver(const domain::Message& message, Answered answered) override;

 private:
  PagerdutySettings settings_;
  Courier courier_;
};

}  // namespace tocsin::adapters::channels
