#include "main/program/channels.hpp"

#include <iostream>

namespace tocsin {

Channels::Channels(const Settings& settings, const ports::Clock& clock)
    : email_transfers_(settings.transfers, clock),
      slack_transfers_(settings.transfers, clock),
      sms_transfers_(settings.transfers, clock),
      webhook_transfers_(settings.transfers, clock),
      pagerduty_transfers_(settings.transfers, clock),
      slack_(settings.slack.value_or(adapters::channels::SlackSettings{}), slack_transfers_),
      webhook_(settings.webhook_keys, webhook_transfers_, clock),
      console_(std::cout),
      pagerduty_(settings.pagerduty, pagerduty_transfers_) {
  if (settings.email) email_.emplace(*settings.email, email_transfers_);
  if (settings.sms) sms_.emplace(*settings.sms, sms_transfers_);
}

adapters::writer::DeliveryPump::Notifiers Channels::notifiers() {
  // In the order of domain::channels.
  return {email_ ? &*email_ : nullptr,
          sms_ ? &*sms_ : nullptr,
          &slack_,
          &webhook_,
          &console_,
          &pagerduty_};
}

}  // namespace tocsin
