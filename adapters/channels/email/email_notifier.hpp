#pragma once

#include <cstdint>
#include <string>

#include "adapters/channels/email/mailbox.hpp"
#include "adapters/channels/transfer/courier.hpp"
#include "ports/delivery/notifier.hpp"

namespace tocsin::adapters::channels {

// The encryption of the connection to a mail server. starttls never falls back to plain text.
enum class MailSecurity { none, starttls, tls };

struct EmailSettings {
  std::string host;
  std::uint16_t port = 587;
  MailSecurity security = MailSecurity::starttls;
  std::string username;  // empty: no login
  std::string password;
  Mailbox from;
  std::string hello;  // the name that Tocsin gives in EHLO; empty: the domain of `from`
};

// Sends notifications as mails. Deliveries that an earlier version stored may have a list of
// addresses: they are sent if one address is accepted.
class EmailNotifier final : public ports::Notifier {
 public:
  EmailNotifier(EmailSettings settings, Transfers& transfers);

  void deliver(const domain::Message& message, Answered answered) override;

 private:
  EmailSettings settings_;
  Courier courier_;
};

}  // namespace tocsin::adapters::channels
