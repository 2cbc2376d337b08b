#pragma once

#include <cstdint>
#include <string>

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
  std::string from;  // "tocsin@example.com" or "Tocsin <tocsin@example.com>"
};

// Sends notifications as mails. The target's address may be a list separated by commas; the
// delivery is sent if one address is accepted, so use one target per address for recipients who
// must be reached.
class EmailNotifier final : public ports::Notifier {
 public:
  EmailNotifier(EmailSettings settings, Transfers& transfers);

  void deliver(const domain::Message& message, Answered answered) override;

 private:
  EmailSettings settings_;
  Courier courier_;
};

}  // namespace tocsin::adapters::channels
