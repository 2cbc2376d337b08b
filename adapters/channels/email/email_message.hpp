#pragma once

#include <string>
#include <vector>

#include "adapters/channels/email/mailbox.hpp"
#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// Returns a notification as a mail (RFC 5322, MIME): text and HTML, UTF-8. Its Message-ID is
// derived from the message's key, so mail programs recognize duplicates.
std::string email_message(const domain::Message& message,
                          const Mailbox& from,
                          const std::vector<std::string>& to);

}  // namespace tocsin::adapters::channels
