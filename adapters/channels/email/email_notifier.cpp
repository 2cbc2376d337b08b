#include "adapters/channels/email/email_notifier.hpp"

#include <utility>

#include "adapters/channels/email/email_message.hpp"
#include "adapters/channels/transfer/verdicts.hpp"

namespace tocsin::adapters::channels {

EmailNotifier::EmailNotifier(EmailSettings settings, Transfers& transfers)
    : settings_(std::move(settings)), courier_(transfers) {}

void EmailNotifier::deliver(const domain::Message& message, Answered answered) {
  const auto from = mail_addresses(settings_.from);
  const auto to = mail_addresses(message.target.address);
  if (from.size() != 1) return answered(refused("the sender is not an e-mail address"));
  if (to.empty()) return answered(refused("the target's address is not an e-mail address"));

  Transfer transfer;
  transfer.url = (settings_.security == MailSecurity::tls ? "smtps://" : "smtp://") +
                 settings_.host + ':' + std::to_string(settings_.port);
  transfer.body = email_message(message, settings_.from, to);
  transfer.envelope = Envelope{from.front(), to, settings_.security == MailSecurity::starttls};
  if (!settings_.username.empty()) {
    transfer.credentials = Credentials{settings_.username, settings_.password};
  }
  courier_.send(
      std::move(transfer),
      [host = settings_.host](const auto& result) { return smtp_delivery(result, host); },
      std::move(answered));
}

}  // namespace tocsin::adapters::channels
