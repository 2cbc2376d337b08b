#include "adapters/channels/email/email_notifier.hpp"

#include <utility>

#include "adapters/channels/email/email_message.hpp"
#include "adapters/channels/transfer/url.hpp"
#include "adapters/channels/transfer/verdicts.hpp"
#include "domain/channels/address.hpp"

namespace tocsin::adapters::channels {

namespace {

// Returns the addresses of a target; empty if one of them is not an e-mail address.
std::vector<std::string> recipients_in(const std::string& list) {
  std::vector<std::string> recipients;
  for (const auto address : domain::addresses_in(domain::Channel::email, list)) {
    if (!domain::is_address(domain::Channel::email, address)) return {};
    recipients.emplace_back(address);
  }
  return recipients;
}

}  // namespace

EmailNotifier::EmailNotifier(EmailSettings settings, Transfers& transfers)
    : settings_(std::move(settings)), courier_(transfers) {
  if (settings_.hello.empty()) settings_.hello = domain_of(settings_.from);
}

void EmailNotifier::deliver(const domain::Message& message, Answered answered) {
  const auto to = recipients_in(message.target.address);
  if (to.empty()) return answered(refused("the target's address is not an e-mail address"));

  Transfer transfer;
  // libcurl takes the name for EHLO from the path.
  transfer.url = (settings_.security == MailSecurity::tls ? "smtps://" : "smtp://") +
                 settings_.host + ':' + std::to_string(settings_.port) + '/' +
                 percent_encoded(settings_.hello);
  transfer.body = email_message(message, settings_.from, to);
  transfer.envelope =
      Envelope{settings_.from.address, to, settings_.security == MailSecurity::starttls};
  if (!settings_.username.empty()) {
    transfer.credentials = Credentials{settings_.username, settings_.password};
  }
  courier_.send(
      std::move(transfer),
      [host = settings_.host](const auto& result) { return smtp_delivery(result, host); },
      std::move(answered));
}

}  // namespace tocsin::adapters::channels
