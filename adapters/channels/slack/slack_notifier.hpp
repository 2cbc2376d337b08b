#pragma once

#include <string>

#include "adapters/channels/transfer/courier.hpp"
#include "ports/delivery/notifier.hpp"

namespace tocsin::adapters::channels {

struct SlackSettings {
  std::string bot_token;    // for channels; empty: no bot
  std::string webhook_url;  // for channels without a bot
  std::string api_base_url = "https://slack.com";
};

// Posts notifications to Slack: to the incoming webhook in the target's address, or else to the
// channel that it names.
class SlackNotifier final : public ports::Notifier {
 public:
  SlackNotifier(SlackSettings settings, Transfers& transfers);

  void deliver(const domain::Message& message, Answered answered) override;

 private:
  void post_to_webhook(const std::string& url, std::string message, Answered answered);
  void post_as_bot(std::string message, Answered answered);

  SlackSettings settings_;
  Courier courier_;
};

}  // namespace tocsin::adapters::channels
