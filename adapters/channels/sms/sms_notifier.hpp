#pragma once

#include <string>

#include "adapters/channels/transfer/courier.hpp"
#include "ports/delivery/notifier.hpp"

namespace tocsin::adapters::channels {

struct SmsSettings {
  std::string account_sid;
  std::string auth_token;
  std::string from;                   // a number of ours,
  std::string messaging_service_sid;  // or, when given, the service that chooses one
  std::string base_url = "https://api.twilio.com";
};

// Sends notifications as text messages with Twilio's Messages API. The API has no idempotency key,
// so a possible duplicate is marked in the text.
class SmsNotifier final : public ports::Notifier {
 public:
  SmsNotifier(SmsSettings settings, Transfers& transfers);

  void deliver(const domain::Message& message, Answered answered) override;

 private:
  SmsSettings settings_;
  Courier courier_;
};

}  // namespace tocsin::adapters::channels
