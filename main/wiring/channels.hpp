#pragma once

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

// The channels that are configured, each with transfers of its own, so that one that hangs holds up
// no other. The console, webhooks and PagerDuty need no configuration.
class Channels {
 public:
  Channels(const Settings& settings, const ports::Clock& clock);

  adapters::writer::DeliveryPump::Notifiers notifiers();

 private:
  adapters::curl::Transfers email_transfers_;
  adapters::curl::Transfers slack_transfers_;
  adapters::curl::Transfers sms_transfers_;
  adapters::curl::Transfers webhook_transfers_;
  adapters::curl::Transfers pagerduty_transfers_;
  std::optional<adapters::curl::EmailNotifier> email_;
  std::optional<adapters::curl::SmsNotifier> sms_;
  adapters::curl::SlackNotifier slack_;
  adapters::curl::WebhookNotifier webhook_;
  adapters::console::ConsoleNotifier console_;
  adapters::curl::PagerdutyNotifier pagerduty_;
};

}  // namespace tocsin
