#include "main/program/channels.hpp"

#include <algorithm>
#include <iostream>

namespace tocsin {

using adapters::channels::TransferSettings;

namespace {

TransferSettings limited(TransferSettings settings, std::size_t max_transfers) {
  settings.max_in_flight = max_transfers;
  return settings;
}

// A thread for each mail: one that a server is slow to take delays no other. Fewer than the
// connections that mail servers usually accept from one client (Postfix: 50, Exchange: 20).
TransferSettings limited_mails(TransferSettings settings, std::size_t max_transfers) {
  constexpr std::size_t most = 16;
  settings.threads = std::min(most, max_transfers);
  settings.max_in_flight = 1;
  return settings;
}

}  // namespace

Channels::Channels(const Settings& settings, std::size_t max_transfers, const ports::Clock& clock)
    : email_transfers_(limited_mails(settings.transfers, max_transfers), clock),
      slack_transfers_(limited(settings.transfers, max_transfers), clock),
      sms_transfers_(limited(settings.transfers, max_transfers), clock),
      webhook_transfers_(limited(settings.transfers, max_transfers), clock),
      pagerduty_transfers_(limited(settings.transfers, max_transfers), clock),
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
