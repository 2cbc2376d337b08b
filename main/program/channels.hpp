#pragma once

#include <cstddef>
#include <optional>

#include "adapters/channels/console/console_notifier.hpp"
#include "adapters/channels/email/email_notifier.hpp"
#include "adapters/channels/pagerduty/pagerduty_notifier.hpp"
#include "adapters/channels/slack/slack_notifier.hpp"
#include "adapters/channels/sms/sms_notifier.hpp"
#include "adapters/channels/transfer/transfers.hpp"
#include "adapters/channels/webhook/webhook_notifier.hpp"
#include "adapters/writer/delivery_pump.hpp"
#include "main/settings/settings.hpp"
#include "ports/kernel/clock.hpp"

namespace tocsin {

// The configured channels, each with its own transfers, so that a hanging channel delays no other.
// Only e-mail and SMS need configuration.
class Channels {
 public:
  // `max_transfers` is the maximum number of attempts at the same time on each channel.
  Channels(const Settings& settings, std::size_t max_transfers, const ports::Clock& clock);

  adapters::writer::DeliveryPump::Notifiers notifiers();

 private:
  adapters::channels::Transfers email_transfers_;
  adapters::channels::Transfers slack_transfers_;
  adapters::channels::Transfers sms_transfers_;
  adapters::channels::Transfers webhook_transfers_;
  adapters::channels::Transfers pagerduty_transfers_;
  std::optional<adapters::channels::EmailNotifier> email_;
  std::optional<adapters::channels::SmsNotifier> sms_;
  adapters::channels::SlackNotifier slack_;
  adapters::channels::WebhookNotifier webhook_;
  adapters::channels::ConsoleNotifier console_;
  adapters::channels::PagerdutyNotifier pagerduty_;
};

}  // namespace tocsin
