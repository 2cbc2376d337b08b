#pragma once

#include <cstdint>
#include <string>

#include "adapters/channels/transfer/courier.hpp"
#include "ports/delivery/notifier.hpp"

namespace tocsin::adapters::channels {

// How the way to a mail server is protected. With starttls it never falls back to plain text.
enum class MailSecurity { none, starttls, tls };

struct EmailSettings {
  std::string host;
  std::uint16_t port = 587;
  MailSecurity security = MailSecurity::starttls;
  std::string username;  // empty: no login
  std::string password;
  std::string from;  // "tocsin@example.com" or "Tocsin <tocsin@example.com>"
};

// Mails notifications. The target's address may be a list separated by commas; it is told when one
// of them is accepted, so whoever must be told for sure wants a target of their own.
class EmailNotifier final : public ports::Notifier {
 public:
  EmailNotifier(EmailSettings settings, Transfers& transfers);

  void deliver(const domain::Message& message, Answered answered) override;

 private:
  EmailSettings settings_;
  Courier courier_;
};

}  // namespace tocsin::adapters::channels
